"""Changes announced by nobody: a new name in an office that another held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from processing.diff import terms, weigh
from processing.diff.leadership import Change, group_of
from processing.diff.model import AFTER, BEFORE, Event, Evidence
from processing.diff.persons import Names
from processing.diff.seats import Silent, Sitting
from processing.diff.timeline import Claim, Run
from processing.model import Kind

# Nobody says that anything happened: less sure than the sentences themselves.
INFERRED = 0.95
FIRST_AFTER, MOST_AFTER = 2, 5
# After longer than a term others may have sat between two holders.
NEXT_WITHIN = timedelta(days=365 * terms.CYCLE)


@dataclass(frozen=True, slots=True)
class Unreported:
    """A silent change in a position."""

    position: str
    silent: Silent

    @property
    def day(self) -> date:
        """The first day the new name is seen."""
        return self.silent.after.first


@dataclass(frozen=True, slots=True)
class Keys:
    """The final key of each change, by its provisional one."""

    reported: Mapping[str, str]
    unreported: Mapping[tuple[str, str, date], str]

    def of(self, item: Change | Unreported) -> str:
        """The identity key of a change."""
        if isinstance(item, Change):
            return self.reported.get(item.key, item.key)
        return self.unreported[_thread(item)]

    def started(self, position: str, sitting: Sitting) -> str | None:
        """The key of the event that began a sitting, if one did."""
        if sitting.arrival:
            return self.of(sitting.arrival)
        silent = sitting.silent
        return self.of(Unreported(position, silent)) if silent else None


def _thread(item: Unreported) -> tuple[str, str, date]:
    return (group_of(item.position), item.silent.after.person, item.day)


def _order(item: Change | Unreported) -> tuple[date, str]:
    return (item.day or date.max, item.key if isinstance(item, Change) else "~")


def number(
    organisation_id: str, changes: Iterable[Change], silent: Iterable[Unreported]
) -> Keys:
    """Count the arrivals of each person, reported and silent, in order of time."""
    threads: dict[tuple[str, str], list[Change | Unreported]] = defaultdict(list)
    for change in changes:
        if change.direction == "in":
            threads[change.group, change.person].append(change)
    for item in silent:
        threads[_thread(item)[:2]].append(item)
    reported: dict[str, str] = {}
    unreported: dict[tuple[str, str, date], str] = {}
    for (group, person), thread in threads.items():
        ordered = sorted(thread, key=_order)
        for place, found in enumerate(ordered, start=1):
            key = f"ld|{organisation_id}|{group}|{person}|in|{place}"
            if isinstance(found, Change):
                reported[found.key] = key
            else:
                unreported[_thread(found)] = key
    return Keys(reported, unreported)


def event_of(item: Unreported, key: str, names: Mapping[str, Names]) -> Event:
    """The event that a silent change is, with a sentence from before and from after.

    It happened after ``occurred_after`` and on ``occurred_on`` at the latest. Whom the
    person followed is said where they are named within a term of each other.
    """
    before, after = item.silent.before, item.silent.after
    is_next = after.first - item.silent.since <= NEXT_WITHIN
    people = names[group_of(item.position)]
    seen = shown(after)
    sure = min(_sure(before.claims), _sure(seen))
    evidence = (
        Evidence(before.claims[-1].observation_id, BEFORE, before.claims[-1].telling),
        *(Evidence(claim.observation_id, AFTER, claim.telling) for claim in seen),
    )
    return Event(
        key=key,
        kind=Kind.LEADERSHIP_CHANGE,
        occurred_on=after.first,
        occurred_after=item.silent.since,
        state="silent",
        fields={
            "person": people.printed(after.person),
            "position": item.position,
            "direction": "in",
            "change": None,
            "predecessor": people.printed(before.person) if is_next else None,
        },
        confidence=round(INFERRED * sure, 3),
        source_count=weigh.source_count(claim.telling for claim in seen),
        evidence=evidence,
    )


def dated(event: Event, silent: Silent) -> Event:
    """The event of a report without a day, with the days between which it happened."""
    return replace(event, occurred_on=silent.after.first, occurred_after=silent.since)


def _sure(claims: Iterable[Claim]) -> float:
    return weigh.confidence((claim.confidence, claim.telling) for claim in claims)


def shown(run: Run) -> Sequence[Claim]:
    """The first two sightings and the first of each further source, five at most."""
    found: list[Claim] = []
    sources: set[str] = set()
    for claim in run.claims:
        if len(found) < FIRST_AFTER or claim.telling.source not in sources:
            found.append(claim)
            sources.add(claim.telling.source)
        if len(found) == MOST_AFTER:
            break
    return found

"""Reports of leadership changes: which of them tell of one change.

A change is announced two to four times: designated, elected, ratified, handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from processing.diff import terms, weigh
from processing.diff.model import Event, Report
from processing.diff.persons import Names
from processing.gazetteer.positions import BY_ID
from processing.model import Kind, LeadershipChangeFields

# Days within which reports of one direction are one change, whatever lies between.
TOLERANCE = {"in": 45, "act": 10, "out": 90, "continued": 45, "sanction": 90}
# Beyond: another change only if the opposite lies between, or after this many days.
ANOTHER_AFTER = 400
OPPOSITE = {"in": "out", "act": "out", "out": "in"}

# Identity does not tell standing from plain deputies: papers drop the word.
STANDING = "party_standing_deputy_secretary"
SAME_SEAT = {STANDING: "party_deputy_secretary"}

# Which of several ways of telling is kept when equally many tell it so: the decision
# before what follows from it, the reason before the mechanism.
CHANGES = (
    "elected appointed ratified acting re_elected re_appointed died retired resigned "
    "dismissed transferred relieved replaced prosecuted suspended disciplined"
)
RANK = {change: rank for rank, change in enumerate(CHANGES.split())}
CONSEQUENCES = {"ratified", "relieved", "replaced"}


@dataclass(frozen=True, slots=True)
class Change:
    """A reported change: all reports of it, in the order of ``weigh.order``."""

    group: str
    position: str
    person: str
    direction: str
    day: date | None
    reports: tuple[Report, ...]
    number: int = 1
    key: str = ""

    @property
    def is_decided(self) -> bool:
        """Whether a person has judged that it happened."""
        return any(report.is_decided for report in self.reports)


def group_of(position: str) -> str:
    """The position that identity counts this one as."""
    return SAME_SEAT.get(position, position)


def told(report: Report) -> LeadershipChangeFields:
    """The fields of a report of a leadership change."""
    return cast(LeadershipChangeFields, report.fields)


def direction_of(fields: LeadershipChangeFields) -> str:
    """in, act, continued, out or sanction: acting is an arrival of its own."""
    acting = fields.direction == "in" and fields.change == "acting"
    return "act" if acting else fields.direction


def changes(
    organisation_id: str, reports: Iterable[Report], names: Mapping[str, Names]
) -> list[Change]:
    """The distinct changes that ``reports`` tell of, with their keys.

    ``names`` are the persons of each group of positions (see ``group_of``).
    """
    threads: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=weigh.order):
        fields = told(report)
        group = group_of(fields.position)
        person = names[group].key(fields.person)
        threads[group, person, direction_of(fields)].append(report)
    found = []
    for (group, person, direction), thread in sorted(threads.items()):
        against = threads.get((group, person, OPPOSITE.get(direction, "")), [])
        parts = _split(organisation_id, thread, direction, _days(against))
        for number, part in enumerate(parts, start=1):
            change = _change(group, person, direction, part)
            found.append(keyed(organisation_id, change, number))
    return found


def keyed(organisation_id: str, change: Change, number: int) -> Change:
    """The change with the number of its tenure, and its identity key."""
    parts = ("ld", organisation_id, change.group, change.person, change.direction)
    return replace(change, number=number, key="|".join((*parts, str(number))))


def _days(reports: Iterable[Report]) -> list[date]:
    return sorted(report.day for report in reports if report.day)


def _split(
    organisation_id: str, thread: Sequence[Report], direction: str, against: list[date]
) -> Iterator[list[Report]]:
    """Cut a thread of reports, sorted by day, where another change begins.

    Reports without any day come last and belong to the last change.
    """
    part: list[Report] = []
    for report in thread:
        if part and (
            _is_another(organisation_id, part[-1], report)
            or _turned(part[-1], report, direction, against)
        ):
            yield part
            part = []
        part.append(report)
    yield part


def _is_another(organisation_id: str, before: Report, after: Report) -> bool:
    """Whether the dates, the term or the post alone make it another change."""
    if not (before.day and after.day):
        return False
    gap = (after.day - before.day).days
    if gap > ANOTHER_AFTER:
        return True
    one, other = told(before), told(after)
    direction = direction_of(other)
    if direction == "continued" and BY_ID[other.position].body == "party":
        committees = (
            terms.committee_key(organisation_id, day) for day in (before.day, after.day)
        )
        return len(set(committees)) > 1
    promoted = one.position != other.position == STANDING
    return direction == "in" and promoted and gap > TOLERANCE["in"]


def _turned(before: Report, after: Report, direction: str, against: list[date]) -> bool:
    """Whether the person did the opposite in between."""
    if not (before.day and after.day):
        return False
    if (after.day - before.day).days <= TOLERANCE[direction]:
        return False
    return any(before.day < day <= after.day for day in against)


def _change(group: str, person: str, direction: str, part: list[Report]) -> Change:
    # Standing wins a tie: the word is dropped in print, never added.
    position = weigh.vote(part, lambda r: told(r).position, lambda p: p != STANDING)
    assert position is not None
    day = _occurred_on(part) or part[0].day
    return Change(group, position, person, direction, day, tuple(part))


def _rank(change: str) -> int:
    return RANK.get(change, len(RANK))


def _occurred_on(part: Sequence[Report]) -> date | None:
    decisive = [item for item in part if told(item).change not in CONSEQUENCES]
    earliest = weigh.vote(decisive, lambda r: r.occurred_on, lambda day: day)
    return earliest or weigh.vote(part, lambda r: r.occurred_on, lambda day: day)


def event_of(change: Change, names: Mapping[str, Names]) -> Event:
    """The event that a reported change is."""
    reports = change.reports
    decisive = [item for item in reports if told(item).change not in CONSEQUENCES]
    how = weigh.vote(decisive or reports, lambda r: told(r).change, _rank)
    fields = {
        "person": names[change.group].printed(change.person),
        "position": change.position,
        "direction": told(reports[0]).direction,
        "change": how or None,
        "predecessor": weigh.vote(reports, lambda r: told(r).predecessor, str),
    }
    return Event(
        key=change.key,
        kind=Kind.LEADERSHIP_CHANGE,
        occurred_on=_occurred_on(reports),
        occurred_after=None,
        state="reported",
        fields=fields,
        confidence=weigh.confidence_of(reports),
        source_count=weigh.source_count(item.telling for item in reports),
        evidence=weigh.reporting(reports),
    )

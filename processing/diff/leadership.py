"""Reports of leadership changes: which of them tell of one change.

A change is announced two to four times: designated, elected, ratified, handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from processing.diff import terms, weigh
from processing.diff.model import Event, Report
from processing.diff.persons import Names
from processing.gazetteer.positions import BY_ID
from processing.model import Kind, LeadershipChangeFields

# Days within which reports of one direction are one change, whatever lies between.
TOLERANCE = {
    "in": 45,
    "act": 10,
    "out": 90,
    "continued": 45,
    "sanction": 90,
    "criminal": 90,
}
# Beyond: another change only if the opposite lies between, or after this many days.
ANOTHER_AFTER = 400
OPPOSITE = {"in": "out", "act": "out", "out": "in"}
# An acting head is elected later, who was warned may be arrested: that is news again.
OWN_WAY = {("in", "acting"): "act", ("sanction", "prosecuted"): "criminal"}
SHOWN = {"act": "in", "criminal": "sanction"}

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
# Reports by position (see ``group_of``), person and direction, in ``weigh.order``.
Threads = defaultdict[tuple[str, str, str], list[Report]]
# Being given an office that one holds is to be given it again.
AGAIN = {"elected": "re_elected", "appointed": "re_appointed"}
FIRST = {again: first for first, again in AGAIN.items()}
# Whoever dies days after leaving did not leave by dying.
STILL_DYING = timedelta(days=3)


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

    @property
    def ways(self) -> set[str]:
        """Its direction, and those that its reports name."""
        return {self.direction, *(direction_of(told(one)) for one in self.reports)}


def group_of(position: str) -> str:
    """The position that identity counts this one as."""
    return SAME_SEAT.get(position, position)


def told(report: Report) -> LeadershipChangeFields:
    """The fields of a report of a leadership change."""
    return cast(LeadershipChangeFields, report.fields)


def direction_of(fields: LeadershipChangeFields) -> str:
    """The direction that identity knows: acting and prosecution are ways of their own.

    One of in, act, continued, out, sanction, criminal.
    """
    return OWN_WAY.get((fields.direction, fields.change), fields.direction)


def threads(reports: Iterable[Report], names: Mapping[str, Names]) -> Threads:
    """``reports`` by what they tell of: group of positions, person and direction.

    ``names`` are the persons of each group of positions (see ``group_of``).
    """
    found = Threads(list)
    for report in sorted(reports, key=weigh.order):
        fields = told(report)
        group = group_of(fields.position)
        person = names[group].key(fields.person)
        found[group, person, direction_of(fields)].append(report)
    return found


def changes(organisation_id: str, told_of: Threads) -> list[Change]:
    """The distinct changes that reports tell of, with their keys."""
    found = []
    for (group, person, direction), thread in sorted(told_of.items()):
        against = told_of.get((group, person, OPPOSITE.get(direction, "")), [])
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
            _is_another(organisation_id, part[-1], report, direction)
            or _turned(part[-1], report, direction, against)
        ):
            yield part
            part = []
        part.append(report)
    yield part


def _is_another(
    organisation_id: str, before: Report, after: Report, direction: str
) -> bool:
    """Whether the dates, the term or the post alone make it another change."""
    if not (before.day and after.day):
        return False
    gap = (after.day - before.day).days
    if gap > ANOTHER_AFTER:
        return True
    if direction == "sanction" and before.occurred_on and after.occurred_on:
        return gap > TOLERANCE[direction]  # each is a decision of its own day
    one, other = told(before), told(after)
    if direction == "continued":
        body = BY_ID[other.position].body
        return before.day < terms.began(organisation_id, body, after.day)
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


def _deciding(part: Sequence[Report]) -> list[Report]:
    """The reports that tell when and how it came about, not what followed from it."""
    left = [r.occurred_on for r in part if r.occurred_on and not _is_death(r)]
    timely = [r for r in part if not (left and _is_later_death(r, min(left)))]
    decisive = [item for item in timely if told(item).change not in CONSEQUENCES]
    return decisive or timely


def _is_death(report: Report) -> bool:
    return told(report).change == "died"


def _is_later_death(report: Report, left: date) -> bool:
    day = report.occurred_on
    return _is_death(report) and day is not None and day - left > STILL_DYING


def _occurred_on(part: Sequence[Report]) -> date | None:
    decisive = _deciding(part)
    earliest = weigh.vote(decisive, lambda r: r.occurred_on, lambda day: day)
    return earliest or weigh.vote(part, lambda r: r.occurred_on, lambda day: day)


def _how(change: Change, report: Report) -> str:
    how = told(report).change
    words = {"continued": AGAIN, "in": FIRST}.get(change.direction, {})
    return words.get(how, how)


def event_of(change: Change, names: Mapping[str, Names]) -> Event:
    """The event that a reported change is."""
    reports = change.reports
    how = weigh.vote(_deciding(reports), lambda r: _how(change, r), _rank)
    fields = {
        "person": names[change.group].printed(change.person),
        "position": change.position,
        "direction": SHOWN.get(change.direction, change.direction),
        "change": how or None,
        "predecessor": weigh.vote(reports, lambda r: told(r).predecessor, str),
        # One article that says so is enough: the others leave "nguyên" out.
        "former": any(told(r).former for r in reports) or None,
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

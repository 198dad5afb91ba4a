"""Arrivals that are none: whoever is given again what he or she holds already.

"Bầu đồng chí A giữ chức Bí thư" is printed of a secretary who stays as of a new one,
and what one paper calls an election another calls a re-election: they are one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from processing.diff import terms, weigh
from processing.diff.leadership import (
    ANOTHER_AFTER,
    CONSEQUENCES,
    STANDING,
    TOLERANCE,
    Threads,
    group_of,
    told,
)
from processing.diff.model import Report
from processing.gazetteer.positions import BY_ID

# The days on which persons were seen in office, and whether surely, by position and
# person.
Sights = Mapping[tuple[str, str], Sequence[tuple[date, bool]]]
# A committee or council that is new fills its offices within this time.
FILLED_WITHIN, LONGEST_TERM = timedelta(days=120), timedelta(days=2000)
# One article that may err is believed so long that whoever is elected sat there.
LATELY = timedelta(days=3 * 365)
NEAR = timedelta(days=TOLERANCE["in"])
# However late they are handed over, these are papers of one decision.
LATE = timedelta(days=ANOTHER_AFTER)
COMING = ("in", "act", "continued")


def settled(organisation_id: str, threads: Threads, seen: Sights) -> Threads:
    """``threads`` with each report as that of an arrival, or of somebody who stays.

    Whoever holds the office already, as reported or ``seen``, and is given it by the
    committee or council of a new term, stays in it; what is told of the same occasion
    in the other words follows, and what is told without any day where no other arrival
    is left that it can be.
    """
    found = Threads(list, {key: list(reports) for key, reports in threads.items()})
    for group, person in sorted({(group, person) for group, person, _ in threads}):
        past = _past(organisation_id, threads, seen, group, person)
        told_to_come = threads.get((group, person, "in"), [])
        stays = threads.get((group, person, "continued"), [])
        again = [one for one in told_to_come if past.is_given_again(one)]
        stays = _sorted([*stays, *again])
        came = [report for report in told_to_come if report not in again]
        came, stays = _agreed(past, came, stays)
        came, stays = _with_undated(told_to_come, came, stays)
        for way, reports in (("in", came), ("continued", stays)):
            found[group, person, way] = reports
            if not reports:
                del found[group, person, way]
    return found


def _with_undated(
    told: Iterable[Report], came: list[Report], stays: list[Report]
) -> tuple[list[Report], list[Report]]:
    """Of arrivals ``told`` those without any day stay where all with one do."""
    is_left = all(one.day is None and not one.is_decided for one in came)
    if is_left and any(report in stays for report in told):
        return [], _sorted([*stays, *came])
    return came, stays


def _agreed(
    past: _Past, came: list[Report], stays: list[Report]
) -> tuple[list[Report], list[Report]]:
    """One change told as an arrival and as a re-election is what the past allows.

    What a person has judged is what it is; other reports follow.
    """
    same = [(one, two) for one in came for two in stays if past.is_one(one, two)]
    slips = [
        stay
        for arrival, stay in same
        if not stay.is_decided and (arrival.is_decided or past.is_of_another(arrival))
    ]
    again = [
        arrival
        for arrival, stay in same
        if not arrival.is_decided and stay not in slips
    ]
    return (
        _sorted([*(one for one in came if one not in again), *_each(slips)]),
        _sorted([*(one for one in stays if one not in slips), *_each(again)]),
    )


def _sorted(reports: Iterable[Report]) -> list[Report]:
    return sorted(reports, key=weigh.order)


def _each(reports: Iterable[Report]) -> list[Report]:
    return list({report.id: report for report in reports}.values())


@dataclass(frozen=True, slots=True)
class _Past:
    """What is known of one person and one group: when what was held, by whom else.

    ``hinted`` is what one article alone tells of that, ``left`` are the days on which
    the person left. Positions stand with their days.
    """

    organisation_id: str
    held: Sequence[tuple[date, str]]
    hinted: Sequence[tuple[date, str]]
    left: Sequence[date]
    others: Sequence[tuple[date, str]]

    def is_given_again(self, report: Report) -> bool:
        """Whether the report is of the new term of an office that was held."""
        since = self._held_since(report)
        if report.day is None or since is None or report.is_decided:
            return False
        if any(since <= end <= report.day for end in self._ends(report)):
            return False
        began = self._began(report)
        is_new = report.day - began <= FILLED_WITHIN
        return is_new and timedelta(0) < began - since <= LONGEST_TERM

    def is_one(self, arrival: Report, stay: Report) -> bool:
        """Whether two reports are of one occasion: one term, and nothing in between."""
        if not (arrival.day and stay.day):
            return False
        first, last = sorted((arrival.day, stay.day))
        return (
            -NEAR <= arrival.day - stay.day <= LATE
            and self._began(arrival) == self._began(stay)
            and not any(first < end < last for end in self._ends(arrival))
        )

    def is_of_another(self, arrival: Report) -> bool:
        """Whether until the arrival somebody else is known to have had the seat.

        Not by a ratification: it follows an arrival as well as a re-election.
        """
        if arrival.day is None or told(arrival).change in CONSEQUENCES:
            return False
        before = [day for day in self._others(arrival) if day < arrival.day]
        since = self._held_since(arrival)
        return bool(before) and (since is None or since < max(before))

    def _ends(self, report: Report) -> list[date]:
        return [*self.left, *self._others(report)]

    def _others(self, report: Report) -> list[date]:
        """When others had the seat that the report is of, if one at most can."""
        position = told(report).position
        if not BY_ID[position].is_single_seat:
            return []
        return [day for day, other in self.others if other == position]

    def _held_since(self, report: Report) -> date | None:
        """The last day well before on which the person held it, or the rank above."""
        enough = {told(report).position, STANDING}
        if report.day is None:
            return None
        lately = report.day - LATELY
        known = [*self.held, *(one for one in self.hinted if one[0] >= lately)]
        days = (day for day, position in known if position in enough)
        return max((day for day in days if report.day - day > NEAR), default=None)

    def _began(self, report: Report) -> date:
        assert report.day
        body = BY_ID[told(report).position].body
        return terms.began(self.organisation_id, body, report.day)


def _past(
    organisation_id: str, threads: Threads, seen: Sights, group: str, person: str
) -> _Past:
    held: list[tuple[date, str]] = []
    hinted: list[tuple[date, str]] = []
    left: list[date] = []
    others: list[tuple[date, str]] = []
    for (other, somebody, way), reports in threads.items():
        if other != group:
            continue
        days = [(one.day, told(one).position) for one in reports if one.day]
        if somebody == person and way == "out":
            left += [day for day, _ in days]
        elif way in COMING:
            (held if somebody == person else others).extend(days)
    for (position, somebody), sights in seen.items():
        if group_of(position) == group:
            mine = somebody == person
            (held if mine else others).extend(
                (day, position) for day, is_sure in sights if is_sure
            )
            hinted += [
                (day, position) for day, is_sure in sights if mine and not is_sure
            ]
    return _Past(organisation_id, held, hinted, left, others)

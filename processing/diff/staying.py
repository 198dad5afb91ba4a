"""Arrivals that are none: whoever is given again what he or she holds already.

"Bầu đồng chí A giữ chức Bí thư" is printed of a secretary who stays as of a new one,
and what one paper calls an election another calls a re-election: they are one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from processing.diff import terms, weigh
from processing.diff.leadership import ANOTHER_AFTER, TOLERANCE, Threads, told
from processing.diff.model import Report
from processing.gazetteer.positions import BY_ID

# The days on which persons were surely seen in office, by group and person.
Sights = Mapping[tuple[str, str], Sequence[date]]
# A committee or council that is new fills its offices within this time.
FILLED_WITHIN, LONGEST_TERM = timedelta(days=120), timedelta(days=2000)
NEAR = timedelta(days=TOLERANCE["in"])
# However late they are handed over, these are papers of one decision.
LATE = timedelta(days=ANOTHER_AFTER)
COMING = ("in", "act", "continued")


def settled(organisation_id: str, threads: Threads, seen: Sights) -> Threads:
    """``threads`` with each report as that of an arrival, or of somebody who stays.

    Whoever holds the office already, as reported or ``seen``, and is given it by the
    committee or council of a new term, stays in it; what is told of the same occasion
    in the other words follows.
    """
    found = Threads(list, {key: list(reports) for key, reports in threads.items()})
    for group, person in sorted({(group, person) for group, person, _ in threads}):
        past = _past(organisation_id, threads, seen, group, person)
        came = threads.get((group, person, "in"), [])
        stays = threads.get((group, person, "continued"), [])
        again = [report for report in came if past.is_given_again(report)]
        stays = _sorted([*stays, *again])
        came = [report for report in came if report not in again]
        came, stays = _agreed(past, came, stays)
        for way, reports in (("in", came), ("continued", stays)):
            found[group, person, way] = reports
            if not reports:
                del found[group, person, way]
    return found


def _agreed(
    past: _Past, came: list[Report], stays: list[Report]
) -> tuple[list[Report], list[Report]]:
    """One change told as an arrival and as a re-election is what the past allows."""
    same = [(one, two) for one in came for two in stays if past.is_one(one, two)]
    slips = [stay for arrival, stay in same if past.is_of_another(arrival)]
    again = [arrival for arrival, stay in same if stay not in slips]
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
    """What is known of one person and one office: when it was held, by whom else.

    ``ends`` are the days on which the person left or somebody else had the one seat.
    """

    organisation_id: str
    held: Sequence[date]
    left: Sequence[date]
    others: Sequence[date]

    @property
    def ends(self) -> list[date]:
        return [*self.left, *self.others]

    def is_given_again(self, report: Report) -> bool:
        """Whether the report is of the new term of an office that was held."""
        since = self._held_since(report.day) if report.day else None
        if report.day is None or since is None:
            return False
        if any(since <= end <= report.day for end in self.ends):
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
            and not any(first < end < last for end in self.ends)
        )

    def is_of_another(self, arrival: Report) -> bool:
        """Whether until the arrival somebody else is known to have had the seat."""
        assert arrival.day
        before = [day for day in self.others if day < arrival.day]
        since = self._held_since(arrival.day)
        return bool(before) and (since is None or since < max(before))

    def _held_since(self, day: date) -> date | None:
        known = (held for held in self.held if day - held > NEAR)
        return max(known, default=None)

    def _began(self, report: Report) -> date:
        assert report.day
        body = BY_ID[told(report).position].body
        return terms.began(self.organisation_id, body, report.day)


def _past(
    organisation_id: str, threads: Threads, seen: Sights, group: str, person: str
) -> _Past:
    held, left, others = [*seen.get((group, person), ())], [], []
    for (other, somebody, way), reports in threads.items():
        if other != group:
            continue
        days = [report.day for report in reports if report.day]
        if somebody == person and way in COMING:
            held += days
        elif somebody == person and way == "out":
            left += days
        elif somebody != person and way in COMING:
            others += days
    for (other, somebody), sights in seen.items():
        if other == group and somebody != person:
            others += sights
    if not BY_ID[group].is_single_seat:
        others = []
    return _Past(organisation_id, held, left, others)

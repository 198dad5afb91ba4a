"""From sightings and reported changes to the claims for one seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from processing.diff import weigh
from processing.diff.leadership import Change
from processing.diff.model import Sighting
from processing.diff.timeline import (
    ACTING,
    CAME,
    DECIDED,
    ENOUGH,
    LEFT,
    OFFICIAL,
    ORDINARY,
    PASSED,
    REPORTED,
    STILL_TITLED,
    Claim,
)

# The outgoing keep their title in print for a while; longer, and on this many days,
# and it is the report that they left which is doubted.
STILL_NAMED_AFTER, STILL_NAMED = timedelta(days=90), 4


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting with the identity of its person and the day of its article."""

    person: str
    day: date
    sighting: Sighting


def independent(seen: Iterable[Seen]) -> list[Seen]:
    """One of each independent text and person, then one a day, the best of the day.

    Copies of one text on later days say nothing new.
    """
    first: dict[tuple[str, int], Seen] = {}
    for item in sorted(seen, key=_order):
        first.setdefault((item.person, item.sighting.telling.origin), item)
    daily: dict[tuple[str, date], Seen] = {}
    for item in sorted(first.values(), key=_order):
        daily.setdefault((item.person, item.day), item)
    return list(daily.values())


def _order(item: Seen) -> tuple[object, ...]:
    sighting, telling = item.sighting, item.sighting.telling
    better = (
        not sighting.is_decided,
        not telling.is_official,
        -sighting.confidence,
    )
    return (item.day, *better, telling.source, telling.key, sighting.at)


def sights(seen: Iterable[Seen]) -> dict[str, list[tuple[date, bool]]]:
    """The days on which each person was seen, and whether that is more than a slip."""
    weights: dict[str, int] = defaultdict(int)
    found: dict[str, list[tuple[date, bool]]] = defaultdict(list)
    for item in sorted(seen, key=_order):
        weights[item.person] += weight_of(item.sighting)
        found[item.person].append((item.day, weights[item.person] >= ENOUGH))
    return dict(found)


def believed(
    departures: Iterable[Change], arrivals: Sequence[Change], seen: Iterable[Seen]
) -> list[Change]:
    """The departures that later articles do not refute."""
    days: dict[str, list[date]] = {}
    for item in seen:
        days.setdefault(item.person, []).append(item.day)
    return [
        change
        for change in departures
        if change.is_decided
        or len(_still_named(change, arrivals, days.get(change.person, ())))
        < STILL_NAMED
    ]


def _still_named(
    change: Change, arrivals: Sequence[Change], days: Iterable[date]
) -> list[date]:
    if change.day is None:
        return []
    back = _back(change.person, change.day, arrivals)
    return [day for day in days if change.day + STILL_NAMED_AFTER < day < back]


def _back(person: str, left: date, arrivals: Sequence[Change]) -> date:
    """When the person came again after leaving, as reported; else never."""
    days = (change.day for change in arrivals if change.person == person)
    return min((day for day in days if day and day > left), default=date.max)


def unrivalled(came: Sequence[Change]) -> list[Change]:
    """Without those who came, say some, to a single seat on a day others say another.

    Whoever is named by more independent papers came, the official ones count double;
    where that does not tell, or nobody knows the day, all are kept.
    """
    days: dict[date | None, dict[str, tuple[bool, int]]] = defaultdict(dict)
    for change in came:
        known = days[change.day].get(change.person, (False, 0))
        days[change.day][change.person] = max(known, _support(change))
    return [
        change
        for change in came
        if change.day is None
        or days[change.day][change.person] == max(days[change.day].values())
    ]


def _support(change: Change) -> tuple[bool, int]:
    official: dict[str, bool] = {}
    sources = weigh.witnesses(report.telling for report in change.reports)
    for report in change.reports:
        source = sources[report.telling.origin]
        official[source] = report.telling.is_official or official.get(source, False)
    weights = (OFFICIAL if value else ORDINARY for value in official.values())
    return change.is_decided, sum(weights)


def claims(
    position: str,
    seen: Iterable[Seen],
    came: Iterable[Change],
    arrivals: Sequence[Change],
    departures: Sequence[Change],
) -> list[Claim]:
    """The claims for a seat of ``position``.

    ``came`` are the reports of coming to, or staying in, this very seat; ``arrivals``
    and ``departures`` (the believed ones) those of its whole group of positions.
    """
    gone = [
        (change.person, change.day, _back(change.person, change.day, arrivals))
        for change in departures
        if change.day
    ]
    found = [
        _claim_of(item, arrivals)
        for item in seen
        if not any(p == item.person and a < item.day < b for p, a, b in gone)
    ]
    found.extend(
        _reported(change, arrivals, _says(change, gone))
        for change in came
        if change.day
    )
    own = [change for change in departures if change.position == position]
    found.extend(_known_by_leaving(found, own))
    return found


def _claim_of(item: Seen, arrivals: Sequence[Change]) -> Claim:
    sighting = item.sighting
    return Claim(
        day=item.day,
        person=item.person,
        stint=_stint(item.person, item.day, arrivals),
        weight=weight_of(sighting),
        observation_id=sighting.id,
        confidence=sighting.confidence,
        telling=sighting.telling,
    )


def weight_of(sighting: Sighting) -> int:
    """What it weighs that an article names somebody in a seat."""
    if sighting.is_decided:
        return DECIDED
    return OFFICIAL if sighting.telling.is_official else ORDINARY


def _stint(person: str, day: date, arrivals: Sequence[Change]) -> int:
    return sum(
        c.person == person and c.day is not None and c.day <= day for c in arrivals
    )


def _reported(
    change: Change, arrivals: Sequence[Change], says: str = CAME, early: int = 0
) -> Claim:
    assert change.day is not None
    day = change.day - timedelta(days=early)
    report = change.reports[0]
    return Claim(
        day=day,
        person=change.person,
        stint=_stint(change.person, change.day, arrivals),
        weight=DECIDED if change.is_decided else _reported_weight(change),
        observation_id=report.id,
        confidence=report.confidence,
        telling=report.telling,
        says=says,
    )


def _says(change: Change, gone: Iterable[tuple[str, date, date]]) -> str:
    """That the person came; or came and left so soon that the next may be in office."""
    assert change.day
    soon = change.day + STILL_TITLED
    left = any(p == change.person and change.day <= day <= soon for p, day, _ in gone)
    return PASSED if left else CAME


def _reported_weight(change: Change) -> int:
    return ACTING if change.direction == "act" else REPORTED


def _known_by_leaving(
    found: Sequence[Claim], departures: Sequence[Change]
) -> Iterator[Claim]:
    """Who left, and was never surely named there, held the seat the day before.

    Not where the same other person is named next before and next after.
    """
    known: dict[str, int] = defaultdict(int)
    for claim in found:
        known[claim.person] += claim.weight
    for change in departures:
        day, is_known = change.day, known[change.person] >= ENOUGH
        if day and not is_known and not _holds_around(day, found):
            yield _reported(change, (), says=LEFT, early=1)


def _holds_around(day: date, found: Sequence[Claim]) -> bool:
    """Whether somebody is named in the seat next before ``day`` and next after it."""
    before = [claim.day for claim in found if claim.day < day]
    after = [claim.day for claim in found if claim.day >= day]
    if not (before and after):
        return False
    last, first = max(before), min(after)
    was = {claim.person for claim in found if claim.day == last}
    return any(claim.day == first and claim.person in was for claim in found)

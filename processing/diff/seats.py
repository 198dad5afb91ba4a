"""From the runs of a seat to tenures, and to the changes that nobody announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from processing.diff import model
from processing.diff.leadership import ANOTHER_AFTER, TOLERANCE, Change
from processing.diff.model import Tenure
from processing.diff.timeline import ENOUGH, LEFT, Claim, Run, runs

DAY = timedelta(days=1)
# So far a guessed year is off at most.
YEARS_WRONG = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Silent:
    """``after`` holds the seat that ``before`` held, and no report tells since when."""

    before: Run
    after: Run
    since: date


@dataclass(frozen=True, slots=True)
class Sitting:
    """One holder's time in a seat with the reports that began and ended it.

    With an ``arrival`` that nobody knows the day of, or whose day later sights of the
    holder before refute, ``silent`` says when it can have been; without one that nobody
    reported it.
    """

    run: Run
    arrival: Change | None = None
    departure: Change | None = None
    silent: Silent | None = None


def sittings(
    position: str,
    claims: Iterable[Claim],
    arrivals: Sequence[Change],
    departures: Sequence[Change],
) -> list[Sitting]:
    """The holders of one seat of ``position`` in order.

    ``arrivals`` and ``departures`` are the reported changes of this seat; a change of
    holder that no arrival with a day explains is silent.
    """
    found: list[Sitting] = []
    for run in _joined(runs(claims), departures):
        previous = found[-1].run if found else None
        arrival = _arrival(run, previous, arrivals, departures)
        silent = None
        if previous and not arrival and _is_another(previous, run):
            silent = Silent(previous, run, _last_known(found[-1], run))
            if all(sitting.run.person != run.person for sitting in found):
                arrival = _refuted(run, position, arrivals)
        arrival = arrival or _undated(run, position, arrivals)
        found.append(Sitting(run, arrival, None, silent))
        found[-1] = replace(found[-1], departure=_departure(run, departures))
    return found


def _is_another(previous: Run, run: Run) -> bool:
    """Whether somebody else is seen to have come, not only told to have left again."""
    seen = sum(claim.weight for claim in run.claims if claim.says != LEFT)
    return seen >= ENOUGH and previous.person != run.person


def _joined(ordered: list[Run], departures: Sequence[Change]) -> list[Run]:
    """Stints of one person that follow each other without a departure are one."""
    joined: list[Run] = []
    for run in ordered:
        if joined and joined[-1].person == run.person:
            between = (joined[-1].first, run.first)
            if not _left(run.person, departures, *between):
                joined[-1] = Run(run.person, joined[-1].claims + run.claims)
                continue
        joined.append(run)
    return joined


def _left(person: str, departures: Sequence[Change], after: date, until: date) -> bool:
    return any(
        change.person == person and change.day and after <= change.day <= until
        for change in departures
    )


def _arrival(
    run: Run,
    previous: Run | None,
    arrivals: Sequence[Change],
    departures: Sequence[Change],
) -> Change | None:
    """The report of how the person came to the seat, if there is one.

    It may be dated a little before the last sight of the predecessor, and up to
    ``ANOTHER_AFTER`` days after the first sight of the successor.
    """
    earliest = date.min
    if previous and (previous.last - date.min).days > TOLERANCE["in"]:
        earliest = previous.last - timedelta(days=TOLERANCE["in"])
    # Its own report is in the run however long the predecessor was still named.
    earliest = min(earliest, run.first)
    latest = run.first + timedelta(days=ANOTHER_AFTER)
    for change in arrivals:
        if change.person != run.person or not change.day:
            continue
        # Between the report and the first sight the person must not have left.
        between = sorted((change.day, run.first))
        if earliest <= change.day <= latest and not _left(
            run.person, departures, between[0] + DAY, between[1] - DAY
        ):
            return change
    return None


def _refuted(run: Run, position: str, arrivals: Iterable[Change]) -> Change | None:
    """The first report of how a person came whom articles name only later.

    Its day lies well before others were still named in the seat: mostly in a year that
    the article leaves to be guessed.
    """
    return next(
        (
            change
            for change in arrivals
            if (change.person, change.position) == (run.person, position)
            and change.day
            and run.first - YEARS_WRONG <= change.day < run.first
        ),
        None,
    )


def _undated(run: Run, position: str, arrivals: Iterable[Change]) -> Change | None:
    """The report of how the person came of which no article tells the day."""
    came = (
        change
        for change in arrivals
        if (change.person, change.position) == (run.person, position)
        and change.day is None
    )
    return max(came, key=lambda change: change.direction == "in", default=None)


def _last_known(sitting: Sitting, run: Run) -> date:
    """The last day on which the seat is known not to have changed hands."""
    left = sitting.departure.day if sitting.departure else None
    known = [sitting.run.last, *([left] if left and left < run.first else [])]
    return min(max(known), run.first)


def _departure(run: Run, departures: Sequence[Change]) -> Change | None:
    """The report of how the person left: the first since the person is known."""
    for change in departures:
        if change.person == run.person and change.day and change.day >= run.first:
            return change
    return None


def tenures(
    position: str, found: Sequence[Sitting], keys: Sequence[str | None]
) -> Iterator[Tenure]:
    """The sittings of one seat as tenures that never overlap.

    ``keys`` are the events that began them, silent ones included. ``person`` is left
    to be filled with the printed name.
    """
    starts = _starts(found)
    for place, sitting in enumerate(found):
        following = starts[place + 1] if place + 1 < len(found) else None
        end, basis, ended_by = _end(sitting, following)
        if basis == "successor":
            ended_by = keys[place + 1]
        if end and end < starts[place]:
            end = starts[place]
        seen = sitting.run.seen_days()
        yield Tenure(
            position=position,
            person="",
            person_key=sitting.run.person,
            valid_from=starts[place],
            valid_to=end,
            from_basis=_from_basis(sitting, starts[place]),
            to_basis=basis,
            first_seen_on=seen[0] if seen else None,
            last_seen_on=seen[-1] if seen else None,
            started_by=keys[place],
            ended_by=ended_by,
        )


def _from_basis(sitting: Sitting, start: date) -> str:
    """What the first day rests on: the report of it, a sight, or only the departure."""
    if sitting.arrival and sitting.arrival.day == start:
        return "event"
    claims = sitting.run.claims
    said = {claim.says for claim in claims if claim.day == sitting.run.first}
    return model.LEFT if said == {LEFT} else "seen"


def _starts(found: Sequence[Sitting]) -> list[date]:
    """The first day of each: as reported, unless seen earlier; each after the last.

    Whoever was first seen on the very day on which the next came was there before.
    """
    starts = [_began(sitting) or sitting.run.first for sitting in found]
    if len(found) > 1 and starts[0] == starts[1] and not _began(found[0]):
        starts[0] -= DAY
    for place in range(1, len(starts)):
        starts[place] = max(starts[place], starts[place - 1] + DAY)
    return starts


def _began(sitting: Sitting) -> date | None:
    """The day of the report of how the person came, if that can be the first one."""
    day = sitting.arrival.day if sitting.arrival and not sitting.silent else None
    near = timedelta(days=TOLERANCE["in"])
    return day if day and day <= sitting.run.first + near else None


def _end(
    sitting: Sitting, following: date | None
) -> tuple[date | None, str | None, str | None]:
    """Last day, basis and event: the reported departure or the day before the next."""
    departure = sitting.departure
    left = departure.day if departure else None
    if departure and left and (following is None or left < following):
        return left, "event", departure.key
    if following is None:
        return None, None, None
    return following - DAY, "successor", None

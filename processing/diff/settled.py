"""The seats of which one more article, naming who sits there, says nothing new.

Most of what a day's articles tell of leaders is that they are still there. The fold
says of which holders that is all that such an article can say: it names the person as
the others do, and is younger than whatever was told of the seat. Then the last day on
which the holder was named moves on, and nothing has to be read or folded (``again``).

Why it holds: claims are put in order of their days, and the run that comes last stays
last however much is added to it (``timeline``). What can still turn on one more claim
is left out: a person who is reported to have left, or whose change was rejected or
renamed by people, and a silent change that is still gathering sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from processing.diff.corrections import NAMING
from processing.diff.leadership import group_of
from processing.diff.model import Observations, Settled, Tenure
from processing.diff.offices import REJECTED_FOR, Offices, Seat
from processing.diff.parts import SEATS
from processing.diff.persons import Names, is_slip
from processing.diff.seats import Sitting
from processing.diff.silence import FIRST_AFTER, MOST_AFTER, shown
from processing.diff.timeline import Run
from processing.gazetteer.holders import Holder
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.text import fold


def settled(
    observations: Observations,
    found: Offices,
    tenures: Iterable[Tenure],
    holders: Iterable[Holder],
) -> Iterator[Settled]:
    """The holders of whom one more article that names them says nothing new.

    ``observations`` are as people have corrected them, ``found`` what was made of
    them, ``tenures`` those of ``found`` blended with the ``holders`` of the baseline.
    """
    if any(review.moved_to is not None for review in observations.reviews):
        return
    last = _last(tenures)
    referred = {holder.position_id for holder in holders}
    for seat in found.seats:
        # Of a standing deputy the papers drop the word: a sight is of two positions.
        is_alone = SEATS[group_of(seat.position)] == (seat.position,)
        is_single = POSITIONS[seat.position].is_single_seat
        # The baseline is put between all tenures of a position, whoever sits there.
        if not is_alone or (seat.position in referred and not is_single):
            continue
        sitting = _undisputed(seat)
        if sitting is None:
            continue
        person = sitting.run.person
        tenure = last.get((seat.position, "" if is_single else person))
        sources = _sources(sitting)
        names = found.names[seat.position]
        is_told = _is_in_office(tenure, person) and sources != ()
        if is_told and not _is_doubted(sitting.run, seat.position, observations, names):
            printed = names.printed(person)
            yield Settled(seat.position, person, printed, sitting.run.last, sources)


def _is_in_office(tenure: Tenure | None, person: str) -> bool:
    """Whether the last tenure of a seat is a person's, goes on, and has been seen."""
    if tenure is None or tenure.last_seen_on is None:
        return False
    return (tenure.person_key, tenure.valid_to) == (person, None)


def _last(tenures: Iterable[Tenure]) -> dict[tuple[str, str], Tenure]:
    """The last tenure of each seat; where several sit, that of each person."""
    found: dict[tuple[str, str], Tenure] = {}
    for tenure in tenures:  # in the order of time
        is_single = POSITIONS[tenure.position].is_single_seat
        found[tenure.position, "" if is_single else tenure.person_key] = tenure
    return found


def _undisputed(seat: Seat) -> Sitting | None:
    """The last sitting, if nothing is told after it, nor of its end."""
    if not seat.found:
        return None
    sitting = seat.found[-1]
    last = sitting.run.claims[-1]
    is_youngest = all(
        claim.day < last.day or claim.holder == last.holder for claim in seat.claims
    )
    has_left = any(
        change.person == last.person and change.direction == "out"
        for change in seat.changes
    )
    # Whether somebody came or stayed turns on who was seen before (``staying``).
    is_told_later = any(
        report.day is not None and report.day > last.day
        for change in seat.changes
        for report in change.reports
    )
    # Which of two names is the slip is weighed anew with every article.
    people = {claim.person for claim in seat.claims}
    may_be_slip = any(is_slip(last.person, person) for person in people)
    is_open = has_left or is_told_later or may_be_slip
    return sitting if is_youngest and not is_open else None


def _sources(sitting: Sitting) -> tuple[str, ...] | None:
    """The sources whose further articles say nothing new; None: any source's.

    A silent change shows the first articles and the first of each further source.
    """
    seen = shown(sitting.run)
    if sitting.arrival or not sitting.silent or len(seen) == MOST_AFTER:
        return None
    if len(seen) < FIRST_AFTER:
        return ()
    return tuple(sorted({claim.telling.source for claim in seen}))


def _is_doubted(
    run: Run, position: str, observations: Observations, names: Names
) -> bool:
    """Whether people still reject that the person came, or said who else was meant."""
    rejected = any(
        names.keys.get(item.person) == run.person
        and (group_of(item.position), item.direction) == (group_of(position), "in")
        and (item.since is None or run.last <= item.since + REJECTED_FOR)
        for item in observations.rejected
    )
    printed = fold(names.printed(run.person))
    return rejected or any(
        review.edits.keys() & NAMING
        and fold(str(review.told.get("person", ""))) == printed
        for review in observations.reviews
    )

"""The state of one organisation as a function of the set of its observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from processing.diff import (
    blending,
    corrections,
    gatherings,
    ladders,
    resolutions,
    slates,
)
from processing.diff.model import Event, Observations, Report, State, Tenure
from processing.diff.offices import offices
from processing.diff.settled import settled
from processing.gazetteer.holders import Holder
from processing.gazetteer.organisations import BY_ID as ORGANISATIONS
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind


def fold(
    observations: Observations,
    holders: Sequence[Holder] = (),
    others: slates.Signs = slates.NONE,
) -> State:
    """Everything that ``observations`` of one organisation amount to.

    It depends on nothing but its arguments, and not on their order: whatever arrives
    first, late or twice, the same observations make the same events and tenures.
    What people have decided is one of the arguments.
    ``holders`` are the baseline to fill the gaps between with; it makes no event.

    With the observations, decisions and holders of some parts of the organisation (see
    ``parts``) it makes exactly their share of the state; ``others`` are then the signs
    of the parts left out.
    """
    corrected = corrections.corrected(
        observations, lambda these: _events(these, offices(these).events)
    )
    found = offices(corrected)
    events = _events(corrected, found.events)
    told = _blended(observations.organisation_id, found.tenures, holders)
    told = tuple(ladders.moved_up(found.tenures, _heads(told, events, others)))
    tenures = _blended(observations.organisation_id, told, holders)
    crossed = ladders.crossed_over(tenures, _heads(tenures, events, others))
    tenures = _sorted(observations.organisation_id, crossed)
    climbed = ladders.climbed(tenures, _heads(tenures, events, others))
    tenures = tuple(ladders.with_room(climbed))
    return State(
        events=tuple(slates.grouped(observations.organisation_id, events, others)),
        tenures=tenures,
        settled=tuple(settled(corrected, found, tenures, holders)),
    )


def _events(observations: Observations, changes: Iterable[Event]) -> list[Event]:
    """``changes`` of leaders and the events of other kinds, by key."""
    organisation_id = observations.organisation_id
    events = [
        *changes,
        *gatherings.congresses(organisation_id, _of(observations, Kind.CONGRESS)),
        *gatherings.midterm_reviews(
            organisation_id, _of(observations, Kind.MIDTERM_REVIEW)
        ),
        *resolutions.resolutions(organisation_id, _of(observations, Kind.RESOLUTION)),
    ]
    return sorted(events, key=lambda event: event.key)


def _blended(
    organisation_id: str, told: Iterable[Tenure], holders: Sequence[Holder]
) -> tuple[Tenure, ...]:
    """What is ``told``, the reference in its gaps, within the organisation's life."""
    return _sorted(organisation_id, blending.blend(told, holders))


def _sorted(organisation_id: str, tenures: Iterable[Tenure]) -> tuple[Tenure, ...]:
    found = sorted(tenures, key=blending.order)
    return tuple(_within_life(organisation_id, tenure) for tenure in found)


def _heads(
    tenures: Iterable[Tenure], events: Iterable[Event], others: slates.Signs
) -> tuple[ladders.Head, ...]:
    return (*ladders.heads(tenures, events), *others.heads)


def _within_life(organisation_id: str, tenure: Tenure) -> Tenure:
    """What is open, or imprecise, ends with the organisation or the office."""
    ends = ORGANISATIONS[organisation_id].valid_to, POSITIONS[tenure.position].valid_to
    last = min((end for end in ends if end), default=None)
    if last is None or (tenure.valid_to and tenure.valid_to <= last):
        return tenure
    return replace(tenure, valid_to=last, to_basis=blending.BASIS)


def _of(observations: Observations, kind: Kind) -> list[Report]:
    return [report for report in observations.reports if report.kind is kind]

"""Slates: changes that are one story, such as the result of a congress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from processing.diff.ladders import Head, heads
from processing.diff.model import Event, Tenure
from processing.gazetteer.organisations import BY_ID as ORGANISATIONS
from processing.gazetteer.organisations import predecessors
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind

NEAR = timedelta(days=3)  # around the result of the congress, or the merger
SEVERAL = 3  # changes of one body on one day


@dataclass(frozen=True, slots=True)
class Signs:
    """What of some events makes slates of others, and the heads that end other ranks.

    ``results`` are the results of congresses, key and day, in the order of their keys;
    ``busy`` counts the changes of a body on a day; for ``heads`` see ``ladders``.
    """

    results: tuple[tuple[str, date], ...] = ()
    busy: Mapping[tuple[str, date], int] = field(default_factory=dict)
    heads: tuple[Head, ...] = ()

    def __add__(self, other: Signs) -> Signs:
        busy = Counter(self.busy)
        busy.update(other.busy)
        return Signs(
            tuple(sorted((*self.results, *other.results))),
            dict(busy),
            tuple(sorted((*self.heads, *other.heads))),
        )


NONE = Signs()


def signs(events: Iterable[Event], tenures: Iterable[Tenure] = ()) -> Signs:
    """The signs in ``events``, and in the ``tenures`` that they began."""
    listed = list(events)
    results = (
        (event.key, event.day)
        for event in listed
        if event.fields.get("phase") == "result" and event.day
    )
    busy = Counter(
        (_body(event), event.occurred_on)
        for event in listed
        if event.kind is Kind.LEADERSHIP_CHANGE
        and event.occurred_on
        and not event.occurred_after
    )
    return Signs(tuple(sorted(results)), dict(busy), heads(tenures, listed))


def grouped(
    organisation_id: str, events: Iterable[Event], others: Signs = NONE
) -> list[Event]:
    """The events, those of a slate with its key in ``fields["slate"]``.

    The parent is the result of a congress, the founding of a merged organisation, or
    a day on which three or more people of one body came, stayed or left. ``others``
    are the signs of the organisation's events that are not among ``events``.
    """
    listed = list(events)
    known = signs(listed) + others
    found = []
    for event in listed:
        parent = _parent(organisation_id, event, known)
        fields = {**event.fields, "slate": parent} if parent else event.fields
        found.append(replace(event, fields=fields))
    return found


def is_moved(part: Signs, before: Signs, now: Signs) -> bool:
    """Whether events with the signs ``part`` can be of other slates ``now``.

    ``before`` and ``now`` are the signs of the whole organisation.
    """
    moved = set(before.results) ^ set(now.results)
    return any(
        (before.busy.get(seen, 0) >= SEVERAL) != (now.busy.get(seen, 0) >= SEVERAL)
        or any(abs(day - seen[1]) <= NEAR for _, day in moved)
        for seen in part.busy
    )


def _body(event: Event) -> str:
    return POSITIONS[str(event.fields["position"])].body


def _parent(
    organisation_id: str,
    event: Event,
    known: Signs,
) -> str | None:
    if event.kind is not Kind.LEADERSHIP_CHANGE:
        return None
    day = event.occurred_on
    if day is None or event.occurred_after:
        return None  # only between two days is it known
    if event.fields["direction"] not in ("in", "continued", "out"):
        return None
    body = _body(event)
    for key, held in known.results:
        if body == "party" and abs(held - day) <= NEAR:
            return key
    founded = ORGANISATIONS[organisation_id].valid_from
    if predecessors(organisation_id) and abs(founded - day) <= NEAR:
        return f"sl|{organisation_id}|founding"
    return (
        f"sl|{organisation_id}|{body}|{day}"
        if known.busy[body, day] >= SEVERAL
        else None
    )

"""Slates: changes that are one story, such as the result of a congress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from processing.diff.model import Event
from processing.gazetteer.organisations import BY_ID as ORGANISATIONS
from processing.gazetteer.organisations import predecessors
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind

NEAR = timedelta(days=3)  # around the result of the congress, or the merger
SEVERAL = 3  # changes of one body on one day


def grouped(organisation_id: str, events: Iterable[Event]) -> list[Event]:
    """The events, those of a slate with its key in ``fields["slate"]``.

    The parent is the result of a congress, the founding of a merged organisation, or
    a day on which three or more people of one body came, stayed or left.
    """
    listed = list(events)
    results = [event for event in listed if event.fields.get("phase") == "result"]
    days = _busy_days(listed)
    found = []
    for event in listed:
        parent = _parent(organisation_id, event, results, days)
        fields = {**event.fields, "slate": parent} if parent else event.fields
        found.append(replace(event, fields=fields))
    return found


def _body(event: Event) -> str:
    return POSITIONS[str(event.fields["position"])].body


def _busy_days(events: Iterable[Event]) -> dict[tuple[str, date], int]:
    counts: dict[tuple[str, date], int] = defaultdict(int)
    for event in events:
        if event.kind is Kind.LEADERSHIP_CHANGE and event.occurred_on:
            counts[_body(event), event.occurred_on] += 1
    return counts


def _parent(
    organisation_id: str,
    event: Event,
    results: Sequence[Event],
    days: dict[tuple[str, date], int],
) -> str | None:
    if event.kind is not Kind.LEADERSHIP_CHANGE or event.state == "silent":
        return None
    day = event.occurred_on
    if day is None or event.fields["direction"] not in ("in", "continued", "out"):
        return None
    body = _body(event)
    for result in results:
        if body == "party" and result.day and abs(result.day - day) <= NEAR:
            return result.key
    founded = ORGANISATIONS[organisation_id].valid_from
    if predecessors(organisation_id) and abs(founded - day) <= NEAR:
        return f"sl|{organisation_id}|founding"
    return f"sl|{organisation_id}|{body}|{day}" if days[body, day] >= SEVERAL else None

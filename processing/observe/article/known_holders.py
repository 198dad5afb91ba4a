"""Of which unit somebody is, by the offices he is known to have held."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from processing.gazetteer.holders import Holder, units_of_holder
from processing.gazetteer.organisations import BY_ID, slug_on
from processing.observe.article.document import Document
from processing.observe.language.names import folded, tenures

#: How far from the day of an article a known change may lie to be the one it tells.
ABOUT = timedelta(days=60)


def unit_of_person(
    person: str, document: Document, positions: Container[str | None] | None = None
) -> str | None:
    """The one province where a person is known to have been secretary or chair.

    Only in one of the ``positions``, where they are given: others bear the same name.
    Without a day of the article all days count, but only one province may remain.
    """
    day = document.when if document.published else None
    held = [
        one
        for one in tenures(person)
        if positions is None or one.position_id in positions
    ]
    ids = frozenset(one.organisation_id for one in held)
    if day:
        ids &= units_of_holder(folded(person), day)
    slugs = {slug_on(id_, _within(id_, document.when)) for id_ in ids}
    return document.dated(slugs.pop()) if len(slugs) == 1 else None


def unit_of_change(
    person: str, document: Document, position: str, direction: str
) -> str | None:
    """The one province where a person is known to have come to, or left, an office.

    About the day of the article; without one, where only one province is possible.
    """
    held = [one for one in tenures(person) if one.position_id == position]
    if day := document.when if document.published else None:
        held = [one for one in held if _turns(one, direction, day)]
    ids = {one.organisation_id for one in held}
    slugs = {slug_on(id_, _within(id_, document.when)) for id_ in ids}
    return slugs.pop() if len(slugs) == 1 else None


def _turns(tenure: Holder, direction: str, day: date) -> bool:
    """Whether a tenure begins, or ends, about a day."""
    edge = tenure.valid_to if direction == "out" else tenure.valid_from
    if edge is None:
        return False
    return edge.first - ABOUT <= day <= edge.last + ABOUT


def _within(organisation_id: str, day: date | None) -> date:
    """The day, or the last of the organisation's if that is earlier."""
    last = BY_ID[organisation_id].valid_to
    if day is None:
        return last or date(2100, 1, 1)
    return min(day, last) if last else day

"""Choose the events that a feed or a calendar tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Text, and_, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from processing.alert.facts import Story
from processing.alert.gather import stories
from processing.alert.matching import TOLD, WITHDRAWN, reach
from processing.model import HANOI, Kind
from processing.store.tables import event, run

# Readers ask daily or oftener; what is older stands in SQL and in exports.
FEED_LIMIT = 100
CALENDAR_LIMIT = 500
MIN_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with what makes it the same entry tomorrow.

    ``found_at`` is the moment of the run that found it; ``revision`` counts the
    changes since, the last at ``changed_at``.
    """

    story: Story
    found_at: datetime
    changed_at: datetime
    revision: int

    @property
    def name(self) -> str:
        """Part of an identity that never changes, whatever is learnt of the event.

        The key of the event will not do: it changes when a number is learnt later.
        The day keeps apart the events of a database that was made anew.
        """
        return f"{self.found_at.astimezone(HANOI):%Y%m%d}-{self.story.event_id}"


def news(connection: Connection, province: str | None) -> list[Entry]:
    """Return what was news, the newest change first, enough for each kind's feed.

    A province means what it means in a subscription. What was withdrawn is there and
    says so.
    """
    place = func.row_number().over(
        partition_by=event.c.kind, order_by=(event.c.changed_at.desc(), event.c.id)
    )
    chosen = (
        select(event.c.id, place.label("place"))
        .where(
            event.c.was_news,
            event.c.status.in_((*TOLD, *WITHDRAWN)),
            event.c.confidence >= MIN_CONFIDENCE,
            _is_of(province),
        )
        .subquery()
    )
    query = _rows().join(chosen, chosen.c.id == event.c.id)
    return _entries(connection, query.where(chosen.c.place <= FEED_LIMIT))


def of_kind(entries: Sequence[Entry], kind: str | None) -> list[Entry]:
    """Return those of one kind (or of all), as many as a feed holds."""
    return [e for e in entries if kind in (None, e.story.kind.value)][:FEED_LIMIT]


def dates(connection: Connection, province: str | None) -> list[Entry]:
    """Return congresses announced for a day and mid-term reviews planned for one.

    A review that was planned stays once it is held; what was withdrawn says so.
    """
    congress = and_(
        event.c.kind == Kind.CONGRESS.value,
        event.c.fields["phase"].astext == "announced",
    )
    review = and_(
        event.c.kind == Kind.MIDTERM_REVIEW.value,
        or_(event.c.fields["status"].astext == "planned", event.c.revision > 0),
    )
    query = (
        _rows()
        .where(
            or_(congress, review),
            event.c.occurred_on.is_not(None),
            event.c.status.in_((*TOLD, *WITHDRAWN)),
            event.c.confidence >= MIN_CONFIDENCE,
            _is_of(province),
        )
        .order_by(None)
        .order_by(event.c.occurred_on.desc(), event.c.id)
        .limit(CALENDAR_LIMIT)
    )
    return _entries(connection, query)


def _is_of(province: str | None) -> Any:
    if province is None:
        return literal(True)
    provinces = cast([province], ARRAY(Text)).label("provinces")
    reached = reach(select(literal(0).label("id"), provinces).cte("wanted"))
    return event.c.organisation_id.in_(select(reached.c.organisation_id))


def _rows() -> Select[Any]:
    return (
        select(event.c.id, run.c.as_of, event.c.changed_at, event.c.revision)
        .join(run, run.c.id == event.c.first_run_id)
        .order_by(event.c.changed_at.desc(), event.c.id)
    )


def _entries(connection: Connection, query: Select[Any]) -> list[Entry]:
    rows = connection.execute(query).all()
    told = {s.event_id: s for s in stories(connection, [row.id for row in rows])}
    return [
        Entry(told[row.id], row.as_of, row.changed_at, row.revision) for row in rows
    ]

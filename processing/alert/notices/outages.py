"""Read what did not come: outages with the home of their source and its neighbours."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Label, and_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from processing.alert.facts import Outage
from processing.alert.reasons import province_name
from processing.states import State
from processing.store.tables import outage, source, source_state


def outages(
    connection: Connection, numbers: Collection[int], again_days: int
) -> tuple[Outage, ...]:
    """Return the outages of ``numbers``: of all news first, then by province."""
    if not numbers:
        return ()
    query = (
        select(outage, source.c.name, source.c.home, _others())
        .outerjoin(source, source.c.id == outage.c.source_id)
        .where(outage.c.id.in_(numbers))
        .order_by(
            outage.c.source_id.is_not(None), source.c.home, source.c.name, outage.c.id
        )
    )
    return tuple(
        Outage(
            number=row.id,
            cause=row.cause,
            since=row.since,
            ended_at=row.ended_at,
            source=row.name,
            slug=row.home,
            province=row.home and province_name(row.home),
            others=tuple(row.others or ()),
            again_days=again_days,
        )
        for row in connection.execute(query)
    )


def _others() -> Label[Any]:
    """The other sources of the same province that are read."""
    other, state = source.alias("other"), source_state.alias("state")
    now_in = and_(state.c.source_id == other.c.id, state.c.ended_at.is_(None))
    names = (
        select(func.array_agg(aggregate_order_by(other.c.name, other.c.name)))
        .join(state, now_in)
        .where(
            other.c.home == source.c.home,
            other.c.id != source.c.id,
            other.c.is_active,
            state.c.state == State.HEALTHY,
        )
    )
    return names.scalar_subquery().label("others")

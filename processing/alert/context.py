"""Read what a mail says about itself: its sources, and why somebody gets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Select, func, select

from processing.alert.facts import Coverage, FailedSource, Reason
from processing.gazetteer.organisations import name_on, resolve
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.store.tables import alert, run, source, source_run, subscription

GOOD = "succeeded"


def coverage(connection: Connection, run_id: int) -> Coverage:
    """Return how many sources the run read, and since when the others fail."""
    last_good = _last_good().subquery()
    query = (
        select(source_run.c.status, source.c.name, source_run.c.message, last_good.c.at)
        .join(source, source.c.id == source_run.c.source_id)
        .outerjoin(last_good, last_good.c.source_id == source_run.c.source_id)
        .where(source_run.c.run_id == run_id)
        .order_by(last_good.c.at.asc().nulls_first(), source.c.name)
    )
    rows = connection.execute(query).all()
    failed = tuple(
        FailedSource(row.name, row.message, row.at)
        for row in rows
        if row.status != GOOD
    )
    return Coverage(len(rows) - len(failed), len(rows), failed)


def _last_good() -> Select[tuple[str, datetime]]:
    """By source, the moment that its last good run spoke for."""
    return (
        select(source_run.c.source_id, func.max(run.c.as_of).label("at"))
        .join(run, run.c.id == source_run.c.run_id)
        .where(source_run.c.status == GOOD)
        .group_by(source_run.c.source_id)
    )


def reasons(connection: Connection, alert_ids: Sequence[int]) -> list[Reason]:
    """Return the subscriptions that asked for these alerts, oldest first."""
    wanted = select(func.unnest(alert.c.subscription_ids)).where(
        alert.c.id.in_(alert_ids)
    )
    query = (
        select(subscription)
        .where(subscription.c.id.in_(wanted))
        .order_by(subscription.c.id)
    )
    return [
        Reason(
            subscription_id=row.id,
            kinds=tuple(row.kinds),
            provinces=row.provinces and tuple(map(_province, row.provinces)),
            positions=row.positions
            and tuple(POSITIONS[p] for p in row.positions if p in POSITIONS),
            note=row.note,
            language=row.language,
        )
        for row in connection.execute(query)
    ]


def _province(slug: str) -> str:
    organisation = resolve(slug, None)
    if organisation is None:
        return slug
    return name_on(organisation.id, organisation.valid_to or date.max).name

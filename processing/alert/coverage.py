"""Which sources were read since somebody's last mail, and which are down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CTE, Connection, case, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from processing.alert.facts import Coverage, FailedSource
from processing.states import GOOD, State
from processing.store.tables import alert, run, source, source_run

CRAWLS = source_run.join(run, run.c.id == source_run.c.run_id)
# As it was judged; a crawl that never was (of an older release) as it ended.
IS_GOOD = func.coalesce(
    source_run.c.state.in_(sorted(GOOD)), source_run.c.status == "succeeded"
)
STATE = case(
    (source_run.c.state.is_not(None), source_run.c.state),
    (source_run.c.status == "refused", State.REFUSED),
    (source_run.c.status == "interrupted", State.DEGRADED),
    else_=State.FAILING,
)


def coverage(
    connection: Connection, as_of: datetime, recipient: str | None = None
) -> Coverage:
    """Return how many sources were read, and since when the others fail.

    What counts are the runs since the last mail to ``recipient``; the latest run in
    any case, and alone for somebody who never had one. Sources that failed so often
    that they are not tried every day count as they were last found.
    """
    since = _last_mail(connection, recipient) if recipient else None
    tried, good_at = _tried(as_of, since), _good_at(as_of)
    query = (
        select(tried.c.is_good, tried.c.state, source.c.name, good_at.c.at)
        .join(source, source.c.id == tried.c.source_id)
        .outerjoin(good_at, good_at.c.source_id == tried.c.source_id)
        .order_by(good_at.c.at.asc().nulls_first(), source.c.name)
    )
    rows = connection.execute(query).all()
    failed = tuple(
        FailedSource(row.name, State(row.state), row.at)
        for row in rows
        if not row.is_good
    )
    return Coverage(len(rows) - len(failed), len(rows), failed, since)


def _tried(as_of: datetime, since: datetime | None) -> CTE:
    """The last crawl of each source that counts."""
    past = run.c.as_of <= as_of
    last_run = select(func.max(run.c.as_of)).select_from(CRAWLS).where(past)
    latest = run.c.as_of == last_run.scalar_subquery()
    resting = select(source.c.id).where(source.c.next_try_on.is_not(None))
    counted = or_(latest, source_run.c.source_id.in_(resting))
    if since:
        counted = or_(counted, run.c.as_of > since)
    return (
        select(source_run.c.source_id, IS_GOOD.label("is_good"), STATE.label("state"))
        .select_from(CRAWLS)
        .where(past, counted)
        .ext(distinct_on(source_run.c.source_id))
        .order_by(source_run.c.source_id, run.c.as_of.desc(), run.c.id.desc())
        .cte("tried")
    )


def _good_at(as_of: datetime) -> CTE:
    """When each source was last read well."""
    return (
        select(source_run.c.source_id, func.max(run.c.as_of).label("at"))
        .select_from(CRAWLS)
        .where(run.c.as_of <= as_of, IS_GOOD)
        .group_by(source_run.c.source_id)
        .cte("good_at")
    )


def _last_mail(connection: Connection, recipient: str) -> datetime | None:
    query = select(func.max(alert.c.sent_at)).where(alert.c.recipient == recipient)
    return connection.execute(query.where(alert.c.status == "sent")).scalar()

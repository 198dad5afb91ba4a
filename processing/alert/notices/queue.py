"""Notices in the outbox: who is told that news does not come, and that it is back.

Of an outage everybody has one row when it begins (``out``), one for each time that it
is told again (``out.1`` …) and one when it is over: the table allows no second one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    any_,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from processing.alert.matching import reach
from processing.alert.outbox import asked_by, due
from processing.store.tables import (
    alert,
    organisation,
    organisation_name,
    outage,
    source,
    subscription,
)

OUT, OVER = "out", "over"
COLUMNS = (
    "recipient",
    "outage_id",
    "state",
    "subscription_ids",
    "run_id",
    "next_attempt_at",
    "is_at_once",
    "is_companion",
)
LASTS = outage.c.ended_at.is_(None)


def queue_notices(
    connection: Connection, run_id: int | None, now: datetime, again_days: int
) -> int:
    """Put notices of outages into the outbox and return the number of rows added.

    Where no news comes at all everybody is told, once, and again after every
    ``again_days`` days; of a source who subscribes to its province, and of the last
    one of a province also who subscribes to all. What nobody was told of before it
    was over is not told.

    A run (``run_id``) also tells those who know of an outage that it is over: of all
    news by a mail, of a source by a line of their next one. Outside of a run, what was
    held back may not be in the outbox yet.
    """
    _tidy(connection)
    rows = [
        _of_the_house(run_id, now, timedelta(days=again_days)),
        _of_sources(run_id, now),
    ]
    if run_id is not None:
        rows.append(_over(run_id, now))
    return sum(_insert(connection, found) for found in rows)


def _tidy(connection: Connection) -> None:
    """Remove what was never tried and is past, or wanted by nobody."""
    waiting = and_(
        alert.c.outage_id.is_not(None),
        alert.c.status == "pending",
        alert.c.message_id.is_(None),
    )
    past = exists().where(outage.c.id == alert.c.outage_id, ~LASTS)
    is_past = and_(alert.c.state != OVER, past)
    unwanted = ~asked_by(alert.c.subscription_ids)
    connection.execute(delete(alert).where(waiting, or_(is_past, unwanted)))


def _insert(connection: Connection, rows: Select[Any]) -> int:
    statement = insert(alert).from_select(COLUMNS, rows).on_conflict_do_nothing()
    return len(connection.execute(statement.returning(alert.c.id)).all())


def _wanted() -> CTE:
    active = subscription.c.ended_at.is_(None)
    return select(subscription).where(active).cte("wanted")


def _of_the_house(run_id: int | None, now: datetime, again: timedelta) -> Select[Any]:
    wanted = _wanted()
    lasted = func.extract("epoch", literal(now) - outage.c.noticed_at)
    times = cast(func.floor(lasted / again.total_seconds()), Integer)
    repeated = literal(f"{OUT}.").concat(cast(times, Text))
    state = case((times < 1, literal(OUT)), else_=repeated)
    everybody = outage.join(wanted, literal(True))
    rows = _rows(wanted, state, run_id, now).select_from(everybody)
    return rows.where(LASTS, outage.c.source_id.is_(None))


def _of_sources(run_id: int | None, now: datetime) -> Select[Any]:
    """Whom the outages of single sources concern; central ones concern nobody."""
    wanted = _wanted()
    reached = reach(wanted)
    named = organisation_name.c.slug == source.c.home
    today = and_(
        organisation.c.id == organisation_name.c.organisation_id,
        organisation.c.valid_to.is_(None),
    )
    asks = and_(
        reached.c.id == wanted.c.id,
        or_(wanted.c.provinces.is_not(None), ~_has_another()),
    )
    concerned = (
        outage.join(source, source.c.id == outage.c.source_id)
        .join(organisation_name, named)
        .join(organisation, today)
        .join(reached, reached.c.organisation_id == organisation.c.id)
        .join(wanted, asks)
    )
    return _rows(wanted, literal(OUT), run_id, now).select_from(concerned).where(LASTS)


def _has_another() -> Any:
    """Whether another source of the same province, read well once, is not out."""
    other, theirs = source.alias("other"), outage.alias("theirs")
    is_out = and_(theirs.c.source_id == other.c.id, theirs.c.ended_at.is_(None))
    return exists().where(
        other.c.home == source.c.home,
        other.c.id != source.c.id,
        other.c.is_active,
        other.c.first_good_at.is_not(None),
        ~exists().where(is_out),
    )


def _over(run_id: int, now: datetime) -> Select[Any]:
    """Those who know of an outage that has ended."""
    wanted = _wanted()
    known = outage.join(alert, alert.c.outage_id == outage.c.id).join(
        wanted, wanted.c.id == any_(alert.c.subscription_ids)
    )
    rows = _rows(wanted, literal(OVER), run_id, now).select_from(known)
    return rows.where(~LASTS, alert.c.status == "sent", alert.c.state != OVER)


def _rows(wanted: CTE, state: Any, run_id: int | None, now: datetime) -> Select[Any]:
    """One new row a recipient and outage, by all subscriptions that ask for it.

    That a source is back is worth a line, and no mail.
    """
    known = alert.alias("known")
    is_known = exists().where(
        known.c.recipient == wanted.c.recipient,
        known.c.outage_id == outage.c.id,
        known.c.state == state,
    )
    numbers = func.array_agg(aggregate_order_by(wanted.c.id.distinct(), wanted.c.id))
    is_of_source = outage.c.source_id.is_not(None)
    rows = select(
        wanted.c.recipient,
        outage.c.id,
        state,
        numbers,
        literal(run_id, BigInteger),
        due(wanted, now),
        func.bool_or(wanted.c.frequency == "at_once"),
        and_(is_of_source, state == OVER),
    )
    return rows.where(~is_known).group_by(wanted.c.recipient, outage.c.id)

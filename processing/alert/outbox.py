"""The outbox: one row a recipient, event and state of the event, filled set by set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    any_,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert

from processing.alert.clock import midnight, moment
from processing.alert.matching import TOLD, WITHDRAWN, matches
from processing.store.tables import alert, event, run, subscription

COLUMNS = (
    "recipient",
    "event_id",
    "state",
    "subscription_ids",
    "run_id",
    "next_attempt_at",
)
# What is told of an event: how far it has come, or that it was withdrawn.
TOLD_STATE = case((event.c.status.in_(TOLD), event.c.state), else_=event.c.status)


def queue(
    connection: Connection, run_id: int, as_of: datetime, window_days: int = 14
) -> int:
    """Put what is new into the outbox and return the number of rows added.

    New is an event that is news, in a state its subscribers were not told yet, and
    the withdrawal of an event that somebody was told. What a run of more than
    ``window_days`` ago flagged is no news any more. Two subscriptions of one
    person make one row; running it again adds nothing. Rows that wait although
    their event has moved on or nobody wants them any more are removed.
    """
    now = moment(connection, run_id, as_of)
    connection.execute(_superseded())
    news = _insert(connection, _news(run_id, now, timedelta(days=window_days)))
    return news + _insert(connection, _withdrawals(run_id, now))


def revive(connection: Connection, recipient: str | None = None) -> int:
    """Make dead alerts (of one recipient) wait for sending again; return how many."""
    rows = update(alert).where(alert.c.status == "dead")
    if recipient is not None:
        rows = rows.where(alert.c.recipient == recipient.lower())
    fresh = rows.values(status="pending", attempts=0, message_id=None)
    return connection.execute(fresh).rowcount


def _insert(connection: Connection, rows: Select[Any]) -> int:
    statement = insert(alert).from_select(COLUMNS, rows).on_conflict_do_nothing()
    return len(connection.execute(statement.returning(alert.c.id)).all())


def _news(run_id: int, now: datetime, window: timedelta) -> Select[Any]:
    active = select(subscription).where(subscription.c.ended_at.is_(None))
    wanted = active.cte("wanted")
    # An event that only the past knows is no news to somebody who subscribed since.
    since = or_(run.c.started_at >= wanted.c.created_at, event.c.last_run_id == run_id)
    return (
        select(
            wanted.c.recipient,
            event.c.id,
            event.c.state,
            func.array_agg(aggregate_order_by(wanted.c.id, wanted.c.id)),
            literal(run_id),
            _due(func.bool_and(wanted.c.frequency == "daily"), wanted, now),
        )
        .select_from(matches(wanted))
        .join(run, run.c.id == event.c.last_run_id)
        .where(event.c.is_news, event.c.status.in_(TOLD), since)
        .where(run.c.as_of >= now - window)
        .where(~_is_known(wanted.c.recipient, event.c.state))
        .group_by(wanted.c.recipient, event.c.id, event.c.state)
    )


def _due(is_daily: Any, wanted: Any, now: datetime) -> Any:
    """At once; but a daily digest waits for tomorrow once today's mail has gone."""
    today = midnight(now)
    mailed = alert.alias("mailed")
    had_mail = exists().where(
        mailed.c.recipient == wanted.c.recipient, mailed.c.sent_at >= today
    )
    tomorrow = literal(today + timedelta(days=1))
    return case((and_(is_daily, had_mail), tomorrow), else_=literal(now))


def _withdrawals(run_id: int, now: datetime) -> Select[Any]:
    return (
        select(
            alert.c.recipient,
            event.c.id,
            event.c.status,
            func.min(alert.c.subscription_ids),
            literal(run_id),
            literal(now),
        )
        .join(event, event.c.id == alert.c.event_id)
        .where(alert.c.status == "sent", event.c.status.in_(WITHDRAWN), _is_wanted())
        .where(~_is_known(alert.c.recipient, event.c.status))
        .group_by(alert.c.recipient, event.c.id, event.c.status)
    )


def _is_known(recipient: Any, state: Any) -> Any:
    """Whether the row is there already; else every run would try all news again."""
    known = alert.alias("known")
    return exists().where(
        known.c.recipient == recipient,
        known.c.event_id == event.c.id,
        known.c.state == state,
    )


def _superseded() -> Any:
    """Rows never tried whose event has moved on, or whose subscriptions have ended."""
    moved = exists().where(event.c.id == alert.c.event_id, alert.c.state != TOLD_STATE)
    waiting = and_(alert.c.status == "pending", alert.c.message_id.is_(None))
    return delete(alert).where(waiting, or_(moved, ~_is_wanted()))


def _is_wanted() -> Any:
    return exists().where(
        subscription.c.id == any_(alert.c.subscription_ids),
        subscription.c.ended_at.is_(None),
    )

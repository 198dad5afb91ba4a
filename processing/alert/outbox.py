"""The outbox: one row a recipient, event and state of the event, filled set by set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    Connection,
    FromClause,
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
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on, insert

from processing.alert.clock import DAY, midnight, moment, monday
from processing.alert.matching import TOLD, WITHDRAWN, matches
from processing.alert.persons import followed, spelling_table, spellings
from processing.alert.revised import is_revised
from processing.store.tables import alert, event, review, run, subscription

COLUMNS = (
    "recipient",
    "event_id",
    "state",
    "subscription_ids",
    "run_id",
    "next_attempt_at",
    "is_at_once",
)
# What is told of an event: how far it has come, or that it was withdrawn.
TOLD_STATE = case((event.c.status.in_(TOLD), event.c.state), else_=event.c.status)
# What a mail tells in figures and names, kept with the alert once it is sent.
TELLING = event.c.fields.op("||")(
    func.jsonb_build_object(
        "occurred_on", event.c.occurred_on, "occurred_after", event.c.occurred_after,
        "province", event.c.province,
    )
)  # fmt: skip
# What is told of an event that the press corrects, with the number of what was told;
# older news is left alone.
REVISED = literal("corrected.told.")
REVISED_WITHIN = timedelta(days=90)
PASSED_OVER = "corrected by a replay: mailed to nobody"
_IS_ACTIVE_EDIT = and_(review.c.superseded_at.is_(None), review.c.decision == "edited")
CORRECTED = literal("corrected.").concat(cast(review.c.id, Text))


def queue(
    connection: Connection, run_id: int, as_of: datetime, window_days: int = 14
) -> int:
    """Put what is new into the outbox and return the number of rows added.

    New is an event that is news, in a state its subscribers were not told yet; and
    for those who were told an event, its withdrawal, its return after one, and its
    correction, by a review or by the press. What a run of more than ``window_days``
    ago flagged is no news any more. Two subscriptions of one person make one row;
    running it again adds nothing. Rows that wait although their event has moved on or
    nobody wants them any more are removed.
    """
    now = moment(connection, run_id, as_of)
    tidy(connection)
    pairs = spelling_table(spellings(connection, followed(connection)))
    kinds = (
        _news(run_id, now, timedelta(days=window_days), pairs),
        _withdrawals(run_id, now),
        _returns(run_id, now),
        _corrections(run_id, now),
        _revisions(run_id, now),
    )
    return sum(_insert(connection, rows) for rows in kinds)


def tidy(connection: Connection) -> None:
    """Remove rows never tried whose event has moved on, or that nobody wants now."""
    moved = exists().where(event.c.id == alert.c.event_id, ~_is_current())
    waiting = and_(alert.c.status == "pending", alert.c.message_id.is_(None))
    connection.execute(delete(alert).where(waiting, or_(moved, ~_is_wanted())))


def _insert(connection: Connection, rows: Select[Any]) -> int:
    statement = insert(alert).from_select(COLUMNS, rows).on_conflict_do_nothing()
    return len(connection.execute(statement.returning(alert.c.id)).all())


def _news(run_id: int, now: datetime, window: timedelta, pairs: CTE) -> Select[Any]:
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
            due(wanted, now),
            func.bool_or(wanted.c.frequency == "at_once"),
        )
        .select_from(matches(wanted, pairs))
        .join(run, run.c.id == event.c.last_run_id)
        .where(event.c.is_news, event.c.status.in_(TOLD), since)
        .where(run.c.as_of >= now - window)
        .where(~_is_known(wanted.c.recipient, event.c.state))
        .group_by(wanted.c.recipient, event.c.id, event.c.state)
    )


def due(wanted: FromClause, now: datetime) -> Any:
    """When rows of ``wanted``, grouped by recipient, are told what comes ``now``.

    At once, today or on Monday; a digest not on a day that already had its mail. The
    hours of the day are seen to when mail is sent.
    """
    today, week = midnight(now), monday(now)
    mailed = alert.alias("mailed")
    had_mail = exists().where(
        mailed.c.recipient == wanted.c.recipient, mailed.c.sent_at >= today
    )
    next_week = week + 7 * DAY if week == today else week
    return case(
        (func.bool_or(wanted.c.frequency == "at_once"), literal(now)),
        (
            func.bool_and(wanted.c.frequency == "weekly"),
            case((had_mail, literal(next_week)), else_=literal(week)),
        ),
        (had_mail, literal(today + DAY)),
        else_=literal(now),
    )


def _withdrawals(run_id: int, now: datetime) -> Select[Any]:
    """Withdrawn events, for those who believe them: one returned is withdrawn anew."""
    last = _last_told(select(event.c.id).where(event.c.status.in_(WITHDRAWN)))
    anew = event.c.status.concat(".").concat(cast(last.c.id, Text))
    is_second = _was_told(last, event.c.status)
    state = case((is_second, anew), else_=event.c.status)
    return _follow_ups(last, state, run_id, now).where(~_withdraws(last.c.state))


def _returns(run_id: int, now: datetime) -> Select[Any]:
    """Events that were withdrawn by mail and have been found right after all."""
    last = _last_told(select(alert.c.event_id).where(_withdraws(alert.c.state)))
    state = literal("restored.").concat(cast(last.c.id, Text))
    return _follow_ups(last, state, run_id, now).where(
        _withdraws(last.c.state), event.c.status.in_(TOLD)
    )


def _was_told(last: Any, state: Any) -> Any:
    """Whether the recipient of ``last`` was told its event in some state, ever."""
    sent = alert.alias("sent")
    return exists().where(
        sent.c.recipient == last.c.recipient,
        sent.c.event_id == last.c.event_id,
        sent.c.state == state,
        sent.c.status == "sent",
    )


def _withdraws(state: Any) -> Any:
    """Whether a state that was told is a withdrawal, the first or a later one."""
    return func.split_part(state, ".", 1).in_(WITHDRAWN)


def _corrections(run_id: int, now: datetime) -> Select[Any]:
    """Events that a person edited, where the edit changed what was told."""
    edited = select(review.c.event_id).where(_IS_ACTIVE_EDIT)
    last = _last_told(edited)
    field = func.jsonb_object_keys(review.c.edits).table_valued("name").alias("field")
    before, after = (
        told.op("->>")(field.c.name) for told in (last.c.told, TELLING.self_group())
    )
    is_other = before.is_distinct_from(after)
    differs = select(1).select_from(field).where(is_other).correlate_except(field)
    return (
        _follow_ups(last, CORRECTED, run_id, now)
        .join(review, and_(review.c.event_id == event.c.id, _IS_ACTIVE_EDIT))
        .where(event.c.status.in_(TOLD), ~_withdraws(last.c.state))
        .where(last.c.told.is_not(None), differs.exists())
    )


def _revisions(run_id: int, now: datetime) -> Select[Any]:
    """Events of which the press tells something else than what was told of late."""
    since = now - REVISED_WITHIN
    lately = select(alert.c.event_id).where(alert.c.sent_at >= since)
    last = _last_told(lately)
    is_of_this_state = _was_told(last, event.c.state)
    is_edited = exists().where(review.c.event_id == event.c.id, _IS_ACTIVE_EDIT)
    state = REVISED.concat(cast(last.c.id, Text))
    return (
        _follow_ups(last, state, run_id, now)
        .where(event.c.status.in_(TOLD), ~_withdraws(last.c.state), ~is_edited)
        .where(last.c.told.is_not(None), is_of_this_state, is_revised(last))
    )


def pass_over_revisions(connection: Connection, run_id: int, as_of: datetime) -> None:
    """Tell nobody what ``run_id``, a reading with other rules, has made of events."""
    rows = _revisions(run_id, moment(connection, run_id, as_of)).subquery()
    dead = select(*rows.c, literal("dead"), literal(PASSED_OVER))
    columns = (*COLUMNS, "status", "last_error")
    statement = insert(alert).from_select(columns, dead)
    connection.execute(statement.on_conflict_do_nothing())


def _follow_ups(last: CTE, state: Any, run_id: int, now: datetime) -> Select[Any]:
    """Rows for those who were told an event, if somebody still wants to be."""
    columns = (last.c.recipient, event.c.id, state, last.c.subscription_ids)
    rows = select(*columns, literal(run_id), literal(now), last.c.is_at_once)
    wanted = asked_by(last.c.subscription_ids)
    joined = rows.select_from(last.join(event, event.c.id == last.c.event_id))
    return joined.where(wanted, ~_is_known(last.c.recipient, state))


def _last_told(among: Select[tuple[int]]) -> CTE:
    """What each recipient was told last of each event ``among`` these."""
    person = alert.c.recipient, alert.c.event_id
    told = select(alert).where(alert.c.status == "sent", alert.c.event_id.in_(among))
    sent = told.ext(distinct_on(*person))
    return sent.order_by(*person, alert.c.sent_at.desc(), alert.c.id.desc()).cte("last")


def _is_known(recipient: Any, state: Any) -> Any:
    """Whether the row is there already; else every run would try all news again."""
    known = alert.alias("known")
    return exists().where(
        known.c.recipient == recipient,
        known.c.event_id == event.c.id,
        known.c.state == state,
    )


def _is_current() -> Any:
    """Whether a waiting row still says what is true of its event."""
    is_mine = review.c.event_id == event.c.id
    corrected = exists().where(is_mine, _IS_ACTIVE_EDIT, alert.c.state == CORRECTED)
    returned = or_(
        alert.c.state.startswith("restored."),
        alert.c.state.startswith(REVISED),
        corrected,
    )
    anew = func.split_part(alert.c.state, ".", 1) == event.c.status
    return or_(
        alert.c.state == TOLD_STATE,
        and_(event.c.status.in_(TOLD), returned),
        and_(event.c.status.in_(WITHDRAWN), anew),
    )


def _is_wanted() -> Any:
    return asked_by(alert.c.subscription_ids)


def asked_by(subscription_ids: Any) -> Any:
    """Whether one of these subscriptions is active still."""
    return exists().where(
        subscription.c.id == any_(subscription_ids), subscription.c.ended_at.is_(None)
    )

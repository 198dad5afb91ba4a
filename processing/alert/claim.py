"""Take alerts out of the outbox for sending, and record what became of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, literal, or_, select, update

from processing.alert.outbox import TELLING
from processing.store.tables import alert, event

# Longer than any mail can take (processing.alert.smtp.DEADLINE_SECONDS): after it
# the sender is dead, and its alerts may be taken by another.
LEASE = timedelta(minutes=10)
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360))
# Refusals of one recipient after which an alert is dead.
PERMANENT_REFUSALS = 3
TEMPORARY_REFUSALS = 12


@dataclass(frozen=True, slots=True)
class Batch:
    """The alerts that travel in one mail; ``attempt`` counts from 1."""

    recipient: str
    message_id: str
    alert_ids: tuple[int, ...]
    attempt: int


def recipients_due(
    connection: Connection, now: datetime, *, digests: bool = True
) -> list[str]:
    """Return whose alerts are to be sent now, longest waiting first.

    Without ``digests`` (outside of the mail hours) only what is told at once.
    """
    first = func.min(alert.c.next_attempt_at)
    alone = alert.c.is_companion.is_(False)
    due = select(alert.c.recipient).where(alone, _is_due(now), _may_go(digests))
    query = due.group_by(alert.c.recipient)
    return list(connection.execute(query.order_by(first)).scalars())


def claim(
    connection: Connection,
    recipient: str,
    now: datetime,
    domain: str,
    *,
    digests: bool = True,
) -> Batch | None:
    """Mark one mail's alerts as being sent, the attempt counted before it is made.

    Alerts of a mail whose fate is unknown (its sender was killed) are taken as that
    same mail, under the same Message-ID; all others of the recipient together. Call
    it in a short transaction of its own. ``None``: nothing is left, or another
    sender is at it.
    """
    if not _lock(connection, recipient):
        return None
    rows = _take(connection, recipient, now, _may_go(digests))
    if not rows:
        return None
    message_id = rows[0].message_id or _message_id(rows, recipient, domain)
    ids = tuple(row.id for row in rows)
    telling = select(TELLING).where(event.c.id == alert.c.event_id)
    values = {
        "status": "sending",
        "message_id": message_id,
        "attempts": alert.c.attempts + 1,
        "next_attempt_at": now + LEASE,
        "told": telling.scalar_subquery(),
    }
    ours = update(alert).where(alert.c.id.in_(ids))
    connection.execute(ours.values(values))
    return Batch(recipient, message_id, ids, 1 + max(row.attempts for row in rows))


def mark_sent(connection: Connection, batch: Batch, now: datetime) -> None:
    """Record that the server took the mail."""
    values = {"status": "sent", "sent_at": now, "last_error": None}
    _settle(connection, batch, values)


def mark_waiting(
    connection: Connection, batch: Batch, now: datetime, error: str, *, is_unsure: bool
) -> None:
    """Let the alerts wait for another attempt, longer each time.

    A mail that certainly did not arrive loses its Message-ID: its alerts may join
    newer ones. If it may have arrived (``is_unsure``) it stays the same mail, so
    that the receiving side can know it again.
    """
    values = _waiting(batch, now, error)
    if not is_unsure:
        values["message_id"] = None
    _settle(connection, batch, values)


def mark_untried(
    connection: Connection, batch: Batch, now: datetime, error: str
) -> None:
    """Let the alerts wait because there is no server: no attempt of theirs."""
    values = _waiting(batch, now, error)
    attempts = alert.c.attempts - 1
    _settle(connection, batch, {**values, "message_id": None, "attempts": attempts})


def mark_refused(
    connection: Connection,
    batch: Batch,
    now: datetime,
    error: str,
    *,
    limit: int,
    is_unsure: bool = False,
) -> int:
    """Let refused alerts wait, but give up those tried too often; return how many.

    Too often is ``limit`` times. Those given up stay in the outbox as dead letters.
    """
    worn = alert.c.attempts >= limit
    dead = _settle(connection, batch, {"status": "dead", "last_error": error}, worn)
    mark_waiting(connection, batch, now, error, is_unsure=is_unsure)
    return dead


def _waiting(batch: Batch, now: datetime, error: str) -> dict[str, Any]:
    wait = BACK_OFF[min(batch.attempt, len(BACK_OFF)) - 1]
    return {"status": "pending", "next_attempt_at": now + wait, "last_error": error}


def _settle(
    connection: Connection, batch: Batch, values: dict[str, Any], *which: Any
) -> int:
    # Only while they are still ours: another sender may have taken them since.
    ours = and_(alert.c.id.in_(batch.alert_ids), alert.c.status == "sending")
    settled = (
        update(alert)
        .where(ours, alert.c.message_id == batch.message_id, *which)
        .values(values)
    )
    return connection.execute(settled).rowcount


def _is_due(now: datetime) -> Any:
    # A row being sent bears the end of its lease as the time of its next attempt.
    return and_(
        alert.c.status.in_(("pending", "sending")), alert.c.next_attempt_at <= now
    )


def _lock(connection: Connection, recipient: str) -> bool:
    """One sender at a time collects a recipient's alerts, or one mail became two."""
    key = func.hashtextextended("dangbo alert " + recipient, 0)
    return bool(
        connection.execute(select(func.pg_try_advisory_xact_lock(key))).scalar()
    )


def _may_go(digests: bool) -> Any:
    return or_(alert.c.is_at_once, literal(digests))


def _take(
    connection: Connection, recipient: str, now: datetime, may_go: Any
) -> list[Row[Any]]:
    """Lock the rows of the next mail: an unsure one first, then all that wait."""
    mine = alert.c.recipient == recipient
    query = select(alert)
    unsure = (
        select(alert.c.message_id)
        .where(mine, may_go, _is_due(now), alert.c.message_id.is_not(None))
        .order_by(alert.c.next_attempt_at)
        .limit(1)
    )
    message_id = connection.execute(unsure).scalar()
    if message_id is not None:
        # The whole of it, whatever the hour: half a mail under its id would be lost.
        query = query.where(mine, alert.c.message_id == message_id, _is_due(now))
    else:
        tried = and_(alert.c.status == "pending", alert.c.attempts > 0)
        fresh = alert.c.message_id.is_(None)
        query = query.where(mine, may_go, fresh, or_(_is_due(now), tried))
    locked = query.order_by(alert.c.id).with_for_update(skip_locked=True)
    rows = list(connection.execute(locked))
    # What only goes along with others does not go without them.
    is_mail = message_id is not None or not all(row.is_companion for row in rows)
    return rows if is_mail else []


def _message_id(rows: list[Row[Any]], recipient: str, domain: str) -> str:
    """The same news in the same states makes the same Message-ID at every attempt.

    The time of queueing keeps apart installations whose numbers are alike.
    """
    told = "\n".join(
        f"{_about(row)} {row.state} {row.created_at.timestamp()}" for row in rows
    )
    digest = hashlib.sha256(f"{recipient}\n{told}".encode()).hexdigest()
    return f"<dangbo.{digest[:32]}@{domain}>"


def _about(row: Row[Any]) -> str:
    return str(row.event_id or f"outage {row.outage_id}")

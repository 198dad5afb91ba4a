"""What waits in the outbox after the alert step: said, and sent outside of any run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, and_, func, literal, or_, select

from dangbo.errors import MailWaits
from dangbo.held_back import note_lateness
from processing.alert.clock import Hours
from processing.settings import Settings
from processing.store.database import store
from processing.store.tables import alert


def check(engine: Engine, settings: Settings, now: datetime, done: str) -> None:
    """Refuse an outbox that still holds what should have gone out by ``now``.

    Without any mail server that is how it was wanted. ``done`` is what was sent, and
    why the others were not.

    Raises:
        MailWaits: saying how many wait and why, and ``done``.
    """
    if not settings.smtp_url:
        return
    with engine.connect() as connection:
        count = overdue(connection, now, Hours.parse(settings.mail_hours))
        reason = _last_failure(connection)
    if count:
        why = "; ".join(line.strip() for line in done.splitlines())
        if reason not in why:  # not tried now, but put off by an earlier try
            why += f"; put off: {reason}"
        raise MailWaits(f"{count} alerts could not be mailed yet ({why})")


def send_waiting(settings: Settings, as_of: datetime) -> str:
    """Send what waits in the outbox and is due by ``as_of``, outside of any run.

    Where the scheduled run has not come to its end in time, its readers are told so.
    Returns a line in words.

    Raises:
        MailWaits: some of it could not be mailed this time either; it goes on waiting.
    """
    from processing.alert.step import send_waiting as send  # noqa: PLC0415

    with store(settings) as engine:
        note_lateness(engine, settings, as_of)
        line = f"told: {send(engine, as_of=as_of, settings=settings)}"
        check(engine, settings, as_of, line)
        return line


def overdue(connection: Connection, now: datetime, hours: Hours) -> int:
    """How many alerts should have gone out by ``now`` and have not.

    Those that wait for their time (digests, and the ``hours`` they are sent in) and
    those given up do not count; what another sender has in its hands does, until it
    is known to be sent.
    """
    tried = alert.c.last_error.is_not(None)
    may_go = or_(alert.c.is_at_once, literal(hours.hold(now)))
    due = or_(tried, and_(may_go, alert.c.next_attempt_at <= now))
    alone = alert.c.is_companion.is_(False)
    is_late = and_(alert.c.status == "pending", alone, due)
    query = select(func.count()).where(or_(is_late, alert.c.status == "sending"))
    return connection.execute(query).scalar_one()


def _last_failure(connection: Connection) -> str:
    """Why what waits was put off the last time; empty where nothing was tried."""
    query = (
        select(alert.c.last_error)
        .where(alert.c.status == "pending", alert.c.last_error.is_not(None))
        .order_by(alert.c.next_attempt_at.desc(), alert.c.id)
        .limit(1)
    )
    return connection.execute(query).scalar() or ""

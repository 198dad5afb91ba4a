"""What the outbox still holds after the alert step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, func, literal, or_, select

from processing.alert.clock import Hours, moment
from processing.store.tables import alert


def waiting(connection: Connection, run_id: int, as_of: datetime, hours: Hours) -> int:
    """How many alerts should have gone out by now and have not.

    Those that wait for their time (digests, and the ``hours`` they are sent in) and
    those given up do not count; what another sender has in its hands does, until it
    is known to be sent.
    """
    now = moment(connection, run_id, as_of)
    tried = alert.c.last_error.is_not(None)
    may_go = or_(alert.c.is_at_once, literal(hours.hold(now)))
    due = or_(tried, and_(may_go, alert.c.next_attempt_at <= now))
    overdue = and_(alert.c.status == "pending", due)
    query = select(func.count()).where(or_(overdue, alert.c.status == "sending"))
    return connection.execute(query).scalar_one()

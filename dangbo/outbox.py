"""What the outbox still holds after the alert step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from processing.alert.clock import moment
from processing.store.tables import alert


def waiting(connection: Connection, run_id: int, as_of: datetime) -> int:
    """How many alerts should have gone out by now and have not.

    Those that wait for their time (a daily digest) and those given up do not count;
    what another sender has in its hands does, until it is known to be sent.
    """
    now = moment(connection, run_id, as_of)
    tried = alert.c.last_error.is_not(None)
    overdue = and_(
        alert.c.status == "pending", or_(tried, alert.c.next_attempt_at <= now)
    )
    query = select(func.count()).where(or_(overdue, alert.c.status == "sending"))
    return connection.execute(query).scalar_one()

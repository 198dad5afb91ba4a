"""Alerts that were given up: looked at, and sent after all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select, update

from processing.alert.channels import shown
from processing.store.tables import alert, event


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An alert that was given up, with what the server said last.

    A notice of an outage has that as its kind, and no event.
    """

    id: int
    recipient: str
    event_id: int | None
    kind: str
    province: str | None
    state: str
    attempts: int
    queued_at: datetime
    last_error: str | None


def dead_letters(engine: Engine) -> list[DeadLetter]:
    """Return all alerts given up, by recipient, oldest first."""
    query = (
        select(
            alert.c.id, alert.c.recipient, alert.c.event_id,
            func.coalesce(event.c.kind, "outage"), event.c.province, alert.c.state,
            alert.c.attempts, alert.c.created_at, alert.c.last_error,
        )
        .outerjoin(event, event.c.id == alert.c.event_id)
        .where(alert.c.status == "dead")
        .order_by(alert.c.recipient, alert.c.id)
    )  # fmt: skip
    with engine.connect() as connection:
        return [
            DeadLetter(number, shown(recipient), *rest)
            for number, recipient, *rest in connection.execute(query)
        ]


def revive(engine: Engine, recipient: str | None = None) -> int:
    """Make dead alerts (of one recipient) wait for sending again; return how many.

    The recipient may be written as it is or as it is shown.
    """
    rows = update(alert).where(alert.c.status == "dead")
    with engine.begin() as connection:
        if recipient is not None:
            meant = _meant(connection, recipient)
            rows = rows.where(alert.c.recipient.in_(meant))
        fresh = rows.values(status="pending", attempts=0, message_id=None)
        return connection.execute(fresh).rowcount


def _meant(connection: Connection, recipient: str) -> list[str]:
    dead = select(alert.c.recipient).where(alert.c.status == "dead").distinct()
    names = {recipient, recipient.lower()}
    return [
        one for one in connection.execute(dead).scalars() if {one, shown(one)} & names
    ]

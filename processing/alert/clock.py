"""The clock of a run: it starts at the moment the run speaks for, and ticks on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from processing.model import HANOI
from processing.store.tables import run


def moment(connection: Connection, run_id: int, as_of: datetime) -> datetime:
    """Return ``as_of`` plus the time that has really passed since the run began.

    Waiting (back-off, the lease of a mail being sent) must go on while a run lasts
    or is taken up again, also for a run that speaks for another day than today.
    """
    passed = func.clock_timestamp() - run.c.started_at
    query = select(passed).where(run.c.id == run_id)
    elapsed: timedelta = connection.execute(query).scalar_one()
    return as_of + max(elapsed, timedelta())


def midnight(now: datetime) -> datetime:
    """Return the beginning of the day in Ha Noi that ``now`` lies in."""
    local = now.astimezone(HANOI)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)

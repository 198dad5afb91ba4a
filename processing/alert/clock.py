"""The clock of a run, and the hours and days in which digests are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import monotonic
from typing import Self

from sqlalchemy import Connection, func, select

from processing.model import HANOI
from processing.store.tables import run

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that shows ``start`` at the moment ``began`` and ticks on from there.

    ``began`` is counted by the monotonic clock of this process, in seconds.
    """

    start: datetime
    began: float

    @classmethod
    def at(cls, start: datetime) -> Self:
        """A clock that shows ``start`` now."""
        return cls(start, monotonic())

    def now(self) -> datetime:
        """What it shows."""
        return self.start + timedelta(seconds=monotonic() - self.began)


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


def monday(now: datetime) -> datetime:
    """Return the beginning of the next Monday in Ha Noi; today's, if it is one."""
    day = midnight(now)
    return day + -day.weekday() % 7 * DAY


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of every day in Ha Noi, over midnight if it ends before it opens."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``07:00-21:00``; the same time twice is the whole day."""
        opens, closes = (time.fromisoformat(part) for part in text.split("-"))
        return cls(opens, closes)

    def hold(self, now: datetime) -> bool:
        """Whether ``now`` lies within the hours."""
        at = now.astimezone(HANOI).time()
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes

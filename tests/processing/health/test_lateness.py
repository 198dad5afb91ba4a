"""When news is late: by the schedule, and by how the runs have come so far."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from processing.health.lateness import is_late
from processing.model import HANOI

FOUR = timedelta(hours=4)
DAILY, ON_WORKDAYS = "30 5 * * *", "30 5 * * 1-5"


def at(day: int, hour: int, minute: int = 30) -> datetime:
    """A moment of October 2025; the first is a Wednesday."""
    return datetime(2025, 10, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("last", "now", "schedule", "within", "late"),
    [
        # Four hours after it was due, and not before.
        (at(1, 5), at(2, 9, 29), DAILY, FOUR, False),
        (at(1, 5), at(2, 9, 30), DAILY, FOUR, True),
        (at(2, 5), at(2, 23), DAILY, FOUR, False),
        # One that was refused has had its say.
        (at(1, 5), at(2, 5), DAILY, timedelta(), True),
        (at(2, 5), at(2, 14), DAILY, timedelta(), False),
        # No run is due on a Sunday; on Monday it is.
        (at(3, 5), at(5, 12), ON_WORKDAYS, FOUR, False),
        (at(3, 5), at(6, 9, 29), ON_WORKDAYS, FOUR, False),
        (at(3, 5), at(6, 9, 30), ON_WORKDAYS, FOUR, True),
        # By cron at another hour than the schedule says: a day and four hours.
        (at(1, 18), at(2, 20), DAILY, FOUR, False),
        (at(1, 18), at(2, 22, 30), DAILY, FOUR, True),
        (at(1, 5), at(2, 12), "@quarterly", FOUR, False),
        (datetime(2025, 7, 1, tzinfo=HANOI), at(1, 5), "@quarterly", FOUR, True),
    ],
)
def test_news_is_late_once_a_run_has_had_its_time(
    last: datetime, now: datetime, schedule: str, within: timedelta, late: bool
) -> None:
    assert is_late(last, now, schedule, within) is late

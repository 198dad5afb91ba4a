"""When the news of a day is late: measured by the schedule of the runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from processing.model import HANOI

# A name that croniter does not know and Airflow does.
QUARTERLY = "0 0 1 */3 *"


def is_late(
    last: datetime, now: datetime, schedule: str, within: timedelta = timedelta()
) -> bool:
    """Whether a run should have told of more by ``now`` than the one of ``last`` did.

    A run is due at each moment of ``schedule`` (cron, in Viet Nam) and may take as
    long as ``within``. Who runs Dangbo by other means and at other hours is late only
    once the step of the schedule has passed as well.
    """
    from croniter import croniter  # noqa: PLC0415 - not a cost of every command

    cron = QUARTERLY if schedule == "@quarterly" else schedule
    asked = (now - within).astimezone(HANOI)
    # A moment that is just now counts as one that has come.
    moments = croniter(cron, asked + timedelta(seconds=1))
    due: datetime = moments.get_prev(datetime)
    before: datetime = moments.get_prev(datetime)
    return last < due and asked - last >= due - before

"""When a source that fails is tried again: less and less often, never given up."""

from __future__ import annotations

from datetime import date, timedelta

#: Days to the next try after so many failures in a row; a week at most.
WAITS = (1, 2, 4, 7)


def next_try(day: date, failures: int) -> date:
    """The day of the next try of a source that failed on ``day``.

    ``failures`` is how often in a row it has failed by then, this time included.
    """
    return day + timedelta(days=WAITS[min(failures, len(WAITS)) - 1])

"""A time that work on one page or text may take, whatever the page or text is like."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(Exception):
    """The work took longer than it may; says how many seconds that is."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Stop what is done within, by an alarm of this process.

    Python hears alarms in the main thread alone: in another there is no limit.

    Raises:
        TooLong: in the midst of the work.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TooLong(f"took longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

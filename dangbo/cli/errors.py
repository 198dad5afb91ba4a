"""The failures a user can mend, each told in one line without a traceback."""

from __future__ import annotations

OURS = {"crawlers", "processing", "dangbo", "demo"}


def is_told(error: Exception) -> bool:
    """Whether an error is one of ours: those are written to be read by a user.

    Anything else is a fault of the program and keeps its traceback.
    """
    return type(error).__module__.split(".")[0] in OURS


def explain(error: Exception) -> str:
    """What was wrong and what to do, as one line (several for several faults)."""
    return str(error) or type(error).__name__

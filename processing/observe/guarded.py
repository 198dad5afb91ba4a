"""Reading one article in such a way that it can stop no other.

The rules are many, and texts come that nobody thought of: what goes wrong with one is
written down and told, and the morning goes on without it.
"""

from __future__ import annotations

from dataclasses import dataclass

from processing.model import Article, Observation
from processing.observe.reader import read
from processing.time_limit import time_limit

# An article that takes longer is given up; real ones take milliseconds.
READING_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article on which the rules have failed, and how."""

    reason: str


def read_guarded(article: Article) -> list[Observation] | Unreadable:
    """What an article reports, or how the reading of it failed; never raises."""
    try:
        with time_limit(READING_SECONDS):
            return read(article)
    except Exception as error:  # noqa: BLE001 - one text must not stop the others
        return Unreadable(f"{type(error).__name__}: {error}"[:500])

"""A sign of the year in which a text was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST, LAST = 2005, 2035  # the years that are weighed at all
ALWAYS, NEVER_ENDS = date(FIRST, 1, 1), date(LAST, 12, 31)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Hint:
    """The day of the news lies in one of ``spans``; ``weight`` says how surely."""

    what: str
    spans: tuple[Span, ...]
    weight: float

    def allows(self, day: date) -> bool:
        """Whether the day of the news can be this one."""
        return any(first <= day <= last for first, last in self.spans)


def since(what: str, day: date, weight: float) -> Hint:
    """The news is of that day or later."""
    return Hint(what, ((day, NEVER_ENDS),), weight)


def within(what: str, first: int, last: int, weight: float) -> Hint:
    """The news is of one of these years."""
    return Hint(what, ((date(first, 1, 1), date(last, 12, 31)),), weight)

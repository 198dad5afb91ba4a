"""A sign of the year in which a text was written, and what it is worth.

``lexicon/year_signs.csv`` says of every sign how much it is worth: by so much (in
natural logarithms of odds) a year that it allows is likelier than one that it does not,
beside the other signs of a text. It was measured on articles whose day is known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from math import exp

FIRST, LAST = 2005, 2035  # the years that are weighed at all
ALWAYS, NEVER_ENDS = date(FIRST, 1, 1), date(LAST, 12, 31)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Hint:
    """The day of the news lies in one of ``spans``, as a sign of the text says."""

    sign: str
    spans: tuple[Span, ...]

    def allows(self, day: date) -> bool:
        """Whether the day of the news can be this one."""
        return any(first <= day <= last for first, last in self.spans)

    @property
    def worth(self) -> float:
        """By so much a day that it allows is likelier, in logarithms of odds."""
        return _signs()[self.sign].worth

    @property
    def is_sure(self) -> bool:
        """Whether the news hardly ever is older than the first day that it allows."""
        return _signs()[self.sign].is_sure


def since(sign: str, day: date) -> Hint:
    """The news is of that day or later."""
    return Hint(sign, ((day, NEVER_ENDS),))


def within(sign: str, first: int, last: int) -> Hint:
    """The news is of one of these years."""
    return Hint(sign, ((date(first, 1, 1), date(last, 12, 31)),))


def weighed(days: list[date], hints: Iterable[Hint]) -> dict[date, float]:
    """What all the signs that allow each of some days are worth together."""
    scores = dict.fromkeys(days, 0.0)
    for hint in hints:
        worth = hint.worth
        for day in days:
            if hint.allows(day):
                scores[day] += worth
    return scores


def likeliest(days: list[date], hints: Iterable[Hint]) -> tuple[date, float] | None:
    """The day that most speaks for, and its share: how likely it is among all of them.

    ``None`` without a day.
    """
    scores = weighed(days, hints)
    if not scores:
        return None
    best = max(days, key=scores.__getitem__)
    return best, 1 / sum(exp(score - scores[best]) for score in scores.values())


@dataclass(frozen=True, slots=True)
class _Sign:
    worth: float
    is_sure: bool


@lru_cache(maxsize=1)
def _signs() -> dict[str, _Sign]:
    path = resources.files("processing.observe") / "lexicon" / "year_signs.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {
        row["sign"]: _Sign(float(row["worth"]), row["is_sure"] == "true")
        for row in rows
    }

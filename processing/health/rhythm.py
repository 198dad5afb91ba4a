"""When a source usually brings something: learnt from the days of its own articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from crawlers.yaml_file import read_yaml

#: So many days before its newest article are looked at: eight of each weekday.
LEARNT_DAYS = 56
# With less than this its own past says nothing yet.
LEAST_DAYS = 14
LEAST_ARTICLES = 8
# So many articles missing are no chance: none would come once in a thousand times.
CERTAINLY = 7.0
DAY = timedelta(days=1)
TET = Path(__file__).with_name("tet.yaml")


@cache
def holidays() -> frozenset[date]:
    """The days around Tết, on which nothing is expected of anybody."""
    data = read_yaml(TET)
    span = range(-data["days_before"], data["days_after"] + 1)
    return frozenset(first + DAY * n for first in data["first_days"] for n in span)


def working_days(after: date, before: date) -> Iterator[date]:
    """The days between the two, both left out, without those around Tết."""
    for number in range(1, (before - after).days):
        if (day := after + DAY * number) not in holidays():
            yield day


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many articles a source published on each day up to its newest one."""

    by_day: Mapping[date, int] = field(default_factory=dict)

    @property
    def newest(self) -> date | None:
        """The day of its newest article."""
        return max(self.by_day, default=None)

    @property
    def is_learnt(self) -> bool:
        """Whether there is enough of a past to expect anything."""
        if not self.by_day:
            return False
        days = (max(self.by_day) - min(self.by_day)).days
        return days >= LEAST_DAYS and sum(self.by_day.values()) >= LEAST_ARTICLES

    def silence(self, today: date) -> list[date]:
        """The whole days since its newest article, without those around Tết."""
        return list(working_days(self.newest, today)) if self.newest else []

    def is_unusual(self, silence: list[date]) -> bool:
        """Whether it was never silent so long, and on these days should not be."""
        if len(silence) <= self._longest_silence():
            return False
        return sum(map(self._expected, silence)) >= CERTAINLY

    def _longest_silence(self) -> int:
        days = sorted(self.by_day)
        silences = (len(list(working_days(*gap))) for gap in pairwise(days))
        return max(silences, default=0)

    def _expected(self, day: date) -> float:
        """How many articles such a day of the week brings."""
        first, last = min(self.by_day), max(self.by_day)
        like = [
            found
            for found in working_days(first - DAY, last + DAY)
            if found.weekday() == day.weekday()
        ]
        brought = sum(self.by_day.get(found, 0) for found in like)
        return brought / len(like) if like else 0.0

"""When an article was published, by the running number in its address.

News sites count their articles. ``lexicon/address_numbers.csv`` holds, for some of
them, numbers whose day is known; a number between two was given out between their two
days. It tells the year of a day printed without one, where one only is possible.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from urllib.parse import urlsplit

from processing.observe.when.dates import make_date

#: The number that ends a path: "-post1056890.vnp", "/334512.vnp", "/c/21490704.epi".
_NUMBER = re.compile(r"(?:^|[-/])[a-z]{0,5}(\d{5,9})(?:\.\w{3,4})?/?$")
LATER = timedelta(days=3)  # so much before its publication the news may have happened
SURE = timedelta(days=1000)  # numbers farther apart say too little about those between
NEAR = timedelta(days=90)  # from where the number is expected to lie


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which an article appeared, and the likeliest of them."""

    first: date
    last: date
    likely: date

    @property
    def year(self) -> int | None:
        """The year, where it is one only."""
        return self.first.year if self.first.year == self.last.year else None

    def day(self, month: int, day: int) -> date | None:
        """The day of a month that lies in the span; ``None`` unless one only does.

        In a span of more than a year, the one near the likeliest day.
        """
        years = range(self.first.year - 1, self.last.year + 1)
        days = [found for year in years if (found := make_date(year, month, day))]
        inside = [one for one in days if self.first - LATER <= one <= self.last]
        if len(inside) > 1 and self.last - self.first <= SURE:
            inside = [one for one in inside if abs(one - self.likely) <= NEAR]
        return inside[0] if len(inside) == 1 else None


@lru_cache
def _known() -> dict[str, list[tuple[int, date]]]:
    """The known numbers of each site, rising with their days."""
    path = resources.files("processing.observe") / "lexicon" / "address_numbers.csv"
    found: dict[str, list[tuple[int, date]]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        known = (int(row["number"]), date.fromisoformat(row["day"]))
        found.setdefault(row["host"], []).append(known)
    for host, numbers in found.items():
        if any(b[0] <= a[0] or b[1] < a[1] for a, b in pairwise(numbers)):
            message = "numbers or days do not rise: sort them, or drop the wrong one"
            raise ValueError(f"lexicon/address_numbers.csv, {host}: {message}")
    return found


def span_of(url: str | None) -> Span | None:
    """The days between which the article at an address appeared, if it is known."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname or ""
    except ValueError:
        return None
    number = _NUMBER.search(parts.path)
    known = next((_known()[one] for one in _domains(host) if one in _known()), None)
    if number is None or known is None:
        return None
    value = int(number[1])
    at = bisect_left(known, (value, date.min))
    if at < len(known) and known[at][0] == value:
        return Span(known[at][1], known[at][1], known[at][1])
    if not 0 < at < len(known):
        return None
    (low, first), (high, last) = known[at - 1], known[at]
    share = (value - low) / (high - low)
    return Span(first, last, first + (last - first) * share)


def _domains(host: str) -> list[str]:
    """The host and those above it: "m.baomoi.com" is "baomoi.com"."""
    labels = host.lower().split(".")
    return [".".join(labels[n:]) for n in range(len(labels) - 1)]

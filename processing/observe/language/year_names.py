"""The names of years: sixty, which come round again ("Giáp Thìn" is 1964 and 2024).

``lexicon/year_names.csv`` holds each with one of its years.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from processing.observe.language.key import key_of

ROUND = 60  # years after which the names come again


@cache
def year_names() -> dict[str, int]:
    """One year of each name; names as keys."""
    path = resources.files("processing.observe") / "lexicon" / "year_names.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {key_of(row["words"]): int(row["year"]) for row in rows}


def year_called(name: str, first: int) -> int:
    """The first year from ``first`` on that has a name."""
    return first + (year_names()[name] - first) % ROUND

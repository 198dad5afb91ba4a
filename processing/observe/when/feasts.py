"""The year of a text by the feasts that it speaks of.

``lexicon/anniversaries.csv`` holds the days that are kept every year, and since when.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from processing.observe.language.key import key_of
from processing.observe.language.phrases import kept
from processing.observe.language.year_names import year_called
from processing.observe.when.dates import make_date
from processing.observe.when.year_hint import FIRST, LAST, Hint
from processing.observe.when.year_phrases import pairs, spoken

if TYPE_CHECKING:
    from processing.observe.article.document import Document

_AHEAD, _AFTER = timedelta(days=240), timedelta(days=30)  # of a feast that is kept
_WHAT = re.compile(r"[^.;\d]{0,70}")  # is kept, right behind the number of years
_YEARS = re.compile(r"(?<![\d.,])\d{2,3}(?![\d.,])")  # since the day of old


def feast_hints(document: Document) -> Iterator[Hint]:
    """ "Kỷ niệm 95 năm …", "(30-4-1975 - 30-4-2025)", "Tết Giáp Thìn"."""
    key = document.key
    for one in pairs(key):
        day = make_date(int(one[3]), int(one[2]), int(one[1]))
        yield from _kept("feast told in full", day)
    for one in spoken("anniversary", key):
        yield from _anniversary(one, key)
    for one in spoken("new_year", key):
        if (called := year_called(kept(one), FIRST)) <= LAST:
            yield Hint("tết", ((date(called - 1, 11, 1), date(called, 4, 30)),))


def _anniversary(told: re.Match[str], key: str) -> Iterator[Hint]:
    count, what = _YEARS.search(told[0]), _WHAT.match(key, told.end())
    if not (count and what):
        return
    for words, first in _anniversaries():
        if words in what[0]:
            year = first.year + int(count[0])
            yield from _kept("anniversary", make_date(year, first.month, first.day))
            return


def _kept(sign: str, day: date | None) -> Iterator[Hint]:
    if day and FIRST <= day.year <= LAST:
        yield Hint(sign, ((day - _AHEAD, day + _AFTER),))


@lru_cache(maxsize=1)
def _anniversaries() -> tuple[tuple[str, date], ...]:
    path = resources.files("processing.observe") / "lexicon" / "anniversaries.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple((key_of(row["words"]), date.fromisoformat(row["day"])) for row in rows)

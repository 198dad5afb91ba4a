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
from processing.observe.when.dates import make_date
from processing.observe.when.year_hint import FIRST, LAST, Hint
from processing.observe.when.year_phrases import pairs

if TYPE_CHECKING:
    from processing.observe.article.document import Document

_AHEAD, _AFTER = timedelta(days=240), timedelta(days=30)  # of a feast that is kept
_COUNTED = re.compile(r"kỷ niệm (?:lần thứ )?(\d{2,3}) năm ([^.;\d]{0,70})")
_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = (
    *("tý", "sửu", "dần", "mão", "thìn", "tỵ"),
    *("ngọ", "mùi", "thân", "dậu", "tuất", "hợi"),
)
_TET = re.compile(
    r"(?:tết|xuân|năm mới) (?:nguyên đán |cổ truyền |mừng xuân |xuân |năm )*"
    rf"({'|'.join(_STEMS)}) ({'|'.join(_BRANCHES)})(?!\w)"
)
_GIAP_TY = 1984  # a year with which the sixty names of years begin


def feast_hints(document: Document) -> Iterator[Hint]:
    """ "Kỷ niệm 95 năm …", "(30-4-1975 - 30-4-2025)", "Tết Giáp Thìn"."""
    key = document.key
    for one in pairs(key):
        day = make_date(int(one[3]), int(one[2]), int(one[1]))
        yield from _kept("feast told in full", day)
    for one in _COUNTED.finditer(key):
        for words, first in _anniversaries():
            if words in one[2]:
                year = first.year + int(one[1])
                yield from _kept("anniversary", make_date(year, first.month, first.day))
                break
    for one in _TET.finditer(key):
        called = _year_called(one[1], one[2])
        if called:
            yield Hint("tết", ((date(called - 1, 11, 1), date(called, 4, 30)),))


def _kept(sign: str, day: date | None) -> Iterator[Hint]:
    if day and FIRST <= day.year <= LAST:
        yield Hint(sign, ((day - _AHEAD, day + _AFTER),))


def _year_called(stem: str, branch: str) -> int | None:
    """Which of the years weighed has such a name: "Giáp Thìn" is 2024."""
    years = range(FIRST, LAST + 1)
    called = (_STEMS.index(stem), _BRANCHES.index(branch))
    names = {((y - _GIAP_TY) % 10, (y - _GIAP_TY) % 12): y for y in years}
    return names.get(called)


@lru_cache(maxsize=1)
def _anniversaries() -> tuple[tuple[str, date], ...]:
    path = resources.files("processing.observe") / "lexicon" / "anniversaries.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple((key_of(row["words"]), date.fromisoformat(row["day"])) for row in rows)

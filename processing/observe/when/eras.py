"""The year of a text by what has not always been: offices, cases, units, numbers.

``lexicon/eras.csv`` holds words, and from when to when their thing was there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from processing.gazetteer.central import assembly_sessions, plenums
from processing.gazetteer.organisations import NAMES
from processing.observe.language.key import key_of
from processing.observe.language.words import any_of
from processing.observe.when.year_hint import ALWAYS, FIRST, LAST, Hint, since, within

if TYPE_CHECKING:
    from processing.observe.article.document import Document

_KEPT_UP = timedelta(days=180)  # so long the tables may lag behind
_STILL_NAMED = timedelta(days=30)  # so long what is no more is news
#: "08/2016/NĐ-CP", "258/2025/QH15": documents that carry their year.
_NUMBERED = re.compile(r"\d/(20[012]\d)/(?:nq|nđ|qđ|tt|qh|pl|ubtvqh)")


def era_hints(document: Document) -> Iterator[Hint]:
    """What words, units that have ended and numbers of documents say of the year."""
    key = document.key
    yield from _of_words(key)
    for end in sorted({_gone()[one[0]] for one in _gone_words().finditer(key)}):
        yield Hint("unit ended", ((ALWAYS, end + _STILL_NAMED),))
    years = {int(one[1]) for one in _NUMBERED.finditer(key)}
    if numbered := max((one for one in years if FIRST <= one < LAST), default=None):
        yield since("numbered", date(numbered, 1, 1))
        yield within("numbered then or the year before", numbered, numbered + 1)
    yield Hint("known", ((ALWAYS, _newest() + _KEPT_UP),))


@lru_cache(maxsize=1)
def _newest() -> date:
    """The newest fact of the tables: they are kept up, so texts are hardly newer."""
    return max(one.last for one in (*plenums(), *assembly_sessions()))


def _of_words(key: str) -> Iterator[Hint]:
    """The latest thing to begin, and each day by which some had ended."""
    found = [_eras()[one] for one in {one[0] for one in _words().finditer(key)}]
    starts = [first for first, _ in found if first]
    if starts:
        yield since("era begun", max(starts))
    for end in sorted({last for _, last in found if last}):
        yield Hint("era ended", ((ALWAYS, end + _STILL_NAMED),))


@lru_cache(maxsize=1)
def _eras() -> dict[str, tuple[date | None, date | None]]:
    """From when to when the thing that some words name was there."""
    path = resources.files("processing.observe") / "lexicon" / "eras.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {
        key_of(row["words"]): (_day(row["first"]), _day(row["last"])) for row in rows
    }


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return any_of(sorted(_eras(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _gone() -> dict[str, date]:
    """When the provinces ended whose names no province bears today."""
    today = {one.name for one in NAMES if one.valid_to is None}
    return {
        key_of(f"tỉnh {one.name}"): one.valid_to
        for one in NAMES
        if one.valid_to and one.valid_to.year >= FIRST and one.name not in today
    }


@lru_cache(maxsize=1)
def _gone_words() -> re.Pattern[str]:
    return any_of(_gone())

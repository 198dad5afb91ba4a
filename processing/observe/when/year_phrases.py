"""Where a text holds the phrases of ``lexicon/years.yaml``, and the years they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from processing.observe.language.phrases import before, kept, may_hold, pattern

_DAY = r"(\d{1,2})[-/.](\d{1,2})[-/.]"
#: "(30-4-1975 - 30-4-2025)": the day of old, and the day on which it is kept.
PAIRED = re.compile(
    rf"(?<!\d){_DAY}(?:19|20)\d\d\s*[-–—/]\s*\1[-/.]\2[-/.](20[012]\d)(?!\d)"
)
#: What every such pair has: cheap to ask for first.
_TWO_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–—/]\s*\d{1,2}[-/.]\d{1,2}[-/.]20")
REACH = 60  # characters before a day or a term in which words go with it


def spoken(section: str, key: str) -> Iterator[re.Match[str]]:
    """Where a text holds phrases of a section of ``lexicon/years.yaml``."""
    if may_hold("years", section, key):
        yield from pattern("years", section).finditer(key)


def named(section: str, key: str) -> set[int]:
    """The years that phrases of a section of ``lexicon/years.yaml`` name."""
    return {int(kept(one)) for one in spoken(section, key) if not _is_aim(one[0])}


def aimed_at(section: str, key: str) -> set[int]:
    """The years up to which phrases of a section reach: "mục tiêu đến năm 2020"."""
    return {int(kept(one)) for one in spoken(section, key) if _is_aim(one[0])}


def _is_aim(phrase: str) -> bool:
    return pattern("years", "up_to").search(phrase) is not None


def pairs(key: str) -> Iterator[re.Match[str]]:
    """The feasts that a text tells by two days of the same date in two years."""
    return PAIRED.finditer(key) if _TWO_YEARS.search(key) else iter(())


def stands_before(section: str, key: str, at: int, between: str = "") -> bool:
    """Whether a phrase of a section ends at an offset, or ``between`` (a regex) before.

    It is looked for among the ``REACH`` characters before.
    """
    found = before("years", section, between).search(key, max(0, at - REACH), at)
    return found is not None

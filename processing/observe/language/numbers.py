"""Numbers that name things: ordinals and terms of office.

All functions take a key (see ``key``) and may be given where to begin.
"""

from __future__ import annotations

import re

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
WORDS = {"nhất": 1, "đầu tiên": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6}
WORDS |= {"bảy": 7, "tám": 8, "chín": 9, "mười": 10}

#: An ordinal: Roman, Arabic or a word; to be read by ``number``.
ORDINAL = r"(?:[ivxl]{1,7}|\d{1,2}|nhất|đầu tiên|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
YEAR = r"(?:19|20)\d\d"
#: From one year to another: a term of office, a period ("2021-2026", "2021 - -2026").
YEARS = rf"({YEAR})\s*[-–—][-–—\s]*({YEAR})"
#: Such, with no digit beside it; what stands before is asked once two digits are found.
TERM = re.compile(rf"((?:19|20)(?<!\d\d\d)\d\d)\s*[-–—][-–—\s]*({YEAR})(?!\d)")


def number(word: str) -> int | None:
    """An ordinal as printed (``xx``, ``20``, ``nhất``); ``None`` when it is none."""
    word = word.lower().strip()
    if word in WORDS:
        return WORDS[word]
    if word.isdigit():
        return int(word)
    if not word or set(word) - set(ROMAN):
        return None
    values = [ROMAN[letter] for letter in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def term(key: str, start: int = 0, end: int | None = None) -> str | None:
    """The first sane term of five or six years, as ``2020-2025``."""
    stop = len(key) if end is None else end
    for found in TERM.finditer(key, start, stop):
        if 4 <= int(found[2]) - int(found[1]) <= 6:
            return f"{found[1]}-{found[2]}"
    return None

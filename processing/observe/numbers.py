"""Numbers that name things: ordinals, terms of office and document numbers.

All functions take a key (see ``key``) and may be given where to begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
WORDS = {"nhất": 1, "đầu tiên": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6}
WORDS |= {"bảy": 7, "tám": 8, "chín": 9, "mười": 10}

#: An ordinal: Roman, Arabic or a word; to be read by ``number``.
ORDINAL = r"(?:[ivxl]{1,7}|\d{1,2}|nhất|đầu tiên|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
_ORDINAL = re.compile(rf"(?:lần(?: thứ)?|thứ|khóa|kỳ)\s+(?:thứ\s+)?({ORDINAL})(?!\w)")
_TERM = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—]+\s*((?:19|20)\d\d)(?!\d)")
_DOCUMENT = re.compile(
    r"(?<![\w/])(\d{1,5})\s*((?:[-/]\s*|\s*/\s*)(?:\d{4}\s*[-/]\s*)?"
    r"[a-zđưâê]{1,8}(?:\s*[-/.]\s*[a-zđưâê]{1,8}\d{0,2})?)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A printed number such as ``05-NQ/TU``: ``type`` NQ, ``suffix`` TU."""

    start: int
    end: int
    number: int
    type: str
    suffix: str

    def __str__(self) -> str:
        return f"{self.number:02d}-{self.type}/{self.suffix}"


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


def ordinal(key: str, start: int = 0, end: int | None = None) -> int | None:
    """The first ordinal after "lần thứ", "khóa" or "kỳ", if there is one."""
    found = _ORDINAL.search(key, start, len(key) if end is None else end)
    return number(found[1]) if found else None


def term(key: str, start: int = 0, end: int | None = None) -> str | None:
    """The first sane term of five or six years, as ``2020-2025``."""
    stop = len(key) if end is None else end
    for found in _TERM.finditer(key, start, stop):
        if 4 <= int(found[2]) - int(found[1]) <= 6:
            return f"{found[1]}-{found[2]}"
    return None


def document_numbers(key: str) -> list[DocumentNumber]:
    """Numbers of documents, whatever their order: 05-NQ/TU, 22/NQ-TU, 20 - NQ/TU."""
    found = []
    for match in _DOCUMENT.finditer(key):
        parts = [part for part in re.split(r"[-/.\s\d]+", match[2]) if part]
        if len(parts) == 2:
            kind, suffix = (part.upper().replace("Ư", "W") for part in parts)
            found.append(
                DocumentNumber(match.start(), match.end(), int(match[1]), kind, suffix)
            )
    return found

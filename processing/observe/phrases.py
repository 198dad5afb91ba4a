"""The small pattern language of the lexicon, made into regular expressions.

A lexicon line says ``say: bầu [ra] ... (ban chấp hành|bch)``: words in order, ``(a|b)``
one of, ``[x]`` may be missing, ``...`` up to twelve words of the same clause between,
``~`` the same sentence goes on without a figure, ``<số>`` a number (in figures or
Roman), ``<tên>`` a name of up to four words. A comma may stand between any two words.

``unless_after`` and ``unless_before`` list words that make a phrase something else when
they stand right there ("đại" before "cử tri").

Kept for the reader (``kept``) are ``<năm>``, a year by itself; ``<kỳ>``, the first of
two years such as 2020-2025; ``<thứ>``, a small number such as 12, XII or "hai".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from processing.observe.dates import YEAR
from processing.observe.lexicon_file import LexiconError, lines
from processing.observe.numbers import ORDINAL
from processing.text import fold

GAP = r"(?:[^\s;]+\s+){0,12}?"
NUMBER = r"(?:\d+(?:[.,]\d+)?|[ivxl]+)"
_BEGINS = r"(?<!\w)"
_ENDS = r"(?!\w)[\s,]*"
_PIECE = re.compile(r"\.\.\.|<[^>]+>|[()\[\]|]|[^\s()\[\]|]+")
_BRACKETS = {"(": "(?:", ")": ")", "|": "|", "[": "(?:", "]": ")?"}
_MEANS = {
    "...": GAP,
    "~": r"[^.;\d]{0,70}?(?!(?<=\w)\w)",
    "<số>": NUMBER + _ENDS,
    "<năm>": rf"({YEAR})(?!\s?[-–/]\s?\d|\d)[\s,]*",
    "<kỳ>": rf"({YEAR})\s?[-–]\s?{YEAR}{_ENDS}",
    "<thứ>": rf"({ORDINAL}){_ENDS}",
    "<tên>": r"(?:[^\W\d_]+\s+){1,4}?",
    "<ngoặc>": r"\(\s*",
}


def _source(say: str) -> str:
    source = "".join(_piece(piece) for piece in _PIECE.findall(fold(say)))
    try:
        re.compile(source)
    except re.error as error:
        raise LexiconError(f"{say!r}: {error}: check its brackets") from None
    if not source:
        raise LexiconError("a phrase is empty: write at least one word")
    return source


def _piece(piece: str) -> str:
    if piece in _BRACKETS:
        return _BRACKETS[piece]
    if piece in _MEANS:
        return _MEANS[piece]
    return re.escape(piece) + (_ENDS if piece[-1].isalnum() else r"[\s,]*")


def compile_phrases(lines: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """One pattern that finds the phrase of any of the lines.

    They share one question for the beginning of a word: most letters fail it, and are
    asked once, not once for each phrase.

    Raises:
        LexiconError: a phrase is empty or its brackets do not match.
    """
    return re.compile(f"{_BEGINS}(?:{'|'.join(map(_of_line, lines))})")


def _of_line(line: Mapping[str, Any]) -> str:
    after = "".join(
        f"(?<!{re.escape(fold(words))} )" for words in line.get("unless_after", ())
    )
    ahead = "|".join(re.escape(fold(words)) for words in line.get("unless_before", ()))
    rest = rf"(?![\s,]*(?:{ahead})(?!\w))" if ahead else ""
    return (
        f"{after}(?:{_source(line['say'])}){rest}"
        if after or rest
        else _source(line["say"])
    )


def anchors(say: str) -> tuple[str, ...]:
    """Words of which one must stand in a text for the phrase to be found there.

    Of all such choices the one whose words are longest; empty if there is none.
    """
    return _needed(iter(_PIECE.findall(fold(say))))


def _needed(pieces: Iterator[str]) -> tuple[str, ...]:
    """The anchors of what stands before the next closing bracket, which is taken."""
    choices: list[tuple[str, ...]] = []
    best: tuple[str, ...] = ()
    for piece in pieces:
        if piece in (")", "]"):
            break
        if piece == "|":
            choices.append(best)
            best = ()
        elif piece == "[":
            _needed(pieces)  # it may be missing
        elif piece == "(":
            best = max(best, _needed(pieces), key=_shortest)
        elif piece not in _MEANS:
            best = max(best, (piece,), key=_shortest)
    choices.append(best)
    every = dict.fromkeys(word for words in choices for word in words)
    return tuple(every) if all(choices) else ()


def _shortest(words: tuple[str, ...]) -> int:
    return min(map(len, words), default=0)


@lru_cache
def _anchors(name: str, section: str) -> tuple[str, ...]:
    found = [anchors(line["say"]) for line in lines(name, section)]
    if not all(found):
        return ("",)  # some phrase has none: every text must be searched
    return tuple(dict.fromkeys(word for words in found for word in words))


def may_hold(name: str, section: str, key: str) -> bool:
    """Whether a text can hold a phrase of the section: cheap, to be asked first."""
    return any(word in key for word in _anchors(name, section))


@lru_cache
def pattern(name: str, section: str) -> re.Pattern[str]:
    """The compiled phrases of one section of a lexicon.

    Raises:
        LexiconError: there is no such section, or a line of it is malformed.
    """
    return compile_phrases(lines(name, section))


def holds(
    name: str, section: str, key: str, start: int = 0, end: int | None = None
) -> bool:
    """Whether a stretch of a key holds a phrase of a section."""
    found = pattern(name, section).search(key, start, len(key) if end is None else end)
    return found is not None


@lru_cache
def opening(name: str, section: str) -> re.Pattern[str]:
    """The phrases of a section at the beginning of a sentence, to be matched there.

    Raises:
        LexiconError: there is no such section, or a line of it is malformed.
    """
    return re.compile(rf"[\W\d]*{pattern(name, section).pattern}")


def opens(name: str, section: str, key: str) -> bool:
    """Whether a sentence begins with a phrase of a section."""
    return opening(name, section).match(key) is not None


@lru_cache
def before(name: str, section: str, between: str = "") -> re.Pattern[str]:
    """The phrases of a section where they end a text, but for ``between`` (a regex).

    Raises:
        LexiconError: there is no such section, or a line of it is malformed.
    """
    return re.compile(f"{pattern(name, section).pattern}{between}$")


def kept(found: re.Match[str]) -> str:
    """The last of what a phrase keeps of what it found: a year, a number."""
    return str(found[found.lastindex or 0])

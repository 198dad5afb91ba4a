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
from typing import Any

from processing.observe.lexicon_file import LexiconError
from processing.observe.numbers import ORDINAL, YEAR
from processing.text import fold

GAP = r"(?:[^\s;]+\s+){0,12}?"
NUMBER = r"(?:\d+(?:[.,]\d+)?|[ivxl]+)"
_BEGINS = r"(?<!\w)"
_ENDS = r"(?!\w)[\s,]*"
_PIECE = re.compile(r"\.\.\.|<[^>]+>|[()\[\]|]|[^\s()\[\]|<]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEADING = re.compile(r"([(\[])([^()\[\]]*)[)\]]\s*(.*)")
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
    """One pattern that finds the phrase of any of the lines, of several the first.

    Where all begin with letters, these are sought, and the rest is tried only where one
    stands; whether a word begins there is asked last. That takes a third of the time.

    Raises:
        LexiconError: a phrase is empty or its brackets do not match.
    """
    listed = [(line, fold(line["say"])) for line in lines]
    spoken = [(line, one) for line, say in listed for one in _unfolded(say)]
    if not all(say[:1].isalpha() for _, say in spoken):
        tried = "|".join(_guard(line) + _phrase(line, say) for line, say in listed)
        return re.compile(f"{_BEGINS}(?:{tried})")
    rests: dict[str, list[str]] = {}
    for line, say in spoken:
        first = _LETTERS.findall(say)[0]
        begun = "." * len(first)
        begins = rf"(?<!\w{begun})" + _guard(line, begun)
        rest = first[1:] + begins + _phrase(line, say)[len(first) :]
        rests.setdefault(say[0], []).append(rest)
    tried = "|".join(f"{one}(?:{'|'.join(each)})" for one, each in rests.items())
    return re.compile(f"(?:{tried})")


def _unfolded(say: str) -> Iterator[str]:
    """The phrases that one says which begins with plain brackets: without these."""
    found = _LEADING.match(say)
    if found is None:
        yield say
        return
    for choice in found[2].split("|"):
        yield from _unfolded(f"{choice} {found[3]}".strip())
    if found[1] == "[":
        yield from _unfolded(found[3])


def _guard(line: Mapping[str, Any], begun: str = "") -> str:
    """That no word stands before which excludes the phrase; ``begun`` is behind it."""
    words = (re.escape(fold(one)) for one in line.get("unless_after", ()))
    return "".join(f"(?<!{one} {begun})" for one in words)


def _phrase(line: Mapping[str, Any], say: str) -> str:
    words = "|".join(re.escape(fold(one)) for one in line.get("unless_before", ()))
    return _source(say) + (rf"(?![\s,]*(?:{words})(?!\w))" if words else "")


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

"""The small pattern language of the lexicon, made into regular expressions.

A lexicon line says ``say: bầu [ra] ... (ban chấp hành|bch)``: words in order, ``(a|b)``
one of, ``[x]`` may be missing, ``...`` up to twelve words of the same clause between,
``..`` up to six words and no comma,
``~`` the same sentence goes on without a figure, ``~~`` it goes on (``~20``: for twenty
characters at most), ``<số>`` a number (in figures or Roman), ``<ngày>`` a day with its
year (9/10/2015), ``<tên>`` a name of up to four words. A comma may stand between any
two words.
What the press says in several ways (``wordings``) is said in one and found in all;
``<giữ>`` is any word of that kind: giữ chức, làm, đảm nhiệm.

``unless_after`` and ``unless_before`` list words that make a phrase something else when
they stand right there ("đại" before "cử tri").

Kept for the reader (``kept``) are ``<năm>``, a year by itself; ``<lúc>``, the year of
"năm 2015" or "tháng 9/2015"; ``<kỳ>``, the first of two years such as 2020-2025;
``<thứ>``, a small number such as 12, XII or "hai"; ``<can chi>``, the name of a year
such as "Giáp Thìn".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from processing.observe.language.lexicon_file import LexiconError
from processing.observe.language.numbers import ORDINAL, YEAR
from processing.observe.language.wordings import widened
from processing.observe.language.year_names import year_names
from processing.text import fold

GAP = r"(?:[^\s;]+\s+){0,12}?"
SHORT_GAP = r"(?:[^\s,;.:()]+\s+){0,6}?"
NUMBER = r"(?:\d+(?:[.,]\d+)?|[ivxl]+)"
_ANY = "<số>"
#: What goes on with a number, by the character that it begins with.
_FIGURES = {
    **dict.fromkeys("0123456789", r"\d*(?:[.,]\d+)?"),
    **dict.fromkeys("ivxl", "[ivxl]*"),
}
_BEGINS = r"(?<!\w)"
_ENDS = r"(?!\w)[\s,]*"
PIECE = re.compile(r"\.\.\.|<[^>]+>|[()\[\]|]|[^\s()\[\]|<]+")
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = frozenset("()[]")
_MEANS = {
    "...": GAP,
    "..": SHORT_GAP,
    _ANY: NUMBER + _ENDS,
    "<năm>": rf"({YEAR})(?!\s?[-–/]\s?\d|\d)[\s,]*",
    "<lúc>": rf"(?:năm\s+|tháng\s+\d{{1,2}}(?:\s?[-/.]\s?|\s+năm\s+|\s+))({YEAR})"
    + r"(?!\s?[-–/]\s?\d|\d)[\s,]*",
    "<ngày>": rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}{_ENDS}",
    "<kỳ>": rf"({YEAR})\s?[-–]\s?{YEAR}{_ENDS}",
    "<thứ>": rf"({ORDINAL}){_ENDS}",
    "<can chi>": rf"({'|'.join(year_names())}){_ENDS}",
    "<tên>": r"(?:[^\W\d_]+\s+){1,4}?",
    "<ngoặc>": r"\(\s*",
}
_GAP = re.compile(r"(~~?)(\d*)")
#: How a sentence goes on: through which characters, and how many at most if none says.
_GOES_ON = {"~": (r"[^.;\d]", 70), "~~": ("[^.;]", 160)}


def _source(say: str) -> str:
    pieces = PIECE.findall(fold(say))
    if not pieces:
        raise LexiconError("a phrase is empty: write at least one word")
    _check_brackets(say, "".join(one for one in pieces if one in _BRACKETS))
    return _choices(iter(pieces))[0]


def _choices(pieces: Iterator[str]) -> tuple[str, int]:
    """The choices up to the next closing bracket, which is taken; the longest first.

    Beside the source, the length of the longest that they say.
    """
    found = [("", 0)]
    for piece in pieces:
        if piece in (")", "]"):
            break
        if piece == "|":
            found.append(("", 0))
            continue
        source, length = found[-1]
        if piece in ("(", "["):
            inner, more = _choices(pieces)
            end = ")?" if piece == "[" else ")"
            found[-1] = f"{source}(?:{inner}{end}", length + more
        else:
            found[-1] = source + _piece(piece), length + len(piece) + 1
    found.sort(key=lambda one: -one[1])
    return "|".join(source for source, _ in found), found[0][1]


def _longest(say: str) -> int:
    """How long the longest is that a phrase says, gaps set aside."""
    return _choices(iter(PIECE.findall(say)))[1]


def _check_brackets(say: str, brackets: str) -> None:
    """Take out pairs of brackets until none is left; what remains has no partner."""
    while (fewer := brackets.replace("()", "").replace("[]", "")) != brackets:
        brackets = fewer
    if brackets:
        raise LexiconError(f"{say!r}: {brackets[0]} is alone: check its brackets")


def _piece(piece: str) -> str:
    if means := _meaning(piece):
        return means
    return re.escape(piece) + (_ENDS if piece[-1].isalnum() else r"[\s,]*")


def _meaning(piece: str) -> str | None:
    """What a piece stands for that is no word."""
    if gap := _GAP.fullmatch(piece):
        through, most = _GOES_ON[gap[1]]
        return rf"{through}{{0,{gap[2] or most}}}?(?!(?<=\w)\w)"
    return _MEANS.get(piece)


def compile_phrases(lines: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """One pattern that finds the phrase of any of the lines, of several the longest.

    Where all begin with letters or numbers, these are sought, and the rest is tried
    only where one stands; whether a word begins there is asked last. That takes a third
    of the time.

    Raises:
        LexiconError: a phrase is empty or its brackets do not match.
    """
    listed = [(line, widened(fold(line["say"]))) for line in lines]
    spoken = [(line, one) for line, say in listed for one in _unfolded(say)]
    spoken.sort(key=lambda one: -_longest(one[1]))
    rests: dict[str, list[str]] = {}
    for line, say in spoken:
        for first, rest in _begun(line, say):
            rests.setdefault(first, []).append(rest)
    if "" in rests:
        listed.sort(key=lambda one: -_longest(one[1]))
        tried = "|".join(_guard(line) + _phrase(line, say) for line, say in listed)
        return re.compile(f"{_BEGINS}(?:{tried})")
    tried = "|".join(f"{first}(?:{'|'.join(each)})" for first, each in rests.items())
    return re.compile(f"(?:{tried})")


def _begun(line: Mapping[str, Any], say: str) -> Iterator[tuple[str, str]]:
    """The characters that a phrase may begin with, and what must follow each.

    "" where it may begin with others as well.
    """
    if say.startswith(_ANY):
        rest = _phrase(line, say).removeprefix(NUMBER)
        for first, more in _FIGURES.items():
            yield first, rf"(?<!\w.){_guard(line, begun='.')}{more}{rest}"
    elif word := _WORD.match(say):
        begun = "." * len(word[0])
        begins = rf"(?<!\w{begun})" + _guard(line, begun)
        rest = _phrase(line, say).removeprefix(word[0])
        yield say[0], word[0][1:] + begins + rest
    else:
        yield "", ""


def _unfolded(say: str) -> Iterator[str]:
    """The phrases that one says which begins with brackets: without these."""
    if say[:1] not in ("(", "["):
        yield say
        return
    choices, rest = _parted(say)
    for choice in choices:
        yield from _unfolded(f"{choice} {rest}".strip())
    if say[0] == "[":
        yield from _unfolded(rest)


def _parted(say: str) -> tuple[list[str], str]:
    """The choices in the brackets that a phrase begins with, and what follows them."""
    choices, depth = [""], 0
    for at, char in enumerate(say):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return [one.strip() for one in choices], say[at + 1 :].strip()
        if char == "|" and depth == 1:
            choices.append("")
        elif at:
            choices[-1] += char
    raise LexiconError(f"{say!r}: a bracket is open: check its brackets")


def _guard(line: Mapping[str, Any], begun: str = "") -> str:
    """That no word stands before which excludes the phrase; ``begun`` is behind it."""
    words = (re.escape(fold(one)) for one in line.get("unless_after", ()))
    return "".join(f"(?<!{one} {begun})" for one in words)


def _phrase(line: Mapping[str, Any], say: str) -> str:
    words = "|".join(re.escape(fold(one)) for one in line.get("unless_before", ()))
    return _source(say) + (rf"(?![\s,]*(?:{words})(?!\w))" if words else "")


def anchors(say: str) -> tuple[str, ...]:
    """Words of which one must stand in a text for the phrase to be found there.

    Of all such choices the one whose words are longest and fewest; empty if none.
    """
    return _needed(iter(PIECE.findall(widened(fold(say)))))


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
            best = max(best, _needed(pieces), key=_rarity)
        elif not _meaning(piece):
            best = max(best, (piece,), key=_rarity)
    choices.append(best)
    every = dict.fromkeys(word for words in choices for word in words)
    return tuple(every) if all(choices) else ()


def _rarity(words: tuple[str, ...]) -> tuple[int, int]:
    """The longer the shortest of some words is, and the fewer they are, the better."""
    return min(map(len, words), default=0), -len(words)

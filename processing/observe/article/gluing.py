"""Takes apart the words that a lost break or link has joined ("Bí thưTỉnh ủy").

Pages lose spaces where their lines were broken or words were links. Spaces are put back
before anything is read; ``Apart.back`` leads from the mended text to the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from processing.observe.language.lexicon_file import lines
from processing.observe.language.syllables import joint


@dataclass(frozen=True, slots=True)
class Apart:
    """A text with the lost spaces put in, at ``gaps`` (offsets in ``text``)."""

    text: str
    gaps: tuple[int, ...] = ()

    def back(self, at: int) -> int:
        """The offset in the text before mending of an offset in ``text``."""
        return at - bisect_left(self.gaps, at)


def apart(text: str) -> Apart:
    """Return a normalised ``text`` with the spaces put back between joined words.

    All its words are looked at only where one of those of the lexicon stands joined:
    a page that lost one space lost many, and the others need no search.
    """
    signs = _signs()
    if not signs.show_in(text):
        return Apart(text)
    told = {*signs.capitals(text), *_ends(signs.number, text)}
    cuts = sorted(told.union(_inner(text, told)))
    mended = "".join(
        text[start:end] + _between(text, end)
        for start, end in pairwise((0, *cuts, len(text)))
    )
    return Apart(mended, tuple(cut + n for n, cut in enumerate(cuts)))


def _between(text: str, at: int) -> str:
    """What was lost at an offset: a space, a break before what begins a sentence."""
    if at == len(text):
        return ""
    return "\n" if text.startswith(_signs().beginnings, at) else " "


@dataclass(frozen=True, slots=True)
class _Signs:
    """Words joined to a capital, to a letter, to a number, before them."""

    ends: tuple[str, ...]  # the words, in small letters, to which a capital is joined
    longest: int  # letters of one of them
    #: A capital ``behind`` the last letter of one of them, or that of a title behind
    #: any letter.
    capital: re.Pattern[str]
    letter: tuple[str, ...]
    number: re.Pattern[str]
    titles: tuple[str, ...]
    beginnings: tuple[str, ...]  # those of the titles and words that begin a sentence

    def show_in(self, text: str) -> bool:
        """Whether a text has lost spaces."""
        if next(self.capitals(text), None) is not None:
            return True
        after = (rest for word in self.letter for rest in text.split(word)[1:])
        return any(rest[:1].isalpha() for rest in after)

    def capitals(self, text: str) -> Iterator[int]:
        """Where a capital stands joined to one of the words, or begins a title."""
        for capital in self.capital.finditer(text):
            at = capital.start()
            before = text[max(0, at - self.longest) : at].lower()
            ends = capital.lastgroup and before.endswith(self.ends)
            if ends or text.startswith(self.titles, at):
                yield at


@lru_cache
def _signs() -> _Signs:
    ends = _words("before_capital")
    last = "".join(sorted({word[-1] for word in ends}))
    behind = lines("gluing", "behind_a_letter")
    titles = tuple(line["say"] for line in behind)
    first, second = ("".join(sorted({t[n] for t in titles})) for n in (0, 1))
    numbered = "|".join(_words("before_number"))
    return _Signs(
        tuple(map(str.lower, ends)),
        max(map(len, ends)),
        # the capital first: looking behind at every letter would cost five times more
        re.compile(
            rf"[A-ZĐÔ](?:(?P<behind>(?<=[{last}].))"
            rf"|(?=[{second}])(?<=[{first}])(?<=[^\W\d_].))"
        ),
        tuple(_words("before_letter")),
        re.compile(rf"(?i)(?<!\w)(?:{numbered})(?=\d)"),
        titles,
        tuple(line["say"] for line in behind if line.get("begins")),
    )


def _words(section: str) -> list[str]:
    says = [line["say"] for line in lines("gluing", section)]
    return [*says, *(["uỷ"] if "ủy" in says else [])]


def _ends(joined: re.Pattern[str], text: str) -> Iterator[int]:
    return (one.end() for one in joined.finditer(text))


_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}(?!\w)")


def _inner(text: str, told: set[int]) -> Iterator[int]:
    """Where two syllables are written as one word; brands have no such place.

    Not in a word that is ``told`` to be parted elsewhere.
    """
    known = frozenset((*text.lower().split(), *_words("known")))
    for word in _WORD.finditer(text):
        if any(word.start() < cut < word.end() for cut in told):
            continue
        at = joint(word[0], known)
        if at is not None:
            yield word.start() + at

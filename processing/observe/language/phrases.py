"""The phrases of the lexicon by file and section, sought in keys.

What a phrase may say is told in ``phrase_language``.
"""

from __future__ import annotations

import re
from functools import cache

from processing.observe.language.lexicon_file import lines
from processing.observe.language.phrase_language import anchors, compile_phrases
from processing.observe.language.words import any_of

_SIGNS = '.,;:!?()"”–-'


@cache
def _anchors(name: str, section: str) -> re.Pattern[str]:
    found = [anchors(line["say"]) for line in lines(name, section)]
    if not all(found):
        return re.compile("")  # some phrase has none: every text must be searched
    return any_of(dict.fromkeys(word for words in found for word in words))


def may_hold(name: str, section: str, key: str) -> bool:
    """Whether a text can hold a phrase of the section: cheap, to be asked first."""
    return _anchors(name, section).search(key) is not None


@cache
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


def follows(name: str, section: str, key: str, at: int, beyond: str = " ") -> bool:
    """Whether a phrase of a section begins at an offset, or ``beyond`` such signs."""
    while at < len(key) and key[at] in beyond:
        at += 1
    return pattern(name, section).match(key, at) is not None


@cache
def opening(name: str, section: str) -> re.Pattern[str]:
    """The phrases of a section at the beginning of a sentence, to be matched there.

    Raises:
        LexiconError: there is no such section, or a line of it is malformed.
    """
    return re.compile(rf"[\W\d]*{pattern(name, section).pattern}")


def opens(name: str, section: str, key: str) -> bool:
    """Whether a sentence begins with a phrase of a section."""
    return opening(name, section).match(key) is not None


@cache
def before(name: str, section: str, between: str = "") -> re.Pattern[str]:
    """The phrases of a section where they end a text, but for ``between`` (a regex).

    Raises:
        LexiconError: there is no such section, or a line of it is malformed.
    """
    return re.compile(f"{pattern(name, section).pattern}{between}$")


def ends(
    name: str, section: str, key: str, start: int = 0, end: int | None = None
) -> bool:
    """Whether a stretch of a key ends with a phrase of a section."""
    last = len(key) if end is None else end
    return before(name, section).search(key, start, last) is not None


def clause_of(key: str, at: int, marks: str = ",;") -> int:
    """Where the clause begins that holds an offset: behind the last of some marks."""
    return max(key.rfind(mark, 0, at) for mark in marks) + 1


def is_all(name: str, section: str, words: str) -> bool:
    """Whether some words are a phrase of a section, and nothing more."""
    return pattern(name, section).fullmatch(words.lstrip()) is not None


def stops(name: str, section: str, key: str, at: int) -> bool:
    """Whether at an offset the key ends, a sign stands, or a phrase of a section."""
    rest = key[at:].lstrip()
    return not rest or rest[0] in _SIGNS or follows(name, section, rest, 0)


def made_of(name: str, section: str, words: str, signs: str = " ,") -> bool:
    """Whether some words are phrases of a section, and nothing else but ``signs``."""
    return set(pattern(name, section).sub("", words)) <= set(signs)


def end_of(found: re.Match[str]) -> int:
    """Where a phrase ends, without the space or comma behind that belongs to it."""
    return found.start() + len(found[0].rstrip(" ,"))


def kept(found: re.Match[str]) -> str:
    """The last of what a phrase keeps of what it found: a year, a number."""
    return str(found[found.lastindex or 0])

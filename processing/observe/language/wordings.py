"""One thing said in several ways, which every phrase of the lexicon may say in all.

``lexicon/wordings.yaml`` lists the ways: a line that says "bầu ban chấp hành" holds for
"bầu BCH" as well, one that says "thôi giữ chức" for "thôi đảm nhiệm chức vụ". A name of
a kind of words ("<giữ>") stands for each word of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from processing.observe.language.lexicon_file import lines
from processing.text import fold


@cache
def _ways() -> dict[str, tuple[str, ...]]:
    """Each wording to all the ways of saying it."""
    groups = [
        tuple(map(fold, (line["say"], *line["also"])))
        for line in lines("wordings", "ways")
    ]
    return {one: group for group in groups for one in group}


@cache
def _said() -> re.Pattern[str]:
    longest_first = sorted(_ways(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _kinds() -> dict[str, str]:
    """The name of each kind of words, such as "<giữ>", to all of them in brackets."""
    return {
        line["say"]: f"({'|'.join(map(fold, line['any']))})"
        for line in lines("wordings", "kinds")
    }


def widened(say: str) -> str:
    """A phrase of the small pattern language, with all its ways in brackets."""
    for kind, words in _kinds().items():
        say = say.replace(kind, words)
    return _said().sub(lambda found: f"({'|'.join(_ways()[found[0]])})", say)


def wordings(say: str) -> Iterator[str]:
    """The plain words of a line in all their ways."""
    found = _said().search(say)
    if found is None:
        yield say
        return
    for rest in wordings(say[found.end() :]):
        for way in _ways()[found[0]]:
            yield say[: found.start()] + way + rest

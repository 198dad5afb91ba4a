"""Words sought in a text: many at once, or one where it stands by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, also within longer ones.

    Their first letters are sought, and the rest where one stands: in a sentence, or a
    text that holds none of them, that is faster than to ask for one after the other.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(re.escape(word[1:]))
    return re.compile(
        "|".join(f"{re.escape(one)}(?:{'|'.join(rests[one])})" for one in rests)
    )


def any_in(words: Iterable[str], text: str) -> bool:
    """Whether a text holds any of a few words, also within longer ones."""
    return any(map(text.__contains__, words))


def alone(words: str, text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text where words stand by themselves, not within others.

    For words that are known only when they are sought, such as names: to make a
    pattern of each takes longer than to read an article.
    """
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_goes_on(text[at - 1 : at]) or _goes_on(text[end : end + 1])):
            yield at, end
        at = text.find(words, at + 1)


def _goes_on(char: str) -> bool:
    return char.isalnum() or char == "_"

"""Sentences that an article prints twice: the title again, or its lead once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

TOP = 12  # sentences at the head of a text in which one is a repetition
TITLE = 2  # the same for one that only says the title again
LONG = 30  # characters: a shorter line may well be said twice
_SIGNS = ' .,:;!?…"“”()-–'


def without_repeats(
    key: str, title: str, spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The spans without those at the top that say again what was said before.

    ``key`` is that of the text, ``title`` that of the headline.
    """
    title = title.strip(_SIGNS)
    said: set[str] = set()
    for n, (start, end) in enumerate(spans[:TOP]):
        words = key[start:end].strip(_SIGNS)
        known = words in said or (n < TITLE and words == title)
        if not known or len(words) < LONG:
            yield start, end
        said.add(words)
    yield from spans[TOP:]

"""Whose unit it is where guests are received: not that of the guests."""

from __future__ import annotations

from collections import Counter

from processing.observe.article.document import Document, Sentence
from processing.observe.article.units import fits
from processing.observe.language.phrases import ends, made_of, pattern


def host(
    document: Document, sentence: Sentence, at: int, level: str | None
) -> str | None:
    """The unit named most, beside that of the guests whom a sentence receives.

    Where it names a unit before ``at``, that counts, and this says nothing.
    """
    receives = pattern("scope", "receives").search(sentence.key)
    if receives is None or not (
        at < receives.start()
        or made_of("scope", "receives_too", sentence.key[: receives.start()])
    ):
        return None
    if any(one.end <= at for one in sentence.places()):
        return None
    named = [
        (place.slug, ends("scope", "guests", one.key, 0, place.start))
        for one in document.all_sentences
        for place in one.places()
    ]
    guests = {slug for slug, is_guest in named if is_guest}
    hosts = Counter(
        slug for slug, _ in named if slug not in guests and fits(document, slug, level)
    ).most_common(1)
    return hosts[0][0] if guests and hosts else None

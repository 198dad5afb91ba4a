"""Whose unit it is where guests are received: not that of the guests."""

from __future__ import annotations

from collections import Counter

from processing.observe.article.document import Document, Sentence
from processing.observe.article.units import fits
from processing.observe.language.phrases import ends, holds, made_of, opens, pattern


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


def of_guests(
    document: Document, sentence: Sentence, at: int, level: str | None
) -> str | None:
    """The unit of a delegation whose members a sentence lists, before ``at`` unnamed.

    "Đoàn công tác tỉnh X do ông A làm Trưởng đoàn …. Cùng đi có ông B, P."
    """
    last = sentence.last
    if last is None or any(one.end <= at for one in sentence.places()):
        return None
    companions = opens("scope", "companions", sentence.key)
    if not (companions or _is_received(document, sentence)):
        return None
    guests = [
        place.slug
        for place in last.places()
        if ends("scope", "guests", last.key, 0, place.start)
        and holds("scope", "led", last.key, place.end)
        and fits(document, place.slug, level)
    ]
    return guests[0] if len(guests) == 1 else None


def _is_received(document: Document, sentence: Sentence) -> bool:
    """Whether those present are the guests: the sentences behind tell of the hosts."""
    if not opens("scope", "present", sentence.key):
        return False
    behind = document.all_sentences[sentence.index + 1 : sentence.index + 4]
    return any(holds("scope", "receives", one.key) for one in behind)

"""Round-ups: articles that turn from unit to unit, an item or a sentence for each."""

from __future__ import annotations

import re
from functools import lru_cache

from processing.observe.article.document import Document, Sentence
from processing.observe.article.units import SIGNS, fits, is_unit, opens_item, unit_of
from processing.observe.language.phrases import follows, made_of

#: The mark of an item in a round-up.
_ITEM = re.compile(r"\*\s*\w")
#: Whether a sign that parts a unit from its news can stand behind the first words.
_LABEL = re.compile(r".[^.;]{0,48}?[:\-–—]", re.DOTALL)
ITEM = 8  # sentences that an item of a round-up may go on for

TURNS_BY = 90  # characters of a sentence in which that stands
SEVERAL = 3  # units to which an article turns: it is a round-up


def unit_of_item(
    document: Document, sentence: Sentence, level: str | None
) -> str | None:
    """The unit with which the item of a round-up opens: "* Ngày 29-10, tỉnh X …"."""
    for one in reversed(document.sentences):
        if not 0 <= sentence.index - one.index <= ITEM:
            continue
        if _ITEM.match(one.text) or one.index in _items(document):
            return unit_of(one, level, last=False)
        if slug := _paragraphs(document).get(one.index):
            return slug if fits(document, slug, level) else None
    return None


@lru_cache(maxsize=8)  # asked for each title of the article that is read
def _items(document: Document) -> frozenset[int]:
    """The numbers of the sentences that open with their unit; two at least."""
    heads = [one for one in document.sentences if _opens_with_unit(one)]
    return frozenset(one.index for one in heads if len(heads) > 1)


@lru_cache(maxsize=8)  # asked for each title of the article that is read
def _paragraphs(document: Document) -> dict[int, str]:
    """The paragraphs that open with the name of a unit, of several units in all.

    "Sơn La có tân Chủ tịch: …", "Lào Cai bổ nhiệm …"; the head is none of them.
    """
    found = {
        one.index: one.places()[0].slug
        for one in document.sentences[1:]
        if _opens_paragraph(document, one) and _opens_bare(one)
    }
    return found if len(set(found.values())) == len(found) > 1 else {}


def _opens_paragraph(document: Document, sentence: Sentence) -> bool:
    return document.text[: sentence.start].rstrip(" -–•*+").endswith("\n")


def _opens_bare(sentence: Sentence) -> bool:
    """ "Sơn La có …", "Lào Cai:"; no place of a dateline, "Sơn La, ngày 5/3"."""
    first = sentence.places()[:1]
    if not first or sentence.key[: first[0].start].strip(SIGNS):
        return False
    return follows("scope", "has_news", sentence.key, first[0].end)


def _opens_with_unit(sentence: Sentence) -> bool:
    if not _LABEL.match(sentence.key):
        return False  # and its places need not be sought
    first = sentence.places()[:1]
    return bool(first) and opens_item(sentence, first[0])


@lru_cache(maxsize=8)  # asked for each title of the article that is read
def is_round_up(document: Document) -> bool:
    """Whether the sentences turn from unit to unit, whatever the headline names."""
    turns = map(_turns_to, document.sentences)
    return len({slug for slug in turns if slug}) >= SEVERAL


def _turns_to(sentence: Sentence) -> str | None:
    """The unit with whose body, or name, a sentence opens."""
    for one in sentence.places():
        told = sentence.key[: one.start]
        if one.start > TURNS_BY or not made_of("scope", "turns_to", told, SIGNS):
            return None
        if told.strip(SIGNS) and is_unit(sentence, one):
            return one.slug
    return None

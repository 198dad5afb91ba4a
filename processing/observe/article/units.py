"""Whether a place that a sentence names stands for its unit: "tỉnh X", "Tỉnh ủy X"."""

from __future__ import annotations

import re

from processing.observe.article.document import Document, Sentence
from processing.observe.article.places import Place
from processing.observe.language.phrases import ends, made_of

SIGNS = " ,.:;/*–-0123456789"  # what else may stand before a place that opens
_OPENS_BY = 50  # characters of a sentence in which such words stand

_DASHES = ("-", "–", "—")
_CITY_NAME = re.compile(r"(?:tp|t\.p|thành phố|hcm)")


def is_unit(sentence: Sentence, place: Place) -> bool:
    """Whether a place stands for the provincial unit: "tỉnh X", "Tỉnh ủy X"."""
    before = sentence.key[max(0, place.start - 18) : place.start]
    if _CITY_NAME.match(sentence.key, place.start):
        return True
    if _opens_news(sentence, place):
        return True
    if opens_item(sentence, place):
        return True
    city = ends("scope", "city_word", before)
    if city and not sentence.document.is_city(place.slug):
        return False
    return ends("scope", "unit", before)


def _opens_news(sentence: Sentence, place: Place) -> bool:
    """ "Cùng ngày, tại An Giang, ông A …": what follows is of that unit."""
    opens = place.start < _OPENS_BY and sentence.key.startswith(",", place.end)
    told = sentence.key[: place.start]
    opens = opens and ends("scope", "at_place", told)
    return opens and made_of("scope", "opens_news", told, SIGNS)


def opens_item(sentence: Sentence, place: Place) -> bool:
    """ "* Vĩnh Phúc: bầu ông A …": an item of a round-up begins with its unit.

    "SƠN LA - Đại hội bầu …" does, too, below the head.
    """
    told = sentence.key[: place.start].strip(" *-–•+")
    if told and not made_of("scope", "level", told, " ."):
        return False
    behind = sentence.key[place.end :].lstrip()
    if behind.startswith(":"):
        return True
    shouted = sentence.text[: place.end].isupper() and sentence.index > 0
    return shouted and behind.startswith(_DASHES)


def fits(document: Document, slug: str, level: str | None) -> bool:
    """Whether a unit is of a level: ``city``, ``province`` or ``None`` for either."""
    return level is None or document.is_city(slug) == (level == "city")


def is_measure(sentence: Sentence, place: Place) -> bool:
    """ "trật tự như TP Hồ Chí Minh", "đứng sau tỉnh X": what is told is of another."""
    before = sentence.key[max(0, place.start - 18) : place.start]
    return ends("scope", "compared", before)


def unit_of(
    sentence: Sentence, level: str | None, *, last: bool, measures: bool = False
) -> str | None:
    """The unit of a level that a sentence names last, or first.

    ``measures``: also one by which another is only measured.
    """
    found = [
        place.slug
        for place in sentence.places()
        if is_unit(sentence, place) and fits(sentence.document, place.slug, level)
        if measures or not is_measure(sentence, place)
    ]
    return found[-1 if last else 0] if found else None

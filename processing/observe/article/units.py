"""Whether a place that a sentence names stands for its unit: "tỉnh X", "Tỉnh ủy X"."""

from __future__ import annotations

import re

from processing.observe.article.document import Document, Sentence
from processing.observe.article.places import Place

#: Words right before a name that make it the unit, not a mere place.
_UNIT = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|thủ đô|tp|t\.p|tỉnh ủy|thành ủy|hđnd|ubnd|đảng bộ|bí thư"
    r"|chủ tịch|hội đồng nhân dân|ủy ban nhân dân|lãnh đạo|quân sự|công an)[.,]?\s*$"
)
#: "Tại Bà Rịa - Vũng Tàu, …", "Cùng ngày, ở An Giang, …" opens what is told of a unit.
_OPENING = re.compile(
    r"\W*(?:(?:(?:sáng|trưa|chiều|tối) )?(?:cùng ngày|nay|(?:ngày )?\d[\d/.-]*),? "
    r"|(?:trong khi đó|trước đó|sau đó|tương tự|riêng|còn),? )?(?:tại|ở) (?:tỉnh |tp )?"
)
_OPENS_BY = 50  # characters of a sentence in which such words stand

_CITY_NAME = re.compile(r"(?:tp|t\.p|thành phố|hcm)")
_DISTRICT_BEFORE = re.compile(r"(?<!\w)(?:thành phố|tp|tp\.|t\.p)\s*$")


def is_unit(sentence: Sentence, place: Place) -> bool:
    """Whether a place stands for the provincial unit: "tỉnh X", "Tỉnh ủy X"."""
    before = sentence.key[max(0, place.start - 18) : place.start]
    if _CITY_NAME.match(sentence.key, place.start):
        return True
    if _opens_news(sentence, place):
        return True
    if _opens_item(sentence, place):
        return True
    if _DISTRICT_BEFORE.search(before) and not sentence.document.is_city(place.slug):
        return False
    return bool(_UNIT.search(before))


def _opens_news(sentence: Sentence, place: Place) -> bool:
    """ "Cùng ngày, tại An Giang, ông A …": what follows is of that unit."""
    opens = place.start < _OPENS_BY and sentence.key.startswith(",", place.end)
    return opens and bool(_OPENING.fullmatch(sentence.key, 0, place.start))


def _opens_item(sentence: Sentence, place: Place) -> bool:
    """ "* Vĩnh Phúc: bầu ông A …": an item of a round-up begins with its unit."""
    opens = not sentence.key[: place.start].strip(" *-–•+")
    return opens and sentence.key[place.end :].lstrip().startswith(":")


def fits(document: Document, slug: str, level: str | None) -> bool:
    """Whether a unit is of a level: ``city``, ``province`` or ``None`` for either."""
    return level is None or document.is_city(slug) == (level == "city")


def unit_of(sentence: Sentence, level: str | None, *, last: bool) -> str | None:
    """The unit of a level that a sentence names last, or first."""
    found = [
        place.slug
        for place in sentence.places()
        if is_unit(sentence, place) and fits(sentence.document, place.slug, level)
    ]
    return found[-1 if last else 0] if found else None

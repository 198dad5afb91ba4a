"""Whose "Tỉnh ủy", "Đảng bộ tỉnh", "Thành ủy" it is when no name stands beside it.

The order of evidence: named in the phrase (the reader's own work, then ``Scope.named``)
> named before it in the sentence > the item of a round-up ("* …") > the home of the
paper > the headline > the place last spoken of > the known holders of that day.
Cities and provinces are never taken for one another: "Thành ủy" in the paper of a
province is another unit's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from processing.gazetteer.holders import Holder, units_of_holder
from processing.gazetteer.organisations import BY_ID, slug_on
from processing.observe.article.document import Document, Sentence
from processing.observe.article.places import Place, at_home, places, provinces_of_parts
from processing.observe.language.names import folded, tenures
from processing.text.credits import credits_another


class Basis(IntEnum):
    """What the province rests on, strongest first."""

    NAMED = 1
    SENTENCE = 2
    HOME = 3
    HEADLINE = 4
    CONTEXT = 5
    HOLDER = 6
    NONE = 9


@dataclass(frozen=True, slots=True)
class Scope:
    """A province, or ``None``, and what it rests on."""

    province: str | None
    basis: Basis

    @classmethod
    def named(cls, province: str) -> Scope:
        """The scope of a phrase that names its province."""
        return cls(province, Basis.NAMED)


NOWHERE = Scope(None, Basis.NONE)

#: Words right before a name that make it the unit, not a mere place.
_UNIT = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|thủ đô|tp|t\.p|tỉnh ủy|thành ủy|hđnd|ubnd|đảng bộ|bí thư"
    r"|chủ tịch|hội đồng nhân dân|ủy ban nhân dân|lãnh đạo|quân sự|công an)[.,]?\s*$"
)
#: Words before a name (a word or two back) that say whose people come next.
_PEOPLE = re.compile(
    r"(?<!\w)(?:đoàn(?: đại biểu| công tác| cán bộ)?(?: của)?|(?:về )?phía|tại|ở"
    r"|lãnh đạo|đảng bộ|đại biểu|bí thư|chủ tịch|hđnd|ubnd|tỉnh ủy|thành ủy"
    r"|hội đồng nhân dân|ủy ban nhân dân|sang|của)\s*(?:các )?"
    r"(?:tỉnh|thành phố|thủ đô|tp\.?)?\s*$"
)
#: "Tại Bà Rịa - Vũng Tàu, …", "Cùng ngày, ở An Giang, …" opens what is told of a unit.
_OPENING = re.compile(
    r"\W*(?:(?:(?:sáng|trưa|chiều|tối) )?(?:cùng ngày|nay|(?:ngày )?\d[\d/.-]*),? "
    r"|(?:trong khi đó|trước đó|sau đó|tương tự|riêng|còn),? )?(?:tại|ở) (?:tỉnh |tp )?"
)
_OPENS_BY = 50  # characters of a sentence in which such words stand
#: The mark of an item in a round-up.
_ITEM = re.compile(r"\*\s*\w")
#: How far from the day of an article a known change may lie to be the one it tells.
ABOUT = timedelta(days=60)
ITEM = 8  # sentences that an item of a round-up may go on for
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


def scope(
    document: Document, sentence: Sentence, at: int, level: str | None = None
) -> Scope:
    """Whose body an unnamed "Tỉnh ủy" (``province``) or "Thành ủy" (``city``) is.

    ``at`` is its offset in the sentence; ``level`` ``None`` takes either.
    """
    home = document.home
    if not home and (host := _of_the_hosts(document, sentence, at, level)):
        return Scope(host, Basis.CONTEXT)
    if slug := _in_sentence(sentence, at, level, strict=home is not None):
        return Scope(slug, Basis.SENTENCE)
    if item := _in_item(document, sentence, level):
        return Scope(item, Basis.SENTENCE)
    if home and fits(document, home, level) and not is_foreign_copy(document):
        return Scope(home, Basis.HOME)
    slug = _in_headline(document, level)
    if slug and not _is_round_up(document):
        return Scope(slug, Basis.HEADLINE)
    slug = (
        _last_spoken_of(document, sentence, level)
        or _named_most(document, level)
        or _of_parts(document, level)
    )
    return Scope(slug, Basis.CONTEXT) if slug else NOWHERE


def _in_sentence(
    sentence: Sentence, at: int, level: str | None, *, strict: bool
) -> str | None:
    """The unit named last before ``at``; else, without a home, the next after it."""
    document = sentence.document
    fitting = [one for one in sentence.places() if fits(document, one.slug, level)]
    units = [one for one in fitting if is_unit(sentence, one)]
    before = [one for one in units if one.end <= at]
    if strict:
        before = [one for one in before + fitting if _of_people(sentence, one, at)]
        return before[-1].slug if before else None
    if before:
        return before[-1].slug
    after = [one for one in units if one.start >= at]
    return after[0].slug if after else None


def _of_people(sentence: Sentence, place: Place, at: int) -> bool:
    before = sentence.key[max(0, place.start - 40) : place.start]
    return place.end <= at and bool(_PEOPLE.search(before))


def _in_item(document: Document, sentence: Sentence, level: str | None) -> str | None:
    """The unit with which the item of a round-up opens: "* Ngày 29-10, tỉnh X …"."""
    for one in reversed(document.sentences):
        if 0 <= sentence.index - one.index <= ITEM and _ITEM.match(one.text):
            return _unit_of(one, level, last=False)
    return None


#: Who receives guests is not of their unit: "A tiếp đoàn …", "Cùng tiếp đoàn có …".
_RECEIVES = re.compile(r"(?<!\w)tiếp (?:và làm việc với |đón )?đoàn(?!\w)")
_OPENS = re.compile(r"\W*(?:cùng |tham gia )?(?:đón,? )?$")
_GUESTS = re.compile(
    r"(?<!\w)đoàn(?: đại biểu| công tác| cán bộ| lãnh đạo)?(?: của)?"
    r" (?:tỉnh|thành phố|tp\.?)\s*$"
)


def _of_the_hosts(
    document: Document, sentence: Sentence, at: int, level: str | None
) -> str | None:
    """The unit named most, beside that of the guests whom a sentence receives."""
    receives = _RECEIVES.search(sentence.key)
    if receives is None or not (
        at < receives.start() or _OPENS.match(sentence.key, 0, receives.start())
    ):
        return None
    if any(one.end <= at for one in sentence.places()):
        return None
    named = [
        (place.slug, bool(_GUESTS.search(one.key, 0, place.start)))
        for one in document.all_sentences
        for place in one.places()
    ]
    guests = {slug for slug, is_guest in named if is_guest}
    hosts = Counter(
        slug for slug, _ in named if slug not in guests and fits(document, slug, level)
    ).most_common(1)
    return hosts[0][0] if guests and hosts else None


#: What opens the news of a unit: "Ngày 17-6, HĐND tỉnh X bầu …", "Tại tỉnh X, …".
_TURNS_TO = re.compile(
    r"\W*(?:[^\W\d]* ?ngày [\d/.-]+,? )?(?:cũng )?(?:tại )?"
    r"(?:kỳ họp |đại hội (?:đại biểu )?|ban chấp hành |ban thường vụ )?"
    r"(?:(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|đảng bộ|tỉnh ủy|thành ủy) )?"
    r"(?:tỉnh |tp\.? ?|thành phố )?"
)
SEVERAL = 3  # units to which an article turns: it is a round-up


@lru_cache(maxsize=8)  # asked for each title of the article that is read
def _is_round_up(document: Document) -> bool:
    """Whether the sentences turn from unit to unit, whatever the headline names."""
    turns = map(_turns_to, document.sentences)
    return len({slug for slug in turns if slug}) >= SEVERAL


def _turns_to(sentence: Sentence) -> str | None:
    """The unit with whose body, or name, a sentence opens."""
    opens = _TURNS_TO.match(sentence.key)
    if opens is None or not opens.end():
        return None
    here = (one for one in sentence.places() if one.start == opens.end())
    return next((one.slug for one in here if is_unit(sentence, one)), None)


def _in_headline(document: Document, level: str | None) -> str | None:
    headline = document.headline
    if headline is None:
        return None
    found = [one for one in headline.places() if fits(document, one.slug, level)]
    units = [one for one in found if is_unit(headline, one)] or found
    slugs = {one.slug for one in [*units, *_joined_to(headline, units, found)]}
    return units[0].slug if len(slugs) == 1 else None


_JOINS = re.compile(r"\s*(?:,|và|&)\s*(?:tỉnh |tp\.? ?|thành phố )?$")


def _joined_to(
    sentence: Sentence, units: list[Place], found: list[Place]
) -> list[Place]:
    """ "HĐND tỉnh Lạng Sơn, Thanh Hóa": what is joined to a unit is one, too."""
    ends = {one.end for one in units}
    return [
        one
        for one in found
        if any(_JOINS.fullmatch(sentence.key[end : one.start]) for end in ends)
    ]


def _last_spoken_of(
    document: Document, sentence: Sentence, level: str | None
) -> str | None:
    """The unit named last before this sentence, else the first one after it."""
    earlier = [one for one in document.sentences if one.index < sentence.index]
    for one in reversed(earlier):
        if slug := _unit_of(one, level, last=True):
            return slug
    for one in document.sentences[max(sentence.index, 0) :]:
        if slug := _unit_of(one, level, last=False):
            return slug
    return None


def _named_most(document: Document, level: str | None) -> str | None:
    """The unit whose bare name the article uses most, clearly before any other."""
    counts = Counter(
        place.slug
        for sentence in document.all_sentences
        for place in sentence.places()
        if fits(document, place.slug, level)
    ).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return None
    return counts[0][0]


def _of_parts(document: Document, level: str | None) -> str | None:
    """The province of the cities and districts that the article names."""
    named = provinces_of_parts(document.key)
    now = {at_home(slug, document.when) for slug in named} - {None}
    fitting = [slug for slug in now if slug and fits(document, slug, level)]
    return fitting[0] if len(fitting) == 1 else None


def _unit_of(sentence: Sentence, level: str | None, *, last: bool) -> str | None:
    found = [
        place.slug
        for place in sentence.places()
        if is_unit(sentence, place) and fits(sentence.document, place.slug, level)
    ]
    return found[-1 if last else 0] if found else None


def is_foreign_copy(document: Document) -> bool:
    """Whether a provincial paper carries the story of another province.

    The home is named nowhere, and the headline names another unit; or any sentence
    does, where the text credits an agency or another paper.
    """
    if document.home is None:
        return False
    if credits_another(document.text):
        return _speaks_of_others(document)
    headline = document.headline
    if headline is None:
        return False
    named = {one.slug for one in headline.places()}
    units = {
        one.slug
        for one in headline.places()
        if one.start == 0 or is_unit(headline, one)  # "Lạng Sơn khai mạc …"
    }
    if len(units) != 1 or document.home in named:
        return False
    return all(
        place.slug != document.home
        for sentence in document.sentences[:4]
        for place in sentence.places()
    )


def _speaks_of_others(document: Document) -> bool:
    """Whether another unit is named, and the home nowhere, not even in a credit."""
    if any(one.slug == document.home for one in places(document.key, document.text)):
        return False
    return any(
        is_unit(sentence, place)
        for sentence in document.all_sentences
        for place in sentence.places()
    )


def unit_of_person(
    person: str, document: Document, positions: Container[str | None] | None = None
) -> str | None:
    """The one province where a person is known to have been secretary or chair.

    Only in one of the ``positions``, where they are given: others bear the same name.
    Without a day of the article all days count, but only one province may remain.
    """
    day = document.when if document.published else None
    held = [
        one
        for one in tenures(person)
        if positions is None or one.position_id in positions
    ]
    ids = frozenset(one.organisation_id for one in held)
    if day:
        ids &= units_of_holder(folded(person), day)
    slugs = {slug_on(id_, _within(id_, document.when)) for id_ in ids}
    return document.dated(slugs.pop()) if len(slugs) == 1 else None


def is_merely_near(document: Document, sentence: Sentence, at: int, slug: str) -> bool:
    """Whether a unit is named only behind an offset, or as a place in the headline.

    "Bí thư Thành ủy A cho biết TAND TP Hà Nội sẽ xét xử": not of A's unit.
    """
    if any(one.slug == slug and one.end <= at for one in sentence.places()):
        return False
    if (headline := document.headline) is None:
        return True
    return not any(
        one.slug == slug and is_unit(headline, one) for one in headline.places()
    )


def unit_of_change(
    person: str, document: Document, position: str, direction: str
) -> str | None:
    """The one province where a person is known to have come to, or left, an office.

    About the day of the article; without one, where only one province is possible.
    """
    held = [one for one in tenures(person) if one.position_id == position]
    if day := document.when if document.published else None:
        held = [one for one in held if _turns(one, direction, day)]
    ids = {one.organisation_id for one in held}
    slugs = {slug_on(id_, _within(id_, document.when)) for id_ in ids}
    return slugs.pop() if len(slugs) == 1 else None


def _turns(tenure: Holder, direction: str, day: date) -> bool:
    """Whether a tenure begins, or ends, about a day."""
    edge = tenure.valid_to if direction == "out" else tenure.valid_from
    if edge is None:
        return False
    return edge.first - ABOUT <= day <= edge.last + ABOUT


def _within(organisation_id: str, day: date | None) -> date:
    """The day, or the last of the organisation's if that is earlier."""
    last = BY_ID[organisation_id].valid_to
    if day is None:
        return last or date(2100, 1, 1)
    return min(day, last) if last else day

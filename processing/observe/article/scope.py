"""Whose "Tỉnh ủy", "Đảng bộ tỉnh", "Thành ủy" it is when no name stands beside it.

The order of evidence: named in the phrase (the reader's own work, then ``Scope.named``)
> named before it in the sentence > the item of a round-up ("* …") > the home of the
paper > the headline > the place last spoken of > the known holders of that day.
Cities and provinces are never taken for one another: "Thành ủy" in the paper of a
province is another unit's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from processing.observe.article.copies import is_foreign_copy
from processing.observe.article.document import Document, Sentence
from processing.observe.article.guests import host, of_guests
from processing.observe.article.places import Place, at_home, provinces_of_parts
from processing.observe.article.round_ups import is_round_up, unit_of_item
from processing.observe.article.units import fits, is_measure, is_unit, unit_of
from processing.observe.language.phrases import ends, made_of


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


def scope(
    document: Document, sentence: Sentence, at: int, level: str | None = None
) -> Scope:
    """Whose body an unnamed "Tỉnh ủy" (``province``) or "Thành ủy" (``city``) is.

    ``at`` is its offset in the sentence; ``level`` ``None`` takes either.
    """
    home = document.home
    if not home and (slug := host(document, sentence, at, level)):
        return Scope(slug, Basis.CONTEXT)
    slug = of_guests(document, sentence, at, level) or _in_sentence(
        sentence, at, level, strict=home is not None
    )
    if slug:
        return Scope(slug, Basis.SENTENCE)
    if item := unit_of_item(document, sentence, level):
        return Scope(item, Basis.SENTENCE)
    if home and fits(document, home, level) and not is_foreign_copy(document):
        return Scope(home, Basis.HOME)
    slug = _in_headline(document, level)
    if slug and not is_round_up(document):
        return Scope(slug, Basis.HEADLINE)
    slug = (
        _last_spoken_of(document, sentence, level, measures=False)
        or _last_spoken_of(document, sentence, level, measures=True)
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
        if len({one.slug for one in before}) > 1:
            before = [one for one in before if not _is_set_apart(sentence, one, at)]
        return before[-1].slug if before else None
    if before:
        outside = [one for one in before if not _is_set_apart(sentence, one, at)]
        slugs = {one.slug for one in before}
        if outside or len(slugs) == 1:  # "A (P tỉnh X), B (P tỉnh Y) giữ chức P"
            return (outside or before)[-1].slug
    after = [one for one in units if one.start >= at]
    after = [one for one in after if not _is_of_an_item(sentence, one, at)]
    return after[0].slug if after else None


def _is_of_an_item(sentence: Sentence, place: Place, at: int) -> bool:
    """ "làm P gồm: A, Phó Bí thư Tỉnh ủy Đắk Nông; B": where one of them has been."""
    between = sentence.key[at : place.start]
    return ":" in between or ends("scope", "gone_to", between)


def _is_set_apart(sentence: Sentence, place: Place, at: int) -> bool:
    """ "A (Phó Bí thư Tỉnh ủy Bình Phước) giữ chức P": what A was; P is not of it."""
    key = sentence.key
    opened = key.rfind("(", 0, place.start) > key.rfind(")", 0, place.start)
    return opened and ")" in key[place.end : at]


def _of_people(sentence: Sentence, place: Place, at: int) -> bool:
    before = sentence.key[max(0, place.start - 40) : place.start]
    return place.end <= at and ends("scope", "people", before)


def _in_headline(document: Document, level: str | None) -> str | None:
    headline = document.headline
    if headline is None:
        return None
    found = [one for one in headline.places() if fits(document, one.slug, level)]
    units = [one for one in found if is_unit(headline, one)] or found
    units = [one for one in units if not is_measure(headline, one)] or units
    slugs = {one.slug for one in [*units, *_joined_to(headline, units, found)]}
    return units[0].slug if len(slugs) == 1 else None


def _joined_to(
    sentence: Sentence, units: list[Place], found: list[Place]
) -> list[Place]:
    """ "HĐND tỉnh Lạng Sơn, Thanh Hóa": what is joined to a unit is one, too."""
    behind = {one.end for one in units}
    return [
        one
        for one in found
        if any(_is_joined(sentence.key[end : one.start]) for end in behind)
    ]


def _is_joined(between: str) -> bool:
    """Whether nothing stands between two places but "," or "và" and their level."""
    return bool(between.strip()) and made_of("scope", "joins", between, " ,&")


def _last_spoken_of(
    document: Document, sentence: Sentence, level: str | None, *, measures: bool
) -> str | None:
    """The unit named last before this sentence, else the first one after it.

    ``measures``: also one by which another is only measured.
    """
    earlier = [one for one in document.sentences if one.index < sentence.index]
    for one in reversed(earlier):
        if slug := unit_of(one, level, last=True, measures=measures):
            return slug
    for one in document.sentences[max(sentence.index, 0) :]:
        if slug := unit_of(one, level, last=False, measures=measures):
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

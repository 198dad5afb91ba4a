"""The year of a text by those who are titled in it: who held what, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from processing.gazetteer.central import central_holders
from processing.gazetteer.holders import HOLDERS, Holder
from processing.gazetteer.organisations import NAMES
from processing.gazetteer.records import PartialDate
from processing.observe.language.key import key_of
from processing.observe.language.names import tenures
from processing.observe.language.phrases import before, holds, pattern
from processing.observe.language.words import alone
from processing.observe.when.terms import STEP
from processing.observe.when.year_hint import NEVER_ENDS, Hint

if TYPE_CHECKING:
    from processing.observe.article.document import Document, Sentence

Change = tuple[str, str, str | None, str]
BEFORE, BEHIND = 45, 110  # characters from a name in which its title stands
BROUGHT = 60  # characters before a name in which a word brings it
LOOSE = timedelta(days=370)  # how far a tenure known to the year may be off
CLOSE = timedelta(days=45)  # decision, election and ratification lie that close
UP_TO_THREE = r"(?:\w+ ){0,3}"  # words between that and a title
#: The section of ``lexicon/offices.yaml`` that says how each is titled.
_TITLES = {
    "party_secretary": "secretary",
    "peoples_committee_chair": "committee_chair",
}
COMING = 160  # characters behind a name in which it is told that he comes or leaves
FEW = 3  # persons whose coming and going one article tells
HEAD = 3  # sentences that tell the change that an article is about


@lru_cache(maxsize=1)
def _central() -> tuple[tuple[str, str, tuple[date, date]], ...]:
    return tuple(
        (key_of(one.person), one.title, _span(one.valid_from, one.valid_to))
        for one in central_holders()
    )


@lru_cache(maxsize=64)
def _said(title: str) -> re.Pattern[str]:
    return re.compile(title)


@lru_cache(maxsize=1)
def _provincial() -> dict[str, list[tuple[str, Holder]]]:
    """Who led each province, by all names that it has had."""
    found: dict[str, list[tuple[str, Holder]]] = {}
    for one in HOLDERS:
        if one.position_id in _TITLES:
            for slug in _slugs_of(one.organisation_id):
                found.setdefault(slug, []).append((key_of(one.person), one))
    return found


@lru_cache(maxsize=256)
def _slugs_of(organisation_id: str) -> frozenset[str]:
    """All names that an organisation has had."""
    return frozenset(
        one.slug for one in NAMES if one.organisation_id == organisation_id
    )


def _span(start: PartialDate, end: PartialDate | None) -> tuple[date, date]:
    return start.first, end.last if end else NEVER_ENDS


def people_hints(document: Document) -> list[Hint]:
    """What the persons titled in a text say of its year; each office once."""
    return [*_of_central(document), *_of_provincial(document)]


def _of_central(document: Document) -> Iterator[Hint]:
    """ "Thủ tướng A": the years in which A was; two spells of one person are one."""
    spells: dict[tuple[str, str], list[tuple[date, date]]] = {}
    held = document.held({title for _, title, _ in _central()})
    for name, title, span in _central():
        if title not in held or name not in document.key:
            continue
        if _is_titled(document, name, _said(title)):
            spells.setdefault((name, title), []).append(span)
    for (name, title), spans in spells.items():
        yield Hint(f"{title} {name}", tuple(spans), 1.5)


def _of_provincial(document: Document) -> Iterator[Hint]:
    spells: dict[tuple[str, str], list[tuple[date, date]]] = {}
    ends: list[tuple[tuple[date, date], float]] = []
    known = _provincial()
    led = {one for slug in _slugs(document) for one in known.get(slug, ())}
    for name, one in sorted(led, key=lambda each: (each[0], each[1].valid_from.first)):
        if name not in document.key:
            continue
        if _is_titled(document, name, pattern("offices", _TITLES[one.position_id])):
            spells.setdefault((name, one.position_id), []).append(_held(one))
            if _changes(document, name):
                ends += _ends(one)
    for (name, position), spans in spells.items():
        yield Hint(f"{position} {name}", tuple(spans), 1.5)
    if len(ends) > 2 * FEW:
        return  # a round-up of many provinces
    for weight in {weight for _, weight in ends}:
        spans = [span for span, each in ends if each == weight]
        yield Hint("begins or ends", tuple(spans), weight)


def _slugs(document: Document) -> set[str]:
    found = {place.slug for one in document.all_sentences for place in one.places()}
    return found | {document.home or ""}


def _held(one: Holder) -> tuple[date, date]:
    first, last = _span(one.valid_from, one.valid_to)
    loose_start = LOOSE if one.valid_from.precision == "year" else CLOSE
    loose_end = LOOSE if one.valid_to and one.valid_to.precision == "year" else CLOSE
    return first - loose_start, min(last, NEVER_ENDS - LOOSE) + loose_end


def _ends(one: Holder) -> Iterator[tuple[tuple[date, date], float]]:
    for end in (one.valid_from, one.valid_to):
        if end:
            span, weight = _near(end)
            yield span, min(weight, 0.4) if end.precision == "year" else weight


def _near(end: PartialDate) -> tuple[tuple[date, date], float]:
    """The days around the beginning or end of a tenure, and what they are worth.

    Years that merely are those in which all terms begin and end are worth little.
    """
    if end.precision != "year":
        return (end.first - CLOSE, end.last + CLOSE), 1.2
    is_of_terms = end.first.year % STEP in (0, 1)
    return (end.first, end.last), 0.3 if is_of_terms else 0.8


def change_hints(changes: Iterable[Change]) -> list[Hint]:
    """When those who come and leave are known to have begun and ended; each seat once.

    A change is a person, a position, a province and a direction.
    """
    found: dict[tuple[str, str], Hint] = {}
    for person, position, province, direction in changes:
        # whoever is punished is mostly at the end of a tenure, whoever stays at none
        for one in tenures(person) if direction != "continued" else ():
            end = one.valid_from if direction == "in" else one.valid_to
            same = one.position_id == position
            if not same or not end or province not in _slugs_of(one.organisation_id):
                continue
            span, weight = _near(end)
            known = found.get((position, one.organisation_id))
            if known is None or known.weight < weight:
                found[position, one.organisation_id] = Hint(
                    f"{direction} {person}", (span,), weight
                )
    return list(found.values())


def _is_titled(document: Document, name: str, title: re.Pattern[str]) -> bool:
    """Whether a name stands with a title that is not a former one."""
    return any(
        _has_title(sentence.key, *found, title)
        for sentence in document.all_sentences
        for found in alone(name, sentence.key)
    )


def _has_title(key: str, start: int, end: int, title: re.Pattern[str]) -> bool:
    """Whether a title stands near a name at ``key[start:end]``."""
    for span in ((max(0, start - BEFORE), start), (end, min(end + BEHIND, len(key)))):
        for found in title.finditer(key, *span):
            near = min(found.end(), end), max(found.start(), start)
            between = key[near[0] : near[1]]
            near_title = key[max(0, found.start() - 30) : found.start()]
            former = before("years", "had_before", UP_TO_THREE).search(near_title)
            if not former and not _names_another(between.removesuffix("ông ")):
                return True
    return False


def _changes(document: Document, name: str) -> bool:
    """Whether the head tells a change and this person beside each other."""
    head: list[Sentence] = [*document.sentences[:HEAD]]
    if document.headline:
        head.append(document.headline)
    return any(
        _comes(one.key, end) or _is_brought(one.key[max(0, start - BROUGHT) : start])
        for one in head
        for start, end in alone(name, one.key)
    )


def _names_another(between: str) -> bool:
    return ";" in between or holds("years", "another", between)


def _comes(key: str, end: int) -> bool:
    """Whether who is named comes or leaves, and gives nothing to another."""
    found = pattern("years", "comes").search(key, end, end + COMING)
    if found is None:
        return False
    between = key[end : found.start()]
    given = _names_another(between) or holds("years", "given_to", between)
    return not given and "." not in between


def _is_brought(told: str) -> bool:
    """Whether the words up to a name bring somebody to an office, or out of it."""
    brings = pattern("years", "brings").finditer(told)
    return any(not set(",;.") & set(told[one.end() :]) for one in brings)

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
from processing.observe.when.year_hint import NEVER_ENDS, Hint, Span

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
FEW = 6  # persons whose coming and going one article tells
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
    for spans in spells.values():
        yield Hint("central", tuple(spans))


def _of_provincial(document: Document) -> Iterator[Hint]:
    spells: dict[tuple[str, str], list[tuple[date, date]]] = {}
    ends: dict[str, list[Span]] = {}
    known = _provincial()
    led = {one for slug in _slugs(document) for one in known.get(slug, ())}
    for name, one in sorted(led, key=lambda each: (each[0], each[1].valid_from.first)):
        if name not in document.key:
            continue
        title = pattern("offices", _TITLES[one.position_id])
        if _is_titled(document, name, title):
            spells.setdefault((name, one.position_id), []).append(_held(one))
            for sign, span in _ends(one, _changes(document, name, title)):
                ends.setdefault(sign, []).append(span)
    for spans in spells.values():
        yield Hint("leader", tuple(spans))
    if sum(map(len, ends.values())) > FEW:
        return  # a round-up of many provinces
    for sign, told in ends.items():
        yield Hint(sign, tuple(told))


def _slugs(document: Document) -> set[str]:
    found = {place.slug for one in document.all_sentences for place in one.places()}
    return found | {document.home or ""}


def _held(one: Holder) -> tuple[date, date]:
    first, last = _span(one.valid_from, one.valid_to)
    loose_start = LOOSE if one.valid_from.precision == "year" else CLOSE
    loose_end = LOOSE if one.valid_to and one.valid_to.precision == "year" else CLOSE
    return first - loose_start, min(last, NEVER_ENDS - LOOSE) + loose_end


def _ends(one: Holder, ways: set[str]) -> Iterator[tuple[str, Span]]:
    """When who comes began, and who leaves ended; the sign that it is."""
    for way, end in (("in", one.valid_from), ("out", one.valid_to)):
        if end and way in ways:
            yield _near(end)


def _near(end: PartialDate) -> tuple[str, Span]:
    """The days around the beginning or end of a tenure, and what sign they are.

    Years that merely are those in which all terms begin and end are worth little.
    """
    if end.precision != "year":
        return "change", (end.first - CLOSE, end.last + CLOSE)
    is_of_terms = end.first.year % STEP in (0, 1)
    sign = "change in a year of terms" if is_of_terms else "change in a year"
    return sign, (end.first, end.last)


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
            hint = Hint(*_as_told(end))
            known = found.get((position, one.organisation_id))
            if known is None or known.worth < hint.worth:
                found[position, one.organisation_id] = hint
    return list(found.values())


def _as_told(end: PartialDate) -> tuple[str, tuple[Span, ...]]:
    sign, span = _near(end)
    return sign, (span,)


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


def _changes(document: Document, name: str, title: re.Pattern[str]) -> set[str]:
    """Whether the head tells that a person comes to that office, or leaves it."""
    head: list[Sentence] = [*document.top(HEAD)]
    if document.headline:
        head.append(document.headline)
    ways = set()
    for one in head:
        if not title.search(one.key):
            continue  # "miễn nhiệm chức bộ trưởng với ông A"
        for start, end in alone(name, one.key):
            ways |= _goes(one.key, end)
            ways |= _brought(one.key[max(0, start - BROUGHT) : start])
    return ways


def _names_another(between: str) -> bool:
    return ";" in between or holds("years", "another", between)


def _goes(key: str, end: int) -> set[str]:
    """Whether who is named comes or leaves, and gives nothing to another."""
    ways = set()
    for section, way in (("comes", "in"), ("leaves", "out")):
        if found := pattern("years", section).search(key, end, end + COMING):
            between = key[end : found.start()]
            given = _names_another(between) or holds("years", "given_to", between)
            if not given and "." not in between:
                ways.add(way)
    return ways


def _brought(told: str) -> set[str]:
    """Which way the words up to a name bring somebody: to an office, or out of it."""
    ways = set()
    for section, way in (("brings", "in"), ("removes", "out")):
        found = pattern("years", section).finditer(told)
        if any(not set(",;.") & set(told[one.end() :]) for one in found):
            ways.add(way)
    return ways

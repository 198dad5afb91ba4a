"""The year of an article by the terms, committees and plenums that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from processing.gazetteer.central import Sitting, plenums
from processing.observe.language.numbers import TERM, number
from processing.observe.language.phrases import kept
from processing.observe.when.year_hint import (
    ALWAYS,
    FIRST,
    LAST,
    Hint,
    Span,
    since,
    within,
)
from processing.observe.when.year_phrases import named, spoken, stands_before

if TYPE_CHECKING:
    from processing.observe.article.document import Document

STEP = 5  # years from congress to congress, from council to council
HALF_WAY = 3  # years from a congress to the review of its resolution
FIRST_COUNCIL = 2011  # councils were elected in 2011, 2016, 2021, 2026
ASSEMBLY_14 = 2016  # the year in which the 14th National Assembly began
COMMITTEE_12 = 2016  # and the 12th Central Committee
#: First sessions of the councils of provinces that were merged, beside the calendar.
_FIRST_OF_MERGED = (date(2025, 6, 25), date(2025, 7, 31))
HEAD = 900  # characters that tell what an article is about
_ELECTED = 5  # the month of its first year in which a council is elected
_HANDOVER = 8  # months into its last year that a council or a committee still sits


@dataclass(frozen=True, slots=True)
class _Term:
    """A term or a period of years named at an offset of a key."""

    start: int
    end: int
    at: int

    @property
    def is_party(self) -> bool:
        """Whether it can be one of the Party's: they begin with the congresses."""
        return self.start % STEP == 0 or (not self.is_whole and self.end % STEP == 0)

    @property
    def is_whole(self) -> bool:
        """Whether it is as long as terms are."""
        return self.end - self.start == STEP


@lru_cache(maxsize=8)  # each sign of an article asks for its terms
def _terms(key: str) -> tuple[_Term, ...]:
    found = TERM.finditer(key)
    return tuple(_Term(int(one[1]), int(one[2]), one.start()) for one in found)


def latest_begun(key: str) -> int | None:
    """The year in which the latest term of office begins that a text names."""
    whole = (one.start for one in _terms(key) if one.is_whole)
    return max(whole, default=None)


def beginning(key: str) -> int | None:
    """The year in which the latest term begins that a text speaks of as beginning.

    Party terms begin with a congress, council terms with the first session; a term
    that is merely named says nothing.
    """
    whole = [one for one in _terms(key) if one.is_whole]
    party = [one.start for one in whole if one.is_party]
    council = [one.start for one in whole if (one.start - FIRST_COUNCIL) % STEP == 0]
    if council and any(spoken("first_session", key)):
        return max(council)
    congresses = spoken("congress", key) if party else ()
    held = any(not stands_before("of_congress", key, one.start()) for one in congresses)
    return max(party) if held else None


def reviewed(key: str) -> int | None:
    """The year whose half or quarter a text reviews, if it is one only."""
    years = named("reviewed", key)
    return next(iter(years)) if len(years) == 1 else None


def term_hints(document: Document) -> Iterator[Hint]:
    """All that the terms, committees and plenums of a text say of its year."""
    key = document.key
    yield from _of_terms(key)
    yield from _that_begins(key)
    yield from _of_the_calendar(key[:HEAD])
    yield from _of_committees(key)
    yield from _of_plenums(key)


def _of_terms(key: str) -> Iterator[Hint]:
    found = [
        one
        for one in _terms(key)
        if one.start >= FIRST and STEP - 1 <= one.end - one.start <= STEP + 1
    ]
    periods = [one for one in found if stands_before("period", key, one.at)]
    yield from _of_periods(periods)
    terms = [one for one in found if one not in periods]
    opens: dict[tuple[int, bool], date] = {}
    for one in terms:
        which, day = (one.start, one.is_party), _opens(one, key)
        opens[which] = min(day, opens.get(which, day))
    for day in opens.values():
        yield since("term", day)
    for is_party in (True, False):
        those = [one for one in terms if one.is_party == is_party]
        end = max((one.end for one in those), default=None)
        last = [one.at for one in those if one.end == end]
        if end and not all(_is_former(key, at) for at in last):
            sits = date(end, 12, 31) if is_party else date(end, _HANDOVER, 1)
            yield Hint("term until", ((ALWAYS, sits),))


def _of_periods(periods: list[_Term]) -> Iterator[Hint]:
    """ "Giai đoạn 2016-2020": the latest is planned, gone on with, or reviewed."""
    latest = max(periods, key=lambda one: one.start, default=None)
    if latest and latest.end <= LAST:
        planned, reviewed = date(latest.start - 2, 1, 1), date(latest.end, 12, 31)
        yield Hint("period", ((planned, reviewed),))


def _opens(one: _Term, key: str) -> date:
    """From when on a term is spoken of: preparing it begins a year ahead."""
    if stands_before("prepared", key, one.at, r"[^.;]*"):
        return date(one.start - 1, 6, 1)
    return date(one.start, 1 if one.is_party else _ELECTED, 1)


def _is_former(key: str, at: int) -> bool:
    """ "nguyên Chủ tịch HĐND tỉnh nhiệm kỳ 2004-2011": the news is of later days."""
    return stands_before("former", key, at, r"[^.;]*")


def again_elected(document: Document, positions: Iterable[str]) -> Iterator[Hint]:
    """Who is elected again, is so when a term begins: the latest that is named."""
    whole = [one for one in _terms(document.key) if one.is_whole]
    for is_party in {position.startswith("party") for position in positions}:
        latest = max(
            (one.start for one in whole if one.is_party == is_party), default=0
        )
        if FIRST <= latest <= LAST:
            yield within("elected again", latest, latest)


def _that_begins(key: str) -> Iterator[Hint]:
    """A congress or a first session, in the year in which its term begins.

    A review half way through a term is held in the third year after.
    """
    if any(spoken("half_way", key[:HEAD])):
        starts = {one.start for one in _terms(key) if one.is_whole and one.is_party}
        if len(starts) == 1:
            year = min(starts) + HALF_WAY
            yield within("half way", year, year)
    elif begins := beginning(key):
        first = date(begins, 1, 1)
        if begins % STEP == 0 and any(spoken("drafts", key)):
            first = date(begins - 1, 6, 1)
        sign = "begins, told below"
        if beginning(key[:HEAD]) == begins:
            sign = "begins"
        elif any(spoken("congress", key[:HEAD])):
            sign = "begins, its term told below"
        yield Hint(sign, ((first, date(begins, 12, 31)),))


def _of_the_calendar(head: str) -> Iterator[Hint]:
    """Congresses and first sessions of councils fall in every fifth year only."""
    if any(spoken("congress_held", head)):
        years = range(FIRST + FIRST % STEP, LAST + 1, STEP)
        held = tuple((date(y, 4, 1), date(y, 12, 31)) for y in years)
        yield Hint("congress held", held)
    if any(spoken("first_session", head)):
        years = range(FIRST_COUNCIL, LAST + 1, STEP)
        sat = ((date(y, _ELECTED, 10), date(y, _HANDOVER, 15)) for y in years)
        yield Hint("first session", (*sat, _FIRST_OF_MERGED))


def _of_committees(key: str) -> Iterator[Hint]:
    for section, first, count in (
        ("assembly", ASSEMBLY_14, 14),
        ("committee", COMMITTEE_12, 12),
    ):
        found = {kept(one): one.start() for one in spoken(section, key)}
        for word, at in found.items():
            if which := number(word):
                year = first + STEP * (which - count)
                if FIRST <= year <= LAST - STEP:
                    prepared = stands_before("prepared", key, at, r"[^.;]*")
                    opens = date(year - 1, 6, 1) if prepared else date(year, 1, 1)
                    yield since("committee", opens)


def _of_plenums(key: str) -> Iterator[Hint]:
    named = {one.start() for one in spoken("plenum", key)}
    alone = (
        one for one in spoken("plenum_alone", key[:HEAD]) if one.start() not in named
    )
    told = {number(kept(one)) for one in alone}
    if near := [_days_of(held) for held in plenums() if held.number in told]:
        yield Hint("days of plenum", tuple(near))
    for one in spoken("plenum", key):
        which, committee = (number(word) for word in one.groups() if word)
        for held in plenums():
            if (held.number, held.term) == (which, committee):
                yield since("plenum", held.first)
                below = ", told below" if one.start() >= HEAD else ""
                yield Hint(f"days of plenum{below}", (_days_of(held),))


def _days_of(held: Sitting) -> Span:
    """The days on which a plenum is news."""
    return held.first, held.last + timedelta(days=14)

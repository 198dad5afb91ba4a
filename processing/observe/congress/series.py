"""Ordinal and term of a congress, each from the other, by the unit's own series.

The known congresses (``processing.gazetteer.congresses``) are continued by the rule
that they follow each other every five years; the units of 2025 begin again with I.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from processing.gazetteer.congresses import congress, congresses_of
from processing.gazetteer.organisations import resolve
from processing.observe.when.terms import STEP

MERGER = date(2025, 7, 1)


def term_starting(year: int) -> str:
    """The term that begins with the congress of ``year``."""
    return f"{year}-{year + STEP}"


@lru_cache(maxsize=1024)
def _year_of_first(slug: str, year: int) -> int | None:
    """The year in which the unit of that slug in ``year`` would have had congress 0."""
    day = MERGER if year >= MERGER.year else date(year, 6, 30)
    organisation = resolve(slug, day)
    known = congresses_of(organisation.id) if organisation else ()
    return known[-1].year - STEP * known[-1].ordinal if known else None


def ordinal_of(slug: str, term: str) -> int | None:
    """The ordinal of the congress of a unit that opened ``term``; null if unknown."""
    year = int(term[:4])
    zero = _year_of_first(slug, year)
    return None if zero is None or year <= zero else (year - zero) // STEP


def term_of(slug: str, ordinal: int, around: date | None) -> str | None:
    """The term opened by a unit's congress of that ordinal; null if it never had it.

    ``around`` chooses between the two series of a merged unit (its ``I`` may be of
    2025); without it both are tried, the later one first.
    """
    years = (around.year,) if around else (MERGER.year, MERGER.year - STEP)
    for year in years:
        zero = _year_of_first(slug, year)
        if zero is None:
            continue
        opened = zero + STEP * ordinal
        if 2000 <= opened <= year + STEP:
            return term_starting(opened)
    return None


def clean_term(term: str | None) -> str | None:
    """A printed term, if it is one of a Party congress (2020-2025), else null.

    Slips of one year (2016-2020) and impossible ends (2025-2023) lose the term.
    """
    found = re.fullmatch(r"(\d{4})-(\d{4})", term or "")
    if not found or int(found[2]) - int(found[1]) != STEP or int(found[1]) % STEP:
        return None
    return term


def is_congress_year(year: int) -> bool:
    """Whether provincial congresses are held in ``year`` (2010, 2015, …)."""
    return year % STEP == 0


def next_congress(day: date) -> int:
    """The congress year that ``day`` looks forward to."""
    return day.year + -day.year % STEP


def checked_ordinal(slug: str, term: str, printed: int | None) -> int | None:
    """The ordinal of a unit's congress: the printed one unless the series refutes it.

    Before their first congress the units of 2025 still counted on from the old unit
    (XV for I): there a printed ordinal stands.
    """
    known = ordinal_of(slug, term)
    if known is None or (known == 1 and printed and int(term[:4]) == MERGER.year):
        return printed
    return known


def held(slug: str, term: str) -> tuple[date, date] | None:
    """The first and last day of a unit's congress, where the table has seen them."""
    organisation = resolve(slug, date(int(term[:4]), 10, 1))
    known = congress(organisation.id, term) if organisation else None
    if known is None or known.held_from is None or known.held_to is None:
        return None
    if not known.date_confidence.startswith("seen"):
        return None
    return known.held_from.first, known.held_to.last

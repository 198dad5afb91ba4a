"""Terms and generations of a Party committee, by its congresses or by the calendar."""

from __future__ import annotations

from datetime import date

from processing.gazetteer.congresses import congress
from processing.gazetteer.organisations import BY_ID, name_on, predecessors

CYCLE = 5  # years between congresses: 2010, 2015, 2020, …
PARTY = "party"
# The days on which all People's Councils were elected; their terms begin with them.
COUNCIL_ELECTIONS = (
    date(2004, 4, 25),
    date(2011, 5, 22),
    date(2016, 5, 22),
    date(2021, 5, 23),
    date(2026, 3, 15),
)
# Where the day of a congress is unknown: about the middle of the season.
USUAL_MONTH, USUAL_DAY = 10, 15
# No provincial congress opens before.
SEASON_MONTH = 8


def term_of(start: int) -> str:
    """The label of the term that begins with the congress of year ``start``."""
    return f"{start}-{start + CYCLE}"


def congress_day(organisation_id: str, year: int) -> date:
    """First day of the congress held in ``year``, as known or as usual."""
    usual = date(year, USUAL_MONTH, USUAL_DAY)
    return _known_day(organisation_id, year) or usual


def committee_term(organisation_id: str, day: date) -> int:
    """The year in which the term of the committee in office on ``day`` began."""
    year = day.year - day.year % CYCLE
    return year if congress_day(organisation_id, year) <= day else year - CYCLE


def committee_key(organisation_id: str, day: date) -> str:
    """The generation of the committee in office on ``day``.

    ``/m`` marks the interim committee of a merged organisation, which was appointed
    and not elected, and whose documents have numbers of their own.
    """
    start = committee_term(organisation_id, day)
    founded = BY_ID[organisation_id].valid_from
    interim = predecessors(organisation_id) and start < founded.year
    return f"{start}/m" if interim else str(start)


def began(organisation_id: str, body: str, day: date) -> date:
    """The first day of the term of a ``body`` (party or state) in office on ``day``.

    With a new name, level or organisation another term begins. Where the day of a
    congress is not known, it is that on which the season of congresses opens.
    """
    founded = name_on(organisation_id, day).valid_from
    if body != PARTY:
        return max((e for e in COUNCIL_ELECTIONS if e <= day), default=founded)
    year = day.year - day.year % CYCLE
    opened = _earliest(organisation_id, year)
    if day < opened:
        opened = _earliest(organisation_id, year - CYCLE)
    return max(founded, opened)


def _earliest(organisation_id: str, year: int) -> date:
    """The first day on which the congress of ``year`` can have been held."""
    known = _known_day(organisation_id, year)
    return known or date(year, SEASON_MONTH, 1)


def _known_day(organisation_id: str, year: int) -> date | None:
    known = congress(organisation_id, term_of(year))
    if known is None:
        return None
    held = known.held_from
    return held.first if held and held.precision == "day" else known.opened_on


def congress_year(day: date) -> int:
    """The congress that news of ``day`` can be about: the nearest in the cycle."""
    middle = CYCLE // 2
    return (day.year + middle) // CYCLE * CYCLE


def reviewed_year(day: date) -> int:
    """The congress whose term a mid-term review held on ``day`` belongs to."""
    return (day.year - 1) // CYCLE * CYCLE


def term_from_ordinal(organisation_id: str, ordinal: int | None) -> str | None:
    """The term of the congress of this ordinal in this organisation's own series."""
    if ordinal is None:
        return None
    known = congress(organisation_id, ordinal)
    return known.term if known else None

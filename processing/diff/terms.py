"""Terms and generations of a Party committee, by its congresses or by the calendar."""

from __future__ import annotations

from datetime import date

from processing.gazetteer.congresses import congress
from processing.gazetteer.organisations import BY_ID, predecessors

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


def term_of(start: int) -> str:
    """The label of the term that begins with the congress of year ``start``."""
    return f"{start}-{start + CYCLE}"


def congress_day(organisation_id: str, year: int) -> date:
    """First day of the congress held in ``year``, as known or as usual."""
    known = congress(organisation_id, term_of(year))
    if known and known.held_from and known.held_from.precision == "day":
        return known.held_from.first
    return date(year, USUAL_MONTH, USUAL_DAY)


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

    The first day ever of an organisation whose interim committee has not been elected.
    """
    if body != PARTY:
        return max((e for e in COUNCIL_ELECTIONS if e <= day), default=date.min)
    founded = BY_ID[organisation_id].valid_from
    congress_on = congress_day(organisation_id, committee_term(organisation_id, day))
    return max(founded, congress_on) if predecessors(organisation_id) else congress_on


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

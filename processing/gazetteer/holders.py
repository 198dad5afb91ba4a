"""Secretaries and chairs of People's Committees as reference works name them.

The baseline: history that a new installation begins with. Dates are often known to
the year only; what the news says overrides it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from processing.gazetteer import organisations, positions
from processing.gazetteer.records import DATA, PartialDate, records
from processing.text import fold

COLUMNS = (
    "organisation_id position_id person valid_from valid_to how_came how_left "
    "confidence provenance note"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held what; ``valid_to`` is null while no end is known."""

    organisation_id: str
    position_id: str
    person: str
    valid_from: PartialDate
    valid_to: PartialDate | None
    confidence: str
    provenance: str

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies within what its dates can mean."""
        ended = self.valid_to is not None and self.valid_to.last < day
        return self.valid_from.first <= day and not ended


@lru_cache
def load_holders(path: Path = DATA / "holders.csv") -> tuple[Holder, ...]:
    """Read the table of holders.

    Raises:
        GazetteerError: naming file, line and field.
    """
    organisation_ids = frozenset(organisations.BY_ID)
    position_ids = frozenset(positions.BY_ID)
    found = []
    for record in records(path, COLUMNS):
        start, end = record.span("valid_from", "valid_to")
        found.append(
            Holder(
                organisation_id=record.known("organisation_id", organisation_ids),
                position_id=record.known("position_id", position_ids),
                person=record.text("person"),
                valid_from=start,
                valid_to=end,
                confidence=record.text("confidence"),
                provenance=record.text("provenance"),
            )
        )
    return tuple(found)


HOLDERS: tuple[Holder, ...] = load_holders()


@lru_cache
def _by_person() -> Mapping[str, tuple[Holder, ...]]:
    grouped: dict[str, tuple[Holder, ...]] = {}
    for holder in HOLDERS:
        key = fold(holder.person)
        grouped[key] = (*grouped.get(key, ()), holder)
    return grouped


def holders_of(organisation_id: str) -> tuple[Holder, ...]:
    """All known holders of the positions of one organisation."""
    return tuple(item for item in HOLDERS if item.organisation_id == organisation_id)


def holders_on(
    position_id: str, day: date, organisation_id: str | None = None
) -> tuple[Holder, ...]:
    """Who can have held a position on ``day``, in one organisation or in all.

    Dates known to the year only make neighbours overlap: there may be several.
    """
    return tuple(
        item
        for item in HOLDERS
        if item.position_id == position_id
        and organisation_id in (None, item.organisation_id)
        and item.holds_on(day)
    )


def units_of_holder(person_fold: str, day: date) -> frozenset[str]:
    """The organisations in which a person can have held a position on ``day``.

    ``person_fold`` is the name as ``processing.text.fold`` makes it. Several ids mean
    namesakes, or a move within the precision of the dates.
    """
    found = _by_person().get(person_fold, ())
    return frozenset(item.organisation_id for item in found if item.holds_on(day))

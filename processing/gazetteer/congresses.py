"""The congresses of the organisations: ordinal, term and days, as far as known.

They refute and confirm: an ordinal belongs to a term of one organisation, never to
a term alone (XX was the ordinal of a dozen organisations in 2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from processing.gazetteer.organisations import BY_ID
from processing.gazetteer.records import DATA, PartialDate, records

COLUMNS = (
    "organisation_id ordinal term held_from held_to opened_on "
    "ordinal_confidence date_confidence provenance"
)


@dataclass(frozen=True, slots=True)
class Congress:
    """A congress; ``term`` is written ``2020-2025``; days are null where unknown."""

    organisation_id: str
    ordinal: int
    term: str
    held_from: PartialDate | None
    held_to: PartialDate | None
    opened_on: date | None
    ordinal_confidence: str
    date_confidence: str

    @property
    def year(self) -> int:
        """The year it was held in, with which its term begins."""
        return int(self.term[:4])


@lru_cache
def load_congresses(path: Path = DATA / "congresses.csv") -> tuple[Congress, ...]:
    """Read the table of congresses.

    Raises:
        GazetteerError: naming file, line and field.
    """
    ids = frozenset(BY_ID)
    return tuple(
        Congress(
            organisation_id=record.known("organisation_id", ids),
            ordinal=record.number("ordinal"),
            term=record.text("term"),
            held_from=record.partial("held_from"),
            held_to=record.partial("held_to"),
            opened_on=record.day("opened_on"),
            ordinal_confidence=record.text("ordinal_confidence"),
            date_confidence=record.text("date_confidence"),
        )
        for record in records(path, COLUMNS)
    )


CONGRESSES: tuple[Congress, ...] = load_congresses()
_BY_TERM = {(item.organisation_id, item.term): item for item in CONGRESSES}
_BY_ORDINAL = {(item.organisation_id, item.ordinal): item for item in CONGRESSES}


def congress(organisation_id: str, which: str | int) -> Congress | None:
    """The congress of an organisation by its term (``2020-2025``) or its ordinal."""
    if isinstance(which, int):
        return _BY_ORDINAL.get((organisation_id, which))
    return _BY_TERM.get((organisation_id, which))


def congresses_of(organisation_id: str) -> tuple[Congress, ...]:
    """All known congresses of an organisation, oldest first."""
    found = (item for item in CONGRESSES if item.organisation_id == organisation_id)
    return tuple(sorted(found, key=lambda item: item.year))

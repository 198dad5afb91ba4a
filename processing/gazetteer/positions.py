"""The watched positions: titles, rank, which hold one person only, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from processing.gazetteer.records import DATA, records

COLUMNS = "id name_vi name_en body rank is_single_seat valid_to"
BODIES = frozenset({"party", "state"})


@dataclass(frozen=True, slots=True)
class Position:
    """A watched position; ``rank`` 1 is the highest, ``body`` is party or state.

    ``valid_to`` is the last day of an office that was given up everywhere.
    """

    id: str
    name_vi: str
    name_en: str
    body: str
    rank: int
    is_single_seat: bool
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        """Whether there was such an office on ``day``."""
        return self.valid_to is None or day <= self.valid_to


@lru_cache
def load_positions(path: Path = DATA / "positions.csv") -> tuple[Position, ...]:
    """Read the table of positions.

    Raises:
        GazetteerError: naming file, line and field.
    """
    return tuple(
        Position(
            id=record.text("id"),
            name_vi=record.text("name_vi"),
            name_en=record.text("name_en"),
            body=record.known("body", BODIES),
            rank=record.number("rank"),
            is_single_seat=record.truth("is_single_seat"),
            valid_to=record.day("valid_to"),
        )
        for record in records(path, COLUMNS)
    )


POSITIONS: tuple[Position, ...] = load_positions()
BY_ID: dict[str, Position] = {position.id: position for position in POSITIONS}

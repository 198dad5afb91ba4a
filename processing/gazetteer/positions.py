"""The watched positions: identifiers, titles, rank, and which hold one person only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from processing.gazetteer.records import DATA, records

COLUMNS = "id name_vi name_en body rank is_single_seat"
BODIES = frozenset({"party", "state"})


@dataclass(frozen=True, slots=True)
class Position:
    """A watched position; ``rank`` 1 is the highest, ``body`` is party or state."""

    id: str
    name_vi: str
    name_en: str
    body: str
    rank: int
    is_single_seat: bool


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
        )
        for record in records(path, COLUMNS)
    )


POSITIONS: tuple[Position, ...] = load_positions()
BY_ID: dict[str, Position] = {position.id: position for position in POSITIONS}

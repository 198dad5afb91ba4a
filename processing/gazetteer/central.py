"""Who led the centre, and when its bodies met: what undated texts go by.

No one is watched for changes here; an article that names "Thủ tướng A" was written
while A was prime minister.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from processing.gazetteer.records import DATA, PartialDate, records

HOLDER_COLUMNS = "title person valid_from valid_to"
PLENUM_COLUMNS = "committee plenum first last"
SESSION_COLUMNS = "assembly session first last"


@dataclass(frozen=True, slots=True)
class CentralHolder:
    """Who held a central office; ``valid_to`` is null while no end is known.

    ``title`` is in lower case, as it is printed before or behind the name.
    """

    title: str
    person: str
    valid_from: PartialDate
    valid_to: PartialDate | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A plenum of a committee or a session of an assembly (12), which (8), its days."""

    term: int
    number: int
    first: date
    last: date


@lru_cache
def central_holders(
    path: Path = DATA / "central_holders.csv",
) -> tuple[CentralHolder, ...]:
    """Read the table of central offices.

    Raises:
        GazetteerError: naming file, line and field.
    """
    found = []
    for record in records(path, HOLDER_COLUMNS):
        start, end = record.span("valid_from", "valid_to")
        found.append(
            CentralHolder(record.text("title"), record.text("person"), start, end)
        )
    return tuple(found)


@lru_cache
def plenums(path: Path = DATA / "plenums.csv") -> tuple[Sitting, ...]:
    """Read the table of plenums of the Central Committee.

    Raises:
        GazetteerError: naming file, line and field.
    """
    return _sittings(path, PLENUM_COLUMNS)


@lru_cache
def assembly_sessions(
    path: Path = DATA / "assembly_sessions.csv",
) -> tuple[Sitting, ...]:
    """Read the table of sessions of the National Assembly.

    Raises:
        GazetteerError: naming file, line and field.
    """
    return _sittings(path, SESSION_COLUMNS)


def _sittings(path: Path, columns: str) -> tuple[Sitting, ...]:
    term, which, *_ = columns.split()
    found = []
    for record in records(path, columns):
        first, _ = record.span("first", "last")
        last = PartialDate.parse(record.text("last"))
        numbers = record.number(term), record.number(which)
        found.append(Sitting(*numbers, first.first, last.first))
    return tuple(found)

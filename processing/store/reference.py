"""The rows of the gazetteer that the database refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table

from processing.gazetteer.congresses import CONGRESSES, Congress
from processing.gazetteer.organisations import NAMES, ORGANISATIONS
from processing.gazetteer.positions import POSITIONS
from processing.gazetteer.records import PartialDate
from processing.store import tables
from processing.store.bulk import upsert

Row = dict[str, Any]


@dataclass(frozen=True)
class Reference:
    """Organisations, names, congresses and watched positions, as rows of tables."""

    organisations: tuple[Row, ...]
    names: tuple[Row, ...]
    positions: tuple[Row, ...]
    congresses: tuple[Row, ...]

    def load(self, connection: Connection) -> None:
        """Bring the tables to these rows; nothing that others refer to is deleted."""
        _load(connection, tables.organisation, self.organisations, ["id"])
        # Nobody refers to names and congresses: those of an earlier gazetteer go.
        connection.execute(tables.organisation_name.delete())
        key = ["organisation_id", "valid_from"]
        _load(connection, tables.organisation_name, self.names, key)
        _load(connection, tables.position, self.positions, ["id"])
        connection.execute(tables.congress.delete())
        key = ["organisation_id", "term"]
        _load(connection, tables.congress, self.congresses, key)


def reference_rows() -> Reference:
    """Read the gazetteer."""
    return Reference(
        _rows(tables.organisation, ORGANISATIONS),
        _rows(tables.organisation_name, NAMES),
        _rows(tables.position, POSITIONS),
        tuple(_congress(item) for item in CONGRESSES),
    )


def _congress(item: Congress) -> Row:
    """A congress as a row: its days only where they are known to the day."""
    return {
        "organisation_id": item.organisation_id,
        "term": item.term,
        "ordinal": item.ordinal,
        "held_from": _day(item.held_from),
        "held_to": _day(item.held_to),
        "opened_on": item.opened_on,
        "ordinal_confidence": item.ordinal_confidence,
        "date_confidence": item.date_confidence,
    }


def _day(known: PartialDate | None) -> date | None:
    return known.first if known and known.precision == "day" else None


def _rows(table: Table, items: Iterable[Any]) -> tuple[Row, ...]:
    """Dataclasses as rows; what the table does not hold is left out."""
    found = (asdict(item) for item in items)
    return tuple({c.name: row[c.name] for c in table.columns} for row in found)


def _load(
    connection: Connection, table: Table, rows: tuple[Row, ...], key: list[str]
) -> None:
    others = [c.name for c in table.columns if c.name not in key]
    upsert(connection, table, rows, key=key, update=others)

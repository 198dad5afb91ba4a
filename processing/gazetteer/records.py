"""Reads the tables of the gazetteer, cell by cell, with errors that name the cell."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

DATA = Path(__file__).parent / "data"
T = TypeVar("T")
PRECISION = {4: "year", 7: "month", 10: "day"}


class GazetteerError(Exception):
    """A table of the gazetteer cannot be used; says which file, line and field."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year; ``precision`` says which.

    ``first`` and ``last`` are the days between which it lies.
    """

    first: date
    last: date
    precision: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2021``, ``2021-04`` or ``2021-04-15``.

        Raises:
            ValueError: the text has none of these forms.
        """
        precision = PRECISION.get(len(text))
        if precision is None:
            raise ValueError("is no date: write 2021, 2021-04 or 2021-04-15")
        first = date.fromisoformat(f"{text}-01-01"[:10])
        if precision == "day":
            return cls(first, first, precision)
        month = 12 if precision == "year" else first.month
        last = date(first.year, month, monthrange(first.year, month)[1])
        return cls(first, last, precision)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a table; its methods read a cell or say what is wrong with it."""

    where: str
    cells: dict[str, str]

    def text(self, field: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[field]:
            raise GazetteerError(f"{self.where}, {field}: is empty: fill it in")
        return self.cells[field]

    def optional(self, field: str) -> str | None:
        """The cell; ``None`` if it is empty."""
        return self.cells[field] or None

    def number(self, field: str) -> int:
        """The cell as an integer."""
        return self._read(field, int)

    def truth(self, field: str) -> bool:
        """The cell as ``true`` or ``false``."""
        return self._read(field, {"true": True, "false": False}.__getitem__)

    def partial(self, field: str) -> PartialDate | None:
        """The cell as a date of any precision; ``None`` if it is empty."""
        return self._read(field, PartialDate.parse) if self.cells[field] else None

    def day(self, field: str) -> date | None:
        """The cell as the first day that it can mean; ``None`` if it is empty."""
        found = self.partial(field)
        return found.first if found else None

    def span(self, start: str, end: str) -> tuple[PartialDate, PartialDate | None]:
        """Two cells as the ends of a time; an empty ``end`` leaves it open."""
        first, last = self._read(start, PartialDate.parse), self.partial(end)
        if last and last.last < first.first:
            raise GazetteerError(
                f"{self.where}, {start}: lies after {end}: correct one of them"
            )
        return first, last

    def known(self, field: str, allowed: frozenset[str]) -> str:
        """The cell, which must be one of ``allowed``."""
        value = self.text(field)
        if value not in allowed:
            remedy = "use one of the identifiers of its table"
            raise GazetteerError(f"{self.where}, {field}: {value} unknown: {remedy}")
        return value

    def _read(self, field: str, convert: Callable[[str], T]) -> T:
        value = self.text(field)
        try:
            return convert(value)
        except (ValueError, KeyError) as error:
            reason = str(error) if isinstance(error, ValueError) else "write true/false"
            raise GazetteerError(
                f"{self.where}, {field}: {value!r}: {reason}"
            ) from None


def records(path: Path, columns: str) -> Iterator[Record]:
    """The lines of the table at ``path``, whose columns must be these (with spaces).

    Raises:
        GazetteerError: the file is missing or has other columns.
    """
    if not path.is_file():
        raise GazetteerError(f"{path.name} is missing: restore it from the repository")
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        if set(reader.fieldnames or ()) != set(columns.split()):
            wanted = ", ".join(columns.split())
            raise GazetteerError(f"{path.name}, line 1: the columns must be {wanted}")
        for row in reader:
            where = f"{path.name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise GazetteerError(f"{where}: has not as many cells as columns")
            yield Record(where, {name: cell.strip() for name, cell in row.items()})

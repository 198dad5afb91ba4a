"""Tables as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from processing.export.cells import cell
from processing.export.sheets import Column


def write_csv(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    for_excel: bool = False,
) -> int:
    """Write a table as UTF-8 with a heading; return the number of rows.

    ``for_excel`` puts a byte order mark before it, without which Excel misreads
    Vietnamese.
    """
    count = 0
    encoding = "utf-8-sig" if for_excel else "utf-8"
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count

"""Tables as Parquet, row group by row group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from processing.export.errors import ExportError
from processing.export.sheets import BATCH, Column

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise ExportError(
        "Parquet needs pyarrow: .venv/bin/python -m pip install --require-hashes"
        " -r requirements/parquet.txt"
    ) from error

_TYPES = {
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "text": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}


def write_parquet(
    path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> int:
    """Write a table, each column with its meaning; return the number of rows."""
    schema = pa.schema(
        pa.field(c.name, _type(c), metadata={"comment": c.meaning}) for c in columns
    )
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            by_column = zip(columns, zip(*batch, strict=True), strict=True)
            arrays = [pa.array(_values(v, c), type=_type(c)) for c, v in by_column]
            writer.write_table(pa.table(arrays, schema=schema))
            count += len(batch)
    return count


def _type(column: Column) -> pa.DataType:
    if column.type.startswith("numeric"):
        return pa.float64()
    return _TYPES[column.type]


def _values(values: Sequence[Any], column: Column) -> Sequence[Any]:
    if column.type.startswith("numeric"):
        return [None if value is None else float(value) for value in values]
    return values

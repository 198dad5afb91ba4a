"""Many rows into a table at once: COPY into a staging table, then one upsert.

Never a row at a time: the cost of a load is two statements, whatever its length.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import ARRAY, Column, Connection, DateTime, Row, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from processing.store.errors import BulkError

STAGING = "bulk_staging"
ORDER = "bulk_order"

Values = Mapping[str, object]


def upsert(
    connection: Connection,
    table: Table,
    rows: Iterable[Values],
    *,
    key: Sequence[str],
    update: Sequence[str] = (),
    returning: Sequence[str] = (),
) -> list[Row[Any]]:
    """Insert ``rows``; where ``key`` is there already, set the ``update`` columns.

    Every row has the same columns as the first; columns that no row names get their
    default. Without ``update`` a row that is there already stays as it is. Rows that
    would not change are not written. If several rows of the batch have the same key
    the last one wins. With an empty ``key`` all rows are inserted.

    ``rows`` is read while the connection is busy with COPY: it must not use it.
    It all happens in the transaction of ``connection``.

    Returns:
        The ``returning`` columns of each distinct key, in the order of the (winning)
        rows, also of those that were there and stayed as they were.

    Raises:
        BulkError: a row has other columns than the first, an unknown column, a null
            in its key or a value that the database cannot hold.
    """
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return []
    columns = _columns(table, first, (*key, *update))
    _make_staging(connection, table, columns)
    prepared = _prepared(table, columns, key, first, iterator)
    _copy(connection, table, columns, prepared)
    if not key:
        result = _insert_all(connection, table, columns, returning)
    else:
        _merge(connection, table, columns, key, update)
        result = _fetch(connection, table, key, returning) if returning else []
    connection.execute(text(f"DROP TABLE {STAGING}"))
    return result


def _columns(table: Table, first: Values, needed: Sequence[str]) -> list[Column[Any]]:
    for name in (*first, *needed):
        if name not in table.columns:
            raise BulkError(f"{table.fullname} has no column {name}")
    for name in needed:
        if name not in first:
            raise BulkError(f"{table.fullname}: rows lack column {name}")
    return [table.columns[name] for name in first]


def _make_staging(
    connection: Connection, table: Table, columns: list[Column[Any]]
) -> None:
    """An empty copy of the columns, without constraints, numbering its rows."""
    connection.execute(
        text(
            f"CREATE TEMPORARY TABLE {STAGING} ON COMMIT DROP AS "  # noqa: S608
            f"SELECT {_listed(columns)} FROM {_named(table)} WITH NO DATA"
        )
    )
    connection.execute(
        text(
            f"ALTER TABLE {STAGING} "
            f"ADD COLUMN {ORDER} bigint GENERATED ALWAYS AS IDENTITY"
        )
    )


def _copy(
    connection: Connection,
    table: Table,
    columns: list[Column[Any]],
    rows: Iterator[list[object]],
) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {STAGING} ({_listed(columns)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
    except (psycopg.DataError, psycopg.ProgrammingError) as error:
        reason = " ".join(str(error).split())
        raise BulkError(f"{table.fullname} cannot take a row: {reason}") from error


def _prepared(
    table: Table,
    columns: list[Column[Any]],
    key: Sequence[str],
    first: Values,
    rest: Iterator[Values],
) -> Iterator[list[object]]:
    converters = [_converter(column) for column in columns]
    names = [column.name for column in columns]
    keyed = [name in key for name in names]
    expected = first.keys()
    for number, row in enumerate(_chain(first, rest), start=1):
        if row.keys() != expected:
            raise _other_columns(table, number, row.keys() ^ expected)
        values: list[object] = []
        for name, convert, in_key in zip(names, converters, keyed, strict=True):
            value = row[name]
            if value is None and in_key:
                reason = "is null but part of the key"
                raise BulkError(f"{table.fullname}, row {number}: {name} {reason}")
            try:
                values.append(None if value is None else convert(value))
            except (ValueError, TypeError) as error:
                where = f"{table.fullname}, row {number}, column {name}"
                raise BulkError(f"{where}: {error}") from error
        yield values


def _other_columns(table: Table, number: int, names: Iterable[str]) -> BulkError:
    return BulkError(
        f"{table.fullname}, row {number}: columns differ from the first row's "
        f"({', '.join(sorted(names))})"
    )


def _chain(first: Values, rest: Iterator[Values]) -> Iterator[Values]:
    yield first
    yield from rest


def _converter(column: Column[Any]) -> Callable[[object], object]:
    if isinstance(column.type, JSONB):
        return _json
    if isinstance(column.type, ARRAY):
        return _array
    if isinstance(column.type, DateTime) and column.type.timezone:
        return _moment
    return _plain


def _plain(value: object) -> object:
    if isinstance(value, str):
        _check_text(value)
    return value


def _check_text(value: str) -> None:
    if "\0" in value:
        raise ValueError(
            "holds a NUL character, which PostgreSQL text cannot: clean it first"
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"is no valid Unicode text ({error.reason})") from None


def _moment(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return _plain(value)


def _array(value: object) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"{value!r} is no list")
    return [_plain(item) for item in value]


def _json(value: object) -> object:
    _check_json(value)
    return Jsonb(value, dumps=_dumps)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _check_json(value: object) -> None:
    """Refuse what jsonb refuses, while the row and column can still be named."""
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            _check_json(name)
            _check_json(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check_json(item)
    elif isinstance(value, float):
        _dumps(value)
    elif not (value is None or isinstance(value, int)):
        raise TypeError(f"{value!r} cannot be written as JSON")


def _insert_all(
    connection: Connection,
    table: Table,
    columns: list[Column[Any]],
    returning: Sequence[str],
) -> list[Row[Any]]:
    listed = _listed(columns)
    statement = (
        f"INSERT INTO {_named(table)} ({listed}) "  # noqa: S608 (quoted names)
        f"SELECT {listed} FROM {STAGING} ORDER BY {ORDER}"
    )
    if not returning:
        connection.execute(text(statement))
        return []
    wanted = _listed([table.columns[name] for name in returning])
    return list(connection.execute(text(f"{statement} RETURNING {wanted}")))


def _merge(
    connection: Connection,
    table: Table,
    columns: list[Column[Any]],
    key: Sequence[str],
    update: Sequence[str],
) -> None:
    listed, keys = _listed(columns), _quoted(key)
    connection.execute(
        text(
            f"DELETE FROM {STAGING} earlier USING {STAGING} later "  # noqa: S608
            f"WHERE ({_quoted(key, 'earlier')}) = ({_quoted(key, 'later')}) "
            f"AND earlier.{ORDER} < later.{ORDER}"
        )
    )
    connection.execute(
        text(
            f"INSERT INTO {_named(table)} AS held ({listed}) "  # noqa: S608
            f"SELECT {listed} FROM {STAGING} ORDER BY {ORDER} "
            f"ON CONFLICT ({keys}) {_action(update)}"
        )
    )


def _action(update: Sequence[str]) -> str:
    if not update:
        return "DO NOTHING"
    new, held = _quoted(update, "excluded"), _quoted(update, "held")
    return (
        f"DO UPDATE SET ({_quoted(update)}) = ROW({new}) "
        f"WHERE ({held}) IS DISTINCT FROM ({new})"
    )


def _fetch(
    connection: Connection, table: Table, key: Sequence[str], returning: Sequence[str]
) -> list[Row[Any]]:
    statement = (
        f"SELECT {_quoted(returning, 'held')} "  # noqa: S608 (quoted names)
        f"FROM {_named(table)} held JOIN {STAGING} given "
        f"ON ({_quoted(key, 'held')}) = ({_quoted(key, 'given')}) "
        f"ORDER BY given.{ORDER}"
    )
    return list(connection.execute(text(statement)))


def _named(table: Table) -> str:
    return f'"{table.schema}"."{table.name}"' if table.schema else f'"{table.name}"'


def _listed(columns: Iterable[Column[Any]]) -> str:
    return _quoted([column.name for column in columns])


def _quoted(names: Iterable[str], prefix: str = "") -> str:
    dot = f"{prefix}." if prefix else ""
    return ", ".join(f'{dot}"{name}"' for name in names)

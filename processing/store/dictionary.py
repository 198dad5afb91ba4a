"""The data dictionary as Markdown, written from the comments in the database.

``python -m processing.store.dictionary > docs/data-dictionary.md`` renews the page.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, Row, text

HEAD = """\
# Data dictionary

Written from the comments in the database by `python -m processing.store.dictionary`;
not edited by hand. Dashboards read schema `dashboard` (see [sql.md](sql.md)); schema
`core` is where the steps meet, and may change with a release.
"""

_COLUMNS = """
SELECT
    n.nspname AS schema, c.relname AS relation,
    obj_description(c.oid, 'pg_class') AS about,
    a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS required, col_description(c.oid, a.attnum) AS meaning
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = :schema AND c.relkind IN ('r', 'p', 'v', 'm')
ORDER BY c.relname, a.attnum
"""
_FUNCTIONS = """
SELECT
    p.proname AS name, pg_get_function_arguments(p.oid) AS arguments,
    obj_description(p.oid, 'pg_proc') AS about,
    format_type(p.prorettype, NULL) AS type,
    ARRAY(
        SELECT '`' || t.name || '` ' || format_type(t.type, NULL)
        FROM unnest(p.proallargtypes, p.proargmodes, p.proargnames)
            WITH ORDINALITY t(type, mode, name, place)
        WHERE t.mode = 't' ORDER BY t.place
    ) AS columns
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = :schema AND p.prorettype <> 'trigger'::regtype
ORDER BY p.proname
"""


class UndocumentedError(Exception):
    """A table, view, column or function has no comment in the database."""


def dictionary(connection: Connection) -> str:
    """The page on both schemas of a migrated database.

    Raises:
        UndocumentedError: naming what has no comment.
    """
    parts = [HEAD]
    for schema in ("dashboard", "core"):
        query = text("SELECT obj_description(to_regnamespace(:schema), 'pg_namespace')")
        about = connection.scalar(query, {"schema": schema})
        parts.append(f"## Schema {schema}\n\n{_said(about, schema)}\n")
        parts.extend(_relations(connection, schema))
        parts.extend(_functions(connection, schema))
    return "\n".join(parts)


def _relations(connection: Connection, schema: str) -> Iterator[str]:
    rows = connection.execute(text(_COLUMNS), {"schema": schema})
    for relation, columns in groupby(rows, key=lambda row: row.relation):
        yield _relation(f"{schema}.{relation}", list(columns))


def _relation(name: str, columns: list[Row[tuple[object, ...]]]) -> str:
    is_view = name.startswith("dashboard.")
    lines = [f"### {name}\n", f"{_said(columns[0].about, name)}\n"]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    for column in columns:
        kind = column.type + ("" if column.required or is_view else ", may be null")
        meaning = _said(column.meaning, f"{name}.{column.name}")
        lines.append(f"| `{column.name}` | {_short(kind)} | {_cell(meaning)} |")
    return "\n".join(lines) + "\n"


def _functions(connection: Connection, schema: str) -> Iterator[str]:
    for row in connection.execute(text(_FUNCTIONS), {"schema": schema}):
        name = f"{schema}.{row.name}"
        result = _short(", ".join(row.columns) or row.type)
        call = f"`{name}({_short(row.arguments)})`"
        yield f"### {name}\n\n{_said(row.about, name)}\n\n{call} gives {result}.\n"


def _said(comment: str | None, name: str) -> str:
    if not comment:
        raise UndocumentedError(f"{name} has no comment: add COMMENT ON to its SQL")
    return comment


def _short(type_name: str) -> str:
    return type_name.replace("timestamp with time zone", "timestamptz")


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Print the page for the configured database, brought up to date first."""
    from processing.settings import load_settings  # noqa: PLC0415 (only as a program)
    from processing.store.database import close_store, open_store  # noqa: PLC0415
    from processing.store.upgrade import upgrade  # noqa: PLC0415

    logging.basicConfig(level=logging.WARNING)
    engine = open_store(load_settings())
    try:
        upgrade(engine)
        with engine.connect() as connection:
            sys.stdout.write(dictionary(connection))
    finally:
        close_store(engine)


if __name__ == "__main__":
    main()

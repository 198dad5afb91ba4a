"""What is exported as tables: columns of the views, in an order that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

# Rows in memory at a time, also in one row group of a Parquet file.
BATCH = 5000
STREAMED = {"yield_per": BATCH}
# What these hold depends on the day of the export, not on the store alone.
_OF_TODAY = frozenset({"days_in_office", "is_current"})
# Words of the papers: only for who asks for them.
_TEXTS = frozenset({"lead"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the store to export; ``province`` is a slug."""

    province: str | None = None
    since: date | None = None
    with_texts: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type as PostgreSQL calls it, and its meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to export: a view, its key, and what its rows are chosen by."""

    name: str
    view: str
    key: str
    place: str
    since: str

    def columns(self, connection: Connection, choice: Choice) -> list[Column]:
        """The columns, as the view has them."""
        found = connection.execute(_COLUMNS, {"view": f"dashboard.{self.view}"})
        left_out = _OF_TODAY | (frozenset() if choice.with_texts else _TEXTS)
        columns = [Column(*row) for row in found if row.name not in left_out]
        if self.name == "articles" and choice.with_texts:
            columns.append(Column("text", "text", "Text, as cleaned."))
        return columns

    def rows(
        self, connection: Connection, columns: list[Column], choice: Choice
    ) -> Iterator[tuple[Any, ...]]:
        """The rows by their key, read in batches of ``BATCH``."""
        listed = ", ".join(
            "newest.text" if column.name == "text" else f'shown."{column.name}"'
            for column in columns
        )
        # Names come from the catalogue of the database and from this module alone.
        query = f"SELECT {listed} FROM dashboard.{self.view} shown"  # noqa: S608
        if "text" in {column.name for column in columns}:
            query += _NEWEST
        query += f" WHERE {' AND '.join(self._conditions(choice))} ORDER BY {self.key}"
        given = {"province": choice.province, "since": choice.since}
        asked = text(query).bindparams(
            **{k: v for k, v in given.items() if v is not None}
        )
        result = connection.execute(asked, execution_options=STREAMED)
        for row in result:
            yield tuple(row)

    def _conditions(self, choice: Choice) -> Iterator[str]:
        yield "true"
        if choice.province is not None:
            yield self.place
        if choice.since is not None:
            yield f"({self.since}) >= :since"


# A province with all that was merged into it, and what it was merged into.
REACH = """(
    SELECT c.predecessor_organisation_id FROM dashboard.organisation_chain c
    WHERE c.successor_organisation_id IN (
        SELECT organisation_id FROM core.organisation_name WHERE slug = :province)
    UNION
    SELECT c.successor_organisation_id FROM dashboard.organisation_chain c
    WHERE c.predecessor_organisation_id IN (
        SELECT organisation_id FROM core.organisation_name WHERE slug = :province)
)"""
_BY_ORGANISATION = f"shown.organisation_id IN {REACH}"
_BY_HOME = (
    "shown.province IN (SELECT n.slug FROM core.organisation_name n"  # noqa: S608
    f" WHERE n.organisation_id IN {REACH})"
)
_NEWEST = (
    " JOIN core.article_version newest ON newest.article_id = shown.article_id"
    " AND newest.number = shown.version_number"
)
_COLUMNS = text("""
    SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
           coalesce(col_description(a.attrelid, a.attnum), '') AS meaning
    FROM pg_attribute a
    WHERE a.attrelid = CAST(:view AS regclass) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum
""")
_HAPPENED = (
    "coalesce(shown.occurred_on, (shown.flagged_at AT TIME ZONE 'Asia/Ho_Chi_Minh')"
    "::date)"
)
SHEETS = (
    Sheet("events", "events", "shown.event_id", _BY_ORGANISATION, _HAPPENED),
    Sheet("resolutions", "resolutions", "shown.event_id", _BY_ORGANISATION, _HAPPENED),
    # Both times: held_from and held_to, known_since and known_until.
    Sheet(
        "leaders",
        "leaders_recorded",
        "shown.tenure_id",
        _BY_ORGANISATION,
        "coalesce(shown.held_to, 'infinity')",
    ),
    Sheet(
        "articles",
        "articles",
        "shown.article_id",
        _BY_HOME,
        "(coalesce(shown.published_at, shown.first_seen_at)"
        " AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
    ),
)

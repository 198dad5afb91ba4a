"""Bulk loading: what goes in comes out, keys decide, and bad rows are named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Date,
    DateTime,
    Engine,
    Float,
    Identity,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from processing.store import tables
from processing.store.bulk import upsert
from processing.store.errors import BulkError

SAMPLE = Table(
    "sample",
    MetaData(schema="core"),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("site", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", Text),
    Column("data", JSONB),
    Column("tags", ARRAY(Text)),
    Column("seen_at", DateTime(timezone=True)),
    Column("day", Date),
    Column("weight", Float),
    Column("share", Numeric(4, 3), server_default="0.5"),
    UniqueConstraint("site", "number"),
)
VALUES = ["body", "data", "tags", "seen_at", "day", "weight"]


@pytest.fixture
def sample(engine: Engine) -> Iterator[Engine]:
    with engine.begin() as connection:
        SAMPLE.create(connection)
    yield engine


def read(engine: Engine) -> dict[tuple[str, int], dict[str, Any]]:
    with engine.connect() as connection:
        rows = connection.execute(select(SAMPLE)).mappings()
        return {(r["site"], r["number"]): {n: r[n] for n in VALUES} for r in rows}


texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12
)
awkward = st.sampled_from(["\t", "a\nb", "\\", "\\N", "\\.", "\r\n", '"', "{}", "NULL"])
strings = texts | awkward
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | strings,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(strings, inner, max_size=3)
    ),
    max_leaves=5,
)
moments = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
rows = st.fixed_dictionaries(
    {
        "site": st.sampled_from(["a", "b\t", "\\N"]),
        "number": st.integers(0, 3),
        "body": st.none() | strings,
        "data": st.none() | json_values.filter(lambda value: value is not None),
        "tags": st.none() | st.lists(st.none() | strings, max_size=3),
        "seen_at": st.none() | moments,
        "day": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "weight": st.none() | st.floats(allow_nan=False),
    }
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    batches=st.lists(st.lists(rows, max_size=8), max_size=3),
    update=st.lists(st.sampled_from(VALUES), unique=True),
)
def test_it_does_what_a_dictionary_would(
    sample: Engine, batches: list[list[dict[str, Any]]], update: list[str]
) -> None:
    with sample.begin() as connection:
        connection.execute(SAMPLE.delete())
    model: dict[tuple[str, int], dict[str, Any]] = {}
    for batch in batches:
        last = {(row["site"], row["number"]): row for row in batch}
        with sample.begin() as connection:
            returned = upsert(
                connection,
                SAMPLE,
                batch,
                key=["site", "number"],
                update=update,
                returning=["site", "number"],
            )
        assert sorted(map(tuple, returned)) == sorted(last)
        for key, row in last.items():
            wanted = VALUES if key not in model else update
            model.setdefault(key, {}).update({name: row[name] for name in wanted})
    assert read(sample) == model


def test_returned_rows_follow_the_order_given(sample: Engine) -> None:
    given_rows = [{"site": "a", "number": n} for n in (5, 1, 9, 1, 3)]
    with sample.begin() as connection:
        upsert(connection, SAMPLE, given_rows[2:4], key=["site", "number"])
        found = upsert(
            connection,
            SAMPLE,
            given_rows,
            key=["site", "number"],
            returning=["number", "id", "share"],
        )
    assert [row.number for row in found] == [5, 9, 1, 3]
    assert {float(row.share) for row in found} == {0.5}  # the column's default


def test_without_a_key_every_row_is_inserted(sample: Engine) -> None:
    with sample.begin() as connection:
        found = upsert(
            connection,
            SAMPLE,
            ({"site": "a", "number": n} for n in range(3)),
            key=[],
            returning=["number"],
        )
    assert [row.number for row in found] == [0, 1, 2]


def test_unchanged_rows_are_not_written(sample: Engine) -> None:
    row = {"site": "a", "number": 1, "data": {"b": [1, None]}, "body": None}
    with sample.begin() as connection:
        upsert(connection, SAMPLE, [row], key=["site", "number"])
    before = _versions(sample)
    with sample.begin() as connection:
        update = ["data", "body"]
        upsert(connection, SAMPLE, [row], key=["site", "number"], update=update)
    assert _versions(sample) == before


def _versions(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        query = "SELECT xmin::text FROM core.sample"
        return list(connection.exec_driver_sql(query).scalars())


def test_a_rolled_back_load_leaves_nothing_and_the_connection_usable(
    sample: Engine,
) -> None:
    good = {"site": "a", "number": 1}
    with sample.connect() as connection:
        with pytest.raises(BulkError):
            upsert(
                connection,
                SAMPLE,
                [good, {"site": "a", "number": None}],
                key=["site", "number"],
            )
        connection.rollback()
        upsert(connection, SAMPLE, [good], key=["site", "number"])
        connection.commit()
    assert list(read(sample)) == [("a", 1)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"body": "a\0b"}, "row 2, column body: holds a NUL"),
        ({"data": {"a": ["x\0"]}}, "row 2, column data: holds a NUL"),
        ({"data": {"a": float("nan")}}, "row 2, column data: Out of range"),
        ({"data": {"a": date(2020, 1, 1)}}, "row 2, column data: .* as JSON"),
        ({"tags": ["a", "\0"]}, "row 2, column tags: holds a NUL"),
        ({"tags": "a"}, "row 2, column tags: 'a' is no list"),
        ({"body": "\ud800"}, "row 2, column body: is no valid Unicode"),
        ({"seen_at": datetime(2020, 1, 1)}, "row 2, column seen_at: .* no time zone"),  # noqa: DTZ001
        ({"number": None}, "row 2: number is null but part of the key"),
        ({"other": 1}, r"row 2: columns differ from the first row's \(other\)"),
        ({"day": "soon"}, "core.sample cannot take a row: .*day"),
    ],
)
def test_a_bad_row_is_named(
    sample: Engine, row: dict[str, object], message: str
) -> None:
    good = dict.fromkeys(VALUES) | {"site": "a", "number": 1}
    with sample.begin() as connection, pytest.raises(BulkError, match=message):
        upsert(connection, SAMPLE, [good, good | row], key=["site", "number"])


@pytest.mark.parametrize(
    ("row", "options", "message"),
    [
        ({"site": "a", "nonsense": 1}, {}, "core.sample has no column nonsense"),
        ({"site": "a"}, {}, "rows lack column number"),
        ({"site": "a", "number": 1}, {"update": ["body"]}, "rows lack column body"),
    ],
)
def test_wrong_columns_are_named(
    sample: Engine, row: dict[str, object], options: dict[str, Any], message: str
) -> None:
    with sample.begin() as connection, pytest.raises(BulkError, match=message):
        upsert(connection, SAMPLE, [row], key=["site", "number"], **options)


def test_real_tables_take_rows(engine: Engine) -> None:
    row = {
        "id": "paper",
        "name": "Báo",
        "kind": "newspaper",
        "home": None,
        "homes": [{"province": "nam-dinh", "since": None, "until": "2025-06-30"}],
        "base_url": "https://paper.example",
        "is_official": False,
    }
    with engine.begin() as connection:
        upsert(connection, tables.source, [row], key=["id"])
        held = connection.execute(select(tables.source)).mappings().one()
    assert held["homes"] == row["homes"]
    assert held["is_active"] is True

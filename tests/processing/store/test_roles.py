"""Who owns the store and who merely runs it: each tries what it must not do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from processing.store import runs
from processing.store.database import create_store_engine
from processing.store.errors import StoreError
from processing.store.upgrade import upgrade

DAY = datetime(2026, 8, 1, 5, 30, tzinfo=UTC)


@pytest.fixture
def login(engine: Engine, alone: None) -> Iterator[None]:
    """The three roles may log in for the length of a test."""
    names = ("pipeline", "owner", "dashboard_reader")
    with engine.begin() as connection:
        for name in names:
            connection.execute(text(f"ALTER ROLE {name} LOGIN"))
    yield
    with engine.begin() as connection:
        for name in names:
            connection.execute(text(f"ALTER ROLE {name} NOLOGIN"))


def as_role(engine: Engine, name: str) -> Engine:
    return create_store_engine(engine.url.set(username=name))


def test_the_pipeline_runs_on_a_store_that_is_up_to_date(
    engine: Engine, login: None
) -> None:
    pipeline = as_role(engine, "pipeline")
    upgrade(pipeline)
    with pipeline.begin() as connection:
        run = runs.begin_run(connection, "daily-1", "daily", DAY)
        runs.finish_run(connection, run.id, at=DAY)
    with pipeline.begin() as connection:
        query = "SELECT status FROM dashboard.runs"
        assert connection.scalar(text(query)) == "succeeded"
        connection.execute(text("DELETE FROM core.run"))
    pipeline.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE core.mine (a int)",
        "CREATE VIEW dashboard.mine AS SELECT 1",
        "CREATE SCHEMA mine",
        "ALTER TABLE core.event ADD COLUMN mine int",
        "DROP TABLE core.alert",
        "TRUNCATE core.event",
        "DROP VIEW dashboard.runs",
        "ALTER TABLE core.event DISABLE TRIGGER ALL",
        "UPDATE core.alembic_version SET version_num = '0001'",
        "DELETE FROM core.applied",
        "CREATE ROLE mine",
        "SET ROLE owner",
    ],
)
def test_the_pipeline_changes_rows_and_nothing_else(
    engine: Engine, login: None, statement: str
) -> None:
    pipeline = as_role(engine, "pipeline")
    with (
        pipeline.connect() as connection,
        pytest.raises(DBAPIError, match=r"permission denied|must be owner"),
    ):
        connection.execute(text(statement))
    pipeline.dispose()


def test_the_pipeline_on_an_older_schema_is_told_who_must_upgrade(
    engine: Engine, login: None
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE core.applied SET digest = 'of an older view'"))
    pipeline = as_role(engine, "pipeline")
    with pytest.raises(StoreError, match="upgrade as the user who made it"):
        upgrade(pipeline)
    pipeline.dispose()


def test_the_owner_has_made_everything_and_may_change_it(
    engine: Engine, login: None
) -> None:
    query = text("""
        SELECT relname, pg_get_userbyid(relowner) AS held_by FROM pg_class
        WHERE relnamespace IN ('core'::regnamespace, 'dashboard'::regnamespace)
        UNION ALL
        SELECT proname, pg_get_userbyid(proowner) FROM pg_proc
        WHERE pronamespace IN ('core'::regnamespace, 'dashboard'::regnamespace)
    """)
    with engine.begin() as connection:
        assert {row.held_by for row in connection.execute(query)} == {"owner"}
        connection.execute(text("UPDATE core.applied SET digest = 'of an older view'"))
    owner = as_role(engine, "owner")
    upgrade(owner)  # views, reference rows, grants
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE core.event ADD COLUMN mine int"))
    with owner.connect() as connection, pytest.raises(DBAPIError, match="denied"):
        connection.execute(text("CREATE ROLE mine"))
    owner.dispose()


def test_a_long_question_is_ended_but_who_asks_may_lengthen_it(
    engine: Engine, login: None
) -> None:
    """The limits are defaults: PostgreSQL lets every login change its own."""
    reader = as_role(engine, "dashboard_reader")
    with reader.connect() as connection:
        connection.execute(text("SET statement_timeout = '50ms'"))
        with pytest.raises(DBAPIError, match="statement timeout"):
            connection.execute(text("SELECT pg_sleep(5)"))
        connection.rollback()
        connection.execute(text("SET statement_timeout = 0"))
        assert connection.scalar(text("SHOW statement_timeout")) == "0"
    reader.dispose()


def test_a_login_that_is_granted_the_reader_has_limits_of_its_own(
    engine: Engine, login: None
) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE grafana LOGIN IN ROLE dashboard_reader"))
    try:
        grafana = as_role(engine, "grafana")
        with grafana.connect() as connection:
            assert connection.scalar(text("SHOW statement_timeout")) == "0"
            connection.execute(text("SELECT * FROM dashboard.events"))
            with pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(text("SELECT * FROM core.subscription"))
        grafana.dispose()
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP ROLE grafana"))

"""Migrations bring any database to the state of the code, and say when they cannot."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from processing.store.tables import metadata
from processing.store.upgrade import current_version, newest_version, upgrade


def test_an_empty_database_is_migrated_and_a_second_time_changes_nothing(
    empty_engine: Engine,
) -> None:
    upgrade(empty_engine)
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        assert current_version(connection) == newest_version()
        assert connection.scalar(text("SELECT count(*) FROM core.page")) == 0


def test_the_tables_of_the_code_are_those_of_the_database(engine: Engine) -> None:
    options = {
        "include_schemas": True,
        "version_table_schema": "core",
        "compare_server_default": True,
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []

"""Migrations bring any database to the state of the code, and say when they cannot."""

from __future__ import annotations

import importlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from processing.store import tables
from processing.store.dictionary import UndocumentedError, dictionary
from processing.store.errors import StoreError
from processing.store.upgrade import current_version, newest_version, upgrade

PROJECT = Path(__file__).resolve().parents[3]
upgrade_module = importlib.import_module("processing.store.upgrade")


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
        assert compare_metadata(context, tables.metadata) == []


def test_processes_upgrading_at_once_take_turns(empty_engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(upgrade, empty_engine) for _ in range(4)]:
            future.result(timeout=60)
    with empty_engine.connect() as connection:
        assert current_version(connection) == newest_version()


def test_a_failing_upgrade_leaves_the_database_as_it_was(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "10_broken.sql").write_text("CREATE VIEW dashboard.broken AS SELECT x")
    with monkeypatch.context() as patch:
        patch.setattr(upgrade_module, "VIEWS", tmp_path)
        with pytest.raises(psycopg.errors.UndefinedColumn):
            upgrade(empty_engine)
    with empty_engine.connect() as connection:
        assert connection.scalar(text("SELECT to_regnamespace('core')")) is None
    upgrade(empty_engine)


def test_a_user_without_rights_is_told_which(empty_engine: Engine) -> None:
    name = f"nobody_{os.getpid()}"
    with empty_engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
    poor = create_engine(empty_engine.url.set(username=name), poolclass=NullPool)
    with pytest.raises(StoreError, match=f"user {name} may not .* GRANT CREATE"):
        upgrade(poor)
    with empty_engine.begin() as connection:
        connection.execute(text(f"DROP ROLE {name}"))


def test_changed_views_and_names_arrive_with_the_next_upgrade(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "10_new.sql").write_text("CREATE VIEW dashboard.new AS SELECT 1 AS a")
    monkeypatch.setattr(upgrade_module, "VIEWS", tmp_path)
    with engine.begin() as connection:
        # As a gazetteer that had another name would have left it.
        connection.execute(text("UPDATE core.position SET name_vi = 'old'"))
        connection.execute(text("UPDATE core.applied SET digest = 'older'"))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT a FROM dashboard.new")) == 1
        old = text("SELECT count(*) FROM core.position WHERE name_vi = 'old'")
        assert connection.scalar(old) == 0


def test_everything_is_documented_and_the_page_is_current(engine: Engine) -> None:
    with engine.connect() as connection:
        page = dictionary(connection)  # refuses what has no comment
    held = (PROJECT / "docs/data-dictionary.md").read_text(encoding="utf-8")
    assert page == held, "run: python -m processing.store.dictionary > docs/…"
    for name in [*tables.metadata.tables, "dashboard.source_health"]:
        assert f"### {name}\n" in page


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("COMMENT ON COLUMN core.page.url IS NULL", "core.page.url"),
        ("COMMENT ON VIEW dashboard.events IS NULL", "dashboard.events"),
        ("CREATE VIEW dashboard.bare AS SELECT 1 AS a", "dashboard.bare"),
        (
            "COMMENT ON FUNCTION dashboard.leaders_as_of(date, timestamptz) IS NULL",
            "dashboard.leaders_as_of",
        ),
    ],
)
def test_what_has_no_comment_is_named(
    engine: Engine, statement: str, name: str
) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))
        with pytest.raises(UndocumentedError, match=f"^{name} has no comment"):
            dictionary(connection)

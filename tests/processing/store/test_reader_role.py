"""The role of the dashboards reads the views and can do nothing else."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.pool import NullPool

from processing.store import roles
from processing.store.upgrade import upgrade


@pytest.fixture
def reader(engine: Engine, alone: None) -> Iterator[Engine]:
    """An engine of a login that is dashboard_reader itself."""
    with engine.begin() as connection:
        connection.execute(text("ALTER ROLE dashboard_reader LOGIN"))
    url = engine.url.set(username="dashboard_reader")
    yield create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("ALTER ROLE dashboard_reader NOLOGIN"))


def test_it_reads_every_view_without_naming_the_schema(reader: Engine) -> None:
    with reader.connect() as connection:
        views = connection.scalars(
            text("SELECT viewname FROM pg_views WHERE schemaname = 'dashboard'")
        ).all()
        assert "events" in views
        for view in views:
            connection.execute(text(f"SELECT * FROM {view} LIMIT 1"))
        connection.execute(text("SELECT * FROM leaders_as_of('2021-03-01', now())"))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM core.event",
        "SELECT recipient FROM core.subscription",
        "SELECT recipient FROM core.alert",
        "DELETE FROM dashboard.articles",
        "UPDATE dashboard.new_resolutions SET number = '1'",
        "CREATE TABLE dashboard.mine (a int)",
        "CREATE TEMPORARY TABLE mine (a int)",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
@pytest.mark.parametrize("tries_to_write", [False, True])
def test_it_can_do_nothing_else(
    reader: Engine, statement: str, tries_to_write: bool
) -> None:
    with reader.connect() as connection:
        if tries_to_write:  # the setting is a default that the role may change
            if "TEMPORARY" in statement:
                return  # harms nobody: gone with the connection
            connection.execute(text("SET default_transaction_read_only = off"))
            connection.commit()
        with pytest.raises(
            DBAPIError, match=r"permission denied|read-only|cannot \w+ "
        ):
            connection.execute(text(statement))


def test_it_is_granted_reading_alone(engine: Engine) -> None:
    query = text(
        "SELECT DISTINCT table_schema, privilege_type"
        " FROM information_schema.role_table_grants"
        " WHERE grantee = 'dashboard_reader'"
    )
    with engine.connect() as connection:
        assert connection.execute(query).all() == [("dashboard", "SELECT")]


def test_no_view_holds_a_mail_address(engine: Engine) -> None:
    query = text(
        "SELECT view_name, table_name, column_name"
        " FROM information_schema.view_column_usage"
        " WHERE view_schema = 'dashboard'"
        " AND (table_name = 'subscription' OR column_name = 'recipient')"
    )
    with engine.connect() as connection:
        assert connection.execute(query).all() == []


def test_its_statements_end_in_time(reader: Engine) -> None:
    with reader.connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "30s"
        assert connection.scalar(text("SHOW default_transaction_read_only")) == "on"


def test_it_cannot_log_in_by_default(engine: Engine, alone: None) -> None:
    query = "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'dashboard_reader'"
    with engine.connect() as connection:
        assert connection.scalar(text(query)) is False


def test_a_user_who_may_not_create_roles_is_told_and_can_work(
    empty_engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    missing, user = f"reader_{os.getpid()}", f"plain_{os.getpid()}"
    monkeypatch.setattr(roles, "READER", missing)
    with empty_engine.begin() as connection:
        database = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"CREATE ROLE {user} LOGIN"))
        connection.execute(text(f"GRANT CREATE ON DATABASE {database} TO {user}"))
    plain = create_engine(empty_engine.url.set(username=user), poolclass=NullPool)
    readable = text(
        f"SELECT has_table_privilege('{missing}', 'dashboard.events', 'SELECT')"
    )
    try:
        with caplog.at_level(logging.WARNING):
            upgrade(plain)
        [warning] = [
            one.getMessage() for one in caplog.records if missing in one.getMessage()
        ]
        commands = warning.partition("then dangbo db upgrade: ")[2]
        assert commands.startswith(f"CREATE ROLE {missing} NOLOGIN; ALTER ROLE ")
        with plain.begin() as connection:
            assert connection.scalar(text("SELECT count(*) FROM dashboard.events")) == 0
        # The administrator does so; the next upgrade lets the role read.
        with empty_engine.begin() as connection:
            connection.execute(text(commands))
            query = f"SELECT rolconfig FROM pg_roles WHERE rolname = '{missing}'"
            assert "statement_timeout=30s" in connection.scalar(text(query))
        upgrade(plain)
        with plain.begin() as connection:
            assert connection.scalar(readable) is True
    finally:
        with empty_engine.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {user} CASCADE"))
            connection.execute(text(f"DROP ROLE {user}"))
            connection.execute(text(f"DROP ROLE IF EXISTS {missing}"))


def test_every_other_role_sees_nothing(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("CREATE ROLE stranger"))
        connection.execute(text("SET LOCAL ROLE stranger"))
        with pytest.raises(ProgrammingError, match="permission denied for schema"):
            connection.execute(text("SELECT * FROM dashboard.events"))
        connection.rollback()

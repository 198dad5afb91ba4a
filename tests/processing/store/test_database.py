"""Opening the database: addresses, locks, and one clear line when it cannot be."""

from __future__ import annotations

import socket

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import OperationalError

from processing.settings import Settings
from processing.store import database, tables
from processing.store.database import database_url, open_store, store
from processing.store.errors import StoreError
from processing.store.locks import DIFF, UPGRADE, hold
from processing.store.reference import reference_rows


def settings(url: str) -> Settings:
    return Settings(DATABASE_URL=SecretStr(url))


def address(engine: Engine, scheme: str = "postgresql") -> str:
    return engine.url.set(drivername=scheme).render_as_string(hide_password=False)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_usual_schemes_are_taken(engine: Engine, scheme: str) -> None:
    given = settings(address(engine).replace("postgresql", scheme, 1))
    opened = open_store(given)
    with opened.connect() as connection:
        assert connection.scalar(text("SHOW timezone")) == "Asia/Ho_Chi_Minh"
    opened.dispose()
    assert database_url(given).startswith("postgresql://")


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        url = f"postgresql://me:s3cret@127.0.0.1:{port}/news"
        with pytest.raises(StoreError) as caught:
            open_store(settings(url))
    message = str(caught.value)
    assert message.startswith("the database on 127.0.0.1 cannot be reached")
    assert "correct DATABASE_URL" in message
    assert "\n" not in message
    assert "s3cret" not in message


def test_a_database_that_is_not_there_is_named(engine: Engine) -> None:
    url = address(engine).replace(str(engine.url.database), "no_such")
    with pytest.raises(StoreError, match='database "no_such" does not exist'):
        open_store(settings(url))


def test_a_password_that_the_server_repeats_is_hidden(engine: Engine) -> None:
    url = engine.url.set(drivername="postgresql", password="s3cret", database="s3cret")
    with pytest.raises(StoreError, match=r'database "\*\*\*" does not exist'):
        open_store(settings(url.render_as_string(hide_password=False)))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://me:s3cret@host/news", "mysql on host is no PostgreSQL"),
        ("host/news:s3cret", "is not an address"),
        ("postgresql://me:s3cret@host:port/news", "is not an address"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        open_store(settings(url))
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_server_that_ends_in_the_middle_is_told_and_a_wrong_query_is_not(
    engine: Engine,
) -> None:
    end = text("SELECT pg_terminate_backend(pg_backend_pid())")
    with (
        pytest.raises(StoreError, match=r"failed in the middle of it .*terminat"),
        store(settings(address(engine))) as opened,
        opened.connect() as connection,
    ):
        connection.execute(end)
    with (
        pytest.raises(OperationalError, match="statement timeout"),
        store(settings(address(engine))) as opened,
        opened.connect() as connection,
    ):
        connection.execute(text("SET statement_timeout = 1"))
        connection.execute(text("SELECT pg_sleep(1)"))


def test_an_old_server_is_refused(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "OLDEST_SERVER", 99)
    with pytest.raises(StoreError, match=r"is PostgreSQL \d+\.\d+: 99 or newer"):
        open_store(settings(address(engine)))


def test_a_schema_of_a_newer_release_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE core.alembic_version SET version_num='9999'"))
    with pytest.raises(StoreError, match=r"at version 9999, this .* up to 00\d\d"):
        open_store(settings(address(engine)))


def is_free(connection: Connection, name: str) -> bool:
    """Whether a lock can be had; if so it is held."""
    connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
    try:
        with connection.begin_nested():
            hold(connection, name)
    except OperationalError:
        return False
    return True


def test_a_lock_keeps_others_out_until_the_transaction_ends(engine: Engine) -> None:
    with engine.connect() as first, engine.connect() as second:
        hold(first, DIFF)
        assert is_free(second, DIFF) is False
        assert is_free(second, UPGRADE) is True
        second.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            hold(second, DIFF)
        second.rollback()
        first.rollback()
        assert is_free(second, DIFF) is True


def test_reference_rows_are_those_of_the_gazetteer(engine: Engine) -> None:
    rows = reference_rows()
    with engine.connect() as connection:
        for table, wanted in [
            (tables.organisation, rows.organisations),
            (tables.organisation_name, rows.names),
            (tables.position, rows.positions),
        ]:
            found = [dict(row) for row in connection.execute(select(table)).mappings()]
            assert len(found) == len(wanted) > 0
            assert all(row in found for row in wanted)

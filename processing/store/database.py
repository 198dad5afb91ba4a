"""Opening the database: ``DATABASE_URL``, or the embedded server of the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import psycopg
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from processing.settings import Settings
from processing.store import cluster, embedded
from processing.store.errors import StoreError
from processing.store.upgrade import check_version, upgrade

__all__ = [
    "StoreError",
    "close_store",
    "database_url",
    "lasting_url",
    "open_store",
    "store",
    "upgrade",
]

OLDEST_SERVER = 15
CONNECT_SECONDS = 10
DRIVER = "postgresql+psycopg"
SCHEMES = {"postgres", "postgresql", DRIVER}

_embedded: WeakKeyDictionary[Engine, embedded.Server] = WeakKeyDictionary()


def open_store(settings: Settings) -> Engine:
    """Connect to the configured database, starting the embedded one if needed.

    Days are Viet Nam's: every connection has the time zone Asia/Ho_Chi_Minh. The
    schema may be older than the code (`upgrade` brings it up) but not newer.

    Raises:
        StoreError: it cannot be reached, is older than PostgreSQL 15 or was made by
            a newer release; one line, never with the password.
    """
    server = None if settings.database_url else embedded.acquire(settings.data)
    engine = create_store_engine(make_url(server.url) if server else _given(settings))
    try:
        _check(engine)
    except StoreError:
        engine.dispose()
        raise
    if server:
        _embedded[engine] = server
    return engine


@contextmanager
def store(settings: Settings) -> Iterator[Engine]:
    """`open_store` for the length of a ``with`` block, brought up to date first.

    Raises:
        StoreError: as `open_store`, and if the server goes away in the block.
    """
    engine = open_store(settings)
    try:
        upgrade(engine)
        yield engine
    except (DBAPIError, psycopg.OperationalError) as error:
        if not _went_away(error):
            raise
        raise StoreError(
            f"the database on {_where(engine)} failed in the middle of it"
            f" ({_reason(engine, error)}): see to the server and begin again;"
            " what was committed stays"
        ) from error
    finally:
        close_store(engine)


def _went_away(error: DBAPIError | psycopg.OperationalError) -> bool:
    """Whether it is the server that fails (gone, stopped, full), and not a query."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(driver, psycopg.OperationalError):
        return False
    # Who breaks a connection off often gives no code for it.
    return (driver.sqlstate or "08").startswith(("08", "53", "57P", "58"))


def close_store(engine: Engine) -> None:
    """Close the connections; stop the embedded server if nobody else uses it.

    Ending the process does the same. Other engines of this process on the same data
    folder lose their server.
    """
    engine.dispose()
    server = _embedded.pop(engine, None)
    if server and server not in _embedded.values():
        embedded.release(server)


def database_url(settings: Settings) -> str:
    """The address for other programs (psql, a dashboard), password included."""
    if settings.database_url:
        address = _given(settings)
    else:
        address = make_url(embedded.acquire(settings.data).url)
    plain = address.set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


def lasting_url(settings: Settings) -> str:
    """`database_url` for a program that goes on when this process has ended.

    The embedded server then runs on until another process ends its use of it with
    nobody else connected.
    """
    address = database_url(settings)
    if not settings.database_url:
        embedded.leave_running(embedded.acquire(settings.data))
    return address


def create_store_engine(url: URL) -> Engine:
    """An engine on ``url`` with the project's connection settings."""
    settings = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": cluster.APPLICATION,
    }
    given = {name: value for name, value in settings.items() if name not in url.query}
    engine = create_engine(url, connect_args=given, pool_pre_ping=True)
    event.listen(engine, "connect", _use_local_days)
    return engine


def _use_local_days(driver: psycopg.Connection, _entry: ConnectionPoolEntry) -> None:
    driver.execute("SET TIME ZONE 'Asia/Ho_Chi_Minh'")
    driver.commit()


def _given(settings: Settings) -> URL:
    assert settings.database_url
    hint = "write postgresql://user:password@host:5432/database"
    try:
        url = make_url(settings.database_url.get_secret_value())
        host = url.host  # a wrong port fails here
    except (ArgumentError, ValueError):
        # The cause is left out: its message may hold the password.
        raise StoreError(f"DATABASE_URL is not an address: {hint}") from None
    if url.drivername not in SCHEMES:
        raise StoreError(
            f"DATABASE_URL: {url.drivername} on {host} is no PostgreSQL: {hint}"
        )
    return url.set(drivername=DRIVER)


def _reason(engine: Engine, error: DBAPIError | psycopg.OperationalError) -> str:
    """What the driver says, in one line and without the password."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    said = " ".join(str(driver).split())
    password = engine.url.password
    return said.replace(str(password), "***") if password else said


def _where(engine: Engine) -> str:
    return str(engine.url.host or engine.url.query.get("host") or "the local socket")


def _check(engine: Engine) -> None:
    where = _where(engine)
    try:
        with engine.connect() as connection:
            info = connection.dialect.server_version_info
            check_version(connection)
    except DBAPIError as error:
        reason = _reason(engine, error)
        raise StoreError(
            f"the database on {where} cannot be reached ({reason}): start it, or "
            "correct DATABASE_URL; without it the embedded database is used"
        ) from None
    if info and int(info[0]) < OLDEST_SERVER:
        found = ".".join(map(str, info))
        raise StoreError(
            f"the database on {where} is PostgreSQL {found}: "
            f"{OLDEST_SERVER} or newer is needed"
        )

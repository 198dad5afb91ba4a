"""Bringing a database to the state of the code: migrations, views, reference rows.

All of it in one transaction under an advisory lock: several processes may call it
at once, and a crash in between leaves the database as it was.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from processing.settings import PROJECT
from processing.store import tables
from processing.store.bulk import upsert
from processing.store.errors import StoreError
from processing.store.locks import UPGRADE, hold
from processing.store.reference import reference_rows
from processing.store.roles import ensure_roles

if TYPE_CHECKING:
    from alembic.config import Config

# Two lines at every look at the version are no news to anybody.
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)

MIGRATIONS = PROJECT / "sql" / "migrations"
VIEWS = PROJECT / "sql" / "views"


def upgrade(engine: Engine) -> None:
    """Migrate to the newest schema; refresh views, roles and reference rows.

    Safe to call any number of times, from several processes; does nothing when the
    database is current.

    Raises:
        StoreError: the schema was made by a newer release, or the connected user may
            not change it.
    """
    with _rights_explained(engine), engine.begin() as connection:
        hold(connection, UPGRADE)
        check_version(connection)
        _migrate(connection)
        _once(connection, "views", _views_digest(), _apply_views)
        rows = reference_rows()
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        _once(connection, "reference", digest, rows.load)
        ensure_roles(connection)


@contextmanager
def _rights_explained(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, InsufficientPrivilege) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, InsufficientPrivilege):
            raise
        raise StoreError(
            f"database user {engine.url.username} may not change the schema of "
            f"{engine.url.database} ({cause.diag.message_primary}): as administrator "
            f"GRANT CREATE ON DATABASE {engine.url.database} to it, or upgrade as the "
            "user who made it"
        ) from error


def current_version(connection: Connection) -> str | None:
    """The migration the database stands at; ``None`` before the first."""
    if connection.scalar(text("SELECT to_regclass('core.alembic_version')")) is None:
        return None
    version = connection.scalar(text("SELECT version_num FROM core.alembic_version"))
    return str(version) if version is not None else None


def versions() -> list[str]:
    """The migrations of this release, oldest first; a file begins with its number."""
    return sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("0*.py"))


def newest_version() -> str | None:
    """The newest migration of this release."""
    return versions()[-1] if versions() else None


def check_version(connection: Connection) -> None:
    """Refuse a schema that this release does not know.

    Raises:
        StoreError: naming both versions.
    """
    found = current_version(connection)
    if found is not None and found not in versions():
        raise StoreError(
            f"the database is at version {found}, this release knows up to "
            f"{newest_version()}: install the newer release of dangbo"
        )


def migration_config(connection: Connection) -> Config:
    """Alembic's configuration, working on ``connection`` in its transaction."""
    from alembic.config import Config  # noqa: PLC0415 - see _migrate

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection) -> None:
    if current_version(connection) == newest_version():
        return
    # Importing Alembic costs a fifth of a quiet night's run: only when it is needed.
    from alembic import command  # noqa: PLC0415

    connection.execute(text("CREATE SCHEMA IF NOT EXISTS core"))
    command.upgrade(migration_config(connection), "head")


def _once(
    connection: Connection, name: str, digest: str, apply: Callable[[Connection], None]
) -> None:
    """Call ``apply`` unless it was the last applied under ``name`` with ``digest``."""
    query = select(tables.applied.c.digest).where(tables.applied.c.name == name)
    if connection.scalar(query) == digest:
        return
    apply(connection)
    row = {"name": name, "digest": digest}
    upsert(connection, tables.applied, [row], key=["name"], update=["digest"])


def _view_files() -> list[Path]:
    return sorted(VIEWS.glob("*.sql"))


def _views_digest() -> str:
    digest = hashlib.sha256()
    for path in _view_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _apply_views(connection: Connection) -> None:
    for path in _view_files():
        run_script(connection, path)


def run_script(connection: Connection, path: Path) -> None:
    """Execute a file of SQL statements as it stands (no parameters, no psql words)."""
    driver = connection.connection.driver_connection
    assert driver is not None
    connection.execute(text("SELECT 1"))  # the transaction is SQLAlchemy's to end
    driver.execute(path.read_text(encoding="utf-8"))

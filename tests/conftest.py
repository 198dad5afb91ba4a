"""Fixtures of all tests: a database of one's own, and the folder of real articles."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from processing.store import embedded
from processing.store.database import create_store_engine
from processing.store.errors import StoreError
from processing.store.upgrade import upgrade

# The same examples everywhere and every time: a red test is red for everybody.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")
# It would also write a patch with libcst, which Airflow brings: that fails as soon as
# zope.interface is loaded (Twisted), and hides the failure under an INTERNALERROR.
sys.modules["hypothesis.extra._patching"] = None  # type: ignore[assignment]

# Hundreds of processes are started by the tests: each would compile our code anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATE = "dangbo_template"
SERVER_FOLDER = "dangbo-tests-"
AN_HOUR = 3600
ENOUGH = 2_000_000_000  # bytes
_numbers = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first: a worker that is left with one alone is waited for.

    (``--no-loadscope-reorder``, or pytest-xdist puts those with most tests first.)
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The folder of real labelled articles (DANGBO_EVAL_DATA, default ../shared)."""
    given = os.environ.get("DANGBO_EVAL_DATA", "../shared")
    folder = (PROJECT / given).resolve()
    if not (folder / "dev").is_dir():
        pytest.skip(f"no labelled articles in {folder}: set DANGBO_EVAL_DATA")
    return folder


@pytest.fixture(scope="session")
def _server() -> Iterator[embedded.Server]:
    """One embedded server for the whole test run, shared by its worker processes."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"pid{os.getpid()}")
    _remove_leftovers()
    folder = _quick_folder() / f"{SERVER_FOLDER}{run}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    server = embedded.acquire(folder)
    with _administrator(server) as admin:
        admin.execute(text("ALTER SYSTEM SET fsync = off"))
        admin.execute(text("SELECT pg_reload_conf()"))
    yield server
    if embedded.release(server):
        shutil.rmtree(folder, ignore_errors=True)


def _quick_folder() -> Path:
    """Memory where there is enough of it: copying a database takes 20 ms, not 400.

    Never below pytest's own folder: it is closed to the account of the server.
    """
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH:
        return memory
    return Path(tempfile.gettempdir())


def _remove_leftovers() -> None:
    """Test runs that were killed leave their server; those in use are left alone."""
    for folder in _quick_folder().glob(f"{SERVER_FOLDER}*"):
        if time.time() - folder.stat().st_mtime < AN_HOUR:  # perhaps just starting
            continue
        with contextlib.suppress(StoreError):  # another user's
            if embedded.release(embedded.acquire(folder)):
                shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A quick folder that every account can reach (pytest's own is closed)."""
    folder = Path(tempfile.mkdtemp(prefix="dangbo-open-", dir=_quick_folder()))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _template(_server: embedded.Server) -> str:
    """A migrated database that others are copied from."""
    with _administrator(_server) as admin:
        # Worker processes take turns; the lock ends with the connection.
        admin.execute(text("SELECT pg_advisory_lock(1)"))
        query = text("SELECT datistemplate FROM pg_database WHERE datname = :name")
        if not admin.scalar(query, {"name": TEMPLATE}):
            admin.execute(text(f"DROP DATABASE IF EXISTS {TEMPLATE}"))
            admin.execute(text(f"CREATE DATABASE {TEMPLATE}"))
            engine = create_store_engine(make_url(_server.url).set(database=TEMPLATE))
            upgrade(engine)
            engine.dispose()
            admin.execute(text(f"ALTER DATABASE {TEMPLATE} IS_TEMPLATE true"))
    return TEMPLATE


@pytest.fixture
def empty_engine(_server: embedded.Server) -> Iterator[Engine]:
    """An engine on a new database without any schema."""
    yield from _database(_server, "template0")


@pytest.fixture
def engine(_server: embedded.Server, _template: str) -> Iterator[Engine]:
    """An engine on a new, migrated database of this test's own."""
    yield from _database(_server, _template)


def _database(server: embedded.Server, template: str) -> Iterator[Engine]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with _administrator(server) as admin:
        admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine = create_store_engine(make_url(server.url).set(database=name))
    yield engine
    engine.dispose()
    with _administrator(server) as admin:
        admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _administrator(server: embedded.Server) -> Connection:
    engine = create_engine(server.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    return engine.connect()

"""The cluster of the embedded PostgreSQL: made, started, asked and stopped.

The binaries come with a wheel. There is no TCP port and no password: the socket lies
in a folder that only its owner (and root) may enter. Who may do what, and when, is
told in `embedded`; nothing here takes a lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from processing.store.errors import StoreError
from processing.store.placement import Account, Placement

log = logging.getLogger(__name__)

USER = DATABASE = "dangbo"
# How our own processes name their connections: they hold locks, other programs do not.
APPLICATION = "dangbo"
START_SECONDS = 120  # recovery after a crash can take its time
LONGEST_SOCKET_PATH = 100  # the system's limit is 108 bytes (104 on some)
LEAVING_SECONDS, LEAVING_LOOKS = 0.5, 5  # a client that has just ended is seen a while
LOG_LIMIT = 5_000_000  # bytes; one older file is kept

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "Asia/Ho_Chi_Minh",
    "log_timezone": "Asia/Ho_Chi_Minh",
}


def _folder(placement: Placement) -> Path:
    return placement.home / "cluster"


def ensure_cluster(placement: Placement) -> None:
    """Make the cluster where there is none; refuse one of another PostgreSQL."""
    cluster, partial = _folder(placement), placement.home / "cluster.new"
    version = cluster / "PG_VERSION"
    if version.exists():
        return _check_version(placement, version.read_text(encoding="ascii").strip())
    shutil.rmtree(partial, ignore_errors=True)  # left by an interrupted initdb
    started = time.monotonic()
    settings = [f"--set={name}={value}" for name, value in SETTINGS.items()]
    _run(
        placement,
        "initdb",
        f"--pgdata={partial}",
        f"--username={USER}",
        "--encoding=UTF8",
        "--locale-provider=builtin",  # sorts alike on every system
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--auth-local=trust",
        "--auth-host=reject",
        *settings,
    )
    partial.rename(cluster)
    log.info("made a database in %s (%.1f s)", cluster, time.monotonic() - started)
    return None


def _check_version(placement: Placement, found: str) -> None:
    wanted = placement.binaries.parent.name.removeprefix("pginstall")
    if found != wanted:
        raise StoreError(
            f"the database in {_folder(placement)} was made by PostgreSQL {found}, "
            f"the embedded one is {wanted}: dump it with the older release and load "
            "it into a new data folder"
        )


def ensure_running(placement: Placement) -> Path:
    """Start the server if it does not run; the folder of its socket."""
    running = _running(placement)
    if running is None:
        _forget_stale_pid(placement)
        running = _start(placement)
    _ensure_database(running)
    return running


def _running(placement: Placement) -> Path | None:
    """The folder of the socket, if a server of this cluster answers on it."""
    try:
        text = (_folder(placement) / "postmaster.pid").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    lines = text.splitlines()
    folder = Path(lines[4]) if len(lines) > 4 and lines[4] else None
    return folder if folder and answers(folder) else None


def answers(folder: Path) -> bool:
    """Whether a server listens on the socket of a folder."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(5)
        try:
            probe.connect(str(folder / ".s.PGSQL.5432"))
        except OSError:
            return False
    return True


def _forget_stale_pid(placement: Placement) -> None:
    """Remove the pid file of a crash if its number now belongs to another program.

    PostgreSQL ignores the file of a dead process, but not of a reused number.
    """
    path = _folder(placement) / "postmaster.pid"
    try:
        pid = int(path.read_text(encoding="utf-8").split("\n", 1)[0])
        name = psutil.Process(pid).name()
    except (FileNotFoundError, ValueError, psutil.Error):
        return
    if name not in ("postgres", "pg_ctl"):
        log.warning("removed stale %s: process %d is %s", path, pid, name)
        path.unlink()


def _start(placement: Placement) -> Path:
    sockets, output = _socket_folder(placement), placement.home / "server.log"
    if output.exists() and output.stat().st_size > LOG_LIMIT:
        output.replace(output.with_suffix(".log.1"))
    started = time.monotonic()
    _run(
        placement,
        "pg_ctl",
        "start",
        "--wait",
        f"--timeout={START_SECONDS}",
        f"--pgdata={_folder(placement)}",
        f"--log={output}",
        f"--options=-k '{sockets}'",
    )
    log.info("started the embedded database (%.1f s)", time.monotonic() - started)
    return sockets


def _socket_folder(placement: Placement) -> Path:
    """The home itself, or a private short folder where its path is too long."""
    home = placement.home
    if len(os.fsencode(home)) <= LONGEST_SOCKET_PATH - len("/.s.PGSQL.5432.lock"):
        return home
    account = placement.account or Account(os.geteuid(), os.getegid())
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"dangbo-{account.uid}-{name}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, account.uid, account.gid)
    found = folder.lstat()
    if found.st_uid != account.uid or found.st_mode & 0o077:
        raise StoreError(
            f"the socket folder {folder} belongs to somebody else: remove it, or set "
            "DANGBO_DATA to a shorter path"
        )
    return folder


def _ensure_database(sockets: Path) -> None:
    import psycopg  # noqa: PLC0415 (keeps a command that needs no database quick)

    address = f"host={sockets} user={USER} dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(query, [DATABASE]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def has_guests(sockets: Path) -> bool:
    """Whether somebody is connected who is none of our processes, which hold locks."""
    import psycopg  # noqa: PLC0415 (keeps a command that needs no database quick)

    query = (
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type ="
        " 'client backend' AND pid <> pg_backend_pid() AND application_name <> %s)"
    )
    address = f"host={sockets} user={USER} dbname=postgres connect_timeout=5"
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            for _ in range(LEAVING_LOOKS):
                row = connection.execute(query, [APPLICATION]).fetchone()
                if not (row and row[0]):
                    return False
                time.sleep(LEAVING_SECONDS / LEAVING_LOOKS)
    except psycopg.OperationalError:  # it is gone, or takes nobody: stop it for good
        return False
    return True


def stop(placement: Placement) -> None:
    """Stop the server; whoever is connected is cut off."""
    try:
        _run(
            placement,
            "pg_ctl",
            "stop",
            "--mode=fast",
            "--wait",
            f"--pgdata={_folder(placement)}",
        )
    except StoreError as error:  # already gone, or slow: nothing is lost either way
        log.warning("%s", error)


def _run(placement: Placement, program: str, *arguments: str) -> None:
    account = placement.account
    # A file, not a pipe: the server inherits the descriptor and would keep it open.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(  # noqa: S603 (fixed words, no shell)
            [str(placement.binaries / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=placement.home,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            umask=0o077,
        )
        output.seek(0)
        said = " ".join(output.read().split())
    if done.returncode:
        raise StoreError(
            f"the embedded database in {placement.home} failed ({program}: "
            f"{said[-600:]}); more in {placement.home / 'server.log'}"
        )

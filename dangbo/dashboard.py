"""The dashboard on this machine: Superset in its own environment, over the store.

Superset wants other versions of what Dangbo runs on. It therefore lives in
``.venv-dashboard`` and is spoken to as a program; ``dashboards/`` is what it is given.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

from sqlalchemy import Engine, make_url

from dangbo.errors import DangboError
from processing.settings import PROJECT, Settings
from processing.store.database import database_url
from processing.store.logins import ensure_reading_login

Tell = Callable[[str], None]

LOGIN = "dashboard_app"
HOST = "127.0.0.1"
PYTHON = PROJECT / ".venv-dashboard" / "bin" / "python"
FOLDER = PROJECT / "dashboards"
PAGE = "/superset/dashboard/dangbo/"
START_SECONDS = 180  # on a small machine its first start takes most of a minute
STOP_SECONDS = 15
# What Superset is given of the surrounding environment; the rest is not its business.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Made at the first start, kept in the data folder for its owner alone."""

    secret_key: str
    admin_password: str
    store_password: str


def check(port: int) -> None:
    """Refuse early what would fail late.

    Raises:
        DangboError: Superset is not installed, or the port is taken.
    """
    if not PYTHON.exists():
        raise DangboError("the dashboard is not installed here: run make dashboard")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise DangboError(
                f"cannot listen on {HOST}:{port} ({error.strerror}): use another --port"
            ) from error


def kept_secrets(home: Path) -> Secrets:
    """The secrets of dashboard folder ``home``, made where there are none yet.

    Raises:
        DangboError: the file is there and cannot be used.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    file = home / "secrets.json"
    if file.exists():
        try:
            return Secrets(**json.loads(file.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise DangboError(
                f"{file} cannot be read ({error}): put it back, or remove the folder "
                f"{home} to begin anew (charts of your own are kept in it)"
            ) from error
    made = Secrets(*(secrets.token_urlsafe(size) for size in (48, 18, 24)))
    partial = file.with_suffix(".new")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(asdict(made), indent=1), encoding="utf-8")
    partial.rename(file)
    return made


def store_address(engine: Engine, settings: Settings, password: str) -> str:
    """Make the dashboard's login in the store; its address for Superset's driver."""
    with engine.begin() as connection:
        ensure_reading_login(connection, LOGIN, password)
    address = make_url(database_url(settings)).set(
        drivername="postgresql+psycopg2", username=LOGIN, password=password
    )
    return address.render_as_string(hide_password=False)


def show(home: Path, known: Secrets, address: str, *, port: int, tell: Tell) -> None:
    """Prepare Superset in ``home`` and answer on ``port`` until stopped.

    The admin's password is told by the start that makes the dashboard, and no other.

    Raises:
        DangboError: it cannot be prepared, does not start, or ends by itself.
    """
    is_new = not (home / "prepared").exists()
    environment = _environment(home, address, known)
    log = home / "superset.log"
    # Many short requests at once, which wait for the store: threads do.
    command = [str(PYTHON), "-m", "gunicorn", f"--bind={HOST}:{port}", "--workers=1"]
    command += ["--threads=8", "--worker-class=gthread", "--timeout=120"]
    command += ["--log-level=warning", "superset.app:create_app()"]
    with _ended_by_signals():
        _prepare(environment, log, tell)
        with _running(command, environment, log) as server:
            _wait(server, port, log)
            tell(f"\nThe dashboard is at http://{HOST}:{port}{PAGE}")
            if is_new:
                tell(f"  user admin, password {known.admin_password}")
                tell(f"  (shown this once; it is kept in {home / 'secrets.json'})")
            else:
                tell(f"  user admin; the password is in {home / 'secrets.json'}")
            tell("Ctrl-C ends it.")
            server.wait()
            raise DangboError(f"Superset has ended by itself: see {log}")


def _environment(home: Path, address: str, known: Secrets) -> dict[str, str]:
    passed: Mapping[str, str] = os.environ
    return {name: passed[name] for name in PASSED_ON if name in passed} | {
        "DASHBOARD_HOME": str(home.resolve()),
        "DASHBOARD_STORE_URL": address,
        "DASHBOARD_SECRET_KEY": known.secret_key,
        "DASHBOARD_ADMIN_PASSWORD": known.admin_password,
        "SUPERSET_CONFIG_PATH": str(FOLDER / "superset_config.py"),
        # It would tell its makers of each start.
        "SCARF_ANALYTICS": "false",
    }


def _prepare(environment: dict[str, str], log: Path, tell: Tell) -> None:
    tell("Preparing the dashboard …")
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [str(PYTHON), str(FOLDER / "prepare.py")],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=output,
            check=False,
            text=True,
        )
    if done.returncode:
        raise DangboError(f"Superset cannot be prepared: see {log}")
    for line in done.stdout.splitlines()[-1:]:
        tell(line)


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that ends with the block."""
    with log.open("ab") as output:
        server = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            command,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C comes to us, who end it in good order
        )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Whoever asks us to end ends what we started as well."""
    asked = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, _interrupt) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise DangboError(f"Superset does not answer: see {log}")

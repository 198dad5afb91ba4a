"""`dangbo dashboard` before Superset comes in: its secrets, its refusals, its end."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from dangbo import dashboard, setup
from dangbo.cli.dashboard_command import chosen
from dangbo.cli.main import cli
from dangbo.errors import DangboError
from processing.settings import Settings
from processing.store.database import store
from tests.dags.airflow_home import free_port


def mode(path: Path) -> int:
    """The permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def test_secrets_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "dashboard"
    made = dashboard.kept_secrets(home)
    assert (mode(home), mode(home / "secrets.json")) == (0o700, 0o600)
    assert dashboard.kept_secrets(home) == made
    assert dashboard.kept_secrets(tmp_path / "other") != made
    lengths = (len(made.secret_key), len(made.admin_password), len(made.store_password))
    assert lengths >= (64, 24, 32)


@pytest.mark.parametrize("text", ["", "[]", '{"secret_key": "a"}'])
def test_broken_secrets_are_not_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "secrets.json").write_text(text)
    with pytest.raises(DangboError, match=r"secrets.json cannot be read .*put it back"):
        dashboard.kept_secrets(tmp_path)
    assert (tmp_path / "secrets.json").read_text() == text


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python in the place of Superset's, and a data folder of our own."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "DASHBOARD_STORE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DANGBO_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(dashboard, "PYTHON", Path(sys.executable))
    return tmp_path


def test_it_says_what_to_install(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "PYTHON", installed / "nowhere")
    done = CliRunner().invoke(cli, ["dashboard"])
    assert "run make dashboard" in str(done.exception)
    assert not (installed / "data").exists()


def test_it_says_which_port_is_taken(installed: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(cli, ["dashboard", "--port", str(port)])
    assert f"127.0.0.1:{port}" in str(done.exception)
    assert "another --port" in str(done.exception)


@pytest.mark.parametrize("arguments", [[], ["--demo"]])
def test_without_a_store_it_says_how_to_get_one(
    installed: Path, arguments: list[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = CliRunner().invoke(cli, ["dashboard", "--port", str(port), *arguments])
    assert "run make demo first" in str(done.exception)


PAGE = [
    "INSERT INTO core.source (id, name, kind, base_url, is_official) VALUES"
    " ('baovidu', 'Báo Ví Dụ', 'newspaper', 'https://baovidu.example', false)",
    "INSERT INTO core.run (key, kind, as_of) VALUES ('r', 'manual', now())",
    "INSERT INTO core.page (run_id, source_id, url, kind, status, fetched_at, digest,"
    " warc_path, warc_offset) SELECT id, 'baovidu', 'https://baovidu.example/',"
    " 'listing', 200, now(), 'x', 'x', 0 FROM core.run",
]


def test_a_store_without_a_page_gives_way_to_the_demos(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    own = Settings(data=open_folder, DATABASE_URL=None)
    with store(own) as engine:
        assert chosen(own) == own, "there is no other"
        demo = open_folder / "demo" / "data"
        (demo / "postgresql").mkdir(parents=True)
        assert chosen(own).data == demo
        with engine.begin() as connection:
            for statement in PAGE:
                connection.execute(text(statement))
        assert chosen(own) == own


# Stands in for Superset: answers /health from a child of its own, tells its numbers.
SERVER = """
    import http.server, os, sys
    class Health(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200); self.end_headers()
        def log_message(self, *_): pass
    port = int([a for a in sys.argv if a.startswith("--bind=")][0].rsplit(":", 1)[1])
    open(os.environ["DASHBOARD_HOME"] + "/environment", "w").write(repr(os.environ))
    open(os.environ["DASHBOARD_HOME"] + "/pid", "w").write(str(os.getpid()))
    http.server.HTTPServer(("127.0.0.1", port), Health).serve_forever()
"""
CALLER = """
    import sys
    from pathlib import Path
    from dangbo import dashboard
    home, python, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    dashboard.PYTHON, dashboard.FOLDER = python, home
    known = dashboard.kept_secrets(home)
    dashboard.show(home, known, "postgresql://x", port=port, tell=print)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_ends_it_ends_the_server_too(
    tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "prepare.py").write_text("print('prepared')")
    (tmp_path / "gunicorn.py").write_text(textwrap.dedent(SERVER))
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\nPYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"\n'
    )
    python.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = (tmp_path, python, port)
    with subprocess.Popen(
        [sys.executable, "-u", "-c", textwrap.dedent(CALLER), *map(str, given)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "SMTP_URL": "smtp://secret", "AWS_SECRET": "secret"},
    ) as caller:
        assert caller.stdout is not None
        told = [next(caller.stdout) for _ in range(6)]
        caller.send_signal(number)
        caller.wait(20)
    password = dashboard.kept_secrets(tmp_path).admin_password
    assert any(password in line for line in told), "the first start tells it"
    server = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not Path(f"/proc/{server}").exists():
            break
        time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
    assert "secret'" not in (tmp_path / "environment").read_text()


def test_an_address_that_is_given_is_used_as_it_is(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dashboard, "show", lambda _h, _k, url, **_: asked.append(url))
    monkeypatch.setenv("DASHBOARD_STORE_URL", "postgresql+psycopg2://me:it@host/db")
    command = ["dashboard", "--port", str(free_port())]
    done = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert done.exit_code == 0
    assert asked == ["postgresql+psycopg2://me:it@host/db"]


@pytest.mark.parametrize("password", ["", "a ' password"])
def test_the_setup_of_compose_makes_the_login_where_it_has_a_password(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    given = {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(tmp_path / "login"),
        "AIRFLOW_ADMIN_PASSWORD": "secret",
        "DASHBOARD_STORE_PASSWORD": password,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: None)
    monkeypatch.setattr(setup, "open_store", lambda _: engine)
    monkeypatch.setattr(setup, "LOGIN", f"dashboard_setup_{os.getpid()}")
    setup.main()
    with engine.begin() as connection:
        query = "SELECT rolcanlogin FROM pg_roles WHERE rolname = :name"
        found = connection.scalar(text(query), {"name": setup.LOGIN})
        connection.execute(text(f"DROP ROLE IF EXISTS {setup.LOGIN}"))
    assert found is (True if password else None)

"""The demo beside an installation that is set up: neither sees the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg


def dangbo(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Give a command in a folder, with the settings of its .env alone."""
    foreign = ("DANGBO_", "DATABASE_URL", "SMTP_URL")
    return subprocess.run(
        [sys.executable, "-m", "dangbo.cli.main", *arguments],
        cwd=cwd,
        env={k: v for k, v in os.environ.items() if not k.startswith(foreign)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_in_its_folder_commands_mean_the_demo(open_folder: Path) -> None:
    live = "DATABASE_URL=postgresql://nobody@127.0.0.1:9/live\n"
    (open_folder / ".env").write_text(live)
    shown = dangbo("demo", "--without-airflow", "--days", "1", cwd=open_folder)
    assert shown.returncode == 0, shown.stderr
    folder = open_folder / "data" / "demo"
    assert f"cd {folder}" in shown.stdout

    leaders = dangbo("leaders", "lang-son", cwd=folder)
    assert "Lương Trọng Bách" in leaders.stdout
    assert "bao-lang-son" in dangbo("sources", "list", cwd=folder).stdout
    assert dangbo("leaders", cwd=open_folder).returncode == 1
    assert (open_folder / ".env").read_text() == live

    # A look around leaves its server running, which would fight that of the next demo.
    url = dangbo("db", "url", cwd=folder).stdout.strip()
    [lock] = (folder / "data" / "postgresql").rglob("postmaster.pid")
    server = int(lock.read_text().split()[0])
    again = ("demo", "--without-airflow", "--days", "1")
    with psycopg.connect(url):
        refused = dangbo(*again, cwd=open_folder)
    assert refused.returncode == 1
    assert "is in use" in refused.stderr
    assert psutil.pid_exists(server)
    assert dangbo(*again, cwd=open_folder).returncode == 0
    assert not psutil.pid_exists(server)

"""What `make` does for a user who types it as the README prints it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
AIRFLOW = """#!/bin/sh
echo "found $(command -v airflow) $*"
env | grep ^AIRFLOW__ | sort
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder in which all is installed, with an `airflow` that tells its settings."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    program = tmp_path / ".venv/bin/airflow"
    program.write_text(AIRFLOW)
    program.chmod(0o755)
    for mark in (".created", ".runtime", ".dev"):
        (tmp_path / ".venv" / mark).touch()
    return tmp_path


def make(folder: Path, *arguments: str) -> str:
    """Run make as from a shell in which no environment is activated."""
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_airflow_finds_its_parts_and_our_dags_alone(checkout: Path) -> None:
    told = make(checkout, "airflow").splitlines()
    assert f"found {checkout}/.venv/bin/airflow standalone" in told
    assert f"AIRFLOW__CORE__DAGS_FOLDER={checkout}/dags" in told
    assert "AIRFLOW__CORE__LOAD_EXAMPLES=False" in told
    assert "AIRFLOW__API__HOST=127.0.0.1" in told


def test_tasks_of_airflow_look_for_it_at_the_port_that_was_chosen(
    checkout: Path,
) -> None:
    told = make(checkout, "airflow", "AIRFLOW_PORT=8091").splitlines()
    assert "AIRFLOW__API__PORT=8091" in told
    where = "http://localhost:8091/execution/"
    assert f"AIRFLOW__CORE__EXECUTION_API_SERVER_URL={where}" in told


def test_clean_leaves_what_was_crawled(checkout: Path) -> None:
    for name in ("data/archive/a.warc.gz", "data/postgresql/x", "data/demo/y"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    make(checkout, "clean")
    left = sorted(p.name for p in (checkout / "data").rglob("*") if p.is_file())
    assert left == ["a.warc.gz", "x"]

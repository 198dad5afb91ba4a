"""`dangbo db`: a dump that loads again, and a password that nobody sees."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from dangbo.cli import database
from dangbo.cli.main import cli
from processing.settings import Settings
from processing.store.database import (
    close_store,
    database_url,
    open_store,
    upgrade,
)
from processing.store.placement import client_program
from tests.processing.alert.world import World


def test_a_dump_brings_everything_to_a_new_data_folder(
    engine: Engine,
    open_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(engine)
    world.event(world.run())
    address = engine.url.set(drivername="postgresql").render_as_string(False)
    monkeypatch.setenv("DATABASE_URL", address)
    file = tmp_path / "dangbo.sql"
    done = CliRunner().invoke(cli, ["db", "dump", str(file)])
    assert (done.exit_code, file.exists()) == (0, True), done.output

    other = Settings(data=open_folder, DATABASE_URL=None)
    loaded = open_store(other)  # keeps its server up
    psql = [str(client_program("psql")), "-qf", str(file), database_url(other)]
    restored = subprocess.run(psql, check=True, capture_output=True, text=True)
    assert restored.stderr == ""
    upgrade(loaded)
    with loaded.begin() as connection:
        connection.execute(text("SET LOCAL ROLE dashboard_reader"))
        count = "SELECT count(*) FROM dashboard.events"
        assert connection.scalar(text(count)) == 1
    close_store(loaded)


def test_a_dump_that_fails_leaves_nothing_and_says_why(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@127.0.0.1:1/nowhere")
    kept = tmp_path / "dangbo.sql"
    kept.write_text("the dump of yesterday")
    done = CliRunner().invoke(cli, ["db", "dump", str(kept)])
    assert "nothing was dumped" in str(done.exception)
    assert "Connection refused" in str(done.exception)
    assert [file.name for file in tmp_path.iterdir()] == ["dangbo.sql"]
    assert kept.read_text() == "the dump of yesterday"


def test_the_password_is_no_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$PGPASSWORD : $*" > {seen}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(database, "client_program", lambda _: program)
    monkeypatch.setenv("DATABASE_URL", "postgresql://an:geheim@db.example/dangbo")
    CliRunner().invoke(cli, ["db", "dump", str(tmp_path / "dangbo.sql")])
    password, arguments = seen.read_text().split(" : ")
    assert password == "geheim"
    assert "geheim" not in arguments
    assert "postgresql://an@db.example/dangbo" in arguments

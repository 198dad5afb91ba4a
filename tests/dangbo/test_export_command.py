"""`dangbo export`, as a user types it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from dangbo.cli.main import cli
from tests.processing.alert.world import World


@pytest.fixture
def world(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> World:
    """A store with one event, which the command is configured for."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    world = World(engine)
    world.event(world.run())
    return world


def dangbo(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.mark.parametrize("form", ["csv", "parquet", "ftm", "popolo"])
def test_every_file_is_named_with_its_rows_and_checksum(
    world: World, tmp_path: Path, form: str
) -> None:
    done = dangbo("export", "--format", form, "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    for line in done.output.splitlines():
        name, _, rest = line.partition(": ")
        digest = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        assert rest.endswith(f"rows, sha256 {digest}")
    assert (tmp_path / f"manifest-{form}.json").is_file()


def test_a_wrong_province_is_one_line(world: World, tmp_path: Path) -> None:
    done = dangbo("export", "--out", str(tmp_path), "--province", "nowhere")
    assert done.exit_code == 1
    assert str(done.exception) == (
        "province: 'nowhere' is unknown: write it as nam-dinh"
    )
    assert list(tmp_path.iterdir()) == []

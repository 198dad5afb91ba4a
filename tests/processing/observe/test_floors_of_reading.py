"""Floors under the figures of reading: they rise, and sink only with a reason."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dangbo.cli.main import cli
from processing.observe.evaluate import score_folder
from processing.observe.floors import FloorsError, floors_from, load_floors
from tests.processing.observe.labelled import RIGHT, labelled_folder

SHARED = Path(os.environ.get("DANGBO_EVAL_DATA", "../shared"))
ROOT = Path(__file__).parents[3]
FLOORS = "benchmarks/floors.toml"
WRONG = {**RIGHT, "person": "Lê Văn Ví"}


def evaluate(folder: Path, label: dict[str, str], *options: str) -> Result:
    """Give the command on one article so labelled."""
    labelled_folder(folder, label)
    return CliRunner().invoke(cli, ["evaluate", str(folder), *options])


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    """Floors where everything was right."""
    path = tmp_path / "floors.toml"
    assert evaluate(tmp_path, RIGHT, "--write-floors", str(path)).exit_code == 0
    return path


def test_figures_at_their_floors_pass(tmp_path: Path, floors: Path) -> None:
    assert evaluate(tmp_path, RIGHT, "--floors", str(floors)).exit_code == 0


def test_figures_under_their_floors_fail(tmp_path: Path, floors: Path) -> None:
    done = evaluate(tmp_path, WRONG, "--floors", str(floors))
    assert done.exit_code != 0
    said = str(done.exception)
    assert "leadership_change.precision: 0.000 is under its floor 1.000" in said


def test_floors_do_not_sink_by_themselves(tmp_path: Path, floors: Path) -> None:
    before = floors.read_text()
    done = evaluate(tmp_path, WRONG, "--write-floors", str(floors))
    assert "--lower says why" in str(done.exception)
    assert floors.read_text() == before


def test_floors_sink_with_a_reason_that_stays(tmp_path: Path, floors: Path) -> None:
    before = load_floors(floors)
    why = ["--lower", 'Đã sửa nhãn: "sai" tên']
    done = evaluate(tmp_path, WRONG, "--write-floors", str(floors), *why)
    assert done.exit_code == 0, done.exception
    now = load_floors(floors)
    assert now.least["events.precision"] == 0
    assert now.lowered["events.precision"] == why[1]
    assert now.sunk_unsaid(before) == []


def test_floors_lowered_or_taken_away_by_hand_are_seen() -> None:
    before = floors_from("[b]\none = 0.9\ntwo = 0.9\nthree = 0.9")
    now = floors_from("[b]\none = 0.8\nthree = 0.7\n[lowered]\nthree = 'a label'")
    assert now.sunk_unsaid(before) == [
        "one: lowered from 0.900 to 0.800",
        "two: lowered from 0.900 to 0.000",
    ]


@pytest.mark.parametrize("text", ["", "[b]\none = 'x'", "[b", "b = 3"])
def test_a_file_that_says_no_floors_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text)
    with pytest.raises(FloorsError, match=r"floors\.toml: .*write \[b\]"):
        load_floors(path)


def git(*command: str) -> str:
    """What git says of this checkout; nothing where it cannot be asked."""
    done = subprocess.run(
        ["/usr/bin/env", "git", *command],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout if done.returncode == 0 else ""


def test_the_floors_kept_here_have_not_been_lowered() -> None:
    now = load_floors(ROOT / FLOORS)
    commits = git("log", "--format=%H", "-n", "2", "--", FLOORS).split()
    versions = [git("show", f"{commit}:{FLOORS}") for commit in commits]
    earlier = [floors_from(one) for one in versions if one]
    before = next((one for one in earlier if one.least != now.least), None)
    if before is None:
        pytest.skip("no earlier version of the floors: this checkout has no history")
    assert now.sunk_unsaid(before) == []


@pytest.mark.skipif(
    not (SHARED / "dev").is_dir(),
    reason="no labelled articles: set DANGBO_EVAL_DATA to their folder",
)
def test_reading_is_no_worse_than_its_floors() -> None:
    figures = score_folder(SHARED / "dev", half="b").figures()
    assert load_floors(ROOT / FLOORS).under(figures) == []

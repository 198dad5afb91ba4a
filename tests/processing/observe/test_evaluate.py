"""Scoring: the same figures as the shared scorer, and floors that do not sink."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from processing.observe.evaluate import (
    EvaluationError,
    below_floors,
    evaluate_folder,
    raise_floors,
    score_folder,
)
from processing.observe.jsonl import observe_file

SHARED = Path(os.environ.get("DANGBO_EVAL_DATA", "../shared"))
TEXT = "Sáng 11/3/2019, HĐND tỉnh Nam Định bầu ông Trần Văn Mẫu làm Chủ tịch UBND tỉnh."
RIGHT = {
    "kind": "leadership_change",
    "province": "nam-dinh",
    "occurred_on": "2019-03-11",
    "person": "Trần Văn Mẫu",
    "position": "peoples_committee_chair",
    "direction": "in",
    "change": "elected",
}


def _folder(folder: Path, *labels: dict[str, str]) -> Path:
    (folder / "articles.jsonl").write_text(json.dumps({"id": "1", "text": TEXT}))
    record = {"id": "1", "observations": labels, "notes": ""}
    (folder / "labels.jsonl").write_text(json.dumps(record))
    return folder


def test_right_false_and_missed(tmp_path: Path) -> None:
    score = score_folder(_folder(tmp_path, RIGHT))
    assert score.precision("leadership_change") == 1
    assert score.recall("leadership_change") == 1
    missed = score_folder(_folder(tmp_path, {**RIGHT, "person": "Lê Văn Ví"}))
    assert missed.recall("leadership_change") == 0
    assert missed.precision("leadership_change") == 0


def test_a_wrong_day_is_a_wrong_field(tmp_path: Path) -> None:
    score = score_folder(_folder(tmp_path, {**RIGHT, "occurred_on": "2019-03-12"}))
    assert score.field_accuracy("leadership_change.occurred_on") == 0
    assert score.field_accuracy("leadership_change.change") == 1


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="name one that does"):
        evaluate_folder(tmp_path)


def test_floors_rise_and_do_not_sink(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    good = score_folder(_folder(tmp_path, RIGHT))
    raise_floors(good, floors)
    assert below_floors(good, floors) == []
    bad = score_folder(_folder(tmp_path, {**RIGHT, "person": "Lê Văn Ví"}))
    assert any("under its floor" in one for one in below_floors(bad, floors))
    before = floors.read_text()
    with pytest.raises(EvaluationError, match="not lowered"):
        raise_floors(bad, floors)
    assert floors.read_text() == before


@pytest.mark.skipif(
    not (SHARED / "dev" / "score.py").is_file(),
    reason="no labelled articles: set DANGBO_EVAL_DATA to their folder",
)
@pytest.mark.parametrize("part", ["real", "retold"])
def test_agrees_with_the_shared_scorer(tmp_path: Path, part: str) -> None:
    folder = SHARED / "dev" / part
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("\n".join(observe_file(folder / "articles.jsonl")))
    scorer = SHARED / "dev" / "score.py"
    command = [sys.executable, str(scorer), str(folder / "labels.jsonl")]
    done = subprocess.run(
        [*command, str(predictions)], capture_output=True, text=True, check=True
    )
    ours = evaluate_folder(folder).splitlines()[1:]
    assert len(ours) > len(("kinds", "fields", "summary"))
    assert done.stdout.splitlines()[-len(ours) :] == ours


@pytest.mark.skipif(
    not (SHARED / "dev").is_dir(),
    reason="no labelled articles: set DANGBO_EVAL_DATA to their folder",
)
def test_reading_is_no_worse_than_its_floors() -> None:
    floors = Path(__file__).parents[3] / "benchmarks" / "floors.toml"
    assert below_floors(score_folder(SHARED / "dev", half="b"), floors) == []

"""Scoring: the same figures as the shared scorer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from processing.observe.evaluate import (
    EvaluationError,
    report,
    score_folder,
)
from processing.observe.jsonl import observe_file
from tests.processing.observe.labelled import RIGHT, labelled_folder

SHARED = Path(os.environ.get("DANGBO_EVAL_DATA", "../shared"))


def test_right_false_and_missed(tmp_path: Path) -> None:
    score = score_folder(labelled_folder(tmp_path, RIGHT))
    assert score.precision("leadership_change") == 1
    assert score.recall("leadership_change") == 1
    missed = score_folder(labelled_folder(tmp_path, {**RIGHT, "person": "Lê Văn Ví"}))
    assert missed.recall("leadership_change") == 0
    assert missed.precision("leadership_change") == 0


def test_a_wrong_day_is_a_wrong_field(tmp_path: Path) -> None:
    score = score_folder(
        labelled_folder(tmp_path, {**RIGHT, "occurred_on": "2019-03-12"})
    )
    assert score.field_accuracy("leadership_change.occurred_on") == 0
    assert score.field_accuracy("leadership_change.change") == 1


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="name one that does"):
        score_folder(tmp_path)


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
    ours = report(score_folder(folder)).splitlines()[1:]
    assert len(ours) > len(("kinds", "fields", "summary"))
    assert done.stdout.splitlines()[-len(ours) :] == ours

"""What people have judged becomes cases by which the reader is measured."""

from __future__ import annotations

import json
from pathlib import Path

from processing.diff import cases
from processing.diff.reviews import EDITED, REJECTED
from processing.observe.evaluate import score_folder
from tests.processing.diff.archive import Archive, morning
from tests.processing.diff.judging import ELECTED, OTHER, decide, read_anew, reported
from tests.processing.diff.telling import TUC

SENTENCE = (
    "Ngày 30/7/2021, tại Hội nghị Ban Chấp hành Đảng bộ tỉnh, đồng chí Phạm Gia Túc"
    " được bầu giữ chức Bí thư Tỉnh ủy Nam Định nhiệm kỳ 2020-2025."
)


def test_reviewed_events_become_cases_that_can_be_evaluated(
    archive: Archive, tmp_path: Path
) -> None:
    event = reported(archive)
    archive.do("UPDATE core.article_version SET text = :text", text=SENTENCE)
    [(version,)] = archive.rows("SELECT max(id) FROM core.article_version")
    archive.observe(version, "office_holder", person=OTHER, position="party_secretary")
    decide(archive, event, EDITED, f"person={TUC}")
    archive.run("2021-08-02")
    archive.change("other", "2021-08-01", "2021-08-01", OTHER)
    archive.diff()
    decide(archive, archive.events()[1].id, REJECTED)
    written = cases.export(archive.engine, tmp_path / "cases")
    assert (written.articles, written.judged) == (2, 2)
    labels = {
        label["id"]: label["observations"]
        for label in map(json.loads, (tmp_path / "cases/labels.jsonl").open())
    }
    told = labels["https://wire.example/2021-07-30-told"]
    assert [(o["kind"], o["person"], o.get("uncertain")) for o in told] == [
        ("leadership_change", TUC, None),
        ("office_holder", OTHER, True),
    ]
    assert sorted(map(len, labels.values())) == [0, 2]
    score = score_folder(tmp_path / "cases")
    assert score.articles == 2
    assert score.right["leadership_change"] == 1  # the reader has the name right
    assert score.quiet == 1


def test_what_is_read_right_today_is_one_label(
    archive: Archive, tmp_path: Path
) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    read_anew(archive, "leadership_change", **ELECTED, person=TUC)
    archive.run("2021-08-02")
    archive.diff()
    cases.export(archive.engine, tmp_path)
    [line] = (tmp_path / "labels.jsonl").read_text().splitlines()
    assert [o["person"] for o in json.loads(line)["observations"]] == [TUC]
    assert archive.as_of == morning("2021-08-02")

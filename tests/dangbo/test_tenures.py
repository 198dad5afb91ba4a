"""`dangbo evaluate DIR --tenure`: who sat where by the articles, and by reference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dangbo import tenures
from dangbo.cli.main import cli
from dangbo.errors import DangboError
from dangbo.tenures import AGREES, CONTRADICTS, UNKNOWN

ARTICLES = {
    "dung": (
        "2022-03-02",
        "Đồng chí Phạm Gia Túc, Bí thư Tỉnh ủy Nam Định đã dự lễ ra quân.",
    ),
    "nham": (
        "2022-03-03",
        "Đồng chí Vũ Đình Khoát, Chủ tịch UBND tỉnh Nam Định chủ trì cuộc họp.",
    ),
    "xua": (
        "2011-03-03",
        "Đồng chí Trịnh Bá Lương, Bí thư Tỉnh ủy Nam Định đã đến thăm.",
    ),
    "quyen": (
        "2022-03-03",
        "Thủ tướng giao quyền Chủ tịch UBND tỉnh Nam Định cho ông Vũ Đình Khoát, Phó "
        "Chủ tịch UBND tỉnh.",
    ),
    "thoi": (
        "2021-05-06",
        "Ông Đoàn Hồng Phong thôi giữ chức Bí thư Tỉnh ủy Nam Định để nhận nhiệm vụ "
        "mới.",
    ),
}


def folder(path: Path, *names: str) -> Path:
    lines = []
    for name in names:
        day, text = ARTICLES[name]
        article = {"id": name, "published_at": day, "province": "nam-dinh"}
        lines.append(json.dumps({**article, "text": text}, ensure_ascii=False))
    (path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("dung", AGREES),
        ("nham", CONTRADICTS),
        ("xua", UNKNOWN),
        ("quyen", UNKNOWN),
        ("thoi", UNKNOWN),
    ],
)
def test_a_tenure_is_judged_by_reference_on_the_days_it_was_seen(
    tmp_path: Path, name: str, verdict: str
) -> None:
    score = tenures.evaluate(folder(tmp_path, name))
    assert [found.what for found in score.verdicts] == [verdict]
    assert score.verdicts[0].article_ids == (name,)


def test_contradictions_are_listed_and_all_is_summed_up(tmp_path: Path) -> None:
    folder(tmp_path, "dung", "nham", "xua")
    result = CliRunner().invoke(cli, ["evaluate", str(tmp_path), "--tenure"])
    assert result.exit_code == 0, result.output
    *wrong, summary = result.output.strip().splitlines()
    assert len(wrong) == 1
    assert "Vũ Đình Khoát from 2022-03-03" in wrong[0]
    assert wrong[0].endswith("articles: nham")
    assert summary.startswith("tenures: 1 of 2 agree with reference = 0.500; 1 not in")


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DangboError, match="holds no articles"):
        tenures.evaluate(tmp_path)


def test_what_labelled_articles_say_agrees_with_reference(eval_data: Path) -> None:
    verdicts = [found.what for found in tenures.evaluate(eval_data / "dev").verdicts]
    known = verdicts.count(AGREES) + verdicts.count(CONTRADICTS)
    assert known > 80
    assert verdicts.count(AGREES) / known >= 0.9

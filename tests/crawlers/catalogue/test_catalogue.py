"""The catalogue says exactly what is wrong with it, all at once, with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from crawlers.catalogue import CatalogueError, Source, load_catalogue

GOOD = """\
sources:
  - id: baovidu
    name: Báo Ví Dụ
    kind: newspaper
    home:
      - {province: nam-dinh, until: 2025-06-30}
      - {province: ninh-binh, since: 2025-07-01}
    base_url: https://baovidu.vn
    family: epi
    discovery:
      - kind: feed
        url: https://baovidu.vn/rss/home.rss
    selectors:
      - {valid_until: 2020-12-31, body: .old}
      - {valid_from: 2021-01-01, body: .new}
"""


def written(folder: Path, text: str, name: str = "nam-dinh.yaml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_source_answers_by_day(tmp_path: Path) -> None:
    source = load_catalogue(written(tmp_path, GOOD)).sources[0]
    assert source.home_on(date(2025, 6, 30)) == "nam-dinh"
    assert source.home_on(date(2025, 7, 1)) == "ninh-binh"
    assert source.selectors_on(date(2020, 1, 1)).body == ".old"
    assert source.selectors_on(date(2024, 1, 1)).body == ".new"


def test_selectors_fall_back_to_the_family(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("    selectors")]
    source = load_catalogue(written(tmp_path, text)).sources[0]
    assert source.selectors_on(date(2024, 1, 1)).body == "div.article__body"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    name:", "    nmae: x\n    name:", 3, "unknown key 'nmae'"),
        (
            "        url: https://baovidu.vn/rss",
            "        url: baovidu.vn",
            12,
            "web ad",
        ),
        ("https://baovidu.vn/rss", "https://other.vn/rss", 12, "add it to 'hosts'"),
        ("base_url: https://", "base_url: ftp://", 8, "not a web address"),
        ("base_url: https://", "base_url: https://me:pw@", 8, "user name or password"),
        ("base_url: https://baovidu.vn", "base_url: http://10.0.0.1", 8, "private"),
        ("family: epi", "family: epo", 9, "no family 'epo'"),
        ("    family: epi", "    article_url: '(a'", 9, "not a regular expression"),
        ("    family: epi", "    article_url: 'https://x'", 9, "path and query alone"),
        ("    name: Báo Ví Dụ\n", "", 2, "is missing"),
        ("kind: feed", "kind: rss", 11, "'feed', 'sitemap' or 'listing'"),
        ("body: .new", "body: 'div['", 15, "not a CSS selector"),
        ("until: 2025-06-30", "until: 2025-07-01", 7, "overlaps another home"),
        ("until: 2025-06-30", "until: tomorrow", 6, "date"),
        ("    family: epi", "    delay_seconds: 0.1", 9, "less than 1 second"),
        ("    family: epi", "    time_zone: Asia/Hanoi", 9, "no such time zone"),
        ("    family: epi", "    family: epi\n    family: ymd", 10, "stands twice"),
        ("    family: epi", "    family: [epi", 10, "not valid YAML"),
        ("    family: epi", "    enabled: maybe", 9, "boolean"),
    ],
)
def test_each_fault_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    found = faults_of(written(tmp_path, GOOD.replace(old, new, 1)))
    assert len(found) == 1, found
    assert f"nam-dinh.yaml:{line}:" in found[0]
    assert words in found[0]


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    wrong = GOOD.replace("kind: feed", "kind: rss\n        colour: 1")
    written(tmp_path, wrong.replace("name: Báo", "name: 7 #"))
    written(tmp_path, GOOD.replace("kind: newspaper", "kind: paper"), "b.yaml")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    found = [f"{fault.file.name}:{fault.line}" for fault in caught.value.faults]
    assert found == [
        "b.yaml:4",
        "nam-dinh.yaml:3",
        "nam-dinh.yaml:11",
        "nam-dinh.yaml:12",
    ]


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD, "ninh-binh.yaml")
    (only,) = faults_of(tmp_path)
    assert "ninh-binh.yaml:2: sources.0.id: 'baovidu' is taken at" in only
    assert only.endswith("nam-dinh.yaml:2")


def test_a_successor_is_a_source_of_the_catalogue(tmp_path: Path) -> None:
    ended = GOOD.replace("    family: epi", "    successor: baokhac\n    family: epi")
    written(tmp_path, ended)
    (only,) = faults_of(tmp_path)
    assert "nam-dinh.yaml:9: sources.0.successor: no source 'baokhac'" in only
    written(tmp_path, GOOD.replace("baovidu", "baokhac"), "ninh-binh.yaml")
    assert load_catalogue(tmp_path).sources[0].successor == "baokhac"
    written(tmp_path, ended.replace("baokhac", "baovidu"))
    assert "is the source itself" in faults_of(tmp_path)[0]


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    (only,) = faults_of(tmp_path)
    assert "no catalogue here" in only


def test_a_local_source_may_be_private_and_quick() -> None:
    fields = {
        "id": "demo",
        "name": "Demo",
        "kind": "newspaper",
        "base_url": "http://127.0.0.1:8080",
        "delay_seconds": 0,
        "discovery": [{"kind": "listing", "url": "http://127.0.0.1:8080/"}],
    }
    Source.model_validate({**fields, "local": True})
    with pytest.raises(ValidationError, match="local sources only"):
        Source.model_validate(fields)

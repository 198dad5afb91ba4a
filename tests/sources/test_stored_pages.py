"""Every kept page is still read as expected; keeping one and breaking one."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.catalogue import Catalogue, load_catalogue
from crawlers.catalogue.table import FOLDER
from dangbo.errors import DangboError
from dangbo.stored_pages import EXPECTED, PAGE, KeptPage, differences, keep
from tests.families.papers import article_page, paper, shapes

HERE = Path(__file__).parent
CASES = sorted(file.parent for file in HERE.glob(f"*/{EXPECTED}"))
FETCHED = datetime(2025, 11, 1, 0, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_kept_page_is_read_as_expected(case: Path, catalogue: Catalogue) -> None:
    assert list(differences(case, catalogue)) == []


def kept(folder: Path, family: str) -> Path | None:
    source = paper(family, "https://baovidu.vn")
    page = KeptPage(
        f"https://baovidu.vn{shapes()[family].path(3)}",
        article_page(family, 3).encode(),
        "text/html",
        FETCHED,
    )
    return keep(folder, source, page)


def test_there_are_examples() -> None:
    assert {case.name for case in CASES} >= {"bao-bbg", "bao-nanoid"}


def test_a_page_is_kept_once_and_its_corrections_stay(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    case = kept(tmp_path, "bbg")
    assert case is not None
    assert list(differences(case, catalogue)) == []
    assert (case / PAGE).exists()
    (case / EXPECTED).write_text("corrected", "utf-8")
    assert kept(tmp_path, "bbg") is None
    assert (case / EXPECTED).read_text("utf-8") == "corrected"


def test_what_is_read_otherwise_is_told_by_field(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    case = shutil.copytree(HERE / "bao-bbg", tmp_path / "case")
    text = (case / EXPECTED).read_text("utf-8")
    assert "Tỉnh ủy Sông Thao" in text
    changed = text.replace("title: Tỉnh ủy", "title: Thành ủy").replace(
        "16:05", "16:06"
    )
    (case / EXPECTED).write_text(changed, "utf-8")
    told = list(differences(case, catalogue))
    assert [words.split()[0] for words in told] == ["title", "published_at"]


def test_a_page_that_is_no_article_is_not_kept(tmp_path: Path) -> None:
    page = KeptPage("https://baovidu.vn/x-a1.html", b"<p>x</p>", None, FETCHED)
    with pytest.raises(DangboError, match="no article"):
        keep(tmp_path, paper("afam", "https://baovidu.vn"), page)
    assert list(tmp_path.iterdir()) == []

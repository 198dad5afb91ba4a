"""Whose office it is that somebody comes to, or leaves, as provinces merge."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from processing.observe.step import observe
from tests.processing.diff.archive import Archive

LEFT = (
    "Hôm nay, Ban Tổ chức Trung ương công bố quyết định của Bộ Chính trị điều động"
    " ông Lý Quý Sơn, Bí thư Tỉnh ủy Ninh Bình, giữ chức Phó Trưởng Ban Nội chính"
    " Trung ương."
)
CAME = (
    "Hôm nay, Bộ Chính trị quyết định chỉ định ông Đoàn Văn Lộc giữ chức Bí thư Tỉnh"
    " ủy Ninh Bình."
)


@pytest.mark.parametrize(
    ("said", "day", "whose"),
    [
        (CAME, "2025-06-20", "ninh-binh-1"),
        (CAME, "2025-06-30", "ninh-binh-2"),
        (LEFT, "2025-06-30", "ninh-binh-1"),
        (LEFT, "2025-07-01", "ninh-binh-1"),
        (LEFT, "2025-07-02", "ninh-binh-2"),
        (CAME, "2025-07-01", "ninh-binh-2"),
    ],
)
def test_as_two_merge_who_comes_has_the_new_office_and_who_leaves_the_old_one(
    engine: Engine, said: str, day: str, whose: str
) -> None:
    archive = Archive(engine)
    archive.source("paper")
    archive.run(day)
    _, version = archive.article("paper", day)
    archive.do(
        "UPDATE core.article_version SET text = :text WHERE id = :id",
        text=said,
        id=version,
    )
    observe(engine, workers=1)
    rows = archive.rows(
        "SELECT DISTINCT organisation_id FROM core.observation"
        " WHERE kind = 'leadership_change' AND superseded_at IS NULL"
    )
    assert [row.organisation_id for row in rows] == [whose]


@pytest.mark.parametrize(
    ("other", "whose"), [("Hải Dương", "lao-cai-1"), ("Hưng Yên", "lao-cai-2")]
)
def test_what_has_no_day_is_of_the_time_of_all_the_provinces_it_tells_of(
    engine: Engine, other: str, whose: str
) -> None:
    """Hải Dương has ended with a merger, Hưng Yên goes on under its name."""
    archive = Archive(engine)
    archive.source("paper")
    archive.run("2026-02-02")
    _, version = archive.article("paper", "2026-02-02")
    archive.do(
        "UPDATE core.article_version SET text = :text, published_at = NULL,"
        " published_precision = NULL WHERE id = :id",
        text=f"HĐND tỉnh {other} đã bầu ông Lý Văn Sơn giữ chức Chủ tịch UBND tỉnh"
        f" {other}. HĐND tỉnh Lào Cai đã bầu ông Đoàn Văn Lộc giữ chức Chủ tịch UBND"
        " tỉnh Lào Cai.",
        id=version,
    )
    observe(engine, workers=1)
    rows = archive.rows(
        "SELECT DISTINCT organisation_id FROM core.observation"
        " WHERE fields ->> 'person' = 'Đoàn Văn Lộc' AND superseded_at IS NULL"
    )
    assert [row.organisation_id for row in rows] == [whose]

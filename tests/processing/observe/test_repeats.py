"""An article that prints its title or its lead twice is read as if it did so once."""

from __future__ import annotations

from datetime import date

import pytest

from processing.model import Article
from processing.observe.reader import read

TITLE = "Hội nghị Ban Chấp hành Đảng bộ tỉnh bàn năm nội dung"
LEAD = "Ngày 5/7, Tỉnh ủy Bắc Giang tổ chức hội nghị lần thứ 12 tại Trung tâm Hội nghị."
NEWS = """Bí thư Tỉnh ủy chủ trì.
Thu ngân sách tăng một phần mười.
Hội nghị đánh giá giữa nhiệm kỳ Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX.
"""


def _kinds(text: str) -> list[tuple[str, date | None]]:
    article = Article(
        text, title=TITLE, published_at=date(2023, 7, 6), home="bac-giang"
    )
    return [(one.kind.value, one.occurred_on) for one in read(article)]


@pytest.mark.parametrize(
    "top",
    [
        f"{LEAD}\n",
        f"{TITLE}\n{LEAD}\n",
        f"{LEAD}\n{LEAD}\n",
        f"{TITLE}.\n{LEAD}\n{LEAD}\n",
    ],
)
def test_what_is_printed_twice_is_told_once(top: str) -> None:
    assert _kinds(f"{top}{NEWS}") == [("midterm_review", date(2023, 7, 5))]

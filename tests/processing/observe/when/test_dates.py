"""Dates as the news prints them, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from processing.model import Article
from processing.observe.article.document import Document
from processing.observe.when.dates import find_dates, nearest


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("sáng 12/8", (12, 8, None)),
        ("ngày 5-3-2015", (5, 3, 2015)),
        ("ngày 5 tháng 3 năm 2015", (5, 3, 2015)),
        ("chiều ngày 1.7", (1, 7, None)),
        ("từ ngày 23 - 26/9/2015", (26, 9, 2015)),
        ("tháng 4/2016", (None, 4, 2016)),
        ("năm 2016", (None, None, 2016)),
    ],
)
def test_a_date(words: str, parts: tuple[int | None, ...]) -> None:
    (one,) = find_dates(f"{words}, hội nghị")
    assert (one.day, one.month, one.year) == parts


@pytest.mark.parametrize(
    "words",
    [
        "nhà văn hóa 3/2",
        "đường 30/4",
        "được 44/44 phiếu",
        "tăng 9-10%",
        "nghị quyết số 12/2020",
        "nhiệm kỳ 2015 - 2020",
    ],
)
def test_no_day(words: str) -> None:
    assert [one for one in find_dates(words) if one.is_day] == []


def test_ranges_keep_their_first_day() -> None:
    (one,) = find_dates("từ ngày 22 đến hết ngày 24/9/2020")
    assert (one.first, one.day, one.month) == (22, 24, 9)
    (one,) = find_dates("từ ngày 23 đến 26/9")
    assert (one.first, one.day) == (23, 26)
    (one,) = find_dates("các ngày 5, 6 và 7/3/2024")
    assert (one.first, one.day, one.month) == (5, 7, 3)
    (one,) = find_dates("Trong các ngày 9, 10 và sáng 11/12")
    assert (one.first, one.day) == (9, 11)


@pytest.mark.parametrize(
    "words",
    ["kỳ họp thứ 18, ngày 28/2", "lần thứ 5, chiều 28/2", "số 7, ngày 28/2/2024"],
)
def test_a_number_before_the_day_is_none(words: str) -> None:
    (one,) = find_dates(words)
    assert (one.first, one.day, one.month) == (None, 28, 2)


def test_the_nearest_year_is_meant() -> None:
    assert nearest(12, 30, date(2020, 1, 2)) == date(2019, 12, 30)
    assert nearest(2, 29, date(2021, 3, 1)) == date(2020, 2, 29)


def test_today_is_the_day_of_publication() -> None:
    text = "Sáng nay, hội nghị đã khai mạc."
    document = Document(Article(text=text, published_at=date(2020, 5, 4)))
    (one,) = document.sentences[0].dates()
    assert document.day_of(one) == date(2020, 5, 4)


def test_without_any_year_there_is_no_day() -> None:
    document = Document(Article(text="Sáng 4/5, hội nghị đã khai mạc."))
    (one,) = document.sentences[0].dates()
    assert document.day_of(one) is None

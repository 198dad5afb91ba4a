"""The year and the day of articles that say neither when they were published."""

from __future__ import annotations

from datetime import date

import pytest

from processing.model import Article
from processing.observe.article.document import Document
from processing.observe.when.address_numbers import span_of
from processing.observe.when.stamps import from_url, year_from_url
from processing.observe.when.terms import beginning


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://bao.test/tin-1379335047.htm", date(2013, 9, 16)),
        ("https://bao.test/hop-20150617.htm", date(2015, 6, 17)),
        ("https://bao.test/hop-185251016170729714.htm", date(2025, 10, 16)),
        ("https://bao.test/hop-192240131134944186.htm", date(2024, 1, 31)),
        ("https://bao.test/tin-3290017.html", None),
        ("https://bao.test/tin-9379335047.htm", None),
        ("https://bao.test/bau-chuc-danh-chu-chot-20112016/9.htm", None),
        ("https://bao.test/hop-bao-21122024/9.htm", date(2024, 12, 21)),
    ],
)
def test_day_of_an_address(url: str, day: date | None) -> None:
    """Seconds since 1970 and packed days are days; mere numbers are not."""
    assert from_url(url) == day


def test_year_of_an_address() -> None:
    """A folder of the address may have the year alone, or with the month."""
    assert year_from_url("https://bao.test/tin/2015/hop-bao.html", "") == 2015
    assert year_from_url("https://bao.test/201510/hop-bao.html", "") == 2015
    assert year_from_url("https://bao.test/tin/hop-bao-2015.html", "") is None


def test_year_of_the_address_of_a_later_copy() -> None:
    """All terms that the text names were over years before."""
    told = "bầu làm chủ tịch ubnd tỉnh nhiệm kỳ 2004- 2011"
    assert year_from_url("https://bao.test/-/2018/7830/bau.aspx", told) is None
    assert year_from_url("https://bao.test/-/2011/7830/bau.aspx", told) == 2011


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("kỳ họp thứ nhất hđnd tỉnh khóa viii, nhiệm kỳ 2016-2021", 2016),
        ("đại hội đảng bộ tỉnh nhiệm kỳ 2015-2020 bế mạc", 2015),
        ("hội nghị lần thứ nhất ban chấp hành nhiệm kỳ 2020 - 2025", 2020),
        ("đại hội nhiệm kỳ 2015-2020; chủ tịch ubnd nhiệm kỳ 2011-2016", 2015),
        ("thực hiện nghị quyết đại hội đảng bộ tỉnh nhiệm kỳ 2015-2020", None),
        ("phó bí thư tỉnh ủy nhiệm kỳ 2015-2020", None),
    ],
)
def test_terms_that_begin(text: str, year: int | None) -> None:
    """A congress and a first session begin a term; a term merely named does not."""
    assert beginning(text) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Sáng 31/5, tỉnh họp. Cuối tháng 5/2019, hai người bị kỷ luật.",
            (2019, 5, 31),
        ),
        ("Sáng 9/7, tỉnh họp đánh giá 6 tháng đầu năm 2018.", (2018, 7, 9)),
        ("Sáng 9/7, tỉnh họp.", None),
    ],
)
def test_year_of_a_day(text: str, day: tuple[int, int, int] | None) -> None:
    """A month printed with its year, or a half-year reviewed, gives a day its year."""
    document = Document(Article(text=text))
    first = document.sentences[0].dates()[0]
    assert document.day_of(first) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        # between two numbers of one year; the second host is the same site's
        ("https://www.baomoi.com/hop/c/22600000.epi", date(2017, 6, 20)),
        ("https://m.baomoi.com/hop/c/22600000.epi", date(2017, 6, 20)),
        # between 2024-12-21 and 2025-06-29: 20 June is that of 2025
        ("https://lite.baomoi.com/hop-c52600000.epi", date(2025, 6, 20)),
        # between two of ten years apart: any year is possible
        ("https://www.vietnamnet.vn/hop-700000.html", None),
        # after the last, before the first, of no known site
        ("https://baomoi.com/hop-c99000000.epi", None),
        ("https://vnexpress.net/hop-2500000.html", None),
        ("https://bao.test/hop/c/22600000.epi", None),
        ("http://[bad", None),
    ],
)
def test_year_by_the_number_of_an_address(url: str, day: date | None) -> None:
    """A number between two known ones gives "ngày 20/6" its year, where one fits."""
    document = Document(Article(text="Ngày 20/6, Tỉnh ủy họp.", url=url))
    assert document.day_of(document.sentences[0].dates()[0]) == day


def test_numbers_of_addresses_name_a_year_or_a_span() -> None:
    """Both neighbours in one year tell the year; others only the days between."""
    within = span_of("https://baomoi.com/hop/c/22600000.epi")
    across = span_of("https://baomoi.com/hop-c51500000.epi")
    assert within and within.year == 2017
    assert across and across.year is None
    assert date(2024, 12, 21) < across.likely < date(2025, 6, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Ngày 12/12, tỉnh họp. Thu tăng 9% so với năm 2013. Năm 2014 đã xong.",
            (2014, 12, 12),
        ),
        ("Ngày 26/8, tỉnh họp về học phí năm học 2015-2016.", (2015, 8, 26)),
        ("Ngày 26/4, tỉnh họp về học phí năm học 2015-2016.", None),
        ("Ngày 8/12, tỉnh họp, thông qua dự toán ngân sách năm 2018.", (2017, 12, 8)),
        ("Ngày 8/7, tỉnh họp, xem lại dự toán ngân sách năm 2018.", None),
        ("Ngày 8/12, tỉnh họp bàn kế hoạch năm 2018. Thu tăng so với 2014.", None),
        (
            "Ngày 8/12, tỉnh họp. Quy định có hiệu lực từ ngày 1/1/2019.",
            (2018, 12, 8),
        ),
        (
            "Ngày 8/12, tỉnh họp về dự toán năm 2019. Áp dụng từ ngày 1/1/2019.",
            (2018, 12, 8),
        ),
    ],
)
def test_year_by_plans_and_comparisons(
    text: str, day: tuple[int, int, int] | None
) -> None:
    """What is compared with, planned or taught tells the year, where all agree."""
    document = Document(Article(text=text))
    first = document.sentences[0].dates()[0]
    assert document.day_of(first) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hôm nay, tỉnh họp. Ngày mai (1/11/2015), đại hội khai mạc.", (2015, 10, 31)),
        ("Chiều nay, tỉnh họp. Sáng nay (12/10/2020), đại hội bầu.", (2020, 10, 12)),
        ("Chiều nay, tỉnh họp. Sáng nay, đại hội bầu.", None),
    ],
)
def test_today_told_in_brackets(text: str, day: tuple[int, int, int] | None) -> None:
    """ "Ngày mai (1/11)" tells on which day an undated article was written."""
    document = Document(Article(text=text))
    first = document.sentences[0].dates()[0]
    assert document.day_of(first) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Đại hội nhiệm kỳ 2015-2020 đánh giá 6 tháng đầu năm 2015.", (2015, 9, 11)),
        ("Tỉnh ủy họp bàn công tác cán bộ.", None),
    ],
)
def test_year_of_a_day_far_down(told: str, day: tuple[int, int, int] | None) -> None:
    """A day that is not in the head takes the year that the signs of the text tell."""
    filling = "Các đại biểu thảo luận sôi nổi. " * 5
    document = Document(Article(text=f"{told} {filling}Ngày 11/9, tỉnh họp tiếp."))
    [mention] = [one for each in document.sentences for one in each.dates() if one.day]
    assert document.day_of(mention) == (date(*day) if day else None)


def test_day_of_an_address_that_only_tells_the_headline() -> None:
    """The address spells the headline; its day is that of the congress to come."""
    url = "https://bao.test/dai-hoi-se-dien-ra-tu-14-16102015-post1.info"
    assert from_url(url, "Đại hội sẽ diễn ra từ 14 – 16/10/2015") is None
    assert from_url(url, "Đại hội sắp diễn ra") == date(2015, 10, 16)

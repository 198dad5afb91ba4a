"""The article's own day: what of a text settles its year, and what does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from processing.gazetteer.central import central_holders, plenums
from processing.gazetteer.records import GazetteerError
from processing.model import Article, LeadershipChangeFields
from processing.observe.article.document import Document
from processing.observe.reader import read

SETTLED = [
    # offices of the centre and of provinces: who held them, from when to when
    (
        "Chiều 12/4, Trưởng Ban Tổ chức Trung ương Tô Huy Rứa trao quyết định, có Phó"
        " Thủ tướng Trịnh Đình Dũng dự. Tỉnh có Bí thư nhiệm kỳ 2015-2020.",
        None,  # the first left in February 2016, the second came in April
    ),
    (
        "Sáng 10/11, Thủ tướng Nguyễn Tấn Dũng và Phó Thủ tướng Vũ Văn Ninh thăm tỉnh"
        " nhiệm kỳ 2015-2020.",
        (2015, 11, 10),
    ),
    # a plenum that the head names, and the day beside it
    (
        "Chiều 7/10, Hội nghị lần thứ 8 Ban Chấp hành Trung ương khóa XII.",
        (2018, 10, 7),
    ),
    # an election is prepared in the year before the term that it begins
    (
        "Chiều 21/11, HĐND tỉnh, nhiệm kỳ 2021-2026 họp. Theo Quyết định số"
        " 23/QĐ-TTg ngày 22/10/2025, tỉnh chi cho bầu cử đại biểu Quốc hội khóa XVI và"
        " HĐND các cấp, nhiệm kỳ 2026-2031.",
        (2025, 11, 21),
    ),
    # weekdays
    (
        "Thứ sáu, ngày 21/10, HĐND tỉnh nhiệm kỳ 2016-2021 họp. Năm 2017, tỉnh sẽ xây"
        " xong cầu.",
        (2016, 10, 21),
    ),
    # an inspection, a session or a case told with its year leads to the news
    (
        "Ngày 6/9, ông A bị khiển trách. Tháng 7/2019, Ủy ban Kiểm tra Trung ương kỷ"
        " luật cảnh cáo ông B.",
        (2019, 9, 6),
    ),
    (
        "Ngày 6/2, tỉnh họp. Tháng 12/2018, tại kỳ họp thứ 9, HĐND đã bàn việc này.",
        (2019, 2, 6),
    ),
    # a life does not: its last step may be years old
    (
        "Ngày 6/9, ông A được bầu. Tháng 7/2015, ông được điều động làm bí thư huyện.",
        None,
    ),
    (
        "Ngày 6/9, ông A được bầu. Từ tháng 10/2010 đến 11/2015, ông vi phạm quy định.",
        None,
    ),
    # age and year of birth, unless the birthday may be still to come
    (
        "Ngày 3/4, HĐND tỉnh nhiệm kỳ 2016-2021 bầu ông A, 47 tuổi. Ông sinh năm 1972.",
        (2019, 4, 3),
    ),
    (
        "Ngày 3/2, HĐND tỉnh nhiệm kỳ 2016-2021 bầu ông A, 46 tuổi. Ông sinh năm 1972.",
        None,
    ),
    # the work of a year, its plan passed the year before
    ("Ngày 30/8, tỉnh bàn nhiệm vụ của năm 2019.", (2019, 8, 30)),
    ("Ngày 8/12, tỉnh thông qua biên chế công chức năm 2018.", (2017, 12, 8)),
    # so many years ago
    (
        "Chiều 9/7, tỉnh bầu ông A trở lại. Cách đây một chút, đúng hơn cách đây 1 năm"
        " (ngày 7-7-2017), ông thôi chức. Nhiệm kỳ 2016-2021 còn dài.",
        (2018, 7, 9),
    ),
    # what is to come, the end of a term, a period: none is the year of the news
    ("Ngày 16/3, tỉnh họp. Đường sẽ xong năm 2021. Giai đoạn 2018-2020 có tiền.", None),
    ("Ngày 16/3, bí thư nhiệm kỳ 2015-2020 phát biểu.", None),
    (
        "Ngày 10/7, tỉnh nhiệm kỳ 2016-2021 thông qua chương trình giám sát năm 2020.",
        (2019, 7, 10),
    ),
    # "trong năm 2016 sẽ" is not said in its last months, "năm 2015 đã" not before it
    (
        "Ngày 1/12, tỉnh họp. Trong năm 2016 tỉnh sẽ xây cầu. Năm 2015, thu đã tăng"
        " so với năm 2014.",
        (2015, 12, 1),
    ),
    # a feast is no day of the news
    (
        "Kỷ niệm Quốc khánh 2/9/2016, tỉnh thăm hỏi. Sáng 16/3/2018, tỉnh họp.",
        (2018, 3, 16),
    ),
    # a day with its year is the news itself; the days of documents are not
    ("Ngày 16/3/2018, tỉnh họp, theo Nghị quyết số 5 ngày 1/2/2016.", (2018, 3, 16)),
    ("Theo Quyết định số 5 ngày 1/2/2016, sáng 16/3, tỉnh họp.", None),
    # a day still to come stands back behind that of the news
    (
        "Quốc hội khai mạc ngày 23/10/2017 sẽ bàn việc này. Sáng 9/10/2017, ông A nói.",
        (2017, 10, 9),
    ),
    (
        "Tỉnh sẽ khai mạc đại hội ngày 12/10/2020. Sáng 2/10/2020, tỉnh họp báo.",
        (2020, 10, 2),
    ),
    # nobody comes to office on the day of birth
    (
        "Tỉnh vừa bầu ông A làm Chủ tịch. Ông A sinh ngày 26/6/1961. Đảng: 24.02.1985;",
        None,
    ),
]


@pytest.mark.parametrize(("text", "day"), SETTLED)
def test_what_settles_the_year(text: str, day: tuple[int, int, int] | None) -> None:
    """The year of the day of the head, by all that the text tells; else none."""
    assert Document(Article(text=text)).own_day == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2018, 1, 5), date(2017, 12, 30)),
        (date(2018, 5, 5), date(2018, 5, 5)),  # months later it is not the news
    ],
)
def test_day_of_a_dated_article(published: date, day: date) -> None:
    """Beside a publication day, the head's day is the nearest past one, if near."""
    article = Article(text="Ngày 30/12, tỉnh họp.", published_at=published)
    assert Document(article).own_day == day


def test_other_days_follow_the_own_day() -> None:
    """Where the own day is settled, days without a year lie nearest to it."""
    text = (
        "Ngày 6/1, tỉnh họp về kỳ họp tháng 11/2018. Trước đó, ngày 24/12, có tin. "
        "Cũng chiều nay, tỉnh bầu ông A."
    )
    document = Document(Article(text=text))
    days = [
        document.day_of(one)
        for sentence in document.sentences
        for one in sentence.dates()
        if one.is_day
    ]
    assert days == [date(2019, 1, 6), date(2018, 12, 24), date(2019, 1, 6)]


def _changes(text: str) -> dict[str, date | None]:
    return {
        one.fields.person: one.occurred_on
        for one in read(Article(text=text))
        if isinstance(one.fields, LeadershipChangeFields)
    }


def test_one_session_has_one_day() -> None:
    """What is told after the day of a session happened on it; effect is no day."""
    text = (
        "Chiều 5-7, HĐND tỉnh Quảng Ninh nhiệm kỳ 2016-2021 họp, bàn nhiệm vụ của năm "
        "2019. Đại biểu miễn nhiệm chức Chủ tịch UBND tỉnh đối với ông Lê Văn Mẫu, "
        "được nghỉ hưu từ ngày 1-9-2019. Kỳ họp bầu ông Trần Văn Khuôn giữ chức Chủ "
        "tịch HĐND tỉnh."
    )
    day = date(2019, 7, 5)
    assert _changes(text) == {"Lê Văn Mẫu": day, "Trần Văn Khuôn": day}


def test_elected_again_when_a_term_begins() -> None:
    """Nobody is elected again in the middle of a term, so its first year is it."""
    text = (
        "Ngày 16/6, HĐND tỉnh Quảng Ninh nhiệm kỳ 2016-2021 họp, bầu ông Lê Văn Mẫu, "
        "Chủ tịch UBND tỉnh, tái đắc cử chức Chủ tịch UBND tỉnh."
    )
    assert _changes(text) == {"Lê Văn Mẫu": date(2016, 6, 16)}


def test_history_beside_an_unsettled_day() -> None:
    """A date with its year, beside a day without one, is never that of the news."""
    text = (
        "Ngày 8/3, ông Lê Văn Mẫu, Chủ tịch UBND tỉnh Nghệ An, thăm một nhà máy.\n"
        "Ngày 1/10/2018, HĐND tỉnh Nghệ An bầu ông Lê Văn Mẫu giữ chức Chủ tịch UBND "
        "tỉnh."
    )
    assert not _changes(text)


def test_tables_of_the_centre(tmp_path: Path) -> None:
    """The tables are read whole; a wrong cell is named."""
    assert {one.title for one in central_holders()} >= {"thủ tướng", "tổng bí thư"}
    assert all(one.first <= one.last for one in plenums())
    wrong = tmp_path / "plenums.csv"
    wrong.write_text("committee,plenum,first,last\n12,8,2018-10-06,2018-10-02\n")
    with pytest.raises(GazetteerError, match=r"plenums.csv, line 2, first"):
        plenums(wrong)


def test_elected_again_named_with_the_term_that_ends() -> None:
    """The ending term of who is elected again makes his election no history."""
    text = (
        "Ngày 16/6, HĐND tỉnh Quảng Ninh họp, bầu Chủ tịch UBND tỉnh nhiệm kỳ "
        "2016-2021. Ông Lê Văn Mẫu tái đắc cử chức Chủ tịch UBND tỉnh nhiệm kỳ "
        "2011-2016."
    )
    assert _changes(text) == {"Lê Văn Mẫu": date(2016, 6, 16)}


def test_an_aim_lies_years_ahead() -> None:
    """ "Mục tiêu đến năm 2015" does not make 2015 the year of the news."""
    text = (
        "Ngày 14/10, ông Lê Văn Mẫu được Đại hội Đảng bộ tỉnh Vĩnh Long lần thứ IX bầu "
        "làm Bí thư Tỉnh ủy nhiệm kỳ 2010-2015. Đại hội đề ra mục tiêu đến năm 2015 "
        "thu nhập bình quân đạt 34 triệu đồng, định hướng chỉ tiêu đến cuối năm 2020."
    )
    assert _changes(text) == {"Lê Văn Mẫu": date(2010, 10, 14)}


def test_a_full_day_of_the_head_is_refuted() -> None:
    """A span that begins in the past is no day of the news; a decision of it is."""
    span = (
        "Ông A, giám đốc (giai đoạn 18-1-2012 đến 18-1-2017), bị phê bình. Chủ tịch "
        "UBND TP HCM Nguyễn Thành Phong kết luận như vậy. Năm 2016, sai phạm đã rõ."
    )
    assert Document(Article(text=span)).own_day is None
    held = "Ngày 18-1-2017, Chủ tịch UBND TP HCM Nguyễn Thành Phong kết luận."
    assert Document(Article(text=held)).own_day == date(2017, 1, 18)


@pytest.mark.parametrize(
    ("folder", "day"),
    [("2018/12319", None), ("2016/12319", date(2016, 6, 21))],
)
def test_a_folder_of_the_address_is_refuted(folder: str, day: date | None) -> None:
    """First sessions of councils fall in 2016, not in the year of the archive."""
    text = "Ngày 21-6, HĐND nhiều tỉnh họp phiên thứ nhất, bầu các chức danh."
    url = f"https://bao.test/-/{folder}/bau.aspx"
    document = Document(Article(text=text, url=url))
    assert document.own_day == day
    assert document.year == (day.year if day else None)


def test_the_number_of_a_section_is_no_day() -> None:
    """Ten figures are seconds since 1970, but not where a later term is told."""
    url = "https://bao.test/nhom-tin/covid-19-1425350928"
    later = Article(text="Thành ủy nhiệm kỳ 2020-2025 họp.", url=url)
    assert Document(later).published is None
    then = Article(text="Thành ủy nhiệm kỳ 2010-2015 họp.", url=url)
    assert Document(then).published == date(2015, 3, 3)

"""Signs of the year of a text: feasts, sessions, things that have not always been."""

from __future__ import annotations

import csv
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import processing.observe
from processing.gazetteer.central import assembly_sessions, plenums
from processing.model import Article
from processing.observe.article.document import Document
from processing.observe.when.eras import era_hints
from processing.observe.when.fresh import fresh_hints
from processing.observe.when.sittings import sitting_hints
from processing.observe.when.terms import term_hints
from processing.observe.when.year_evidence import text_hints
from processing.observe.when.year_hint import Hint, likeliest, since, within
from processing.observe.when.year_people import people_hints

READER = Path(processing.observe.__file__).parent

SETTLED = [
    # each with its sign, and without it
    ("Chiều 5/2, lãnh đạo tỉnh chúc Tết Nguyên đán Bính Ngọ.", (2026, 2, 5)),
    ("Chiều 5/2, lãnh đạo tỉnh chúc Tết Nguyên đán.", None),
    ("Sáng 28/1, tỉnh kỷ niệm 92 năm Ngày thành lập Đảng.", (2022, 1, 28)),
    ("Sáng 28/1, tỉnh kỷ niệm Ngày thành lập Đảng.", None),
    (
        "Sáng 22/4, tỉnh gặp mặt nhân ngày giải phóng (30.4.1975 - 30.4.2025).",
        (2025, 4, 22),
    ),
    (
        "Sáng 5/11, cử tri theo dõi kỳ họp thứ 8, Quốc hội khóa XV.",
        (2024, 11, 5),
    ),
    ("Sáng 5/11, cử tri theo dõi phiên chất vấn của Quốc hội khóa XV.", None),
    (
        "Ngày 24/11, Thường trực HĐND tỉnh bàn kỳ họp thường lệ cuối năm 2025.",
        (2025, 11, 24),
    ),
    (
        "Tối 18/9, ông A bị khởi tố. Theo đó, ngày 18/9/2018, lệnh được thi hành.",
        (2018, 9, 18),
    ),
    (
        "Sáng 23/4, HĐND tỉnh cho kéo dài thời gian giải ngân vốn năm 2023.",
        (2024, 4, 23),
    ),
    # a congress falls in every fifth year only
    (
        "Sáng 20/10, Đại hội Đảng bộ tỉnh khai mạc. Tháng 11/2014, tỉnh có bão.",
        (2015, 10, 20),
    ),
    ("Sáng 20/10, tỉnh họp. Tháng 11/2014, tỉnh có bão.", None),
    # of two school years, that of the decision is told first
    (
        "Ngày 12/6, tỉnh bàn tuyển sinh năm học 2019-2020. Năm học 2020-2021 sẽ khác.",
        (2019, 6, 12),
    ),
    # one who chairs a meeting comes to no office, who signs a retirement leaves none
    ("Ngày 27/8, Chủ tịch UBND tỉnh Nguyễn Hoàng Giang ký cho bốn người nghỉ.", None),
    # a congress that is being prepared may lie in the next year
    (
        "Ngày 11/11, Tiểu ban Nội dung Đại hội Đảng bộ tỉnh nhiệm kỳ 2020-2025 họp.",
        None,
    ),
]


@pytest.mark.parametrize(("text", "day"), SETTLED)
def test_signs_that_settle(text: str, day: tuple[int, int, int] | None) -> None:
    """One sign may settle the year of the day of the head; without it, none does."""
    assert Document(Article(text=text)).own_day == (date(*day) if day else None)


def _allowed(hints: list[Hint], sign: str, day: date) -> bool:
    return all(one.allows(day) for one in hints if one.sign == sign)


@pytest.mark.parametrize(
    ("text", "sign", "years"),
    [
        # a thing that begins, one that has ended, a unit that has ended
        ("Tỉnh lập Sở Nông nghiệp và Môi trường.", "era begun", range(2026, 2028)),
        ("Ban Chỉ đạo Tây Nguyên họp.", "era ended", range(2010, 2018)),
        ("HĐND tỉnh Bắc Giang họp.", "unit ended", range(2010, 2026)),
        ("Theo Nghị định 08/2016/NĐ-CP.", "numbered", range(2016, 2028)),
    ],
)
def test_eras(text: str, sign: str, years: range) -> None:
    """Words, units and numbers of documents leave only some of the years."""
    hints = list(era_hints(Document(Article(text=text))))
    assert sign in {one.sign for one in hints}
    found = [y for y in range(2010, 2028) if _allowed(hints, sign, date(y, 2, 1))]
    assert found == list(years)


def test_a_province_that_bears_its_name_still_has_not_ended() -> None:
    """An Giang is the name of a province of today, Kiên Giang is none."""
    signs = {
        name: {one.sign for one in era_hints(Document(Article(text=f"Tỉnh {name}.")))}
        for name in ("An Giang", "Kiên Giang")
    }
    assert "unit ended" not in signs["An Giang"]
    assert "unit ended" in signs["Kiên Giang"]


def test_the_many_sessions_of_a_council() -> None:
    """The 36th session of a term lies in its last years; of the Assembly, elsewhere."""
    text = "HĐND tỉnh nhiệm kỳ 2021-2026 họp kỳ họp thứ 36."
    hints = list(sitting_hints(Document(Article(text=text))))
    assert not _allowed(hints, "session of council", date(2024, 10, 10))
    assert _allowed(hints, "session of council", date(2025, 10, 10))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # a council cannot decide before it is elected; it is spoken of before
        ("HĐND tỉnh nhiệm kỳ 2016-2021 miễn nhiệm ông A.", date(2016, 5, 1)),
        ("Hiệp thương lần một bầu HĐND nhiệm kỳ 2016-2021.", date(2015, 6, 1)),
        ("Bí thư Tỉnh ủy nhiệm kỳ 2015-2020.", date(2015, 1, 1)),
    ],
)
def test_when_a_term_opens(text: str, first: date) -> None:
    """From when on a term can be spoken of."""
    [opens] = [
        one for one in term_hints(Document(Article(text=text))) if one.sign == "term"
    ]
    assert opens.spans[0][0] == first


def test_a_programme_is_no_term() -> None:
    """ "Trung hạn 5 năm 2016-2020": a plan is made before its years begin."""
    text = "Kế hoạch đầu tư công trung hạn 5 năm 2016-2020."
    assert not [
        one for one in term_hints(Document(Article(text=text))) if one.sign == "term"
    ]


def test_a_plenum_without_its_committee() -> None:
    """ "Hội nghị Trung ương lần thứ năm": the days of all that had this number."""
    text = "Ngày 7/5, Hội nghị Trung ương lần thứ năm họp."
    [near] = [
        one
        for one in term_hints(Document(Article(text=text)))
        if one.sign == "days of plenum"
    ]
    years = [year for year in range(2010, 2027) if near.allows(date(year, 5, 7))]
    assert years == [2012, 2017, 2022]


@pytest.mark.parametrize(
    ("text", "is_weekday"),
    [("Hội nghị lần thứ năm ngày 7/5.", False), ("Thứ năm ngày 7/5, tỉnh họp.", True)],
)
def test_the_number_of_a_plenum_is_no_weekday(text: str, is_weekday: bool) -> None:
    """ "Lần thứ năm ngày 7/5" is no Thursday."""
    signs = {one.sign for one in text_hints(Document(Article(text=text)))}
    assert ("weekday" in signs) == is_weekday


def test_the_second_day_of_a_feast_is_no_day_behind() -> None:
    """ "(30.4.1975 - 30.4.2025)" lies ahead of the news, mostly."""
    text = "Sáng 28/11, tỉnh chuẩn bị kỷ niệm (30.4.1975 - 30.4.2025)."
    hints = text_hints(Document(Article(text=text)))
    assert "past" not in {one.sign for one in hints}
    assert _allowed(hints, "feast told in full", date(2024, 11, 28))


def test_who_comes_and_who_leaves() -> None:
    """Who is elected began then; the end of that tenure says nothing of the day."""
    text = "HĐND tỉnh Bình Phước bầu bà Trần Tuệ Hiền giữ chức Chủ tịch UBND tỉnh."
    hints = people_hints(Document(Article(text=text)))
    changes = [one for one in hints if one.sign.startswith("change")]
    assert changes
    assert all(one.allows(date(2019, 11, 9)) for one in changes)
    assert not any(one.allows(date(2025, 6, 30)) for one in changes)


def test_who_leaves_another_office() -> None:
    """Who is relieved as a minister does not end as a secretary on that day."""
    told = {
        post: {
            one.sign
            for one in people_hints(
                Document(
                    Article(
                        text=f"Chiều 25/10, Quốc hội miễn nhiệm chức {post} với ông "
                        "Trương Quang Nghĩa. Ông Trương Quang Nghĩa là Bí thư Thành ủy "
                        "Đà Nẵng."
                    )
                )
            )
        }
        for post in ("bộ trưởng", "Bí thư Thành ủy")
    }
    assert "change" not in told["bộ trưởng"]
    assert "change" in told["Bí thư Thành ủy"]


def test_the_month_of_the_head_with_its_year() -> None:
    """ "Ngày 5-7, …, hội nghị tháng 7/2019": the month of the news has its year."""
    text = "Ngày 5-7, tỉnh họp hội nghị báo cáo viên tháng 7/2019."
    signs = {one.sign for one in fresh_hints(Document(Article(text=text)))}
    assert "month told again" in signs


def test_a_year_in_which_something_opens_is_not_named_for_the_news() -> None:
    """ "Đưa vào hoạt động cuối năm 2020" says nothing of the year of the news."""
    text = "Sáng 28-8, tỉnh khởi công nhà máy, đưa vào hoạt động cuối năm 2020."
    signs = {one.sign for one in text_hints(Document(Article(text=text)))}
    assert "year named" not in signs


def test_months_after_the_latest_day() -> None:
    """The month of a deed that led to the news may be running; another is over."""
    led = "Sáng 31/5, tỉnh họp. Cuối tháng 5/2019, hai người bị kỷ luật."
    life = "Sáng 31/5, tỉnh họp. Từ tháng 5/2019, ông A làm giám đốc sở."
    soon = [
        next(
            one
            for one in fresh_hints(Document(Article(text=text)))
            if one.sign.startswith("a year after")
        )
        for text in (led, life)
    ]
    assert [one.allows(date(2019, 5, 31)) for one in soon] == [True, False]


def test_the_likeliest_day() -> None:
    """The share of the best day grows with what the signs are worth."""
    days = [date(year, 6, 1) for year in range(2010, 2020)]
    assert likeliest([], []) is None
    one = likeliest(days, [within("begins", 2015, 2015)])
    two = likeliest(
        days, [within("begins", 2015, 2015), since("past", date(2015, 1, 1))]
    )
    assert one and two
    assert (one[0], two[0]) == (date(2015, 6, 1), date(2015, 6, 1))
    assert 0.1 < one[1] < two[1] < 1


def test_every_sign_is_worth_something_and_is_used() -> None:
    """The table has no line that no module speaks of, and no sign twice."""
    path = READER / "lexicon" / "year_signs.csv"
    signs = [row["sign"] for row in csv.DictReader(path.open(encoding="utf-8"))]
    assert len(signs) == len(set(signs))
    code = "".join(
        one.read_text(encoding="utf-8") for one in (READER / "when").glob("*.py")
    )
    made = re.compile("|".join(map(re.escape, _BUILT)))
    unused = [one for one in signs if f'"{one}"' not in code and not made.search(one)]
    assert not unused


#: Signs that are put together: "soon" and what it follows, a plenum told below.
_BUILT = ("after what led to it", "after the latest day", "days of plenum")


def test_tables_of_sittings() -> None:
    """Plenums and sessions follow each other within a committee and an assembly."""
    for table in (plenums(), assembly_sessions()):
        order = [(one.term, one.number) for one in table]
        assert order == sorted(set(order))
        assert all(a.last < b.first for a, b in pairwise(table))

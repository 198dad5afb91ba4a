"""Dates: every declared format, and which of a page's dates is believed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.clean import extract
from processing.clean.stamps import find_stamps, is_bare, settings, url_date
from processing.model import CleanArticle
from tests.processing.clean import newsstand as stand

FORMATS: list[dict[str, Any]] = settings()["formats"]
# Written without a zone, as papers write them.
EARLIEST = datetime(1997, 1, 1)  # noqa: DTZ001
LATEST = datetime(2099, 12, 31)  # noqa: DTZ001
FETCHED = datetime(2025, 11, 1, 0, 31, tzinfo=UTC)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one["pattern"])
def test_the_example_of_a_format_means_what_it_says(one: dict[str, Any]) -> None:
    stamps = find_stamps(one["example"])
    is_day = "HH" not in one["pattern"]
    read = [s.day.isoformat() if is_day else s.moment.isoformat() for s in stamps]
    assert read == [one["means"]]
    assert stamps[0].precision == ("day" if is_day else "minute")
    assert is_bare(one["example"], stamps)


def written(pattern: str, moment: datetime, separator: str) -> str:
    """A moment in a declared format."""
    half = "AP" in pattern or "AM" in pattern
    hour = (moment.hour % 12 or 12) if half else moment.hour
    values = {
        "yyyy": f"{moment.year}",
        "dd": f"{moment.day:02}",
        "mm": f"{moment.month:02}",
        "HH": f"{hour:02}",
        "MM": f"{moment.minute:02}",
        "SS": f"{moment.second:02}",
        "AP": "CH" if moment.hour > 11 else "SA",
        "AM": "PM" if moment.hour > 11 else "AM",
        "Mon": moment.strftime("%B"),
    }
    for token, value in values.items():
        pattern = pattern.replace(token, value, 1)
    return pattern.replace("/", separator)


@given(
    st.sampled_from([one["pattern"] for one in FORMATS]),
    st.datetimes(EARLIEST, LATEST),
    st.sampled_from("/-."),
)
def test_what_is_written_in_a_format_is_read_back(
    pattern: str, moment: datetime, separator: str
) -> None:
    line = written(pattern, moment, separator)
    [stamp, *rest] = find_stamps(line)
    assert not rest
    parts = 6 if "SS" in pattern else 5 if "MM" in pattern else 3
    if pattern.startswith("mm/dd"):
        assert stamp.moment.month == moment.month
    assert stamp.moment.timetuple()[:parts] == moment.timetuple()[:parts]


@pytest.mark.parametrize("one", settings()["urls"], ids=lambda one: one["example"])
def test_the_example_of_an_address_means_what_it_says(one: dict[str, Any]) -> None:
    told = url_date("https://bao.test" + one["example"])
    assert told is not None
    day = f"-{told.day:02}" if told.day else ""
    assert f"{told.year}-{told.month:02}{day}" == str(one["means"])


@pytest.mark.parametrize(
    "line", ["31/02/2020 10:00", "0001-01-01T00:00:00", "Ngày 31-12", "1/2", "12.10"]
)
def test_what_is_no_date_is_not_read(line: str) -> None:
    assert find_stamps(line) == []


def page(
    *, head: str = "", stamp: str = "", url: str = "", above: str = ""
) -> CleanArticle:
    main = f"{above}<h1>{stand.TITLE}</h1><div>{stamp}</div><div>{stand.text()}</div>"
    html = stand.html(main, head=stand.described() + head)
    address = url or "https://bao.test/tinh-uy-song-thao-trien-khai-12345.html"
    made = extract(html.encode(), address, fetched_at=FETCHED)
    assert isinstance(made, CleanArticle), made
    return made


def published(value: str) -> str:
    return f'<meta property="article:published_time" content="{value}">'


def test_a_day_is_refined_by_the_visible_minute_of_that_day() -> None:
    made = page(head=published("2025-10-14"), stamp="14/10/2025 | 16:05")
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"
    assert (made.published_precision, made.published_from) == ("minute", "stamp")


def test_a_day_is_not_refined_by_the_minute_of_another() -> None:
    made = page(head=published("2025-10-14"), stamp="Cập nhật 16/10/2025 08:00")
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T00:00:00+07:00"
    assert made.published_precision == "day"


def test_a_false_z_is_taken_off_when_the_page_shows_local_time() -> None:
    made = page(head=published("2025-10-14T16:05:00Z"), stamp="14/10/2025 16:05")
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"


def test_a_true_z_is_believed() -> None:
    made = page(head=published("2025-10-14T09:05:00Z"), stamp="14/10/2025 16:05")
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"


@pytest.mark.parametrize(
    ("stamp", "url"),
    [
        ("02/10/2025 09:30", ""),
        ("", "https://bao.test/chinh-tri/202510/tinh-uy-song-thao-trien-khai-3f71fbf/"),
    ],
)
def test_an_exchanged_day_and_month_are_set_right(stamp: str, url: str) -> None:
    made = page(head=published("2025-02-10T09:30:00+07:00"), stamp=stamp, url=url)
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-02T09:30:00+07:00"


DECEMBER = "https://bao.test/chinh-tri/202512/tinh-uy-song-thao-trien-khai-3f71fbf/"


@pytest.mark.parametrize(
    ("head", "stamp", "url", "day"),
    [
        # Can be read in one way only: as printed.
        ("2025-12-24T08:00:00+07:00", "", "", "2025-12-24"),
        ("2025-12-12", "", "", "2025-12-12"),
        ("", "24/12/2025 08:00", "", "2025-12-24"),
        ("", "10 tháng 12 năm 2025, 08:00", "", "2025-12-10"),
        ("Wed, 10 Dec 2025 08:00:00 +0700", "", "", "2025-12-10"),
        # Two witnesses agree.
        ("2025-12-10T08:00:00+07:00", "10/12/2025 08:00", "", "2025-12-10"),
        ("2025-12-10T08:00:00+07:00", "", DECEMBER, "2025-12-10"),
        ("2025-12-10T08:00:00+07:00", "12/10/2025 08:00", "", "2025-10-12"),
        ("2025-10-12T08:00:00+07:00", "10/12/2025 08:00", "", "2025-10-12"),
        # What does not lie in the future is believed rather.
        ("2025-12-24T08:00:00+07:00", "14/10/2025 16:05", "", "2025-10-14"),
        ("2025-12-10T08:00:00+07:00", "14/10/2025 16:05", "", "2025-10-14"),
        ("2025-10-14T08:00:00+07:00", "10/12/2025 16:05", "", "2025-10-14"),
        # Of two days to come, the one that can be read in one way only.
        ("2025-12-10T08:00:00+07:00", "24/12/2025 16:05", "", "2025-12-24"),
        ("2025-12-24T08:00:00+07:00", "10/12/2025 16:05", "", "2025-12-24"),
    ],
)
def test_of_the_future_a_certain_day_is_kept(
    head: str, stamp: str, url: str, day: str
) -> None:
    made = page(head=published(head) if head else "", stamp=stamp, url=url)
    assert made.published_at is not None
    assert made.published_at.date().isoformat() == day


@pytest.mark.parametrize(
    ("head", "stamp", "reason"),
    [
        ("2025-12-10T08:00:00+07:00", "", "meta 2025-12-10 lies after the fetch"),
        ("2025-12-10", "11/12/2025 08:00", "stamp 2025-12-11 lies after the fetch"),
        ("", "10/12/2025 08:00", "stamp 2025-12-10 lies after the fetch"),
    ],
)
def test_of_the_future_no_day_is_invented(head: str, stamp: str, reason: str) -> None:
    made = page(head=published(head) if head else "", stamp=stamp)
    assert (made.published_at, made.published_precision) == (None, None)
    assert str(made.published_from).startswith(reason)


@given(st.dates(FETCHED.date(), LATEST.date()), st.booleans())
def test_a_page_read_for_an_earlier_day_keeps_its_day_or_has_none(
    day: date, machine: bool
) -> None:
    head = published(f"{day}T09:30:00+07:00") if machine else ""
    made = page(head=head, stamp="" if machine else f"{day:%d/%m/%Y} 09:30")
    read = made.published_at
    assert read is None or read.date() == day
    assert read is not None or (day.day <= 12 and day.day != day.month)


def test_a_day_after_the_fetch_is_still_believed() -> None:
    soon = (FETCHED + timedelta(hours=20)).isoformat()
    made = page(head=published(soon))
    assert made.published_at == FETCHED + timedelta(hours=20)


def test_a_time_made_for_the_visit_gives_way_to_the_visible_stamp() -> None:
    made = page(head=published(FETCHED.isoformat()), stamp="14/10/2025 16:05")
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"


@pytest.mark.parametrize(
    "clock",
    [
        '<div id="today">Thứ Sáu, 31/10/2025 15:00</div>',
        '<div class="current-date">31/10/2025 15:00</div>',
        '<div class="date">Thứ Bảy, 01/11/2025</div>',
        "<div>Thứ Bảy, 01/11/2025 07:31</div>",
    ],
)
def test_the_clock_of_the_visit_is_not_the_date(clock: str) -> None:
    assert page(above=clock).published_at is None


def test_dates_in_the_text_are_not_the_date() -> None:
    assert page().published_at is None


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    made = page(url="https://bao.test/tinh-uy-song-thao-102251014145503191.htm")
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T00:00:00+07:00"
    assert (made.published_precision, made.published_from) == ("day", "url")

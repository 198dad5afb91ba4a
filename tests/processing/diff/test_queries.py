"""What the command line asks: events, leaders and resolutions of a province."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from processing.diff import queries
from tests.processing.diff.archive import Archive

PHONG, TUC, HUY = "Đoàn Hồng Phong", "Phạm Gia Túc", "Trương Quốc Huy"
SECRETARY = {"position": "party_secretary"}


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Nam Định until 2021, its successor in 2025, and a resolution elsewhere."""
    made = Archive(engine)
    made.source("own", official=True)
    made.run("2021-01-01")
    made.holder("own", "2020-12-31", PHONG)
    made.diff()
    made.run("2021-07-31")
    made.holder("own", "2021-07-30", TUC)
    made.diff()
    made.run("2025-07-02")
    made.change("own", "2025-07-01", "2025-07-01", HUY, organisation="ninh-binh-2")
    issued = {"action": "issued", "number": "05-NQ/TU", "issuer": None, "subject": "x"}
    place = {"organisation": "hau-giang-1"}
    made.tell("own", "2021-08-01", "resolution", "2021-08-01", **issued, **place)
    made.diff()
    return made


def people(rows: list[queries.LeaderRow]) -> list[tuple[str, str, str | None]]:
    """Province, person and the province asked for, of each row."""
    return [(row.province, row.person, row.asked_for) for row in rows]


def test_events_come_newest_first_with_their_sentences(archive):
    rows = queries.events(archive.engine)
    assert [str(row.occurred_on) for row in rows] == [
        "2025-07-01",
        "2021-08-01",
        "2021-07-30",
    ]
    silent = rows[-1]
    assert silent.fields["predecessor"] == PHONG
    assert (silent.quote, silent.quote_before) == ("Câu làm chứng.", "Câu làm chứng.")
    assert silent.url is not None
    assert rows[0].quote_before is None


def test_a_merged_province_answers_also_for_what_it_went_into(archive):
    rows = queries.events(archive.engine, province="nam-dinh")
    assert [(row.province, row.asked_for) for row in rows] == [
        ("ninh-binh", "nam-dinh"),
        ("nam-dinh", None),
    ]
    rows = queries.events(archive.engine, province="ninh-binh")
    assert [(row.province, row.asked_for) for row in rows] == [("ninh-binh", None)]


def test_events_by_kind_time_and_news(archive):
    found = queries.events(archive.engine, kinds=["resolution"])
    assert [row.province for row in found] == ["hau-giang"]
    found = queries.events(
        archive.engine, since=date(2021, 7, 30), until=date(2021, 7, 31)
    )
    assert [row.province for row in found] == ["nam-dinh"]
    news = queries.events(archive.engine, only_news=True)
    assert [row.province for row in news] == ["ninh-binh", "nam-dinh"]


def test_the_withdrawn_are_left_out(archive):
    archive.do("UPDATE core.event SET status = 'rejected' WHERE state = 'silent'")
    archive.do("UPDATE core.event SET status = 'retracted' WHERE kind = 'resolution'")
    assert [row.province for row in queries.events(archive.engine)] == ["ninh-binh"]


def test_leaders_on_a_day_as_known_on_another(archive):
    asked = {"province": "nam-dinh", "on": date(2021, 7, 30)}
    assert people(queries.leaders(archive.engine, **asked)) == [("nam-dinh", TUC, None)]
    then = queries.leaders(archive.engine, **asked, as_known_on=date(2021, 6, 1))
    assert people(then) == [("nam-dinh", PHONG, None)]
    before = queries.leaders(archive.engine, **asked, as_known_on=date(2020, 6, 1))
    assert before == []


def test_after_the_merger_the_successor_answers(archive):
    rows = queries.leaders(archive.engine, province="nam-dinh", on=date(2026, 1, 1))
    assert people(rows) == [("ninh-binh", HUY, "nam-dinh")]
    rows = queries.leaders(archive.engine, on=date(2025, 6, 30))
    assert people(rows) == [("nam-dinh", TUC, None)]


def test_whom_the_news_has_not_named_for_a_whole_term_is_not_listed(archive):
    """Nor until its organisation ended, which is all that is known of the end."""
    asked = {"province": "ninh-binh"}
    rows = queries.leaders(archive.engine, **asked, on=date(2030, 6, 30))
    assert people(rows) == [("ninh-binh", HUY, None)]
    assert queries.leaders(archive.engine, **asked, on=date(2030, 7, 2)) == []
    old = {"position": "peoples_council_chair"}
    archive.holder("own", "2019-03-01", PHONG, **old)
    archive.diff()
    asked = {"province": "nam-dinh"}
    rows = queries.leaders(archive.engine, **asked, on=date(2024, 2, 1))
    assert {row.person for row in rows} == {TUC, PHONG}
    rows = queries.leaders(archive.engine, **asked, on=date(2024, 4, 1))
    assert {row.person for row in rows} == {TUC}


def test_resolutions(archive):
    (row,) = queries.resolutions(archive.engine, province="hau-giang")
    assert (row.number, row.state, row.confidence) == ("05-NQ/TU", "issued", 0.9)
    assert queries.resolutions(archive.engine, since=date(2022, 1, 1)) == []


def test_an_unknown_province_is_named_with_what_is_like_it(archive):
    with pytest.raises(queries.UnknownProvince, match=r"nam-dihn.*nam-dinh"):
        queries.events(archive.engine, province="nam-dihn")
    with pytest.raises(queries.UnknownProvince, match="no province"):
        queries.leaders(archive.engine, province="'; --", on=date(2021, 1, 1))

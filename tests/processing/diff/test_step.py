"""The step in the database: one event, once; nothing twice; all or nothing."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from processing.diff.step import DiffSummary
from processing.store import locks
from tests.processing.diff.archive import (
    NOTHING,
    Archive,
    two_sightings,
    writes,
)
from tests.processing.diff.telling import PHONG, TUC


@pytest.mark.parametrize("order", ["forwards", "backwards"])
def test_a_silent_change_is_flagged_once_in_either_order(archive, order):
    two_sightings(archive, order)
    summary = archive.diff()
    assert (summary.new_events, summary.news) == (1, 1)
    (event,) = archive.events()
    assert event.occurred_after == date(2020, 12, 31)
    assert event.occurred_on == date(2021, 7, 30)
    assert event.province == "nam-dinh"
    assert event.state == "silent"
    assert event.fields["person"] == TUC
    assert event.fields["predecessor"] == PHONG
    roles = archive.rows("SELECT role FROM core.event_evidence ORDER BY role")
    assert [row.role for row in roles] == ["after", "before"]
    assert archive.tenures() == [
        (PHONG, date(2020, 12, 31), date(2021, 7, 29)),
        (TUC, date(2021, 7, 30), date(2025, 6, 30)),
    ]


def test_running_again_writes_nothing(archive):
    two_sightings(archive, "forwards")
    archive.change("wire", "2021-07-30", "2021-05-06", TUC)
    archive.diff()
    before = archive.everything()
    assert writes(archive.diff()) == NOTHING
    archive.run("2021-08-01")
    assert writes(archive.diff()) == NOTHING
    assert archive.everything() == before


def test_copies_and_undated_articles_do_not_make_a_silent_change(archive):
    archive.run("2021-07-31")
    archive.holder("own", "2020-12-31", PHONG)
    original, version = archive.article("wire", "2021-07-29")
    fields = {"person": TUC, "position": "party_secretary"}
    archive.observe(version, "office_holder", **fields)
    archive.tell("other", "2021-07-30", "office_holder", copy_of=original, **fields)
    archive.tell("other", None, "office_holder", **fields)
    assert archive.diff().new_events == 0
    archive.tell("other", "2021-07-30", "office_holder", **fields)
    assert archive.diff().new_events == 1


def test_an_article_that_lists_several_holders_of_a_seat_says_nothing(archive):
    archive.run("2021-07-31")
    archive.holder("own", "2020-12-31", PHONG)
    archive.holder("wire", "2021-01-01", PHONG)
    _, version = archive.article("own", "2021-07-30")
    for person in (TUC, "Lê Quốc Chỉnh", "Chu Văn Đạt"):
        for position in ("party_secretary", "party_deputy_secretary"):
            archive.observe(version, "office_holder", person=person, position=position)
    assert archive.diff().new_events == 0
    people = [person for person, *_ in archive.tenures()]
    assert people.count(PHONG) == 1
    assert len(people) == 4  # several may be deputies


def test_an_observation_of_nobody_knows_whom_is_left_alone(archive):
    archive.run("2021-07-31")
    fields = {
        "person": TUC,
        "position": "party_secretary",
        "direction": "in",
        "change": "elected",
    }
    archive.tell("wire", "2021-07-30", "leadership_change", organisation=None, **fields)
    assert archive.diff().organisations == 0


def test_an_empty_store_is_compared_too(engine):
    archive = Archive(engine)
    archive.run("2021-07-31")
    assert archive.diff() == DiffSummary()


def test_a_position_that_is_not_watched_is_left_alone(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC, position="mayor")
    archive.holder("own", "2021-07-30", TUC, position="mayor")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    assert archive.diff().new_events == 1


def test_a_summary_is_one_line_for_people(archive):
    two_sightings(archive, "forwards")
    assert str(archive.diff()) == (
        "1 organisations; events: 1 new, 0 changed, 0 retracted, 1 to be told; "
        "3 changes of tenures"
    )


def test_a_failure_leaves_everything_as_it_was(archive):
    two_sightings(archive, "forwards")
    archive.do("""
        ALTER TABLE core.tenure ADD CONSTRAINT broken CHECK (person_key = '') NOT VALID
    """)
    before = archive.everything()
    with pytest.raises(DBAPIError, match="broken"):
        archive.diff()
    assert archive.everything() == before
    archive.do("ALTER TABLE core.tenure DROP CONSTRAINT broken")
    assert archive.diff().new_events == 1


def test_two_at_once_wait_for_each_other(archive, engine):
    two_sightings(archive, "forwards")
    done = threading.Event()

    def other() -> None:
        archive.diff()
        done.set()

    with engine.begin() as connection:
        locks.hold(connection, locks.DIFF)
        thread = threading.Thread(target=other)
        thread.start()
        assert not done.wait(0.5)
        assert archive.events() == []
    thread.join(timeout=20)
    assert done.is_set()
    assert len(archive.events()) == 1


@pytest.mark.parametrize(("home", "seen"), [("nam-dinh", 1), ("ha-nam", 0), (None, 1)])
def test_of_a_guest_the_paper_of_another_province_is_no_official_witness(
    archive: Archive, home: str | None, seen: int
) -> None:
    archive.source("paper", official=True)
    homes = f'[{{"province": "{home}"}}]' if home else "[]"
    archive.do("UPDATE core.source SET homes = CAST(:h AS jsonb)", h=homes)
    archive.run("2021-07-31")
    archive.holder("paper", "2021-07-01", "Đoàn Hồng Phong")
    archive.holder("paper", "2021-07-30", "Phạm Gia Túc")
    assert archive.diff().new_events == seen

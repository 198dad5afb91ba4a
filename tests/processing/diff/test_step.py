"""The step in the database: one event, once; nothing twice; history that stays."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from processing.diff import baseline
from processing.diff.step import DiffSummary
from processing.store import locks
from tests.processing.diff.archive import Archive, morning

PHONG, TUC = "Đoàn Hồng Phong", "Phạm Gia Túc"
CHIEF = "party_office_chief"
ELECTED = {"position": "party_secretary", "direction": "in", "change": "elected"}
NOTHING = (0, 0, 0, 0, 0)


def writes(summary: DiffSummary) -> tuple[int, ...]:
    """The numbers of what was written."""
    return (
        summary.new_events,
        summary.changed_events,
        summary.retracted_events,
        summary.news,
        summary.changed_tenures,
    )


def two_sightings(archive: Archive, order: str) -> None:
    """The former and the new secretary, each in the official paper, in two runs."""
    archive.run("2021-07-30")
    if order == "forwards":
        archive.holder("own", "2020-12-31", PHONG)
        archive.diff()
        archive.run("2021-07-31")
        archive.holder("own", "2021-07-30", TUC)
    else:
        archive.holder("own", "2021-07-30", TUC)
        archive.diff()
        archive.run("2021-07-31")
        archive.holder("own", "2020-12-31", PHONG)


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


def test_the_first_run_of_a_source_fills_history_only(archive):
    archive.source("new", known=False)
    archive.run("2021-07-31")
    archive.change("new", "2021-07-30", "2021-07-30", TUC)
    assert archive.diff().news == 0
    assert [event.is_news for event in archive.events()] == [False]
    archive.run("2021-08-01")
    archive.change("new", "2021-07-31", "2021-07-31", PHONG, position=CHIEF)
    assert archive.diff().news == 1


@pytest.mark.parametrize(
    ("occurred", "news"),
    [
        ("2021-07-17", True),
        ("2021-07-16", False),
        ("2021-08-02", True),
        ("2021-08-03", False),
    ],
)
def test_news_lies_in_the_window(archive, occurred, news):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", occurred, TUC)
    archive.diff()
    assert [event.is_news for event in archive.events()] == [news]


def test_a_backfill_and_an_untold_run_make_no_news(archive):
    archive.run("2021-07-31", kind="backfill")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    archive.diff()
    archive.run("2021-08-01")
    archive.change("wire", "2021-07-31", "2021-07-31", PHONG, position=CHIEF)
    archive.diff(told=False)
    assert [event.is_news for event in archive.events()] == [False, False]


def test_a_plan_is_news_when_it_is_told(archive):
    archive.run("2020-08-02")
    fields = {"phase": "announced", "ordinal": 20, "term": "2020-2025"}
    archive.tell("wire", "2020-08-01", "congress", "2020-09-24", **fields)
    assert archive.diff().news == 1


def test_without_a_day_the_day_it_was_told_decides(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", None, TUC)
    archive.change("wire", "2021-06-01", None, PHONG, position=CHIEF)
    archive.change("wire", None, None, PHONG, position="peoples_council_chair")
    archive.diff()
    news = {e.fields["position"]: e.is_news for e in archive.events()}
    assert news == {
        "party_secretary": True,
        CHIEF: False,
        "peoples_council_chair": False,
    }


def test_a_second_report_adds_evidence_and_is_not_told_again(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    archive.diff()
    (first,) = archive.events()
    archive.run("2021-08-01")
    archive.change("own", "2021-07-31", "2021-07-30", TUC, change="ratified")
    assert writes(archive.diff())[:4] == (0, 1, 0, 0)
    (second,) = archive.events()
    assert (second.id, second.source_count, second.is_news) == (first.id, 2, True)
    assert second.confidence > first.confidence
    assert second.last_run_id == first.last_run_id


def test_a_step_forward_is_told_again(archive):
    archive.run("2021-07-31")
    fields = {
        "issuer": "standing_committee",
        "subject": "chuyển đổi số",
        "number": None,
    }
    archive.tell(
        "wire", "2021-07-30", "resolution", "2021-07-30", action="adopted", **fields
    )
    assert archive.diff().news == 1
    archive.run("2021-08-03")
    fields["number"] = "07-NQ/TU"
    archive.tell(
        "own", "2021-08-02", "resolution", "2021-08-02", action="issued", **fields
    )
    summary = archive.diff()
    assert (summary.new_events, summary.news) == (0, 1)
    (event,) = archive.events()
    assert event.state == "issued"
    assert event.identity_key == "rs|nam-dinh-1|2020|7-nq-tu"
    assert event.last_run_id == archive.run_id


def test_a_silent_change_that_is_reported_moves_on(archive):
    two_sightings(archive, "forwards")
    archive.diff()
    archive.run("2021-08-02")
    archive.change("wire", "2021-08-01", "2021-07-28", TUC)
    summary = archive.diff()
    assert (summary.new_events, summary.changed_events, summary.news) == (0, 1, 1)
    assert archive.events("state, occurred_after")[0] == ("reported", None)


def test_what_nothing_says_any_more_is_retracted_and_may_return(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    archive.diff()
    archive.do("UPDATE core.observation SET superseded_at = now()")
    assert archive.diff().retracted_events == 1
    assert archive.events("status, is_news") == [("retracted", False)]
    assert archive.tenures() == []
    archive.do("UPDATE core.observation SET superseded_at = NULL")
    assert archive.diff().news == 0
    assert archive.events("status, is_news") == [("flagged", False)]


def test_reading_everything_anew_keeps_the_event(archive):
    archive.run("2021-07-31")
    _, version = archive.article("wire", "2021-07-30")
    fields = {
        "person": TUC,
        "position": "party_secretary",
        "direction": "in",
        "change": "elected",
    }
    archive.observe(version, "leadership_change", "2021-07-30", **fields)
    archive.diff()
    (first,) = archive.events()
    archive.do("UPDATE core.observation SET superseded_at = now()")
    archive.observe(
        version, "leadership_change", "2021-07-30", **fields | {"person": "Phạm Gia Tú"}
    )
    assert writes(archive.diff())[:4] == (0, 1, 0, 0)
    (second,) = archive.events()
    assert (second.id, second.fields["person"]) == (first.id, "Phạm Gia Tú")


def test_an_earlier_tenure_that_comes_to_light_does_not_take_the_number(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    archive.diff()
    (told,) = archive.events()
    archive.run("2021-08-01")
    archive.change("other", "2015-10-20", "2015-10-19", TUC)
    assert archive.diff().news == 0
    old, new = archive.events()
    assert (new.id, new.occurred_on, new.is_news) == (told.id, told.occurred_on, True)
    assert (old.identity_key[-1], new.identity_key[-1]) == ("1", "2")


@pytest.mark.parametrize("status", ["confirmed", "rejected"])
def test_what_a_person_has_judged_survives_every_later_run(archive, status):
    two_sightings(archive, "forwards")
    archive.diff()
    archive.do("UPDATE core.event SET status = :status", status=status)
    archive.run("2021-08-01")
    archive.holder("wire", "2021-07-31", TUC)
    archive.diff()
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id % 2 = 0")
    archive.diff()
    assert [event.status for event in archive.events()] == [status]


def test_a_rejected_change_moves_nobody(archive):
    two_sightings(archive, "forwards")
    archive.diff()
    archive.do("UPDATE core.event SET status = 'rejected'")
    archive.diff()
    assert [row[0] for row in archive.tenures()] == [PHONG]
    assert writes(archive.diff()) == NOTHING


def test_what_was_known_on_a_day_is_still_known(archive):
    archive.run("2021-01-01")
    archive.holder("own", "2020-12-31", PHONG)
    archive.diff()
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", TUC)
    archive.diff()
    query = """
        SELECT person FROM core.tenure
        WHERE :on BETWEEN valid_from AND coalesce(valid_to, 'infinity')
          AND recorded_from <= :known AND coalesce(recorded_to, 'infinity') > :known
    """
    on = date(2021, 7, 30)
    assert archive.rows(query, on=on, known=morning("2021-03-01"))[0].person == PHONG
    assert archive.rows(query, on=on, known=morning("2021-09-01"))[0].person == TUC


def test_another_sighting_opens_no_new_row(archive):
    archive.run("2021-01-01")
    archive.holder("own", "2020-12-01", PHONG)
    archive.diff()
    archive.run("2021-01-02")
    archive.holder("wire", "2020-12-31", PHONG)
    assert archive.diff().changed_tenures == 0
    rows = archive.rows(
        "SELECT first_seen_on, last_seen_on, recorded_to FROM core.tenure"
    )
    assert rows == [(date(2020, 12, 1), date(2020, 12, 31), None)]


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


def test_the_baseline_fills_gaps_and_makes_no_event(archive):
    assert baseline.load(archive.engine, as_of=morning("2021-01-01")) > 400
    assert baseline.load(archive.engine, as_of=morning("2021-01-02")) == 0
    archive.run("2024-02-02")
    archive.holder("own", "2020-12-31", PHONG)
    archive.holder("own", "2021-07-30", TUC)
    archive.holder("own", "2024-02-01", "Người Không Ai Biết")
    assert archive.diff().new_events == 2
    assert writes(archive.diff()) == NOTHING
    query = """
        SELECT person, valid_from, valid_to, from_basis, to_basis FROM core.tenure
        WHERE recorded_to IS NULL AND organisation_id = 'nam-dinh-1'
          AND position_id = 'party_secretary' ORDER BY valid_from
    """
    rows = [tuple(row) for row in archive.rows(query)]
    assert rows[0] == (
        PHONG,
        date(2015, 1, 1),
        date(2021, 7, 29),
        "baseline",
        "successor",
    )
    assert rows[1][:2] == (TUC, date(2021, 7, 30))
    assert rows[2][:2] == ("Người Không Ai Biết", date(2024, 2, 1))
    overlaps = archive.rows("""
        SELECT a.organisation_id, a.person, b.person FROM core.tenure a
        JOIN core.tenure b USING (organisation_id, position_id)
        JOIN core.position p ON p.id = a.position_id AND p.is_single_seat
        WHERE a.id < b.id AND a.recorded_to IS NULL AND b.recorded_to IS NULL
          AND daterange(a.valid_from, a.valid_to, '[]')
              && daterange(b.valid_from, b.valid_to, '[]')
    """)
    assert overlaps == []


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

"""Which events are news, and when one is told again."""

from __future__ import annotations

import pytest

from tests.processing.diff.archive import (
    two_sightings,
    writes,
)
from tests.processing.diff.telling import PHONG, TUC

CHIEF = "party_office_chief"


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


def test_of_one_report_that_somebody_stays_only_that_is_news(archive):
    """Though nobody knew that he had come: two news of one sentence are none."""
    archive.run("2020-09-01")
    archive.holder("own", "2020-08-31", PHONG)
    archive.diff()
    archive.run("2020-10-02")
    stays = {"direction": "continued", "change": "re_elected"}
    archive.change("own", "2020-10-01", "2020-10-01", TUC, **stays)
    assert archive.diff().news == 1
    states = {event.state: event.is_news for event in archive.events()}
    assert states == {"silent": False, "reported": True}


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


@pytest.mark.parametrize(
    ("told_on", "wrong"), [(None, None), ("2021-07-29", "2021-02-01")]
)
def test_what_only_its_day_kept_from_being_told_is_told_when_that_is_known(
    archive, told_on, wrong
):
    for paper in ("slow", "late"):
        archive.source(paper)
    archive.run("2021-07-30")
    archive.change("slow", told_on, wrong, TUC)
    assert archive.diff().news == 0
    for paper, told in (("wire", "2021-07-30"), ("own", "2021-07-31")):
        archive.run(told)
        archive.change(paper, told, "2021-07-29", TUC)
    summary = archive.diff()
    assert (summary.new_events, summary.news) == (0, 1)
    (event,) = archive.events()
    assert (event.is_news, event.last_run_id) == (True, archive.run_id)
    archive.run("2021-08-01")
    archive.change("late", "2021-07-31", "2021-07-29", TUC)
    assert archive.diff().news == 0


def test_history_that_the_first_run_found_is_no_news_by_another_day(archive):
    archive.source("new", known=False)
    archive.run("2021-07-31")
    archive.change("new", "2021-07-30", "2021-07-29", TUC)
    archive.diff()
    for paper, told in (("wire", "2021-08-01"), ("own", "2021-08-02")):
        archive.run(told)
        archive.change(paper, told, "2021-07-30", TUC)
    assert archive.diff().news == 0


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

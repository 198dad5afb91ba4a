"""Pitfalls that no single article can solve: what comparing many of them decides.

Each test names the pitfall that it covers (docs/pitfalls.md).
"""

from __future__ import annotations

from sqlalchemy import Engine

from processing.diff.fold import fold
from tests.processing.diff.archive import Archive
from tests.processing.diff.telling import (
    congress,
    day,
    left,
    moved,
    observed,
    resolved,
    saw,
)

OLD, NEW = "Lò Văn Thắng", "Hà Thị Mai Anh"


def people(*items, organisation: str = "nam-dinh-1", position: str = "party_secretary"):
    """Who sat in a seat, one after the other, with first and last day."""
    state = fold(observed(*items, organisation=organisation))
    return [
        (tenure.person, tenure.valid_from, tenure.valid_to)
        for tenure in state.tenures
        if tenure.position == position
    ]


def test_p31_a_page_of_the_old_secretary_found_late_brings_him_back_to_nothing():
    """A superseded secretary: what holds is decided by the day of the article."""
    told = [
        saw(OLD, "2019-05-02"),
        moved(NEW, "appointed", "2020-03-10"),
        saw(NEW, "2020-06-01", "paper-b"),
        saw(OLD, "2019-11-20", "paper-b"),
    ]
    for order in (told, told[::-1]):
        assert people(*order) == [
            (OLD, day("2019-05-02"), day("2020-03-09")),
            (NEW, day("2020-03-10"), day("2025-06-30")),
        ]


def test_p31_a_stale_list_of_leaders_after_the_change_changes_nothing():
    told = [
        moved(NEW, "appointed", "2020-03-10"),
        saw(NEW, "2020-06-01", "paper-b"),
        saw(OLD, "2020-07-01", "paper-c"),
        saw(NEW, "2020-09-01", "paper-b"),
    ]
    assert [row[0] for row in people(*told)] == [NEW]


def test_p37_a_wrong_day_in_one_paper_is_outvoted():
    told = [
        moved(NEW, "appointed", "2020-03-10", source="paper-a"),
        moved(NEW, "appointed", "2020-03-01", "2020-03-11", source="paper-b"),
        moved(NEW, "appointed", "2020-03-10", "2020-03-11", source="paper-c"),
    ]
    [event] = fold(observed(*told)).events
    assert event.occurred_on == day("2020-03-10")
    assert event.source_count == 3


def test_p69_a_slip_in_a_name_is_no_new_secretary():
    told = [
        saw(NEW, "2020-06-01"),
        saw("Hà Thị Mai Ánh", "2020-06-20", "paper-b"),
        saw(NEW, "2020-07-05", "paper-c"),
    ]
    assert fold(observed(*told)).events == ()
    assert [row[0] for row in people(*told)] == [NEW]


def test_p84_numbers_that_start_again_after_the_merger_are_other_resolutions():
    told = [
        resolved("2025-08-20", number="05-NQ/TU", subject="sắp xếp bộ máy"),
        resolved("2026-02-03", number="05-NQ/TU", subject="kinh tế biển"),
    ]
    state = fold(observed(*told, organisation="ninh-binh-2"))
    assert [event.key for event in state.events] == [
        "rs|ninh-binh-2|2020/m|5-nq-tu",
        "rs|ninh-binh-2|2025|5-nq-tu",
    ]


def test_p89_a_mirror_is_no_second_witness():
    one = moved(NEW, "appointed", "2020-03-10", source="paper-a", key="a", copy_of=7)
    mirror = moved(NEW, "appointed", "2020-03-10", source="mirror", key="m", copy_of=7)
    [event] = fold(observed(one, mirror)).events
    [alone] = fold(observed(one)).events
    assert (event.source_count, event.confidence) == (1, alone.confidence)


def test_p92_a_later_edit_of_an_article_corrects_the_event_and_tells_nobody(
    engine: Engine,
):
    archive = Archive(engine)
    archive.source("wire")
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-29", NEW)
    archive.diff()
    [before] = archive.events()
    archive.do("UPDATE core.observation SET superseded_at = now()")
    archive.run("2021-08-01")
    archive.observe(
        1,
        "leadership_change",
        "2021-07-28",
        person=NEW,
        position="party_secretary",
        direction="in",
        change="appointed",
    )
    assert archive.diff().news == 0
    [after] = archive.events()
    assert (after.id, str(after.occurred_on)) == (before.id, "2021-07-28")
    assert after.last_run_id == before.last_run_id


def test_p97_p99_what_papers_count_differently_is_one_congress():
    told = [
        congress("result", "2025-09-23", ordinal=21),
        congress("result", "2025-09-23", "2025-09-24", "paper-b", ordinal=1),
        congress("result", "2025-09-23", "2025-09-24", "paper-c"),
    ]
    [event] = fold(observed(*told, organisation="thai-nguyen-2")).events
    assert (event.fields["ordinal"], event.source_count) == (1, 3)


def test_a_ratification_weeks_after_the_election_is_the_same_event():
    chair = "peoples_committee_chair"
    told = [
        moved(NEW, "elected", "2020-12-09", position=chair),
        moved(NEW, "ratified", "2021-01-22", "2021-01-23", "paper-b", position=chair),
        moved(NEW, "ratified", "2021-02-04", "2021-02-05", "paper-c", position=chair),
        moved(NEW, "elected", "2020-12-09", "2020-12-10", "paper-d", position=chair),
    ]
    for order in (told, told[::-1]):
        [event] = fold(observed(*order)).events
        assert (event.occurred_on, event.fields["change"]) == (
            day("2020-12-09"),
            "elected",
        )
        assert len(event.evidence) == 4


def test_acting_and_then_full_are_two_events_of_one_tenure():
    chair = "peoples_committee_chair"
    told = [
        moved(NEW, "acting", "2020-08-11", position=chair),
        moved(NEW, "elected", "2020-09-25", position=chair),
    ]
    assert [event.fields["change"] for event in fold(observed(*told)).events] == [
        "acting",
        "elected",
    ]
    assert people(*told, position=chair) == [
        (NEW, day("2020-08-11"), day("2025-06-30"))
    ]


def test_a_move_ends_one_office_and_begins_another_only_where_it_is_told():
    gone = left(OLD, "transferred", "2020-03-10")
    came = moved(OLD, "appointed", "2020-03-10")
    here = fold(observed(saw(OLD, "2019-05-02"), gone))
    there = fold(observed(came, organisation="ha-nam-1"))
    assert [tenure.valid_to for tenure in here.tenures] == [day("2020-03-10")]
    assert [tenure.valid_from for tenure in there.tenures] == [day("2020-03-10")]
    # A namesake elsewhere ends nothing here.
    assert people(saw(OLD, "2019-05-02"))[0][2] == day("2025-06-30")


def test_who_is_missing_from_a_page_stays():
    told = [
        saw(OLD, "2019-05-02", position="party_deputy_secretary"),
        *(saw(NEW, f"2020-0{n}-01", "own", official=True) for n in range(1, 9)),
    ]
    rows = people(*told, position="party_deputy_secretary")
    assert rows == [(OLD, day("2019-05-02"), day("2025-06-30"))]


def test_those_elected_by_a_congress_name_its_result_as_their_parent(engine: Engine):
    archive = Archive(engine)
    archive.source("wire")
    archive.run("2020-09-27")
    told = {"phase": "result", "term": "2020-2025", "ordinal": 20}
    archive.tell("wire", "2020-09-26", "congress", "2020-09-26", **told)
    archive.change("wire", "2020-09-26", "2020-09-26", NEW, change="elected")
    deputy = {"change": "elected", "position": "party_deputy_secretary"}
    archive.change("wire", "2020-09-26", "2020-09-25", OLD, **deputy)
    archive.change("wire", "2020-09-26", "2020-03-01", "Vàng A Páo", **deputy)
    archive.diff()
    [result, *leaders] = archive.rows(
        "SELECT event_id, summary, slate, parent_event_id FROM dashboard.events"
        " ORDER BY kind, summary"
    )
    assert (result.slate, result.parent_event_id) == (None, None)
    parents = {row.summary.split(",")[0]: row.parent_event_id for row in leaders}
    assert parents == {NEW: result.event_id, OLD: result.event_id, "Vàng A Páo": None}


def test_a_seat_told_by_its_end_alone_takes_no_day_from_whoever_was_seen_there():
    """Whoever has risen left it before: on a day on which another is known to sit."""
    standing = "party_standing_deputy_secretary"
    told = [
        *(saw(NEW, "2019-06-01", key=key, position=standing) for key in "ab"),
        saw(OLD, "2019-06-02", "paper-b"),
        left(OLD, "transferred", None, "2019-06-03", position=standing),
    ]
    for order in (told, told[::-1]):
        held = people(*order, position=standing)
        assert held == [(NEW, day("2019-06-01"), day("2019-06-01"))]

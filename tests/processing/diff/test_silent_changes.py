"""A new name in a seat, reported by nobody: when it is a change, and since when."""

from __future__ import annotations

import pytest

from processing.diff.model import Rejected
from tests.processing.diff.telling import (
    MERGED,
    NAM,
    PHONG,
    SEEDS,
    TUC,
    day,
    known,
    left,
    moved,
    sat,
    saw,
    told_of,
)


@pytest.mark.parametrize("items", [SEEDS, SEEDS[::-1], SEEDS * 2])
def test_a_secretary_replaced_silently_is_one_event_in_any_order(items):
    state = known(*items)
    assert told_of(state) == [(TUC, "in", "silent", "2021-07-30")]
    (event,) = state.events
    assert event.occurred_after == day("2020-12-31")
    assert event.fields["predecessor"] == PHONG
    roles = {item.role: item.telling.source for item in event.evidence}
    assert roles == {"before": "own-paper", "after": "official"}
    assert sat(state) == [
        (PHONG, "2020-12-31", "2021-07-29", "seen", "successor"),
        (TUC, "2021-07-30", *MERGED),
    ]
    assert {t.started_by for t in state.tenures} == {None, event.key}
    assert {t.ended_by for t in state.tenures} == {None, event.key}


def test_one_article_of_an_ordinary_paper_is_not_enough():
    state = known(SEEDS[0], saw(TUC, "2021-07-30"))
    assert told_of(state) == []
    assert [row[0] for row in sat(state)] == [PHONG]


def test_two_articles_of_different_days_are_enough():
    state = known(SEEDS[0], saw(TUC, "2021-07-30"), saw(TUC, "2021-08-02"))
    assert told_of(state) == [(TUC, "in", "silent", "2021-07-30")]


def test_two_articles_of_one_day_are_not_enough():
    state = known(SEEDS[0], saw(TUC, "2021-07-30"), saw(TUC, "2021-07-30", "paper-b"))
    assert told_of(state) == []


def test_copies_of_one_text_are_one_article():
    copies = [
        saw(TUC, "2021-07-30", copy_of=1),
        saw(TUC, "2021-07-31", "paper-b", copy_of=1),
        saw(TUC, "2021-08-01", "paper-c", copy_of=1),
    ]
    assert told_of(known(SEEDS[0], *copies)) == []


def test_an_odd_name_between_two_sightings_of_another_makes_no_event():
    state = known(
        saw(PHONG, "2020-12-01"),
        saw(PHONG, "2020-12-31"),
        saw(NAM, "2021-01-15"),
        saw(PHONG, "2021-02-01"),
    )
    assert told_of(state) == []
    assert [row[0] for row in sat(state)] == [PHONG]


def test_a_stale_page_does_not_bring_the_former_holder_back():
    state = known(
        *(saw(PHONG, f"2020-{month:02}-01", official=True) for month in range(1, 13)),
        *(saw(TUC, f"2021-{month:02}-01", official=True) for month in range(6, 13)),
        saw(PHONG, "2021-09-15", official=True),
    )
    assert told_of(state) == [(TUC, "in", "silent", "2021-06-01")]
    assert [row[0] for row in sat(state)] == [PHONG, TUC]


def test_a_late_article_narrows_the_interval():
    state = known(*SEEDS, saw(PHONG, "2021-03-10"), saw(TUC, "2021-05-20"))
    (event,) = state.events
    assert event.occurred_after == day("2021-03-10")
    assert event.occurred_on == day("2021-05-20")


def test_a_late_article_about_a_holder_in_between_makes_two_changes():
    state = known(*SEEDS, saw(NAM, "2021-03-10", official=True))
    assert told_of(state) == [
        (NAM, "in", "silent", "2021-03-10"),
        (TUC, "in", "silent", "2021-07-30"),
    ]
    assert [row[:3] for row in sat(state)][:2] == [
        (PHONG, "2020-12-31", "2021-03-09"),
        (NAM, "2021-03-10", "2021-07-29"),
    ]


@pytest.mark.parametrize("decided", ["2020-12-20", "2021-05-06", "2021-08-20"])
def test_a_report_of_the_change_is_that_change(decided):
    state = known(*SEEDS, moved(TUC, "appointed", decided))
    assert told_of(state) == [(TUC, "in", "reported", decided)]


def test_a_report_explains_the_tenure():
    state = known(*SEEDS, moved(TUC, "appointed", "2021-05-06"))
    assert sat(state)[1][:4] == (TUC, "2021-05-06", "2025-06-30", "event")
    assert sat(state)[0][2:] == ("2021-05-05", "seen", "successor")


def test_a_silent_change_keeps_its_key_when_it_is_reported():
    silent, reported = (
        known(*SEEDS),
        known(*SEEDS, moved(TUC, "appointed", None, "2021-08-01")),
    )
    assert [e.key for e in silent.events] == [e.key for e in reported.events]
    assert [e.state for e in reported.events] == ["reported"]


def test_a_report_whose_day_the_articles_refute_is_that_change_between_two_days():
    """The year of the report was guessed: the holder before was named after it."""
    names = [saw(PHONG, f"2020-0{month}-01", official=True) for month in range(1, 9)]
    later = [saw(TUC, f"2021-0{month}-01", official=True) for month in (6, 7)]
    report = moved(TUC, "elected", "2020-04-08")
    state = known(*names, *later, report)
    (event,) = state.events
    assert (event.key, event.state) == (
        "ld|nam-dinh-1|party_secretary|phạm gia túc|in|1",
        "reported",
    )
    assert (event.occurred_after, event.occurred_on) == (
        day("2020-08-01"),
        day("2021-06-01"),
    )
    assert [(*row[:2], row[3]) for row in sat(state)] == [
        (PHONG, "2020-01-01", "seen"),
        (TUC, "2021-06-01", "seen"),
    ]


def test_whom_somebody_followed_is_not_said_of_names_a_whole_term_apart():
    first, last = (
        saw(name, f"{year}-05-01", official=True)
        for name, year in ((PHONG, 2012), (TUC, 2019))
    )
    (event,) = known(first, last).events
    assert event.fields["predecessor"] is None
    assert (event.occurred_after, event.occurred_on) == (
        day("2012-05-01"),
        day("2019-05-01"),
    )


@pytest.mark.parametrize("direction", [1, -1])
def test_a_report_without_a_day_is_that_change_between_two_days(direction):
    undated = moved(TUC, "appointed", None)
    state = known(*[*SEEDS, undated][::direction])
    (event,) = state.events
    assert (event.state, event.fields["change"]) == ("reported", "appointed")
    assert (event.occurred_after, event.occurred_on) == (
        day("2020-12-31"),
        day("2021-07-30"),
    )
    assert [tenure.started_by for tenure in state.tenures] == [None, event.key]
    assert sat(state) == sat(known(*SEEDS))
    assert "slate" not in event.fields


def test_a_report_without_a_day_of_a_lower_rank_is_another_change():
    standing = "party_standing_deputy_secretary"
    sights = [
        saw(PHONG, "2020-12-31", official=True, position=standing),
        saw(TUC, "2021-07-30", official=True, position=standing),
    ]
    undated = moved(TUC, "elected", None, position="party_deputy_secretary")
    states = [event.state for event in known(*sights, undated).events]
    assert sorted(states) == ["reported", "silent"]


def _holders(*items):
    return [row[0] for row in sat(known(*items))]


def test_a_page_of_a_wrong_day_seats_nobody_before_the_report_of_the_arrival():
    """Whoever is named years too early replaces nobody and is replaced by nobody."""
    misdated = [saw(TUC, "2012-03-01"), saw(TUC, "2012-05-01", "paper-b")]
    others = [saw(PHONG, f"201{year}-06-01", official=True) for year in (3, 4, 5)]
    came = moved(TUC, "elected", "2017-06-10")
    assert _holders(*misdated, *others, came) == [PHONG, TUC]
    assert told_of(known(*misdated, *others, came)) == [
        (TUC, "in", "reported", "2017-06-10")
    ]
    # More papers than the report weighs are believed: so it is a second time.
    often = [saw(TUC, "2012-07-01", "paper-c"), *misdated]
    assert _holders(*often, *others, came) == [TUC, PHONG, TUC]


@pytest.mark.parametrize("seen", [[], [saw(NAM, "2024-05-09")]])
def test_who_is_told_to_have_left_was_there_though_hardly_named_before(seen):
    """And nobody is told that he came: he has left."""
    gone = left(NAM, "retired", "2024-05-10")
    after = saw(TUC, "2024-06-20", official=True)
    state = known(saw(PHONG, "2019-03-01", official=True), *seen, gone, after)
    assert told_of(state) == [
        (NAM, "out", "reported", "2024-05-10"),
        (TUC, "in", "silent", "2024-06-20"),
    ]
    assert state.events[0].fields["predecessor"] == NAM
    assert [row[:3] for row in sat(state)] == [
        (PHONG, "2019-03-01", "2024-05-08"),
        (NAM, "2024-05-09", "2024-05-10"),
        (TUC, "2024-06-20", MERGED[0]),
    ]
    still = [saw(PHONG, f"2024-0{month}-01", official=True) for month in (6, 7)]
    assert _holders(saw(PHONG, "2019-03-01", official=True), gone, *still) == [PHONG]


CAME = moved(TUC, "elected", "2017-06-10")


@pytest.mark.parametrize(
    ("items", "since"),
    [
        ([CAME], "2017-06-10"),
        # A congress has just elected a new committee: it may have elected him again.
        ([moved(TUC, "elected", "2015-10-20")], "2014-03-01"),
        # He had left before he came again.
        ([left(TUC, "transferred", "2016-02-01"), CAME], "2014-03-01"),
        # Told long after, without its day.
        ([moved(TUC, "elected", None, "2017-06-10")], "2014-03-01"),
        ([moved(TUC, "acting", "2017-06-10")], "2014-03-01"),
    ],
)
def test_a_sight_before_a_report_counts_where_both_can_be_true(items, since):
    assert sat(known(saw(TUC, "2014-03-01"), *items))[0][1] == since


def test_a_rejected_silent_change_leaves_the_former_holder_in_place():
    wrong = Rejected("party_secretary", TUC, "in", day("2020-12-31"))
    state = known(*SEEDS, saw(TUC, "2021-09-01"), rejected=(wrong,))
    assert told_of(state) == []
    assert [row[0] for row in sat(state)] == [PHONG]

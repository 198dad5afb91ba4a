"""Leadership changes, silent changes and tenures of a single seat and of several."""

from __future__ import annotations

from datetime import date

import pytest

from processing.diff.fold import fold
from processing.diff.model import Rejected, State
from tests.processing.diff.telling import day, left, moved, observed, saw

PHONG, TUC, NAM = "Đoàn Hồng Phong", "Phạm Gia Túc", "Trần Văn Nam"


def known(*items, **more) -> State:
    return fold(observed(*items, **more))


def told(state: State) -> list[tuple]:
    """Person, direction, state, and the days of each event."""
    return [
        (
            event.fields["person"],
            event.fields["direction"],
            event.state,
            str(event.occurred_on) if event.occurred_on else None,
        )
        for event in sorted(state.events, key=lambda e: (str(e.day), e.key))
    ]


def sat(state: State) -> list[tuple]:
    """Person, first and last day and their bases of each tenure."""
    return [
        (
            tenure.person,
            str(tenure.valid_from) if tenure.valid_from else None,
            str(tenure.valid_to) if tenure.valid_to else None,
            tenure.from_basis,
            tenure.to_basis,
        )
        for tenure in sorted(state.tenures, key=lambda t: t.valid_from or date.min)
    ]


SEEDS = [
    saw(PHONG, "2020-12-31", "own-paper", official=True),
    saw(TUC, "2021-07-30", "official", official=True),
]
# The organisation ended with the merger.
MERGED = ("2025-06-30", "seen", "baseline")


@pytest.mark.parametrize("items", [SEEDS, SEEDS[::-1], SEEDS * 2])
def test_a_secretary_replaced_silently_is_one_event_in_any_order(items):
    state = known(*items)
    assert told(state) == [(TUC, "in", "silent", "2021-07-30")]
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
    assert told(state) == []
    assert [row[0] for row in sat(state)] == [PHONG]


def test_two_articles_of_different_days_are_enough():
    state = known(SEEDS[0], saw(TUC, "2021-07-30"), saw(TUC, "2021-08-02"))
    assert told(state) == [(TUC, "in", "silent", "2021-07-30")]


def test_two_articles_of_one_day_are_not_enough():
    state = known(SEEDS[0], saw(TUC, "2021-07-30"), saw(TUC, "2021-07-30", "paper-b"))
    assert told(state) == []


def test_copies_of_one_text_are_one_article():
    copies = [
        saw(TUC, "2021-07-30", copy_of=1),
        saw(TUC, "2021-07-31", "paper-b", copy_of=1),
        saw(TUC, "2021-08-01", "paper-c", copy_of=1),
    ]
    assert told(known(SEEDS[0], *copies)) == []


def test_an_odd_name_between_two_sightings_of_another_makes_no_event():
    state = known(
        saw(PHONG, "2020-12-01"),
        saw(PHONG, "2020-12-31"),
        saw(NAM, "2021-01-15"),
        saw(PHONG, "2021-02-01"),
    )
    assert told(state) == []
    assert [row[0] for row in sat(state)] == [PHONG]


def test_a_stale_page_does_not_bring_the_former_holder_back():
    state = known(
        *(saw(PHONG, f"2020-{month:02}-01", official=True) for month in range(1, 13)),
        *(saw(TUC, f"2021-{month:02}-01", official=True) for month in range(6, 13)),
        saw(PHONG, "2021-09-15", official=True),
    )
    assert told(state) == [(TUC, "in", "silent", "2021-06-01")]
    assert [row[0] for row in sat(state)] == [PHONG, TUC]


def test_a_late_article_narrows_the_interval():
    state = known(*SEEDS, saw(PHONG, "2021-03-10"), saw(TUC, "2021-05-20"))
    (event,) = state.events
    assert event.occurred_after == day("2021-03-10")
    assert event.occurred_on == day("2021-05-20")


def test_a_late_article_about_a_holder_in_between_makes_two_changes():
    state = known(*SEEDS, saw(NAM, "2021-03-10", official=True))
    assert told(state) == [
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
    assert told(state) == [(TUC, "in", "reported", decided)]


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


def test_elected_ratified_and_handed_over_is_one_event():
    position = "peoples_committee_chair"
    state = known(
        moved(NAM, "elected", "2020-11-19", position=position),
        moved(NAM, "elected", "2020-11-19", None, "paper-b", position=position),
        moved(NAM, "ratified", "2020-11-24", position=position),
        moved(NAM, "appointed", "2020-12-20", "2020-12-21", position=position),
    )
    assert told(state) == [(NAM, "in", "reported", "2020-11-19")]
    (event,) = state.events
    assert event.fields["change"] == "elected"
    assert (len(event.evidence), event.source_count) == (4, 2)


def test_what_follows_from_a_decision_does_not_date_or_name_it():
    state = known(
        moved(NAM, "ratified", "2020-11-24"),
        moved(NAM, "ratified", "2020-11-24", None, "paper-b"),
        moved(NAM, "elected", "2020-11-19"),
    )
    assert told(state) == [(NAM, "in", "reported", "2020-11-19")]
    assert state.events[0].fields["change"] == "elected"


def test_a_second_arrival_needs_a_departure_in_between():
    again = [
        moved(NAM, "elected", "2018-01-10"),
        moved(NAM, "appointed", "2018-06-10"),
    ]
    assert len(known(*again).events) == 1
    gone = left(NAM, "transferred", "2018-03-10")
    state = known(*again, gone)
    assert [row[1] for row in told(state)] == ["in", "out", "in"]
    assert [row[1:3] for row in sat(state)] == [
        ("2018-01-10", "2018-03-10"),
        ("2018-06-10", "2025-06-30"),
    ]


def test_a_departure_told_between_two_reports_of_one_arrival_is_not_in_between():
    state = known(
        moved(NAM, "elected", "2018-01-10"),
        left(NAM, "transferred", "2018-01-20"),
        moved(NAM, "ratified", "2018-02-24"),
    )
    assert sorted(row[1] for row in told(state)) == ["in", "out"]
    later = known(
        moved(NAM, "elected", "2018-01-10"),
        left(NAM, "transferred", "2018-01-20"),
        moved(NAM, "ratified", "2018-02-25"),
    )
    assert sorted(row[1] for row in told(later)) == ["in", "in", "out"]


def test_or_more_than_400_days():
    assert (
        len(
            known(
                moved(NAM, "elected", "2016-01-10"), moved(NAM, "elected", "2017-02-13")
            ).events
        )
        == 1
    )
    state = known(
        moved(NAM, "elected", "2016-01-10"), moved(NAM, "elected", "2017-02-14")
    )
    assert len({event.key for event in state.events}) == 2
    # Without a departure the person sat throughout.
    assert [row[1:3] for row in sat(state)] == [("2016-01-10", "2025-06-30")]


def test_a_departure_is_told_on_request_on_approval_and_on_effect():
    state = known(
        left(PHONG, "relieved", "2021-03-01"),
        left(PHONG, "transferred", "2021-04-08"),
        left(PHONG, "transferred", "2021-05-20"),
    )
    assert told(state) == [(PHONG, "out", "reported", "2021-04-08")]
    assert state.events[0].fields["change"] == "transferred"


def test_acting_first_and_elected_later_are_two_events_and_one_tenure():
    state = known(
        moved(NAM, "acting", "2021-01-05"),
        moved(NAM, "acting", "2021-01-12", None, "paper-b"),
        moved(NAM, "elected", "2021-06-20"),
    )
    assert [(row[1], row[3]) for row in told(state)] == [
        ("in", "2021-01-05"),
        ("in", "2021-06-20"),
    ]
    assert [row[1] for row in sat(state)] == ["2021-01-05"]


def test_re_election_is_one_event_a_term():
    state = known(
        moved(NAM, "re_elected", "2015-10-20", direction="continued"),
        moved(NAM, "re_elected", "2020-09-25", direction="continued"),
        moved(NAM, "re_elected", "2020-09-26", None, "paper-b", direction="continued"),
    )
    assert [row[3] for row in told(state)] == ["2015-10-20", "2020-09-25"]


def test_of_an_interim_and_an_elected_committee_they_are_two():
    state = known(
        moved(NAM, "re_appointed", "2025-07-01", direction="continued"),
        moved(NAM, "re_appointed", "2025-09-30", direction="continued"),
        organisation="ninh-binh-2",
    )
    assert len(state.events) == 2


def test_standing_and_plain_deputy_are_one_post_for_identity():
    standing, plain = "party_standing_deputy_secretary", "party_deputy_secretary"
    state = known(
        moved(NAM, "elected", "2020-09-25", position=plain),
        moved(NAM, "elected", "2020-09-26", None, "paper-b", position=standing),
        saw(NAM, "2020-11-01", position=plain),
    )
    (event,) = state.events
    assert event.fields["position"] == standing
    assert [tenure.position for tenure in state.tenures] == [standing]


def test_a_deputy_who_becomes_standing_later_is_a_change():
    standing, plain = "party_standing_deputy_secretary", "party_deputy_secretary"
    state = known(
        moved(NAM, "elected", "2020-09-25", position=plain),
        moved(NAM, "appointed", "2021-03-01", position=standing),
    )
    assert [event.fields["position"] for event in state.events] == [plain, standing]


def test_several_may_hold_a_position_of_several_seats():
    vice = "peoples_committee_vice_chair"
    state = known(
        saw(NAM, "2021-01-01", position=vice, official=True),
        saw(TUC, "2021-02-01", position=vice, official=True),
        left(NAM, "retired", "2021-06-01", position=vice),
    )
    assert [row[1] for row in told(state)] == ["out"]
    assert [row[:3] for row in sat(state)] == [
        (NAM, "2021-01-01", "2021-06-01"),
        (TUC, "2021-02-01", "2025-06-30"),
    ]


def test_absence_ends_nothing():
    state = known(saw(PHONG, "2012-01-01", official=True))
    assert sat(state) == [(PHONG, "2012-01-01", *MERGED)]
    open_ended = fold(observed(saw(PHONG, "2012-01-01"), organisation="ha-noi-1"))
    assert open_ended.tenures[0].valid_to is None


def test_the_outgoing_are_still_named_for_a_while():
    state = known(
        saw(PHONG, "2021-01-01"),
        left(PHONG, "transferred", "2021-04-08"),
        *(saw(PHONG, f"2021-04-{d}") for d in (10, 12, 14, 20, 28)),
    )
    assert sat(state)[0][:3] == (PHONG, "2021-01-01", "2021-04-08")
    assert state.tenures[0].last_seen_on == day("2021-01-01")


def test_a_departure_that_a_year_of_articles_refutes_ends_no_tenure():
    state = known(
        saw(PHONG, "2021-01-01"),
        left(PHONG, "transferred", "2021-04-08"),
        *(saw(PHONG, f"2021-{month}-10") for month in ("08", "09", "10", "11")),
    )
    assert sat(state) == [(PHONG, "2021-01-01", *MERGED)]
    assert [row[1] for row in told(state)] == ["out"]


def test_a_false_report_does_not_unseat_whom_all_papers_go_on_naming():
    state = known(
        *(saw(PHONG, f"2020-{month:02}-01", official=True) for month in range(1, 7)),
        moved(NAM, "appointed", "2020-06-15"),
        *(saw(PHONG, f"2020-{month:02}-01", official=True) for month in range(7, 13)),
    )
    assert [row[0] for row in sat(state)] == [PHONG]
    assert [row[0] for row in told(state)] == [NAM]


def test_who_is_known_only_by_leaving_held_the_seat_before():
    state = known(left(PHONG, "transferred", "2021-04-08"), SEEDS[1])
    assert sat(state)[0] == (PHONG, None, "2021-04-08", "event", "event")
    assert (TUC, "in", "silent", "2021-07-30") in told(state)


def test_a_return_that_is_reported_is_a_second_tenure():
    state = known(
        *(saw(PHONG, f"2016-{month:02}-01", official=True) for month in range(1, 7)),
        *(saw(NAM, f"2017-{month:02}-01", official=True) for month in range(1, 7)),
        moved(PHONG, "appointed", "2018-01-15"),
        saw(PHONG, "2018-03-01"),
    )
    assert [row[0] for row in sat(state)] == [PHONG, NAM, PHONG]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bí Văn Thủy", "Bí Văn Thuỷ"),
        ("Y Biêr Niê Kđăm", "Y Biêr Niê K’Đăm"),
        ("Y Biêr Niê K' Đăm", "Y Biêr Niê Kđăm"),
        ("NGUYỄN THỊ THU HÀ", "Nguyễn Thị Thu Hà"),
        ("Nguyễn Thu Hà", "Nguyễn Thị Thu Hà"),
        ("Doan Hong Phong", "Đoàn Hồng Phong"),
    ],
)
def test_spellings_of_one_name_make_no_change(one, other):
    state = known(
        saw(one, "2021-01-01", official=True), saw(other, "2021-02-01", official=True)
    )
    assert told(state) == []
    assert len(state.tenures) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),
        ("Nguyễn Văn Hùng", "Nguyễn Mạnh Hùng"),
        ("Lê Minh", "Lê Văn Minh"),
        ("Nguyễn Thị Thanh", "Nguyễn Thị Thanh Bình"),
    ],
)
def test_names_that_only_look_alike_are_two_persons(one, other):
    state = known(
        saw(one, "2021-01-01", official=True), saw(other, "2021-02-01", official=True)
    )
    assert told(state) == [(other, "in", "silent", "2021-02-01")]


def test_a_short_form_that_two_names_can_have_is_joined_to_neither():
    state = known(
        saw("Nguyễn Thị Thu Hà", "2021-01-01", official=True),
        saw("Nguyễn Thu Hà", "2021-02-01", official=True),
        saw("Nguyễn Hoàng Thu Hà", "2021-03-01", official=True),
    )
    assert len(state.tenures) == 3


def test_a_rejected_silent_change_leaves_the_former_holder_in_place():
    wrong = Rejected("party_secretary", TUC, "in", day("2020-12-31"))
    state = known(*SEEDS, saw(TUC, "2021-09-01"), rejected=(wrong,))
    assert told(state) == []
    assert [row[0] for row in sat(state)] == [PHONG]


def test_a_rejected_report_stays_an_event_and_moves_nobody():
    report = moved(TUC, "appointed", "2021-05-06")
    wrong = Rejected("party_secretary", TUC, "in", day("2021-05-06"))
    state = known(SEEDS[0], report, rejected=(wrong,))
    assert [row[0] for row in told(state)] == [TUC]
    assert [row[0] for row in sat(state)] == [PHONG]


def test_confidence_grows_with_independent_sources_and_never_reaches_one():
    def sure(*sources: str, **more) -> float:
        reports = [
            moved(NAM, "elected", "2020-11-19", None, s, **more) for s in sources
        ]
        return known(*reports).events[0].confidence

    assert sure("a") == 0.9
    assert sure("a", "b") == pytest.approx(0.99)
    assert sure("a", "b", "c", "d") == pytest.approx(0.99)
    assert sure("a", "a") == 0.9
    assert sure("a", "b", copy_of=7) == 0.9


def test_a_slate_names_its_parent():
    from tests.processing.diff.telling import congress

    members = [
        moved(
            f"Người Thứ {n}", "elected", "2020-09-26", position="party_deputy_secretary"
        )
        for n in ("Một", "Hai")
    ]
    state = known(congress("result", "2020-09-26"), *members)
    parents = [e.fields.get("slate") for e in state.events if e.kind != "congress"]
    assert parents == ["cg|nam-dinh-1|2020-2025|result"] * 2
    assert "slate" not in known(members[0]).events[0].fields


def test_three_changes_of_one_body_on_one_day_are_a_slate():
    vice = "peoples_committee_vice_chair"
    members = [
        moved(f"Người Thứ {n}", "elected", "2021-06-28", position=vice)
        for n in ("Một", "Hai", "Ba")
    ]
    assert {e.fields["slate"] for e in known(*members).events} == {
        "sl|nam-dinh-1|state|2021-06-28"
    }


def test_the_founding_of_a_merged_organisation_is_a_slate():
    state = known(moved(NAM, "appointed", "2025-07-01"), organisation="ninh-binh-2")
    assert state.events[0].fields["slate"] == "sl|ninh-binh-2|founding"

"""Who sat where, from when to when; and who is one person under two spellings."""

from __future__ import annotations

import pytest

from processing.diff.fold import fold
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
    observed,
    sat,
    saw,
    told_of,
)


def test_several_may_hold_a_position_of_several_seats():
    vice = "peoples_committee_vice_chair"
    state = known(
        saw(NAM, "2021-01-01", position=vice, official=True),
        saw(TUC, "2021-02-01", position=vice, official=True),
        left(NAM, "retired", "2021-06-01", position=vice),
    )
    assert [row[1] for row in told_of(state)] == ["out"]
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
    assert [row[1] for row in told_of(state)] == ["out"]


def test_a_false_report_does_not_unseat_whom_all_papers_go_on_naming():
    state = known(
        *(saw(PHONG, f"2020-{month:02}-01", official=True) for month in range(1, 7)),
        moved(NAM, "appointed", "2020-06-15"),
        *(saw(PHONG, f"2020-{month:02}-01", official=True) for month in range(7, 13)),
    )
    assert [row[0] for row in sat(state)] == [PHONG]
    assert [row[0] for row in told_of(state)] == [NAM]


def test_who_is_known_only_by_leaving_held_the_seat_before():
    state = known(left(PHONG, "transferred", "2021-04-08"), SEEDS[1])
    assert sat(state)[0] == (PHONG, "2021-04-07", "2021-04-08", "left", "event")
    assert (TUC, "in", "silent", "2021-07-30") in told_of(state)


@pytest.mark.parametrize("seen", ["2021-04-07", "2021-03-02"])
def test_who_was_seen_before_leaving_began_on_the_day_of_the_sight_at_the_latest(seen):
    state = known(left(PHONG, "transferred", "2021-04-08"), saw(PHONG, seen), SEEDS[1])
    assert sat(state)[0] == (PHONG, seen, "2021-04-08", "seen", "event")
    assert state.tenures[0].first_seen_on == day(seen)


def test_who_was_first_seen_when_the_next_came_was_there_the_day_before():
    state = known(
        saw(PHONG, "2021-04-08"),
        moved(NAM, "appointed", "2021-04-08"),
        saw(NAM, "2021-04-20"),
    )
    assert [row[:4] for row in sat(state)] == [
        (PHONG, "2021-04-07", "2021-04-07", "seen"),
        (NAM, "2021-04-08", MERGED[0], "event"),
    ]


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
        ("Lí Thị Thuỷ", "Lý Thị Thủy"),
        ("Nguyễn Quí Sỹ", "Nguyễn Quý Sĩ"),
        ("Y Biêr Niê", "Y Biêr Niê Kđăm"),
        ("Le Thị Ngọc Lành", "Lê Thị Ngọc Lành"),
    ],
)
def test_spellings_of_one_name_make_no_change(one, other):
    state = known(
        saw(one, "2021-01-01", official=True), saw(other, "2021-02-01", official=True)
    )
    assert told_of(state) == []
    assert len(state.tenures) == 1


def test_a_person_is_named_in_capitals_where_no_other_form_is_printed():
    loud, name = "TRẦN LƯU HOÀNG", "Trần Lưu Hoàng"
    heads = [saw(loud, f"2021-01-0{n}", official=True) for n in (1, 2, 3)]
    assert [row[0] for row in sat(known(*heads))] == [loud]
    assert [row[0] for row in sat(known(*heads, saw(name, "2021-02-01")))] == [name]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),
        ("Nguyễn Văn Hùng", "Nguyễn Mạnh Hùng"),
        ("Lê Minh", "Lê Văn Minh"),
        ("Nguyễn Thị Thanh", "Nguyễn Thị Thanh Bình"),
        ("Lê Ngọc Thanh", "Lê Ngọc Thành"),
    ],
)
def test_names_that_only_look_alike_are_two_persons(one, other):
    """One letter may be a slip of the pen: that is believed of three articles."""
    state = known(
        *(saw(one, f"2021-01-0{n}", official=True) for n in (1, 2, 3)),
        *(saw(other, f"2021-02-0{n}", official=True) for n in (1, 2, 3)),
    )
    assert told_of(state) == [(other, "in", "silent", "2021-02-01")]


@pytest.mark.parametrize(
    "slips", [("own",), ("own", "paper-a"), ("paper-a", "paper-b")]
)
def test_one_letter_is_a_slip_of_the_pen_until_three_articles_have_it(slips):
    """Also where the official paper has it, and before the holder is named again."""
    one, slip = "Trần Lưu Hoàng", "Trần Lưu Hoàn"
    right = [saw(one, f"2022-01-1{day}", "own", official=True) for day in (1, 2)]
    wrong = [
        saw(slip, f"2022-03-1{day}", paper, official=paper == "own")
        for day, paper in enumerate(slips)
    ]
    for order in ([*right, *wrong], [*wrong, *right]):
        state = known(*order)
        assert told_of(state) == []
        assert [row.person for row in state.tenures] == [one]


def test_who_is_reported_to_come_comes_though_the_name_is_alike():
    state = known(
        saw("Trần Lưu Hoàng", "2022-01-11", "own", official=True),
        moved("Trần Lưu Hoàn", "appointed", "2022-03-11"),
    )
    assert [row[0] for row in sat(state)] == ["Trần Lưu Hoàng", "Trần Lưu Hoàn"]


def test_who_was_warned_and_is_arrested_is_news_again():
    ways = {"position": "peoples_committee_chair", "direction": "sanction"}
    state = known(
        moved(PHONG, "disciplined", "2022-05-12", **ways),
        moved(PHONG, "prosecuted", "2022-06-21", **ways),
        moved(PHONG, "prosecuted", "2022-06-21", "2022-06-22", "paper-b", **ways),
    )
    assert [e.fields["change"] for e in state.events] == ["prosecuted", "disciplined"]
    assert [len(e.evidence) for e in state.events] == [2, 1]


def test_a_short_form_that_two_names_can_have_is_joined_to_neither():
    state = known(
        saw("Nguyễn Thị Thu Hà", "2021-01-01", official=True),
        saw("Nguyễn Thu Hà", "2021-02-01", official=True),
        saw("Nguyễn Hoàng Thu Hà", "2021-03-01", official=True),
    )
    assert len(state.tenures) == 3


def test_who_comes_to_the_head_has_left_the_rank_below_under_any_spelling():
    """A page that still has the old title later opens nothing anew."""
    vice, chair = "peoples_committee_vice_chair", "peoples_committee_chair"
    state = known(
        saw("Lý Quý Sơn", "2021-03-01", position=vice, official=True),
        moved("Lí Quí Sơn", "acting", "2021-05-01", position=chair),
        moved("Lí Quí Sơn", "elected", "2021-06-10", position=chair),
        saw("Lý Quý Sơn", "2021-08-01", position=vice),
        saw(NAM, "2021-03-01", position=vice),
        left("Lí Quí Sơn", "transferred", "2023-01-10", position=chair),
    )
    rows = {(t.person, t.position): (t.valid_from, t.valid_to) for t in state.tenures}
    assert len(rows) == len(state.tenures) == 3
    assert rows["Lý Quý Sơn", vice] == (day("2021-03-01"), day("2021-06-09"))
    assert rows["Lí Quí Sơn", chair] == (day("2021-05-01"), day("2023-01-10"))
    assert rows[NAM, vice][1] == day(MERGED[0])


CHAIR = "peoples_committee_chair"


def _secretary_who_was_chair(*more):
    """A chair who is elected secretary, and what else is told."""
    return known(
        saw("Lý Quý Sơn", "2021-03-01", position=CHAIR, official=True),
        moved("Lí Quí Sơn", "elected", "2021-06-10"),
        *more,
    )


def _chairs(state):
    return [
        (tenure.person, str(tenure.valid_from), str(tenure.valid_to), tenure.ended_by)
        for tenure in state.tenures
        if tenure.position == CHAIR
    ]


def test_a_secretary_is_not_chair_for_years_until_the_next_is_seen():
    next_one = saw(NAM, "2024-02-01", position=CHAIR, official=True)
    state = _secretary_who_was_chair(next_one)
    elected = "ld|nam-dinh-1|party_secretary|lí quí sơn|in|1"
    assert _chairs(state)[0] == ("Lý Quý Sơn", "2021-03-01", "2021-06-09", elected)
    assert _chairs(state)[1][1] == "2024-02-01"


def test_whom_the_election_titles_with_the_old_post_held_it_until_then():
    state = known(
        saw(NAM, "2021-06-10", position=CHAIR, official=True),
        moved(NAM, "elected", None),
        saw(NAM, "2021-06-10", official=True),
        saw(PHONG, "2024-02-01", position=CHAIR, official=True),
    )
    assert _chairs(state)[0][:3] == (NAM, "2021-06-10", "2021-06-10")


def test_a_secretary_is_chair_until_the_council_meets_or_as_long_as_articles_say():
    soon = moved(NAM, "elected", "2021-09-20", position=CHAIR)
    assert _chairs(_secretary_who_was_chair(soon))[0][2] == "2021-09-19"
    seen = saw("Lý Quý Sơn", "2021-08-30", position=CHAIR, official=True)
    late = saw(NAM, "2024-02-01", position=CHAIR, official=True)
    assert _chairs(_secretary_who_was_chair(seen, late))[0][2] == "2021-08-30"
    assert _chairs(_secretary_who_was_chair())[0][2] == MERGED[0]


COUNCIL, COUNCIL_VICE = "peoples_council_chair", "peoples_council_vice_chair"
VICE = "peoples_committee_vice_chair"


@pytest.mark.parametrize(
    ("held", "taken"),
    [(COUNCIL, CHAIR), (COUNCIL_VICE, CHAIR), (CHAIR, COUNCIL), (VICE, COUNCIL)],
)
def test_nobody_leads_the_council_and_sits_in_the_committee(held, taken):
    """No article says that the one seat is left for the other."""
    state = known(
        moved(NAM, "elected", "2018-03-01", position=held),
        saw(NAM, "2019-12-20", position=held),
        moved(NAM, "elected", "2019-11-09", position=taken),
    )
    rows = {
        t.position: (str(t.valid_to), t.to_basis, t.ended_by) for t in state.tenures
    }
    by = f"ld|nam-dinh-1|{taken}|trần văn nam|in|1"
    assert rows[held] == ("2019-11-08", "event", by)
    assert rows[taken][0] == MERGED[0]


def test_a_seat_that_is_told_to_be_left_ends_with_that_report():
    state = known(
        moved(NAM, "elected", "2018-03-01", position=COUNCIL),
        moved(NAM, "elected", "2019-11-09", position=CHAIR),
        left(NAM, "relieved", "2019-11-09", position=COUNCIL),
    )
    rows = {t.position: (str(t.valid_to), t.ended_by) for t in state.tenures}
    by = f"ld|nam-dinh-1|{COUNCIL}|trần văn nam|out|1"
    assert rows[COUNCIL] == ("2019-11-09", by)


def test_who_goes_on_being_named_there_has_not_left_for_the_other_seat():
    state = known(
        moved(NAM, "elected", "2018-03-01", position=COUNCIL),
        moved(NAM, "elected", "2019-11-09", position=CHAIR),
        saw(NAM, "2021-02-20", position=COUNCIL),
    )
    assert [row[2] for row in sat(state)] == [MERGED[0]] * 2


STANDING, DEPUTY = "party_standing_deputy_secretary", "party_deputy_secretary"


def _deputies(*more):
    """A standing deputy elected chair of the committee, and what else is told."""
    state = known(
        moved(NAM, "elected", "2018-03-01", position=STANDING),
        moved(NAM, "elected", "2019-11-09", position=CHAIR),
        *more,
    )
    return [
        (t.position, t.person, str(t.valid_from), str(t.valid_to))
        for t in state.tenures
        if t.position in (STANDING, DEPUTY)
    ]


def test_a_standing_deputy_who_becomes_chair_of_the_committee_is_a_plain_one_since():
    was = (STANDING, NAM, "2018-03-01", "2019-11-08")
    assert _deputies() == [(DEPUTY, NAM, "2019-11-09", MERGED[0]), was]
    # The next standing deputy takes that seat alone; sights of a deputy join the rest.
    following = moved(PHONG, "elected", "2020-10-15", position=STANDING)
    seen = saw(NAM, "2021-02-01", position=DEPUTY, official=True)
    for more in ((following,), (following, seen)):
        assert _deputies(*more) == [
            (DEPUTY, NAM, "2019-11-09", MERGED[0]),
            was,
            (STANDING, PHONG, "2020-10-15", MERGED[0]),
        ]
    secretary = moved(NAM, "elected", "2022-03-01")
    assert _deputies(secretary)[0] == (DEPUTY, NAM, "2019-11-09", "2022-02-28")

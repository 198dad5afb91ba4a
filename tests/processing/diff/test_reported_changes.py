"""Reports of who comes, stays and goes: which of them are one change."""

from __future__ import annotations

import pytest

from processing.diff.model import Rejected
from tests.processing.diff.telling import (
    NAM,
    PHONG,
    SEEDS,
    TUC,
    congress,
    day,
    known,
    left,
    moved,
    sat,
    saw,
    told_of,
)


def test_elected_ratified_and_handed_over_is_one_event():
    position = "peoples_committee_chair"
    state = known(
        moved(NAM, "elected", "2020-11-19", position=position),
        moved(NAM, "elected", "2020-11-19", None, "paper-b", position=position),
        moved(NAM, "ratified", "2020-11-24", position=position),
        moved(NAM, "appointed", "2020-12-20", "2020-12-21", position=position),
    )
    assert told_of(state) == [(NAM, "in", "reported", "2020-11-19")]
    (event,) = state.events
    assert event.fields["change"] == "elected"
    assert (len(event.evidence), event.source_count) == (4, 2)


def test_one_article_that_calls_the_punished_a_former_holder_is_enough():
    day, way = "2020-11-19", {"direction": "sanction"}
    silent = moved(NAM, "prosecuted", day, **way)
    says = moved(NAM, "prosecuted", day, None, "paper-b", former=True, **way)
    (event,) = known(silent, silent, says).events
    assert event.fields["former"] is True
    (event,) = known(silent).events
    assert event.fields["former"] is None


def test_what_follows_from_a_decision_does_not_date_or_name_it():
    state = known(
        moved(NAM, "ratified", "2020-11-24"),
        moved(NAM, "ratified", "2020-11-24", None, "paper-b"),
        moved(NAM, "elected", "2020-11-19"),
    )
    assert told_of(state) == [(NAM, "in", "reported", "2020-11-19")]
    assert state.events[0].fields["change"] == "elected"


def test_a_second_arrival_needs_a_departure_in_between():
    again = [
        moved(NAM, "elected", "2018-01-10"),
        moved(NAM, "appointed", "2018-06-10"),
    ]
    assert len(known(*again).events) == 1
    gone = left(NAM, "transferred", "2018-03-10")
    state = known(*again, gone)
    assert [row[1] for row in told_of(state)] == ["in", "out", "in"]
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
    assert sorted(row[1] for row in told_of(state)) == ["in", "out"]
    later = known(
        moved(NAM, "elected", "2018-01-10"),
        left(NAM, "transferred", "2018-01-20"),
        moved(NAM, "ratified", "2018-02-25"),
    )
    assert sorted(row[1] for row in told_of(later)) == ["in", "in", "out"]


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
    assert told_of(state) == [(PHONG, "out", "reported", "2021-04-08")]
    assert state.events[0].fields["change"] == "transferred"


def test_acting_first_and_elected_later_are_two_events_and_one_tenure():
    state = known(
        moved(NAM, "acting", "2021-01-05"),
        moved(NAM, "acting", "2021-01-12", None, "paper-b"),
        moved(NAM, "elected", "2021-06-20"),
    )
    assert [(row[1], row[3]) for row in told_of(state)] == [
        ("in", "2021-01-05"),
        ("in", "2021-06-20"),
    ]
    assert [row[1] for row in sat(state)] == ["2021-01-05"]


def test_an_election_told_without_a_day_is_that_of_the_new_term_told_with_one():
    """Whoever sits already is elected again: by what both articles tell."""
    chair = {"position": "peoples_council_chair"}
    seen = [saw(NAM, f"2015-0{month}-01", official=True, **chair) for month in (8, 9)]
    state = known(
        *seen,
        moved(NAM, "elected", "2016-06-16", **chair),
        moved(NAM, "elected", None, source="paper-b", **chair),
    )
    (event,) = state.events
    assert (event.fields["direction"], str(event.occurred_on)) == (
        "continued",
        "2016-06-16",
    )
    assert len(event.evidence) == 2


@pytest.mark.parametrize(
    ("seen", "direction"),
    [("2019-02-28", "continued"), ("2017-02-28", "in"), ("2020-10-20", "in")],
)
def test_one_article_of_the_last_years_tells_that_who_is_elected_sat_there(
    seen, direction
):
    """At the beginning of a term; an older one may err, a later knows the result."""
    deputy = {"position": "party_deputy_secretary"}
    state = known(
        saw(NAM, seen, **deputy), moved(NAM, "elected", "2020-10-23", **deputy)
    )
    assert [event.fields["direction"] for event in state.events] == [direction]


@pytest.mark.parametrize(
    ("change", "direction"), [("elected", "in"), ("ratified", "continued")]
)
def test_a_re_election_is_an_arrival_where_another_sat_there_before(change, direction):
    """But a ratification is of either: that says the article of the election."""
    state = known(
        *(saw(PHONG, "2018-06-01", paper) for paper in ("paper-a", "paper-b")),
        saw(PHONG, "2018-07-01"),
        moved(NAM, "re_elected", "2020-09-28", direction="continued"),
        moved(NAM, change, "2020-10-12"),
    )
    ways = [e.fields["direction"] for e in state.events if e.state != "silent"]
    assert ways == [direction]


def test_re_election_is_one_event_a_term():
    state = known(
        moved(NAM, "re_elected", "2015-10-20", direction="continued"),
        moved(NAM, "re_elected", "2020-09-25", direction="continued"),
        moved(NAM, "re_elected", "2020-09-26", None, "paper-b", direction="continued"),
    )
    assert [row[3] for row in told_of(state)] == ["2015-10-20", "2020-09-25"]


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


def test_a_rejected_report_stays_an_event_and_moves_nobody():
    report = moved(TUC, "appointed", "2021-05-06")
    wrong = Rejected("party_secretary", TUC, "in", day("2021-05-06"))
    state = known(SEEDS[0], report, rejected=(wrong,))
    assert [row[0] for row in told_of(state)] == [TUC]
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

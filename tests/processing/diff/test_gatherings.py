"""Congresses and mid-term reviews: what makes two reports one event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from processing.diff import terms
from processing.diff.fold import fold
from tests.processing.diff.telling import congress, day, observed, review

HAU_GIANG, NINH_BINH = "hau-giang-1", "ninh-binh-2"


def events(*reports, organisation: str = "nam-dinh-1"):
    return fold(observed(*reports, organisation=organisation)).events


def test_phases_are_events_of_their_own():
    found = events(
        congress("preparatory_session", "2020-09-24"),
        congress("opening", "2020-09-25"),
        congress("result", "2020-09-25"),
        congress("closing", "2020-09-26"),
    )
    assert {event.key.split("|")[-1] for event in found} == {
        "preparatory_session",
        "opening",
        "result",
        "closing",
    }
    assert all(event.key.startswith("cg|nam-dinh-1|2020-2025|") for event in found)


def test_term_ordinal_and_calendar_lead_to_one_congress():
    (event,) = events(
        congress("opening", "2020-09-25", term="2020-2025"),
        congress("opening", "2020-09-25", None, "b", ordinal=20),
        congress("opening", "2020-09-25", None, "c"),
    )
    assert event.source_count == 3
    assert event.fields == {"ordinal": 20, "term": "2020-2025", "phase": "opening"}


def test_an_ordinal_that_changes_in_the_telling_is_no_second_congress():
    (event,) = events(
        congress("opening", "2025-10-01", term="2025-2030", ordinal=23),
        congress("opening", "2025-10-01", None, "b", term="2025-2030", ordinal=23),
        congress("opening", "2025-10-01", None, "c", term="2025-2030", ordinal=1),
        organisation=NINH_BINH,
    )
    assert event.fields["ordinal"] == 1


def test_one_ordinal_is_another_term_in_another_organisation():
    (event,) = events(
        congress("result", None, None, ordinal=14), organisation=HAU_GIANG
    )
    assert event.fields["term"] == "2020-2025"


def test_a_congress_of_nobody_knows_when_is_still_an_event():
    (event,) = events(congress("result", None, None))
    assert event.fields["term"] == "unknown"
    assert event.occurred_on is None


def test_of_planned_days_the_one_told_last_counts():
    (event,) = events(
        congress("announced", "2020-09-23", "2020-07-01"),
        congress("announced", "2020-09-24", "2020-08-15", "b"),
    )
    assert event.occurred_on == day("2020-09-24")


def test_of_days_of_what_happened_the_one_that_most_tell():
    (event,) = events(
        congress("opening", "2020-09-24"),
        congress("opening", "2020-09-25", None, "b"),
        congress("opening", "2020-09-25", None, "c"),
    )
    assert event.occurred_on == day("2020-09-25")


def test_a_review_is_planned_then_held_and_one_a_term():
    planned = review("2023-07-11", "2023-06-20", "planned")
    held = review("2023-07-11", "2023-07-12", ordinal=14)
    (event,) = events(planned, organisation=HAU_GIANG)
    assert (event.state, event.key) == ("planned", "mt|hau-giang-1|2020-2025")
    (event,) = events(planned, held, organisation=HAU_GIANG)
    assert (event.state, event.fields["status"]) == ("held", "held")
    assert event.fields["ordinal"] == 14
    earlier = review("2018-06-01")
    assert len(events(planned, held, earlier, organisation=HAU_GIANG)) == 2


def test_the_day_of_a_review_is_that_of_the_held_one():
    (event,) = events(
        review("2023-07-10", "2023-06-20", "planned"), review("2023-07-11")
    )
    assert event.occurred_on == day("2023-07-11")


@pytest.mark.parametrize(
    ("organisation", "on", "generation"),
    [
        ("nam-dinh-1", "2020-09-23", "2015"),
        ("nam-dinh-1", "2020-09-24", "2020"),
        ("ninh-binh-2", "2025-08-01", "2020/m"),
        ("ninh-binh-2", "2025-10-01", "2025"),
        ("ha-noi-1", "2025-08-01", "2020"),
        # The day of this congress is not known.
        ("vinh-long-1", "2020-10-14", "2015"),
        ("vinh-long-1", "2020-10-15", "2020"),
        # Only the day of its opening is known.
        ("gia-lai-1", "2020-09-27", "2015"),
        ("gia-lai-1", "2020-09-28", "2020"),
    ],
)
def test_generations_of_committees(organisation, on, generation):
    assert terms.committee_key(organisation, day(on)) == generation


@pytest.mark.parametrize(
    ("on", "year"),
    [
        ("2019-11-01", 2020),
        ("2020-10-01", 2020),
        ("2022-01-01", 2020),
        ("2025-09-01", 2025),
    ],
)
def test_the_congress_that_a_day_is_near(on, year):
    assert terms.congress_year(day(on)) == year


@pytest.mark.parametrize(
    ("on", "year"), [("2018-06-01", 2015), ("2023-07-11", 2020), ("2025-03-01", 2020)]
)
def test_the_term_that_a_review_is_of(on, year):
    assert terms.reviewed_year(day(on)) == year


def test_a_plan_is_the_one_named_last_however_often_the_old_one_is_repeated() -> None:
    told = [
        congress("announced", "2020-09-25", "2020-08-20", "paper-a"),
        congress("announced", "2020-09-25", "2020-08-21", "paper-b"),
        congress("announced", "2020-10-11", "2020-09-18", "paper-a"),
        congress("announced", "2020-10-11", "2020-09-19", "paper-c"),
        congress("announced", "2020-09-25", "2020-09-20", "paper-b"),
        congress("announced", "2020-10-01", "2020-09-22", "paper-c"),  # a slip
    ]
    for order in (told, told[::-1]):
        [event] = fold(observed(*order)).events
        assert event.occurred_on == day("2020-10-11")


def test_a_plan_that_a_person_has_judged_stands() -> None:
    judged = replace(congress("announced", "2020-10-10", "2020-08-20"), is_decided=True)
    told = [
        judged,
        congress("announced", "2020-10-11", "2020-09-18", "paper-a"),
        congress("announced", "2020-10-11", "2020-09-19", "paper-c"),
    ]
    [event] = fold(observed(*told)).events
    assert event.occurred_on == day("2020-10-10")

"""The baseline between the tenures of the news: gaps filled, nothing overridden."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from processing.diff.blending import blend, rows
from processing.diff.fold import fold
from processing.diff.model import Tenure
from processing.gazetteer.holders import Holder, holders_of
from processing.gazetteer.organisations import ORGANISATIONS
from processing.gazetteer.records import PartialDate
from tests.processing.diff.telling import NAM_DINH, day, left, moved, observed, saw

SEAT = "party_secretary"


def holder(person: str, start: str, end: str | None) -> Holder:
    """A holder of the reference, with dates of any precision."""
    first = PartialDate.parse(start)
    last = PartialDate.parse(end) if end else None
    return Holder(NAM_DINH, SEAT, person, first, last, "seen", "a book")


def sat(tenures: list[Tenure]) -> list[tuple[str, str | None, str | None, str]]:
    """Person, first and last day and the basis of the first."""
    return [
        (t.person, _text(t.valid_from), _text(t.valid_to), t.from_basis)
        for t in sorted(tenures, key=lambda t: t.valid_from or date.min)
    ]


def _text(day: date | None) -> str | None:
    return str(day) if day else None


@pytest.mark.parametrize(
    ("until", "since", "border"),
    [
        ("2021-04", "2021", "2021-05-01"),
        ("2021", "2021-05-06", "2021-05-06"),
        ("2021", "2021", "2021-01-01"),
        ("2020", "2021-03", "2021-03-01"),
    ],
)
def test_of_two_imprecise_days_the_finer_is_the_border(until, since, border):
    first, second = rows([holder("A", "2015", until), holder("B", since, None)])
    assert first.valid_to is not None
    assert first.valid_to < day(border)
    assert second.valid_from == day(border)


@pytest.mark.parametrize("organisation", [item.id for item in ORGANISATIONS])
def test_no_seat_of_the_reference_is_held_by_two(organisation):
    seats = defaultdict(list)
    for row in rows(holders_of(organisation)):
        assert row.valid_from is not None
        assert row.valid_from <= (row.valid_to or date.max), row
        seats[row.position].append((row.valid_from, row.valid_to or date.max))
    for held in seats.values():
        assert all(one[1] < two[0] for one, two in pairwise(sorted(held)))


def test_without_news_it_is_the_reference():
    assert sat(blend([], [holder("A", "2015", "2021-04-08")])) == [
        ("A", "2015-01-01", "2021-04-08", "baseline")
    ]


def test_a_holder_who_was_only_seen_began_when_the_reference_says():
    state = fold(observed(saw("A", "2020-12-31")), [holder("A", "2015-10", "2021")])
    assert sat(list(state.tenures)) == [("A", "2015-10-01", "2021-12-31", "baseline")]
    assert state.events == ()


def test_what_is_reported_stays_as_it_is_reported():
    reported = moved("A", "elected", "2016-02-03")
    state = fold(
        observed(reported, organisation="ha-noi-1"), [holder("A", "2015", None)]
    )
    assert sat(list(state.tenures)) == [("A", "2016-02-03", None, "event")]


def test_one_person_in_news_and_reference_is_one_tenure():
    seen = observed(saw("A", "2020-12-31"), organisation="ha-noi-1")
    state = fold(seen, [holder("A", "2015", None)])
    assert sat(list(state.tenures)) == [("A", "2015-01-01", None, "baseline")]


def test_others_of_the_reference_are_cut_where_the_news_begins():
    seen = observed(
        saw("B", "2019-05-01", official=True), saw("B", "2019-08-01", official=True),
        organisation="ha-noi-1",
    )  # fmt: skip
    state = fold(seen, [holder("A", "2015", "2020"), holder("C", "2021-02", None)])
    assert sat(list(state.tenures)) == [
        ("A", "2015-01-01", "2019-04-30", "baseline"),
        ("B", "2019-05-01", "2021-01-31", "seen"),
        ("C", "2021-02-01", None, "baseline"),
    ]


def test_an_imprecise_end_is_not_after_that_of_the_organisation():
    state = fold(observed(), holders_of(NAM_DINH))
    ends = {t.person: t.valid_to for t in state.tenures}
    assert ends["Phạm Đình Nghị"] == day("2025-06-30")


def test_of_whom_only_the_departure_is_told_reference_tells_the_beginning():
    news = observed(left("A", "retired", "2021-04-08"))
    before = holder("B", "2010-01", "2015-09")
    state = fold(news, [before, holder("A", "2015-10", "2021")])
    assert sat(list(state.tenures)) == [
        ("B", "2010-01-01", "2015-09-30", "baseline"),
        ("A", "2015-10-01", "2021-04-08", "baseline"),
    ]
    # Reference that ends earlier, and by a coarser day, speaks of the same tenure.
    state = fold(news, [holder("A", "2015-10", "2020")])
    assert sat(list(state.tenures)) == [("A", "2015-10-01", "2021-04-08", "baseline")]
    # Whom it has in the seat until then cannot have been there: A was.
    state = fold(news, [holder("C", "2018", "2021-12")])
    first, *_ = sat(list(state.tenures))
    assert (first[0], first[3]) == ("A", "left")

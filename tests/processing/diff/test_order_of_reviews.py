"""Whatever a person has decided: one state in any order, and one holder of a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from processing.diff.fold import fold
from processing.diff.model import (
    BEFORE,
    REPORTS,
    Event,
    Observations,
    Report,
    Review,
    Sighting,
    State,
)
from processing.model import Kind
from tests.processing.diff.telling import observed
from tests.processing.diff.test_order import (
    PEOPLE,
    article,
    check_single_seats,
    content,
    distinct,
    renumbered,
    some_day,
)

LATER = datetime(2031, 1, 1, tzinfo=UTC)
decisions = st.sampled_from(["confirmed", "rejected", "person", "position", "day"])


def review_of(
    event: Event, items: Sequence[Report | Sighting], decision: str, day: str
) -> Review:
    """A decision about an event, as the book of reviews would keep it."""
    by_id = {item.id: item for item in items}
    originals = [
        by_id[proof.observation_id] for proof in event.evidence if proof.role != BEFORE
    ]
    edits = {
        "person": {"person": PEOPLE[0]},
        "position": {"position": "peoples_committee_chair"},
        "day": {"occurred_on": day},
    }.get(decision, {})
    if event.kind is not Kind.LEADERSHIP_CHANGE and decision in ("person", "position"):
        edits = {"occurred_on": day}
    days = {
        name: str(value) if value else None
        for name, value in (
            ("occurred_on", event.occurred_on),
            ("occurred_after", event.occurred_after),
        )
    }
    told = {**event.fields, "state": event.state, **days}
    rejected = decision == "rejected"
    return Review(1, event.kind, rejected, edits, told, tuple(originals), LATER)


def reviewed(
    items: Sequence[Report | Sighting], number: int, decision: str, day: str
) -> Observations:
    """Observations of which one event has been judged."""
    raw = observed(*items)
    events = fold(raw).events
    event = events[number % len(events)]
    return replace(raw, reviews=(review_of(event, items, decision, day),))


some = st.lists(article(), min_size=4, max_size=20)


@settings(max_examples=70, deadline=None, derandomize=True)
@given(some, st.integers(0, 10**6), decisions, some_day)
def test_any_order_gives_the_same_state(items, seed, decision, day):
    items = distinct(items)
    assume(fold(observed(*items)).events)
    first = fold(reviewed(renumbered(items, seed), seed, decision, day))
    second = fold(reviewed(renumbered(items, seed + 1), seed, decision, day))
    assert content(first) == content(second)


@settings(max_examples=70, deadline=None, derandomize=True)
@given(some, st.integers(0, 10**6), decisions, some_day)
def test_a_single_seat_is_never_held_by_two(items, seed, decision, day):
    items = distinct(items)
    assume(fold(observed(*items)).events)
    state = fold(reviewed(items, seed, decision, day))
    assert len({event.key for event in state.events}) == len(state.events)
    check_single_seats(state)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(some, st.integers(0, 10**6), some_day)
def test_an_edited_day_is_shown_whatever_else_is_told(items, seed, day):
    """Also when the article that was judged reports it no more."""
    items = distinct(items)
    assume(fold(observed(*items)).events)
    judged = reviewed(items, seed, "day", day)
    [review] = judged.reviews
    ids = {item.id for item in review.originals}
    # The command refuses to date a silent change that no sighting shows.
    silent = review.told["state"] == "silent"
    assume(not silent or any(isinstance(o, Sighting) for o in review.originals))
    lost = replace(
        judged,
        reports=tuple(item for item in judged.reports if item.id not in ids),
        sightings=tuple(item for item in judged.sightings if item.id not in ids),
    )
    for state in (fold(judged), fold(lost)):
        if silent:
            # A sight stands for it, maybe another one of the same days.
            assert day in days_of(state, review.told)
            continue
        days = {
            str(event.occurred_on)
            for event in state.events
            for proof in event.evidence
            if proof.observation_id in ids and proof.role == REPORTS
        }
        assert days == {day}


def days_of(state: State, told: Mapping[str, object]) -> set[str]:
    """The days of the changes of the office that was told; a name has variants."""
    return {
        str(event.occurred_on)
        for event in state.events
        if event.fields.get("position") == told["position"]
    }

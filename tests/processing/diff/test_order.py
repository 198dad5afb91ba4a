"""Whatever the order and the batches in which articles arrive: the same state."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from processing.diff.fold import fold
from processing.diff.matching import Known, match
from processing.diff.model import Observations, Report, Sighting, State
from processing.gazetteer.holders import holders_of
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.model import Kind
from tests.processing.diff.telling import (
    NAM_DINH,
    congress,
    left,
    moved,
    observed,
    resolved,
    review,
    saw,
)

START = date(2019, 6, 1)
PEOPLE = ("Đoàn Hồng Phong", "Phạm Gia Túc", "Nguyễn Thu Hà", "Nguyễn Thị Thu Hà")
SEATS = (
    "party_secretary",
    "party_standing_deputy_secretary",
    "party_deputy_secretary",
    "peoples_committee_vice_chair",
    "peoples_committee_chair",
    "peoples_council_chair",
)
ARRIVALS = (
    ("in", "elected"),
    ("in", "ratified"),
    ("in", "acting"),
    ("continued", "re_elected"),
    ("sanction", "disciplined"),
)
SUBJECTS = (None, "chuyển đổi số", "phát triển du lịch", "chuyển đổi số toàn diện")

KINDS = ("saw", "saw", "saw", "saw", "moved", "moved", "left", "other")

days = st.integers(0, 2400).map(lambda n: str(START + timedelta(days=n)))
# Days close together make the contradictions that matter.
near_days = st.integers(0, 120).map(lambda n: str(START + timedelta(days=n)))
some_day = st.one_of(days, near_days)
papers = st.sampled_from(["a", "b", "own"])
copies = st.one_of(st.none(), st.integers(1, 3))


@st.composite
def article(draw: st.DrawFn) -> Report | Sighting:
    """An article that says one thing, often near other articles in time."""
    on, paper, copy = draw(some_day), draw(papers), draw(copies)
    more = {"official": paper == "own", "copy_of": copy}
    person, seat = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(SEATS))
    kind = draw(
        st.sampled_from(["saw", "saw", "saw", "saw", "moved", "moved", "left", "other"])
    )
    if kind == "saw":
        return saw(person, on, paper, position=seat, **more)
    occurred = draw(st.one_of(st.none(), some_day))
    if kind == "moved":
        direction, change = draw(st.sampled_from(ARRIVALS))
        return moved(
            person, change, occurred, on, paper,
            position=seat, direction=direction, **more,
        )  # fmt: skip
    if kind == "left":
        return left(person, "transferred", occurred, on, paper, position=seat, **more)
    return draw(gathering(occurred, on, paper))


@st.composite
def gathering(
    draw: st.DrawFn, occurred: str | None, on: str, paper: str
) -> Report | Sighting:
    """A congress, a review or a resolution."""
    kind = draw(st.sampled_from(["congress", "review", "resolved"]))
    if kind == "congress":
        phase = draw(st.sampled_from(["announced", "opening", "result"]))
        ordinal = draw(st.sampled_from([None, 19, 20]))
        return congress(phase, occurred, on, paper, ordinal=ordinal)
    if kind == "review":
        return review(occurred, on, draw(st.sampled_from(["held", "planned"])))
    return resolved(
        occurred, on, paper,
        number=draw(st.sampled_from([None, None, "05-NQ/TU", "6-NQ/TU"])),
        issuer=draw(st.sampled_from([None, "executive_committee", "congress"])),
        subject=draw(st.sampled_from(SUBJECTS)),
    )  # fmt: skip


def renumbered(items: Sequence[Report | Sighting], seed: int) -> list:
    """The same articles as another order of arrival would number them."""
    order = list(items)
    random.Random(seed).shuffle(order)
    origins: dict[int, int] = {}
    found = []
    for number, item in enumerate(order, start=1):
        label = origins.setdefault(item.telling.origin, number)
        told = replace(item.telling, origin=label)
        found.append(replace(item, id=number, telling=told))
    return found


def check_single_seats(state: State) -> None:
    """Nobody ends before they begin, and no two hold a single seat on one day."""
    seats = defaultdict(list)
    for tenure in state.tenures:
        first, last = tenure.valid_from or date.min, tenure.valid_to or date.max
        assert first <= last
        assert tenure.valid_from is not None, "it is known when it began at the latest"
        if POSITIONS[tenure.position].is_single_seat:
            seats[tenure.position].append((first, last))
    for held in seats.values():
        held.sort()
        assert all(one[1] < two[0] for one, two in pairwise(held))


def content(state: State) -> tuple[list[object], list[object]]:
    """The state without the numbers of observations and the labels of copies."""
    events = [
        (
            replace(event, evidence=(), fields={}),
            sorted(event.fields.items(), key=str),
            sorted((e.role, e.telling.key) for e in event.evidence),
        )
        for event in state.events
    ]
    return events, list(state.tenures)


def distinct(items: list[Report | Sighting]) -> list[Report | Sighting]:
    """Every article says one thing: give each a key of its own, from its content."""
    counted: Counter[str] = Counter()
    found = []
    for item in items:
        name = repr(replace(item, id=0))
        counted[name] += 1
        key = f"{name}#{counted[name]}"
        found.append(replace(item, telling=replace(item.telling, key=key)))
    return found


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.lists(article(), max_size=25), st.integers(0, 10**6))
def test_any_order_gives_the_same_state(items, seed):
    items = distinct(items)
    first = fold(observed(*renumbered(items, seed)))
    second = fold(observed(*renumbered(items, seed + 1)))
    assert content(first) == content(second)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.lists(article(), max_size=40), st.booleans())
def test_a_single_seat_is_never_held_by_two(items, baseline):
    holders = holders_of(NAM_DINH) if baseline else ()
    state = fold(observed(*distinct(items)), holders)
    check_single_seats(state)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(article(), max_size=30))
def test_every_report_is_evidence_of_exactly_one_event(items):
    reports = [item for item in distinct(items) if isinstance(item, Report)]
    state = fold(observed(*distinct(items)))
    told = Counter(
        e.observation_id
        for event in state.events
        for e in event.evidence
        if e.role == "reports"
    )
    assert told == Counter({report.id: 1 for report in reports})
    assert len({event.key for event in state.events}) == len(state.events)
    assert all(event.evidence for event in state.events)
    assert all(0 < event.confidence < 1 for event in state.events)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(article(), max_size=25), st.integers(0, 10**6), st.integers(1, 4))
def test_batch_by_batch_events_keep_their_numbers(items, seed, batches):
    """Numbers are kept while an event is the same; the end is that of one batch."""
    arrived = renumbered(distinct(items), seed)
    known: dict[int, Known] = {}
    numbers = iter(range(1, 10_000))
    for batch in _prefixes(arrived, batches):
        events = fold(observed(*batch)).events
        pairs = match(events, known.values())
        assert len({found.id for found in pairs.values()}) == len(pairs)
        by_key = {found.key: found.id for found in known.values()}
        for event in events:
            if event.key in by_key and event.key in pairs:
                proofs = {e.observation_id for e in event.evidence}
                same = known[by_key[event.key]]
                if same.proofs & proofs and pairs[event.key].id != same.id:
                    raise AssertionError(f"{event.key} changed its number")
        known = {}
        for event in events:
            held = pairs.get(event.key)
            row = {
                "id": held.id if held else next(numbers),
                "identity_key": event.key,
                "fields": event.fields,
                "state": event.state,
                "status": "flagged",
            }
            roles = {e.observation_id: e.role for e in event.evidence}
            articles = frozenset(e.telling.key for e in event.evidence)
            known[row["id"]] = Known(row, roles, articles)
    assert {k.key for k in known.values()} == {
        event.key for event in fold(observed(*arrived)).events
    }


def _prefixes(items: list, count: int) -> Iterator[list]:
    step = max(1, len(items) // count)
    for end in range(step, len(items), step):
        yield items[:end]
    yield items


def test_the_generator_makes_silent_changes_too():
    """Or the properties above would hold of nothing."""
    silent = fold(
        observed(
            saw(PEOPLE[0], "2019-06-01", "own", official=True),
            saw(PEOPLE[1], "2019-08-01", "own", official=True),
        )
    )
    assert [event.state for event in silent.events] == ["silent"]
    assert isinstance(observed(), Observations)
    assert silent.events[0].kind is Kind.LEADERSHIP_CHANGE

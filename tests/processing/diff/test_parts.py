"""What is folded part by part is what is folded whole: by the rules, in the store."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from processing.diff import slates
from processing.diff.fold import fold
from processing.diff.leadership import group_of
from processing.diff.model import Observations, Report, Sighting
from processing.diff.parts import EVERYTHING, SEATS, linked
from processing.diff.related import related
from processing.diff.resolutions import resolutions
from processing.diff.reviews import ReviewError, decide
from processing.gazetteer.holders import holders_of
from processing.model import Kind
from tests.processing.diff.archive import Archive, later
from tests.processing.diff.telling import NAM_DINH, observed, resolved
from tests.processing.diff.test_order import PEOPLE, article, distinct, renumbered
from tests.processing.diff.test_order_of_reviews import decisions, reviewed, some_day

some_parts = st.sets(st.sampled_from(sorted(EVERYTHING)), min_size=1)
busy_parts = st.sets(
    st.sampled_from(
        [
            "congress",
            "party_secretary",
            "party_deputy_secretary",
            "peoples_council_chair",
        ]
    ),
    min_size=1,
)


def part_of(item: Any) -> str:
    """The part of an observation, of an event or of a tenure."""
    if isinstance(item, Sighting) or not hasattr(item, "fields"):
        return group_of(item.position)
    fields = item.fields if isinstance(item.fields, dict) else asdict(item.fields)
    return group_of(fields.get("position") or str(item.kind))


def only(observations: Observations, parts: frozenset[str]) -> Observations:
    """The observations of ``parts``, and the reviews that judge them."""
    return replace(
        observations,
        reports=tuple(r for r in observations.reports if part_of(r) in parts),
        sightings=tuple(s for s in observations.sightings if part_of(s) in parts),
        reviews=tuple(
            review
            for review in observations.reviews
            if any(part_of(item) in parts for item in review.originals)
        ),
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(article(), min_size=3, max_size=30),
    st.one_of(some_parts, busy_parts),
    st.one_of(st.none(), decisions),
    some_day,
    st.integers(0, 10**6),
)
def test_a_part_is_folded_as_in_the_whole(items, parts, decision, day, seed):
    items = distinct(items)
    observations = observed(*items)
    if decision:
        assume(fold(observations).events)
        observations = reviewed(items, seed, decision, day)
    parts = linked(parts, observations.reviews)
    holders = holders_of(NAM_DINH)
    whole = fold(observations, holders)
    others = slates.signs(
        [e for e in whole.events if part_of(e) not in parts],
        [t for t in whole.tenures if part_of(t) not in parts],
    )
    own = [h for h in holders if group_of(h.position_id) in parts]
    part = fold(only(observations, parts), own, others)
    assert part.events == tuple(e for e in whole.events if part_of(e) in parts)
    assert part.tenures == tuple(t for t in whole.tenures if part_of(t) in parts)


SUBJECTS = (
    None, "chuyển đổi số", "phát triển du lịch", "chuyển đổi số toàn diện",
    "phát triển du lịch cộng đồng", "chuyển đổi số toàn diện và du lịch cộng đồng",
)  # fmt: skip
spread_days = st.integers(0, 500).map(lambda n: str(date(2020, 5, 1) + timedelta(n)))


@st.composite
def decision_told(draw: st.DrawFn) -> Report:
    """An article that tells of a resolution, perhaps one of several."""
    told = resolved(
        draw(st.one_of(st.none(), spread_days)),
        draw(st.one_of(st.none(), spread_days)),
        draw(st.sampled_from(["a", "b", "own"])),
        number=draw(st.sampled_from([None, None, None, "05-NQ/TU", "6-NQ/TU"])),
        issuer=draw(st.sampled_from([None, "executive_committee", "congress"])),
        subject=draw(st.sampled_from(SUBJECTS)),
    )
    key = draw(st.one_of(st.none(), st.sampled_from(["one", "two", "three"])))
    return replace(told, telling=replace(told.telling, key=key or f"k{told.id}"))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(decision_told(), min_size=1, max_size=25), st.integers(0, 10**6))
def test_resolutions_that_are_not_tied_do_not_meet(reports, seed):
    reports = renumbered(reports, seed)
    changed = random.Random(seed).choice(reports)
    tied = related(NAM_DINH, reports, [changed.id])
    ids = {report.id for report in tied}
    with_it = events_of(reports)
    without = events_of([r for r in reports if r != changed])
    own = events_of(tied)
    own_without = events_of([r for r in tied if r != changed])
    for whole, part in ((with_it, own), (without, own_without)):
        inside = [e for e in whole if {p.observation_id for p in e.evidence} & ids]
        assert inside == part
    assert [e for e in with_it if e not in own] == [
        e for e in without if e not in own_without
    ]


def events_of(reports: Sequence[Report]) -> list[Any]:
    """The resolutions that reports tell of."""
    return resolutions(NAM_DINH, reports)


def told_in(archive: Archive, item: Report | Sighting) -> None:
    """Put an article that says ``item`` into the store."""
    on = item.telling.told_on
    day = str(on) if on else None
    if isinstance(item, Sighting):
        fields = {"person": item.person, "position": item.position}
        archive.tell(item.telling.source, day, str(Kind.OFFICE_HOLDER), **fields)
        return
    occurred = str(item.occurred_on) if item.occurred_on else None
    fields = asdict(item.fields)
    archive.tell(item.telling.source, day, str(item.kind), occurred, **fields)


def happens(archive: Archive, draw: random.Random) -> None:
    """Something else than an article: it is read anew, copied, judged or redated."""
    what = draw.choice(
        ["superseded", "copy", "official", "redated", "judged", "judged"]
    )
    ids = [
        row.id for row in archive.rows("SELECT id FROM core.observation ORDER BY id")
    ]
    if what == "judged":
        judged(archive, draw)
        return
    statement = {
        "superseded": """
            UPDATE core.observation SET superseded_at = now() WHERE id = :id
        """,
        "copy": """
            UPDATE core.article SET duplicate_of_id = nullif(
                (SELECT min(id) FROM core.article), id)
            WHERE id = (SELECT v.article_id FROM core.observation o
                JOIN core.article_version v ON v.id = o.article_version_id
                WHERE o.id = :id)
        """,
        "official": """
            UPDATE core.source SET is_official = NOT is_official
            WHERE id = 'b' AND :id > 0
        """,
        "redated": """
            UPDATE core.article_version SET published_at = '2020-08-01 08:00+07'
            WHERE id = (SELECT article_version_id FROM core.observation WHERE id = :id)
        """,
    }[what]
    archive.do(statement, id=draw.choice(ids))


def judged(archive: Archive, draw: random.Random) -> None:
    """A person confirms, rejects or edits an event, perhaps into another seat."""
    events = archive.events()
    if not events:
        return
    event = draw.choice(events)
    decision, edits = draw.choice(
        [
            ("confirmed", ()),
            ("rejected", ()),
            ("edited", ("occurred_on=2020-07-01",)),
            ("edited", ("position=peoples_committee_chair",)),
        ]
    )
    if "position" in "".join(edits) and event.kind != "leadership_change":
        edits = ("occurred_on=2020-07-01",)
    try:
        decide(
            archive.engine, event.id, decision,
            as_of=archive.as_of, window_days=14, edits=edits, by="test",
        )  # fmt: skip
    except ReviewError:
        return  # it rests on nothing any more, or cannot be edited so


def believed(archive: Archive) -> list[Any]:
    """All that a diff writes, and what it remembers."""
    signs = "SELECT organisation_id, signs FROM core.diff_state ORDER BY 1"
    return [*archive.everything(), archive.rows(signs)]


def history(archive: Archive, items: Sequence[Any], draw: random.Random) -> None:
    """Articles arrive in batches; after each, the whole fold has nothing to add."""
    waiting = list(items)
    while waiting:
        size = draw.randint(1, 6)
        for item in waiting[:size]:
            told_in(archive, item)
        del waiting[:size]
        if draw.random() < 0.6:
            happens(archive, draw)
        archive.diff()
        after = believed(archive)
        archive.do("UPDATE core.diff_state SET rules = ''")
        archive.diff()
        assert believed(archive) == after


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store with three known papers, one of them official."""
    made = Archive(engine)
    for name in ("a", "b", "own", "paper-a"):
        made.source(name, official=name == "own")
    made.run(later("2026-01-01", 0))
    return made


EMPTY = """
    TRUNCATE core.article, core.page, core.observation, core.event, core.review,
        core.tenure, core.diff_state, core.diff_change CASCADE
"""


@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    st.lists(st.one_of(article(), decision_told()), min_size=6, max_size=24),
    st.integers(0, 10**6),
)
def test_the_whole_fold_has_nothing_to_add(archive, items, seed):
    archive.do(EMPTY)
    history(archive, items, random.Random(seed))


def test_a_slate_is_completed_by_other_parts(archive: Archive) -> None:
    """One seat at a time, then a congress: what came before joins the slate."""
    seats = tuple(seat for seat in SEATS if seat.startswith("party_"))[:3]
    for number, seat in enumerate(seats):
        archive.change("own", "2020-08-02", "2020-08-01", PEOPLE[number], position=seat)
        archive.diff()
    assert slates_told(archive) == [f"sl|{NAM_DINH}|party|2020-08-01"] * 3
    archive.tell("own", "2020-08-03", "congress", "2020-08-02", phase="result")
    archive.diff()
    assert slates_told(archive) == [f"cg|{NAM_DINH}|2020-2025|result"] * 3
    after = believed(archive)
    archive.do("UPDATE core.diff_state SET rules = ''")
    archive.diff()
    assert believed(archive) == after
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id = 1")
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id = 4")
    archive.diff()
    assert slates_told(archive) == [None, None]


def test_a_new_head_ends_the_rank_below_though_only_one_of_them_is_told(
    archive: Archive,
) -> None:
    """And the rank goes on when the report is taken back."""
    vice, chair = "peoples_committee_vice_chair", "peoples_committee_chair"
    archive.holder("own", "2020-03-01", PEOPLE[0], position=vice)
    archive.diff()
    archive.change("own", "2020-08-02", "2020-08-01", PEOPLE[0], position=chair)
    archive.diff()
    [(_, _, end)] = [row for row in archive.tenures() if str(row[1]) == "2020-03-01"]
    assert str(end) == "2020-07-31"
    after = believed(archive)
    archive.do("UPDATE core.diff_state SET rules = ''")
    archive.diff()
    assert believed(archive) == after
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id = 2")
    archive.diff()
    assert [str(row[2]) for row in archive.tenures()] == ["2025-06-30"]


def test_a_secretary_ends_the_chair_though_only_one_of_them_is_told(
    archive: Archive,
) -> None:
    """And is chair until the next one, as before, when the report is taken back."""
    chair = "peoples_committee_chair"
    archive.holder("own", "2016-03-01", PEOPLE[0], position=chair)
    archive.holder("own", "2020-03-01", PEOPLE[1], position=chair)
    archive.diff()
    archive.change("own", "2016-08-02", "2016-08-01", PEOPLE[0])
    archive.diff()
    ends = [str(row[2]) for row in archive.tenures()]
    assert sorted(ends) == ["2016-07-31", "2025-06-30", "2025-06-30"]
    after = believed(archive)
    archive.do("UPDATE core.diff_state SET rules = ''")
    archive.diff()
    assert believed(archive) == after
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id = 3")
    archive.diff()
    ends = [str(row[2]) for row in archive.tenures()]
    assert sorted(ends) == ["2020-02-29", "2025-06-30"]


def test_a_number_may_not_be_all_that_ties(archive: Archive) -> None:
    """An unnumbered report that two numbers claim is neither's, whoever comes last."""
    about = {"action": "issued", "issuer": None, "subject": "chuyển đổi số toàn diện"}
    for number in ("6-NQ/TU", None, "05-NQ/TU"):
        told = {**about, "number": number}
        archive.tell("own", "2020-08-02", "resolution", "2020-08-01", **told)
        archive.diff()
    assert len([row for row in archive.events() if row.status != "retracted"]) == 3
    after = believed(archive)
    archive.do("UPDATE core.diff_state SET rules = ''")
    archive.diff()
    assert believed(archive) == after


def slates_told(archive: Archive) -> list[str | None]:
    """The slates of the changes of leaders that stand."""
    return [
        row.fields.get("slate")
        for row in archive.events()
        if row.kind == "leadership_change" and row.status != "retracted"
    ]


def test_every_seat_is_of_a_part() -> None:
    seats = [position for group in SEATS.values() for position in group]
    assert len(seats) == len(set(seats))
    assert set(SEATS) == {group_of(seat) for seat in seats}

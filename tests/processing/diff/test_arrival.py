"""Articles through the database in any order and in any batches: one end, told once."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.processing.diff.archive import Archive

PEOPLE = ("Đoàn Hồng Phong", "Phạm Gia Túc", "Nguyễn Thu Hà", "Nguyễn Thị Thu Hà")
SEATS = ("party_secretary", "peoples_committee_chair", "party_deputy_secretary")
START = date(2021, 1, 1)
TABLES = "event, tenure, observation, article_version, article, page, run, source"


def articles(seed: int) -> list[dict[str, Any]]:
    """What the press of some months says, most of it about few offices."""
    chance = random.Random(seed)
    found = []
    for number in range(16):
        day = str(START + timedelta(days=chance.randrange(150)))
        fields = {"person": chance.choice(PEOPLE), "position": chance.choice(SEATS)}
        paper = chance.choice(["own", "wire", "other"])
        told = {"source": paper, "day": day, "name": f"article-{number}"}
        if chance.random() < 0.7:
            found.append({**told, "kind": "office_holder", **fields})
            continue
        direction = chance.choice(["in", "in", "out"])
        change = "appointed" if direction == "in" else "transferred"
        fields |= {"direction": direction, "change": change, "predecessor": None}
        occurred = chance.choice([None, day])
        found.append(
            {**told, "kind": "leadership_change", "occurred": occurred, **fields}
        )
    return found


def final(archive: Archive) -> tuple[list[Any], list[Any]]:
    """Events and tenures without numbers."""
    events = archive.rows("""
        SELECT e.identity_key, e.occurred_on, e.occurred_after, e.state, e.fields::text,
               e.confidence, e.source_count,
               (SELECT array_agg((v.published_at, ev.role)::text
                                 ORDER BY (v.published_at, ev.role)::text)
                FROM core.event_evidence ev
                JOIN core.observation o ON o.id = ev.observation_id
                JOIN core.article_version v ON v.id = o.article_version_id
                WHERE ev.event_id = e.id)
        FROM core.event e WHERE e.status = 'flagged' ORDER BY 1
    """)
    tenures = archive.rows("""
        SELECT t.position_id, t.person, t.valid_from, t.valid_to, t.from_basis,
               t.to_basis, t.first_seen_on, t.last_seen_on,
               a.identity_key AS started, b.identity_key AS ended
        FROM core.tenure t
        LEFT JOIN core.event a ON a.id = t.started_by_id
        LEFT JOIN core.event b ON b.id = t.ended_by_id
        WHERE t.recorded_to IS NULL ORDER BY 1, 3, 2
    """)
    return events, tenures


def arrive(archive: Archive, told: list[dict[str, Any]], batches: int) -> Counter[Any]:
    """Let articles arrive in batches; count how often each state of each was news."""
    archive.do(f"TRUNCATE {', '.join('core.' + t for t in TABLES.split(', '))} CASCADE")
    archive.seen.clear()
    for name in ("own", "wire", "other"):
        archive.source(name, official=name == "own")
    news: Counter[Any] = Counter()
    known: dict[int, tuple[str, bool]] = {}
    for batch in range(batches):
        archive.run(str(START + timedelta(days=160 + batch)))
        for article in told[batch::batches]:
            archive.tell(**article)
        archive.diff(window_days=400)
        now = {e.id: (e.state, e.is_news) for e in archive.events("id, state, is_news")}
        for id_, (state, is_news) in now.items():
            if is_news and known.get(id_) != (state, True):
                news[id_, state] += 1
        known = now
    return news


@pytest.mark.parametrize("seed", range(6))
def test_any_order_and_any_batches_end_the_same(engine: Engine, seed: int):
    archive = Archive(engine)
    told = articles(seed)
    ends = []
    for batches in (1, 3, 5):
        news = arrive(archive, told, batches)
        assert all(times == 1 for times in news.values()), news
        ends.append(final(archive))
        before = archive.everything()
        archive.diff(window_days=400)
        assert archive.everything() == before
        told = random.Random(seed + batches).sample(told, len(told))
    assert ends[0] == ends[1] == ends[2]
    assert ends[0][0], "a test of nothing"


@pytest.mark.parametrize("seed", range(3))
def test_seats_never_overlap_at_any_moment_of_knowledge(engine: Engine, seed: int):
    archive = Archive(engine)
    arrive(archive, articles(seed), 6)
    rows = archive.rows("""
        SELECT position_id, recorded_from, recorded_to, valid_from, valid_to
        FROM core.tenure WHERE position_id <> 'party_deputy_secretary'
    """)
    assert len(rows) > 3
    for moment in {row.recorded_from for row in rows}:
        seats = defaultdict(list)
        for row in rows:
            if row.recorded_from <= moment and not (
                row.recorded_to and row.recorded_to <= moment
            ):
                held = (row.valid_from or date.min, row.valid_to or date.max)
                seats[row.position_id].append(held)
        for held in seats.values():
            assert all(one[1] < two[0] for one, two in pairwise(sorted(held)))

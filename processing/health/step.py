"""Judging the crawls: each beside its source's past, in one transaction a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, text

from crawlers.catalogue import Catalogue
from processing.health import book, past, patience
from processing.health.crawl import Crawl, Past, Verdict
from processing.health.rhythm import Rhythm
from processing.health.verdict import Expected, judge
from processing.model import HANOI
from processing.states import GOOD, SLOWED, State
from processing.store import locks
from processing.store.runs import count_articles

WAITING = text("""
    SELECT DISTINCT s.run_id
    FROM core.source_run s JOIN core.run r ON r.id = s.run_id
    WHERE s.state IS NULL AND r.kind <> 'backfill'
    ORDER BY s.run_id
""")
JUDGE = text("""
    UPDATE core.source_run SET state = :state, state_words = :words, is_held = :is_held
    WHERE run_id = :run_id AND source_id = :source_id
""")
# A crawl that is judged late, after a newer one, changes nothing any more.
NEWEST = text("""
    SELECT max(run_id) FROM core.source_run
    WHERE source_id = :source_id AND state IS NOT NULL
""")
RELEASE = text("""
    UPDATE core.source_run SET is_held = false WHERE source_id = :source_id AND is_held
""")
FAILURES = text("""
    SELECT count(*) FROM core.source_run s
    WHERE s.source_id = :source_id AND s.state = ANY(:slowed) AND s.run_id > coalesce((
        SELECT max(other.run_id) FROM core.source_run other
        WHERE other.source_id = s.source_id AND other.state <> ALL(:slowed)
    ), 0)
""")
NEXT_TRY = text("UPDATE core.source SET next_try_on = :day WHERE id = :source_id")
OF_RUN = text("""
    SELECT source_id, state, state_words FROM core.source_run
    WHERE run_id = :run_id AND state IS NOT NULL ORDER BY source_id
""")
RESTING = text("SELECT id FROM core.source WHERE next_try_on > :day")
NEWEST_CRAWL = text("""
    SELECT max(s.run_id) FROM core.source_run s JOIN core.run r ON r.id = s.run_id
    WHERE s.source_id = :source_id AND r.kind <> 'backfill'
""")


@dataclass(frozen=True, slots=True)
class Judged:
    """How a source did in a run."""

    source_id: str
    state: State
    words: str

    @property
    def is_good(self) -> bool:
        """Whether it did as it should."""
        return self.state in GOOD


def judge_crawls(engine: Engine, catalogue: Catalogue, *, least_good: float) -> None:
    """Judge every crawl that is not judged yet; safe to call again.

    It comes after cleaning, which tells what the pages held, and before reading: what
    a degraded source brought is held back. ``least_good`` is the share of good
    sources below which a whole run has failed: then nobody is slowed down for it.
    """
    with engine.begin() as connection:
        locks.hold(connection, locks.HEALTH)
        for run_id in connection.scalars(WAITING).all():
            count_articles(connection, run_id)
            _judge_run(connection, run_id, catalogue, least_good)


def _judge_run(
    connection: Connection, run_id: int, catalogue: Catalogue, least_good: float
) -> None:
    crawls = past.unjudged(connection, run_id)
    pasts = past.pasts(connection, run_id)
    rhythms = past.rhythms(connection, run_id, crawls[0].as_of)
    for crawl in crawls:
        before = pasts.get(crawl.source_id, Past())
        expected = _expected(catalogue, crawl.source_id, rhythms)
        _settle(connection, crawl, judge(crawl, before, expected))
    judged = judged_in(connection, run_id)
    good = sum(one.is_good for one in judged)
    is_ours = good < least_good * len(judged)
    for crawl in crawls:
        _slow_down(connection, crawl, is_ours=is_ours)


def _expected(
    catalogue: Catalogue, source_id: str, rhythms: Mapping[str, Rhythm]
) -> Expected:
    rhythm = rhythms.get(source_id, Rhythm())
    source = catalogue.get(source_id)
    if source is None:
        return Expected(rhythm=rhythm)
    return Expected(source.expected_items_per_week, source.quiet_days, rhythm)


def _settle(connection: Connection, crawl: Crawl, verdict: Verdict) -> None:
    """Write a verdict down, and what follows for the source if it is the newest."""
    own = {"source_id": crawl.source_id}
    newest = connection.scalar(NEWEST, own)
    connection.execute(
        JUDGE,
        {
            **own,
            "run_id": crawl.run_id,
            "state": verdict.state,
            "words": verdict.words,
            "is_held": verdict.is_held,
        },
    )
    if newest is not None and newest > crawl.run_id:
        return
    if verdict.state in GOOD:
        connection.execute(RELEASE, own)
    book.note(
        connection,
        crawl.source_id,
        verdict.state,
        verdict.words,
        run_id=crawl.run_id,
        as_of=crawl.as_of,
    )


def _slow_down(connection: Connection, crawl: Crawl, *, is_ours: bool) -> None:
    """Set the day of the next try; a source that did not fail is tried every day."""
    own = {"source_id": crawl.source_id}
    slowed = {**own, "slowed": sorted(SLOWED)}
    failures = connection.scalar(FAILURES, slowed) or 0
    if not failures:
        connection.execute(NEXT_TRY, {**own, "day": None})
    elif not is_ours:
        day = patience.next_try(crawl.day, failures)
        connection.execute(NEXT_TRY, {**own, "day": day})


def judged_in(connection: Connection, run_id: int) -> list[Judged]:
    """How the sources did in a run, by id."""
    rows = connection.execute(OF_RUN, {"run_id": run_id})
    return [Judged(row.source_id, State(row.state), row.state_words) for row in rows]


def resting(connection: Connection, day: date) -> frozenset[str]:
    """The sources that are left alone on ``day``, as they failed too often."""
    return frozenset(connection.scalars(RESTING, {"day": day}))


def accept(connection: Connection, source_id: str, as_of: datetime) -> int | None:
    """A person says that a source is well as it is: what was held is read.

    What it is measured by from now on begins with its newest crawl, whose number is
    returned; None if it was never crawled.
    """
    locks.hold(connection, locks.HEALTH)
    run_id = connection.scalar(NEWEST_CRAWL, {"source_id": source_id})
    if run_id is None:
        return None
    words = f"accepted as it is on {as_of.astimezone(HANOI):%Y-%m-%d}"
    own = {"source_id": source_id}
    verdict = {"state": State.HEALTHY, "words": words, "is_held": False}
    connection.execute(JUDGE, {**own, "run_id": run_id, **verdict})
    connection.execute(RELEASE, own)
    connection.execute(NEXT_TRY, {**own, "day": None})
    book.note(
        connection,
        source_id,
        State.HEALTHY,
        words,
        run_id=run_id,
        as_of=as_of,
        is_accepted=True,
    )
    return int(run_id)

"""The step Article → Observation: read every text that these rules have not read."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Engine

from processing.lifeline import end_with_parent
from processing.observe.guarded import Unreadable, read_guarded
from processing.observe.reader import READER
from processing.store import readings

# Texts in one transaction: a killed run does so much again at most.
BATCH = 1000
# Reading takes a millisecond or so: below this a second process costs more.
WORTH_A_POOL = 2000

Meter = Callable[[int, int | None], None]


@dataclass(slots=True)
class ObserveSummary:
    """What one call did: texts read, observations made of them.

    ``failed``: the addresses of texts on which the rules have failed, and how.
    """

    texts: int = 0
    observations: int = 0
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        read = f"{self.texts} texts, {self.observations} observations"
        return f"{read}, {len(self.failed)} unreadable" if self.failed else read


def observe(
    engine: Engine, *, workers: int, progress: Meter | None = None
) -> ObserveSummary:
    """Read every unread text and write what it reports; safe to run again.

    Copies of an article are not read: they say nothing that the first does not say.
    What an older text or older rules said of an article is superseded, not deleted,
    and so is what was read in an article before the one that it copies was known. What
    rules before have read in a text on which these fail goes on being told.
    """
    summary = ObserveSummary()
    with engine.begin() as connection:
        readings.hold_still(connection)
        readings.pass_over_copies(connection, READER)
        total = readings.waiting(connection, READER)
    pool = _pool(workers) if total >= WORTH_A_POOL and workers > 1 else None
    try:
        while batch := _one_batch(engine, pool):
            summary.texts += batch.texts
            summary.observations += batch.observations
            summary.failed += batch.failed
            if progress:
                progress(summary.texts, total)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
    return summary


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)


def _one_batch(
    engine: Engine, pool: ProcessPoolExecutor | None
) -> ObserveSummary | None:
    """Read the next texts in one transaction; None when there are no more."""
    with engine.begin() as connection:
        readings.hold_still(connection)
        texts = readings.unread(connection, READER, BATCH)
        if not texts:
            return None
        articles = [one.article for one in texts]
        work = partial(pool.map, chunksize=100) if pool else map
        read = list(zip(texts, work(read_guarded, articles), strict=True))
        failed = [
            (one, found.reason) for one, found in read if isinstance(found, Unreadable)
        ]
        rows = [
            row
            for one, found in read
            if not isinstance(found, Unreadable)
            for row in readings.rows(one, found, READER)
        ]
        done = {one.version_id for one, _ in read} - {
            one.version_id for one, _ in failed
        }
        readings.replace(connection, sorted(done), rows, READER)
        for one, reason in failed:
            readings.give_up(connection, one.version_id, reason, READER)
    told = [f"{one.article.url}: {reason}" for one, reason in failed]
    return ObserveSummary(len(texts), len(rows), told)

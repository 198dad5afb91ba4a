"""The step Page → Article: judge what the crawl brought, in a pool of processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, or_, select
from sqlalchemy.sql import ColumnElement

from crawlers.catalogue import Catalogue
from processing.clean.counts import count_skipped
from processing.clean.outcome import EXTRACTOR
from processing.clean.pool import STALL_SECONDS, Pool
from processing.clean.worker import Judge, Judged, Task, judge_page
from processing.clean.writer import write
from processing.store import tables
from processing.store.locks import CLEAN, hold
from processing.store.runs import count_articles

# Pages in one transaction: a killed run does so much again at most.
BATCH = 200

Meter = Callable[[int, int | None], None]
page = tables.page.c


@dataclass(frozen=True, slots=True)
class Again:
    """Pages judged before that are to be judged again.

    Those that another version of the rules has judged; or, with ``since`` or
    ``sources``, all pages that these sources brought since then, for after a selector
    was mended.
    """

    since: datetime | None = None
    sources: Sequence[str] = ()

    def clause(self) -> ColumnElement[bool]:
        """Which pages."""
        if self.since is None and not self.sources:
            return page.cleaned_by != EXTRACTOR
        mine: ColumnElement[bool] = page.cleaned_by.is_not(None)
        if self.since is not None:
            mine &= page.fetched_at >= self.since
        if self.sources:
            mine &= page.source_id.in_(self.sources)
        return mine


@dataclass(slots=True)
class CleanSummary:
    """What one call did: pages judged, and what became of them."""

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_articles: int = 0
    errors: int = 0

    @property
    def articles(self) -> int:
        """Pages that are articles."""
        return self.pages - self.not_articles - self.errors

    def __str__(self) -> str:
        return (
            f"{self.pages} pages: {self.articles} articles ({self.new} new, "
            f"{self.changed} changed, {self.unchanged} unchanged), "
            f"{self.not_articles} other pages, {self.errors} errors"
        )


def clean(
    engine: Engine,
    archive: str,
    catalogue: Catalogue,
    *,
    workers: int,
    progress: Meter | None = None,
    again: Again | None = None,
    judge: Judge = judge_page,
    stall_seconds: float = STALL_SECONDS,
) -> CleanSummary:
    """Judge every page not yet judged and write the articles made of them.

    ``archive`` is the address of the archive; ``again`` adds pages judged before;
    ``progress`` is told pages done and in all. Safe to run again after a kill at any
    point: a batch is one transaction. ``judge`` and ``stall_seconds`` are for tests.

    Raises:
        OSError: the archive cannot be reached; what was written stays.
    """
    summary = CleanSummary()
    left = _left(engine, again)
    total = left.total()
    if not total:
        return summary
    if progress:
        progress(0, total)
    with Pool(
        archive, catalogue, judge,
        workers=min(workers, total), stall_seconds=stall_seconds,
    ) as pool:  # fmt: skip
        for judged in _judged(pool, _batches(engine, again)):
            _write(engine, judged, summary, left, again=again)
            if progress:
                progress(min(summary.pages, total), total)
    with engine.begin() as connection:
        _count(connection, left)  # runs that another process cleaned with us
    return summary


def _left(engine: Engine, again: Again | None) -> Counter[int]:
    """How many pages of each run are to be judged."""
    query = (
        select(page.run_id, func.count()).where(_pending(again)).group_by(page.run_id)
    )
    with engine.connect() as connection:
        return Counter(dict(connection.execute(query).all()))


def _pending(again: Again | None) -> ColumnElement[bool]:
    unjudged: ColumnElement[bool] = page.clean_outcome.is_(None)
    if again is not None:
        unjudged = or_(unjudged, again.clause())
    # What retention has removed cannot be judged any more.
    return (page.kind == "article") & page.pruned_at.is_(None) & unjudged


def _batches(engine: Engine, again: Again | None) -> Iterator[list[Task]]:
    """The pages to judge, in the order of their fetching."""
    named = {
        name: page.id if name == "page_id" else page[name] for name in Task.__slots__
    }
    columns = [column.label(name) for name, column in named.items()]
    order = (page.fetched_at, page.id)
    query = select(*columns).where(_pending(again)).order_by(*order).limit(BATCH)
    after: tuple[object, int] | None = None
    while True:
        here = query
        if after is not None:
            moment, number = after
            here = query.where(
                or_(
                    page.fetched_at > moment,
                    (page.fetched_at == moment) & (page.id > number),
                )
            )
        with engine.connect() as connection:
            tasks = [Task(*row) for row in connection.execute(here)]
        if not tasks:
            return
        yield tasks
        after = (tasks[-1].fetched_at, tasks[-1].page_id)


def _judged(pool: Pool, batches: Iterator[list[Task]]) -> Iterator[list[Judged]]:
    """Judge batch by batch; the processes work on the next while one is written."""
    waiting = None
    for tasks in batches:
        ticket = pool.submit(tasks)
        if waiting is not None:
            yield pool.collect(waiting)
        waiting = ticket
    if waiting is not None:
        yield pool.collect(waiting)


def _write(
    engine: Engine,
    judged: Sequence[Judged],
    summary: CleanSummary,
    left: Counter[int],
    *,
    again: Again | None,
) -> None:
    """Write one batch in one transaction, without what another process has judged.

    The statistics of a run are counted with its last batch (``left``: how many pages
    of each run are still to come): once a batch, they would cost more than cleaning.
    """
    left.subtract(one.task.run_id for one in judged)
    with engine.begin() as connection:
        hold(connection, CLEAN)
        mine = _still_pending(connection, judged, again=again)
        written = write(connection, mine)
        over = {one.task.run_id for one in judged if left[one.task.run_id] <= 0}
        _count(connection, over)
    for run_id in over:
        del left[run_id]
    summary.pages += len(mine)
    summary.new += written.new
    summary.changed += written.changed
    summary.unchanged += written.unchanged
    summary.not_articles += sum(one.outcome == "not_article" for one in mine)
    summary.errors += sum(one.outcome == "error" for one in mine)


def _count(connection: Connection, run_ids: Iterable[int]) -> None:
    for run_id in sorted(run_ids):
        count_articles(connection, run_id)
        count_skipped(connection, run_id)


def _still_pending(
    connection: Connection, judged: Sequence[Judged], *, again: Again | None
) -> list[Judged]:
    ids = [one.task.page_id for one in judged]
    query = select(page.id).where(page.id.in_(ids), _pending(again))
    left = set(connection.scalars(query))
    mine = [one for one in judged if one.task.page_id in left]
    return sorted(mine, key=lambda one: (one.task.fetched_at, one.task.page_id))

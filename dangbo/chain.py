"""The chain of the five steps: the only place that knows them all.

Each step is imported when it is called: a task of Airflow and a quiet night need one
or two of them, and importing all costs more than running them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from crawlers.catalogue import Catalogue, Source
from dangbo import crawling, rereading, waiting
from dangbo.catalogue import named, sources_of
from dangbo.errors import DangboError
from dangbo.failure import report_failure
from dangbo.held_back import tell_held_back
from dangbo.plan import Plan
from processing.alert.clock import moment
from processing.health.book import enrol
from processing.health.outages import note_news
from processing.health.step import resting as resting_on
from processing.model import HANOI
from processing.settings import Settings
from processing.store import pages, runs, sources
from processing.store.database import store

if TYPE_CHECKING:
    from processing.clean.step import Again

log = logging.getLogger(__name__)

# Stands before what a step says, so that it is found again in Airflow's own log.
SAID = "dangbo » "

Meter = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Chain:
    """One run in progress; each method is one step and safe to call again.

    Every step returns a line in words for whoever watches the run.
    """

    settings: Settings
    plan: Plan
    engine: Engine
    run_id: int
    catalogue: Catalogue

    def batches(self, only: Sequence[str] | None = None) -> list[list[str]]:
        """The source ids to crawl, in batches of one Scrapy process each.

        Sources that failed too often rest until the day of their next try, unless
        they are named in ``only``; where all of them rest, all are tried.

        Raises:
            DangboError: if there is nothing to crawl.
        """
        ids = [source.id for source in self._sources(only)]
        if not ids:
            raise DangboError(
                f"no source in {self.settings.sources} is enabled: add one "
                "(docs/adding-a-source.md), or set DANGBO_SOURCES to another catalogue"
            )
        if not only and not self.plan.is_backfill:
            ids = self._due(ids)
        # Files are read once, for all sources together.
        size = len(ids) if self.plan.warc else self.settings.crawl_batch_size
        return [ids[i : i + size] for i in range(0, len(ids), size)]

    def crawl(
        self, only: Sequence[str] | None = None, meter: Meter | None = None
    ) -> str:
        """Source → Page: crawl these sources in one process of their own.

        A plan with WARC files reads them instead.
        """
        if self.plan.warc:
            from dangbo import importing  # noqa: PLC0415

            return importing.import_warcs(
                self.settings,
                self.engine,
                self.run_id,
                self.plan,
                self._sources(only),
                meter,
            )
        return crawling.crawl(
            self.settings, self.engine, self.run_id, self.plan, self._sources(only)
        )

    def _due(self, ids: list[str]) -> list[str]:
        with self.engine.connect() as connection:
            resting = resting_on(connection, self.plan.day)
        return [source_id for source_id in ids if source_id not in resting] or ids

    def clean(self, meter: Meter | None = None, *, again: Again | None = None) -> str:
        """Page → Article: every page not judged yet.

        ``again`` adds pages judged before. Then the crawls are judged by what they
        brought: what is doubted is not read.
        """
        line = self._clean(meter, again=again)
        crawling.judge(self.settings, self.engine, self.catalogue)
        return line

    def _clean(self, meter: Meter | None, *, again: Again | None) -> str:
        with self.engine.connect() as connection:
            if again is None and not pages.waiting(connection):
                return "cleaned: nothing new"
        from processing.clean.step import clean  # noqa: PLC0415

        summary = clean(
            self.engine,
            self.settings.archive_address,
            self.catalogue,
            workers=self.settings.workers,
            progress=meter,
            again=again,
        )
        return f"cleaned: {summary}"

    def observe(self, meter: Meter | None = None) -> str:
        """Article → Observation: every version not yet read by these rules.

        The operator is told of those on which the rules have failed, once.
        """
        from dangbo.telling import briefly, tell_unreadable  # noqa: PLC0415
        from processing.observe.step import observe  # noqa: PLC0415

        summary = observe(self.engine, workers=self.settings.workers, progress=meter)
        if summary.failed:
            tell_unreadable(self.settings, summary.failed)
        return "\n  ".join([f"read: {summary}", *briefly(summary.failed)])

    def check(self) -> str:
        """Refuse to compare when the crawl as a whole has failed its checks.

        Raises:
            CrawlFailed: naming the sources and what is wrong with them.
        """
        return crawling.check(self.settings, self.engine, self.run_id)

    def diff(self) -> str:
        """Observation → Event, in one transaction under an advisory lock."""
        from processing.diff.step import diff  # noqa: PLC0415

        summary = diff(
            self.engine,
            run_id=self.run_id,
            as_of=self.plan.as_of,
            window_days=self.settings.alert_window_days,
            told=not self.plan.is_backfill,
        )
        with self.engine.begin() as connection:
            runs.mark_compared(connection, self.run_id, datetime.now(HANOI))
        if self.plan.is_backfill:
            self.finish()
        return f"compared: {summary}"

    def alert(self) -> str:
        """Event → Alert: queue what is news, mail it, and end the run.

        Raises:
            MailWaits: some of it could not be mailed yet. The run is over all the
                same; called again (or in the next run) it is tried again.
        """
        from dangbo.telling import tell_changes  # noqa: PLC0415
        from processing.alert.step import alert  # noqa: PLC0415

        with self.engine.begin() as connection:
            now = moment(connection, self.run_id, self.plan.as_of)
            days = self.settings.source_notice_days
            note_news(connection, now, source_days=days)
        summary = alert(
            self.engine,
            run_id=self.run_id,
            as_of=self.plan.as_of,
            settings=self.settings,
        )
        found = rereading.found_by_rereading(self.engine, self.run_id)
        feeds, fault = self._feeds()
        notes = [note for note in (*summary.problems, found, fault) if note]
        self.finish("; ".join(notes) or None)
        line = "\n".join(filter(None, [f"told: {summary}", found, feeds or fault]))
        if said := tell_changes(self.settings, self.engine, self.plan.as_of):
            line += f"\n{said}"
        with self.engine.connect() as connection:
            now = moment(connection, self.run_id, self.plan.as_of)
        waiting.check(self.engine, self.settings, now, line)
        return line

    def _feeds(self) -> tuple[str | None, str | None]:
        """Bring the folder of feeds up to date: what was done, or why it was not."""
        if self.settings.feeds is None:
            return None, None
        from processing.alert.feeds.files import FeedsError, write_feeds  # noqa: PLC0415
        from processing.alert.feeds.publisher import Publisher  # noqa: PLC0415

        publisher = Publisher.of(self.settings)
        try:
            written = write_feeds(self.engine, self.settings.feeds, publisher)
        except FeedsError as error:
            return None, f"feeds: {error}"
        return f"feeds: {written}", None

    def finish(self, message: str | None = None) -> None:
        """End the run: its sources have had their first good crawl, it succeeded.

        ``message`` is what is to be known of it nevertheless.
        """
        with self.engine.begin() as connection:
            runs.mark_good_sources(connection, self.run_id)
            runs.finish_run(
                connection, self.run_id, at=datetime.now(HANOI), message=message
            )

    def _sources(self, only: Sequence[str] | None) -> list[Source]:
        if not only:
            # What is not crawled any more may stand in old files.
            every = self.catalogue.sources if self.plan.warc else None
            return list(every or self.catalogue.enabled)
        return named(self.catalogue, only, self.settings)


@contextmanager
def open_chain(
    settings: Settings, plan: Plan, *, begins: bool = True
) -> Iterator[Chain]:
    """Open store and catalogue, and begin the run of the plan.

    With ``begins`` false a run that was begun elsewhere goes on: what a sibling has
    recorded with it (a failure) stays.
    """
    catalogue = sources_of(settings)
    with store(settings) as engine:
        with engine.begin() as connection:
            run = None if begins else runs.find_run(connection, plan.key)
            if run is None:
                sources.sync_sources(connection, catalogue, on=plan.day)
                run = runs.begin_run(connection, plan.key, plan.kind, plan.as_of)
                enrol(connection, run.id, plan.as_of)
        yield Chain(settings, plan, engine, run.id, catalogue)


def run_all(
    settings: Settings,
    plan: Plan,
    only: Sequence[str] | None = None,
    tell: Callable[[str], None] = log.info,
    meters: Callable[[str], Meter | None] = lambda _: None,
) -> None:
    """The whole chain once, in this process, without Airflow.

    A failure is recorded with the run, mailed to the operator and raised, also one to
    begin: nobody may be looking.
    """
    at = "begin"
    try:
        with open_chain(settings, plan) as link:
            for name, step in _steps(link, only, meters):
                at = name
                tell(step())
    except Exception as error:
        what = "backfill" if plan.is_backfill else "run"
        report_failure(settings, key=plan.key, where=f"{what}.{at}", error=error)
        if not (plan.is_backfill or only):
            tell_held_back(settings, plan.as_of, error)
        raise


def _steps(
    link: Chain, only: Sequence[str] | None, meters: Callable[[str], Meter | None]
) -> Iterator[tuple[str, Callable[[], str]]]:
    """The steps in their order, by the names that the tasks of Airflow have."""
    for batch in link.batches(only):
        yield "crawl", partial(link.crawl, batch, meters("crawl"))
    yield "clean", lambda: link.clean(meters("clean"))
    yield "observe", lambda: link.observe(meters("observe"))
    if not link.plan.is_backfill:
        yield "check", link.check
    yield "diff", link.diff
    if not link.plan.is_backfill:
        yield "alert", link.alert

"""The process of one crawl: `python -m dangbo.crawl_worker SOURCE… < plan.json`.

Scrapy's reactor starts once in a process and never again, so every batch of sources
gets a process of its own, started by `dangbo.crawling`.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
import time
from datetime import datetime, timedelta
from datetime import time as time_of_day

from crawlers.crawl.job import MOST_REVISITS, CrawlJob
from crawlers.spider.process import crawl
from dangbo.catalogue import sources_of
from dangbo.errors import explain, is_told
from dangbo.plan import Plan, plan_from
from processing.model import HANOI
from processing.settings import Settings, load_settings
from processing.store import pages
from processing.store.database import close_store, open_store

# A daily crawl looks this far back, so that late postings are found; what it knows
# already it does not fetch again.
DAYS_BACK = 45
# Articles of one source in a backfill: more than the time limit lets through.
MOST_OF_HISTORY = 20_000
# What these say of a source is in its summary, with address and reason.
TOLD_ELSEWHERE = (
    "scrapy.core.downloader.handlers",
    "scrapy.downloadermiddlewares.robotstxt",
)


def main() -> None:
    """Crawl the sources named on the command line by the plan on standard input.

    On standard output is nothing, or why the crawl could not be run to its end.
    """
    try:
        _crawl()
    except Exception as error:
        if not is_told(error):
            raise
        print(explain(error))  # for whoever started this process
        sys.exit(1)


def _crawl() -> None:
    settings = load_settings()
    logging.basicConfig(handlers=[_handler(settings.log_level)])
    threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    plan = plan_from(json.load(sys.stdin))
    ids = sys.argv[1:]
    engine = open_store(settings)
    with engine.connect() as connection:
        known = pages.known(connection, ids, plan.as_of)
    try:
        crawl(job_of(settings, plan, ids), known)
    finally:
        close_store(engine)


def _end_with(parent: int) -> None:
    """Stop the crawl when whoever started it is killed: the next run begins another.

    What was got is kept, as at the time limit.
    """
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _handler(level: str) -> logging.Handler:
    """Warnings only, unless debugging: Scrapy sets its own loggers to DEBUG."""
    handler = logging.StreamHandler(sys.stderr)
    if level == "DEBUG":
        handler.setLevel(logging.DEBUG)
        return handler
    handler.setLevel(logging.WARNING)
    handler.addFilter(lambda record: not record.name.startswith(TOLD_ELSEWHERE))
    return handler


def job_of(settings: Settings, plan: Plan, ids: list[str]) -> CrawlJob:
    """The crawl that a plan means for these sources."""
    catalogue = sources_of(settings)
    looks_back = datetime.combine(
        plan.day - timedelta(days=DAYS_BACK), time_of_day.min, HANOI
    )
    return CrawlJob(
        run_key=plan.key,
        as_of=plan.as_of,
        sources=tuple(s for s in catalogue.sources if s.id in set(ids)),
        archive=settings.archive_address,
        contact=settings.contact,
        since=plan.first_moment or looks_back,
        until=plan.last_moment,
        time_limit_seconds=settings.crawl_time_limit_minutes * 60,
        conditional=not plan.is_backfill,
        reaches_back=plan.is_backfill,
        max_articles=MOST_OF_HISTORY if plan.is_backfill else settings.max_articles,
        # History is read once: nobody edits it now.
        max_revisits=0 if plan.is_backfill else MOST_REVISITS,
        # Scrapy's own handler would say everything a second time.
        log_level="CRITICAL",
    )


if __name__ == "__main__":
    main()

"""One crawl: several sources in one Scrapy process, each by its own spider."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.manifest import read_manifest
from crawlers.catalogue import Source
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.known import Known, NothingKnown
from crawlers.crawl.ledger import Ledger
from crawlers.spider.settings import process_settings, settings_for
from crawlers.spider.source_spider import SourceSpider


class CrawlError(Exception):
    """The crawl itself could not be run to its end; the sources are not to blame."""


def crawl(job: CrawlJob, known: Known | None = None) -> None:
    """Crawl the sources of ``job``; blocks until all have ended.

    Needs an operating-system process of its own: Twisted's reactor starts once in
    a process and never again. What it brings is in the archive: WARC files and one
    manifest a source, each closed with a summary whatever happened to the source.

    Raises:
        CrawlError: if the archive cannot be written.
    """
    archive = Archive(job.archive)
    try:
        archive.try_writing()
    except ArchiveError as error:
        raise CrawlError(str(error)) from error
    todo = [source for source in job.sources if not _has_ended(archive, job, source)]
    if todo:
        _crawl(job, todo, known or NothingKnown(), archive)


def _crawl(
    job: CrawlJob, sources: list[Source], known: Known, archive: Archive
) -> None:
    process = CrawlerProcess(process_settings(job))
    crawlers: dict[str, Crawler] = {}
    failures: dict[str, Failure] = {}
    for number, source in enumerate(sources):
        crawler = Crawler(
            SourceSpider, settings_for(job, source), init_reactor=number == 0
        )
        crawlers[source.id] = crawler
        running: Deferred[Any] = process.crawl(
            crawler, source=source, job=job, known=known, archive=archive
        )
        running.addErrback(_remember, failures, source.id)
    process.start()
    if broken := next(filter(None, map(_broken, crawlers.values())), None):
        raise CrawlError(f"the archive {job.archive} cannot be written: {broken}")
    for source in sources:
        if not _is_closed(crawlers[source.id]):
            _close_account(archive, job, source, failures.get(source.id))


def _has_ended(archive: Archive, job: CrawlJob, source: Source) -> bool:
    summary = read_manifest(archive, job.run_key, source.id).summary
    return summary is not None and summary.status == "succeeded"


def _remember(failure: Failure, failures: dict[str, Failure], source_id: str) -> None:
    failures[source_id] = failure


def _is_closed(crawler: Crawler) -> bool:
    spider = crawler.spider
    return isinstance(spider, SourceSpider) and spider.ledger.is_closed


def _broken(crawler: Crawler) -> str | None:
    """Why the crawler of a source could archive nothing any more."""
    spider = crawler.spider
    return spider.ledger.broken if isinstance(spider, SourceSpider) else None


def _close_account(
    archive: Archive, job: CrawlJob, source: Source, failure: Failure | None
) -> None:
    """Write the summary of a source whose spider could not do it itself."""
    try:
        ledger = Ledger(job, source, archive)
        reason = repr(failure.value) if failure else "its summary could not be written"
        ledger.problem(source.base_url, f"the crawl broke down: {reason}")
        ledger.close("broken")
    except OSError as error:
        problem = f"the archive {job.archive} cannot be written: {error}"
        raise CrawlError(problem) from error

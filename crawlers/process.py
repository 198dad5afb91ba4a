"""One crawl: several sources in one Scrapy process, each by its own spider."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from crawlers.archive import Archive, ArchiveError
from crawlers.catalogue import Source
from crawlers.discovery.robots import ROBOTS_AGENT
from crawlers.guard import LOCAL_HOSTS
from crawlers.job import CrawlJob
from crawlers.known import Known, NothingKnown
from crawlers.ledger import Ledger
from crawlers.manifest import read_manifest
from crawlers.rendering import SECONDS, is_needed
from crawlers.spider import SourceSpider

LARGEST_BODY = 10 * 1024 * 1024
RENDERER = {"crawlers.rendering.Renderer": 450}
# With the pauses between its requests: a page of thirty scripts at two seconds each.
RENDER_SECONDS = 90.0
# A local source without delay is a demonstration or a benchmark, not a guest.
LOCAL_CONCURRENCY = 8

ACCEPTED = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
# Nothing but the web: the guard refuses the rest, and nobody could do it.
HANDLERS = {
    "http": "crawlers.wire.BoundedHandler",
    "https": "crawlers.wire.BoundedHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
_SCRAPYS = "scrapy.downloadermiddlewares"
MIDDLEWARES = {
    "crawlers.guard.Guard": 10,
    f"{_SCRAPYS}.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.manners.PoliteRobots": 100,
    f"{_SCRAPYS}.offsite.OffsiteMiddleware": None,
    f"{_SCRAPYS}.retry.RetryMiddleware": None,
    "crawlers.manners.PatientRetry": 550,
    f"{_SCRAPYS}.httpcompression.HttpCompressionMiddleware": None,
    "crawlers.unpacking.Unpacker": 590,
    "crawlers.manners.Conditional": 800,
    "crawlers.recorder.Recorder": 950,
}
EVERY_CRAWL = {
    # Scrapy starts so many tasks for every callback; we make no items.
    "CONCURRENT_ITEMS": 1,
    "LOG_VERSIONS": [],
    "STATS_DUMP": False,
    "LOGSTATS_INTERVAL": 0,
    # Both open a port by default.
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "TWISTED_DNS_RESOLVER": "crawlers.guard.PublicResolver",
    # In the order of discovery: the newest first, should time run out.
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    "DNS_TIMEOUT": 20,
    "DOWNLOAD_MAXSIZE": LARGEST_BODY,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    # The delay is a promise; who says who it is need not look irregular.
    # (Scrapy draws a jitter anew at each look: it would cost a tenth.)
    "DOWNLOAD_DELAY_JITTER": 0,
    "COOKIES_ENABLED": False,
    # A proxy would resolve names itself, behind the guard's back.
    "HTTPPROXY_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,
    "REDIRECT_MAX_TIMES": 5,
    "RETRY_TIMES": 2,
    "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": ROBOTS_AGENT,
    "DEFAULT_REQUEST_HEADERS": ACCEPTED,
    "DOWNLOAD_HANDLERS": HANDLERS,
    "DOWNLOADER_MIDDLEWARES": MIDDLEWARES,
}


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
    process = CrawlerProcess(_process_settings(job))
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


def settings_for(job: CrawlJob, source: Source) -> Settings:
    """The settings of the crawler of one source."""
    settings = _process_settings(job)
    delay = source.delay_seconds
    settings.setdict(
        {
            "DOWNLOAD_DELAY": delay,
            "AUTOTHROTTLE_ENABLED": delay > 0,
            "AUTOTHROTTLE_START_DELAY": delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if delay else LOCAL_CONCURRENCY,
            # A short queue: at the time limit little is left to wait for.
            "CONCURRENT_REQUESTS": 2 if delay else 2 * LOCAL_CONCURRENCY,
        },
        priority="spider",
    )
    if is_needed(source.discovery):
        wares = {**settings["DOWNLOADER_MIDDLEWARES"], **RENDERER}
        settings.set("DOWNLOADER_MIDDLEWARES", wares, priority="spider")
    return settings


def _process_settings(job: CrawlJob) -> Settings:
    local = [source for source in job.sources if source.local]
    own = {
        "USER_AGENT": job.user_agent,
        "LOG_LEVEL": job.log_level,
        LOCAL_HOSTS: sorted({host for s in local for host, _ in s.allowed}),
        "DOWNLOAD_TIMEOUT": job.download_timeout,
        "CLOSESPIDER_TIMEOUT": job.time_limit_seconds,
        "DANGBO_RETRY_DELAY": job.retry_delay,
        SECONDS: min(RENDER_SECONDS, job.time_limit_seconds),
    }
    return Settings({**EVERY_CRAWL, **own})


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

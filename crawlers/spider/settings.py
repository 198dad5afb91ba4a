"""Scrapy's settings: what its crawlers may do, and what they are not to."""

from __future__ import annotations

from scrapy.settings import Settings

from crawlers.catalogue import Source
from crawlers.crawl.job import CrawlJob
from crawlers.discovery.robots import ROBOTS_AGENT
from crawlers.network.guard import LOCAL_HOSTS
from crawlers.spider.rendering import SECONDS, is_needed

LARGEST_BODY = 10 * 1024 * 1024
RENDERER = {"crawlers.spider.rendering.Renderer": 450}
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
    "http": "crawlers.network.wire.BoundedHandler",
    "https": "crawlers.network.wire.BoundedHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
_SCRAPYS = "scrapy.downloadermiddlewares"
MIDDLEWARES = {
    "crawlers.network.guard.Guard": 10,
    f"{_SCRAPYS}.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.spider.manners.PoliteRobots": 100,
    f"{_SCRAPYS}.offsite.OffsiteMiddleware": None,
    f"{_SCRAPYS}.retry.RetryMiddleware": None,
    "crawlers.spider.manners.PatientRetry": 550,
    f"{_SCRAPYS}.httpcompression.HttpCompressionMiddleware": None,
    "crawlers.network.unpacking.Unpacker": 590,
    "crawlers.spider.manners.Conditional": 800,
    "crawlers.crawl.recorder.Recorder": 950,
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
    "TWISTED_DNS_RESOLVER": "crawlers.network.guard.PublicResolver",
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


def settings_for(job: CrawlJob, source: Source) -> Settings:
    """The settings of the crawler of one source."""
    settings = process_settings(job)
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


def process_settings(job: CrawlJob) -> Settings:
    """The settings that all crawlers of the process share."""
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

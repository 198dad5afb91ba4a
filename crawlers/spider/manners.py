"""Manners: pauses a site asks for, its robots.txt, and conditional requests."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings

from crawlers.crawl.known import Validators, Visit
from crawlers.crawl.page import Page
from crawlers.discovery.listing import names_its_next
from crawlers.discovery.robots import Robots, effective_rules
from crawlers.network.faults import fault_words
from crawlers.network.guard import HostGivenUp, PublicResolver, RefusedRequest
from crawlers.web import host_port

# A site that asks for a longer pause is left alone until the next run.
LONGEST_PAUSE = 120.0
# Nobody means more, whatever stands there.
A_YEAR = 365 * 86400.0
# A pause is slept in pieces, so that the time limit ends it.
LONGEST_NAP = 1.0
# So many failures in a row, retries included, and a host is left alone.
PATIENCE = 10
BUSY = (429, 503)
# A firewall that has had enough of us says so; asking again does not help.
SHUT_OUT = 403
LONGEST_CRAWL_DELAY = 30.0

Host = tuple[str, int]


class PatientRetry(RetryMiddleware):
    """Retries with pauses that hold for the whole host, and gives up on dead ones."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        limit = settings.getfloat("CLOSESPIDER_TIMEOUT") or float("inf")
        self.ends_at = time.monotonic() + limit
        self.first_pause = settings.getfloat("DANGBO_RETRY_DELAY")
        self.resumes_at: dict[Host, float] = {}
        self.failures: dict[Host, int] = {}
        self.given_up: dict[Host, str] = {}

    async def process_request(self, request: Request) -> None:
        """Wait while the host wants a pause.

        Raises:
            HostGivenUp: if the host was given up in this run.
        """
        host = host_port(request.url)
        while (pause := self.resumes_at.get(host, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(min(pause, LONGEST_NAP))
            if time.monotonic() > self.ends_at:
                raise HostGivenUp("the time limit came while the site wanted a pause")
        if host in self.given_up:
            raise HostGivenUp(self.given_up[host])

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Retry what is worth it, after the pause the site asks for.

        Raises:
            HostGivenUp: if it asks for a longer one than a run can make.
        """
        host = host_port(request.url)
        is_failure = response.status >= 500 or response.status in (*BUSY, SHUT_OUT)
        if not is_failure:
            self.failures[host] = 0
            return response
        self._count(host, f"it answered {response.status}")
        asked = _retry_after(response)
        if asked is not None and asked > LONGEST_PAUSE:
            words = f"the site asked us to come back in {asked:.0f} seconds"
            self.given_up[host] = words
            raise HostGivenUp(words)
        again = super().process_response(request, response)
        if isinstance(again, Request) and response.status in BUSY:
            times = int(again.meta.get("retry_times", 1))
            pause = self.first_pause * 2 ** (times - 1) if asked is None else asked
            self._pause(host, pause)
        return again

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        """Retry after a fault of the network.

        Raises:
            RefusedRequest: if the name of the host leads to a private address.
        """
        host = host_port(request.url)
        if host[0] in PublicResolver.refused:
            address = PublicResolver.refused[host[0]]
            words = f"its name leads to the private address {address}"
            raise RefusedRequest(words) from exception
        if isinstance(exception, self.exceptions_to_retry):
            self._count(host, "there was no answer")
        return super().process_exception(request, exception)

    def _count(self, host: Host, what: str) -> None:
        self.failures[host] = self.failures.get(host, 0) + 1
        if self.failures[host] >= PATIENCE:
            words = f"left alone for this run: {what}, {PATIENCE} times in a row"
            self.given_up.setdefault(host, words)

    def _pause(self, host: Host, seconds: float) -> None:
        until = time.monotonic() + min(seconds, LONGEST_PAUSE)
        self.resumes_at[host] = max(self.resumes_at.get(host, 0.0), until)


class RulesUnknown(IgnoreRequest):
    """A request to a host whose robots.txt could not be had."""


class PoliteRobots(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 reads it, with Crawl-delay.

    A robots.txt that answers 5xx, or cannot be had at all, forbids everything for
    now; one that answers 4xx forbids nothing. Scrapy would read the error page as
    rules, and take silence for permission.

    Five redirects are followed, and what they lead to are the rules of the host that
    was asked; more of them are as good as no rules (section 2.3.1.2). One that leads to
    where the source does not live may lead to rules, which we do not go to read: that
    forbids everything too.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.unreachable: dict[str, str] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Let a request pass that the rules of its host allow.

        Raises:
            RulesUnknown: if the host did not answer the question for them.
        """
        words = self.unreachable.get(urlsplit(request.url).netloc)
        if words is not None:
            raise RulesUnknown(f"the site did not tell its rules: {words}")
        super().process_request_2(rp, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        # What we ourselves gave up, such as a circle of redirects, says nothing.
        if isinstance(exc, RefusedRequest) or not isinstance(exc, IgnoreRequest):
            self.unreachable[netloc] = fault_words(exc)
        super()._robots_error(exc, netloc)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules for a request, waited for where they are still on their way.

        Of several requests that wait, Scrapy gives the rules to the first alone and
        lets the others pass unjudged.
        """
        rules = await super().robot_parser(request)
        if rules is None:
            kept = self._parsers[urlsplit(request.url).netloc]
            return kept if isinstance(kept, RobotParser) else None
        return rules

    async def _parse_robots(
        self, resp: Response, netloc: str, request: Request
    ) -> None:
        if resp.status >= 500:
            self.unreachable[netloc] = f"it answers {resp.status}"
        body = effective_rules(resp.status, resp.body)
        await super()._parse_robots(resp.replace(body=body), netloc, request)
        robots = Robots.read(resp.status, resp.body)
        self._slow_down(robots.delay)
        spider = self.crawler.spider
        for found in spider.on_robots(resp.url, robots.sitemaps):  # type: ignore[union-attr]
            self.crawler.engine.crawl(found)

    def _slow_down(self, asked: float | None) -> None:
        """Keep the delay the site asks for, where it is longer than ours."""
        throttle = self.crawler.get_extension(AutoThrottle)
        if not asked or throttle is None:
            return
        delay = min(asked, LONGEST_CRAWL_DELAY)
        throttle.mindelay = max(throttle.mindelay, delay)
        downloader = self.crawler.engine.downloader
        downloader._delay = max(downloader._delay, delay)
        for slot in downloader.slots.values():
            slot.delay = max(slot.delay, delay)


class Conditional:
    """Asks only for what changed since last time: places, and articles seen before."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Set the validators of the address; those of a redirecting one go."""
        for header in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(header, None)
        request.meta.pop("validators", None)
        known = self._known(request)
        if known is None:
            return
        request.meta["validators"] = known
        if self._must_be_read(request):
            return
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified

    def _known(self, request: Request) -> Validators | None:
        """What the last good answer of this very address carried."""
        spider = self._crawler.spider
        if not spider.job.conditional:  # type: ignore[union-attr]
            return None
        visit: Visit | None = request.meta.get("visit")
        if visit is not None:
            return None if request.meta.get("redirect_urls") else visit.validators
        # What scripts make of a page changes while the page itself stays the same.
        if request.meta.get("kind") not in PAGES or request.meta.get("render"):
            return None
        found: Validators | None = spider.known.validators(request.url)  # type: ignore[union-attr]
        return found

    def _must_be_read(self, request: Request) -> bool:
        """Whether the page is wanted even if unchanged: for the link to the next one.

        Late postings stand on the next one, and "not modified" names none.
        """
        page: Page | None = request.meta.get("page")
        source = self._crawler.spider.source  # type: ignore[union-attr]
        return page is not None and names_its_next(page.place, source, page.number)


PAGES = ("feed", "sitemap", "listing")


def _retry_after(response: Response) -> float | None:
    """The seconds a Retry-After header asks for, as a number or a date."""
    raw = response.headers.get("Retry-After")
    if raw is None:
        return None
    text = raw.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), A_YEAR)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - datetime.now(UTC)).total_seconds()
    return min(max(0.0, seconds), A_YEAR)

"""The one spider: it reads a source's discovery places and fetches what is new."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawlers.archive import Archive
from crawlers.archive.manifest import UNCHANGED
from crawlers.catalogue import Source
from crawlers.catalogue.urls import article_key, clean_url, is_article_url
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.known import Known
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.page import (
    Page,
    content_type,
    first_address,
    is_same,
    was_left_unfinished,
)
from crawlers.discovery.candidate import Candidate, DiscoveryError, newest_first
from crawlers.discovery.dated import declared_date
from crawlers.discovery.feed import read_feed
from crawlers.discovery.listing import read_listing
from crawlers.discovery.obstacles import obstacle
from crawlers.discovery.sitemap import read_sitemap
from crawlers.network.faults import ROBOTS, fault_words
from crawlers.network.guard import RefusedRequest
from crawlers.network.unpacking import PackedBody
from crawlers.spider.reach import Reach
from crawlers.spider.revisits import GONE, Revisits
from crawlers.spider.sitemaps import Sitemaps
from crawlers.spider.sweep import swept
from crawlers.spider.wanted import Wanted


class SourceSpider(Spider):
    """Crawls one source once."""

    name = "source"

    def __init__(
        self, source: Source, job: CrawlJob, known: Known, archive: Archive, **kw: Any
    ) -> None:
        super().__init__(**kw)
        self.source = source
        self.job = job
        self.known = known
        self.ledger = Ledger(job, source, archive)
        self.zone = ZoneInfo(source.time_zone)
        self.reach = Reach.of(job, source)
        self.wanted = Wanted(source, job, known, self.ledger, self.reach)
        self.revisits = Revisits(self.ledger, known)
        self.sitemaps = Sitemaps(self.ledger, is_history=self.reach is not None)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_bug, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every discovery place of the source, then for articles once more."""
        places = [(place, False) for place in self.source.discovery]
        for place, is_offered in self.reach.places() if self.reach else places:
            for request in self._page(Page(place, place.url, is_offered=is_offered)):
                yield request
        for request in self.revisits.requests():
            yield request

    def closed(self, reason: str) -> None:
        """Sum up; called by Scrapy when nothing is left to do."""
        if self.ledger.broken:
            self.ledger.leave()
        else:
            self.ledger.close(reason)

    # -- discovery pages --

    def _page(self, page: Page, parent: Page | None = None) -> Iterator[Request]:
        """The request for a discovery page, unless it was asked for already."""
        if parent is not None:
            self.ledger.waiting.wait(parent.url, page.url)
        if page.url in self.ledger.pages:
            return
        self.ledger.pages.add(page.url)
        yield Request(
            page.url,
            callback=self.on_page,
            errback=self.on_page_lost,
            priority=self._priority(page),
            dont_filter=True,
            meta={
                "kind": page.place.kind,
                "item": page.url,
                "page": page,
                "render": page.place.render,
            },
        )

    def _pages(self, pages: Iterable[Page]) -> Iterator[Request]:
        for page in pages:
            yield from self._page(page)

    def _priority(self, page: Page) -> int:
        """Discovery first; but how far back to read, the articles of a listing say.

        What may hold a late posting comes after all that is new.
        """
        if page.is_swept:
            return -50
        return -1 if self.reach and page.number > 1 else 100

    def on_robots(self, url: str, named: Sequence[str]) -> Iterator[Request]:
        """Requests for the sitemaps that the robots.txt at ``url`` names."""
        yield from self._pages(self.sitemaps.of_robots(url, named))

    def on_page(self, response: Response) -> Iterator[Request]:
        """Read a discovery page and follow what is new on it."""
        page: Page = response.meta["page"]
        is_unmodified = response.status == 304 and "validators" in response.meta
        if is_unmodified or is_same(response):
            self.ledger.skip(UNCHANGED)
        if is_unmodified or (page.number > 1 and response.status in GONE):
            # A listing may end before our count of its pages does.
            self._page_good(page)
            yield from self._sweep(page)
        elif response.status != 200:
            self._page_bad(page, f"answers {response.status}")
        else:
            try:
                yield from self._follow(page, response)
            except DiscoveryError as error:
                self._page_bad(page, str(error))
            else:
                self._page_good(page)
        yield from self._pages(self.sitemaps.after(page))

    def on_page_lost(self, failure: Failure) -> Iterator[Request]:
        """Note why a discovery page could not be had."""
        self._go_on()
        page: Page = failure.request.meta["page"]  # type: ignore[attr-defined]
        self._page_bad(page, fault_words(failure.value))
        yield from self._pages(self.sitemaps.after(page))

    def _go_on(self) -> None:
        """End the crawl if nothing can be archived: no fault of the site's."""
        if self.ledger.broken:
            raise CloseSpider("broken")

    def _follow(self, page: Page, response: Response) -> Iterator[Request]:
        if page.place.kind == "feed":
            entries = read_feed(response.body, response.url, self.zone)
            yield from self._articles(page, entries, response.url)
        elif page.place.kind == "sitemap":
            sitemap = read_sitemap(response.body, self.zone)
            yield from self._articles(page, sitemap.entries, response.url)
            listed = self.sitemaps.of_index(page, sitemap, response.url)
            yield from self._pages(listed)
        else:
            yield from self._listing(page, response)

    def _listing(self, page: Page, response: Response) -> Iterator[Request]:
        wall = obstacle(response.body, content_type(response))
        if wall is not None:
            raise DiscoveryError(f"answers with {wall}")
        listing = read_listing(
            response.body,
            response.url,
            self.source,
            place=page.place,
            number=page.number,
            charset=response.encoding if isinstance(response, TextResponse) else None,
        )
        if page.is_first and not listing.candidates:
            raise DiscoveryError("no link on it has the shape of an article")
        goes_on = self._goes_on(page, listing.candidates, response)
        yield from self._articles(page, listing.candidates, response.url)
        if listing.next_url and goes_on:
            following = Page(page.place, listing.next_url, page.number + 1)
            yield from self._page(following, page)
        else:
            yield from self._sweep(page, listing.next_url)

    def _sweep(self, page: Page, next_url: str | None = None) -> Iterator[Request]:
        """Requests for older pages of a listing that ended with what is known."""
        if page.place.kind != "listing" or not self.job.conditional:
            return
        today = self.job.as_of.date()
        yield from self._pages(swept(page, self.source, today, next_url))

    def _goes_on(
        self, page: Page, candidates: list[Candidate], response: Response
    ) -> bool:
        """Whether the next page of a listing is of interest.

        A page with nothing new ends it, for what is older is had; unless the last
        crawl of it was broken off, or history is read.
        """
        if self.reach is None:
            return self.wanted.has_news(candidates) or was_left_unfinished(response)
        goes_on = self.reach.goes_on(page, candidates)
        if goes_on and page.number == page.place.pages:
            words = f"its {page.number} pages end before the first day asked for"
            self.ledger.problem(page.place.url, words)
        return goes_on

    def _page_good(self, page: Page) -> None:
        self.ledger.waiting.settle(page.url, good=True)
        if page.is_first or page.is_offered:
            self.ledger.good_places.add(page.url)

    def _page_bad(self, page: Page, words: str) -> None:
        self.ledger.waiting.settle(page.url, good=False)
        if page.is_offered:
            # Nobody here vouched for it: no reason to worry a person every night.
            self.ledger.skip(f"sitemap named by robots.txt: {words}")
        elif page.is_swept:
            self.ledger.skip(f"older page of a listing: {words}")
        else:
            self.ledger.problem(page.url, words)
            self.ledger.bad_places.add(words)

    # -- articles --

    def _articles(
        self, page: Page, candidates: list[Candidate], base: str
    ) -> Iterator[Request]:
        """Requests for the articles of a page that are wanted and not had."""
        changes: dict[str, datetime] = {}
        for candidate in newest_first(candidates):
            url = clean_url(candidate.url, base)
            if url is None or not is_article_url(url, self.source):
                self.ledger.skip("not the address of an article")
                continue
            key = article_key(url, self.source)
            self.ledger.waiting.wait(page.url, key)
            if candidate.is_change and candidate.date:
                changes[key] = candidate.date
            if key in self.ledger.discovered:
                continue
            self.ledger.discovered.add(key)
            if self.wanted.is_wanted(key, candidate, page):
                self.ledger.asked.add(key)
                yield self._article(url, key)
        yield from self.revisits.changed(changes)

    def _article(self, url: str, key: str) -> Request:
        return Request(
            url,
            callback=self.on_article,
            errback=self.on_article_lost,
            dont_filter=True,
            meta={"kind": "article", "item": key},
        )

    def on_article(self, response: Response) -> None:
        """Account for an article page; cleaning reads it from the archive."""
        key = response.meta["item"]
        if response.status != 200:
            self.ledger.failed += 1
            self.ledger.waiting.settle(key, good=response.status in GONE)
            self.ledger.problem(response.url, f"answers {response.status}")
            return
        wall = obstacle(response.body, content_type(response))
        if wall is None:
            if self.reach is not None:
                self.reach.found(key, declared_date(response.body, self.zone))
            self.ledger.fetched += 1
            self.ledger.waiting.settle(key, good=True)
            return
        self.ledger.disown(response.meta["record"])
        self.ledger.skip(wall)
        self.ledger.waiting.settle(key, good=False)
        self.ledger.problem(response.url, f"answers with {wall}")

    def on_article_lost(self, failure: Failure) -> None:
        """Note why an article could not be had."""
        self._go_on()
        request: Request = failure.request  # type: ignore[attr-defined]
        words = fault_words(failure.value)
        is_refusal = isinstance(failure.value, RefusedRequest)
        if isinstance(failure.value, PackedBody):
            self.ledger.disown(request.meta["record"])
        if words == ROBOTS or is_refusal:
            self.ledger.skip(words if words == ROBOTS else "refused by the guard")
        else:
            self.ledger.failed += 1
        is_dealt_with = words == ROBOTS or is_refusal
        self.ledger.waiting.settle(request.meta["item"], good=is_dealt_with)
        self.ledger.problem(first_address(request), words)

    def on_bug(self, failure: Failure, response: Response, spider: Spider) -> None:
        """A page on which our own code failed is a problem of that page alone."""
        self.ledger.problem(response.url, f"reading it failed: {failure.value!r}")

"""Which sitemaps of a source are read: the newest first, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crawlers.catalogue import Discovery
from crawlers.catalogue.families import families
from crawlers.catalogue.urls import clean_url
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.page import Page
from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.discovery.robots import news_sitemaps
from crawlers.discovery.sitemap import Sitemap, may_hold, recency

DEEPEST = 3
MOST = 60
MOST_OF_HISTORY = 1000
# Some papers name one sitemap a month since 2010; the newest few are enough.
MOST_NAMED = 12
# An item that is never settled: a page that waits for it is always read again.
NEVER = "never"


class Sitemaps:
    """The sitemaps of one source in one run.

    Of an index, or of many sitemaps, the next is asked for when the one before was
    read: so reading ends when a run has all the articles it may have.
    """

    def __init__(self, ledger: Ledger, *, is_history: bool) -> None:
        self._ledger = ledger
        self._is_history = is_history

    def of_robots(self, url: str, named: Sequence[str]) -> Iterator[Page]:
        """The first of those that a robots.txt at ``url`` names, where we know none."""
        source = self._ledger.source
        is_told = any(place.kind == "sitemap" for place in source.discovery)
        if is_told and not self._is_history:
            return
        wanted = self._wanted(news_sitemaps(tuple(named), url, source))
        if not self._is_history:
            wanted = wanted[:MOST_NAMED]
        if wanted:
            place = Discovery(kind="sitemap", url=wanted[0].url)
            yield from self._first(Page(place, url, is_offered=True), 0, wanted)

    def of_index(self, page: Page, sitemap: Sitemap, base: str) -> Iterator[Page]:
        """The newest of those that an index lists; ``base`` is its address.

        Raises:
            DiscoveryError: if they are nested too deep.
        """
        common = families().common
        wanted = self._wanted(
            Candidate(url, found.date)
            for found in sitemap.sitemaps
            if (url := clean_url(found.url, base)) and not common.is_other_sitemap(url)
        )
        if wanted and page.depth >= DEEPEST:
            raise DiscoveryError(f"is an index nested deeper than {DEEPEST}")
        for found in wanted:
            self._ledger.waiting.wait(page.url, found.url)
            if found.date is None:
                # Its parts may change while the index itself stays the same.
                self._ledger.waiting.wait(page.url, NEVER)
        wanted.sort(key=recency, reverse=True)
        yield from self._first(page, page.depth + 1, wanted)

    def after(self, page: Page) -> Iterator[Page]:
        """The one that comes after ``page``, which was read or could not be had."""
        yield from self._first(page, page.depth, page.rest)

    def _wanted(self, found: Iterable[Candidate]) -> list[Candidate]:
        job = self._ledger.job
        return [one for one in found if may_hold(one, job.since, job.until)]

    def _first(
        self, page: Page, depth: int, wanted: Sequence[Candidate]
    ) -> Iterator[Page]:
        """The first of ``wanted`` that was not asked for; it brings the others.

        ``page`` is the index that lists them, or one of them.
        """
        ledger = self._ledger
        wanted = [found for found in wanted if found.url not in ledger.pages]
        if not wanted:
            return
        most = MOST_OF_HISTORY if self._is_history else MOST
        if len(ledger.asked) >= ledger.job.max_articles or len(ledger.pages) >= most:
            ledger.skip("sitemap over the limit of a run", len(wanted))
        else:
            first, *rest = wanted
            yield replace(page, url=first.url, depth=depth, rest=tuple(rest))

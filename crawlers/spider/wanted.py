"""Which articles found by discovery are fetched, and what becomes of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.catalogue import Source
from crawlers.catalogue.urls import article_key
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.known import Known
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.page import Page
from crawlers.discovery.candidate import Candidate
from crawlers.discovery.sitemap import month_in_name
from crawlers.spider.reach import Reach


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a crawl of one source is after: what it has not, of the days asked for."""

    source: Source
    job: CrawlJob
    known: Known
    ledger: Ledger
    reach: Reach | None

    def has_news(self, candidates: Iterable[Candidate]) -> bool:
        """Whether a page brings an article that no earlier page or run had.

        What an interrupted attempt of this very run had still counts as new: its
        older pages may not have been reached.
        """
        keys = {
            article_key(c.url, self.source)
            for c in candidates
            if self.job.covers(c.date, is_change=c.is_change)
        }
        return any(
            key in self.ledger.had or not self.known.has(self.source.id, key)
            for key in keys - self.ledger.discovered
        )

    def is_wanted(self, key: str, candidate: Candidate, page: Page) -> bool:
        """Whether an article is to be fetched; if not, it is accounted for."""
        if key in self.ledger.had:
            self.ledger.waiting.settle(key, good=True)
        elif self.known.has(self.source.id, key):
            self.ledger.known += 1
            self.ledger.waiting.settle(key, good=True)
        elif not self._covers(candidate, page):
            self.ledger.skip("outside of the days asked for")
            self.ledger.waiting.settle(key, good=True)
        elif page.is_offered and candidate.date is None and not self._names_month(page):
            # It may list all of a paper's past: only what says it is recent is news.
            self.ledger.skip("undated in a sitemap named by robots.txt")
            self.ledger.waiting.settle(key, good=True)
        elif len(self.ledger.asked) >= self.job.max_articles:
            self.ledger.skip("over the limit of articles a run")
        else:
            return True
        return False

    def _names_month(self, page: Page) -> bool:
        return self.reach is not None and month_in_name(page.url) is not None

    def _covers(self, candidate: Candidate, page: Page) -> bool:
        date = self.reach.dated(page, candidate) if self.reach else candidate.date
        return self.job.covers(date, is_change=candidate.is_change)

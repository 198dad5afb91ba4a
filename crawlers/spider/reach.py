"""How far back a crawl of history has come in each listing, and where it may stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from crawlers.catalogue import Discovery, Source
from crawlers.catalogue.urls import article_key, clean_url
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.page import Page
from crawlers.discovery.candidate import Candidate
from crawlers.discovery.sitemap import month_in_name

# Months of a range that are asked for by name.
MOST_MONTHS = 400


class Reach:
    """Reads listings on until the first day asked for is passed.

    A page counts by what is new on it: what stands beside every page (the most read,
    the newest) says nothing about how far back the listing has come. The dates are
    those printed beside the links, and those of the articles found on the page.
    """

    def __init__(
        self, source: Source, since: datetime, until: datetime, most_pages: int
    ) -> None:
        self._source = source
        self._most_pages = most_pages
        self._since = since
        self._until = until
        self._seen: dict[str, set[str]] = {}
        self._page_of: dict[str, list[tuple[str, int]]] = {}
        self._dates: dict[tuple[str, int], list[datetime]] = {}

    @classmethod
    def of(cls, job: CrawlJob, source: Source) -> Reach | None:
        """The reach of a crawl of history; None for one that reads what is new."""
        if not job.reaches_back or job.since is None:
            return None
        return cls(source, job.since, job.until or job.as_of, job.most_listing_pages)

    def places(self) -> Iterator[tuple[Discovery, bool]]:
        """Where to look, and whether it is only supposed to be there.

        The places of the catalogue, listings as deep as they go; then the family's
        sitemaps of each month of the range, the newest first.
        """
        for place in self._source.discovery:
            deep = {"pages": self._most_pages} if place.kind == "listing" else {}
            yield place.model_copy(update=deep), False
        template = self._source.rules.month_sitemap
        for year, month in self._months() if template else ():
            path = str(template).format(year=year, month=month)
            url = clean_url(path, self._source.base_url)
            if url is not None:
                yield Discovery(kind="sitemap", url=url), True

    def dated(self, page: Page, candidate: Candidate) -> datetime | None:
        """The date by which a candidate is judged.

        A sitemap that names its month is believed: its articles may all have been
        changed later, as by a new system.
        """
        if candidate.is_change and month_in_name(page.url) is not None:
            return None
        return candidate.date

    def goes_on(self, page: Page, candidates: Iterable[Candidate]) -> bool:
        """Whether the page of a listing is not yet the last of interest."""
        here = (page.place.url, page.number)
        seen = self._seen.setdefault(page.place.url, set())
        fresh = {}
        for candidate in candidates:
            key = article_key(candidate.url, self._source)
            if key not in seen:
                fresh[key] = candidate
        seen.update(fresh)
        for key, candidate in fresh.items():
            self._page_of.setdefault(key, []).append(here)
            if candidate.date is not None:
                self._dates.setdefault(here, []).append(candidate.date)
        return bool(fresh) and not self.is_passed(page)

    def is_passed(self, page: Page) -> bool:
        """Whether all that is dated on this page, or on the one before, is too old."""
        place = page.place.url
        return any(
            dates and max(dates) < self._since
            for number in (page.number, page.number - 1)
            if (dates := self._dates.get((place, number)))
        )

    def found(self, key: str, date: datetime | None) -> None:
        """An article found on listings says when it was published."""
        if date is not None:
            for here in self._page_of.get(key, ()):
                self._dates.setdefault(here, []).append(date)

    def _months(self) -> Iterator[tuple[int, int]]:
        year, month = self._until.year, self._until.month
        for _ in range(MOST_MONTHS):
            if (year, month) < (self._since.year, self._since.month):
                return
            yield year, month
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)

"""A probe: one small polite crawl of a source, and what each of its places answered.

The crawl is the real one (spider, guard, manners) in a process of its own, with an
archive that is thrown away by whoever asked for it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.manifest import Manifest, PageRecord, read_manifest
from crawlers.archive.warc.response import ArchivedResponse, read_record
from crawlers.catalogue import Discovery, Source
from crawlers.catalogue.urls import article_key, clean_url, is_article_url
from crawlers.crawl.job import CrawlJob
from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.discovery.feed import read_feed
from crawlers.discovery.listing import read_listing
from crawlers.discovery.obstacles import obstacle
from crawlers.discovery.robots import Robots
from crawlers.discovery.sitemap import read_sitemap
from crawlers.spider.process import crawl
from crawlers.web import host_port

REDIRECTS = (301, 302, 303, 307, 308)
MOST_HOPS = 5
# The process stops itself at the time limit; this is what it may need for that.
GRACE_SECONDS = 30
NO_ANSWER = "no answer"
# Places that nobody wrote down are told of only so far.
MOST_FURTHER = 10


class ProbeError(Exception):
    """The probe itself could not be run; the source is not to blame."""


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What one discovery address answered.

    ``words``: status and, where it is of no use, why. ``links``: different addresses
    on it that have the shape of an article, of ``entries`` in all (a listing counts
    its articles alone). ``newest``: the latest date it gives. ``is_named``: written
    in the catalogue, and not met on the way.
    """

    kind: str
    url: str
    words: str
    is_good: bool
    links: int = 0
    entries: int = 0
    newest: datetime | None = None
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe that was made: the source, its manifest and where the answers are."""

    source: Source
    manifest: Manifest
    archive: Archive
    _by_url: dict[str, PageRecord] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        # The last answer of an address counts: the others were retried.
        self._by_url.update({page.url: page for page in self.manifest.pages})

    def answer(self, page: PageRecord) -> ArchivedResponse:
        """The response behind a record."""
        return read_record(self.archive, page.warc_path, page.warc_offset)

    def record(self, url: str) -> PageRecord | None:
        """What ``url`` answered in the end, redirects followed; None: nothing."""
        page = self._by_url.get(url) or self._by_url.get(clean_url(url) or "")
        for _ in range(MOST_HOPS):
            if page is None or page.status not in REDIRECTS:
                return page
            location = self.answer(page).header("Location")
            target = clean_url(location, page.url) if location else None
            page = self._by_url.get(target) if target else None
        return page

    def problem(self, url: str) -> str | None:
        """What went wrong with ``url``."""
        found = (p.reason for p in self.manifest.problems if p.url == url)
        return next(found, None)

    def articles(self) -> Iterator[tuple[PageRecord, ArchivedResponse]]:
        """The article pages that were fetched with success."""
        for page in self.manifest.pages:
            if page.kind == "article" and page.status == 200:
                yield page, self.answer(page)

    def robots(self) -> Robots | None:
        """The rules of the site's own host; None if it could not be asked."""
        page = self.robots_record()
        if page is None:
            return None
        return Robots.read(page.status, self._body(page))

    def robots_record(self) -> PageRecord | None:
        """The last answer to robots.txt on the source's own host."""
        own = {host for host, _ in self.source.allowed}
        asked = (p for p in self.manifest.pages if p.kind == "robots")
        answers = [p for p in asked if host_port(p.url)[0] in own]
        return answers[-1] if answers else None

    def places(self) -> list[PlaceAnswer]:
        """What the places of the source answered, then the sitemaps met on the way."""
        named = [self._place(place) for place in self.source.discovery]
        seen = {place.url for place in self.source.discovery}
        seen |= {
            page.url for p in self.source.discovery if (page := self.record(p.url))
        }
        met = [
            self._read(page, page.url, is_named=False)
            for page in self._by_url.values()
            if page.kind == "sitemap"
            and page.url not in seen
            and page.status not in REDIRECTS
        ]
        return named + met[:MOST_FURTHER]

    def _place(self, place: Discovery) -> PlaceAnswer:
        page = self.record(place.url)
        if page is None:
            words = self.problem(place.url) or NO_ANSWER
            return PlaceAnswer(place.kind, place.url, words, is_good=False)
        if place.render and (problem := self.problem(place.url)):
            words = f"answers {page.status}, but {problem}"
            return PlaceAnswer(place.kind, place.url, words, is_good=False)
        return self._read(page, place.url)

    def _read(
        self, page: PageRecord, url: str, *, is_named: bool = True
    ) -> PlaceAnswer:
        moved = "" if page.url == url else f" at {page.url}"
        answer = PlaceAnswer(
            page.kind, url, f"answers {page.status}{moved}", False, is_named=is_named
        )
        if page.status != 200:
            return answer
        try:
            found, parts = self._candidates(page)
        except (DiscoveryError, ArchiveError) as error:
            return replace(answer, words=f"{answer.words}, but {error}")
        return self._judged(answer, found, parts)

    def _judged(
        self, answer: PlaceAnswer, found: list[Candidate], parts: int
    ) -> PlaceAnswer:
        """The answer of a place with what was found there, or so many sitemaps."""
        words = answer.words
        fitting = [c for c in found if is_article_url(c.url, self.source)]
        if parts:
            words = f"{words}, an index of {parts} sitemaps"
        elif not fitting:
            words = f"{words}, but no link on it has the shape of an article"
        return replace(
            answer,
            words=words,
            is_good=bool(fitting or parts),
            links=len({article_key(c.url, self.source) for c in fitting}),
            entries=len(found),
            newest=max((c.date for c in fitting if c.date), default=None),
        )

    def _candidates(self, page: PageRecord) -> tuple[list[Candidate], int]:
        """The addresses on a page, and how many sitemaps it lists."""
        zone = ZoneInfo(self.source.time_zone)
        body = self._body(page)
        if page.kind == "feed":
            return _cleaned(read_feed(body, page.url, zone), page.url), 0
        if page.kind == "sitemap":
            sitemap = read_sitemap(body, zone)
            return _cleaned(sitemap.entries, page.url), len(sitemap.sitemaps)
        wall = obstacle(body, page.content_type)
        if wall is not None:
            raise DiscoveryError(f"with {wall}")
        return read_listing(body, page.url, self.source).candidates, 0

    def _body(self, page: PageRecord) -> bytes:
        return self.answer(page).body


def _cleaned(candidates: list[Candidate], base: str) -> list[Candidate]:
    found = ((clean_url(c.url, base), c.date) for c in candidates)
    return [Candidate(url, date) for url, date in found if url]


def probe(
    source: Source,
    archive: str,
    as_of: datetime,
    *,
    contact: str,
    articles: int = 3,
    time_limit_seconds: float = 180.0,
    download_timeout: float = 30.0,
    retry_delay: float = 5.0,
) -> Probe:
    """Crawl the first page of each place of ``source`` and a few of its articles.

    Blocks; the crawl runs in a process of its own. ``archive`` is the address of an
    empty archive, ``as_of`` (aware) the clock of the records.

    Raises:
        ProbeError: if the process died, or did not end in time.
    """
    shallow = tuple(p.model_copy(update={"pages": 1}) for p in source.discovery)
    job = CrawlJob(
        run_key="probe",
        as_of=as_of,
        sources=(source.model_copy(update={"discovery": shallow}),),
        archive=archive,
        contact=contact,
        max_articles=articles,
        time_limit_seconds=time_limit_seconds,
        conditional=False,
        log_level="CRITICAL",
        download_timeout=download_timeout,
        retry_delay=retry_delay,
    )
    _run(job)
    manifest = read_manifest(archive, job.run_key, source.id)
    return Probe(source, manifest, Archive(archive))


def _run(job: CrawlJob) -> None:
    """The crawl in its own process: a reactor starts once and never again."""
    process = multiprocessing.get_context("spawn").Process(target=crawl, args=(job,))
    process.start()
    process.join(job.time_limit_seconds + GRACE_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        limit = job.time_limit_seconds + GRACE_SECONDS
        raise ProbeError(f"the probe did not end within {limit:g} seconds")
    if process.exitcode:
        raise ProbeError(f"the process of the probe ended with {process.exitcode}")

"""What a live source would give us: probed by the real crawl, read as cleaning does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.archive import ArchiveError
from crawlers.archive.manifest import PageRecord
from crawlers.catalogue import Source
from crawlers.catalogue.urls import article_key
from crawlers.discovery.robots import Robots
from crawlers.probing.probe import PlaceAnswer, Probe, probe
from crawlers.probing.proposal import Fit, first_look, proposed, settled
from dangbo.stored_pages import KeptPage
from processing.clean import NotAnArticle, extract
from processing.clean.origins import Origin, origins
from processing.model import CleanArticle

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """One article as it would be stored; ``problem``: why it would not be."""

    url: str
    key: str
    title: str | None = None
    published_at: datetime | None = None
    published_from: str | None = None
    text_length: int = 0
    author: str | None = None
    problem: str | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a probe of a source found; ``obstacles`` are for people, in words.

    ``families``: for a site nobody described yet, the families that fit, best first.
    """

    source_id: str
    base_url: str
    family: str
    robots: str
    places: tuple[PlaceAnswer, ...]
    samples: tuple[Sample, ...]
    obstacles: tuple[str, ...]
    families: tuple[Fit, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether at least one article could be had and read."""
        return any(sample.problem is None for sample in self.samples)


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was found out about a site nobody described: ``pages`` are its articles."""

    source: Source
    report: Report
    pages: tuple[KeptPage, ...] = ()


def check(source: Source, *, as_of: datetime, contact: str, **limits: float) -> Report:
    """Probe a source and say what it gives.

    Asks for robots.txt, the first page of every place and `SAMPLES` articles, at the
    source's own pace. ``limits`` are passed on to `crawlers.probing.probe.probe`.

    Raises:
        ProbeError: if the probe itself could not be run.
    """
    with tempfile.TemporaryDirectory(prefix="dangbo-check-") as folder:
        done = probe(source, folder, as_of, contact=contact, articles=SAMPLES, **limits)
        return report(done)


def discover(url: str, *, as_of: datetime, contact: str, **limits: float) -> Discovered:
    """Look at a site nobody described yet: the source it suggests, and what it gives.

    A first look at the front page finds places and families; a second one probes
    them as `check` does.

    Raises:
        ProbeError: if it is no web address, or the probe itself could not be run.
    """
    with tempfile.TemporaryDirectory(prefix="dangbo-check-") as folder:
        look = probe(
            first_look(url), f"{folder}/look", as_of,
            contact=contact, articles=0, **limits,
        )  # fmt: skip
        source, fits = proposed(look)
        if not fits:
            return Discovered(source, report(look))
        done = probe(
            source, f"{folder}/check", as_of,
            contact=contact, articles=SAMPLES, **limits,
        )  # fmt: skip
        pages = tuple(kept_pages(done))
        source, fits = settled(source, fits, [page.body for page in pages])
        found = report(replace(done, source=source))
        return Discovered(source, replace(found, families=tuple(fits)), pages)


def kept_pages(done: Probe) -> Iterator[KeptPage]:
    """The articles of a probe, out of its archive."""
    for page, response in done.articles():
        yield KeptPage(page.url, response.body, page.content_type, page.fetched_at)


def report(done: Probe) -> Report:
    """A probe in words and numbers; reads its archive, so the archive must be there."""
    places = tuple(done.places())
    samples = tuple(samples_of(done))
    return Report(
        source_id=done.source.id,
        base_url=done.source.base_url,
        family=done.source.family,
        robots=robots_words(done),
        places=places,
        samples=samples,
        obstacles=tuple(_obstacles(done, places, samples)),
    )


def samples_of(done: Probe) -> Iterator[Sample]:
    """The articles of a probe, each read as cleaning would read it."""
    for page, response in done.articles():
        made = extract(
            response.body,
            page.url,
            source=done.source,
            content_type=page.content_type,
            fetched_at=page.fetched_at,
        )
        yield _sample(page, response.body, made, done.source)


def _sample(
    page: PageRecord, body: bytes, made: CleanArticle | NotAnArticle, source: Source
) -> Sample:
    url, key = page.url, article_key(page.url, source)
    if isinstance(made, NotAnArticle):
        return Sample(url, key, problem=f"not an article: {made.reason}")
    found = origins(body, url, made, source=source, content_type=page.content_type)
    return Sample(
        url,
        key,
        title=made.title,
        published_at=made.published_at,
        published_from=made.published_from,
        text_length=len(made.text),
        author=made.author,
        origins=found,
    )


def robots_words(done: Probe) -> str:
    """What robots.txt says to us, in words."""
    page = done.robots_record()
    if page is None:
        # Scrapy asks for it before anything else: nothing else was asked then.
        return "could not be asked"
    try:
        robots = done.robots()
    except ArchiveError as error:
        return f"cannot be read: {error}"
    assert robots is not None
    return f"answers {page.status}: {'; '.join(_rules(done, robots, page.status))}"


def _rules(done: Probe, robots: Robots, status: int) -> Iterator[str]:
    urls = [done.source.base_url, *(p.url for p in done.source.discovery)]
    refused = [url for url in dict.fromkeys(urls) if not robots.allows(url)]
    if status >= 500:
        yield "no permission until it answers again"
    elif refused:
        yield "refuses " + ", ".join(urlsplit(url).path or "/" for url in refused)
    elif status >= 400:
        yield "there is none, so nothing is forbidden"
    else:
        yield "lets us in"
    if robots.delay:
        yield f"asks for {robots.delay:g} seconds between requests"
    if robots.sitemaps:
        number = len(robots.sitemaps)
        yield f"names {number} sitemap{'' if number == 1 else 's'}"


def _obstacles(
    done: Probe, places: tuple[PlaceAnswer, ...], samples: tuple[Sample, ...]
) -> Iterator[str]:
    told = {place.url for place in places}
    for problem in done.manifest.problems:
        if problem.url not in told:
            yield f"{problem.url}: {problem.reason}"
    summary = done.manifest.summary
    if summary is None:
        yield "the crawl broke off before it could sum up"
    elif summary.status == "interrupted":
        yield f"interrupted: {summary.message}"
    if not any(place.is_good for place in places):
        yield "no place to look at is of any use"
    elif not samples:
        yield "no article could be fetched"
    read = [sample for sample in samples if sample.problem is None]
    if undated := sum(sample.published_at is None for sample in read):
        yield f"no date was found on {undated} of {len(read)} articles"
    for sample in read:
        if sample.published_at is None and sample.published_from:
            yield f"{sample.url}: {sample.published_from}"

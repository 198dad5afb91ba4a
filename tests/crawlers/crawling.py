"""Real crawls in their own processes, and what came of them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.archive.manifest import Manifest, PageRecord, SourceSummary, read_manifest
from crawlers.archive.warc.response import read_record
from crawlers.catalogue import Source
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.known import Known, KnownKeys, Validators, Visit
from crawlers.spider.process import crawl

#: What every process of a crawl imports, or is told to by its settings.
NEEDED = [
    *("crawlers.spider.process", "crawlers.spider.manners"),
    *("crawlers.network.wire", "crawlers.crawl.recorder"),
]
AS_OF = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
ARTICLE = (
    "<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    "<p>Sáng nay, hội nghị diễn ra.</p><p>Nhiều ý kiến.</p><p>Hết.</p></body></html>"
)


def source(source_id: str, base: str, **fields: Any) -> Source:
    """A local source of family afam (``/slug-a<id>.html``) without delay."""
    given: dict[str, Any] = {
        "id": source_id,
        "name": source_id,
        "kind": "newspaper",
        "base_url": base,
        "family": "afam",
        "local": True,
        "delay_seconds": 0,
    }
    places = fields.pop("discovery")
    given["discovery"] = [
        {**place, "url": place["url"] if "://" in place["url"] else base + place["url"]}
        for place in places
    ]
    return Source.model_validate({**given, **fields})


def job(archive: Path, *sources: Source, **fields: Any) -> CrawlJob:
    """A job with short pauses and timeouts."""
    given: dict[str, Any] = {
        "run_key": "run-1",
        "as_of": AS_OF,
        "sources": sources,
        "archive": str(archive),
        "time_limit_seconds": 60,
        "download_timeout": 2.0,
        "retry_delay": 0.05,
        "log_level": "ERROR",
    }
    return CrawlJob(**{**given, **fields})


def started(work: CrawlJob, known: Known | None = None) -> Any:
    """A crawl in a process of its own, running.

    Each process is forked from a server that has imported what all of them need:
    importing takes longer than most of these crawls.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(NEEDED)
    process = context.Process(target=crawl, args=(work, known))
    process.start()
    return process


@dataclass(frozen=True)
class Outcome:
    """What the manifests of a run say."""

    archive: str
    manifests: dict[str, Manifest]

    def summary(self, source_id: str) -> SourceSummary:
        """The summary of a source; fails where there is none."""
        summary = self.manifests[source_id].summary
        assert summary is not None, f"{source_id} has no summary"
        return summary

    def pages(self, source_id: str, kind: str) -> list[PageRecord]:
        """The records of one kind."""
        return [p for p in self.manifests[source_id].pages if p.kind == kind]

    def keys(self, source_id: str) -> list[str]:
        """Keys of the articles fetched with success, each as often as it was."""
        pages = self.pages(source_id, "article")
        return sorted(p.article_key or "" for p in pages if p.status == 200)

    def body(self, page: PageRecord) -> bytes:
        """The body as archived, digest checked."""
        return read_record(self.archive, page.warc_path, page.warc_offset).body


def outcome(work: CrawlJob) -> Outcome:
    """What stands in the archive about a job."""
    read = {s.id: read_manifest(work.archive, work.run_key, s.id) for s in work.sources}
    return Outcome(work.archive, read)


def crawled(work: CrawlJob, known: Known | None = None, timeout: float = 90) -> Outcome:
    """Run a job to its end in its own process."""
    process = started(work, known)
    process.join(timeout)
    assert process.exitcode == 0, f"the crawl ended with {process.exitcode}"
    return outcome(work)


def memory_of(*outcomes: Outcome) -> KnownKeys:
    """What a store would remember of these runs."""
    articles: set[str] = set()
    pages: dict[str, Validators] = {}
    for one in outcomes:
        for manifest in one.manifests.values():
            articles |= {p.article_key for p in _good(manifest) if p.article_key}
            pages |= {
                p.url: Validators(p.etag, p.last_modified, p.digest)
                for p in _good(manifest)
                if p.kind in ("feed", "sitemap", "listing")
            }
    return KnownKeys(articles, pages)


def remembering_visits(*outcomes: Outcome) -> KnownKeys:
    """The same, with when each article was fetched."""
    met: dict[str, list[PageRecord]] = {}
    for one in outcomes:
        for manifest in one.manifests.values():
            for page in manifest.pages:
                if page.kind == "article" and page.article_key:
                    met.setdefault(page.article_key, []).append(page)
    return replace(memory_of(*outcomes), visits=[_visit(p) for p in met.values()])


def _visit(pages: list[PageRecord]) -> Visit:
    good = [page for page in pages if page.status == 200]
    newest = good[-1]
    return Visit(
        newest.source_id,
        newest.article_key or "",
        newest.url,
        good[0].fetched_at,
        pages[-1].fetched_at,
        Validators(newest.etag, newest.last_modified, newest.digest),
    )


def _good(manifest: Manifest) -> Iterable[PageRecord]:
    return (page for page in manifest.pages if page.status == 200)

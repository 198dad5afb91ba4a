"""The account of one source's crawl: archives every answer, counts, and sums up."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import responses as REASONS

from crawlers.archive import Archive
from crawlers.archive.manifest import (
    LEAST_FAILED,
    Manifest,
    ManifestWriter,
    PageRecord,
    Problem,
    SourceSummary,
    read_manifest,
)
from crawlers.archive.warc.writer import WarcWriter
from crawlers.catalogue import Source
from crawlers.crawl.job import CrawlJob
from crawlers.crawl.waiting import Pending, Waiting
from crawlers.network.faults import ROBOTS

# Messages are for people: the first few problems, and how many more.
MOST_PROBLEMS = 8
DISCOVERY = ("feed", "sitemap", "listing")


class Ledger:
    """All that is written down about one source in one run.

    Begins with what an earlier attempt of the same run left behind. ``had`` are the
    keys of articles this run has already, ``asked`` those of articles it has asked
    for; ``pages`` are the addresses of discovery pages it has asked for.
    """

    def __init__(self, job: CrawlJob, source: Source, archive: Archive) -> None:
        self.job = job
        self.source = source
        earlier = read_manifest(archive, job.run_key, source.id)
        self.had = _articles(earlier)
        self.asked: set[str] = set()
        self.pages: set[str] = set()
        self.is_closed = False
        self.broken: str | None = None  # why nothing can be archived any more
        self.requests = len(earlier.pages)
        self.statuses = Counter(str(page.status) for page in earlier.pages)
        self.bytes = 0
        self.discovered: set[str] = set()
        self.known = 0
        self.fetched = len(self.had)
        self.failed = 0
        self.skipped: Counter[str] = Counter()
        self.problems: dict[str, list[str]] = {}
        self.good_places: set[str] = set()
        self.bad_places: set[str] = set()  # what is wrong with them
        self.waiting = Waiting()
        self._warc = WarcWriter(archive, source.id, job.run_key)
        self._manifest = ManifestWriter(archive, job.run_key, source.id)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The moment on the clock of the job: its ``as_of`` and the time since."""
        return self.job.as_of + timedelta(seconds=time.monotonic() - self._began)

    def record(
        self,
        url: str,
        status: int,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        *,
        kind: str,
        item: str | None,
    ) -> PageRecord:
        """Archive a response and name it in the manifest, in this order.

        ``item`` is what was asked for: the key of an article, or the address of a
        discovery page before any redirect.
        """
        pairs = list(headers)
        line = f"{status} {REASONS.get(status, 'Unknown')}"
        stored = self._warc.write(url, line, pairs, body, at=datetime.now(UTC))
        by_name = {name.lower(): value for name, value in reversed(pairs)}
        etag, modified = by_name.get("etag"), by_name.get("last-modified")
        # Nothing hangs on an article: plain facts. A discovery page must wait.
        is_article = kind == "article"
        page = PageRecord(
            source_id=self.source.id,
            url=url,
            article_key=item if is_article else None,
            kind=kind,
            status=status,
            fetched_at=self.now(),
            content_type=by_name.get("content-type"),
            etag=etag if is_article else None,
            last_modified=modified if is_article else None,
            digest=stored.digest,
            warc_path=stored.path,
            warc_offset=stored.offset,
        )
        if kind in DISCOVERY and status == 200:
            self.waiting.add(item or url, Pending(page, etag, modified))
        self._note(page, len(body))
        return page

    def _note(self, page: PageRecord, size: int) -> None:
        self._manifest.write(page)
        if not self._warc.is_open:
            # Its file was just published: now the lines that name it may be.
            self._manifest.publish()
        self.statuses[str(page.status)] += 1
        self.bytes += size

    def disown(self, page: PageRecord) -> None:
        """Take back that a page is an article: it is a stub or a wall."""
        self._manifest.write(replace(page, kind="listing", article_key=None))

    def skip(self, reason: str, number: int = 1) -> None:
        """Count what was found and not fetched."""
        self.skipped[reason] += number

    def problem(self, url: str, reason: str) -> None:
        """Note in plain words what went wrong where."""
        urls = self.problems.setdefault(reason, [])
        if url not in urls:
            urls.append(url)
            self._manifest.write(Problem(url, reason))

    def close(self, reason: str) -> SourceSummary:
        """Write what remains and the summary; ``reason`` is Scrapy's word for why."""
        for page in self.waiting.over():
            self._manifest.write(page)
        summary = self.summary(reason)
        self._warc.close()
        self._manifest.write(summary)
        self._manifest.close()
        self.is_closed = True
        return summary

    def leave(self) -> None:
        """Close what can be closed, without a summary: the archive takes no more."""
        for part in (self._warc, self._manifest):
            with suppress(OSError):
                part.close()

    def summary(self, reason: str) -> SourceSummary:
        """How it went so far."""
        return SourceSummary(
            source_id=self.source.id,
            status=self._status(reason),
            message=self._message(reason),
            requests=self.requests,
            responses_by_status=dict(sorted(self.statuses.items())),
            bytes=self.bytes,
            discovered=len(self.discovered),
            known=self.known,
            fetched=self.fetched,
            failed=self.failed,
            skipped=dict(sorted(self.skipped.items())),
            started_at=self.job.as_of,
            finished_at=self.now(),
        )

    def _status(self, reason: str) -> str:
        if reason != "finished":
            return "interrupted"
        if not self.good_places:
            # A captcha at one place is no refusal, whatever the rules say of another.
            return "refused" if self.bad_places == {ROBOTS} else "failed"
        if self.failed and not self.fetched and not self._are_dead_links():
            return "failed"
        return "succeeded"

    def _are_dead_links(self) -> bool:
        """Whether what failed is a dead link or two of a paper that we have read."""
        return bool(self.known) and self.failed < LEAST_FAILED

    def _message(self, reason: str) -> str | None:
        words = [_told(urls, reason) for reason, urls in self.problems.items()]
        if reason == "closespider_timeout":
            limit = f"{self.job.time_limit_seconds:g} seconds"
            words.insert(0, f"the time limit of {limit} came before the end")
        elif reason != "finished":
            words.insert(0, f"the crawl was stopped before its end ({reason})")
        if len(words) > MOST_PROBLEMS:
            more = len(words) - MOST_PROBLEMS
            words = [*words[:MOST_PROBLEMS], f"and {more} more problems"]
        return "; ".join(words) or None


def _articles(earlier: Manifest) -> set[str]:
    """The keys of the articles that an earlier attempt has got."""
    articles = (page for page in earlier.pages if page.status == 200)
    return {page.article_key for page in articles if page.article_key}


def _told(urls: list[str], reason: str) -> str:
    """One problem in words: the first address, how many more, what happened."""
    others = f" and {len(urls) - 1} more" if len(urls) > 1 else ""
    return f"{urls[0]}{others}: {reason}"

"""Where imported pages are put: a WARC file and a manifest for each source."""

from __future__ import annotations

from datetime import datetime

from crawlers.archive import Archive
from crawlers.archive.manifest import (
    ManifestWriter,
    PageRecord,
    SourceSummary,
    read_manifest,
)
from crawlers.archive.warc.writer import WarcWriter
from crawlers.crawl.known import Known
from crawlers.importing.scan import Found
from crawlers.importing.state import Tally


class Shelf:
    """The pages of one source in this import, with those of a killed attempt."""

    def __init__(self, archive: Archive, run_key: str, source_id: str) -> None:
        earlier = read_manifest(archive, run_key, source_id)
        self._had = {(page.article_key, page.digest) for page in earlier.pages}
        self._warc = WarcWriter(archive, source_id, run_key)
        self._manifest = ManifestWriter(archive, run_key, source_id)
        self._source_id = source_id

    def put(self, found: Found) -> None:
        """Store a page, unless a killed attempt did or the very same is there."""
        if (found.key, found.digest) in self._had:
            return
        self._had.add((found.key, found.digest))
        stored = self._warc.append(found.packed, found.digest)
        self._manifest.write(
            PageRecord(
                source_id=found.source_id,
                url=found.url,
                article_key=found.key,
                kind="article",
                status=200,
                fetched_at=found.at,
                content_type=found.content_type,
                etag=found.etag,
                last_modified=found.last_modified,
                digest=stored.digest,
                warc_path=stored.path,
                warc_offset=stored.offset,
            )
        )

    @property
    def pages(self) -> int:
        """How many different pages there are."""
        return len(self._had)

    def publish(self) -> None:
        """Let others see all that was put here."""
        self._warc.close()
        self._manifest.close()

    def close(self, tally: Tally, as_of: datetime) -> None:
        """Write the summary and publish."""
        self._warc.close()
        self._manifest.write(_summary(self._source_id, tally, as_of))
        self._manifest.close()


class Shelves:
    """The shelves of all sources; ``known`` is what the store had before."""

    def __init__(self, archive: Archive, run_key: str, known: Known) -> None:
        self._archive = archive
        self._run_key = run_key
        self._known = known
        self._shelves: dict[str, Shelf] = {}

    def put(self, found: Found, tally: Tally) -> None:
        """Store a page that is not known yet, and count it."""
        if self._known.has(found.source_id, found.key):
            tally.known += 1
            return
        shelf = self._shelf(found.source_id)
        shelf.put(found)
        tally.pages = shelf.pages
        tally.bytes += found.size

    def publish(self) -> None:
        """Let others see all pages."""
        for shelf in self._shelves.values():
            shelf.publish()

    def close(self, tallies: dict[str, Tally], as_of: datetime) -> None:
        """Sum up each source that brought a page or was known."""
        for source_id, tally in tallies.items():
            if tally.pages or tally.known:
                self._shelf(source_id).close(tally, as_of)

    def _shelf(self, source_id: str) -> Shelf:
        if source_id not in self._shelves:
            shelf = Shelf(self._archive, self._run_key, source_id)
            self._shelves[source_id] = shelf
        return self._shelves[source_id]


def _summary(source_id: str, tally: Tally, as_of: datetime) -> SourceSummary:
    return SourceSummary(
        source_id=source_id,
        status="succeeded",
        message=None,
        requests=0,
        responses_by_status={"200": tally.pages},
        bytes=tally.bytes,
        discovered=tally.pages + tally.known,
        known=tally.known,
        fetched=tally.pages,
        failed=0,
        skipped=dict(sorted(tally.skipped.items())),
        started_at=as_of,
        finished_at=as_of,
    )

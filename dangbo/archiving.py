"""The archive looked after: checked against the tables, measured, made smaller."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from crawlers.archive import Archive, ArchiveError
from crawlers.archive.pruning import shorten
from crawlers.archive.verify import Named, Verified, archived_sources, warc_paths
from crawlers.archive.verify import verify as verify_files
from dangbo.errors import DangboError
from processing.settings import Settings
from processing.store import retention
from processing.store.locks import CLEAN, hold

Meter = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Size:
    """What the archive holds of a source."""

    source: str
    files: int
    megabytes: float
    newest: datetime


@dataclass(slots=True)
class Pruned:
    """What retention has removed, or would remove."""

    files: int = 0
    pages: int = 0
    kept: int = 0
    problems: list[str] = field(default_factory=list)


def verify(
    settings: Settings,
    engine: Engine,
    only: Sequence[str],
    since: datetime | None,
    meter: Meter,
) -> Verified:
    """Check the WARC files of these sources (all by default), and what names them."""
    archive = Archive(settings.archive_address)
    with engine.connect() as connection:

        def pages(source_id: str) -> Iterator[Named]:
            for path, offset, digest in retention.named(connection, source_id):
                yield Named(path, offset, digest, "core.page")

        ids = only or sorted({*archived_sources(archive), *_sources(engine)})
        return verify_files(archive, ids, since, pages, meter)


def sizes(settings: Settings) -> list[Size]:
    """The sources of the archive, the largest first."""
    archive = Archive(settings.archive_address)
    found = []
    for source_id in archived_sources(archive):
        paths = warc_paths(archive, source_id)
        if paths:
            size = sum(map(archive.size, paths)) / 1e6
            newest = max(map(archive.written_at, paths))
            found.append(Size(source_id, len(paths), size, newest))
    return sorted(found, key=lambda one: -one.megabytes)


def prune(settings: Settings, engine: Engine, as_of: datetime, *, dry: bool) -> Pruned:
    """Remove the bytes of pages that the rules let go; with ``dry`` only count them.

    Broken off anywhere it leaves every other page readable; done again it goes on.

    Raises:
        DangboError: if no rule is set.
    """
    rules = _rules(settings, as_of)
    archive = Archive(settings.archive_address)
    done = Pruned()
    with engine.connect() as connection:
        files = retention.files(connection, rules, as_of)
    for path, pages in files.items():
        gone = [page.id for page in pages if page.goes]
        kept = {page.offset: page.id for page in pages if not page.goes}
        if not dry:
            try:
                _exchange(archive, engine, path, kept, gone, as_of)
            except ArchiveError as error:
                done.problems.append(str(error))
                continue
        done.files += 1
        done.pages += len(gone)
        done.kept += len(kept)
    return done


def _exchange(
    archive: Archive,
    engine: Engine,
    path: str,
    kept: dict[int, int],
    gone: Sequence[int],
    at: datetime,
) -> None:
    with engine.begin() as connection:
        # Cleaning reads the files that are exchanged.
        hold(connection, CLEAN)
        new = shorten(archive, path, kept, at)
        moved = {kept[old]: place for old, place in new.places.items()}
        retention.record(connection, new.path, moved, gone, at)
    archive.remove(path)


def _rules(settings: Settings, as_of: datetime) -> retention.Rules:
    listings, articles = settings.keep_listings_days, settings.keep_articles_days
    if listings is None and articles is None:
        raise DangboError(
            "no rule says what may go: set DANGBO_KEEP_LISTINGS_DAYS or "
            "DANGBO_KEEP_ARTICLES_DAYS (docs/operations.md)"
        )

    def before(days: int | None) -> datetime | None:
        return None if days is None else as_of - timedelta(days=days)

    return retention.Rules(before(listings), before(articles))


def _sources(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return retention.sources(connection)

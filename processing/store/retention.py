"""Which pages the archive must still hold, and which it may let go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

# Younger runs may be gone on with: nothing of them is touched.
LEAVE_ALONE = timedelta(days=30)

NAMED = text(
    """
    SELECT warc_path, warc_offset, digest FROM core.page
    WHERE source_id = :source_id AND pruned_at IS NULL
    """
)
# Never what an observation was read from: every event must lead back to its bytes.
GONE = """
    (p.kind <> 'article' AND p.fetched_at < CAST(:listings_before AS timestamptz))
    OR (p.kind = 'article' AND p.fetched_at < CAST(:articles_before AS timestamptz)
        AND NOT EXISTS (
            SELECT FROM core.article_version v
            JOIN core.observation o ON o.article_version_id = v.id
            WHERE v.page_id = p.id
        ))
"""
# All pages of the files that hold something to let go; of files with nothing that
# waits for cleaning, and of runs that are over for good.
FILES = text(
    f"""
    SELECT p.id, p.warc_path, p.warc_offset, ({GONE}) IS TRUE AS goes
    FROM core.page p
    WHERE p.pruned_at IS NULL AND p.warc_path IN (
        SELECT p.warc_path FROM core.page p JOIN core.run r ON r.id = p.run_id
        WHERE p.pruned_at IS NULL AND r.started_at < :before
        GROUP BY p.warc_path
        HAVING bool_or({GONE})
           AND NOT bool_or(p.kind = 'article' AND p.clean_outcome IS NULL)
    )
    ORDER BY p.warc_path, p.warc_offset
    """  # noqa: S608 - a constant of this module
)
MOVED = text(
    """
    UPDATE core.page SET warc_path = :path, warc_offset = :offset WHERE id = :id
    """
)
LET_GO = text("UPDATE core.page SET pruned_at = :at WHERE id = ANY(:ids)")


@dataclass(frozen=True, slots=True)
class Held:
    """A page in a file; ``goes``: by the rules its bytes may be removed."""

    id: int
    offset: int
    goes: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """Pages fetched before these moments may go; None: they are kept for ever."""

    listings_before: datetime | None
    articles_before: datetime | None


def named(connection: Connection, source_id: str) -> Iterator[tuple[str, int, str]]:
    """Path, place and digest of every page of a source that the archive must hold."""
    for row in connection.execute(NAMED, {"source_id": source_id}):
        yield row.warc_path, row.warc_offset, row.digest


def sources(connection: Connection) -> list[str]:
    """The sources that have pages in the archive."""
    query = text("SELECT DISTINCT source_id FROM core.page WHERE pruned_at IS NULL")
    return list(connection.scalars(query))


def files(
    connection: Connection, rules: Rules, as_of: datetime
) -> dict[str, list[Held]]:
    """By file, all of its pages, where the rules let some of them go."""
    given = {
        "listings_before": rules.listings_before,
        "articles_before": rules.articles_before,
        "before": as_of - LEAVE_ALONE,
    }
    found: dict[str, list[Held]] = {}
    for row in connection.execute(FILES, given):
        held = Held(row.id, row.warc_offset, row.goes)
        found.setdefault(row.warc_path, []).append(held)
    return found


def record(
    connection: Connection,
    path: str,
    moved: Mapping[int, int],
    gone: Sequence[int],
    at: datetime,
) -> None:
    """Write down where the pages of a file are now: by page its place in ``path``.

    ``gone`` are the pages whose bytes were removed.
    """
    rows = [{"id": i, "path": path, "offset": offset} for i, offset in moved.items()]
    if rows:
        connection.execute(MOVED, rows)
    connection.execute(LET_GO, {"ids": list(gone), "at": at})

"""Pages: from the crawl's manifests into the table, and back as what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from crawlers.archive.manifest import PageRecord
from crawlers.crawl.known import REVISIT_WITHIN, KnownKeys, Validators, Visit
from processing.store import tables
from processing.store.bulk import upsert

PLACE = ["warc_path", "warc_offset"]
# A later line of the manifest on the same response can know more of these.
LEARNT = ["article_key", "kind", "etag", "last_modified"]
HEADERS = ("content_type", "etag", "last_modified")
NOT_MODIFIED = 304

# Of each article met in a daily run since :since: its latest good answer, when it was
# first fetched and when last asked for. What cleaning made no article of is no
# article; what was first had earlier, or by a backfill, is history.
VISITS = text(
    """
    SELECT * FROM (
        SELECT DISTINCT ON (p.source_id, p.article_key)
            p.source_id, p.article_key, p.url, p.etag, p.last_modified, p.digest,
            p.clean_outcome,
            min(p.fetched_at) FILTER (WHERE p.status = 200) OVER same AS first_at,
            max(p.fetched_at) OVER same AS last_at
        FROM core.page p JOIN core.run r ON r.id = p.run_id
        WHERE r.as_of > :since AND r.kind <> 'backfill'
          AND p.kind = 'article' AND p.article_key IS NOT NULL
          AND p.source_id = ANY(:source_ids)
        WINDOW same AS (PARTITION BY p.source_id, p.article_key)
        ORDER BY p.source_id, p.article_key, p.status = 200 DESC, p.fetched_at DESC,
            p.id DESC
    ) latest
    WHERE first_at IS NOT NULL AND clean_outcome IS DISTINCT FROM 'not_article'
      AND NOT EXISTS (
          SELECT FROM core.page old
          WHERE old.source_id = latest.source_id
            AND old.article_key = latest.article_key
            AND old.kind = 'article' AND old.status = 200
            AND old.fetched_at < latest.first_at
      )
    """
)

page = tables.page.c


def load_pages(
    connection: Connection, run_id: int, records: Iterable[PageRecord]
) -> int:
    """Write the responses of run ``run_id``; those already there stay one row.

    Returns:
        How many different responses ``records`` held.
    """
    rows = (_row(record, run_id) for record in records)
    held = upsert(
        connection, tables.page, rows, key=PLACE, update=LEARNT, returning=["id"]
    )
    return len(held)


def _row(record: PageRecord, run_id: int) -> dict[str, object]:
    row = {**asdict(record), "run_id": run_id}
    # An article that did not change brings no bytes: there is nothing to clean.
    is_empty = record.kind == "article" and record.status == NOT_MODIFIED
    row["clean_outcome"] = "not_article" if is_empty else None
    return row | {name: _storable(row[name]) for name in HEADERS}


def _storable(header: str | None) -> str | None:
    """A header as text that PostgreSQL takes: hostile servers send anything."""
    if header is None:
        return None
    return header.replace("\0", "").encode("utf-8", "replace").decode()


def waiting(connection: Connection) -> int:
    """How many article pages cleaning has not judged yet."""
    query = select(func.count()).where(
        page.kind == "article", page.clean_outcome.is_(None)
    )
    return connection.scalar(query) or 0


def known(
    connection: Connection,
    source_ids: Collection[str],
    as_of: datetime | None = None,
) -> KnownKeys:
    """What a crawl of these sources need not fetch again, from all earlier runs.

    With ``as_of``, the clock of that crawl, also what it may look at again.
    """
    return KnownKeys(
        articles=known_articles(connection, source_ids),
        pages=validators(connection, source_ids),
        visits=visits(connection, source_ids, as_of) if as_of else (),
    )


def visits(
    connection: Connection, source_ids: Collection[str], as_of: datetime
) -> list[Visit]:
    """The articles that the daily runs of the last weeks were the first to fetch."""
    since = as_of - timedelta(days=REVISIT_WITHIN + 1)
    given = {"since": since, "source_ids": list(source_ids)}
    return [
        Visit(
            row.source_id,
            row.article_key,
            row.url,
            row.first_at,
            row.last_at,
            Validators(row.etag, row.last_modified, row.digest),
        )
        for row in connection.execute(VISITS, given)
    ]


def known_articles(
    connection: Connection, source_ids: Collection[str], but_run: int | None = None
) -> frozenset[str]:
    """Keys of the articles of these sources that were fetched with success.

    Those that only the run ``but_run`` fetched are left out.
    """
    query = select(page.article_key).where(
        page.run_id.is_distinct_from(but_run),
        page.source_id.in_(source_ids),
        page.kind == "article",
        page.status == 200,
        page.article_key.is_not(None),
    )
    return frozenset(connection.scalars(query))


def validators(
    connection: Connection, source_ids: Collection[str]
) -> dict[str, Validators]:
    """By address, what the latest good answer of each feed, listing, … carried."""
    return {
        row.url: Validators(row.etag, row.last_modified, row.digest)
        for row in connection.execute(_latest(source_ids))
    }


def _latest(source_ids: Collection[str]) -> Select[str, str | None, str | None, str]:
    return (
        select(page.url, page.etag, page.last_modified, page.digest)
        .where(
            page.source_id.in_(source_ids), page.kind != "article", page.status == 200
        )
        .ext(distinct_on(page.source_id, page.url))
        .order_by(page.source_id, page.url, page.fetched_at.desc(), page.id.desc())
    )

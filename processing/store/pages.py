"""Pages: from the crawl's manifests into the table, and back as what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict

from sqlalchemy import Connection, Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from crawlers.known import KnownKeys, Validators
from crawlers.manifest import PageRecord
from processing.store import tables
from processing.store.bulk import upsert

PLACE = ["warc_path", "warc_offset"]
# A later line of the manifest on the same response can know more of these.
LEARNT = ["article_key", "kind", "etag", "last_modified"]
HEADERS = ("content_type", "etag", "last_modified")

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
    return row | {name: _storable(row[name]) for name in HEADERS}


def _storable(header: str | None) -> str | None:
    """A header as text that PostgreSQL takes: hostile servers send anything."""
    if header is None:
        return None
    return header.replace("\0", "").encode("utf-8", "replace").decode()


def known(connection: Connection, source_ids: Collection[str]) -> KnownKeys:
    """What a crawl of these sources need not fetch again, from all earlier runs."""
    return KnownKeys(
        articles=known_articles(connection, source_ids),
        pages=validators(connection, source_ids),
    )


def known_articles(
    connection: Connection, source_ids: Collection[str]
) -> frozenset[str]:
    """Keys of the articles of these sources that were fetched with success."""
    query = select(page.article_key).where(
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

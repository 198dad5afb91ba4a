"""The book of runs: each begun once per key, and how each of its sources went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text, update

from crawlers.archive.manifest import Manifest
from crawlers.network.elsewhere import host_led_to
from processing.store import tables
from processing.store.bulk import upsert
from processing.store.errors import StoreError

# A crawl judged as cut off is judged again once its account is complete.
REOPEN = text("""
    UPDATE core.source_run SET state = NULL
    WHERE run_id = :run_id AND source_id = ANY(:source_ids) AND finished_at IS NULL
""")
MADE = text("""
    UPDATE core.source_run s
    SET articles = found.articles, median_text_length = found.median,
        cleaned = found.cleaned, texts = found.texts, filled = found.filled,
        canonical_at = coalesce(foreign_hosts.counts, '{}')
    FROM (
        SELECT
            p.source_id,
            count(*) FILTER (WHERE p.clean_outcome = 'article') AS articles,
            count(*) FILTER (WHERE p.status = 200 AND p.clean_outcome IS NOT NULL)
                AS cleaned,
            count(v.id) AS texts,
            jsonb_build_object(
                'title', count(*) FILTER (WHERE v.title <> ''),
                'date', count(v.published_at),
                'lead', count(*) FILTER (WHERE v.lead <> ''),
                'author', count(*) FILTER (WHERE v.author <> '')
            ) AS filled,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY length(v.text)) AS median
        FROM core.page p
        LEFT JOIN core.article_version v ON v.page_id = p.id
        WHERE p.run_id = :run_id AND p.kind = 'article'
        GROUP BY p.source_id
    ) found
    LEFT JOIN (
        SELECT source_id, jsonb_object_agg(canonical_host, n) AS counts
        FROM (
            SELECT source_id, canonical_host, count(*) AS n
            FROM core.page
            WHERE run_id = :run_id AND kind = 'article' AND canonical_host IS NOT NULL
            GROUP BY source_id, canonical_host
        ) hosts
        GROUP BY source_id
    ) foreign_hosts USING (source_id)
    WHERE s.run_id = :run_id AND s.source_id = found.source_id
""")


@dataclass(frozen=True, slots=True)
class Run:
    """One passage through the chain; ``as_of`` is the clock of its decisions."""

    id: int
    key: str
    kind: str
    as_of: datetime
    status: str
    message: str | None = None


def begin_run(connection: Connection, key: str, kind: str, as_of: datetime) -> Run:
    """Open the run ``key`` (``kind``: daily, manual or backfill), or open it again.

    A second trigger, or a retry after a failure, is the same run: it keeps its
    number, kind and the ``as_of`` it was first given.
    """
    row = {"key": key, "kind": kind, "as_of": as_of}
    [(run_id,)] = upsert(connection, tables.run, [row], key=["key"], returning=["id"])
    connection.execute(
        update(tables.run)
        .where(tables.run.c.id == run_id)
        .values(status="running", message=None, finished_at=None)
    )
    return get_run(connection, run_id)


def get_run(connection: Connection, run_id: int) -> Run:
    """The run of that number.

    Raises:
        StoreError: there is none.
    """
    columns = [tables.run.c[name] for name in Run.__slots__]
    row = connection.execute(select(*columns).where(tables.run.c.id == run_id)).first()
    if row is None:
        raise StoreError(f"there is no run {run_id}")
    return Run(*row)


def find_run(connection: Connection, key: str) -> Run | None:
    """The run of that key, untouched; None if it was never begun."""
    columns = [tables.run.c[name] for name in Run.__slots__]
    row = connection.execute(select(*columns).where(tables.run.c.key == key)).first()
    return Run(*row) if row else None


def finish_run(
    connection: Connection,
    run_id: int,
    *,
    at: datetime,
    status: str = "succeeded",
    message: str | None = None,
) -> None:
    """Close a run as ``succeeded`` or ``failed``, with what went wrong in words."""
    connection.execute(
        update(tables.run)
        .where(tables.run.c.id == run_id)
        .values(status=status, message=message, finished_at=at)
    )


def record_source_runs(
    connection: Connection, run_id: int, manifests: Iterable[Manifest]
) -> None:
    """Write how the crawl of each source went; once more after a retry.

    A source without one good crawl so far is marked as on its first: what it brings
    fills the history. That mark is set when the source enters the run and kept.
    A manifest without a summary (killed crawl) is recorded as interrupted.
    """
    query = select(tables.source.c.id, tables.source.c.first_good_at)
    good = {row.id: row.first_good_at for row in connection.execute(query)}
    rows = [
        {
            **_statistics(manifest),
            **_troubles(manifest),
            "run_id": run_id,
            "is_first": good.get(manifest.source_id) is None,
        }
        for manifest in manifests
    ]
    ended = [row["source_id"] for row in rows if row["finished_at"]]
    connection.execute(REOPEN, {"run_id": run_id, "source_ids": ended})
    key = ["run_id", "source_id"]
    fixed = {*key, "is_first"}
    changing = [name for name in rows[0] if name not in fixed] if rows else []
    upsert(connection, tables.source_run, rows, key=key, update=changing)


def _statistics(manifest: Manifest) -> dict[str, object]:
    return asdict(manifest.summary) if manifest.summary else _cut_off(manifest)


def _troubles(manifest: Manifest) -> dict[str, object]:
    """With how many addresses something went wrong, and which led where."""
    led = (host_led_to(problem.reason) for problem in manifest.problems)
    return {
        "problems": len({problem.url for problem in manifest.problems}),
        "redirected_to": dict(Counter(host for host in led if host)),
    }


def _cut_off(manifest: Manifest) -> dict[str, object]:
    """What can be told of a crawl that was killed: no more than its pages tell."""
    pages = manifest.pages
    known = {
        "source_id": manifest.source_id,
        "status": "interrupted",
        "message": f"the crawl was cut off; its {len(pages)} responses are kept",
        "requests": len(pages),
        "responses_by_status": Counter(str(page.status) for page in pages),
        "fetched": sum(page.kind == "article" for page in pages),
        "started_at": min((page.fetched_at for page in pages), default=None),
        "finished_at": None,
    }
    counts = dict.fromkeys(("bytes", "discovered", "known", "failed"), 0)
    return {**known, **counts, "skipped": {}}


def count_articles(connection: Connection, run_id: int) -> None:
    """Set, for each source of a run, what cleaning made of its pages."""
    connection.execute(MADE, {"run_id": run_id})


def mark_good_sources(connection: Connection, run_id: int) -> list[str]:
    """Note the first good crawl of the sources that had it in this run.

    Call it when the run has done with their articles: later runs raise alerts from
    these sources. Backfills do not count: they read the past.

    Returns:
        The sources marked, sorted.
    """
    marked = connection.execute(
        text(
            """
            UPDATE core.source s
            SET first_good_at = coalesce(c.finished_at, r.as_of)
            FROM core.source_run c JOIN core.run r ON r.id = c.run_id
            WHERE c.run_id = :run_id AND c.source_id = s.id
              AND c.status = 'succeeded' AND r.kind <> 'backfill'
              AND s.first_good_at IS NULL
            RETURNING s.id
            """
        ),
        {"run_id": run_id},
    )
    return sorted(marked.scalars())


def mark_compared(connection: Connection, run_id: int, at: datetime) -> None:
    """Note that a run compared what had been read with what was known, at ``at``."""
    compared = update(tables.run).where(tables.run.c.id == run_id)
    connection.execute(compared.values(compared_at=at))


def fail_run(connection: Connection, key: str, *, at: datetime, message: str) -> None:
    """Close the run ``key`` as failed, where it was begun at all."""
    connection.execute(
        update(tables.run)
        .where(tables.run.c.key == key)
        .values(status="failed", message=message, finished_at=at)
    )

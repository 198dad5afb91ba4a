"""The step Article → Observation: read every text that these rules have not read."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text, update

from processing.gazetteer.organisations import resolve
from processing.model import HANOI, Article, Observation
from processing.observe.reader import READER, read
from processing.store import tables
from processing.store.bulk import upsert
from processing.store.locks import hold

# Texts in one transaction: a killed run does so much again at most.
BATCH = 1000
# Reading takes less than a millisecond: below this a second process costs more.
WORTH_A_POOL = 2000
LOCK = "observe"

Meter = Callable[[int, int | None], None]
version = tables.article_version.c


@dataclass(slots=True)
class ObserveSummary:
    """What one call did: texts read, observations made of them."""

    texts: int = 0
    observations: int = 0

    def __str__(self) -> str:
        return f"{self.texts} texts, {self.observations} observations"


@dataclass(frozen=True, slots=True)
class Text:
    """One version to read; ``day`` dates it where it has no date of its own."""

    version_id: int
    day: date
    article: Article


# The newest text of every article that is no copy of another.
UNREAD = """
FROM core.article_version v
JOIN core.article a ON a.id = v.article_id
JOIN core.source s ON s.id = a.source_id
WHERE v.read_by IS DISTINCT FROM :reader
  AND a.duplicate_of_id IS NULL
  AND NOT EXISTS (
    SELECT FROM core.article_version later
    WHERE later.article_id = v.article_id AND later.number > v.number
  )
"""


def observe(
    engine: Engine, *, workers: int, progress: Meter | None = None
) -> ObserveSummary:
    """Read every unread text and write what it reports; safe to run again.

    Copies of an article are not read: they count as sources of the first. What an
    older text or older rules said of an article is superseded, not deleted.
    """
    summary = ObserveSummary()
    with engine.connect() as connection:
        count = text(f"SELECT count(*) {UNREAD}")
        total = connection.scalar(count, {"reader": READER}) or 0
    pool = _pool(workers) if total >= WORTH_A_POOL and workers > 1 else None
    try:
        while batch := _one_batch(engine, pool):
            summary.texts += batch.texts
            summary.observations += batch.observations
            if progress:
                progress(summary.texts, total)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
    return summary


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context)


def _one_batch(
    engine: Engine, pool: ProcessPoolExecutor | None
) -> ObserveSummary | None:
    """Read the next texts in one transaction; None when there are no more."""
    with engine.begin() as connection:
        hold(connection, LOCK)
        texts = list(_unread(connection))
        if not texts:
            return None
        articles = [one.article for one in texts]
        found = pool.map(read, articles, chunksize=100) if pool else map(read, articles)
        rows = [row for one, seen in zip(texts, found, strict=True)
                for row in _rows(one, seen)]  # fmt: skip
        _supersede(connection, texts)
        upsert(connection, tables.observation, rows, key=[])
        _mark_read(connection, texts)
    return ObserveSummary(len(texts), len(rows))


def _unread(connection: Connection) -> Iterator[Text]:
    query = text(
        f"""SELECT v.id, v.title, v.text, v.published_at, v.published_precision,
                   v.fetched_at, a.url, s.homes {UNREAD} ORDER BY v.id LIMIT :batch
        """
    )
    for row in connection.execute(query, {"reader": READER, "batch": BATCH}):
        day = (row.published_at or row.fetched_at).astimezone(HANOI).date()
        yield Text(
            row.id,
            day,
            Article(
                text=row.text,
                id=str(row.id),
                url=row.url,
                title=row.title,
                published_at=_published(row.published_at, row.published_precision),
                home=_home_on(row.homes, day),
            ),
        )


def _published(
    moment: datetime | None, precision: str | None
) -> datetime | date | None:
    if moment is None:
        return None
    local = moment.astimezone(HANOI)
    return local.date() if precision == "day" else local


def _home_on(homes: Iterable[dict[str, str | None]], day: date) -> str | None:
    """The province whose paper the source was on ``day``."""
    for home in homes:
        since, until = home.get("since"), home.get("until")
        if (not since or since <= day.isoformat()) and (
            not until or day.isoformat() <= until
        ):
            return home["province"]
    return None


def _rows(one: Text, found: Iterable[Observation]) -> Iterator[dict[str, Any]]:
    for seen in found:
        day = seen.occurred_on or one.day
        organisation = resolve(seen.province, day) if seen.province else None
        yield {
            "article_version_id": one.version_id,
            "kind": seen.kind.value,
            "organisation_id": organisation.id if organisation else None,
            "province": seen.province,
            "occurred_on": seen.occurred_on,
            "fields": asdict(seen.fields),
            "confidence": seen.confidence,
            "quote": seen.evidence.quote,
            "quote_in": seen.evidence.where,
            "quote_start": seen.evidence.start,
            "quote_end": seen.evidence.end,
            "reader": READER,
        }


def _supersede(connection: Connection, texts: Sequence[Text]) -> None:
    """Whatever was said before of these articles, by older texts or older rules."""
    connection.execute(
        text(
            """
            UPDATE core.observation o SET superseded_at = now()
            FROM core.article_version old
            JOIN core.article_version new ON new.article_id = old.article_id
            WHERE new.id = ANY(:ids) AND o.article_version_id = old.id
              AND o.superseded_at IS NULL
            """
        ),
        {"ids": [one.version_id for one in texts]},
    )


def _mark_read(connection: Connection, texts: Sequence[Text]) -> None:
    connection.execute(
        update(tables.article_version)
        .where(version.id.in_([one.version_id for one in texts]))
        .values(read_by=READER)
    )

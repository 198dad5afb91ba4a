"""Whole articles through observing and diff in the database, in any order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine, insert, text

from processing.alert.outbox import queue
from processing.alert.subscriptions import ALL_KINDS, Wish, subscribe
from processing.diff.step import diff
from processing.model import HANOI, Article
from processing.observe.step import observe
from processing.store import tables

# Every article is fetched at one moment, whatever the order: what is compared is the
# order in which the steps get to see them.
FETCHED = datetime(2027, 1, 1, 5, 30, tzinfo=HANOI)
ORDERS = ("by date", "backwards", "shuffled 1", "shuffled 2")


def in_order(articles: Sequence[Article], order: str) -> list[Article]:
    """The articles by date, backwards or shuffled."""
    dated = sorted(articles, key=lambda one: (str(one.published_at), str(one.id)))
    if order == "backwards":
        return dated[::-1]
    if order.startswith("shuffled"):
        random.Random(order).shuffle(dated)
    return dated


@dataclass
class Press:
    """Prints articles into a store, and runs the steps behind the crawl."""

    engine: Engine
    official: frozenset[str] = frozenset()

    def tell(self, articles: Sequence[Article], batches: int) -> Counter[Any]:
        """Let articles arrive in batches, each read and compared; count the alerts.

        Everybody is told of everything: the window is wide, no source is new.
        """
        subscribe(self.engine, Wish("reader@example.org", ALL_KINDS))
        size = -(-len(articles) // batches)
        for batch in range(batches):
            run_id = self._run(batch)
            as_of = FETCHED + timedelta(days=batch)
            for article in articles[batch * size : (batch + 1) * size]:
                self._print(run_id, article)
            observe(self.engine, workers=1)
            diff(self.engine, run_id=run_id, as_of=as_of, window_days=9000)
            with self.engine.begin() as connection:
                queue(connection, run_id, as_of, window_days=9000)
        return Counter(
            (row.identity_key, row.state)
            for row in self.rows(
                "SELECT e.identity_key, a.state FROM core.alert a"
                " JOIN core.event e ON e.id = a.event_id"
            )
        )

    def rows(self, query: str) -> list[Any]:
        """The rows of a query."""
        with self.engine.connect() as connection:
            return list(connection.execute(text(query)))

    def _run(self, batch: int) -> int:
        as_of = FETCHED + timedelta(days=batch)
        return self._add(tables.run, key=f"run-{batch}", kind="daily", as_of=as_of)

    def _add(self, table: Any, **values: Any) -> Any:
        key = next(iter(table.primary_key.columns))
        with self.engine.begin() as connection:
            statement = insert(table).values(values).returning(key)
            return connection.execute(statement).scalar_one()

    def _print(self, run_id: int, article: Article) -> None:
        url = article.url or f"https://unknown.example/{article.id}"
        source = self._source(urlsplit(url).hostname or "unknown", article.home)
        key = f"{article.id} {url}"
        digest = sha256(article.text.encode()).hexdigest()
        page = self._add(
            tables.page,
            run_id=run_id,
            source_id=source,
            url=url,
            article_key=key,
            kind="article",
            status=200,
            fetched_at=FETCHED,
            digest=digest,
            warc_path=f"{article.id}.warc.gz",
            warc_offset=0,
        )
        number = self._add(
            tables.article,
            key=key,
            url=url,
            source_id=source,
            first_seen_at=FETCHED,
            last_seen_at=FETCHED,
        )
        published, precision = _moment(article.published_at)
        self._add(
            tables.article_version,
            article_id=number,
            number=1,
            page_id=page,
            title=article.title or "",
            text=article.text,
            published_at=published,
            published_precision=precision,
            text_hash=digest,
            extractor="test",
            fetched_at=FETCHED,
        )

    def _source(self, host: str, home: str | None) -> str:
        """A paper with its province; one host may be the paper of several."""
        id_ = f"{host}/{home}" if home else host
        homes = [{"province": home, "since": None, "until": None}] if home else []
        row = {
            "id": id_,
            "name": host,
            "kind": "newspaper" if home else "central",
            "home": home,
            "homes": homes,
            "base_url": f"https://{host}",
            "is_official": home is not None,
        }
        if id_ not in [found.id for found in self.rows("SELECT id FROM core.source")]:
            self._add(tables.source, **row)
        return id_

    def final(self) -> tuple[list[Any], list[Any]]:
        """Events and tenures, without numbers."""
        events = self.rows("""
            SELECT e.identity_key, e.occurred_on, e.occurred_after, e.state,
                   e.fields::text, e.confidence, e.source_count,
                   (SELECT array_agg(a.key || ' ' || ev.role || ' ' || o.quote
                                     ORDER BY a.key, ev.role, o.quote)
                    FROM core.event_evidence ev
                    JOIN core.observation o ON o.id = ev.observation_id
                    JOIN core.article_version v ON v.id = o.article_version_id
                    JOIN core.article a ON a.id = v.article_id
                    WHERE ev.event_id = e.id)
            FROM core.event e WHERE e.status = 'flagged' ORDER BY 1
        """)
        tenures = self.rows("""
            SELECT t.organisation_id, t.position_id, t.person, t.valid_from, t.valid_to,
                   t.from_basis, t.to_basis, t.first_seen_on, t.last_seen_on,
                   a.identity_key AS started, b.identity_key AS ended
            FROM core.tenure t
            LEFT JOIN core.event a ON a.id = t.started_by_id
            LEFT JOIN core.event b ON b.id = t.ended_by_id
            WHERE t.recorded_to IS NULL ORDER BY 1, 2, 4, 3
        """)
        return events, tenures

    def overlaps(self) -> list[Any]:
        """Single seats that two people hold on one day, at any moment of knowledge."""
        return self.rows("""
            SELECT a.organisation_id, a.position_id, a.person, b.person
            FROM core.tenure a
            JOIN core.tenure b USING (organisation_id, position_id)
            JOIN core.position p ON p.id = a.position_id AND p.is_single_seat
            WHERE a.id < b.id
              AND daterange(a.valid_from, a.valid_to, '[]')
                  && daterange(b.valid_from, b.valid_to, '[]')
              AND tstzrange(a.recorded_from, a.recorded_to)
                  && tstzrange(b.recorded_from, b.recorded_to)
        """)


def _moment(published: Any) -> tuple[datetime | None, str | None]:
    if published is None:
        return None, None
    if isinstance(published, datetime):
        return published.astimezone(HANOI), "minute"
    return datetime.combine(published, time(0), HANOI), "day"

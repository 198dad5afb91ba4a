"""A small world in the store: runs, sources and events with their sentences."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select, update

from processing.alert.subscriptions import Wish, subscribe
from processing.model import HANOI
from processing.store import tables

MORNING = datetime(2025, 10, 2, 5, 30, tzinfo=HANOI)
DAY = timedelta(days=1)
ALL_KINDS = ("resolution", "leadership_change", "congress", "midterm_review")


@dataclass
class World:
    """Puts rows where the earlier steps would have put them."""

    engine: Engine
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def add(self, table: str, **values: Any) -> Any:
        """Insert one row and return its first primary key column."""
        target = tables.metadata.tables[f"core.{table}"]
        with self.engine.begin() as connection:
            return connection.execute(
                insert(target).values(values).returning(*target.primary_key.columns)
            ).first()[0]

    def change(self, table: str, row_id: int, **values: Any) -> None:
        """Set columns of the row with that id."""
        target = tables.metadata.tables[f"core.{table}"]
        with self.engine.begin() as connection:
            connection.execute(
                update(target).where(target.c.id == row_id).values(values)
            )

    def alerts(self) -> list[Any]:
        """All rows of the outbox, oldest first."""
        with self.engine.connect() as connection:
            query = select(tables.alert).order_by(tables.alert.c.id)
            return list(connection.execute(query))

    def run(self, as_of: datetime = MORNING) -> int:
        """Begin a run."""
        key = f"run-{next(self.numbers)}"
        return int(self.add("run", key=key, kind="daily", as_of=as_of))

    def source(self, name: str = "Báo Ninh Bình", **values: Any) -> str:
        """Make a source known and return its id."""
        given = {
            "id": f"source-{next(self.numbers)}",
            "name": name,
            "kind": "newspaper",
            "base_url": "https://paper.example",
            "is_official": False,
        }
        return str(self.add("source", **{**given, **values}))

    def crawled(
        self, run: int, source: str, status: str = "succeeded", **more: Any
    ) -> None:
        """Record how a source went in a run."""
        self.add("source_run", run_id=run, source_id=source, status=status, **more)

    def outage(self, source: str | None = None, **values: Any) -> int:
        """Let no news come since the day before, or none of a source."""
        given = {
            "source_id": source,
            "cause": "failing" if source else "doubted",
            "since": MORNING - DAY,
            "noticed_at": MORNING,
        }
        return int(self.add("outage", **{**given, **values}))

    def subscriber(self, recipient: str = "an@example.org", **wish: Any) -> int:
        """Subscribe somebody, to all kinds unless told otherwise."""
        return subscribe(self.engine, Wish(recipient, **{"kinds": ALL_KINDS, **wish}))

    def event(self, run: int, kind: str = "resolution", **values: Any) -> int:
        """Flag an event in ``run``, with one article that reports it."""
        number = next(self.numbers)
        proofs = values.pop("proofs", [{}])
        given = {
            "kind": kind,
            "identity_key": f"{kind}|{number}",
            "organisation_id": "ninh-binh-2",
            "province": "ninh-binh",
            "occurred_on": date(2025, 10, 1),
            "state": "issued",
            "fields": {"action": "issued", "number": f"{number:02d}-NQ/TU"},
            "confidence": 0.9,
            "source_count": 1,
            "status": "flagged",
            "is_news": True,
            "first_run_id": run,
            "last_run_id": run,
            "first_seen_at": MORNING,
            "last_seen_at": MORNING,
        }
        event_id = int(self.add("event", **{**given, **values}))
        for proof in proofs:
            self.proof(event_id, run, **proof)
        return event_id

    def leader(self, run: int, person: str = "Nguyễn Văn An", **values: Any) -> int:
        """Flag that somebody became secretary (or what ``fields`` say instead)."""
        fields = {
            "person": person,
            "position": "party_secretary",
            "direction": "in",
            "change": "elected",
            **values.pop("fields", {}),
        }
        return self.event(run, "leadership_change", fields=fields, **values)

    def proof(
        self,
        event_id: int,
        run: int,
        quote: str = "Tỉnh ủy Ninh Bình vừa ban hành Nghị quyết chuyên đề.",
        title: str = "Nghị quyết mới của Tỉnh ủy",
        url: str | None = None,
        role: str = "reports",
        published_at: datetime = MORNING,
        source: str | None = None,
    ) -> None:
        """Give an event an article with the sentence that proves it."""
        number = next(self.numbers)
        source = source or self.source()
        url = url or f"https://paper.example/bai-{number}.html"
        digest = hashlib.sha1(url.encode()).hexdigest()
        page = self.add(
            "page", run_id=run, source_id=source, url=url, kind="article", status=200,
            fetched_at=MORNING, digest=digest, warc_path=f"w{number}", warc_offset=0,
        )  # fmt: skip
        article = self.add(
            "article", key=f"a{number}", url=url, source_id=source,
            first_seen_at=MORNING, last_seen_at=MORNING,
        )  # fmt: skip
        version = self.add(
            "article_version", article_id=article, number=1, page_id=page, title=title,
            text=quote, published_at=published_at, published_precision="minute",
            text_hash=digest, extractor="test", fetched_at=MORNING,
        )  # fmt: skip
        observation = self.add(
            "observation", article_version_id=version, kind="resolution", fields={},
            confidence=0.9, quote=quote, quote_start=0, quote_end=len(quote),
            reader="test",
        )  # fmt: skip
        self.add(
            "event_evidence", event_id=event_id, observation_id=observation, role=role
        )

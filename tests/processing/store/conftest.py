"""A small chronicle, written into the tables as the steps would write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, text
from sqlalchemy.pool import NullPool

from processing.store import tables
from processing.store.bulk import upsert
from processing.store.embedded import Server

DAY = datetime(2021, 8, 1, 5, 30, tzinfo=UTC)


@dataclass
class Chronicle:
    """Writes one row at a time and returns its number; the rest has a default."""

    connection: Connection
    numbers: Any = field(default_factory=count)

    def add(self, table: Table, **values: object) -> int:
        [(number,)] = upsert(self.connection, table, [values], key=[], returning=["id"])
        return int(number)

    def source(self, id_: str, **values: object) -> None:
        row = {
            "id": id_,
            "name": f"Báo {id_}",
            "kind": "newspaper",
            "home": "nam-dinh",
            "base_url": f"https://{id_}.example",
            "is_official": True,
        }
        upsert(self.connection, tables.source, [row | values], key=["id"])

    def run(self, key: str, as_of: datetime = DAY, kind: str = "daily") -> int:
        return self.add(tables.run, key=key, kind=kind, as_of=as_of)

    def observation(self, run: int, quote: str, **values: object) -> int:
        """An article with one sentence, and what it says."""
        number, at = next(self.numbers), values.pop("published_at", DAY)
        source, url = "paper", f"https://paper.example/{number}"
        page = self.add(
            tables.page,
            run_id=run,
            source_id=source,
            url=url,
            article_key=url,
            kind="article",
            status=200,
            fetched_at=at,
            digest="0",
            warc_path="a.warc.gz",
            warc_offset=number,
        )
        article = self.add(
            tables.article,
            key=url,
            url=url,
            source_id=source,
            first_seen_at=at,
            last_seen_at=at,
        )
        version = self.add(
            tables.article_version,
            article_id=article,
            number=1,
            page_id=page,
            title=f"Tin {number}",
            text=quote,
            text_hash=str(number),
            extractor="test",
            fetched_at=at,
            published_at=at,
        )
        row = {
            "article_version_id": version,
            "kind": "office_holder",
            "organisation_id": "nam-dinh-1",
            "province": "nam-dinh",
            "occurred_on": date(2021, 7, 30),
            "fields": {},
            "confidence": 0.9,
            "quote": quote,
            "quote_start": 0,
            "quote_end": len(quote),
            "reader": "test",
        }
        return self.add(tables.observation, **row | values)

    def event(self, run: int, kind: str, fields: object, **values: object) -> int:
        row = {
            "kind": kind,
            "identity_key": f"key-{next(self.numbers)}",
            "organisation_id": "nam-dinh-1",
            "province": "nam-dinh",
            "occurred_on": date(2021, 7, 30),
            "state": "known",
            "fields": fields,
            "confidence": 0.9,
            "source_count": 1,
            "status": "flagged",
            "is_news": True,
            "first_run_id": run,
            "last_run_id": run,
            "first_seen_at": DAY,
            "last_seen_at": DAY,
        }
        return self.add(tables.event, **row | values)

    def evidence(self, event: int, observation: int, role: str = "reports") -> None:
        row = {"event_id": event, "observation_id": observation, "role": role}
        upsert(self.connection, tables.event_evidence, [row], key=[])

    def tenure(self, person: str, **values: object) -> int:
        row = {
            "organisation_id": "nam-dinh-1",
            "position_id": "party_secretary",
            "person": person,
            "person_key": person.casefold(),
            "valid_from": date(2020, 9, 25),
            "from_basis": "seen",
            "recorded_from": DAY,
        }
        return self.add(tables.tenure, **row | values)


@pytest.fixture
def alone(_server: Server) -> Iterator[None]:
    """Roles belong to the whole server: other worker processes wait their turn."""
    admin = create_engine(_server.url, poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(2)"))
        yield


@pytest.fixture
def chronicle() -> type[Chronicle]:
    """The writer, to be opened on a connection."""
    return Chronicle


@pytest.fixture
def silent_change(engine: Engine) -> Engine:
    """Nam Định, told on two days: one secretary, then without a word another."""
    with engine.begin() as connection:
        write = Chronicle(connection)
        write.source("paper")
        run = write.run("daily-1")
        before = write.observation(
            run,
            "Đồng chí Lê Văn Trước, Bí thư Tỉnh ủy, chủ trì hội nghị.",
            fields={"person": "Lê Văn Trước", "position": "party_secretary"},
            occurred_on=date(2020, 12, 31),
        )
        after = write.observation(
            run,
            "Đồng chí Trần Thị Sau, Bí thư Tỉnh ủy, phát biểu.",
            fields={"person": "Trần Thị Sau", "position": "party_secretary"},
        )
        change = write.event(
            run,
            "leadership_change",
            {
                "person": "Trần Thị Sau",
                "position": "party_secretary",
                "direction": "in",
                "change": "seen",
                "predecessor": "Lê Văn Trước",
            },
            occurred_after=date(2020, 12, 31),
            source_count=2,
        )
        write.evidence(change, before, "before")
        write.evidence(change, after, "after")
        # What was thought until the second article came, and what is known since.
        known_before = datetime(2021, 1, 1, tzinfo=UTC)
        write.tenure("Lê Văn Trước", recorded_from=known_before, recorded_to=DAY)
        write.tenure(
            "Lê Văn Trước",
            first_seen_on=date(2020, 12, 31),
            valid_to=date(2021, 7, 30),
            to_basis="successor",
            ended_by_id=change,
        )
        write.tenure(
            "Trần Thị Sau",
            valid_from=date(2021, 7, 30),
            from_basis="event",
            started_by_id=change,
        )
    return engine

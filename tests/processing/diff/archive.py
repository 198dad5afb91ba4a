"""A store with sources, runs, articles and observations put in by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha1
from itertools import count
from typing import Any

from sqlalchemy import Engine, insert, text

from processing.diff.step import DiffSummary, diff
from processing.gazetteer.organisations import slug_on
from processing.model import HANOI
from processing.store import tables
from tests.processing.diff.telling import NAM_DINH, PHONG, TUC


def morning(day: str) -> datetime:
    """Half past five in Ha Noi on ``day``."""
    return datetime.combine(date.fromisoformat(day), time(5, 30), HANOI)


@dataclass
class Archive:
    """Articles arrive run by run; ``diff`` compares what has arrived."""

    engine: Engine
    numbers: Any = field(default_factory=lambda: count(1))
    seen: set[str] = field(default_factory=set)
    run_id: int = 0
    as_of: datetime = field(default_factory=lambda: morning("2021-01-01"))

    def add(self, table: str, **values: Any) -> Any:
        """Insert a row and return the first column of its key."""
        target = tables.metadata.tables[f"core.{table}"]
        key = next(iter(target.primary_key.columns))
        with self.engine.begin() as connection:
            statement = insert(target).values(values).returning(key)
            return connection.execute(statement).scalar_one()

    def source(self, id_: str, *, official: bool = False, known: bool = True) -> str:
        """A source; unless ``known`` the next run is its first."""
        self.add(
            "source",
            id=id_,
            name=id_,
            kind="newspaper",
            base_url=f"https://{id_}.example",
            is_official=official,
        )
        if known:
            self.seen.add(id_)
        return id_

    def run(self, day: str, kind: str = "daily") -> int:
        """Begin a run on the morning of ``day``."""
        self.as_of = morning(day)
        key = f"run-{next(self.numbers)}"
        self.run_id = self.add("run", key=key, kind=kind, as_of=self.as_of)
        return self.run_id

    def article(
        self,
        source: str,
        day: str | None,
        *,
        copy_of: int | None = None,
        name: str | None = None,
    ) -> tuple[int, int]:
        """An article of ``day`` fetched in this run: (article, version)."""
        number = next(self.numbers)
        url = f"https://{source}.example/{day}-{name or number}"
        self._crawled(source)
        page = self.add(
            "page",
            run_id=self.run_id,
            source_id=source,
            url=url,
            kind="article",
            status=200,
            fetched_at=self.as_of,
            digest=sha1(url.encode()).hexdigest(),
            warc_path=f"{source}.warc.gz",
            warc_offset=number,
        )
        article = self.add(
            "article",
            key=url,
            url=url,
            source_id=source,
            duplicate_of_id=copy_of,
            first_seen_at=self.as_of,
            last_seen_at=self.as_of,
        )
        published = morning(day) if day else None
        version = self.add(
            "article_version",
            article_id=article,
            number=1,
            page_id=page,
            title="Tin",
            text="Câu làm chứng.",
            published_at=published,
            text_hash=f"hash-{number}",
            extractor="test",
            fetched_at=self.as_of,
        )
        return article, version

    def _crawled(self, source: str) -> None:
        statement = text("""
            INSERT INTO core.source_run (run_id, source_id, status, is_first)
            VALUES (:run, :source, 'succeeded', :first) ON CONFLICT DO NOTHING
        """)
        first = source not in self.seen
        values = {"run": self.run_id, "source": source, "first": first}
        with self.engine.begin() as connection:
            connection.execute(statement, values)

    def observe(
        self,
        version: int,
        kind: str,
        occurred: str | None = None,
        *,
        organisation: str | None = NAM_DINH,
        confidence: float = 0.9,
        **fields: Any,
    ) -> int:
        """An observation in an article."""
        day = date.fromisoformat(occurred) if occurred else None
        slug = slug_on(organisation, day or date(2021, 1, 1)) if organisation else None
        quote = "Câu làm chứng."
        return int(
            self.add(
                "observation",
                article_version_id=version,
                kind=kind,
                organisation_id=organisation,
                province=slug,
                occurred_on=day,
                fields=fields,
                confidence=confidence,
                quote=quote,
                quote_start=0,
                quote_end=len(quote),
                reader="test",
            )
        )

    def tell(
        self,
        source: str,
        day: str | None,
        kind: str,
        occurred: str | None = None,
        **more: Any,
    ) -> int:
        """An article with one observation; returns the observation."""
        copy_of, name = more.pop("copy_of", None), more.pop("name", None)
        _, version = self.article(source, day, copy_of=copy_of, name=name)
        return self.observe(version, kind, occurred, **more)

    def holder(self, source: str, day: str, person: str, **more: Any) -> int:
        """An article that names the secretary."""
        fields = {"person": person, "position": "party_secretary", **more}
        return self.tell(source, day, "office_holder", **fields)

    def change(
        self,
        source: str,
        day: str | None,
        occurred: str | None,
        person: str,
        **more: Any,
    ) -> int:
        """An article that reports a new secretary."""
        fields = {
            "person": person,
            "position": "party_secretary",
            "direction": "in",
            "change": "appointed",
            "predecessor": None,
            **more,
        }
        return self.tell(source, day, "leadership_change", occurred, **fields)

    def diff(self, **more: Any) -> DiffSummary:
        """Run the step in the run begun last; sources in it are known from then on."""
        found = diff(
            self.engine,
            run_id=self.run_id,
            as_of=self.as_of,
            **{"window_days": 14, **more},
        )
        with self.engine.connect() as connection:
            query = text("SELECT source_id FROM core.source_run")
            self.seen.update(connection.scalars(query))
        return found

    def rows(self, query: str, **values: Any) -> list[Any]:
        """The rows of a query."""
        with self.engine.connect() as connection:
            return list(connection.execute(text(query), values))

    def do(self, statement: str, **values: Any) -> None:
        """A statement of a test's own."""
        with self.engine.begin() as connection:
            connection.execute(text(statement), values)

    def events(self, columns: str = "*") -> list[Any]:
        """The events, oldest first."""
        query = f"SELECT {columns} FROM core.event ORDER BY occurred_on, id"
        return self.rows(query)

    def tenures(self) -> list[tuple[Any, ...]]:
        """Person, first and last day of what is believed now."""
        query = """
            SELECT person, valid_from, valid_to FROM core.tenure
            WHERE recorded_to IS NULL ORDER BY position_id, valid_from, person
        """
        return [tuple(row) for row in self.rows(query)]

    def everything(self) -> list[Any]:
        """All that a diff may write, to compare before and after."""
        return [
            self.rows("SELECT e.*, xmin FROM core.event e ORDER BY id"),
            self.rows("SELECT v.*, xmin FROM core.event_evidence v ORDER BY 1, 2"),
            self.rows("SELECT t.*, xmin FROM core.tenure t ORDER BY id"),
        ]


def later(day: str, days: int) -> str:
    """The day so many days later."""
    return str(date.fromisoformat(day) + timedelta(days=days))


#: What ``writes`` gives where nothing was written.
NOTHING = (0, 0, 0, 0, 0)


def writes(summary: DiffSummary) -> tuple[int, ...]:
    """The numbers of what was written."""
    return (
        summary.new_events,
        summary.changed_events,
        summary.retracted_events,
        summary.news,
        summary.changed_tenures,
    )


def two_sightings(archive: Archive, order: str) -> None:
    """The former and the new secretary, each in the official paper, in two runs."""
    seen = [("2020-12-31", PHONG), ("2021-07-30", TUC)]
    (first, second) = seen if order == "forwards" else reversed(seen)
    archive.run("2021-07-30")
    archive.holder("own", *first)
    archive.diff()
    archive.run("2021-07-31")
    archive.holder("own", *second)

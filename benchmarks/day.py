"""A day's pages through cleaning, reading and comparing, whatever the store holds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import yaml
from sqlalchemy import Connection, Engine, text

from benchmarks.filling import morning
from crawlers.archive import Archive
from crawlers.archive.manifest import PageRecord
from crawlers.catalogue import Catalogue
from demo.generator import SENTENCES
from processing.clean.step import clean
from processing.clean.worker import Judged, Task
from processing.diff.step import diff
from processing.model import CleanArticle
from processing.observe.step import observe
from processing.store import runs
from processing.store.pages import load_pages

WORKERS = 2
WINDOW_DAYS = 14
# Of a hundred articles so many name a leader, and so many a new resolution.
HOLDERS, DECISIONS = 25, 3

# By source: province, secretary and committee chair as the filled history has them.
LEADERS = text("""
    SELECT s.id, n.name, h1.person AS secretary, h2.person AS chair
    FROM core.source s
    JOIN core.organisation_today t
        ON t.province = s.home AND t.organisation_id = t.today_id
    JOIN core.organisation_name n ON n.organisation_id = t.today_id
        AND n.level = 'province' AND n.valid_to IS NULL
    JOIN filling.holders h1 ON h1.organisation_id = t.today_id AND h1.period = 6
        AND h1.position_id = 'party_secretary'
    JOIN filling.holders h2 ON h2.organisation_id = t.today_id AND h2.period = 6
        AND h2.position_id = 'peoples_committee_chair'
    ORDER BY s.id
""")
HOLDER = "Đồng chí {}, Bí thư Tỉnh ủy {}, dự và phát biểu tại hội nghị."
CHAIR = "Đồng chí {}, Chủ tịch UBND tỉnh {}, chủ trì cuộc họp."
DECISION = (
    "Ngày {:%d/%m/%Y}, Ban Thường vụ Tỉnh ủy {} ban hành Nghị quyết số {}-NQ/TU về {}."
)


@dataclass(frozen=True, slots=True)
class Leaders:
    """Who leads the province of a paper."""

    province: str
    secretary: str
    chair: str


@dataclass(frozen=True, slots=True)
class Day:
    """Seconds that each step took."""

    clean: float
    observe: float
    diff: float

    @property
    def whole(self) -> float:
        """All three."""
        return self.clean + self.observe + self.diff


def leaders(connection: Connection) -> dict[str, Leaders]:
    """By source of a filled store."""
    return {row.id: Leaders(*row[1:]) for row in connection.execute(LEADERS)}


def take_in(
    engine: Engine, day: date, articles: int, papers: Mapping[str, Leaders]
) -> Day:
    """Load the pages of ``day`` and take them through the steps; says what it took."""
    with engine.begin() as connection:
        run = runs.begin_run(connection, f"day-{day}", "daily", morning(day))
        load_pages(connection, run.id, _pages(day, articles, papers))
    began = time.perf_counter()
    judge = partial(judged, papers=dict(papers))
    clean(engine, "memory://none", Catalogue(sources=[]), workers=WORKERS, judge=judge)
    cleaned = time.perf_counter()
    observe(engine, workers=WORKERS)
    observed = time.perf_counter()
    diff(engine, run_id=run.id, as_of=run.as_of, window_days=WINDOW_DAYS)
    return Day(cleaned - began, observed - cleaned, time.perf_counter() - observed)


def _pages(
    day: date, articles: int, papers: Mapping[str, Leaders]
) -> Iterator[PageRecord]:
    sources = sorted(papers)
    for number in range(articles):
        source = sources[number % len(sources)]
        key = f"{source}.example/{day}-{number}"
        yield PageRecord(
            source_id=source, url=f"https://{key}", article_key=key, kind="article",
            status=200, fetched_at=morning(day), content_type="text/html", etag=None,
            last_modified=None, digest=key, warc_path=f"{source}/{day}.warc.gz",
            warc_offset=number,
        )  # fmt: skip


def judged(
    task: Task, _archive: Archive, _catalogue: Catalogue, *, papers: dict[str, Leaders]
) -> Judged:
    """An article made from the number of its page: extraction is measured elsewhere."""
    article = CleanArticle(
        url=task.url,
        title=f"Tin số {task.warc_offset}",
        text=_text(task, papers[task.source_id]),
        lead=None,
        author=None,
        published_at=task.fetched_at - timedelta(hours=8),
        published_precision="minute",
        published_from="meta",
        language="vi",
        extractor="benchmark",
    )
    return Judged(task, "article", None, article, task.article_key)


def _text(task: Task, paper: Leaders) -> str:
    draw = Random(task.url)
    # As every text does it has the words that everybody writes.
    lines = [f"Tin của {paper.province}, {task.url}.", *draw.sample(_sentences(), 8)]
    # Another hundred begins with another paper.
    share = (task.warc_offset + task.warc_offset // 100) % 100
    if share < HOLDERS:
        lines.append(HOLDER.format(paper.secretary, paper.province))
        lines.append(CHAIR.format(paper.chair, paper.province))
    elif share < HOLDERS + DECISIONS:
        day = task.fetched_at.date() - timedelta(days=1)
        # Three digits at most, and other ones the next day.
        number = 400 + (day.toordinal() * 200 + task.warc_offset // 25) % 600
        subject = f"{draw.choice(_held()['subjects'])} số {number}"
        lines.insert(0, DECISION.format(day, paper.province, number, subject))
    return "\n".join(lines)


_lists: dict[str, list[str]] = {}


def _held() -> dict[str, list[str]]:
    """The lists of the generated newspaper; read once in each process."""
    if not _lists:
        _lists.update(yaml.safe_load(Path(SENTENCES).read_text(encoding="utf-8")))
    return _lists


def _sentences() -> list[str]:
    return [one for one in _held()["sentences"] if "{" not in one]

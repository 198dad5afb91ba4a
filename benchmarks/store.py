"""How fast a full store answers, and takes in a day beside an empty one.

All on one embedded server, in turns: the ratios do not depend on the machine.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import yaml
from sqlalchemy import Engine, make_url, text

from benchmarks.day import Day, leaders, take_in
from benchmarks.filling import LAST_DAY, fill, read_by_today
from processing.settings import Settings
from processing.store import tables
from processing.store.bulk import upsert
from processing.store.database import (
    close_store,
    create_store_engine,
    database_url,
    open_store,
)
from processing.store.roles import READER
from processing.store.upgrade import upgrade

QUESTIONS = Path(__file__).with_name("questions.yaml")
ENOUGH_MS = 100
ENOUGH_RATIO = 1.2
# An empty store has no past to compare with: its diff takes hundredths of a second, and
# no ratio to that says much. Beside the crawl of a day half a second is nothing.
ENOUGH_DIFF_S = 0.5
TIMES = 5
ROUNDS = 2


def main(articles: int, day: int, folder: Path | None = None) -> bool:
    """Fill, ask and take in; ``folder`` keeps a filled store for the next time.

    Without ``folder`` nothing is left behind.

    Returns:
        Whether every view was quick enough and the day took no longer than it may.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="dangbo-bench-") as passing:
            return _measure(articles, day, Path(passing))
    return _measure(articles, day, folder)


def _measure(articles: int, day: int, home: Path) -> bool:
    settings = Settings(data=home, DATABASE_URL=None)  # type: ignore[call-arg]
    engine = open_store(settings)
    try:
        upgrade(engine)
        _filled(engine, articles)
        quick = ask(engine)
        steady = _compare(engine, database_url(settings), day)
    finally:
        close_store(engine)
    return quick and steady


def _filled(engine: Engine, articles: int) -> None:
    with engine.connect() as connection:
        held = connection.scalar(text("SELECT count(*) FROM core.article"))
    began = time.perf_counter()
    if not held:
        print(f"filled: {fill(engine, articles)}")
        print(f"filled in {time.perf_counter() - began:.0f} s")
    elif read_by_today(engine):
        print(f"marked as read in {time.perf_counter() - began:.0f} s")
    with engine.connect() as connection:
        for name in ("article", "article_version", "page", "observation", "event",
                     "event_evidence", "tenure", "source_run"):  # fmt: skip
            count = connection.scalar(text(f"SELECT count(*) FROM core.{name}"))
            print(f"{name:18}{count:>10}")


def ask(engine: Engine) -> bool:
    """Ask every question as a dashboard would; print the median of each."""
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    print(f"\n{'question':62}{'rows':>7}{'ms':>8}")
    slow = 0
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {READER}"))
        connection.execute(text("SET search_path = dashboard"))
        for name, query in questions.items():
            took = []
            for _ in range(TIMES + 1):
                began = time.perf_counter()
                rows = connection.exec_driver_sql(query).all()
                took.append(1000 * (time.perf_counter() - began))
            median = statistics.median(took[1:])
            slow += median > ENOUGH_MS
            mark = "  slow" if median > ENOUGH_MS else ""
            print(f"{name:62}{len(rows):7}{median:8.1f}{mark}")
    print(f"{slow} of {len(questions)} take longer than {ENOUGH_MS} ms")
    return slow == 0


def _compare(engine: Engine, url: str, articles: int) -> bool:
    with engine.connect() as connection:
        papers = leaders(connection)
    full, empty = [], []
    for number in range(ROUNDS):
        with _empty(engine, url) as other:
            empty.append(take_in(other, LAST_DAY, articles, papers))
        day = _next_day(engine) + timedelta(days=number)
        full.append(take_in(engine, day, articles, papers))
    return _print(articles, empty, full)


def _next_day(engine: Engine) -> date:
    with engine.connect() as connection:
        newest = connection.scalar(text("SELECT max(as_of)::date FROM core.run"))
    assert newest is not None
    return newest + timedelta(days=1)


@contextmanager
def _empty(engine: Engine, url: str) -> Iterator[Engine]:
    """A migrated database of the same server, with the sources and nothing else."""
    name = "benchmark_empty"
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
        rows = connection.execute(text("SELECT * FROM core.source")).mappings().all()
    other = create_store_engine(make_url(url).set(database=name))
    upgrade(other)
    with other.begin() as connection:
        upsert(connection, tables.source, [dict(row) for row in rows], key=["id"])
    yield other
    other.dispose()
    with alone.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _print(articles: int, empty: list[Day], full: list[Day]) -> bool:
    print(f"\na day of {articles} articles, {os.cpu_count()} cores, best of {ROUNDS}")
    print(f"{'':10}{'empty s':>10}{'full s':>10}{'ratio':>8}")
    ratios = {}
    for step in (*(field.name for field in fields(Day)), "whole"):
        without = min(getattr(one, step) for one in empty)
        with_all = min(getattr(one, step) for one in full)
        ratios[step] = with_all / without
        print(f"{step:10}{without:10.2f}{with_all:10.2f}{ratios[step]:8.2f}")
    read = [min(one.clean + one.observe for one in days) for days in (empty, full)]
    compared = min(one.diff for one in full)
    reads = read[1] <= ENOUGH_RATIO * read[0]
    compares = ratios["diff"] <= ENOUGH_RATIO or compared <= ENOUGH_DIFF_S
    print(f"clean, observe: {_verdict(reads)} of {ENOUGH_RATIO} times an empty store")
    print(f"diff: {_verdict(compares)} of that or of {ENOUGH_DIFF_S} s")
    return reads and compares


def _verdict(is_within: bool) -> str:
    return "within the limit" if is_within else "over the limit"

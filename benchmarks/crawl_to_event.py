"""Pages a second from crawl to event, beside two others doing less, in one run.

Ours crawls, archives, cleans, reads, compares and stores events; bare Scrapy with
trafilatura in its item pipeline and news-please only extract and insert. All crawl
the same site on this machine, one after the other, into the same PostgreSQL.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy import Engine, text

from benchmarks import news_please
from benchmarks.measure import Taken, run
from benchmarks.site import served
from demo.generator import catalogue_entry
from processing.settings import Settings
from processing.store.database import close_store, database_url, open_store

ENVIRONMENTS = Path("data/benchmarks")
# news-please takes about a second a page: its rate is known after so many.
ENOUGH = 150
# The day after the newest generated article.
AS_OF = "2025-11-11"


@dataclass(frozen=True, slots=True)
class Line:
    """One contestant: what it stored and what that took."""

    name: str
    stored: int
    taken: Taken

    @property
    def pages_per_second(self) -> float:
        """Stored articles by wall second."""
        return self.stored / self.taken.wall_seconds


def main(pages: int, with_news_please: bool = True) -> None:
    """Measure and print, with the ratios that the README quotes."""
    port = 80 if os.geteuid() == 0 else 8765
    folder = Path(tempfile.mkdtemp(prefix="dangbo-bench-"))
    with database(folder) as (engine, url):
        with served(pages, port) as base:
            ours, again, fetched = _ours(folder, base, url, engine)
            lines = [ours, _bare(folder, base, url, engine)]
        if with_news_please and port == 80:
            with served(min(pages, ENOUGH), port) as base:
                lines.append(_news_please(folder, base, url, engine))
        elif with_news_please:
            print("news-please drops hosts with a port: run as root for port 80")
    _print(pages, lines, again, fetched)


@contextmanager
def database(folder: Path) -> Iterator[tuple[Engine, str]]:
    """One embedded server for all."""
    settings = Settings(data=folder / "data", DATABASE_URL=None)  # type: ignore[call-arg]
    engine = open_store(settings)
    try:
        yield engine, database_url(settings)
    finally:
        close_store(engine)


def _count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        query = text(f"SELECT count(*) FROM {table}")
        return int(connection.scalar(query) or 0)


def _ours(folder: Path, base: str, url: str, engine: Engine) -> tuple[Line, Taken, int]:
    sources = folder / "sources"
    sources.mkdir()
    entry = {"sources": [catalogue_entry(base)]}
    (sources / "generated.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True))
    command = [sys.executable, "-m", "dangbo.cli.main", "run", "--as-of", AS_OF]
    env = {
        "DATABASE_URL": url,
        "DANGBO_DATA": str(folder / "data"),
        "DANGBO_SOURCES": str(sources),
        "DANGBO_MAX_ARTICLES": "100000",
    }
    first = run(command, env=env, cwd=folder, log=folder / "ours.log")
    stored = _count(engine, "core.article_version")
    query = "core.page WHERE kind = 'article'"
    pages = _count(engine, query)
    again = run(command, env=env, cwd=folder, log=folder / "again.log")
    return Line("dangbo", stored, first), again, _count(engine, query) - pages


def _bare(folder: Path, base: str, url: str, engine: Engine) -> Line:
    command = [sys.executable, "-m", "benchmarks.bare_spider", base, url]
    root = {"PYTHONPATH": str(Path.cwd())}
    taken = run(command, env=root, cwd=folder, log=folder / "bare.log")
    return Line("scrapy + trafilatura", _count(engine, "bare_article"), taken)


def _news_please(folder: Path, base: str, url: str, engine: Engine) -> Line:
    environment = ENVIRONMENTS.resolve() / "news-please-env"
    command = news_please.install(environment)
    config = environment.parent / "news-please-config"
    news_please.configure(config, base, url)
    with engine.begin() as connection:
        connection.execute(text(news_please.TABLES))
    log = folder / "news-please.log"
    taken = run([str(command), "-c", str(config)], env={}, cwd=folder, log=log)
    return Line("news-please", _count(engine, "currentversions"), taken)


def _print(pages: int, lines: list[Line], again: Taken, fetched: int) -> None:
    ours = lines[0]
    print(f"{pages} article pages of about 200 KB, {os.cpu_count()} cores")
    print(f"{'':22}{'stored':>8}{'pages/s':>9}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}")
    for line in lines:
        t = line.taken
        print(
            f"{line.name:22}{line.stored:8}{line.pages_per_second:9.1f}"
            f"{t.wall_seconds:8.1f}{t.cpu_seconds:8.1f}{t.peak_megabytes:9.0f}"
        )
    for other in lines[1:]:
        if not other.stored:
            print(f"{other.name} stored nothing: see its log")
            continue
        ratio = ours.pages_per_second / other.pages_per_second
        print(f"dangbo / {other.name}: {ratio:.1f} times the pages a second")
    share = again.cpu_seconds / ours.taken.cpu_seconds
    print(
        f"second run, site unchanged: {share:.1%} of the CPU of the first "
        f"({again.cpu_seconds:.1f} s), {fetched} article pages fetched"
    )

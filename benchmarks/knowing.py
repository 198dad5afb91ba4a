"""What it costs a crawl to know a million articles: memory, and seconds a source.

``python -m benchmarks.knowing ADDRESS SOURCES``: what the process of a crawl does
before its first request, by itself; prints seconds and megabytes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, make_url, text

from benchmarks.crawl_to_event import database
from demo.generator import NEWEST
from processing.store import pages
from processing.store.database import create_store_engine
from processing.store.upgrade import upgrade

SOURCES = text(
    """
    INSERT INTO core.source (id, name, kind, base_url, is_official)
    SELECT 'site-' || n, 'site ' || n, 'newspaper', 'https://site-' || n || '.test',
        false
    FROM generate_series(1, :sources) n
    """
)
RUN = text(
    """
    INSERT INTO core.run (key, kind, as_of, status)
    VALUES ('bench', 'daily', :as_of, 'succeeded') RETURNING id
    """
)
# Keys as long as those of families without an id.
PAGES = text(
    """
    INSERT INTO core.page (source_id, run_id, url, article_key, kind, status,
        fetched_at, digest, warc_path, warc_offset, clean_outcome)
    SELECT source, :run, 'https://' || source || '.test/' || path,
        source || ':' || path, 'article', 200,
        CAST(:as_of AS timestamptz) - make_interval(mins => n),
        'sha1:' || md5(CAST(n AS text)), 'warc/' || source || '/bench-00000.warc.gz',
        n, 'article'
    FROM generate_series(1, :articles) n,
        LATERAL (SELECT 'site-' || (1 + n % :sources) AS source,
            'tin-tuc-ve-hoi-nghi-' || n || '.html' AS path) named
    """
)


def main(articles: int, sources: int) -> None:
    """Measure and print, beside a store that is empty."""
    folder = Path(tempfile.mkdtemp(prefix="dangbo-knowing-"))
    with database(folder) as (engine, url):
        upgrade(engine)
        nothing = _measured(url, sources)
        _fill(engine, articles, sources)
        everything = _measured(url, sources)
        one = _measured(url, 1)
    seconds = everything["seconds"] - nothing["seconds"]
    added = everything["megabytes"] - nothing["megabytes"]
    print(f"{articles} articles of {sources} sources known before the first request")
    print(f"memory added                 {added:8.0f} MB")
    print(f"time added, all sources      {seconds:8.2f} s")
    print(f"time added, a source         {seconds / sources:8.2f} s")
    print(f"one source of them by itself {one['seconds']:8.2f} s")


def _fill(engine: Engine, articles: int, sources: int) -> None:
    given = {"as_of": NEWEST - timedelta(days=60), "sources": sources}
    with engine.begin() as connection:
        connection.execute(SOURCES, {"sources": sources})
        run = connection.scalar(RUN, {"as_of": given["as_of"]})
        connection.execute(PAGES, {**given, "articles": articles, "run": run})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
        raw.execute(text("VACUUM ANALYZE core.page"))


def _measured(url: str, sources: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.knowing", url, str(sources)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _know(url: str, sources: int) -> None:
    engine = create_store_engine(make_url(url).set(drivername="postgresql+psycopg"))
    ids = [f"site-{number}" for number in range(1, sources + 1)]
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        began = time.perf_counter()
        known = pages.known(connection, ids, NEWEST)
        seconds = time.perf_counter() - began
    known.has("site-1", "site-1:x")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


if __name__ == "__main__":
    _know(sys.argv[1], int(sys.argv[2]))

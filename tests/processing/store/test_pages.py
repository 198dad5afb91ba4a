"""Which articles are looked at again, and what becomes of an edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from crawlers.archive.manifest import PageRecord
from crawlers.catalogue import Catalogue, Source
from crawlers.crawl.known import Known, Validators
from processing.clean.step import clean
from processing.store import pages, runs, sources
from tests.crawlers.crawling import crawled, job, source
from tests.crawlers.site import Site

DAY = timedelta(days=1)
# Half past five in the morning in Viet Nam.
FIRST = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
OFFSETS = count()


def paper(url: str = "https://paper.example", **fields: object) -> Source:
    place = {"kind": "listing", "url": "/thoi-su/", "pages": 1}
    return source("paper", url, discovery=[place], **fields)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        catalogue = Catalogue(sources=(paper(),))
        sources.sync_sources(connection, catalogue, on=FIRST.date())
        yield connection


def record(number: int, at: datetime, **fields: object) -> PageRecord:
    """The answer of an article, as a manifest has it."""
    page = PageRecord(
        source_id="paper",
        url=f"https://paper.example/tin-a{number}.html",
        article_key=f"paper:{number}",
        kind="article",
        status=200,
        fetched_at=at,
        content_type="text/html",
        etag=None,
        last_modified=None,
        digest="sha1:A",
        warc_path="warc/paper/run-00000.warc.gz",
        warc_offset=next(OFFSETS),
    )
    return replace(page, **fields)  # type: ignore[arg-type]


def fetched(
    connection: Connection, day: int, *records: PageRecord, kind: str = "daily"
) -> None:
    """A run so many days after the first, with these answers."""
    as_of = FIRST + day * DAY
    run = runs.begin_run(connection, f"{kind}-{day}", kind, as_of)
    pages.load_pages(connection, run.id, records)


def due(connection: Connection, day: int) -> list[str]:
    """Keys of what is due in the run of that day."""
    as_of = FIRST + day * DAY
    known: Known = pages.known(connection, ["paper"], as_of)
    return [visit.article_key for visit in known.due("paper", as_of)]


def test_due_after_one_three_and_ten_days(connection: Connection) -> None:
    seen = [FIRST]
    fetched(connection, 0, record(1, FIRST))
    for day in range(1, 40):
        at = FIRST + day * DAY
        if due(connection, day):
            fetched(connection, day, record(1, at, status=304))
            seen.append(at)
    assert [(at - FIRST).days for at in seen] == [0, 1, 3, 10]


def test_a_visit_carries_what_the_latest_good_answer_said(
    connection: Connection,
) -> None:
    fetched(connection, 0, record(1, FIRST, etag='"a"', digest="sha1:A"))
    moved = "https://paper.example/moi/tin-a1.html"
    changed = record(1, FIRST + DAY, url=moved, etag='"b"', digest="sha1:B")
    fetched(connection, 1, changed)
    fetched(connection, 2, record(1, FIRST + 2 * DAY, status=304))
    (visit,) = pages.visits(connection, ["paper"], FIRST + 3 * DAY)
    assert (visit.url, visit.first_at, visit.last_at) == (
        moved,
        FIRST,
        FIRST + 2 * DAY,
    )
    assert visit.validators == Validators('"b"', None, "sha1:B")


def test_history_and_what_is_no_article_are_left_in_peace(
    connection: Connection,
) -> None:
    fetched(connection, 0, record(1, FIRST), kind="backfill")
    fetched(connection, 0, record(2, FIRST), record(3, FIRST), record(4, FIRST))
    # Never had with success; a section page; of another source.
    fetched(connection, 0, record(5, FIRST, status=500))
    connection.execute(
        text(
            "UPDATE core.page SET clean_outcome = 'not_article'"
            " WHERE article_key = 'paper:3'"
        )
    )
    # A backfill's article met again by a daily run stays history.
    fetched(connection, 1, record(1, FIRST + DAY))
    assert due(connection, 1) == ["paper:2", "paper:4"]
    assert pages.known(connection, ["other"], FIRST + DAY).visits == []


def test_what_was_had_long_ago_is_not_new_because_it_was_seen_lately(
    connection: Connection,
) -> None:
    fetched(connection, 0, record(1, FIRST))
    # Outside of the weeks looked at, and inside.
    fetched(connection, 20, record(1, FIRST + 20 * DAY, digest="sha1:B"))
    assert due(connection, 45) == []


def test_what_did_not_change_is_not_to_be_cleaned(connection: Connection) -> None:
    fetched(connection, 1, record(1, FIRST + DAY, status=304), record(2, FIRST + DAY))
    query = "SELECT article_key FROM core.page WHERE clean_outcome IS NULL"
    assert list(connection.scalars(text(query))) == ["paper:2"]
    assert pages.known_articles(connection, ["paper"]) == {"paper:2"}


ARTICLE = """<html lang="vi"><head><title>Hội nghị Tỉnh ủy lần thứ ba</title>
<meta property="article:published_time" content="2025-07-01T08:15:00+07:00"></head>
<body><h1>Hội nghị Tỉnh ủy lần thứ ba</h1><div id="newscontents"><p>{}</p></div></body>
</html>"""
SENTENCE = "Sáng 1/7, Ban Chấp hành Đảng bộ tỉnh họp hội nghị lần thứ ba. "


def test_a_silent_edit_becomes_a_second_version(engine: Engine, tmp_path: Path) -> None:
    with Site() as site:
        ours = paper(site.url)
        catalogue = Catalogue(sources=(ours,))
        links = "".join(f"<a href='/tin-a{n}.html'>x</a>" for n in (1, 2))
        site.page("/thoi-su/", links)
        site.page("/tin-a1.html", ARTICLE.format(SENTENCE * 6), etag='"1"')
        site.page("/tin-a2.html", ARTICLE.format(SENTENCE * 7), etag='"2"')
        with engine.begin() as connection:
            sources.sync_sources(connection, catalogue, on=FIRST.date())
        for day in (0, 1):
            morning(engine, catalogue, tmp_path, day)
            edited = SENTENCE * 5 + "Hội nghị bầu Bí thư Tỉnh ủy. "
            site.page("/tin-a1.html", ARTICLE.format(edited), etag='"1b"')
    with engine.connect() as connection:
        rows = connection.execute(text(VERSIONS)).all()
        waiting = connection.scalar(text(UNJUDGED))
    assert [(row.key, row.number) for row in rows] == [
        ("paper:1", 1),
        ("paper:1", 2),
        ("paper:2", 1),
    ]
    assert "bầu Bí thư" not in rows[0].text
    assert "bầu Bí thư" in rows[1].text
    assert waiting == 0


VERSIONS = """
SELECT a.key, v.number, v.text
FROM core.article a JOIN core.article_version v ON v.article_id = a.id
ORDER BY 1, 2
"""
UNJUDGED = """
SELECT count(*) FROM core.page WHERE kind = 'article' AND clean_outcome IS NULL
"""


def morning(engine: Engine, catalogue: Catalogue, archive: Path, day: int) -> None:
    """Crawl, load and clean, as the chain does."""
    as_of = FIRST + day * DAY
    with engine.begin() as connection:
        run = runs.begin_run(connection, f"morning-{day}", "daily", as_of)
        known = pages.known(connection, ["paper"], as_of)
    work = job(archive, *catalogue.sources, run_key=run.key, as_of=as_of)
    found = crawled(work, known)
    with engine.begin() as connection:
        pages.load_pages(connection, run.id, found.manifests["paper"].pages)
        runs.record_source_runs(connection, run.id, found.manifests.values())
    clean(engine, str(archive), catalogue, workers=1)

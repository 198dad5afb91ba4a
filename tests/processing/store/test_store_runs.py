"""Runs, sources and pages: the same input twice gives the same rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, text

from crawlers.archive.manifest import Manifest, PageRecord, SourceSummary
from crawlers.catalogue import Catalogue, Source
from crawlers.crawl.known import Validators
from processing.store import tables
from processing.store.errors import StoreError
from processing.store.pages import known, load_pages
from processing.store.runs import (
    Run,
    begin_run,
    count_articles,
    finish_run,
    get_run,
    mark_good_sources,
    record_source_runs,
)
from processing.store.sources import sync_sources

DAY = datetime(2021, 8, 1, 5, 30, tzinfo=UTC)
SUMMARY = SourceSummary(
    source_id="paper",
    status="succeeded",
    message=None,
    requests=5,
    responses_by_status={"200": 5},
    bytes=1000,
    discovered=4,
    known=1,
    fetched=3,
    failed=0,
    skipped={"robots": 1},
    started_at=DAY,
    finished_at=DAY + timedelta(minutes=3),
)
PAGE = PageRecord(
    source_id="paper",
    url="https://paper.example/1",
    article_key="paper.example/1",
    kind="article",
    status=200,
    fetched_at=DAY,
    content_type="text/html",
    etag=None,
    last_modified=None,
    digest="sha1:A",
    warc_path="warc/paper/daily-1-00000.warc.gz",
    warc_offset=0,
)


def source(id_: str, **values: Any) -> Source:
    address = f"https://{id_}.example"
    required = {
        "id": id_,
        "name": id_,
        "kind": "newspaper",
        "base_url": address,
        "discovery": [{"kind": "feed", "url": f"{address}/rss"}],
    }
    return Source(**required | values)


@pytest.fixture
def connection(engine: Engine) -> Any:
    with engine.connect() as connection:
        sync_sources(connection, Catalogue(sources=(source("paper"),)), DAY.date())
        yield connection


def run(connection: Connection, key: str = "daily-1", kind: str = "daily") -> Run:
    return begin_run(connection, key, kind, DAY)


def crawled(connection: Connection, **changed: Any) -> dict[str, Any]:
    """What is recorded of a run after its crawl was recorded once more."""
    current = run(connection)
    manifest = Manifest("paper", (PAGE,), replace(SUMMARY, **changed))
    record_source_runs(connection, current.id, [manifest])
    rows = connection.execute(select(tables.source_run)).mappings()
    [row] = [row for row in rows if row["run_id"] == current.id]
    return dict(row)


def test_a_second_trigger_is_the_same_run(connection: Connection) -> None:
    first = run(connection)
    finish_run(connection, first.id, at=DAY, status="failed", message="disk full")
    assert get_run(connection, first.id).message == "disk full"
    again = begin_run(connection, "daily-1", "daily", DAY + timedelta(hours=2))
    assert again == first
    assert (again.status, again.message, again.as_of) == ("running", None, DAY)
    assert run(connection, "daily-2").id != first.id


def test_a_run_that_is_not_there_is_named(connection: Connection) -> None:
    with pytest.raises(StoreError, match="there is no run 77"):
        get_run(connection, 77)


def test_statistics_are_kept_and_corrected_by_a_retry(connection: Connection) -> None:
    row = crawled(connection, status="failed", message="timed out")
    assert (row["status"], row["message"], row["is_first"]) == (
        "failed",
        "timed out",
        True,
    )
    row = crawled(connection)
    assert (row["status"], row["message"], row["fetched"]) == ("succeeded", None, 3)
    assert row["responses_by_status"] == {"200": 5}


def test_the_first_good_crawl_is_first_even_when_it_is_recorded_again(
    connection: Connection,
) -> None:
    current = run(connection)
    assert crawled(connection)["is_first"] is True
    assert mark_good_sources(connection, current.id) == ["paper"]
    assert crawled(connection)["is_first"] is True
    assert mark_good_sources(connection, current.id) == []
    later = run(connection, "daily-2")
    record_source_runs(connection, later.id, [Manifest("paper", (), SUMMARY)])
    query = select(tables.source_run.c.is_first).where(
        tables.source_run.c.run_id == later.id
    )
    assert connection.scalar(query) is False


@pytest.mark.parametrize(
    ("kind", "status"), [("backfill", "succeeded"), ("daily", "interrupted")]
)
def test_neither_a_backfill_nor_a_broken_crawl_makes_a_source_good(
    connection: Connection, kind: str, status: str
) -> None:
    current = run(connection, "other", kind)
    manifest = Manifest("paper", (), replace(SUMMARY, status=status))
    record_source_runs(connection, current.id, [manifest])
    assert mark_good_sources(connection, current.id) == []


def test_a_killed_crawl_is_interrupted_and_keeps_its_pages(
    connection: Connection,
) -> None:
    current = run(connection)
    feed = replace(PAGE, kind="feed", article_key=None, warc_offset=9)
    record_source_runs(connection, current.id, [Manifest("paper", (PAGE, feed))])
    row = connection.execute(select(tables.source_run)).mappings().one()
    assert (row["status"], row["fetched"]) == ("interrupted", 1)
    assert row["message"] == "the crawl was cut off; its 2 responses are kept"
    assert (row["started_at"], row["finished_at"]) == (DAY, None)


def test_articles_are_counted_by_what_cleaning_made(
    connection: Connection, chronicle: Any
) -> None:
    current = run(connection)
    crawled(connection)
    write = chronicle(connection)
    for length in (10, 20, 60):
        write.observation(current.id, "x" * length)
    write.add(tables.page, **_row(replace(PAGE, warc_offset=99), current.id))
    connection.execute(
        text("UPDATE core.page SET clean_outcome = 'article' WHERE warc_offset <> 99")
    )
    count_articles(connection, current.id)
    row = connection.execute(select(tables.source_run)).mappings().one()
    assert (row["articles"], row["median_text_length"]) == (3, 20)


def _row(record: PageRecord, run_id: int) -> dict[str, Any]:
    names = PageRecord.__slots__
    return {name: getattr(record, name) for name in names} | {"run_id": run_id}


def test_pages_loaded_twice_are_one_and_learn(connection: Connection) -> None:
    current = run(connection)
    feed = replace(PAGE, kind="feed", url="https://paper.example/rss", warc_offset=5)
    assert load_pages(connection, current.id, [PAGE, feed, PAGE]) == 2
    assert load_pages(connection, current.id, [PAGE, replace(feed, etag='"e"')]) == 2
    rows = connection.execute(select(tables.page).order_by("warc_offset")).all()
    assert [(row.url, row.etag) for row in rows] == [
        (PAGE.url, None),
        (feed.url, '"e"'),
    ]


def test_hostile_headers_are_no_obstacle(connection: Connection) -> None:
    hostile = replace(PAGE, etag="a\0b\ud800", content_type="text/\0html")
    load_pages(connection, run(connection).id, [hostile])
    row = connection.execute(select(tables.page)).one()
    assert (row.etag, row.content_type) == ("ab?", "text/html")


def test_what_is_known_is_what_was_had_with_success(connection: Connection) -> None:
    sync_sources(
        connection, Catalogue(sources=(source("paper"), source("other"))), DAY.date()
    )
    feed = replace(PAGE, kind="feed", article_key=None, url="https://paper.example/rss")
    records = [
        PAGE,
        replace(PAGE, article_key="failed", status=404),
        replace(PAGE, article_key="other", source_id="other"),
        replace(feed, etag="old", fetched_at=DAY - timedelta(days=1)),
        replace(feed, etag="new", last_modified="today"),
        replace(feed, etag="not modified", status=304, fetched_at=DAY.replace(hour=9)),
    ]
    numbered = [replace(r, warc_offset=n) for n, r in enumerate(records)]
    load_pages(connection, run(connection).id, numbered)
    had = known(connection, ["paper"])
    assert had.has("paper", "paper.example/1")
    assert set(had.articles) == {"paper.example/1"}
    assert had.pages == {feed.url: Validators("new", "today", "sha1:A")}
    assert set(known(connection, ["other"]).articles) == {"other"}


def test_the_catalogue_is_mirrored_and_who_leaves_becomes_inactive(
    connection: Connection,
) -> None:
    homes = [
        {"province": "nam-dinh", "until": date(2025, 6, 30)},
        {"province": "ninh-binh", "since": date(2025, 7, 1)},
    ]
    moved = source("moved", home=homes, official=True)
    off = source("off", enabled=False)
    for day, home in [(date(2025, 6, 30), "nam-dinh"), (date(2025, 7, 1), "ninh-binh")]:
        sync_sources(connection, Catalogue(sources=(moved, off)), day)
        rows = connection.execute(select(tables.source)).mappings()
        found = {row["id"]: row for row in rows}
        assert found["moved"]["home"] == home
    assert found["moved"]["homes"][1] == {
        "province": "ninh-binh",
        "since": "2025-07-01",
        "until": None,
    }
    active = {id_: row["is_active"] for id_, row in found.items()}
    assert active == {"paper": False, "moved": True, "off": False}
    assert found["moved"]["is_official"] is True

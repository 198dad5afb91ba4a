"""The step on a real database and archive: versions, duplicates, crashes, hangs."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import Engine, text

from crawlers.archive import Archive
from crawlers.catalogue import Catalogue
from processing.clean import EXTRACTOR, step
from processing.clean.step import Again, CleanSummary, clean
from processing.clean.worker import Judged, Task, judge_page
from processing.store.runs import count_articles
from tests.processing.clean.archived import AS_OF, Newsroom, article_page, source


@pytest.fixture
def room(engine: Engine, tmp_path: Path) -> Newsroom:
    return Newsroom(engine, tmp_path, (source(), source("bao-khac")))


def run_clean(room: Newsroom, **options: Any) -> CleanSummary:
    arguments = {"workers": 2, **options}
    return clean(room.engine, str(room.folder), room.catalogue, **arguments)


def rows(room: Newsroom, query: str) -> list[Any]:
    with room.engine.connect() as connection:
        return list(connection.execute(text(query)))


def test_pages_become_articles_and_are_counted(room: Newsroom) -> None:
    run_id = room.run()
    for n in range(3):
        room.fetch(run_id, f"/hoi-nghi-a{n}.html", article_page(n))
    room.fetch(run_id, "/tag/hoi-nghi-a9.html", "<h1>Hội nghị</h1>")
    room.fetch(run_id, "/mat-a8.html", "<p>gone", status=404)
    ticks: list[tuple[int, int | None]] = []

    summary = run_clean(room, progress=lambda done, total: ticks.append((done, total)))

    assert (summary.new, summary.not_articles, summary.errors) == (3, 2, 0)
    assert ticks[0] == (0, 5)
    assert ticks[-1] == (5, 5)
    [first, *_] = rows(room, "SELECT * FROM core.article_version ORDER BY title")
    assert first.title == "Hội nghị Tỉnh ủy lần thứ 0"
    assert first.published_at.isoformat() == "2025-10-15T18:20:00+07:00"
    assert (first.published_precision, first.language) == ("minute", "vi")
    assert first.extractor == EXTRACTOR
    told = {r.clean_reason for r in rows(room, "SELECT clean_reason FROM core.page")}
    assert "answered with HTTP 404" in told
    [counted] = rows(room, "SELECT * FROM core.source_run WHERE source_id = 'bao-thu'")
    assert counted.articles == 3
    assert counted.median_text_length > 200
    assert counted.skipped["too many"] == 1
    assert counted.skipped["not an article: answered with HTTP N"] == 1


def test_a_second_call_changes_nothing(room: Newsroom) -> None:
    room.fetch(room.run(), "/a-a1.html", article_page(1))
    run_clean(room)
    before = rows(room, "SELECT * FROM core.article_version")
    assert run_clean(room).pages == 0
    assert rows(room, "SELECT * FROM core.article_version") == before


def test_the_same_text_again_is_only_seen_again(room: Newsroom) -> None:
    for _ in range(2):
        room.fetch(room.run(), "/a-a1.html", article_page(1))
        summary = run_clean(room)
    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 1)
    [article] = rows(room, "SELECT * FROM core.article")
    assert article.last_seen_at > article.first_seen_at
    assert len(rows(room, "SELECT 1 FROM core.article_version")) == 1


def test_a_changed_text_is_a_new_version(room: Newsroom) -> None:
    run_id = room.run()
    room.fetch(run_id, "/a-a1.html", article_page(1))
    room.fetch(
        run_id, "/a-a1.html", article_page(1, extra="Đính chính: có 52 đại biểu.")
    )
    summary = run_clean(room)
    assert (summary.new, summary.changed) == (1, 1)
    versions = rows(room, "SELECT number, text FROM core.article_version ORDER BY 1")
    assert [v.number for v in versions] == [1, 2]
    assert "Đính chính" in versions[1].text


def test_the_same_text_elsewhere_is_linked_to_the_first_published(
    room: Newsroom,
) -> None:
    run_id = room.run()
    late, early, later = (
        "15/10/2025 - 20:00",
        "15/10/2025 - 06:00",
        "15/10/2025 - 21:00",
    )
    room.fetch(run_id, "/a-a1.html", article_page(1, published=late))
    run_clean(room)
    room.fetch(
        run_id, "/b-a2.html", article_page(1, published=early), source_id="bao-khac"
    )
    room.fetch(run_id, "/c-a3.html", article_page(1, published=later))
    run_clean(room)
    links = {
        r.key: r.first
        for r in rows(
            room,
            "SELECT a.key, f.key AS first FROM core.article a "
            "LEFT JOIN core.article f ON f.id = a.duplicate_of_id",
        )
    }
    first = "bao-khac:2"
    assert links == {first: None, "bao-thu:1": first, "bao-thu:3": first}


def test_a_copy_that_is_edited_is_no_duplicate_any_more(room: Newsroom) -> None:
    run_id = room.run()
    for n in (1, 2, 3):
        room.fetch(run_id, f"/a-a{n}.html", article_page(1))
    run_clean(room)
    room.fetch(run_id, "/a-a1.html", article_page(1, extra="Tin được cập nhật thêm."))
    run_clean(room)
    found = rows(
        room,
        "SELECT a.key, f.key AS first FROM core.article a "
        "LEFT JOIN core.article f ON f.id = a.duplicate_of_id ORDER BY a.key",
    )
    assert [tuple(r) for r in found] == [
        ("bao-thu:1", None),
        ("bao-thu:2", None),
        ("bao-thu:3", "bao-thu:2"),
    ]


def test_a_torn_record_is_an_error_of_its_page_alone(room: Newsroom) -> None:
    run_id = room.run()
    room.fetch(run_id, "/a-a1.html", article_page(1))
    room.fetch(run_id, "/b-a2.html", article_page(2))
    [torn] = rows(room, "SELECT * FROM core.page WHERE article_key = 'bao-thu:1'")
    file = room.folder / torn.warc_path
    file.write_bytes(file.read_bytes()[:50])
    summary = run_clean(room)
    assert (summary.new, summary.errors) == (1, 1)
    [page] = rows(room, "SELECT * FROM core.page WHERE clean_outcome = 'error'")
    assert torn.warc_path in page.clean_reason


def fatal(task: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    if task.article_key == "bao-thu:3":
        os._exit(9)
    return judge_page(task, archive, catalogue)


def endless(task: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    if task.article_key == "bao-thu:3":
        time.sleep(60)
    return judge_page(task, archive, catalogue)


def faulty(task: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    if task.article_key == "bao-thu:3":
        raise ZeroDivisionError("a fault in the rules")
    return judge_page(task, archive, catalogue)


@pytest.mark.parametrize(
    ("judge", "stall", "reason"),
    [
        (fatal, 60.0, "cleaning it ends the process"),
        (endless, 2.0, "cleaning it hangs"),
        (faulty, 60.0, "ZeroDivisionError: a fault in the rules"),
    ],
)
def test_a_page_that_kills_its_process_costs_itself_alone(
    room: Newsroom, judge: Any, stall: float, reason: str
) -> None:
    run_id = room.run()
    for n in range(12):
        room.fetch(run_id, f"/a-a{n}.html", article_page(n))
    summary = run_clean(room, judge=judge, stall_seconds=stall)
    assert (summary.new, summary.errors) == (11, 1)
    [page] = rows(room, "SELECT * FROM core.page WHERE clean_outcome = 'error'")
    assert (page.article_key, page.clean_reason) == ("bao-thu:3", reason)


def test_a_kill_between_batches_loses_nothing(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "BATCH", 2)
    run_id = room.run()
    for n in range(5):
        room.fetch(run_id, f"/a-a{n}.html", article_page(n))

    def stop(done: int, total: int | None) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_clean(room, progress=stop)
    assert len(rows(room, "SELECT 1 FROM core.article_version")) == 2
    assert run_clean(room).new == 3
    assert len(rows(room, "SELECT 1 FROM core.article")) == 5


def test_a_run_is_counted_with_its_last_page_and_once(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "BATCH", 2)
    monkeypatch.setattr(step, "count_articles", counted := Mock(wraps=count_articles))
    first, second = room.run(), room.run()
    for n, run_id in enumerate((first, first, first, first, second, second, second)):
        room.fetch(run_id, f"/a-a{n}.html", article_page(n))

    def stop(done: int, total: int | None) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_clean(room, progress=stop)
    query = (
        "SELECT articles FROM core.source_run WHERE source_id = 'bao-thu' "
        "ORDER BY run_id"
    )
    assert [run.articles for run in rows(room, query)] == [4, 0]
    run_clean(room)
    assert [run.articles for run in rows(room, query)] == [4, 3]
    assert [call.args[1] for call in counted.call_args_list] == [first, second]


def test_judging_again_by_newer_rules_corrects_the_version(room: Newsroom) -> None:
    room.fetch(room.run(), "/a-a1.html", article_page(1))
    run_clean(room)
    with room.engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE core.article_version SET text = 'cũ', text_hash = 'x', "
                "read_by = 'reader', extractor = 'older'"
            )
        )
        connection.execute(text("UPDATE core.page SET cleaned_by = 'older'"))
    assert run_clean(room).pages == 0
    assert run_clean(room, again=Again()).pages == 1
    [version] = rows(room, "SELECT * FROM core.article_version")
    assert version.text.startswith("Sáng 15/10")
    assert (version.number, version.read_by, version.extractor) == (1, "", EXTRACTOR)


# As older rules might have left two articles: one text, read in the first of them.
CLEANED_AS_ONE = (
    "UPDATE core.article_version SET text_hash = 'x', text = 'cũ', extractor = 'older'",
    "UPDATE core.page SET cleaned_by = 'older'",
    "UPDATE core.article SET duplicate_of_id = (SELECT min(id) FROM core.article)"
    " WHERE source_id = 'bao-khac'",
    "UPDATE core.article_version SET read_by = CASE article_id"
    " WHEN (SELECT min(id) FROM core.article) THEN 'reader' ELSE 'copy' END",
)


def test_a_copy_that_is_corrected_to_another_text_is_read_as_news(
    room: Newsroom,
) -> None:
    """It was never read itself: what it says is told for the first time."""
    room.fetch(room.run(), "/a-a1.html", article_page(1))
    room.fetch(room.run(), "/b-a2.html", article_page(2), source_id="bao-khac")
    run_clean(room)
    with room.engine.begin() as connection:
        for statement in CLEANED_AS_ONE:
            connection.execute(text(statement))
    assert run_clean(room, again=Again()).pages == 2
    query = """
        SELECT a.duplicate_of_id, v.read_by
        FROM core.article_version v JOIN core.article a ON a.id = v.article_id
        ORDER BY a.id
    """
    first, copy = rows(room, query)
    assert (first.duplicate_of_id, first.read_by) == (None, "")
    assert (copy.duplicate_of_id, copy.read_by) == (None, None)


def test_a_source_cleaned_again_has_no_edit_that_was_none(room: Newsroom) -> None:
    """A selector was mended: the first page corrects its version, and the second,
    which brought the same text, is still the same."""
    for path in ("/a-a1.html", "/a-a1.html", "/b-a2.html"):
        room.fetch(room.run(), path, article_page(1))
    room.fetch(room.run(), "/c-a3.html", article_page(3), source_id="bao-khac")
    run_clean(room)
    with room.engine.begin() as connection:
        connection.execute(
            text("UPDATE core.article_version SET text = 'cũ', text_hash = 'x'")
        )

    later = AS_OF + timedelta(seconds=3)
    only_late = run_clean(room, again=Again(since=later, sources=["bao-thu"]))
    summary = run_clean(room, again=Again(sources=["bao-thu"]))

    assert (only_late.pages, summary.pages) == (1, 3)
    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 1)
    versions = rows(room, "SELECT text FROM core.article_version ORDER BY page_id")
    assert [version.text == "cũ" for version in versions] == [False, False, True]


def test_an_archive_out_of_reach_stops_the_step_and_blames_no_page(
    room: Newsroom,
) -> None:
    room.fetch(room.run(), "/a-a1.html", article_page(1))
    with pytest.raises(OSError, match="unreachable"):
        run_clean(room, judge=unreachable)
    [page] = rows(room, "SELECT * FROM core.page")
    assert page.clean_outcome is None


def unreachable(task: Task, archive: Archive, catalogue: Catalogue) -> Judged:
    raise ConnectionError("unreachable archive")


class StillbornJudge:
    """Kills every process that it is handed to, before any page is."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (1,)


def test_when_no_process_can_be_started_no_page_is_blamed(room: Newsroom) -> None:
    room.fetch(room.run(), "/a-a1.html", article_page(1))
    with pytest.raises(OSError, match="no process can be started"):
        run_clean(room, judge=StillbornJudge(), stall_seconds=20.0)
    [page] = rows(room, "SELECT * FROM core.page")
    assert page.clean_outcome is None
    assert run_clean(room).new == 1

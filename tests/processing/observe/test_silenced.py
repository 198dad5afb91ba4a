"""Copies are dealt with once, and anew when they are none any more or must speak."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from processing.observe.reader import READER
from processing.observe.step import observe
from processing.store import locks, readings
from processing.store.readings import COPY
from tests.processing.diff.archive import Archive

PROJECT = Path(__file__).resolve().parents[3]
MIGRATION = PROJECT / "sql/migrations/versions/0015_copies.sql"
MADE = ("silence_copies", "article_copies_changed", "source_run_released")
NEWS = "Ngày 11/3/2021, Tỉnh ủy Nam Định ban hành Nghị quyết số 07-NQ/TU về du lịch."


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store with two papers and an agency, and one run."""
    made = Archive(engine)
    for name in ("first", "second", "agency"):
        made.source(name)
    made.run("2021-03-12")
    return made


def printed(archive: Archive, source: str, copy_of: int | None = None) -> int:
    """An article with the news in this run, not yet read; its number."""
    article, version = archive.article(source, "2021-03-12", copy_of=copy_of)
    write = "UPDATE core.article_version SET text = :text WHERE id = :id"
    archive.do(write, text=NEWS, id=version)
    return article


def link(archive: Archive, article: int, first: int | None) -> None:
    change = "UPDATE core.article SET duplicate_of_id = :first WHERE id = :id"
    archive.do(change, first=first, id=article)


def hold(archive: Archive, source: str, *, is_held: bool, run: int = 0) -> None:
    """Hold a crawl, that of this run where no other is given, or let it go."""
    archive.do(
        "UPDATE core.source_run SET is_held = :is_held"
        " WHERE source_id = :source AND run_id = :run",
        is_held=is_held,
        source=source,
        run=run or archive.run_id,
    )


def read(archive: Archive) -> int:
    """How many texts are read."""
    return observe(archive.engine, workers=1).texts


def speak(archive: Archive) -> dict[int, bool]:
    """The articles that report something, and whether as read again."""
    rows = archive.rows(
        "SELECT v.article_id, bool_and(o.is_reread) AS again FROM core.observation o"
        " JOIN core.article_version v ON v.id = o.article_version_id"
        " WHERE o.superseded_at IS NULL GROUP BY 1 ORDER BY 1"
    )
    return {row.article_id: row.again for row in rows}


def marks(archive: Archive) -> dict[int, str | None]:
    rows = archive.rows("SELECT article_id, read_by FROM core.article_version")
    return {row.article_id: row.read_by for row in rows}


def test_a_copy_is_dealt_with_once_and_shown_as_read_by_nobody(
    archive: Archive,
) -> None:
    first = printed(archive, "first")
    copy = printed(archive, "second", first)
    assert read(archive) == 1
    assert marks(archive) == {first: READER, copy: COPY}
    before = archive.rows("SELECT *, xmin FROM core.article_version ORDER BY id")
    assert read(archive) == 0
    after = archive.rows("SELECT *, xmin FROM core.article_version ORDER BY id")
    assert after == before
    shown = archive.rows("SELECT reader FROM dashboard.articles ORDER BY article_id")
    assert [row.reader for row in shown] == [READER, None]


def test_a_copy_that_is_none_any_more_is_news(archive: Archive) -> None:
    first = printed(archive, "first")
    copy = printed(archive, "second", first)
    read(archive)
    link(archive, copy, None)
    assert read(archive) == 1
    assert speak(archive) == {first: False, copy: False}


def test_a_copy_of_another_article_now_is_still_not_read(archive: Archive) -> None:
    first, other = printed(archive, "first"), printed(archive, "agency")
    copy = printed(archive, "second", first)
    read(archive)
    link(archive, copy, other)
    assert read(archive) == 0
    assert marks(archive)[copy] == COPY


def test_what_was_read_before_it_was_a_copy_is_put_away(archive: Archive) -> None:
    first, copy = printed(archive, "first"), printed(archive, "second")
    assert read(archive) == 2
    link(archive, copy, first)
    assert read(archive) == 0
    assert speak(archive) == {first: False}
    link(archive, copy, None)
    assert read(archive) == 1
    assert speak(archive) == {first: False, copy: False}


def test_newer_rules_do_not_read_copies_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = printed(archive, "first")
    copy = printed(archive, "second", first)
    read(archive)
    # Rules have any name: one behind the mark, one before it.
    for newer in ("newest", "10"):
        monkeypatch.setattr("processing.observe.step.READER", newer)
        assert read(archive) == 1
        assert marks(archive) == {first: newer, copy: COPY}


def test_a_copy_speaks_as_long_as_the_first_is_held(archive: Archive) -> None:
    first = printed(archive, "first")
    copy = printed(archive, "second", first)
    archive.do("UPDATE core.article_version SET read_by = NULL")
    hold(archive, "first", is_held=True)
    assert read(archive) == 1
    assert speak(archive) == {copy: False}
    assert read(archive) == 0
    hold(archive, "first", is_held=False)
    assert read(archive) == 1
    assert speak(archive) == {first: False}
    assert marks(archive)[copy] == COPY
    hold(archive, "first", is_held=True)
    assert read(archive) == 1
    assert speak(archive)[copy] is False


def test_a_copy_speaks_until_the_last_crawl_of_the_first_is_released(
    archive: Archive,
) -> None:
    first = printed(archive, "first")
    copy = printed(archive, "second", first)
    early = archive.run_id
    hold(archive, "first", is_held=True)
    late = archive.run("2021-03-13")
    later_text(archive, "first", first)
    hold(archive, "first", is_held=True)
    assert read(archive) == 1
    hold(archive, "first", is_held=False, run=late)
    read(archive)
    assert speak(archive)[copy] is False
    assert marks(archive)[copy] == READER
    hold(archive, "first", is_held=False, run=early)
    read(archive)
    assert marks(archive)[copy] == COPY


def later_text(archive: Archive, source: str, article: int) -> None:
    """A second version of an article, fetched in this run."""
    other, version = archive.article(source, "2021-03-13")
    archive.do(
        "UPDATE core.article_version SET article_id = :article, number = 2"
        " WHERE id = :id",
        article=article,
        id=version,
    )
    archive.do("DELETE FROM core.article WHERE id = :id", id=other)


def test_a_text_of_a_held_crawl_that_comes_late_lets_the_copy_speak(
    archive: Archive,
) -> None:
    first = printed(archive, "first")
    copy = printed(archive, "second", first)
    assert read(archive) == 1
    archive.run("2021-03-13")
    printed(archive, "first")
    hold(archive, "first", is_held=True)
    assert read(archive) == 0
    later_text(archive, "first", first)
    assert read(archive) == 1
    assert copy in speak(archive)


def test_who_read_before_it_was_a_copy_and_writes_after_is_put_away(
    archive: Archive,
) -> None:
    """So a replay does: it reads, a person looks at it, and then it is written."""
    first, copy = printed(archive, "first"), printed(archive, "second")
    read(archive)
    with archive.engine.connect() as connection:
        [texts] = readings.texts(connection, 10)
    link(archive, copy, first)
    read(archive)
    with archive.engine.begin() as connection:
        ids = [one.version_id for one in texts]
        readings.replace(connection, ids, [], READER)
        readings.silence(connection, ids)
    assert marks(archive) == {first: READER, copy: ""}
    assert read(archive) == 0
    assert marks(archive) == {first: READER, copy: COPY}


@pytest.fixture
def another(archive: Archive) -> Iterator[Connection]:
    """Somebody else's transaction."""
    with archive.engine.begin() as connection:
        yield connection


@pytest.mark.parametrize("work", [locks.CLEAN, locks.HEALTH])
def test_nothing_is_read_while_its_links_or_holds_change(
    archive: Archive, another: Connection, work: str
) -> None:
    locks.hold(another, work)
    database = archive.engine.url.database
    archive.do(f'ALTER DATABASE "{database}" SET lock_timeout = 50')
    archive.engine.dispose()
    with pytest.raises(OperationalError, match="lock timeout"):
        observe(archive.engine, workers=1)


def test_copies_stay_out_of_a_replay(archive: Archive) -> None:
    first = printed(archive, "first")
    printed(archive, "second", first)
    read(archive)
    hold(archive, "first", is_held=True)
    with archive.engine.connect() as connection:
        assert list(readings.texts(connection, 10)) == []


def test_many_copies_are_marked_in_parts(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "MARKED", 2)
    first = printed(archive, "first")
    copies = [printed(archive, "second", first) for _ in range(5)]
    read(archive)
    expected: dict[int, Any] = dict.fromkeys(copies, COPY)
    assert marks(archive) == {first: READER, **expected}


def test_todays_copies_are_marked_by_the_migration(archive: Archive) -> None:
    """As the release before left them: unread, or read since the last reading."""
    first = printed(archive, "first")
    unread, late = printed(archive, "second", first), printed(archive, "second")
    with archive.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("UPDATE core.article_version SET read_by = '1'"))
        connection.execute(
            text(
                "UPDATE core.article_version SET read_by = NULL WHERE article_id = :a"
            ),
            {"a": unread},
        )
        connection.execute(
            text("UPDATE core.article SET duplicate_of_id = :f WHERE id = :a"),
            {"f": first, "a": late},
        )
        for function in MADE:
            connection.execute(text(f"DROP FUNCTION core.{function} CASCADE"))
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(MIGRATION.read_text(encoding="utf-8"))
    assert marks(archive) == {first: "1", unread: COPY, late: ""}
    assert read(archive) == 1
    assert marks(archive) == {first: READER, unread: COPY, late: COPY}

"""The step over a store: each text is read once, again by new rules, copies never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text, update

from processing.model import Article, Observation
from processing.observe import step
from processing.observe.guarded import Unreadable, read_guarded
from processing.observe.step import observe
from processing.store import tables
from tests.processing.diff.archive import Archive

NEWS = "Sáng 11/3/2019, HĐND tỉnh Nam Định bầu ông Trần Văn Mẫu làm Chủ tịch UBND tỉnh."


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store with one run and one known source."""
    made = Archive(engine)
    made.source("bao")
    made.run("2019-03-12")
    return made


def _write(archive: Archive, version: int, words: str) -> None:
    table = tables.article_version
    with archive.engine.begin() as connection:
        connection.execute(
            update(table).where(table.c.id == version).values(text=words, read_by=None)
        )


def _rows(engine: Engine) -> list[dict[str, Any]]:
    select = text("SELECT * FROM core.observation ORDER BY id")
    with engine.begin() as connection:
        return [dict(row) for row in connection.execute(select).mappings()]


def test_reads_once(archive: Archive) -> None:
    _, version = archive.article("bao", "2019-03-12")
    _write(archive, version, NEWS)
    assert observe(archive.engine, workers=1).texts == 1
    rows = _rows(archive.engine)
    assert [row["organisation_id"] for row in rows] == ["nam-dinh-1"]
    assert observe(archive.engine, workers=1).texts == 0
    assert _rows(archive.engine) == rows


def test_copies_are_not_read(archive: Archive) -> None:
    first, version = archive.article("bao", "2019-03-12")
    _, copy = archive.article("bao", "2019-03-12", copy_of=first)
    _write(archive, version, NEWS)
    _write(archive, copy, NEWS)
    assert observe(archive.engine, workers=1).texts == 1


def test_new_rules_read_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, version = archive.article("bao", "2019-03-12")
    _write(archive, version, NEWS)
    observe(archive.engine, workers=1)
    before = len(_rows(archive.engine))
    monkeypatch.setattr(step, "READER", "later rules")
    assert observe(archive.engine, workers=1).texts == 1
    rows = _rows(archive.engine)
    current = [row for row in rows if row["superseded_at"] is None]
    assert len(current) == before


def _fails_on(words: str) -> Callable[[Article], list[Observation] | Unreadable]:
    def reading(article: Article) -> list[Observation] | Unreadable:
        if words in article.text:
            return Unreadable("ValueError: out of range")
        return read_guarded(article)

    return reading


def test_a_text_on_which_the_rules_fail_stops_no_other(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bad = archive.article("bao", "2019-03-12")
    _, good = archive.article("bao", "2019-03-12")
    _write(archive, bad, f"Tin hỏng. {NEWS}")
    _write(archive, good, NEWS)
    monkeypatch.setattr(step, "read_guarded", _fails_on("hỏng"))
    summary = observe(archive.engine, workers=1)
    assert (summary.texts, len(summary.failed)) == (2, 1)
    assert summary.failed[0].endswith(": ValueError: out of range")
    assert {row["article_version_id"] for row in _rows(archive.engine)} == {good}
    assert observe(archive.engine, workers=1).texts == 0  # told once, not every day


def test_what_rules_before_have_read_outlasts_a_failure(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, version = archive.article("bao", "2019-03-12")
    _write(archive, version, NEWS)
    observe(archive.engine, workers=1)
    before = _rows(archive.engine)
    monkeypatch.setattr(step, "READER", "later rules")
    monkeypatch.setattr(step, "read_guarded", _fails_on("HĐND"))
    assert len(observe(archive.engine, workers=1).failed) == 1
    assert _rows(archive.engine) == before
    error = text("SELECT read_error FROM core.article_version")
    with archive.engine.connect() as connection:
        assert connection.scalar(error) == "ValueError: out of range"
    monkeypatch.setattr(step, "READER", "corrected rules")
    monkeypatch.setattr(step, "read_guarded", read_guarded)
    assert observe(archive.engine, workers=1).failed == []
    with archive.engine.connect() as connection:
        assert connection.scalar(error) is None

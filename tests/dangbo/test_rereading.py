"""A change of rules is no news: what is found by reading again, and when it is told."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from dangbo.rereading import found_by_rereading
from processing.observe import step as observe_step
from processing.observe.step import observe
from tests.processing.diff.archive import Archive

NEWS = "Ngày {day}, Tỉnh ủy Nam Định ban hành Nghị quyết số {number}-NQ/TU về du lịch."


@pytest.fixture
def archive(engine: Engine) -> Archive:
    made = Archive(engine)
    made.source("bao")
    return made


def printed(archive: Archive, day: str, number: int) -> None:
    """An article of ``day`` that reports a resolution of that day."""
    _, version = archive.article("bao", day)
    year, month, date = day.split("-")
    words = NEWS.format(day=f"{int(date)}/{int(month)}/{year}", number=number)
    archive.do(
        "UPDATE core.article_version SET text = :text WHERE id = :id",
        text=words,
        id=version,
    )


def read_blindly(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older rules read everything and find nothing."""
    with monkeypatch.context() as older:
        older.setattr(observe_step, "READER", "older rules")
        older.setattr(observe_step, "read_guarded", lambda article: [])
        observe(archive.engine, workers=1)


def morning_with_newer_rules(archive: Archive, day: str) -> dict[str, bool]:
    """Numbers of the resolutions found so far, and whether they are news."""
    archive.run(day)
    observe(archive.engine, workers=1)
    archive.diff()
    return {
        row.fields["number"]: row.is_news
        for row in archive.events("fields, is_news, occurred_on, id")
    }


def test_newer_rules_tell_only_of_what_was_missed_lately(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("2021-05-20")
    for day, number in (("2021-05-10", 5), ("2021-05-17", 6), ("2021-05-19", 7)):
        printed(archive, day, number)
    read_blindly(archive, monkeypatch)
    archive.diff()
    assert archive.events() == []

    news = morning_with_newer_rules(archive, "2021-05-21")

    assert news == {"05-NQ/TU": False, "06-NQ/TU": False, "07-NQ/TU": True}
    line = found_by_rereading(archive.engine, archive.run_id)
    assert line is not None and "2 events found by reading again" in line
    assert morning_with_newer_rules(archive, "2021-05-22") == news
    assert found_by_rereading(archive.engine, archive.run_id) is None


def test_what_is_read_for_the_first_time_is_told_in_the_whole_window(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("2021-05-20")
    printed(archive, "2021-05-10", 5)
    read_blindly(archive, monkeypatch)
    archive.run("2021-05-21")
    printed(archive, "2021-05-10", 6)
    printed(archive, "2021-05-10", 5)  # another article of what was missed
    assert morning_with_newer_rules(archive, "2021-05-21") == {
        "05-NQ/TU": True,
        "06-NQ/TU": True,
    }


def test_what_was_told_is_not_told_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("2021-05-20")
    printed(archive, "2021-05-19", 5)
    assert morning_with_newer_rules(archive, "2021-05-20") == {"05-NQ/TU": True}
    before = archive.events("id, is_news, last_run_id, occurred_on")
    monkeypatch.setattr(observe_step, "READER", "newest rules")
    morning_with_newer_rules(archive, "2021-05-21")
    assert archive.events("id, is_news, last_run_id, occurred_on") == before


def test_a_page_cleaned_again_is_no_news_either(archive: Archive) -> None:
    archive.run("2021-05-20")
    printed(archive, "2021-05-10", 5)
    archive.do("UPDATE core.article_version SET read_by = ''")
    assert morning_with_newer_rules(archive, "2021-05-21") == {"05-NQ/TU": False}

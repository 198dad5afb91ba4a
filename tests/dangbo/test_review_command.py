"""`dangbo review`, from the command line to the views."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from dangbo.cli.main import cli
from processing.diff.edits import EditError
from processing.diff.reviews import ReviewError
from tests.processing.diff.archive import Archive

RIGHT, SLIP = "Phạm Gia Túc", "Phạm Gia Tức"


@pytest.fixture
def archive(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A store that the command is configured for, with one reported change."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    made = Archive(engine)
    made.source("wire")
    made.run("2021-07-31")
    made.change("wire", "2021-07-30", "2021-07-30", SLIP)
    made.diff()
    return made


def dangbo(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def told(*arguments: str) -> str:
    result = dangbo(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_an_edit_by_command_is_shown_by_the_views_and_survives_a_diff(
    archive: Archive,
) -> None:
    [event] = archive.events()
    line = told(
        "review", "edit", str(event.id), "--set", f"person={RIGHT}",
        "--set", "date=2021-07-29", "--by", "Lan", "--note", "lỗi chính tả",
    )  # fmt: skip
    assert line.startswith(f"event {event.id} edited: review ")
    archive.run("2021-08-01")
    archive.holder("wire", "2021-07-31", RIGHT)
    archive.diff()
    [shown] = archive.rows("SELECT * FROM dashboard.leadership_changes")
    assert (shown.person, str(shown.occurred_on)) == (RIGHT, "2021-07-29")
    assert shown.status == "confirmed"
    [leader] = archive.rows("SELECT * FROM dashboard.leaders_history")
    assert (leader.person, str(leader.held_from)) == (RIGHT, "2021-07-29")
    [review] = archive.rows("SELECT * FROM dashboard.reviews")
    assert (review.decision, review.edits, review.decided_by, review.note) == (
        "edited",
        f"occurred_on=2021-07-29, person={RIGHT}",
        "Lan",
        "lỗi chính tả",
    )


def test_decisions_are_listed_and_replaced(archive: Archive) -> None:
    event = str(archive.events()[0].id)
    told("review", "confirm", event)
    told("review", "reject", event, "--by", "Lan")
    [row] = json.loads(told("review", "list", "--format", "json"))
    assert (row["decision"], row["decided_by"]) == ("rejected", "Lan")
    every = json.loads(told("review", "list", "--all", "--format", "json"))
    assert [row["decision"] for row in every] == ["rejected", "confirmed"]
    assert "rejected" in told("review", "list")
    assert archive.rows("SELECT status FROM dashboard.events") == [("rejected",)]
    assert archive.rows("SELECT person FROM dashboard.leaders_history") == []


def test_before_deciding_all_that_an_event_rests_on_is_shown(archive: Archive) -> None:
    archive.change("wire", "2021-07-31", "2021-07-30", SLIP)
    archive.diff()
    [event] = archive.events()
    told("review", "edit", str(event.id), "--set", f"person={RIGHT}", "--by", "Lan")
    told("review", "reject", str(event.id), "--by", "Mai", "--note", "một phường")

    shown = told("review", "show", str(event.id))
    asked = told("review", "show", str(event.id), "--format", "json")

    first, *lines = shown.splitlines()
    assert first.startswith(f"event {event.id}: ")
    assert "  nam-dinh, leadership change, 2021-07-30" in lines
    assert any("rejected, " in line and "% sure" in line for line in lines)
    assert any("rejected by Mai on " in line and "một phường" in line for line in lines)
    assert any(f"edited (person={RIGHT}) by Lan on" in line for line in lines)
    sentences = json.loads(asked)["sentences"]
    assert len(sentences) == 2
    for sentence in sentences:
        assert f"  reports: “{sentence['quote']}”" in lines
        assert f"    {sentence['url']}" in lines
        assert f"    archive: {sentence['kept_in']}" in lines
        path, _, offset = sentence["kept_in"].rpartition(":")
        assert path
        assert offset.isdecimal()
    assert isinstance(dangbo("review", "show", "99").exception, ReviewError)


def test_reviewed_cases_go_to_evaluate(archive: Archive, tmp_path: Path) -> None:
    told("review", "confirm", str(archive.events()[0].id))
    assert "1 articles, 1 observations" in told("review", "export", str(tmp_path))
    assert "1 articles" in told("evaluate", str(tmp_path))


def test_a_wrong_number_or_field_is_told(archive: Archive) -> None:
    assert isinstance(dangbo("review", "confirm", "99").exception, ReviewError)
    event = str(archive.events()[0].id)
    wrong = dangbo("review", "edit", event, "--set", "day=2021")
    assert isinstance(wrong.exception, EditError)
    assert archive.rows("SELECT * FROM core.review") == []


def test_a_province_is_corrected_and_two_events_are_made_one(archive: Archive) -> None:
    [event] = archive.events("id, occurred_on")
    archive.change("wire", "2021-07-29", "2021-07-29", RIGHT, organisation="ha-nam-1")
    archive.diff()
    right = archive.rows("SELECT id FROM core.event WHERE province = 'ha-nam'")[0].id
    told("review", "edit", str(event.id), "--province", "ha-nam", "--by", "Lan")
    line = told("review", "merge", str(event.id), str(right), "--by", "Lan")
    assert line.startswith(f"event {event.id} is event {right}: review ")
    [row] = archive.rows("SELECT * FROM core.event WHERE status <> 'retracted'")
    assert (row.id, row.province, row.fields["person"]) == (right, "ha-nam", RIGHT)
    [review] = json.loads(told("review", "list", "--format", "json"))
    assert "province=ha-nam" in review["edits"]
    refused = dangbo("review", "merge", str(right), str(right))
    assert refused.exit_code != 0

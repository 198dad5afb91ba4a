"""From `dangbo review` to the mails of those who had been told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from dangbo.cli.main import cli
from processing.alert.step import alert
from processing.alert.subscriptions import Wish, subscribe
from processing.settings import Settings
from tests.processing.alert.mailroom import Mailroom, text_of
from tests.processing.diff.archive import Archive

RIGHT, SLIP = "Phạm Gia Túc", "Phạm Gia Tức"


class Readers:
    """Somebody who is told what changed, and the reviewer beside."""

    def __init__(self, engine: Engine, room: Mailroom) -> None:
        self.engine, self.room, self.hours = engine, room, 0
        subscribe(engine, Wish("an@example.org", kinds=["leadership_change"]))
        self.archive = Archive(engine)
        self.archive.source("wire")
        self.run = self.archive.run("2021-07-31")
        self.archive.change("wire", "2021-07-30", "2021-07-30", SLIP)
        self.archive.diff()
        [self.event] = self.archive.events()

    def told(self) -> list[str]:
        """All mails so far, after one more hour."""
        self.hours += 1
        as_of = self.archive.as_of + timedelta(hours=self.hours)
        settings = Settings(_env_file=None, SMTP_URL=self.room.url)
        for _ in range(2):  # the second time nobody is told anything
            alert(self.engine, run_id=self.run, as_of=as_of, settings=settings)
        return [text_of(mail).replace("*", "") for _, mail in self.room.mails]

    def review(self, decision: str, *arguments: str) -> None:
        """Judge the event by command."""
        given = ["review", decision, str(self.event.id), *arguments]
        result = CliRunner().invoke(cli, given)
        assert result.exit_code == 0, result.output


@pytest.fixture
def readers(
    engine: Engine, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> Readers:
    """One of them was told of a change of leaders in Nam Định."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    readers = Readers(engine, mailroom)
    assert len(readers.told()) == 1
    return readers


def test_a_slip_told_is_corrected_then_withdrawn_then_restored(
    readers: Readers,
) -> None:
    readers.review("edit", "--set", f"person={RIGHT}")
    readers.review("edit", "--set", "date=2021-07-29")
    first, corrected = readers.told()
    assert SLIP in first
    assert "Đính chính tin đã báo ngày" in corrected
    assert f"“{SLIP} " in corrected
    assert "Ngày 29/07/2021" in corrected
    assert readers.room.mails[-1][1]["Subject"].startswith("Nam Định: đính chính: tân ")

    readers.review("reject")
    assert "xin bỏ qua" in readers.told()[2]
    readers.review("confirm")
    assert "Cập nhật tin đã báo" in readers.told()[3]
    assert len(readers.told()) == 4


def test_a_wrong_province_told_is_corrected_once(readers: Readers) -> None:
    readers.review("edit", "--province", "ha-nam")
    [_, corrected] = readers.told()
    assert f"“tỉnh Nam Định: {SLIP} " in corrected
    assert "═══ Hà Nam ═══" in corrected
    readers.review("edit", "--province", "ha-nam", "--note", "as it was")
    assert len(readers.told()) == 2


def test_a_second_withdrawal_is_told_again_once(readers: Readers) -> None:
    for decision, words in (
        ("reject", "xin bỏ qua"),
        ("confirm", "Cập nhật tin đã báo"),
    ) * 2:
        before = len(readers.room.mails)
        readers.review(decision)
        [mail] = readers.told()[before:]
        assert words in mail


def test_what_is_taken_back_between_two_mails_is_not_told(
    readers: Readers,
) -> None:
    for decision in ("reject", "confirm", "reject"):
        readers.review(decision)
        readers.told()
    readers.review("confirm")
    readers.review("reject")
    assert len(readers.told()) == 4

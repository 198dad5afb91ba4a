"""From `dangbo review` to the mails of those who had been told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from dangbo.cli.main import cli
from processing.alert.step import alert
from processing.alert.subscriptions import Wish, subscribe
from processing.settings import Settings
from tests.processing.alert.mailroom import Mailroom, Post, text_of
from tests.processing.diff.archive import Archive

RIGHT, SLIP = "Phạm Gia Túc", "Phạm Gia Tức"


@pytest.fixture
def mailroom() -> Iterator[Mailroom]:
    """A friendly mail server."""
    room = Mailroom()
    post = Post(room)
    post.start()
    yield room
    post.stop()


def test_a_slip_told_is_corrected_then_withdrawn_then_restored(
    engine: Engine, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    subscribe(engine, Wish("an@example.org", kinds=["leadership_change"]))
    archive = Archive(engine)
    archive.source("wire")
    run = archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", SLIP)
    archive.diff()
    [event] = archive.events()
    hours = 0

    def told() -> list[str]:
        nonlocal hours
        hours += 1
        as_of = archive.as_of + timedelta(hours=hours)
        settings = Settings(_env_file=None, SMTP_URL=mailroom.url)
        for _ in range(2):  # the second time nobody is told anything
            alert(engine, run_id=run, as_of=as_of, settings=settings)
        return [text_of(mail).replace("*", "") for _, mail in mailroom.mails]

    def review(*arguments: str) -> None:
        result = CliRunner().invoke(cli, ["review", *arguments])
        assert result.exit_code == 0, result.output

    assert len(told()) == 1
    review("edit", str(event.id), "--set", f"person={RIGHT}")
    review("edit", str(event.id), "--set", "date=2021-07-29")
    first, corrected = told()
    assert SLIP in first
    assert "Đính chính tin đã báo ngày" in corrected
    assert f"“{SLIP} " in corrected
    assert "Ngày 29/07/2021" in corrected

    review("reject", str(event.id))
    assert "xin bỏ qua" in told()[2]
    review("confirm", str(event.id))
    assert "Cập nhật tin đã báo" in told()[3]
    assert len(told()) == 4

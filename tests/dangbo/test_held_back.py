"""A day that is refused, or never comes to its end: its readers are told, once."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from dangbo import chain, scheduled
from dangbo.cli.main import cli
from dangbo.errors import CrawlFailed
from dangbo.plan import Plan
from processing.alert.subscriptions import SubscriptionError, Wish, subscribe
from processing.settings import load_settings
from tests.dangbo.paper import Newsroom, source
from tests.processing.alert.mailroom import Mailroom, text_of
from tests.processing.alert.world import ALL_KINDS, DAY, MORNING, World

READER = "an@example.org"


def to_reader(newsroom: Newsroom) -> list[Any]:
    return [mail for mail in newsroom.mailbox.messages() if mail.to == (READER,)]


def test_what_a_refused_day_held_back_comes_with_the_next_one(
    newsroom: Newsroom,
) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1], "2023-07-10")
    assert newsroom.run("2023-07-11T05:30").returncode == 0
    subscribe(newsroom.engine, Wish(READER, ALL_KINDS))

    section = newsroom.site.answers.pop("/")
    refused = newsroom.run("2023-07-13T05:30")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    [mail] = to_reader(newsroom)
    assert mail.subject == "Tin tạm gián đoạn: cập nhật lần cuối ngày 11/07/2023"

    newsroom.site.answers["/"] = section
    newsroom.prints("/", [1, 2, 3], "2023-07-12")
    newsroom.prints_the_resolution(3)
    assert newsroom.run("2023-07-14T05:30").returncode == 0
    [_, mail] = to_reader(newsroom)
    assert "14-NQ/TU" in mail.subject
    assert "sau gián đoạn từ ngày 11/07/2023 đến ngày 14/07/2023" in mail.text
    [outage] = newsroom.rows("SELECT * FROM dashboard.outages")
    assert (outage["cause"], outage["notices_sent"]) == ("doubted", 2)
    assert outage["ended_at"] is not None


@pytest.fixture
def installed(
    engine: Engine, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> World:
    """An installation that compared yesterday, and has a reader."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    monkeypatch.setenv("SMTP_URL", mailroom.url)
    monkeypatch.delenv("DANGBO_OPERATOR", raising=False)
    world = World(engine)
    world.change("run", world.run(MORNING - DAY), compared_at=MORNING - DAY)
    world.subscriber(READER)
    return world


def half_hour(hours: float) -> str:
    """The DAG `send_waiting`, so long after the morning's run was due."""
    at = MORNING + timedelta(hours=hours)
    return scheduled.send_waiting(SimpleNamespace(logical_date=at, run_after=at))


def test_a_day_that_never_comes_to_its_end_is_told_at_its_hour(
    installed: World, mailroom: Mailroom
) -> None:
    installed.run()  # begun, and never heard of again
    for hours in (0.5, 1, 3.5):
        half_hour(hours)
    assert mailroom.mails == []
    for hours in (4, 4.5, 12, 27):
        half_hour(hours)
    assert "theo lịch chưa chạy xong" in text_of(mailroom.only())

    said = CliRunner().invoke(cli, ["outages", "--format", "json"])
    [outage] = json.loads(said.output)
    assert (outage["cause"], outage["notices_sent"]) == ("unfinished", 1)
    assert "all news" in CliRunner().invoke(cli, ["outages"]).output


def test_the_task_that_refuses_a_day_tells_its_readers(
    installed: World, mailroom: Mailroom
) -> None:
    context = {
        "ti": SimpleNamespace(dag_id="daily_monitor", task_id="check", run_id="x"),
        "dag_run": SimpleNamespace(logical_date=None, run_after=MORNING),
    }
    scheduled.report_failure({**context, "exception": RuntimeError("out of memory")})
    assert mailroom.mails == []
    for _ in range(2):
        scheduled.report_failure({**context, "exception": CrawlFailed("only 1 of 9")})
    assert "không đọc được đủ nguồn" in text_of(mailroom.only())


def test_a_run_of_some_sources_that_is_refused_holds_nothing_back(
    installed: World, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Any:
        raise CrawlFailed("only 0 of 1")

    monkeypatch.setattr(chain, "_steps", refuse)
    plan = Plan("manual.look", "manual", MORNING)
    for only, mails in (["paper"], 0), (None, 1):
        with pytest.raises(CrawlFailed):
            chain.run_all(load_settings(), plan, only)
        assert len(mailroom.mails) == mails


def test_a_reader_who_cannot_be_told_hides_no_failure(
    installed: World, monkeypatch: pytest.MonkeyPatch, mailroom: Mailroom
) -> None:
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    context = {
        "ti": SimpleNamespace(dag_id="daily_monitor", task_id="check", run_id="x"),
        "dag_run": SimpleNamespace(logical_date=MORNING, run_after=MORNING),
        "exception": CrawlFailed("only 1 of 9"),
    }
    scheduled.report_failure(context)
    assert [row.status for row in installed.alerts()] == ["pending"]
    monkeypatch.setenv("SMTP_URL", mailroom.url)
    half_hour(1)
    assert len(mailroom.mails) == 1


def test_the_mail_of_a_reader_is_shown_before_it_is_sent(installed: World) -> None:
    def shown(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["alert", "--preview", READER, *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    assert shown() == f"nothing waits for {READER}\n"
    wrong = CliRunner().invoke(cli, ["alert", "--preview", "an"])
    assert isinstance(wrong.exception, SubscriptionError)
    installed.outage()
    assert "Subject: Tin tạm gián đoạn" in shown("--as-of", "2025-10-02")
    assert installed.alerts() == []
    muted = CliRunner().invoke(cli, ["sources", "mute", "nobody"])
    assert muted.exit_code == 1
    paper = installed.source("Báo A")
    muted = CliRunner().invoke(cli, ["sources", "mute", paper, "--until", "2025-10-09"])
    assert muted.output == f"{paper}: muted until 2025-10-09\n"
    health = CliRunner().invoke(cli, ["sources", "health"]).output
    assert "muted until 2025-10-09" in " ".join(health.split())

"""What waits for its hour or its server: `dangbo alert --waiting`, and its DAG."""

from __future__ import annotations

import os
import socket
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from dangbo import scheduled
from dangbo.waiting import overdue
from processing.alert.clock import Hours
from processing.alert.step import alert
from processing.settings import Settings
from tests.dangbo import in_process
from tests.processing.alert.mailroom import Mailroom
from tests.processing.alert.world import MORNING, World

LATER = MORNING + timedelta(hours=1)
HOURS = Hours.parse("07:00-21:00")


def test_a_digest_of_the_morning_goes_out_at_its_hour_and_alarms_nobody(
    engine: Engine, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(engine)
    world.subscriber(frequency="daily")
    run = world.run()
    world.event(run)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    monkeypatch.setenv("SMTP_URL", mailroom.url)
    alert(engine, run_id=run, as_of=MORNING, settings=Settings(_env_file=None))
    with engine.connect() as connection:
        assert overdue(connection, MORNING, HOURS) == 0
        noon = MORNING + timedelta(hours=6)
        assert overdue(connection, noon, HOURS) == 1

    sent = []
    for minutes in (60, 90, 120):
        at = MORNING + timedelta(minutes=minutes)
        dag_run = SimpleNamespace(logical_date=at, run_after=at)
        sent.append(int("1 sent" in scheduled.send_waiting(dag_run)))

    assert sent == [0, 1, 0]
    assert len(mailroom.mails) == 1


def test_what_only_goes_along_with_others_alarms_nobody(engine: Engine) -> None:
    world = World(engine)
    world.add(
        "alert", outage_id=world.outage(), recipient="an@example.org", state="over",
        subscription_ids=[world.subscriber()], is_companion=True, last_error="451",
    )  # fmt: skip
    with engine.connect() as connection:
        assert overdue(connection, MORNING, HOURS) == 0


def test_what_cannot_be_sent_is_an_error_of_the_command_and_none_of_the_dag(
    engine: Engine, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(engine)
    world.subscriber()
    run = world.run()
    world.event(run)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    alert(engine, run_id=run, as_of=MORNING, settings=Settings(_env_file=None))
    with socket.create_server(("127.0.0.1", 0)) as free:
        away = f"127.0.0.1:{free.getsockname()[1]}"

    failed = sent_what_waits(f"smtp://{away}")
    assert (failed.returncode, failed.stdout) == (1, "")
    [line] = failed.stderr.splitlines()
    assert "1 alerts could not be mailed yet" in line
    assert f"mail server {away} cannot be reached" in line
    assert [row.status for row in world.alerts()] == ["pending"]

    # Put off for some minutes, and still said why; the DAG has its own next try.
    monkeypatch.setenv("SMTP_URL", f"smtp://{away}")
    dag_run = SimpleNamespace(logical_date=LATER, run_after=LATER)
    assert away in scheduled.send_waiting(dag_run)

    # Without any server that is how it was wanted.
    assert sent_what_waits("").returncode == 0
    assert sent_what_waits(mailroom.url, LATER + timedelta(hours=1)).returncode == 0
    assert [row.status for row in world.alerts()] == ["sent"]
    assert len(mailroom.mails) == 1


def sent_what_waits(
    smtp_url: str, at: datetime = LATER
) -> subprocess.CompletedProcess[str]:
    """`dangbo alert --waiting` with this mail server, at that moment."""
    arguments = ["alert", "--waiting", "--as-of", f"{at:%Y-%m-%dT%H:%M}"]
    environment = os.environ | {"SMTP_URL": smtp_url}
    return in_process.dangbo(arguments, Path.cwd(), environment)

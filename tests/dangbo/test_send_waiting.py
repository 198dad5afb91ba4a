"""What the DAG `send_waiting` calls, without Airflow."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine

from dangbo import outbox, scheduled
from processing.alert.clock import Hours
from processing.alert.step import alert
from processing.settings import Settings
from tests.processing.alert.mailroom import Mailroom
from tests.processing.alert.world import MORNING, World

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
        assert outbox.waiting(connection, run, MORNING, HOURS) == 0
        noon = MORNING + timedelta(hours=6)
        assert outbox.waiting(connection, run, noon, HOURS) == 1

    sent = []
    for minutes in (60, 90, 120):
        at = MORNING + timedelta(minutes=minutes)
        dag_run = SimpleNamespace(logical_date=at, run_after=at)
        sent.append(int("1 sent" in scheduled.send_waiting(dag_run)))

    assert sent == [0, 1, 0]
    assert len(mailroom.mails) == 1

"""No event lost, none told twice: senders killed at every step, and two at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import create_engine, delete, select, text

from processing.alert.claim import LEASE, claim
from processing.alert.outbox import queue
from processing.alert.step import AlertSummary, alert
from processing.settings import Settings
from processing.store.tables import alert as alerts
from processing.store.tables import event
from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom
from tests.processing.alert.world import MORNING, World

PROJECT = Path(__file__).resolve().parents[3]
AFTER_THE_LEASE = MORNING + LEASE + timedelta(minutes=1)


def start_sender(
    world: World, mailroom: Mailroom, run: int, point: str = "never"
) -> subprocess.Popen[str]:
    """Start sender.py; it dies at ``point``."""
    database = world.engine.url.render_as_string(hide_password=False)
    arguments = ["-m", "tests.processing.alert.sender", database, mailroom.url]
    return subprocess.Popen(
        [sys.executable, *arguments, str(run), point],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("point", "arrived"), [("claimed", 0), ("written", 0), ("accepted", 1)]
)
def test_a_killed_sender_loses_nothing(
    world: World, mailroom: Mailroom, tell: Tell, point: str, arrived: int
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    world.event(run)

    sender = start_sender(world, mailroom, run, point)
    assert sender.wait(30) == -signal.SIGKILL

    assert len(mailroom.mails) == arrived
    rows = world.alerts()
    assert {(row.status, row.attempts) for row in rows} == {("sending", 1)}
    # While the dead one may still be alive nobody repeats its mail.
    summary = tell(run)
    assert summary.sent == 0
    assert "tried again 10 minutes after" in summary.problems[0]

    assert tell(run, as_of=AFTER_THE_LEASE).sent == 2
    assert tell(run, as_of=AFTER_THE_LEASE).sent == 0

    # The one unavoidable case (killed after the 250): a second copy, known by its id.
    assert len(mailroom.mails) == arrived + 1
    ids = {mail["Message-ID"] for _, mail in mailroom.mails}
    assert ids == {row.message_id for row in rows}
    assert len(ids) == 1
    assert {(row.status, row.attempts) for row in world.alerts()} == {("sent", 2)}


def test_a_sender_killed_after_marking_repeats_nothing(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    world.subscriber("binh@example.org")
    run = world.run()
    world.event(run)

    assert start_sender(world, mailroom, run, "marked").wait(30) == -signal.SIGKILL

    assert len(mailroom.mails) == 1
    assert tell(run).sent == 1
    assert sorted(to for to, _ in mailroom.mails) == [
        "an@example.org",
        "binh@example.org",
    ]


def test_a_sender_killed_while_the_server_reads_is_repeated_under_the_same_id(
    world: World, mailroom: Mailroom, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    senders: list[subprocess.Popen[str]] = []
    take = mailroom.handle_DATA

    async def take_and_kill(*args: object) -> str:
        answer = await take(*args)
        if len(mailroom.mails) == 1:
            os.kill(senders[0].pid, signal.SIGKILL)
        return answer

    monkeypatch.setattr(mailroom, "handle_DATA", take_and_kill)
    senders.append(start_sender(world, mailroom, run))
    assert senders[0].wait(30) == -signal.SIGKILL

    tell(run, as_of=AFTER_THE_LEASE)

    assert len(mailroom.mails) == 2
    assert len({mail["Message-ID"] for _, mail in mailroom.mails}) == 1


def test_a_repeated_mail_takes_nothing_new_along(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run, fields={"number": "01-NQ/TU"})
    assert start_sender(world, mailroom, run, "accepted").wait(30) == -signal.SIGKILL
    world.event(run, fields={"number": "02-NQ/TU"})

    tell(run, as_of=AFTER_THE_LEASE)

    subjects = [mail["Subject"] for _, mail in mailroom.mails]
    assert subjects == [
        "Ninh Bình: Nghị quyết 01-NQ/TU",
        "Ninh Bình: Nghị quyết 01-NQ/TU",
        "Ninh Bình: Nghị quyết 02-NQ/TU",
    ]


def test_a_repeated_mail_keeps_its_id_when_part_of_it_is_gone(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    gone = world.event(run)
    assert start_sender(world, mailroom, run, "accepted").wait(30) == -signal.SIGKILL
    with world.engine.begin() as connection:
        connection.execute(delete(event).where(event.c.id == gone))

    assert tell(run, as_of=AFTER_THE_LEASE).sent == 1

    assert len(mailroom.mails) == 2
    assert len({mail["Message-ID"] for _, mail in mailroom.mails}) == 1


def test_a_second_sender_leaves_alone_whom_the_first_is_collecting_for(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    with world.engine.begin() as connection:
        queue(connection, run, MORNING)

    with world.engine.begin() as first:
        batch = claim(first, "an@example.org", AFTER_THE_LEASE, "example.org")
        assert batch is not None
        world.event(run)
        assert tell(run).sent == 0

    assert mailroom.mails == []
    assert tell(run).sent == 1


def test_an_alert_that_another_holds_keeps_the_others_not_waiting(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    for _ in range(2):
        world.event(run)
    with world.engine.begin() as connection:
        queue(connection, run, MORNING)
        # Whoever waits for the held row fails at once instead of hanging.
        name = connection.engine.url.database
        connection.execute(text(f"ALTER DATABASE {name} SET lock_timeout = '1s'"))
    world.engine.dispose()

    with world.engine.begin() as holder:
        held = world.alerts()[0].id
        holder.execute(select(alerts).where(alerts.c.id == held).with_for_update())
        assert tell(run).sent == 1

    assert tell(run).sent == 1


def test_two_processes_at_once_tell_everybody_once(
    world: World, mailroom: Mailroom
) -> None:
    names = [f"so{number}@example.org" for number in range(25)]
    for name in names:
        world.subscriber(name)
    run = world.run()
    for _ in range(3):
        world.event(run)

    senders = [start_sender(world, mailroom, run) for _ in range(2)]
    assert [sender.wait(60) for sender in senders] == [0, 0]

    assert sorted(to for to, _ in mailroom.mails) == sorted(names)
    assert {(row.status, row.attempts) for row in world.alerts()} == {("sent", 1)}
    assert len(world.alerts()) == 75


def test_many_threads_at_once_tell_one_person_once(
    world: World, mailroom: Mailroom, settings: Settings
) -> None:
    world.subscriber()
    run = world.run()
    for _ in range(40):
        world.event(run)
    start = Barrier(6)
    summaries: list[AlertSummary] = []

    def send() -> None:
        engine = create_engine(world.engine.url)
        start.wait()
        summaries.append(alert(engine, run_id=run, as_of=MORNING, settings=settings))
        engine.dispose()

    threads = [Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mailroom.mails) == 1
    assert sum(summary.sent for summary in summaries) == 40
    assert sum(summary.queued for summary in summaries) == 40

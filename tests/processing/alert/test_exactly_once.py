"""No event lost, none told twice: senders killed at every step, and two at once."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from multiprocessing.process import BaseProcess
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
from tests.processing.alert.sender import POINTS, start
from tests.processing.alert.world import MORNING, World

AFTER_THE_LEASE = MORNING + LEASE + timedelta(minutes=1)


def start_sender(
    world: World, mailroom: Mailroom, run: int, point: str = "never"
) -> BaseProcess:
    """Start a sender; it dies at ``point``."""
    database = world.engine.url.render_as_string(hide_password=False)
    return start(database, mailroom.url, run, point)


def exit_code(sender: BaseProcess) -> int | None:
    """How it ended: minus the number of the signal that killed it."""
    sender.join(60)
    return sender.exitcode


# In the hands of the server, not yet in our books: nobody can know whether it arrived.
UNKNOWABLE = {"accepted", "marking"}
BEFORE_THE_CLAIM = {"queueing", "queued", "claiming"}


@pytest.mark.parametrize("point", POINTS)
def test_a_sender_killed_anywhere_loses_nothing_and_repeats_only_what_nobody_can_know(
    world: World, mailroom: Mailroom, tell: Tell, point: str
) -> None:
    world.subscriber()
    run = world.run()
    events = {world.event(run), world.event(run)}

    assert exit_code(start_sender(world, mailroom, run, point)) == -signal.SIGKILL

    copies = 1 if point in UNKNOWABLE else 0
    arrived = copies + (point == "marked")
    assert len(mailroom.mails) == arrived
    if point not in {*BEFORE_THE_CLAIM, "marked"}:
        rows = world.alerts()
        assert {(row.status, row.attempts) for row in rows} == {("sending", 1)}
        # While the dead one may still be alive nobody repeats its mail.
        summary = tell(run)
        assert summary.sent == 0
        assert "tried again 10 minutes after" in summary.problems[0]

    tell(run, as_of=AFTER_THE_LEASE)
    assert tell(run, as_of=AFTER_THE_LEASE).sent == 0

    rows = world.alerts()
    assert {row.event_id for row in rows} == events
    assert {row.status for row in rows} == {"sent"}
    assert len(mailroom.mails) == 1 + copies
    # The copy is known by its id.
    ids = {mail["Message-ID"] for _, mail in mailroom.mails}
    assert ids == {row.message_id for row in rows}
    assert len(ids) == 1


def test_every_point_is_passed_in_order(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)
    passed: list[str] = []

    tell(run, watcher=passed.append)

    assert tuple(passed) == (*POINTS, "claiming")  # nothing is left to claim


def test_a_sender_killed_after_marking_repeats_nothing(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    world.subscriber("binh@example.org")
    run = world.run()
    world.event(run)

    assert exit_code(start_sender(world, mailroom, run, "marked")) == -signal.SIGKILL

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
    senders: list[BaseProcess] = []
    take = mailroom.handle_DATA

    async def take_and_kill(*args: object) -> str:
        answer = await take(*args)
        if len(mailroom.mails) == 1:
            os.kill(senders[0].pid or 0, signal.SIGKILL)
        return answer

    monkeypatch.setattr(mailroom, "handle_DATA", take_and_kill)
    senders.append(start_sender(world, mailroom, run))
    assert exit_code(senders[0]) == -signal.SIGKILL

    tell(run, as_of=AFTER_THE_LEASE)

    assert len(mailroom.mails) == 2
    assert len({mail["Message-ID"] for _, mail in mailroom.mails}) == 1


def test_a_repeated_mail_takes_nothing_new_along(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run, fields={"number": "01-NQ/TU"})
    assert exit_code(start_sender(world, mailroom, run, "accepted")) == -signal.SIGKILL
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
    assert exit_code(start_sender(world, mailroom, run, "accepted")) == -signal.SIGKILL
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
    assert [exit_code(sender) for sender in senders] == [0, 0]

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

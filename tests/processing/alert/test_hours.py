"""Digests keep to the mail hours and days; what is at once does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.alert.claim import LEASE
from processing.alert.clock import Hours, monday
from processing.alert.step import send_waiting
from processing.model import HANOI
from processing.settings import Settings
from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, text_of
from tests.processing.alert.world import DAY, MORNING, World

SEVEN = MORNING.replace(hour=7, minute=0)


@pytest.mark.parametrize(
    ("hours", "hour", "minute", "is_open"),
    [
        ("07:00-21:00", 6, 59, False),
        ("07:00-21:00", 7, 0, True),
        ("07:00-21:00", 20, 59, True),
        ("07:00-21:00", 21, 0, False),
        ("22:00-06:00", 23, 0, True),
        ("22:00-06:00", 7, 0, False),
        ("00:00-00:00", 3, 0, True),
    ],
)
def test_hours_are_those_of_hanoi(
    hours: str, hour: int, minute: int, is_open: bool
) -> None:
    now = datetime(2025, 10, 2, hour, minute, tzinfo=HANOI)

    assert Hours.parse(hours).hold(now) is is_open


@given(st.timedeltas(timedelta(), timedelta(days=3000)))
def test_the_next_monday_begins_within_a_week(later: timedelta) -> None:
    now = MORNING + later
    found = monday(now)

    assert found.weekday() == 0
    assert (found.hour, found.minute) == (0, 0)
    assert timedelta(days=-1) < found - now < timedelta(days=7)


@pytest.mark.parametrize("hours", ["7-21", "07:00", "25:00-26:00", "07:00-21:00x"])
def test_wrong_hours_are_refused(hours: str) -> None:
    with pytest.raises(ValueError, match="mail_hours"):
        Settings(_env_file=None, mail_hours=hours)


def test_what_waits_for_its_hour_is_sent_then_without_a_run(
    world: World, mailroom: Mailroom, tell: Tell, settings: Settings
) -> None:
    world.subscriber(frequency="daily")
    world.subscriber("ngay@example.org")
    run = world.run()
    world.event(run)

    summary = tell(run)  # 05:30
    assert (summary.sent, summary.problems) == (1, ())
    assert [to for to, _ in mailroom.mails] == ["ngay@example.org"]

    def send(as_of: datetime) -> int:
        return send_waiting(world.engine, as_of=as_of, settings=settings).sent

    assert send(SEVEN - timedelta(minutes=1)) == 0
    assert send(SEVEN) == 1
    assert send(SEVEN) == 0
    assert len(mailroom.to("an@example.org")) == 1


def test_what_is_at_once_takes_no_digest_along_at_night(
    world: World, mailroom: Mailroom, tell: Tell, settings: Settings
) -> None:
    world.subscriber(frequency="daily", kinds=["resolution"])
    world.subscriber(kinds=["leadership_change"])
    run = world.run()
    world.event(run)
    world.leader(run)

    assert tell(run).sent == 1  # 05:30
    assert send_waiting(world.engine, as_of=SEVEN, settings=settings).sent == 1

    night, day = (mail["Subject"] for _, mail in mailroom.mails)
    assert "Nguyễn Văn An" in night
    assert "Nghị quyết" not in night
    assert "Nghị quyết" in day


def test_who_unsubscribes_before_the_hour_gets_nothing(
    world: World, mailroom: Mailroom, tell: Tell, settings: Settings
) -> None:
    number = world.subscriber(frequency="daily")
    run = world.run()
    world.event(run)
    tell(run)
    world.change("subscription", number, ended_at=MORNING)

    assert send_waiting(world.engine, as_of=SEVEN, settings=settings).sent == 0
    assert world.alerts() == []


def test_a_weekly_digest_comes_on_monday_with_all_of_the_week(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(frequency="weekly")
    noons = [SEVEN + days * DAY for days in range(6)]  # Thursday … Tuesday
    for noon in noons:
        run = world.run(noon)
        world.event(run, proofs=[])
        tell(run, as_of=noon)

    mail = mailroom.only()
    assert "5 nghị quyết mới" in mail["Subject"]
    assert "06/10/2025" in text_of(mail)  # the Monday


def test_a_mail_of_unknown_fate_is_repeated_whole_at_any_hour(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    """Half of it under the same Message-ID would make the other half vanish."""
    world.subscriber(frequency="daily", kinds=["resolution"])
    world.subscriber(kinds=["leadership_change"])
    run = world.run()
    world.event(run)
    world.leader(run)

    class Killed(BaseException):
        pass

    def die(step: str) -> None:
        if step == "accepted":
            raise Killed

    evening = MORNING.replace(hour=20, minute=55)
    with pytest.raises(Killed):
        tell(run, as_of=evening, watcher=die)

    assert tell(run, as_of=evening + LEASE + timedelta(minutes=1)).sent == 2
    first, second = (mail for _, mail in mailroom.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] == second["Subject"]
    assert "Nguyễn Văn An" in first["Subject"]
    assert "Nghị quyết" in first["Subject"]

"""The fifth step, Event → Alert: queue what is news, and mail it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from processing.alert.channel import Watcher, ignore
from processing.alert.clock import Clock, moment
from processing.alert.delivery import Delivery, deliver
from processing.alert.notices.queue import queue_notices
from processing.alert.outbox import queue, tidy
from processing.alert.subscriptions import SubscriptionError, ensure_default
from processing.settings import Settings
from processing.store.tables import alert as alerts


@dataclass(frozen=True, slots=True)
class AlertSummary:
    """What the step did: ``mails`` counts mails, the other numbers alerts."""

    queued: int
    mails: int
    sent: int
    failed: int
    dead: int
    problems: tuple[str, ...]

    def __str__(self) -> str:
        mails = f"{self.mails} {'mail' if self.mails == 1 else 'mails'}"
        done = f"{self.queued} alerts queued, {self.sent} sent in {mails}"
        if self.failed or self.dead:
            done += f", {self.failed} failed, {self.dead} given up"
        return "\n".join([done, *(f"  {problem}" for problem in self.problems)])


def alert(
    engine: Engine,
    *,
    run_id: int,
    as_of: datetime,
    settings: Settings,
    watcher: Watcher = ignore,
) -> AlertSummary:
    """Queue the news of all runs so far and send what is due, once.

    Safe to run again, also after a kill and beside another sender: nobody is told
    the same state of an event twice (docs/mail.md names the one exception). What
    cannot be sent waits; ``problems`` says in words what and why.
    """
    problems = ensure_operator(engine, settings)
    with engine.begin() as connection:
        queued = queue(connection, run_id, as_of, settings.alert_window_days)
        now = moment(connection, run_id, as_of)
        queued += queue_notices(connection, run_id, now, settings.notice_again_days)
        watcher("queueing")
        clock = Clock.at(now)
    watcher("queued")
    delivery = deliver(engine, clock=clock, settings=settings, watcher=watcher)
    return _summary(engine, queued, delivery, problems)


def send_waiting(
    engine: Engine,
    *,
    as_of: datetime,
    settings: Settings,
    watcher: Watcher = ignore,
) -> AlertSummary:
    """Send what waits in the outbox and is due by now; queue nothing but notices.

    For digests whose hour has come, for mail that is to be tried again, and to say
    that no news comes. As safe to run again as ``alert``.
    """
    with engine.begin() as connection:
        tidy(connection)
        again = settings.notice_again_days
        queued = queue_notices(connection, None, as_of, again)
        watcher("queueing")
    watcher("queued")
    clock = Clock.at(as_of)
    delivery = deliver(engine, clock=clock, settings=settings, watcher=watcher)
    return _summary(engine, queued, delivery, [])


def _summary(
    engine: Engine, queued: int, delivery: Delivery, problems: list[str]
) -> AlertSummary:
    return AlertSummary(
        queued=queued,
        mails=delivery.mails,
        sent=delivery.sent,
        failed=delivery.failed,
        dead=delivery.dead,
        problems=(*problems, *delivery.problems, *_in_flight(engine)),
    )


def ensure_operator(engine: Engine, settings: Settings) -> list[str]:
    """Give the operator of a new installation the default subscription, if one is set.

    To be called before any other subscription is made: after it none is new.

    Returns:
        What is wrong with the operator's address, in words.
    """
    if not settings.operator:
        return []
    try:
        ensure_default(engine, settings.operator)
    except SubscriptionError as error:
        return [f"DANGBO_OPERATOR: {error}"]
    return []


def _in_flight(engine: Engine) -> list[str]:
    """Say so when alerts are marked as being sent, by nobody in this process."""
    query = select(func.count()).where(alerts.c.status == "sending")
    with engine.connect() as connection:
        count = connection.execute(query).scalar_one()
    if not count:
        return []
    return [
        f"{count} alerts are being sent by another process, or were left by one that"
        " was killed: the latter are tried again 10 minutes after they were taken"
    ]

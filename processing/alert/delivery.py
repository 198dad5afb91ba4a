"""Send what waits in the outbox: one mail a recipient, each failure kept to its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import TemplateError
from sqlalchemy import Connection, Engine

from processing.alert.channel import (
    BrokenError,
    Channel,
    ChannelKind,
    DownError,
    RefusedError,
    Watcher,
    ignore,
)
from processing.alert.channels import KINDS, kind_of
from processing.alert.claim import (
    PERMANENT_REFUSALS,
    TEMPORARY_REFUSALS,
    Batch,
    claim,
    mark_refused,
    mark_sent,
    mark_untried,
    mark_waiting,
    recipients_due,
)
from processing.alert.clock import Clock, Hours
from processing.alert.letters import letter
from processing.alert.masking import mask
from processing.alert.operator import sender_domain
from processing.alert.subscriptions import end_all
from processing.settings import Settings

# A server that breaks off so often in a row is down for everybody.
BREAKS_IN_A_ROW = 3
# A mail that cannot be written must not keep the others from being sent.
WRITING_ERRORS = (LookupError, TypeError, ValueError, TemplateError)
# Each step of one mail that the watcher is told of, in order; whatever happens after
# one of them, nobody loses a mail.
STEPS = (
    "claiming",
    "claimed",
    "gathered",
    "written",
    "connected",
    "addressed",
    "accepted",
    "marking",
    "marked",
)


@dataclass(slots=True)
class Delivery:
    """What became of the mails; ``sent``, ``failed`` and ``dead`` count alerts."""

    mails: int = 0
    sent: int = 0
    failed: int = 0
    dead: int = 0
    problems: list[str] = field(default_factory=list)


def deliver(
    engine: Engine, *, clock: Clock, settings: Settings, watcher: Watcher = ignore
) -> Delivery:
    """Send everything that is due and return what became of it.

    A recipient that is refused keeps nobody else waiting; a channel that is down (no
    usable mail server) keeps its own recipients waiting and no others. Digests wait
    for the mail hours. ``watcher`` is told each of ``STEPS`` of each mail.
    """
    delivery = Delivery()
    for name, recipients in _due(engine, clock, settings).items():
        kind = next(kind for kind in KINDS if kind.name == name)
        try:
            with kind.open(settings) as channel:
                tour = _Round(engine, clock, settings, kind, channel, delivery, watcher)
                tour.serve_all(recipients)
        except DownError as error:
            reason = mask(str(error), settings)
            line = f"{reason}; the {name}s wait in the outbox for the next run"
            delivery.problems.append(line)
    return delivery


def _due(engine: Engine, clock: Clock, settings: Settings) -> dict[str, list[str]]:
    """The recipients to serve now, by the kind of channel that reaches them."""
    with engine.connect() as connection:
        digests = _digests_may_go(clock, settings)
        due = recipients_due(connection, clock.now(), digests=digests)
    by_kind = defaultdict(list)
    for recipient in due:
        by_kind[kind_of(recipient).name].append(recipient)
    return by_kind


def _digests_may_go(clock: Clock, settings: Settings) -> bool:
    return Hours.parse(settings.mail_hours).hold(clock.now())


@dataclass(frozen=True, slots=True)
class _Round:
    """One passage over all recipients of one channel."""

    engine: Engine
    clock: Clock
    settings: Settings
    kind: ChannelKind
    channel: Channel
    delivery: Delivery
    watcher: Watcher

    def serve_all(self, recipients: Sequence[str]) -> None:
        breaks = 0
        for recipient in recipients:
            try:
                self._serve(recipient)
                breaks = 0
            except BrokenError as error:
                breaks += 1
                if breaks == BREAKS_IN_A_ROW:
                    raise DownError(f"the other side fails: {error}") from error

    def _serve(self, recipient: str) -> None:
        while batch := self._claim(recipient):
            self.watcher("claimed")
            if not self._send(batch):
                return

    def _claim(self, recipient: str) -> Batch | None:
        domain = sender_domain(self.settings)
        digests = _digests_may_go(self.clock, self.settings)
        with self._at() as (connection, now):
            batch = claim(connection, recipient, now, domain, digests=digests)
            self.watcher("claiming")
        return batch

    def _send(self, batch: Batch) -> bool:
        """Hand one letter over; the database holds no transaction meanwhile."""
        try:
            with self._at() as (connection, now):
                written = letter(connection, batch, now, self.settings)
            self.watcher("gathered")
            self.channel.send(written, self.watcher)
        except DownError as error:
            self._untried(batch, error)
            raise
        except BrokenError as error:
            self._wait(batch, error, is_unsure=error.is_unsure)
            raise
        except RefusedError as error:
            self._refused(batch, error)
            return False
        except WRITING_ERRORS as error:
            self._wait(batch, error, is_unsure=False)
            return False
        self.watcher("accepted")
        self._mark_sent(batch)
        self.watcher("marked")
        return True

    def _mark_sent(self, batch: Batch) -> None:
        with self._at() as (connection, now):
            mark_sent(connection, batch, now)
            self.watcher("marking")
        self.delivery.mails += 1
        self.delivery.sent += len(batch.alert_ids)

    def _untried(self, batch: Batch, error: DownError) -> None:
        with self._at() as (connection, now):
            mark_untried(connection, batch, now, self._reason(error))
        self.delivery.failed += len(batch.alert_ids)

    def _wait(self, batch: Batch, error: Exception, *, is_unsure: bool) -> None:
        reason = self._reason(error)
        with self._at() as (connection, now):
            mark_waiting(connection, batch, now, reason, is_unsure=is_unsure)
        self.delivery.failed += len(batch.alert_ids)
        self._problem(batch, error, "it will be tried again")

    def _refused(self, batch: Batch, error: RefusedError) -> None:
        reason, limit = self._reason(error), _patience(error)
        with self._at() as (connection, now):
            dead = mark_refused(
                connection, batch, now, reason, limit=limit, is_unsure=error.is_unsure
            )
            if error.is_gone:
                end_all(connection, batch.recipient)
        self.delivery.dead += dead
        self.delivery.failed += len(batch.alert_ids) - dead
        given_up = "given up: `dangbo alert --dead` shows it"
        self._problem(batch, error, given_up if dead else "it will be tried again")

    @contextmanager
    def _at(self) -> Iterator[tuple[Connection, datetime]]:
        """A short transaction, and the time on the clock."""
        with self.engine.begin() as connection:
            yield connection, self.clock.now()

    def _problem(self, batch: Batch, error: Exception, outcome: str) -> None:
        name = f"{self.kind.name} to {self.kind.show(batch.recipient)}"
        line = f"{name}: {self._reason(error)}: {outcome}"
        self.delivery.problems.append(line)

    def _reason(self, error: Exception) -> str:
        said = str(error)
        if isinstance(error, WRITING_ERRORS):
            said = f"it cannot be written: {type(error).__name__}: {error}"
        return mask(said, self.settings)


def _patience(error: RefusedError) -> int:
    """After how many attempts an alert refused so is given up."""
    if error.is_gone:
        return 1
    return PERMANENT_REFUSALS if error.is_permanent else TEMPORARY_REFUSALS

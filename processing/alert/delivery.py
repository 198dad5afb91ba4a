"""Send what waits in the outbox: one mail a recipient, each failure kept to its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from jinja2 import TemplateError
from sqlalchemy import Connection, Engine, select

from processing.alert.claim import (
    Batch,
    claim,
    mark_refused,
    mark_sent,
    mark_untried,
    mark_waiting,
    recipients_due,
)
from processing.alert.clock import moment
from processing.alert.compose import Envelope, Facts, compose
from processing.alert.context import coverage, reasons
from processing.alert.gather import stories
from processing.alert.mailserver import MailServerError, parse_server
from processing.alert.masking import mask
from processing.alert.operator import sender_domain
from processing.alert.smtp import (
    BrokenError,
    Postman,
    RefusedError,
)
from processing.settings import Settings
from processing.store.tables import alert

# A server that breaks off so often in a row is down for everybody.
BREAKS_IN_A_ROW = 3
# A mail that cannot be written must not keep the others from being sent.
WRITING_ERRORS = (LookupError, TypeError, ValueError, TemplateError)
DEFAULT_LANGUAGE = "vi"

Watcher = Callable[[str], None]


def ignore(_: str) -> None:
    """Take no notice of a step."""


@dataclass(slots=True)
class Delivery:
    """What became of the mails; ``sent``, ``failed`` and ``dead`` count alerts."""

    mails: int = 0
    sent: int = 0
    failed: int = 0
    dead: int = 0
    problems: list[str] = field(default_factory=list)


def deliver(
    engine: Engine,
    *,
    run_id: int,
    as_of: datetime,
    settings: Settings,
    watcher: Watcher = ignore,
) -> Delivery:
    """Send every mail that is due and return what became of them.

    A recipient that is refused keeps nobody else waiting; without a usable server
    everything waits in the outbox. ``watcher`` is told each step of each mail:
    claimed, written, accepted, marked.
    """
    delivery = Delivery()
    with engine.connect() as connection:
        due = recipients_due(connection, moment(connection, run_id, as_of))
    if not due:
        return delivery
    try:
        if settings.smtp_url is None:
            raise MailServerError("SMTP_URL is not set")
        server = parse_server(settings.smtp_url.get_secret_value())
        with Postman(server) as postman:
            tour = _Round(engine, run_id, as_of, settings, postman, delivery, watcher)
            tour.serve_all(due)
    except MailServerError as error:
        reason = mask(str(error), settings)
        line = f"{reason}; the mails wait in the outbox for the next run"
        delivery.problems.append(line)
    return delivery


@dataclass(frozen=True, slots=True)
class _Round:
    """One passage over all recipients with one connection to the server."""

    engine: Engine
    run_id: int
    as_of: datetime
    settings: Settings
    postman: Postman
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
                    raise MailServerError(f"the mail server fails: {error}") from error

    def _serve(self, recipient: str) -> None:
        while batch := self._claim(recipient):
            self.watcher("claimed")
            if not self._send(batch):
                return

    def _claim(self, recipient: str) -> Batch | None:
        with self._at() as (connection, now):
            return claim(connection, recipient, now, sender_domain(self.settings))

    def _send(self, batch: Batch) -> bool:
        """Hand one mail over; the database holds no transaction meanwhile."""
        try:
            message = self._write(batch)
            self.watcher("written")
            self.postman.send(message, batch.recipient)
        except MailServerError as error:
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

    def _write(self, batch: Batch) -> EmailMessage:
        with self._at() as (connection, now):
            told = select(alert.c.event_id).where(alert.c.id.in_(batch.alert_ids))
            event_ids = connection.execute(told).scalars().all()
            why = reasons(connection, batch.alert_ids)
            facts = Facts(
                stories=stories(connection, event_ids, batch.recipient),
                coverage=coverage(connection, self.run_id),
                reasons=why,
                as_of=now,
                operator=self.settings.operator,
            )
        sender = self.settings.mail_from
        envelope = Envelope(sender, batch.recipient, batch.message_id)
        return compose(facts, envelope, why[0].language if why else DEFAULT_LANGUAGE)

    def _mark_sent(self, batch: Batch) -> None:
        with self._at() as (connection, now):
            mark_sent(connection, batch, now)
        self.delivery.mails += 1
        self.delivery.sent += len(batch.alert_ids)

    def _untried(self, batch: Batch, error: MailServerError) -> None:
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
        reason, permanent = self._reason(error), error.is_permanent
        with self._at() as (connection, now):
            dead = mark_refused(connection, batch, now, reason, permanent=permanent)
        self.delivery.dead += dead
        self.delivery.failed += len(batch.alert_ids) - dead
        given_up = "given up, see the dead letters in docs/mail.md"
        self._problem(batch, error, given_up if dead else "it will be tried again")

    @contextmanager
    def _at(self) -> Iterator[tuple[Connection, datetime]]:
        """A short transaction, and the time on the clock of the run."""
        with self.engine.begin() as connection:
            yield connection, moment(connection, self.run_id, self.as_of)

    def _problem(self, batch: Batch, error: Exception, outcome: str) -> None:
        line = f"mail to {batch.recipient}: {self._reason(error)}: {outcome}"
        self.delivery.problems.append(line)

    def _reason(self, error: Exception) -> str:
        said = str(error)
        if isinstance(error, WRITING_ERRORS):
            said = f"it cannot be written: {type(error).__name__}: {error}"
        return mask(said, self.settings)

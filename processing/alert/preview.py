"""Show the letter that waits for somebody, and leave the outbox as it is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import Engine

from processing.alert.channel import Letter
from processing.alert.channels import kind_of
from processing.alert.claim import claim
from processing.alert.compose import Envelope, compose
from processing.alert.letters import letter
from processing.alert.note import note
from processing.alert.notices.queue import queue_notices
from processing.alert.operator import sender_domain
from processing.alert.payload import payload
from processing.alert.postbox import MAIL
from processing.alert.webhook import WEBHOOK
from processing.alert.wish import address
from processing.settings import Settings

# The longest that anything waits for its day: a weekly digest that was just missed.
LONGEST = timedelta(days=14)
HEADERS = ("From", "To", "Subject", "Date")


def preview(
    engine: Engine, recipient: str, as_of: datetime, settings: Settings
) -> str | None:
    """Return what would be sent to ``recipient`` next, in its form; None if nothing.

    What waits for its hour or its day is in it, and so are notices of what is out by
    now. Nothing is written, sent or counted as an attempt.

    Raises:
        SubscriptionError: ``recipient`` is no address.
    """
    known, domain = address(recipient), sender_domain(settings)
    with engine.connect() as connection, connection.begin() as transaction:
        queue_notices(connection, None, as_of, settings.notice_again_days)
        batch = claim(connection, known, as_of + LONGEST, domain)
        found = batch and letter(connection, batch, as_of, settings)
        transaction.rollback()
    return _shown(found, settings) if found else None


def _shown(found: Letter, settings: Settings) -> str:
    kind = kind_of(found.recipient)
    if kind is WEBHOOK:
        told = payload(found.facts, found.language)
        return json.dumps(told, ensure_ascii=False, indent=2)
    if kind is not MAIL:
        return "\n\n".join(note(found.facts, found.language))
    envelope = Envelope(settings.mail_from, found.recipient, found.message_id)
    mail = compose(found.facts, envelope, found.language)
    text = mail.get_body(("plain",))
    head = "\n".join(f"{name}: {mail[name]}" for name in HEADERS)
    return f"{head}\n\n{text.get_content() if text else ''}".rstrip()

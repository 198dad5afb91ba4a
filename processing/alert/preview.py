"""Look at a mail without sending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import Engine

from processing.alert.compose import Envelope, compose
from processing.alert.coverage import coverage
from processing.alert.facts import Facts
from processing.alert.gather import stories
from processing.settings import Settings

MESSAGE_ID = "<dangbo.preview@localhost>"


def preview(
    engine: Engine,
    event_ids: Sequence[int],
    *,
    as_of: datetime,
    settings: Settings,
    recipient: str = "reader@example.org",
    language: str = "vi",
) -> EmailMessage:
    """Return the mail that would tell ``event_ids`` to ``recipient``; sends nothing.

    Its parts: ``message.get_body(("html",)).get_content()``, and ``("plain",)``.
    """
    with engine.connect() as connection:
        facts = Facts(
            stories=stories(connection, event_ids),
            coverage=coverage(connection, as_of),
            reasons=(),
            as_of=as_of,
            operator=settings.operator,
        )
    return compose(facts, Envelope(settings.mail_from, recipient, MESSAGE_ID), language)

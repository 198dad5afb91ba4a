"""Plain mail to the operator: what failed, in words."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import closing
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from processing.alert.encoding import MAIL
from processing.alert.mailserver import parse_server
from processing.alert.masking import mask
from processing.alert.smtp import Postman
from processing.settings import Settings
from processing.text.safe import plain

log = logging.getLogger(__name__)
LINE_LIMIT = 2000


def tell_operator(
    settings: Settings, subject: str, lines: Iterable[str], name: str | None = None
) -> bool:
    """Mail ``lines`` to the operator; return whether the mail server took it.

    A ``name`` (letters, digits, ``-``) makes the same mail of two that have it.
    Secrets of the settings are masked. It never raises: it reports failures of
    others, and one of its own must not hide them; that is one line in the log.
    """
    try:
        return _tell(settings, subject, lines, name)
    except Exception as error:  # noqa: BLE001 - see above
        reason = mask(plain(error), settings)
        topic = mask(plain(subject), settings)
        log.error("the operator could not be told of %r: %s", topic, reason)
        return False


def _tell(
    settings: Settings, subject: str, lines: Iterable[str], name: str | None
) -> bool:
    recipient = parseaddr(settings.operator or "")[1]
    if not recipient or settings.smtp_url is None:
        missing = "SMTP_URL" if recipient else "DANGBO_OPERATOR"
        log.warning("%s is not set: nobody is told of %r", missing, plain(subject))
        return False
    body = "\n".join(mask(plain(line, LINE_LIMIT), settings) for line in lines)
    message = EmailMessage(policy=MAIL)
    message["From"] = settings.mail_from
    message["To"] = recipient
    message["Subject"] = mask(plain(subject), settings)
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = (
        f"<{name}.dangbo-operator@{sender_domain(settings)}>"
        if name
        else make_msgid("dangbo-operator", sender_domain(settings))
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body + "\n", charset="utf-8", cte="quoted-printable")
    server = parse_server(settings.smtp_url.get_secret_value())
    with closing(Postman(server)) as postman:
        postman.send(message, recipient)
    return True


def sender_domain(settings: Settings) -> str:
    """Return the domain that the installation's Message-IDs end with."""
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"

"""The channel of mail: a letter is written as a mail and handed to the mail server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from email_validator import EmailNotValidError, validate_email

from processing.alert.channel import ChannelKind, Letter, Watcher, ignore
from processing.alert.compose import Envelope, compose
from processing.alert.mailserver import MailServerError, parse_server
from processing.alert.smtp import Postman
from processing.settings import Settings
from processing.text.safe import plain

PUBLIC = ".example.org"


class Postbox:
    """Sends letters by one postman, in the name of ``sender``."""

    def __init__(self, sender: str, postman: Postman) -> None:
        self._sender = sender
        self._postman = postman

    def send(self, letter: Letter, watcher: Watcher = ignore) -> None:
        """Write and hand over one mail; see ``Channel.send``."""
        envelope = Envelope(self._sender, letter.recipient, letter.message_id)
        message = compose(letter.facts, envelope, letter.language)
        watcher("written")
        self._postman.send(message, letter.recipient, watcher)


@contextmanager
def _open(settings: Settings) -> Iterator[Postbox]:
    """A postbox on the server of ``SMTP_URL``, over one connection.

    Raises:
        MailServerError: there is no usable SMTP_URL.
    """
    if settings.smtp_url is None:
        raise MailServerError("SMTP_URL is not set")
    server = parse_server(settings.smtp_url.get_secret_value())
    with closing(Postman(server)) as postman:
        yield Postbox(settings.mail_from, postman)


def check_address(text: str) -> str:
    """Return a mail address as it is kept.

    Raises:
        ValueError: saying what is wrong with it and how to write it.
    """
    try:
        # As if it were public: names of one's own network (root@localhost) are no
        # names for the library, and are as good as any for the mail server there.
        found = validate_email(
            text.strip() + PUBLIC, check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError as error:
        raise ValueError(
            f"{plain(text)!r} is no mail address ({plain(error)}):"
            " write it as name@example.org"
        ) from error
    return found.normalized.removesuffix(PUBLIC).lower()


MAIL = ChannelKind("mail", takes=lambda _: True, check=check_address, open=_open)

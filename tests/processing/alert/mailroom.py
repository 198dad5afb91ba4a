"""A real SMTP server on loopback that keeps what it takes and can be made difficult."""

from __future__ import annotations

import email
import email.policy
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

OK = "250 OK"


@dataclass
class Mailroom:
    """Handler and mailbox; ``answers`` maps a recipient to what RCPT is answered."""

    answers: dict[str, str] = field(default_factory=dict)
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    attempts: Counter[str] = field(default_factory=Counter)
    data_answer: str = OK
    sender_answer: str = OK
    port: int = 0

    @property
    def url(self) -> str:
        """The SMTP_URL of this server."""
        return f"smtp://127.0.0.1:{self.port}?timeout=5"

    def to(self, recipient: str) -> list[EmailMessage]:
        """The mails that were taken for ``recipient``."""
        return [mail for to, mail in self.mails if to == recipient]

    def only(self) -> EmailMessage:
        """The one mail there is."""
        [(_, mail)] = self.mails
        return mail

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.sender_answer == OK:
            envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.attempts[address] += 1
        answer = self.answers.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.data_answer != OK:
            return self.data_answer
        self.raw.append(envelope.content)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails += [(to, mail) for to in envelope.rcpt_tos]
        return OK


class Post(Controller):
    """The server thread; with ``password`` it asks for the user ``dangbo``."""

    def __init__(
        self,
        room: Mailroom,
        password: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.password = password
        self.tls = tls
        super().__init__(room, hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        if self.password is None:
            demanded = self.tls is not None
            return SMTP(self.handler, tls_context=self.tls, require_starttls=demanded)
        return SMTP(
            self.handler,
            auth_required=True,
            auth_require_tls=False,
            authenticator=self._authenticate,
        )

    def _authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        is_right = (data.login, data.password) == (b"dangbo", self.password.encode())
        return AuthResult(success=is_right, handled=False)

    def _trigger_server(self) -> None:
        # aiosmtpd connects to the port it was given; ours was chosen by the system.
        self.port = self.handler.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(
    password: str | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[Mailroom]:
    """A new server with an empty mailbox, as long as the context lasts."""
    room = Mailroom()
    post = Post(room, password, tls)
    post.start()
    try:
        yield room
    finally:
        post.stop()


def text_of(mail: EmailMessage) -> str:
    """The text part."""
    return mail.get_body(("plain",)).get_content()


def html_of(mail: EmailMessage) -> str:
    """The HTML part."""
    return mail.get_body(("html",)).get_content()

"""Where mail is handed over: the address in SMTP_URL, read and checked."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from processing.alert.channel import DownError

TIMEOUT_SECONDS = 30.0
PORTS = {"smtp": 25, "smtps": 465}
TLS_CHOICES = ("auto", "yes", "no")
REMEDY = "write SMTP_URL as smtp://user:password@host:587?starttls=yes"


class MailServerError(DownError):
    """The server cannot be used at all: address, connection, TLS or credentials."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over; ``starttls`` is auto, yes or no."""

    host: str
    port: int
    is_tls: bool = False
    starttls: str = "auto"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS

    @property
    def address(self) -> str:
        """The server as it may be printed: without credentials."""
        return f"{self.host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, where a plain password is no leak."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def parse_server(url: str) -> Server:
    """Read ``smtp://user:password@host:port?starttls=yes|no|auto&timeout=30``.

    ``smtps://`` is TLS from the first byte. With ``auto`` (the default) TLS is used
    if the server offers it, but never on this machine.

    Raises:
        MailServerError: saying what is wrong with it, without printing a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        timeout = float(query.pop("timeout", TIMEOUT_SECONDS))
    except ValueError as error:
        raise MailServerError(f"SMTP_URL cannot be read: {REMEDY}") from error
    starttls = query.pop("starttls", "auto")
    if parts.scheme not in PORTS or not parts.hostname:
        raise MailServerError(f"SMTP_URL names no mail server: {REMEDY}")
    if query or starttls not in TLS_CHOICES or not timeout > 0:
        raise MailServerError(f"SMTP_URL has an unknown option: {REMEDY}")
    if not unquote(f"{parts.username}{parts.password}").isascii():
        raise MailServerError("SMTP_URL: SMTP carries ASCII users and passwords only")
    return Server(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        starttls=starttls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or "") if parts.username else None,
        timeout=timeout,
    )

"""A mail server on loopback that keeps every message as an .eml file."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as its reader sees it; ``html`` is empty where there is none."""

    subject: str
    sender: str
    to: tuple[str, ...]
    text: str
    html: str
    file: Path


class Mailbox:
    """Takes any mail that is sent to its port and keeps it in ``folder``.

    The port is open while it is entered as a context; the messages stay.
    """

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.port = port or _free_port()
        keeper = _Keeper(folder)
        self._controller = Controller(keeper, hostname=HOST, port=self.port)

    @property
    def url(self) -> str:
        """What SMTP_URL has to be."""
        return f"smtp://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def messages(self) -> list[Mail]:
        """All messages so far, in the order of their arrival."""
        return [read_mail(file) for file in sorted(self.folder.glob("*.eml"))]


def read_mail(file: Path) -> Mail:
    """Read one .eml file."""
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    return Mail(
        subject=str(message["subject"] or ""),
        sender=str(message["from"] or ""),
        to=tuple(str(address) for address in message.get_all("to", [])),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        file=file,
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    # Mail travels with CRLF; its reader sees lines.
    return str(body.get_content()).replace("\r\n", "\n") if body else ""


class _Keeper:
    """Writes each message under the next number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    # The name and the arguments are those that aiosmtpd calls.
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        with self._lock:
            number = 1 + sum(1 for _ in self._folder.glob("*.eml"))
            unfinished = self._folder / f"{number:04}.part"
            unfinished.write_bytes(envelope.content)
            unfinished.rename(unfinished.with_suffix(".eml"))
        return "250 kept"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port

"""The channel of messengers: a short message to Slack, Telegram, Teams … by Apprise.

An address of Apprise is its own key. It is kept in the database and shown nowhere else.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from processing.alert.channel import (
    ChannelKind,
    Letter,
    RefusedError,
    Watcher,
    ignore,
)
from processing.alert.note import note
from processing.settings import Settings

if TYPE_CHECKING:  # 100 services: half a second, for who needs it
    from apprise.plugins import NotifyBase

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30})://", re.IGNORECASE)
_STATUS = re.compile(r"error[=: ]+(\d{3})")
# These log addresses with all that is in them, and bodies.
_TALKATIVE = ("apprise", "urllib3", "requests_oauthlib", "oauthlib")


class Messenger:
    """Hands short messages to the service that an address names."""

    def send(self, letter: Letter, watcher: Watcher = ignore) -> None:
        """Write and hand over one message; see ``Channel.send``."""
        from apprise import NotifyFormat  # noqa: PLC0415 - see above

        service = _service(letter.recipient)
        title, body = note(letter.facts, letter.language)
        watcher("written")
        with _hushed() as said:
            taken = service.notify(
                body=body, title=title, body_format=NotifyFormat.TEXT
            )
        if not taken:
            raise RefusedError(_reason(said), is_permanent=False)


@contextmanager
def _open(_: Settings) -> Iterator[Messenger]:
    yield Messenger()


def _service(url: str) -> NotifyBase:
    """Return the service of an address.

    Raises:
        ValueError: Apprise knows none such; the address is not repeated.
    """
    from apprise import Apprise, OverflowMode  # noqa: PLC0415 - see above

    with _hushed():
        service = Apprise.instantiate(url, suppress_exceptions=True)
    if service is None:
        raise ValueError(
            f"Apprise knows no such address ({_scheme(url)}://…): see"
            " https://appriseit.com for how its service is written"
        )
    if "overflow" not in parse_qs(urlsplit(url).query):
        # Longer than the service takes: several messages rather than a lost end.
        service.overflow_mode = OverflowMode.SPLIT
    return service


@contextmanager
def _hushed() -> Iterator[list[str]]:
    """Keep what Apprise and its connections say out of all logs; give it instead."""
    ear = _Ear()
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    before = [(one.level, one.propagate, list(one.handlers)) for one in loggers]
    for one in loggers:
        one.handlers, one.propagate = [ear], False
        one.setLevel(logging.WARNING)
    try:
        yield ear.said
    finally:
        for one, (level, propagate, handlers) in zip(loggers, before, strict=True):
            one.handlers, one.propagate = handlers, propagate
            one.setLevel(level)


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _reason(said: list[str]) -> str:
    """What went wrong as a number alone: its words may hold the address."""
    found = [status for line in said for status in _STATUS.findall(line)]
    return (
        f"the service answers {found[-1]}" if found else "the service did not take it"
    )


def _scheme(url: str) -> str:
    found = _SCHEME.match(url)
    return found.group(1).lower() if found else ""


def _check(text: str) -> str:
    url = text.strip()
    _service(url)
    return url


def _show(url: str) -> str:
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"{_scheme(url)}://…{digest}"


MESSAGE = ChannelKind(
    "message",
    takes=lambda recipient: _SCHEME.match(recipient.strip()) is not None,
    check=_check,
    open=_open,
    show=_show,
)

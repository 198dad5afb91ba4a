"""Ways out of the outbox: what each must be able to do, and how it says it failed.

To add one: a module with a class that has the methods of ``Channel`` and one entry in
``processing.alert.channels.KINDS``; docs/mail.md tells the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from processing.alert.facts import Facts
from processing.settings import Settings

Watcher = Callable[[str], None]


def ignore(_: str) -> None:
    """Take no notice of a step."""


class DownError(Exception):
    """The channel cannot be used at all now; nothing was sent, nobody is to blame."""


class RefusedError(Exception):
    """The other side did not take this letter, as far as we can tell.

    ``is_unsure``: it may have it all the same, so that the letter stays the same one
    when it is tried again. ``is_gone``: the recipient is no more and wants nothing.
    """

    def __init__(
        self,
        message: str,
        *,
        is_permanent: bool,
        is_unsure: bool = False,
        is_gone: bool = False,
    ) -> None:
        super().__init__(message)
        self.is_permanent = is_permanent
        self.is_unsure = is_unsure
        self.is_gone = is_gone


class BrokenError(Exception):
    """The connection broke during this letter; ``is_unsure``: it may have arrived."""

    def __init__(self, message: str, *, is_unsure: bool) -> None:
        super().__init__(message)
        self.is_unsure = is_unsure


@dataclass(frozen=True, slots=True)
class Letter:
    """What one recipient is told at once, under an identity that never changes.

    ``message_id`` stays the same however often the letter is tried: by it the other
    side can recognise a copy.
    """

    recipient: str
    message_id: str
    facts: Facts
    language: str


class Channel(Protocol):
    """An open way out; one letter after the other goes through it."""

    def send(self, letter: Letter, watcher: Watcher = ignore) -> None:
        """Hand over one letter; return once the other side has taken it.

        ``watcher`` is told ``written`` and what else is worth dying at.

        Raises:
            DownError, RefusedError, BrokenError: see there. A LookupError, TypeError
            or ValueError is taken for a letter that cannot be written.
        """


def as_it_is(recipient: str) -> str:
    """Show a recipient that holds no secret."""
    return recipient


def no_terms(_: str, __: Settings) -> str:
    """Ask nothing of the settings, and have nothing to tell whoever subscribes."""
    return ""


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A kind of recipient: by what it is known, checked and reached."""

    name: str
    takes: Callable[[str], bool]
    # The recipient as it is kept; raises ValueError saying what is wrong and how to
    # write it.
    check: Callable[[str], str]
    open: Callable[[Settings], AbstractContextManager[Channel]]
    # How logs, lists and reports name the recipient: without what opens its door.
    show: Callable[[str], str] = as_it_is
    # What whoever subscribes it has to know (a key, say), empty for nothing; raises
    # ValueError where the settings do not allow such a recipient.
    terms: Callable[[str, Settings], str] = no_terms

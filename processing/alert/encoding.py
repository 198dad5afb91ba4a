"""Headers in Vietnamese, encoded so that every program reads them as written."""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy
from email.utils import formataddr, getaddresses
from typing import Any

ADDRESSES = frozenset({"from", "to"})
# Lists of <addresses>: longer than a line, and no mail program decodes them.
LINKS = frozenset({"list-unsubscribe"})


class MailPolicy(EmailPolicy):
    """The policy of mail on the wire, folding non-ASCII headers itself.

    The policy of the standard library loses the space between two encoded words
    where it folds a long header ("nay làPhạm"); the older ``Header`` encodes it.
    """

    def fold(self, name: str, value: Any) -> str:
        """Return the header with its name, in lines of ASCII."""
        if name.lower() in LINKS:
            links = str(value).replace(", ", f",{self.linesep} ")
            return f"{name}: {links}{self.linesep}"
        if str(value).isascii():
            return str(super().fold(name, value))
        return f"{name}: {_encode(name, str(value), self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the header as it travels."""
        if str(value).isascii() and name.lower() not in LINKS:
            return bytes(super().fold_binary(name, value))
        return self.fold(name, value).encode("ascii")


def _encode(name: str, value: str, linesep: str) -> str:
    if name.lower() not in ADDRESSES:
        return Header(value, "utf-8", header_name=name).encode(linesep=linesep)
    people = getaddresses([value])
    return f",{linesep} ".join(_person(*person, linesep) for person in people)


def _person(name: str, address: str, linesep: str) -> str:
    if name.isascii():
        return formataddr((name, address))
    # One encoded word: readers differ in what they make of a name in several.
    encoded = Header(name, "utf-8", maxlinelen=0).encode()
    return f"{encoded}{linesep} <{address}>"


MAIL = MailPolicy(linesep="\r\n")

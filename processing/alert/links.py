"""Signed links into `dangbo serve`: what they do, for whom, and nothing readable.

A link bears the numbers of rows and a signature over action, numbers and recipient.
So it holds no address, works for one person only, and is void in another database
whose numbers happen to be alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from itsdangerous import BadSignature, Signer

from processing.settings import Settings

UNSUBSCRIBE, FOLLOW = "unsubscribe", "follow"
# Numbers of the database are below 2^63; nobody has a hundred subscriptions.
_NUMBERS = re.compile(r"\d{1,19}(?:-\d{1,19}){0,99}")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and checks links below ``base`` (without a slash at its end)."""

    base: str
    secret: str = field(repr=False)

    def unsubscribe(self, subscription_ids: Sequence[int], recipient: str) -> str:
        """The link that ends these subscriptions of ``recipient``."""
        return self._link(UNSUBSCRIBE, subscription_ids, recipient)

    def follow(self, subscription_id: int, event_id: int, recipient: str) -> str:
        """The link to follow the successor of an event, as this subscription does."""
        return self._link(FOLLOW, [subscription_id, event_id], recipient)

    def is_genuine(self, action: str, token: str, recipient: str) -> bool:
        """Whether ``token`` was signed here for this action and recipient."""
        try:
            self._signer(action, recipient).unsign(token)
        except BadSignature:
            return False
        return True

    def _link(self, action: str, numbers: Sequence[int], recipient: str) -> str:
        payload = "-".join(map(str, numbers))
        token = self._signer(action, recipient).sign(payload).decode("ascii")
        return f"{self.base}/{action}/{token}"

    def _signer(self, action: str, recipient: str) -> Signer:
        # The library compares in constant time.
        salt = f"dangbo {action} {recipient}"
        return Signer(self.secret, salt=salt, digest_method=hashlib.sha256)


def links_of(settings: Settings) -> Links | None:
    """Return the maker of links, or None where address or secret is not set."""
    if settings.public_url is None or settings.secret is None:
        return None
    return Links(settings.public_url.rstrip("/"), settings.secret.get_secret_value())


def numbers_of(token: str) -> list[int]:
    """Return the numbers that ``token`` claims, unchecked; empty if it is none."""
    payload, _, signature = token.partition(".")
    if not signature or not _NUMBERS.fullmatch(payload):
        return []
    numbers = [int(part) for part in payload.split("-")]
    return numbers if max(numbers) < 2**63 else []

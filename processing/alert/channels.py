"""All ways out of the outbox; a recipient belongs to the first kind that takes it."""

from __future__ import annotations

from processing.alert.channel import ChannelKind
from processing.alert.messenger import MESSAGE
from processing.alert.postbox import MAIL
from processing.alert.webhook import WEBHOOK

# Mail takes every recipient that no other kind knows by its scheme: it stands last.
KINDS: tuple[ChannelKind, ...] = (WEBHOOK, MESSAGE, MAIL)


def kind_of(recipient: str) -> ChannelKind:
    """Return the kind of channel that reaches ``recipient``."""
    return next(kind for kind in KINDS if kind.takes(recipient))


def shown(recipient: str) -> str:
    """Name a recipient without the secrets that its address may hold."""
    return kind_of(recipient).show(recipient)

"""Who publishes: what identities and links of feeds are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from processing.alert.operator import sender_domain
from processing.settings import Settings

FEEDS = "feeds"
# The day by which the authority of an identity is meant (RFC 4151).
SINCE = "2026"


@dataclass(frozen=True, slots=True)
class Publisher:
    """An installation: its domain, and where its feeds are served, if they are."""

    domain: str
    base: str | None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The installation of these settings."""
        base = settings.public_url and settings.public_url.rstrip("/")
        host = urlsplit(base).hostname if base else None
        return cls(host or sender_domain(settings), base or None)

    def tag(self, name: str) -> str:
        """An identity for ever (a tag: URI) for what is called ``name`` here."""
        return f"tag:{self.domain},{SINCE}:{name}"

    def address(self, path: str) -> str | None:
        """Where ``path`` of the feeds is served; None where that is not known."""
        return f"{self.base}/{FEEDS}/{path}" if self.base else None

"""What the crawler may ask about the past: the one door to whoever keeps it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last good answer of an address carried, for a conditional request.

    ``digest`` is the sha1 of the body as in the WARC record.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


class Known(Protocol):
    """The memory of earlier runs. Asked from the reactor: answers must be quick."""

    def has(self, source_id: str, article_key: str) -> bool:
        """Whether the article was already fetched with success (status 200)."""
        ...

    def validators(self, url: str) -> Validators | None:
        """Of the latest answer of this address with status 200; None: never asked.

        ``etag`` and ``last_modified`` are given as the page records have them: the
        crawler leaves them empty in a record as long as not every article found on
        that page was dealt with, so that nothing is lost behind a "not modified".
        """
        ...


class NothingKnown:
    """The memory of the very first run."""

    def has(self, source_id: str, article_key: str) -> bool:
        """Nothing is had."""
        return False

    def validators(self, url: str) -> Validators | None:
        """No address was ever asked."""
        return None


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """A memory made of plain collections; for small runs, tests and tools.

    ``articles`` holds article keys, which name their source themselves.
    """

    articles: Collection[str] = ()
    pages: dict[str, Validators] = field(default_factory=dict)

    def has(self, source_id: str, article_key: str) -> bool:
        """Whether the key is among the articles."""
        return article_key in self.articles

    def validators(self, url: str) -> Validators | None:
        """What is kept for the address."""
        return self.pages.get(url)

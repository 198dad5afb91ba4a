"""Which discovery pages may be skipped next time: those whose every link is dealt with.

The validators of a page (etag, time of its last change) are written down only then: who
asks with them is told that nothing has changed, and would never see what was lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crawlers.archive.manifest import PageRecord


@dataclass(slots=True)
class Pending:
    """A discovery page and what must be dealt with before it may be skipped."""

    record: PageRecord
    etag: str | None
    last_modified: str | None
    waits_for: set[str] = field(default_factory=set)


class Waiting:
    """The discovery pages of a crawl; an item is the key of an article, or a page."""

    def __init__(self) -> None:
        self._settled: dict[str, bool] = {}
        self._pending: dict[str, Pending] = {}

    def add(self, address: str, page: Pending) -> None:
        """A discovery page has come, by the address that was asked for."""
        self._pending[address] = page

    def wait(self, page: str, item: str) -> None:
        """The discovery page may be skipped next time only if ``item`` is settled."""
        if page in self._pending:
            self._pending[page].waits_for.add(item)

    def settle(self, item: str, *, good: bool) -> None:
        """An article (by key) or page (by address) is dealt with, or was lost."""
        self._settled[item] = good

    def over(self) -> Iterator[PageRecord]:
        """The records of the pages that may be skipped, with their validators."""
        for item, page in self._pending.items():
            if (page.etag or page.last_modified) and self._is_settled(item, set()):
                yield replace(
                    page.record, etag=page.etag, last_modified=page.last_modified
                )

    def _is_settled(self, item: str, asked: set[str]) -> bool:
        """Whether an item and all that hangs on it is dealt with."""
        if item in asked:
            return True
        asked.add(item)
        if not self._settled.get(item, False):
            return False
        pending = self._pending.get(item)
        parts = pending.waits_for if pending else ()
        return all(self._is_settled(part, asked) for part in parts)

"""What the crawler may ask about the past: the one door to whoever keeps it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

# So many days after an article was first fetched it is looked at again: editors
# mend most on the first day, and what matters within ten.
REVISIT_AFTER = (1, 3, 10)
# What was first fetched longer ago is left in peace, looked at again or not.
REVISIT_WITHIN = 30
# Days are counted where the news is made: a nightly run there is one day.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last good answer of an address carried, for a conditional request.

    ``digest`` is the sha1 of the body as in the WARC record.
    """

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """An article as it was fetched: first with success, last at all.

    ``url`` and ``validators`` are those of its latest good answer.
    """

    source_id: str
    article_key: str
    url: str
    first_at: datetime
    last_at: datetime
    validators: Validators = field(default_factory=Validators)

    def is_due(self, as_of: datetime) -> bool:
        """Whether a day of `REVISIT_AFTER` has come since it was last looked at."""
        age = _days(self.first_at, as_of)
        had = _days(self.first_at, self.last_at)
        return age <= REVISIT_WITHIN and any(had < day <= age for day in REVISIT_AFTER)


def _days(since: datetime, until: datetime) -> int:
    return (until.astimezone(ZONE).date() - since.astimezone(ZONE).date()).days


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

    def due(self, source_id: str, as_of: datetime) -> Sequence[Visit]:
        """Articles to be looked at again for silent edits, the newest first."""
        ...

    def visit(self, source_id: str, article_key: str) -> Visit | None:
        """When an article of the last `REVISIT_WITHIN` days was fetched, if it was."""
        ...


class NothingKnown:
    """The memory of the very first run."""

    def has(self, source_id: str, article_key: str) -> bool:
        """Nothing is had."""
        return False

    def validators(self, url: str) -> Validators | None:
        """No address was ever asked."""
        return None

    def due(self, source_id: str, as_of: datetime) -> Sequence[Visit]:
        """There is nothing to go back to."""
        return ()

    def visit(self, source_id: str, article_key: str) -> Visit | None:
        """Nothing was fetched."""
        return None


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """A memory made of plain collections; for small runs, tests and tools.

    ``articles`` holds article keys, which name their source themselves; ``visits``
    at least the articles of the last `REVISIT_WITHIN` days.
    """

    articles: Collection[str] = ()
    pages: dict[str, Validators] = field(default_factory=dict)
    visits: Sequence[Visit] = ()
    _visit_of: dict[str, Visit] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._visit_of.update((visit.article_key, visit) for visit in self.visits)

    def has(self, source_id: str, article_key: str) -> bool:
        """Whether the key is among the articles."""
        return article_key in self.articles

    def validators(self, url: str) -> Validators | None:
        """What is kept for the address."""
        return self.pages.get(url)

    def due(self, source_id: str, as_of: datetime) -> Sequence[Visit]:
        """The visits of the source that are due, the newest first."""
        found = (v for v in self.visits if v.source_id == source_id)
        due = [visit for visit in found if visit.is_due(as_of)]
        return sorted(due, key=lambda visit: visit.first_at, reverse=True)

    def visit(self, source_id: str, article_key: str) -> Visit | None:
        """The visit of this article, however long ago."""
        return self._visit_of.get(article_key)

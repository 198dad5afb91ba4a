"""What is known of a crawl when it is judged, and of the crawls before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from crawlers.archive.manifest import UNCHANGED
from processing.model import HANOI
from processing.states import State

#: A crawl is measured by so many good ones before it.
GOOD_RUNS = 10
#: With fewer there is no past to measure by.
LEAST_PAST = 3


@dataclass(frozen=True, slots=True)
class Crawl:
    """One source in one run; the columns of ``core.source_run``, and ``as_of``."""

    source_id: str
    run_id: int
    as_of: datetime
    status: str
    message: str | None
    discovered: int
    known: int
    fetched: int
    failed: int
    skipped: Mapping[str, int]
    problems: int
    redirected_to: Mapping[str, int]
    cleaned: int
    articles: int
    texts: int
    filled: Mapping[str, int]
    median_text_length: int | None
    canonical_at: Mapping[str, int]

    @property
    def day(self) -> date:
        """The day it speaks for, in Viet Nam."""
        return self.as_of.astimezone(HANOI).date()

    @property
    def is_unchanged(self) -> bool:
        """Whether a place answered "unchanged": then it tells of nothing new."""
        return bool(self.skipped.get(UNCHANGED))


@dataclass(frozen=True, slots=True)
class Past:
    """The good crawls of a source before the one that is judged, the newest first.

    ``held_texts`` is how many texts wait for the source to be good again, None if no
    crawl is held; ``held_words`` is why.
    """

    good: Sequence[Crawl] = ()
    held_texts: int | None = None
    held_words: str = ""

    @property
    def is_held(self) -> bool:
        """Whether an earlier crawl is doubted still."""
        return self.held_texts is not None

    @property
    def listed(self) -> list[Crawl]:
        """The last ten whose places all had something to say."""
        return [crawl for crawl in self.good if not crawl.is_unchanged][:GOOD_RUNS]

    @property
    def with_texts(self) -> list[Crawl]:
        """The last ten that brought texts."""
        return [crawl for crawl in self.good if crawl.texts][:GOOD_RUNS]

    @property
    def usually_found(self) -> float | None:
        """Addresses that a crawl finds; None without a past."""
        found = [crawl.discovered for crawl in self.listed]
        return median(found) if len(found) >= LEAST_PAST else None

    def fewest_found(self, weekday: int) -> int | None:
        """The fewest addresses found on that day of the week (0: Monday), if known."""
        days = [c for c in self.good if c.day.weekday() == weekday]
        return min((c.discovered for c in days if not c.is_unchanged), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a crawl is judged: state, why, and whether its texts are to be held."""

    state: State
    words: str
    is_held: bool = False

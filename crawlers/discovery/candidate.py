"""What discovery finds, and what it says when a page is not what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class DiscoveryError(Exception):
    """The page is no feed, sitemap or listing; the message says what it is instead."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be an article's.

    ``date`` is the best the page says about its publication or last change: good
    for preferring the recent, never for dating the article. ``is_change``: it may be
    the date of the last change, with publication any time before.
    """

    url: str
    date: datetime | None = None
    is_change: bool = False


def newest_first(candidates: list[Candidate]) -> list[Candidate]:
    """Sorted by date, the undated in their order after the dated."""
    dated = [c for c in candidates if c.date is not None]
    dated.sort(key=lambda c: c.date.timestamp() if c.date else 0.0, reverse=True)
    return dated + [c for c in candidates if c.date is None]

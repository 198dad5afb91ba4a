"""One article of a generated site, before it becomes a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """An event that a page reports: what a reader must find there."""

    path: str
    kind: str
    occurred_on: dt.date
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GeneratedArticle:
    """One article before it becomes a page."""

    number: int
    path: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    author: str
    published_at: dt.datetime
    truth: Truth | None

"""Sitemaps: plain, news and index, with dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.discovery.xml import (
    children,
    local_name,
    parsed_date,
    parsed_xml,
    text_of,
)

# The standard allows no more in one file.
MOST_ENTRIES = 50_000
MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_/]?(0?[1-9]|1[0-2])(?!\d)")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap holds: articles, or further sitemaps (an index)."""

    entries: list[Candidate]
    sitemaps: list[Candidate]


def read_sitemap(body: bytes, zone: ZoneInfo) -> Sitemap:
    """The entries of a sitemap or sitemap index.

    Raises:
        DiscoveryError: if it is neither, or holds nothing.
    """
    root = parsed_xml(body)
    name = local_name(root)
    if name not in ("urlset", "sitemapindex"):
        raise DiscoveryError(f"is no sitemap: its root is <{name}>")
    entries = _located(root, "url", zone)
    sitemaps = _located(root, "sitemap", zone)
    if not entries and not sitemaps:
        raise DiscoveryError("is a sitemap without entries")
    return Sitemap(entries, sitemaps)


def ends_before(sitemap: Candidate, since: datetime) -> bool:
    """Whether a sitemap of an index holds nothing newer than ``since``.

    Told by its date, else by the month in its name (``news-2024-3.xml``); where
    neither says anything it may hold news.
    """
    if sitemap.date is not None:
        return sitemap.date < since
    month = month_in_name(sitemap.url)
    return month is not None and month < (since.year, since.month)


def begins_after(sitemap: Candidate, until: datetime) -> bool:
    """Whether a sitemap of an index holds nothing as old as ``until``.

    Told by the month in its name alone: its date is that of the last change.
    """
    month = month_in_name(sitemap.url)
    return month is not None and month > (until.year, until.month)


def may_hold(
    sitemap: Candidate, since: datetime | None, until: datetime | None
) -> bool:
    """Whether a sitemap can hold articles of these days; None: no bound."""
    is_over = since is not None and ends_before(sitemap, since)
    is_to_come = until is not None and begins_after(sitemap, until)
    return not (is_over or is_to_come)


def recency(sitemap: Candidate) -> float:
    """A number that is larger the newer a sitemap is; undated ones come first."""
    if sitemap.date is not None:
        return sitemap.date.timestamp()
    month = month_in_name(sitemap.url)
    if month is None:
        return float("inf")
    return datetime(month[0], month[1], 1, tzinfo=UTC).timestamp()


def month_in_name(url: str) -> tuple[int, int] | None:
    """Year and month that the name of a sitemap speaks of."""
    found = MONTH_IN_NAME.search(url.rsplit("/", 1)[-1])
    return (int(found[1]), int(found[2])) if found else None


def _located(root: etree._Element, name: str, zone: ZoneInfo) -> list[Candidate]:
    found: list[Candidate] = []
    for element in children(root, name)[:MOST_ENTRIES]:
        location = text_of(element, "loc")
        if location:
            found.append(_candidate(location, element, zone))
    return found


def _candidate(url: str, element: etree._Element, zone: ZoneInfo) -> Candidate:
    for news in children(element, "news"):
        published = parsed_date(text_of(news, "publication_date"), zone)
        if published is not None:
            return Candidate(url, published)
    changed = parsed_date(text_of(element, "lastmod"), zone)
    return Candidate(url, changed, is_change=changed is not None)

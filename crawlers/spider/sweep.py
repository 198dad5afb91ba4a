"""The nightly sweep of listings, for what was posted late below what is known.

A listing is read until nothing on a page is new: an article that is posted under the
day before yesterday may stand below that. Feeds and sitemaps are read whole each night
and need no sweep.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from crawlers.catalogue import Source
from crawlers.crawl.page import Page
from crawlers.discovery.listing import page_address

# What a listing without news may cost a night, its first page among them.
QUIET_REQUESTS = 3


def swept(
    page: Page, source: Source, day: date, next_url: str | None
) -> Iterator[Page]:
    """The pages to look at beside those that were read up to ``page``.

    Where pages have addresses by number all of them come in turn, some a night; where
    each names the next (``next_url``), the first few are read; they are asked for
    whole each night, since only their bodies say where the listing goes on.
    """
    if page_address(page.place, source, 2) is None:
        if next_url is not None and page.number < QUIET_REQUESTS:
            yield Page(page.place, next_url, page.number + 1, is_swept=True)
    elif not page.is_swept:
        for number in numbers_of(page.place.pages, day):
            address = page_address(page.place, source, number)
            if address is not None:
                yield Page(page.place, address, number, is_swept=True)


def numbers_of(pages: int, day: date) -> range:
    """Of the pages of a listing, the first aside, those whose turn it is on ``day``."""
    share = QUIET_REQUESTS - 1
    nights = max(1, -(-(pages - 1) // share))
    first = 2 + share * (day.toordinal() % nights)
    return range(first, min(first + share, pages + 1))

"""Discovery pages on their way, and what their responses tell about them."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Response

from crawlers.catalogue import Discovery
from crawlers.discovery.candidate import Candidate


@dataclass(frozen=True, slots=True)
class Page:
    """A discovery page to be fetched.

    ``number``: which page of a listing. ``depth``: how deep in sitemap indexes.
    ``rest``: the older sitemaps of the same index, read one after the other.
    ``is_offered``: robots.txt names it, or the index it is part of; the catalogue
    does not. ``is_swept``: it is an older page of a listing, read for late postings.
    """

    place: Discovery
    url: str
    number: int = 1
    depth: int = 0
    rest: tuple[Candidate, ...] = ()
    is_offered: bool = False
    is_swept: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it is the address in the catalogue."""
        return self.number == 1 and self.depth == 0 and not self.is_offered


def content_type(response: Response) -> str | None:
    """The type a response declares."""
    raw = response.headers.get("Content-Type")
    return raw.decode("latin-1") if raw else None


def is_same(response: Response) -> bool:
    """Whether the bytes are those of last time, whatever the server says."""
    known = response.meta.get("validators")
    return known is not None and known.digest == response.meta["record"].digest


def was_left_unfinished(response: Response) -> bool:
    """Whether the site gives validators and the last crawl kept none of them."""
    known = response.meta.get("validators")
    if known is None or known.etag or known.last_modified:
        return False
    return "ETag" in response.headers or "Last-Modified" in response.headers


def first_address(request: Request) -> str:
    """The address that was asked for before any redirect."""
    addresses: list[str] = request.meta.get("redirect_urls") or [request.url]
    return addresses[0]

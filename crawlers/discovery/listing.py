"""Listing pages: the links of a section page, and how it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from lxml import etree, html

from crawlers.catalogue import Discovery, Source
from crawlers.catalogue.urls import article_key, clean_url, is_article_url
from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.discovery.dated import date_beside

# A page with more links than this is no section of a newspaper.
MOST_LINKS = 5_000
# A card links to its article with picture, title and "read on".
MOST_TIMES = 4
MOST_DATED = 500


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles a section page links to, in its order, and the next page.

    They are dated by the day printed beside the link, where there is one.
    """

    candidates: list[Candidate]
    next_url: str | None


def read_listing(
    body: bytes,
    url: str,
    source: Source,
    *,
    place: Discovery | None = None,
    number: int = 1,
    charset: str | None = None,
) -> Listing:
    """The article links of a page, each article once, judged by their shape.

    ``place`` and ``number`` (1 is the first page) say how the listing goes on.
    ``<base href>`` is honoured as browsers do.

    Raises:
        DiscoveryError: if it is no HTML.
    """
    tree = _parsed(body, charset)
    base = _base(tree, url)
    linked: dict[str, tuple[str, list[etree._Element]]] = {}
    key_of: dict[str, str] = {}
    for element, href in _links(tree):
        link = clean_url(href, base)
        if link is not None and is_article_url(link, source):
            key = key_of[element.get("href", "")] = article_key(link, source)
            linked.setdefault(key, (link, []))[1].append(element)
    zone = ZoneInfo(source.time_zone)
    dates = {
        key: _date(elements, key, key_of, zone)
        for key, (_, elements) in islice(linked.items(), MOST_DATED)
    }
    found = [Candidate(link, dates.get(key)) for key, (link, _) in linked.items()]
    following = _next(tree, base, source, place, number) if place else None
    return Listing(found, following)


def page_address(place: Discovery, source: Source, number: int) -> str | None:
    """The address of page ``number`` (2 or more); None where it is not known before."""
    way = place.next or source.rules.next
    if way is None or "{n}" not in way:
        return None
    return clean_url(way.replace("{n}", str(place.second + number - 2)), place.url)


def names_its_next(place: Discovery, source: Source, number: int) -> bool:
    """Whether page ``number`` alone can say where its listing goes on."""
    way = place.next or source.rules.next
    is_listing = place.kind == "listing" and number < place.pages
    return is_listing and way is not None and "{n}" not in way


def _parsed(body: bytes, charset: str | None) -> etree._Element:
    if not body.strip():
        raise DiscoveryError("is empty")
    try:
        parser = html.HTMLParser(encoding=charset, huge_tree=False)
    except LookupError:
        parser = html.HTMLParser(huge_tree=False)
    try:
        tree: etree._Element = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DiscoveryError(f"is no HTML: {error}") from error
    return tree


def _base(tree: etree._Element, url: str) -> str:
    for element in tree.iter("base"):
        href = element.get("href")
        if href:
            return urljoin(url, href.strip())
    return url


def _links(tree: etree._Element) -> list[tuple[etree._Element, str]]:
    links = ((e, (e.get("href") or "").strip()) for e in tree.iter("a", "area"))
    found = [(e, href) for e, href in links if href and not href.startswith("#")]
    return found[:MOST_LINKS]


def _date(
    links: list[etree._Element], key: str, key_of: dict[str, str], zone: ZoneInfo
) -> datetime | None:
    """The day printed beside the first of these links that has one."""

    def is_other(href: str) -> bool:
        return key_of.get(href, key) != key

    dates = (date_beside(link, is_other, zone) for link in links[:MOST_TIMES])
    return next((date for date in dates if date is not None), None)


def _next(
    tree: etree._Element, base: str, source: Source, place: Discovery, number: int
) -> str | None:
    """The address of the page after page ``number``; None where it ends."""
    way = place.next or source.rules.next
    if way is None or number >= place.pages:
        return None
    if "{n}" in way:
        return page_address(place, source, number + 1)
    if way == "rel=next":
        links = [e for e in tree.iter("a", "link") if "next" in _rel(e)]
    else:
        links = list(tree.cssselect(way))
    hrefs = [href for link in links if (href := link.get("href"))]
    return clean_url(hrefs[0], base) if hrefs else None


def _rel(element: etree._Element) -> list[str]:
    return (element.get("rel") or "").lower().split()

"""Listing pages: the links of a section page, and how it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html

from crawlers.catalogue import Discovery, Source
from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.urls import article_key, clean_url, is_article_url

# A page with more links than this is no section of a newspaper.
MOST_LINKS = 20_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles a section page links to, in its order, and the next page."""

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
    found: dict[str, Candidate] = {}
    for href in _hrefs(tree):
        link = clean_url(href, base)
        if link is not None and is_article_url(link, source):
            found.setdefault(article_key(link, source), Candidate(link))
    following = _next(tree, base, source, place, number) if place else None
    return Listing(list(found.values()), following)


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


def _hrefs(tree: etree._Element) -> list[str]:
    links = (element.get("href") for element in tree.iter("a", "area"))
    found = (href.strip() for href in links if href)
    return [href for href in found if href and not href.startswith("#")][:MOST_LINKS]


def _next(
    tree: etree._Element, base: str, source: Source, place: Discovery, number: int
) -> str | None:
    """The address of the page after page ``number``; None where it ends."""
    way = place.next or source.rules.next
    if way is None or number >= place.pages:
        return None
    if "{n}" in way:
        page = place.second + number - 1
        return clean_url(way.replace("{n}", str(page)), place.url)
    if way == "rel=next":
        links = [e for e in tree.iter("a", "link") if "next" in _rel(e)]
    else:
        links = list(tree.cssselect(way))
    hrefs = [href for link in links if (href := link.get("href"))]
    return clean_url(hrefs[0], base) if hrefs else None


def _rel(element: etree._Element) -> list[str]:
    return (element.get("rel") or "").lower().split()

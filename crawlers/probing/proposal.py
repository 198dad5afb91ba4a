"""A source proposed for a site nobody described yet: its family and its places.

Two looks: a first one at the front page alone, which says what its links look like
and where feeds and sitemaps are; a second one, with a few articles, tells families
apart that share a shape of addresses by whose selectors find anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from crawlers.catalogue import Source
from crawlers.catalogue.families import Selectors, families
from crawlers.catalogue.urls import article_key, clean_url, is_article_url
from crawlers.discovery.robots import news_sitemaps
from crawlers.probing.probe import Probe, ProbeError
from crawlers.web import host_port, is_private_literal

GENERIC = "generic"
# A family needs so many articles on the front page to be believed ...
FEWEST_LINKS = 3
# ... and this share of what the best one finds.
LEAST_SHARE = 0.6
MOST_FEEDS = 3
MOST_SITEMAPS = 2
MOST_SECTIONS = 2
SECTION = re.compile(r"(?i)/(xay-dung-dang|chinh-tri|thoi-su|tin-tuc|tin-hoat-dong)")
FEED_TYPES = ("application/rss+xml", "application/atom+xml")
FEED_NAME = re.compile(r"(?i)(\.rss|/rss/.+|/feed/?|rss\.xml)$")
ENDINGS = re.compile(r"(\.(com|org|gov|net|edu))?\.[a-z]{2,3}$")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a family fits: articles it sees on the front page, and of the sample
    articles how many its selectors find something on (of how many in all)."""

    family: str
    links: int
    selected: int = 0
    samples: int = 0


def first_look(url: str) -> Source:
    """A source that knows nothing but an address: its front page, and the page itself.

    A site on a private address is let pass: whoever types it means it.

    Raises:
        ProbeError: if it is no web address.
    """
    full = url if "://" in url else f"https://{url}"
    cleaned = clean_url(full)
    if cleaned is None:
        raise ProbeError(f"not a web address: {url!r} (write https://host/)")
    parts = urlsplit(cleaned)
    base = f"{parts.scheme}://{parts.netloc}"
    pages = dict.fromkeys([f"{base}/", cleaned])
    return _source(base, GENERIC, [_place("listing", page) for page in pages])


def proposed(look: Probe) -> tuple[Source, list[Fit]]:
    """The source that a first look at a site suggests, and the families that fit.

    The best family by addresses alone; `settled` knows more.
    """
    links = _front_links(look)
    fits = ranked(links, look.source.base_url)
    family = fits[0].family if fits else GENERIC
    base = look.source.base_url
    source = _source(base, family, [_place("listing", f"{base}/")])
    places = [
        *(_place("feed", url) for url in _feeds(look, source)),
        *(_place("sitemap", url) for url in _sitemaps(look, source)),
        *(_place("listing", url) for url in _sections(look, links, source)),
    ]
    return _source(base, family, places), fits


def ranked(links: Iterable[str], base: str) -> list[Fit]:
    """The families that see articles among ``links``, the best first.

    The catch-all comes last: it is chosen where nothing else fits.
    """
    urls = list(dict.fromkeys(links))
    seen = [(name, *_articles(urls, base, name)) for name in families().families]
    most = max((links for _, links, _ in seen), default=0)
    least = max(FEWEST_LINKS, LEAST_SHARE * most)
    # Of two that see the same, the one that says more about an address is right.
    seen.sort(key=lambda one: (one[0] == GENERIC, -one[1], -one[2]))
    return [Fit(name, links) for name, links, _ in seen if links >= least]


def settled(
    source: Source, fits: Sequence[Fit], pages: Sequence[bytes]
) -> tuple[Source, list[Fit]]:
    """The source with the family whose selectors fit its articles best.

    ``pages`` are articles of the site as bytes.
    """
    trees = [tree for body in pages if (tree := _tree(body)) is not None]
    seen = [
        Fit(fit.family, fit.links, _selected(fit.family, trees), len(trees))
        for fit in fits
    ]
    seen.sort(key=lambda f: (-f.selected, f.family == GENERIC, -f.links))
    family = seen[0].family if seen else source.family
    return source.model_copy(update={"family": family}), seen


def entry(source: Source, day: datetime) -> dict[str, Any]:
    """What a person would write into the catalogue for a proposed source."""
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "base_url": source.base_url,
        "family": source.family,
        "discovery": [
            {"kind": place.kind, "url": place.url, "confidence": "seen"}
            for place in source.discovery
        ],
        **({"local": True} if source.local else {}),
        "expected_items_per_week": 0,
        "quiet_days": 7,
        "provenance": {
            "confidence": "seen",
            "evidence": f"proposed by dangbo sources new on {day:%Y-%m-%d}",
        },
    }


def _source(base: str, family: str, places: Sequence[dict[str, Any]]) -> Source:
    host, _ = host_port(base)
    is_local = is_private_literal(host)
    return Source.model_validate(
        {
            "id": _id(host),
            "name": host,
            "kind": _kind(host),
            "base_url": base,
            "family": family,
            "discovery": list(places),
            "local": is_local,
            "delay_seconds": 0.0 if is_local else 2.0,
        }
    )


def _place(kind: str, url: str) -> dict[str, Any]:
    return {"kind": kind, "url": url}


def _id(host: str) -> str:
    name = ENDINGS.sub("", host.removeprefix("www."))
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:60] or "source"


def _kind(host: str) -> str:
    if re.search(r"(tinh|thanh)uy", host):
        return "party_portal"
    return "gov_portal" if host.endswith(".gov.vn") else "newspaper"


def _articles(urls: Sequence[str], base: str, family: str) -> tuple[int, int]:
    """How many articles a family sees, and how many characters of them it describes."""
    source = _source(base, family, [_place("listing", f"{base}/")])
    fitting = [url for url in urls if is_article_url(url, source)]
    matches = (p.search(url) for url in fitting for p in source.article_patterns)
    described = sum(len(match[0]) for match in matches if match)
    return len({article_key(url, source) for url in fitting}), described


def _front_links(look: Probe) -> list[str]:
    """All links of the pages looked at, as addresses."""
    found: list[str] = []
    for url, tree in _trees(look):
        hrefs = (element.get("href") for element in tree.iter("a"))
        found += [link for href in hrefs if href and (link := clean_url(href, url))]
    return found


def _trees(look: Probe) -> Iterable[tuple[str, etree._Element]]:
    for place in look.source.discovery:
        page = look.record(place.url)
        if page is not None and page.status == 200:
            tree = _tree(look.answer(page).body)
            if tree is not None:
                yield page.url, tree


def _tree(body: bytes) -> etree._Element | None:
    try:
        tree: etree._Element = html.document_fromstring(body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def _feeds(look: Probe, source: Source) -> list[str]:
    """Feeds the front page declares or links to, those of politics first."""
    declared = [
        feed
        for url, tree in _trees(look)
        for link in tree.iter("link")
        if link.get("type") in FEED_TYPES
        and (feed := clean_url(link.get("href") or "", url))
    ]
    linked = [url for url in _front_links(look) if FEED_NAME.search(url)]
    found = _own([*declared, *linked], source)
    return sorted(found, key=lambda u: not SECTION.search(u))[:MOST_FEEDS]


def _sitemaps(look: Probe, source: Source) -> list[str]:
    robots = look.robots()
    named = robots.sitemaps if robots else ()
    found = news_sitemaps(named, f"{source.base_url}/", source)
    return [candidate.url for candidate in found[:MOST_SITEMAPS]]


def _sections(look: Probe, links: Sequence[str], source: Source) -> list[str]:
    """Section pages of politics; the page that was asked for where there is none."""
    found = [
        url
        for url in _own(links, source)
        if SECTION.search(urlsplit(url).path) and not is_article_url(url, source)
    ]
    plain = [u for u in found if not urlsplit(u).query and not FEED_NAME.search(u)]
    asked = [place.url for place in look.source.discovery]
    return sorted(plain, key=len)[:MOST_SECTIONS] or asked[-1:]


def _own(urls: Iterable[str], source: Source) -> list[str]:
    cleaned = (clean_url(url) for url in urls)
    own = (url for url in cleaned if url and host_port(url) in source.allowed)
    return list(dict.fromkeys(own))


def _selected(family: str, trees: Sequence[etree._Element]) -> int:
    """On how many pages the family's selectors find a title or text."""
    selectors = families().families[family].selectors
    return sum(_finds(selectors, tree) for tree in trees)


def _finds(selectors: Selectors, tree: etree._Element) -> bool:
    given = [css for css in (selectors.body, selectors.lead, selectors.title) if css]
    return bool(given) and any(tree.cssselect(css) for css in given)

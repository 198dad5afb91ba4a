"""Faults of feeds, sitemaps and listings."""

from __future__ import annotations

import gzip
from typing import Any

from tests.crawlers.faults.declared import (
    World,
    articles,
    at,
    fault,
    links,
    paper,
    place,
)
from tests.crawlers.site import Answer, Site

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><rss><item>&l9;</item></rss>'
ENTITIES = "declares entities of its own"


def feed(path: str, kind: str = "feed") -> dict[str, Any]:
    """A source with one feed or sitemap."""
    return {"discovery": [{"kind": kind, "url": path}]}


def rss(*entries: tuple[str, str]) -> str:
    """A feed of addresses and dates."""
    items = "".join(
        f"<item><link>{url}</link><pubDate>{date}</pubDate></item>"
        for url, date in entries
    )
    return f"<rss><channel>{items}</channel></rss>"


def urlset(site: Site, *numbers: int) -> str:
    """A sitemap of articles."""
    rows = "".join(f"<url><loc>{site.url}{at(n)}</loc></url>" for n in numbers)
    return f"<urlset>{rows}</urlset>"


@fault("Refuses the feed.", status="failed", got=(), told=ENTITIES)
def xml_bomb(site: Site, world: World) -> dict[str, Any]:
    """Has a feed whose entities grow a billion-fold."""
    site.xml("/rss", BILLION)
    return feed("/rss")


@fault("Refuses the sitemap.", status="failed", got=(), told=ENTITIES)
def late_bomb(site: Site, world: World) -> dict[str, Any]:
    """Has the same in UTF-16, in a sitemap, behind 200 KB of comment."""
    text = f'<?xml version="1.0" encoding="utf-16"?><!--{"x" * 200_000}-->{BILLION}'
    body = text.replace("rss>", "urlset>").encode("utf-16")
    site.add("/map.xml", Answer(body, headers={"Content-Type": "text/xml"}))
    return feed("/map.xml", "sitemap")


@fault("Opens no file and no address.", status="failed", got=(), told=ENTITIES)
def reads_files(site: Site, world: World) -> dict[str, Any]:
    """Has a feed that wants to read files and addresses of ours."""
    file = '<!ENTITY f SYSTEM "file:///etc/passwd">'
    address = f'<!ENTITY % g SYSTEM "{world.other.url}/x">'
    text = f"<!DOCTYPE r [{file}{address} %g;]><rss><item><link>&f;</link></item></rss>"
    site.xml("/rss", text)
    return feed("/rss")


@fault("Reads what stands before the depth.", told="")
def deep_feed(site: Site, world: World) -> dict[str, Any]:
    """Has a feed with 100,000 elements within one another."""
    articles(site, 1)
    item = f"<item><link>{site.url}{at(1)}</link></item>"
    site.xml("/rss", f"<rss><channel>{item}{'<b>' * 100_000}")
    return feed("/rss")


@fault("Reads the links before the depth.")
def deep_listing(site: Site, world: World) -> None:
    """Has a listing with 100,000 elements within one another."""
    paper(site)
    site.page("/thoi-su/", links(1) + "<div>" * 100_000)


@fault(
    "Reads 5,000 links, fetches as many as a run may.",
    got=(1, 2, 3),
    skipped="over the limit of articles a run",
)
def crowded(site: Site, world: World) -> None:
    """Has 100,000 links on a page."""
    site.page("/thoi-su/", links(*range(1, 100_001)))
    articles(site, 1, 2, 3)
    for n in range(4, 61):
        site.add(at(n), Answer(status=410))


@fault("Breaks off at 10 MB.", status="failed", got=(), told="larger than is allowed")
def million_links(site: Site, world: World) -> None:
    """Has a million links on a page."""
    link = b'<a href="/tin-so-1-a1.html">x</a>'
    site.add(
        "/thoi-su/", Answer(link * 1_000_000, headers={"Content-Type": "text/html"})
    )


@fault(
    "Fetches as many as a run may, the newest first.",
    got=(50_000,),
    skipped="outside of the days asked for",
    at_most=3,
)
def fifty_thousand(site: Site, world: World) -> dict[str, Any]:
    """Has a sitemap of 60,000 entries, all but one of them old."""
    old = "".join(
        f"<url><loc>{site.url}{at(n)}</loc><lastmod>2019-01-01</lastmod></url>"
        for n in range(1, 50_000)
    )
    new = f"<url><loc>{site.url}{at(50_000)}</loc><lastmod>2025-06-30</lastmod></url>"
    more = "<url><loc>/x</loc></url>" * 10_000
    site.add(
        "/map.xml",
        Answer(gzip.compress(f"<urlset>{old}{new}{more}</urlset>".encode(), 1)),
    )
    articles(site, 50_000)
    return feed("/map.xml", "sitemap")


@fault("Reads four of them.", got=(), told="nested deeper than 3", at_most=5)
def nested_indexes(site: Site, world: World) -> dict[str, Any]:
    """Has sitemap indexes within one another without end."""
    for n in range(20):
        inner = f"<sitemap><loc>{site.url}/map-{n + 1}.xml</loc></sitemap>"
        site.xml(f"/map-{n}.xml", f"<sitemapindex>{inner}</sitemapindex>")
    return feed("/map-0.xml", "sitemap")


@fault("Asks for each once.", at_most=5)
def circle_of_indexes(site: Site, world: World) -> dict[str, Any]:
    """Has sitemap indexes that name one another, and themselves."""
    parts = "".join(
        f"<sitemap><loc>{site.url}/{name}.xml</loc></sitemap>" for name in "abn"
    )
    for name in "ab":
        site.xml(f"/{name}.xml", f"<sitemapindex>{parts}</sitemapindex>")
    site.xml("/n.xml", urlset(site, 1))
    articles(site, 1)
    return feed("/a.xml", "sitemap")


@fault("Looks at the bytes, not at the name.", got=(1, 2))
def misnamed_gzip(site: Site, world: World) -> dict[str, Any]:
    """Calls gzip `.xml`, and plain XML `.xml.gz`."""
    plain = {"Content-Type": "application/x-gzip"}
    packed = gzip.compress(urlset(site, 1).encode())
    site.add("/map.xml", Answer(packed, headers={"Content-Type": "text/xml"}))
    site.add("/map.xml.gz", Answer(urlset(site, 2).encode(), headers=plain))
    articles(site, 1, 2)
    places = [{"kind": "sitemap", "url": u} for u in ("/map.xml", "/map.xml.gz")]
    return {"discovery": places}


@fault(
    "The source has failed: a paper always has news.",
    status="failed",
    got=(),
    told="is a feed without entries",
)
def empty_feed(site: Site, world: World) -> dict[str, Any]:
    """Has an empty feed with status 200."""
    site.xml("/rss", "<rss><channel><title>Tin</title></channel></rss>")
    return feed("/rss")


@fault("The source has failed.", status="failed", got=(), told="is an HTML page")
def feed_of_html(site: Site, world: World) -> dict[str, Any]:
    """Answers its feed with its front page."""
    site.page("/rss", f"<!doctype html><html>{links(1)}</html>")
    return feed("/rss")


@fault("The source has failed.", status="failed", got=(), told="without entries")
def empty_sitemap(site: Site, world: World) -> dict[str, Any]:
    """Has an empty sitemap with status 200."""
    site.xml("/map.xml", "<urlset></urlset>")
    return feed("/map.xml", "sitemap")


@fault(
    "The source has failed: its links no longer look as they did.",
    status="failed",
    got=(),
    told="no link on it has the shape of an article",
)
def listing_without_articles(site: Site, world: World) -> None:
    """Has a listing without a link to an article."""
    site.page("/thoi-su/", '<a href="/gioi-thieu">x</a>' + "<p>Tin</p>" * 50)


@fault("Fetches them: their true dates stand in the articles.", got=(1, 2, 3, 4))
def dates_beyond_all_clocks(site: Site, world: World) -> dict[str, Any]:
    """Has a feed with dates in the future, at the ends of time, and of nonsense."""
    dates = (
        "Tue, 01 Jul 2031 05:30:00 +0700",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "0000-00-00 00:00:00",
        "Tue, 45 Foo 99999 99:99:99 +9999",
    )
    entries = [(site.url + at(n), date) for n, date in enumerate(dates, start=1)]
    past = (site.url + at(5), "0001-01-01T00:00:00+23:59")
    site.xml("/rss", rss(*entries, past))
    articles(site, 1, 2, 3, 4, 5)
    return feed("/rss")


@fault("Reads what can be read.", got=(1,))
def broken_xml(site: Site, world: World) -> dict[str, Any]:
    """Has a feed with bare ampersands, control characters and no end."""
    articles(site, 1)
    text = (
        f"<rss><channel><title>A & B \x0c</title><item><link>{site.url}{at(1)}</link>"
    )
    site.xml("/rss", text)
    return feed("/rss")


@fault("Follows the links as browsers do.", got=(1,), at_most=3)
def other_base(site: Site, world: World) -> dict[str, Any]:
    """Has a listing with `<base href>` and relative links."""
    articles(site, 1)
    link = at(1).removeprefix("/")
    site.page("/muc/con/", f'<base href="/"><a href="{link}">x</a>')
    return place("/muc/con/")


@fault(
    "Never leaves: none of them is an article of the paper.",
    got=(),
    status="failed",
    told="no link on it has the shape of an article",
)
def base_elsewhere(site: Site, world: World) -> None:
    """Has a listing whose `<base href>` is another host."""
    base = f'<base href="{world.other.url}/">'
    site.page("/thoi-su/", base + '<a href="tin-so-1-a1.html">x</a>' + "<p></p>" * 9)

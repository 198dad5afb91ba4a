"""Sites of every shape: how each is laid out, and its entry of the catalogue."""

from __future__ import annotations

import gzip
from typing import Any

from tests.crawlers.faults.declared import articles, links
from tests.crawlers.site import Answer, Asked, Site, redirect


def urlset(site: Site, *entries: tuple[int, str]) -> str:
    rows = "".join(
        f"<url><loc>{site.url}/tin-so-{n}-a{n}.html</loc><lastmod>{day}</lastmod></url>"
        for n, day in entries
    )
    return (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    )


def rss(site: Site) -> dict[str, Any]:
    """A feed with validators; one article twice, with and without tracking."""
    articles(site, 1, 2)
    items = "".join(
        f"<item><link>{site.url}{path}</link>"
        "<pubDate>Tue, 01 Jul 2025 05:30:00 +0700</pubDate></item>"
        for path in (
            "/tin-so-1-a1.html?utm_source=rss",
            "/tin-so-1-a1.html",
            "/tin-so-2-a2.html",
            "/lien-he.html",
        )
    )
    items += f"<item><link>{site.url}/tin-so-9-a9.html</link>"
    items += "<pubDate>Tue, 01 Apr 2025 05:30:00 +0700</pubDate></item>"
    site.xml("/rss", f"<rss><channel>{items}</channel></rss>", etag='"v1"')
    return {"discovery": [{"kind": "feed", "url": "/rss"}]}


def sitemap(site: Site) -> dict[str, Any]:
    """An index: gzip by name, gzip by header, nested, an old month, and topics."""
    articles(site, 1, 2, 3, 4)
    packed = gzip.compress(urlset(site, (1, "2025-07-01")).encode())
    site.add("/maps/news-2025-7.xml.gz", Answer(packed))
    packed = gzip.compress(urlset(site, (2, "2025-07-01")).encode())
    encoded = {"Content-Encoding": "gzip", "Content-Type": "text/xml"}
    site.add("/maps/daily.xml", Answer(packed, headers=encoded))
    site.xml("/maps/plain.xml", urlset(site, (3, "2025-07-01"), (4, "2025-05-01")))
    names = ["inner.xml", "news-2025-7.xml.gz", "news-2025-3.xml", "topics.xml"]
    site.xml("/sitemap.xml", index(site, *names), last_modified="Tue, 01 Jul 2025")
    site.xml("/maps/inner.xml", index(site, "daily.xml", "plain.xml"))
    # The catalogue knows better than robots.txt.
    rules = f"Sitemap: {site.url}/another.xml\n"
    site.add("/robots.txt", Answer(rules.encode()))
    return {"discovery": [{"kind": "sitemap", "url": "/sitemap.xml"}]}


def index(site: Site, *names: str) -> str:
    day = "<lastmod>2025-07-01</lastmod>"
    rows = "".join(
        f"<sitemap><loc>{site.url}/maps/{n}</loc>{'' if '-3' in n else day}</sitemap>"
        for n in names
    )
    return f"<sitemapindex>{rows}</sitemapindex>"


def undated(site: Site) -> dict[str, Any]:
    """An index that never changes while its only part does."""
    articles(site, 1, 2)
    part = f"<sitemap><loc>{site.url}/news.xml</loc></sitemap>"
    site.xml("/sitemap.xml", f"<sitemapindex>{part}</sitemapindex>", etag='"same"')

    def answer(asked: Asked) -> Answer:
        nights = 2 if "If-None-Match" in asked.headers else 1
        body = urlset(site, *[(n, "2025-07-01") for n in range(1, nights + 1)])
        return Answer(body.encode(), etag=f'"{nights}"')

    site.add("/news.xml", answer)
    return {"discovery": [{"kind": "sitemap", "url": "/sitemap.xml"}]}


def listing(site: Site) -> dict[str, Any]:
    """Three pages by number; the fourth would repeat the third without end."""
    articles(site, 1, 2, 3, 4, 5)
    site.page("/thoi-su/", links(1, 2) + "<a href='/gioi-thieu/toi-a99.html'>x</a>")
    site.page("/thoi-su/?p=2", links(3, 4))
    site.page("/thoi-su/?p=3", links(4, 5))
    for number in range(4, 9):
        site.page(f"/thoi-su/?p={number}", links(4, 5))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/", "pages": 9}]}


def rel_next(site: Site) -> dict[str, Any]:
    """A listing that names its next page, with links relative to a base."""
    articles(site, 1, 2)
    site.page(
        "/thoi-su",
        '<base href="/"><a href="tin-so-1-a1.html">x</a>'
        '<link rel="next" href="trang-sau">',
    )
    site.page("/trang-sau", links(2))
    place = {"kind": "listing", "url": "/thoi-su", "next": "rel=next"}
    return {"discovery": [place]}


def forbidden(site: Site) -> dict[str, Any]:
    """robots.txt lets nobody in."""
    site.add("/robots.txt", Answer(b"User-agent: *\nDisallow: /\n"))
    site.page("/thoi-su/", links(1))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/"}]}


def robots_down(site: Site) -> dict[str, Any]:
    """robots.txt answers 500: that is no permission."""
    site.add("/robots.txt", Answer(b"<html>error</html>", status=500))
    site.page("/thoi-su/", links(1))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/"}]}


def rules_unknown(site: Site) -> dict[str, Any]:
    """robots.txt breaks off each time: silence is no permission either."""
    site.add("/robots.txt", Answer(b"User-agent: *\nDisallow: /\n", cut=5))
    site.page("/thoi-su/", links(1))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/"}]}


def forbidden_sections(site: Site) -> dict[str, Any]:
    """Places that are asked for at once, all but one forbidden; slow robots.txt."""
    rules = b"User-agent: *\nDisallow: /kin/\nDisallow: /rieng/\n"
    site.add("/robots.txt", Answer(rules, delay=0.1))
    articles(site, 1)
    for path in ("/kin/", "/thoi-su/", "/rieng/"):
        site.page(path, links(1))
    places = [{"kind": "listing", "url": p} for p in ("/thoi-su/", "/kin/", "/rieng/")]
    return {"discovery": [{**place, "pages": 1} for place in places]}


NAMED = (
    "/maps/news-2025-7.xml",
    "/maps/news-2025-3.xml",
    "/maps/categories.xml",
    "/maps/gone.xml",
    "/maps/parts.xml",
)


def named(site: Site) -> dict[str, Any]:
    """A section of little use; robots.txt names sitemaps, ours and others'."""
    urls = [*(site.url + path for path in NAMED), "http://127.0.0.2:1/sitemap.xml"]
    rules = "User-agent: *\nDisallow:\n" + "".join(f"Sitemap: {u}\n" for u in urls)
    site.add("/robots.txt", Answer(rules.encode()))
    articles(site, 1, 2, 3, 4, 5)
    site.page("/thoi-su/", links(1))
    entries = urlset(site, (1, "2025-07-01"), (2, "2025-07-01"), (3, "2025-05-01"))
    undated = f"<url><loc>{site.url}/tin-so-5-a5.html</loc></url>"
    other = f"<url><loc>{site.url}/lien-he.html</loc></url></urlset>"
    site.xml(NAMED[0], entries.replace("</urlset>", undated + other), etag='"m"')
    site.xml("/maps/parts.xml", index(site, "part.xml"))
    site.xml("/maps/part.xml", urlset(site, (4, "2025-07-01")))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/", "pages": 1}]}


def half_forbidden(site: Site) -> dict[str, Any]:
    """robots.txt keeps us out of one article alone; it names us."""
    rules = b"User-agent: dangbo\nDisallow: /tin-so-2\n\nUser-agent: *\nDisallow: /\n"
    site.add("/robots.txt", Answer(rules))
    articles(site, 1, 2)
    site.page("/thoi-su/", links(1, 2))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/", "pages": 1}]}


def broken(site: Site) -> dict[str, Any]:
    """Every kind of place that does not work."""
    site.page("/rss-html", "<!doctype html><html><p>not a feed</p></html>")
    site.xml("/rss-empty", "<rss><channel/></rss>")
    site.add("/down", Answer(b"oops", status=500))
    site.page("/empty-page", "")
    site.page("/no-links", "<p>nothing here</p>" * 50)
    site.page("/stub", "<script>document.cookie='D1N=1';location.reload()</script>")
    kinds = {"/rss-html": "feed", "/rss-empty": "feed", "/missing.xml": "sitemap"}
    names = [*kinds, "/down", "/empty-page", "/no-links", "/stub"]
    places = [{"kind": kinds.get(n, "listing"), "url": n, "pages": 1} for n in names]
    return {"discovery": places}


def troubled(site: Site) -> dict[str, Any]:
    """A good listing with articles that are gone, failing, or hidden."""
    articles(site, 1)
    site.page("/thoi-su/", links(1, 2, 3, 4, 5, 6), etag='"t1"')
    site.add("/tin-so-2-a2.html", Answer(b"gone", status=404))
    site.add("/tin-so-3-a3.html", Answer(b"oops", status=500))
    stub = "<script>document.cookie='D1N=1';location.reload()</script>"
    site.page("/tin-so-4-a4.html", stub)
    site.add("/tin-so-5-a5.html", redirect("/"))
    pdf = {"Content-Type": "application/pdf"}
    site.add("/tin-so-6-a6.html", Answer(b"%PDF-1.4", headers=pdf))
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/", "pages": 1}]}


def busy(site: Site) -> dict[str, Any]:
    """Asks for a pause of one second, once."""
    articles(site, 1)

    def answer(asked: Asked) -> Answer:
        if site.seen("/thoi-su/") == 1:
            return Answer(status=429, headers={"Retry-After": "1"})
        html = {"Content-Type": "text/html"}
        return Answer(links(1).encode(), headers=html)

    site.add("/thoi-su/", answer)
    return {"discovery": [{"kind": "listing", "url": "/thoi-su/", "pages": 1}]}


def very_busy(site: Site) -> dict[str, Any]:
    """Has a listing, then asks to be left alone for an hour."""
    site.page("/thoi-su/", links(1, 2, 3, 4, 5, 6))
    for number in range(1, 7):
        path = f"/tin-so-{number}-a{number}.html"
        site.add(path, Answer(status=503, headers={"Retry-After": "3600"}))
    place = {"kind": "listing", "url": "/thoi-su/", "pages": 1}
    return {"discovery": [place], "delay_seconds": 0.2}


SHAPES = (
    rss,
    sitemap,
    undated,
    listing,
    rel_next,
    forbidden,
    robots_down,
    rules_unknown,
    forbidden_sections,
    named,
    half_forbidden,
    broken,
    troubled,
    busy,
    very_busy,
)

"""What sites offer to machines: robots.txt, feeds and sitemaps."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
from collections.abc import Iterable
from email.utils import format_datetime
from xml.sax.saxutils import escape

from demo.pages import Item, items_on
from demo.site import Site
from demo.story import HANOI

FEED_LENGTH = 20
# A news sitemap holds what is at most two days old, as its users demand.
NEWS_DAYS = 2
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def robots(site: Site, base: str) -> str:
    """The rules of a site and where its sitemaps are."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in site.refuses)]
    maps = [site.sitemaps.index, site.sitemaps.news]
    lines += [f"Sitemap: {base}{path}" for path in maps if path]
    return "\n".join(lines) + "\n"


def feed(site: Site, day: dt.date, base: str, path: str) -> str:
    """An RSS feed of the sections it is meant for, newest first."""
    sections = site.feeds[path]
    parts = [items_on(site.id, day, s) for s in sections] or [items_on(site.id, day)]
    items = sorted(
        itertools.chain(*parts), key=lambda item: item.published_at, reverse=True
    )
    entries = "".join(_entry(item, base) for item in items[:FEED_LENGTH])
    name = escape(site.home_on(day).name)
    return (
        f'{XML}<rss version="2.0"><channel><title>{name}</title>'
        f"<link>{base}/</link><description>{escape(site.slogan)}</description>"
        f"<language>vi</language>{entries}</channel></rss>\n"
    )


def _entry(item: Item, base: str) -> str:
    url = escape(base + item.path)
    # The teaser as HTML in CDATA, with a picture before it: what papers do.
    teaser = f'<img src="{base}/anh/{item.slug[:9]}.svg" /> {escape(item.lead)}'
    return (
        f"<item><title>{escape(item.title)}</title><link>{url}?utm_source=rss</link>"
        f'<guid isPermaLink="true">{url}</guid>'
        f"<description><![CDATA[{teaser}]]></description>"
        f"<pubDate>{format_datetime(item.published_at)}</pubDate></item>"
    )


def sitemap_index(site: Site, day: dt.date, base: str) -> str:
    """The index: one compressed map a month, and one of categories."""
    assert site.sitemaps.month is not None
    entries = [_place(f"{base}/sitemaps/categories.xml")]
    for (year, month), items in _by_month(items_on(site.id, day)):
        path = site.sitemaps.month.format(year=year, month=month)
        entries.append(_place(base + path, max(i.changed_at for i in items)))
    return f"{XML}<sitemapindex {MAP}>{''.join(entries)}</sitemapindex>\n"


def month_map(site: Site, day: dt.date, base: str, path: str) -> bytes | None:
    """The map of the month that ``path`` names, compressed; None: no such month."""
    assert site.sitemaps.month is not None
    for (year, month), items in _by_month(items_on(site.id, day)):
        if path == site.sitemaps.month.format(year=year, month=month):
            text = _urlset(_address(base + i.path, i.changed_at) for i in items)
            return gzip.compress(text.encode(), mtime=0)
    return None


def category_map(site: Site, base: str) -> str:
    """A map of section pages: no article in it."""
    paths = (site.section_path(section) for section in site.sections)
    return _urlset(_address(base + path) for path in paths)


def news_map(site: Site, day: dt.date, base: str) -> str:
    """The news sitemap: the last days alone, with titles and times."""
    oldest = day - dt.timedelta(days=NEWS_DAYS)
    items = (i for i in items_on(site.id, day) if i.changed_at.date() >= oldest)
    name = escape(site.home_on(day).name)
    return _urlset((_news(item, base, name) for item in items), f"{MAP} {NEWS}")


def _news(item: Item, base: str, name: str) -> str:
    return (
        f"<url><loc>{escape(base + item.path)}</loc>"
        f"<lastmod>{item.changed_at.isoformat()}</lastmod><news:news>"
        f"<news:publication><news:name>{name}</news:name>"
        "<news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{item.published_at.isoformat()}"
        f"</news:publication_date><news:title>{escape(item.title)}</news:title>"
        "</news:news></url>"
    )


def _urlset(entries: Iterable[str], names: str = MAP) -> str:
    return f"{XML}<urlset {names}>{''.join(entries)}</urlset>\n"


def _address(url: str, changed_at: dt.datetime | None = None) -> str:
    stamp = f"<lastmod>{changed_at.isoformat()}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(url)}</loc>{stamp}</url>"


def _place(url: str, changed_at: dt.datetime | None = None) -> str:
    stamp = f"<lastmod>{changed_at.isoformat()}</lastmod>" if changed_at else ""
    return f"<sitemap><loc>{escape(url)}</loc>{stamp}</sitemap>"


def _by_month(
    items: tuple[Item, ...],
) -> Iterable[tuple[tuple[int, int], tuple[Item, ...]]]:
    def month(item: Item) -> tuple[int, int]:
        moment = item.published_at.astimezone(HANOI)
        return moment.year, moment.month

    for key, group in itertools.groupby(items, key=month):
        yield key, tuple(group)

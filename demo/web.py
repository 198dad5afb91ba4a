"""The web of the newsroom: what a site answers to a path on a news day."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from demo import listings, pages
from demo.site import Site
from demo.story import HANOI, Story, stories_on

HTML = "text/html; charset=utf-8"
FEED = "application/rss+xml; charset=utf-8"
MAP = "application/xml; charset=utf-8"
ABOUT = (
    "Đây là một trang trong tòa soạn mẫu của phần mềm. Mọi tin bài, nhân vật và sự "
    "việc đều do người viết phần mềm đặt ra."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire; ``etag`` and ``modified_at`` only on a success."""

    status: int
    content_type: str
    body: bytes
    modified_at: dt.datetime | None = None

    @property
    def etag(self) -> str | None:
        """A validator that changes with the bytes."""
        if self.status != 200:
            return None
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def answer(site: Site, day: dt.date, target: str, base: str) -> Answer:
    """Answer a request to ``site`` as at the end of ``day``.

    ``target``: path and query; ``base``: scheme, host and port of the site.
    """
    if day in site.down:
        return Answer(503, "text/plain; charset=utf-8", b"Service Unavailable\n")
    parts = urlsplit(target)
    path, query = unquote(parts.path), dict(parse_qsl(parts.query))
    found = (
        _machine(site, day, path, base)
        or _story(site, day, path, base)
        or _list(site, day, path, query, base)
        or _other(site, day, path, base)
    )
    if found:
        return found
    text = pages.plain_page(
        site, day, base, path, "Không tìm thấy trang", "Trang không tồn tại."
    )
    return Answer(404, HTML, text.encode())


def _machine(site: Site, day: dt.date, path: str, base: str) -> Answer | None:
    """robots.txt, feeds and sitemaps."""
    maps = site.sitemaps
    if path == "/robots.txt":
        text = listings.robots(site, base)
        return Answer(200, "text/plain; charset=utf-8", text.encode())
    if path in site.feeds:
        return Answer(200, FEED, listings.feed(site, day, base, path).encode())
    if maps.month and path.endswith(".gz"):
        body = listings.month_map(site, day, base, path)
        return Answer(200, "application/x-gzip", body) if body else None
    text = ""
    if path == maps.news:
        text = listings.news_map(site, day, base)
    elif path == maps.index:
        text = listings.sitemap_index(site, day, base)
    elif maps.index and path == "/sitemaps/categories.xml":
        text = listings.category_map(site, base)
    return Answer(200, MAP, text.encode()) if text else None


def _story(site: Site, day: dt.date, path: str, base: str) -> Answer | None:
    story = _addresses(site, day).get(path)
    if story is None:
        return None
    text = pages.article_page(story, site, day, base)
    changed = story.changed_at if site.clock == "script" else _end_of(day)
    return Answer(200, HTML, text.encode(), changed)


@functools.lru_cache(maxsize=64)
def _cached(site_id: str, day: dt.date) -> tuple[Story, ...]:
    return stories_on(day, site_id)


def _addresses(site: Site, day: dt.date) -> dict[str, Story]:
    return {story.path(site): story for story in _cached(site.id, day)}


def _list(
    site: Site, day: dt.date, path: str, query: dict[str, str], base: str
) -> Answer | None:
    for section in site.sections:
        number = _page_number(site, section, path, query)
        if number is None:
            continue
        text = pages.list_page(site, day, base, section, number)
        return Answer(200, HTML, text.encode(), _end_of(day)) if text else None
    return None


def _page_number(
    site: Site, section: str, path: str, query: dict[str, str]
) -> int | None:
    """The page of the section's list that an address means; None: another page."""
    first = site.section_path(section)
    if path.rstrip("/") == first.rstrip("/"):
        given = next((query[k] for k in ("page", "p", "trang") if k in query), "1")
        return int(given) if given.isdecimal() else 1
    tail = path.removeprefix(first).strip("/")
    if path.startswith(first) and tail.startswith("page-") and tail[5:].isdecimal():
        return int(tail[5:])
    return None


def _other(site: Site, day: dt.date, path: str, base: str) -> Answer | None:
    if path == "/":
        items = pages.items_on(site.id, day)
        name = site.home_on(day).name
        text = pages.plain_page(site, day, base, path, name, "", items[:10])
    elif path == "/gioi-thieu":
        text = pages.plain_page(site, day, base, path, "Giới thiệu", ABOUT)
    elif path.startswith("/tag/"):
        text = _tag(site, day, path, base)
    elif path.startswith("/anh/"):
        return Answer(200, "image/svg+xml", _picture(path).encode())
    elif path.startswith("/noi-bo/"):
        text = pages.plain_page(site, day, base, path, "Nội bộ", "Lịch trực tòa soạn.")
    else:
        return None
    return Answer(200, HTML, text.encode(), _end_of(day))


def _tag(site: Site, day: dt.date, path: str, base: str) -> str:
    wanted = path.removeprefix("/tag/")
    items = tuple(
        pages.item_of(story, site)
        for story in _cached(site.id, day)
        if wanted in {pages.slug(tag) for tag in story.tags}
    )
    return pages.plain_page(site, day, base, path, f"Từ khóa: {wanted}", "", items)


def _picture(path: str) -> str:
    """A picture in place of a photo: a plain field in a colour of its own."""
    hue = int(hashlib.sha256(path.encode()).hexdigest()[:4], 16) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320">'
        f'<rect width="640" height="320" fill="hsl({hue},35%,72%)"/>'
        f'<circle cx="520" cy="80" r="42" fill="hsl({hue},60%,88%)"/>'
        f'<path d="M0 260 L180 150 L300 230 L420 120 L640 270 V320 H0Z" '
        f'fill="hsl({hue},30%,50%)"/></svg>'
    )


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59), HANOI)

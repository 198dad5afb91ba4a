"""HTML pages of the newsroom: articles, lists and the like, from the templates."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import unicodedata
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from demo.site import Site, load_sites
from demo.story import Story, stories_on

TEMPLATES = Path(__file__).with_name("sites")
PER_PAGE = 4
WEEKDAYS = (
    "Thứ hai",
    "Thứ ba",
    "Thứ tư",
    "Thứ năm",
    "Thứ sáu",
    "Thứ bảy",
    "Chủ nhật",
)


@dataclass(frozen=True, slots=True)
class Item:
    """A link to a story, as lists, tickers and feeds show it."""

    title: str
    lead: str
    path: str
    slug: str
    published_at: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True)
class Page:
    """What a template is given; ``day`` is the day whose furniture the page shows."""

    site: Site
    day: dt.date
    base: str
    path: str
    title: str
    story: Story | None = None
    section: str | None = None
    items: tuple[Item, ...] = ()
    number: int = 1
    pages: int = 1
    text: str = ""
    latest: tuple[Item, ...] = field(default=())

    @property
    def url(self) -> str:
        """Its canonical address."""
        return self.base.rstrip("/") + self.path

    @property
    def name(self) -> str:
        """The name of the site on that day."""
        return self.site.home_on(self.day).name

    @property
    def section_name(self) -> str:
        """The section of the story, in words."""
        return self.site.sections[self.story.section] if self.story else ""

    @property
    def degrees(self) -> int:
        """The weather of the day."""
        return 24 + (self.day.toordinal() * 7) % 11

    @property
    def related(self) -> tuple[Item, ...]:
        """A few other stories, the newest first."""
        own = self.story.slug if self.story else ""
        return tuple(item for item in self.latest if item.slug != own)[:4]

    @property
    def most_read(self) -> tuple[Item, ...]:
        """Another few, in an order that has nothing to do with time."""
        return tuple(sorted(self.latest, key=lambda i: zlib.crc32(i.path.encode())))[:5]

    @property
    def next_path(self) -> str | None:
        """The address of the next page of a list."""
        return self.page_path(self.number + 1) if self.number < self.pages else None

    @property
    def json_ld(self) -> Markup:
        """The story as a NewsArticle, for a script element."""
        assert self.story is not None
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.story.title,
            "datePublished": self.story.published_at.isoformat(),
            "dateModified": self.story.changed_at.isoformat(),
            "author": {"@type": "Person", "name": self.story.author},
            "publisher": {"@type": "Organization", "name": self.name},
        }
        text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        return Markup(text)

    def page_path(self, number: int) -> str:
        """The address of page ``number`` of this list."""
        return self.site.section_path(self.section or "", number)


def item_of(story: Story, site: Site) -> Item:
    """The link to a story."""
    return Item(
        story.title,
        story.lead,
        story.path(site),
        story.slug,
        story.published_at,
        story.changed_at,
    )


@functools.cache
def items_on(
    site_id: str, day: dt.date, section: str | None = None
) -> tuple[Item, ...]:
    """Links to everything on a site at the end of ``day``, newest first."""
    site = load_sites()[site_id]
    found = stories_on(day, site_id)
    return tuple(item_of(s, site) for s in found if section in (None, s.section))


def article_page(story: Story, site: Site, day: dt.date, base: str) -> str:
    """A story as HTML.

    Where the server writes the clock, the page is of the day of the visit; elsewhere
    it stays as it was when the story was last changed.
    """
    shown = day if site.clock == "server" else story.changed_on
    page = Page(
        site,
        shown,
        base,
        story.path(site),
        story.title,
        story=story,
        latest=items_on(site.id, shown),
    )
    return _render(page, "article.html")


def list_page(
    site: Site, day: dt.date, base: str, section: str, number: int
) -> str | None:
    """One page of a section; None past the last page where the site has no such."""
    items = items_on(site.id, day, section)
    pages = max(1, -(-len(items) // PER_PAGE))
    if not 1 <= number <= pages:
        if site.beyond_end == "missing":
            return None
        number = pages
    page = Page(
        site,
        day,
        base,
        site.section_path(section, number),
        site.sections[section],
        section=section,
        items=items[(number - 1) * PER_PAGE : number * PER_PAGE],
        number=number,
        pages=pages,
        latest=items_on(site.id, day),
    )
    return _render(page, "list.html")


def plain_page(
    site: Site,
    day: dt.date,
    base: str,
    path: str,
    title: str,
    text: str,
    items: tuple[Item, ...] = (),
) -> str:
    """A page that is no article: home, tag, about, not found."""
    latest = items_on(site.id, day)
    page = Page(site, day, base, path, title, text=text, items=items, latest=latest)
    return _render(page, "list.html")


def slug(text: str) -> str:
    """A text as it stands in an address."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def weekday(moment: dt.date) -> str:
    """The day of the week, in Vietnamese."""
    return WEEKDAYS[moment.weekday()]


def _render(page: Page, template: str) -> str:
    return (
        _environment().get_template(f"{page.site.shape}/{template}").render(page=page)
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"weekday": weekday, "slug": slug}
    return environment

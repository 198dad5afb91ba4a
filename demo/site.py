"""The sites of the sample newsroom, read from sites.yaml."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError

from demo.errors import DemoError

SITES_FILE = Path(__file__).with_name("sites.yaml")
Days = Annotated[tuple[dt.date, ...], Strict(False)]
Texts = Annotated[tuple[str, ...], Strict(False)]


class Part(BaseModel):
    """A piece of sites.yaml: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Home(Part):
    """Whose paper a site is and how it calls itself, on which days (inclusive)."""

    province: str
    name: str
    since: dt.date | None = None
    until: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the span."""
        return (self.since or dt.date.min) <= day <= (self.until or dt.date.max)


class Sitemaps(Part):
    """Addresses of sitemaps; ``month`` holds {year} and {month} and is gzipped."""

    news: str | None = None
    index: str | None = None
    month: str | None = None


class Place(Part):
    """Where the catalogue tells the crawler to look."""

    kind: Literal["feed", "sitemap", "listing"]
    path: str
    pages: int | None = None
    next: str | None = None


class Site(Part):
    """One site: its shape, its addresses, its habits (see sites.yaml)."""

    id: str
    shape: str
    kind: Literal["newspaper", "party_portal"]
    official: bool = False
    homes: Annotated[tuple[Home, ...], Strict(False)] = Field(min_length=1)
    slogan: str
    town: str
    sections: dict[str, str]
    article: str
    list: str
    more: str
    clock: Literal["server", "script"]
    beyond_end: Literal["missing", "last"] = "missing"
    feeds: dict[str, Texts] = {}
    sitemaps: Sitemaps = Sitemaps()
    refuses: Texts = ()
    down: Days = ()
    discovery: Annotated[tuple[Place, ...], Strict(False)]

    def home_on(self, day: dt.date) -> Home:
        """Whose paper it is on ``day``; LookupError if nobody's."""
        for home in self.homes:
            if home.covers(day):
                return home
        raise LookupError(f"{self.id} has no home on {day}")

    def section_path(self, section: str, page: int = 1) -> str:
        """The address of one page of a section's list."""
        first = self.list.format(section=section)
        return first if page == 1 else first + self.more.format(n=page)


@functools.cache
def load_sites(file: Path = SITES_FILE) -> dict[str, Site]:
    """Read the sites, by id.

    Raises:
        DemoError: naming file, field and what is wrong.
    """
    try:
        data = yaml.safe_load(file.read_text("utf-8"))
        return {
            name: Site.model_validate({"id": name, **rest})
            for name, rest in data.items()
        }
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise DemoError(f"{file}: {error.title}.{field}: {first['msg']}") from error
    except (yaml.YAMLError, AttributeError, TypeError) as error:
        raise DemoError(f"{file}: not a mapping of sites: {error}") from error

"""A source as data: where its articles are found, whose news they are, its manners."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from crawlers.catalogue.contradictions import contradictions
from crawlers.catalogue.families import (
    Family,
    NextPage,
    Pattern,
    Selectors,
    Strictly,
    families,
)
from crawlers.catalogue.fields import Host, TimeZone, Url
from crawlers.web import host_port

Confidence = Literal["verified", "seen", "inferred", "general knowledge"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Home(Strictly):
    """The province whose source it is, and on which days (both inclusive)."""

    province: Slug
    since: dt.date | None = None
    until: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the span."""
        return (self.since or dt.date.min) <= day <= (self.until or dt.date.max)


class Discovery(Strictly):
    """One place where addresses of articles are found.

    ``pages``: at most so many pages of a listing. ``next``: how the listing goes on
    (see `crawlers.catalogue.families.NextPage`); the family's way where it is left out.
    ``second``: the number of the second page. ``confidence``: how sure the address is,
    and ``evidence`` what that rests on. ``render``: its links are made by script; it
    needs the extra ``browser``.
    """

    kind: Literal["feed", "sitemap", "listing"]
    url: Url
    pages: int = Field(3, ge=1, le=500)
    next: NextPage | None = None
    second: int = Field(2, ge=0)
    confidence: Confidence = "inferred"
    evidence: str | None = Field(None, min_length=1)
    render: bool = False


class DatedSelectors(Selectors):
    """Selectors of a source, with the days on which its pages looked so."""

    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the pages looked so on ``day``."""
        return (
            (self.valid_from or dt.date.min) <= day <= (self.valid_until or dt.date.max)
        )


class Provenance(Strictly):
    """How sure the entry is, and what it rests on."""

    confidence: Confidence
    evidence: str


class Source(Strictly):
    """One site: where its articles are found, whose news they are, how to be polite.

    ``hosts`` show the same articles under the same numbers. ``successor`` is the source
    that goes on with its work, for one that ended.
    """

    id: Slug
    name: str = Field(min_length=1)
    kind: Literal["newspaper", "party_portal", "gov_portal", "central"]
    home: Annotated[tuple[Home, ...], Strict(False)] = ()
    base_url: Url
    hosts: Annotated[tuple[Host, ...], Strict(False)] = ()
    successor: Slug | None = None
    official: bool = False
    family: str = "generic"
    discovery: Annotated[tuple[Discovery, ...], Strict(False)] = ()
    article_url: Pattern | None = None
    delay_seconds: float = Field(2.0, ge=0, le=300)
    time_zone: TimeZone = "Asia/Ho_Chi_Minh"
    selectors: Annotated[tuple[DatedSelectors, ...], Strict(False)] = ()
    expected_items_per_week: int = Field(0, ge=0)
    quiet_days: int = Field(7, ge=1)
    local: bool = False
    enabled: bool = True
    provenance: Provenance | None = None
    notes: str | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for at, problem in contradictions(self):
            raise PydanticCustomError("source", "{problem}", _ctx(at, problem))
        return self

    @cached_property
    def rules(self) -> Family:
        """The rules of its family."""
        return families().families[self.family]

    @cached_property
    def allowed(self) -> frozenset[tuple[str, int]]:
        """Host and port of everything that may be fetched for it."""
        scheme = urlsplit(self.base_url).scheme
        listed = [self.base_url, *(f"{scheme}://{host}" for host in self.hosts)]
        own = {host_port(url) for url in listed}
        # A site answers with and without www, and on both standard ports.
        own |= {(_other_www(host), port) for host, port in own}
        ports = {80: (80, 443), 443: (80, 443)}
        return frozenset((h, p) for h, port in own for p in ports.get(port, (port,)))

    @cached_property
    def article_patterns(self) -> tuple[re.Pattern[str], ...]:
        """What addresses of articles look like: its own pattern, or the family's."""
        if self.article_url is not None:
            return (re.compile(self.article_url),)
        return self.rules.article_patterns

    def home_on(self, day: dt.date) -> str | None:
        """The slug of the province whose source it was on ``day``; None: nobody's."""
        return next((h.province for h in self.home if h.covers(day)), None)

    def selectors_on(self, day: dt.date) -> Selectors:
        """The selectors of its pages on ``day``: its own, else the family's."""
        own = (s for s in self.selectors if s.holds_on(day))
        return next(own, self.rules.selectors)


def _ctx(at: tuple[str | int, ...], problem: str) -> dict[str, Any]:
    return {"at": at, "problem": problem}


def _other_www(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"

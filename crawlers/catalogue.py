"""The catalogue: every source as data, checked strictly before anything is fetched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import Field, Strict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from crawlers.contradictions import contradictions
from crawlers.families import (
    Family,
    NextPage,
    Pattern,
    Selectors,
    Strictly,
    families,
    told,
)
from crawlers.fields import Host, TimeZone, Url
from crawlers.strict_yaml import Document, Fault, read_document
from crawlers.web import host_port

KINDS = ("newspaper", "party_portal", "gov_portal", "central")
Confidence = Literal["verified", "seen", "inferred", "general knowledge"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class CatalogueError(Exception):
    """The catalogue cannot be used; lists every fault with file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(told(faults))
        self.faults = faults


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
    (see `crawlers.families.NextPage`); the family's way where it is left out.
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


class SourceFile(Strictly):
    """One file of the catalogue."""

    sources: Annotated[tuple[Source, ...], Strict(False)]


class Catalogue(Strictly):
    """All sources, in the order of their files."""

    sources: Annotated[tuple[Source, ...], Strict(False)]

    def get(self, source_id: str) -> Source | None:
        """The source with this id."""
        return next((s for s in self.sources if s.id == source_id), None)

    @property
    def enabled(self) -> tuple[Source, ...]:
        """The sources that are to be crawled."""
        return tuple(source for source in self.sources if source.enabled)


def load_catalogue(folder: Path, provinces: Collection[str] = ()) -> Catalogue:
    """Read every ``*.yaml`` file of ``folder``.

    ``provinces``: the slugs that a home may have; without them any will do.

    Raises:
        CatalogueError: with all faults of all files, each with file, line, field
            and what to do about it.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        hint = "no catalogue here: put one *.yaml file a province into it"
        raise CatalogueError([Fault(folder, 1, "", hint)])
    entries: list[_Entry] = []
    faults: list[Fault] = []
    for file in files:
        document, problems = read_document(file)
        found, more = _sources_of(document) if not problems else ([], [])
        faults += problems + more
        faults += _strangers(document, found, provinces)
        entries += [_Entry(document, *one) for one in enumerate(found)]
    faults += _taken_twice(entries)
    # What a faulty file holds is not known: only a whole catalogue is asked.
    faults = faults or list(_led_nowhere(entries))
    if faults:
        raise CatalogueError(faults)
    return Catalogue(sources=tuple(entry.source for entry in entries))


class _Entry(NamedTuple):
    """A source, and where it stands: the document and its place in it."""

    document: Document
    at: int
    source: Source

    def fault(self, field: str, problem: str = "") -> Fault:
        return self.document.fault(("sources", self.at, field), problem)


def _taken_twice(entries: Iterable[_Entry]) -> Iterator[Fault]:
    """Ids that another source has already."""
    first_at: dict[str, Fault] = {}
    for entry in entries:
        name = entry.source.id
        if other := first_at.get(name):
            yield entry.fault("id", f"{name!r} is taken at {other.file}:{other.line}")
        first_at.setdefault(name, entry.fault("id"))


def _led_nowhere(entries: Sequence[_Entry]) -> Iterator[Fault]:
    """Successors that no file names."""
    named = {entry.source.id for entry in entries}
    for entry in entries:
        name = entry.source.successor
        if name is not None and name not in named:
            yield entry.fault("successor", f"no source {name!r} in the catalogue")


def _sources_of(document: Document) -> tuple[list[Source], list[Fault]]:
    if not isinstance(document.data, dict):
        problem = "must begin with 'sources:' and a list of sources"
        return [], [document.fault((), problem)]
    try:
        return list(SourceFile.model_validate(document.data).sources), []
    except ValidationError as error:
        return [], [_fault(document, one) for one in error.errors(include_url=False)]


def _strangers(
    document: Document, found: list[Source], provinces: Collection[str]
) -> Iterator[Fault]:
    """Homes in provinces that never were: their paper would be nobody's."""
    for index, source in enumerate(found):
        for place, home in enumerate(source.home):
            if provinces and home.province not in provinces:
                near = get_close_matches(home.province, sorted(provinces), n=3)
                hint = f"did you mean {', '.join(near)}?" if near else "write nam-dinh"
                yield document.fault(
                    ("sources", index, "home", place, "province"),
                    f"there is no province {home.province!r}: {hint}",
                )


def _fault(document: Document, error: Any) -> Fault:
    location = (*error["loc"], *error.get("ctx", {}).get("at", ()))
    if error["type"] == "extra_forbidden":
        problem = f"unknown key {location[-1]!r}: see docs/adding-a-source.md"
    elif error["type"] == "missing":
        problem = "is missing: add it"
    elif error["type"] in ("source", "value_error"):
        problem = error["msg"].removeprefix("Value error, ")
    else:
        problem = f"{error['msg']} (found {error['input']!r:.80})"
    return document.fault(location, problem)


def _ctx(at: tuple[str | int, ...], problem: str) -> dict[str, Any]:
    return {"at": at, "problem": problem}


def _other_www(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"

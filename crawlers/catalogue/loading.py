"""The catalogue read from its files, checked strictly before anything is fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Strict, ValidationError

from crawlers.catalogue.families import Strictly, told
from crawlers.catalogue.source import Source
from crawlers.catalogue.strict_yaml import Document, Fault, read_document


class CatalogueError(Exception):
    """The catalogue cannot be used; lists every fault with file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(told(faults))
        self.faults = faults


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

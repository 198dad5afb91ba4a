"""How far an import has come: one small file in the archive, replaced as it goes on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, fields

from crawlers.archive import Archive
from crawlers.importing.files import ImportFailed

# So many broken places are told by file and byte; the others are counted.
MOST_TOLD = 200


@dataclass(slots=True)
class Tally:
    """What became of the records of one source."""

    pages: int = 0
    known: int = 0
    bytes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class State:
    """The progress of an import.

    ``places``: by file, up to which byte it is done. ``done``: files that are.
    ``others``: records of nobody by reason. ``told``: broken places.
    """

    places: dict[str, int] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    records: int = 0
    broken: int = 0
    told: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    sources: dict[str, Tally] = field(default_factory=dict)

    def tally(self, source_id: str) -> Tally:
        """The tally of a source."""
        return self.sources.setdefault(source_id, Tally())

    def tell(self, words: str) -> None:
        """Note a broken place."""
        self.broken += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(words)

    @property
    def pages(self) -> int:
        """The pages imported."""
        return sum(tally.pages for tally in self.sources.values())


def state_path(run_key: str) -> str:
    """Where in the archive the progress of an import is."""
    return f"imports/{run_key}.json"


def read_state(archive: Archive, run_key: str) -> State:
    """The progress of an import; none yet if it never began.

    Raises:
        ImportFailed: if the file cannot be read.
    """
    path = state_path(run_key)
    if not archive.exists(path):
        return State()
    raw = archive.read(path)
    try:
        data = json.loads(raw)
        tallies = {
            source_id: Tally(**{**tally, "skipped": Counter(tally["skipped"])})
            for source_id, tally in data.pop("sources").items()
        }
        others = Counter(data.pop("others"))
        return State(**data, others=others, sources=tallies)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "remove it, and the import begins anew without a page twice"
        problem = f"{path} in {archive.address} cannot be read ({error!r}): {remedy}"
        raise ImportFailed(problem) from error


def write_state(archive: Archive, run_key: str, state: State) -> None:
    """Replace the progress of an import; a kill leaves the old one or the new one."""
    archive.replace(state_path(run_key), json.dumps(state, default=_fields).encode())


def _fields(made: State | Tally) -> dict[str, object]:
    return {one.name: getattr(made, one.name) for one in fields(made)}

"""The manifest of a run: what was received and where its bytes are, line by line.

One JSON Lines file a source and run, ``manifests/<run_key>/<source>.jsonl``: a
`PageRecord` for each response as soon as it is in the archive, a second one for the
same place in the archive when more is known of it, a `Problem` for what went wrong,
and one `SourceSummary` at the end. A killed crawl leaves a file that can be read up to
its last whole line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import IO, Any

from crawlers.archive.place import Archive

# In ``skipped``: a discovery page that told of nothing new; health knows it by this.
UNCHANGED = "page unchanged since last time"


class ManifestError(Exception):
    """A line in the middle of a manifest cannot be read; says file and line."""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One response; the columns of ``core.page``.

    ``fetched_at`` runs from the job's ``as_of``. ``etag`` and ``last_modified`` are
    empty as long as not every article found on that page was dealt with: what they
    validate must be read again until then.
    """

    source_id: str
    url: str
    article_key: str | None
    kind: str
    status: int
    fetched_at: datetime
    content_type: str | None
    etag: str | None
    last_modified: str | None
    digest: str
    warc_path: str
    warc_offset: int

    @property
    def place(self) -> tuple[str, int]:
        """Where in the archive it is: its identity."""
        return self.warc_path, self.warc_offset


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with one address, in plain words."""

    url: str
    reason: str


# Fewer articles that fail are dead links, no failure of a site that is read otherwise.
LEAST_FAILED = 3


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """How the crawl of one source went; columns of ``core.source_run``.

    ``status``: succeeded, failed (no place, or none of its articles, could be read; a
    dead link or two beside known articles are no failure), refused (by robots.txt) or
    interrupted (by the time limit, or stopped). ``message`` says in plain words what
    went wrong where. ``skipped`` counts by reason what was found and not fetched.
    """

    source_id: str
    status: str
    message: str | None
    requests: int
    responses_by_status: Mapping[str, int]
    bytes: int
    discovered: int
    known: int
    fetched: int
    failed: int
    skipped: Mapping[str, int]
    started_at: datetime
    finished_at: datetime


Line = PageRecord | Problem | SourceSummary
LINES: dict[str, type[Line]] = {
    "page": PageRecord,
    "problem": Problem,
    "summary": SourceSummary,
}
NAMES = {model: name for name, model in LINES.items()}


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read: pages in order, the last word on each; the summary."""

    source_id: str
    pages: tuple[PageRecord, ...] = ()
    summary: SourceSummary | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class ManifestWriter:
    """Appends lines; each is with the system before `write` returns."""

    archive: Archive
    run_key: str
    source_id: str
    _file: IO[bytes] | None = field(default=None, init=False)

    @property
    def path(self) -> str:
        """The path in the archive."""
        return manifest_path(self.run_key, self.source_id)

    def write(self, line: Line) -> None:
        """Append one line."""
        if self._file is None:
            self._file = self._opened()
        self._file.write(_encoded(line))
        self._file.flush()

    def rewrite(self, lines: Iterable[Line]) -> None:
        """Replace the whole manifest, at once."""
        self.archive.replace(self.path, b"".join(map(_encoded, lines)))

    def publish(self) -> None:
        """Let others see what was written so far."""
        if self._file is not None:
            self.archive.publish(self.path, done=False)

    def close(self) -> None:
        """End the file and publish it."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.archive.publish(self.path)

    def _opened(self) -> IO[bytes]:
        file = self.archive.writable(self.path)
        _carry_over(self.archive, self.path)
        stream = file.open("ab")
        stream.truncate(_whole_lines(file.read_bytes()))
        stream.seek(0, os.SEEK_END)
        return stream


def manifest_path(run_key: str, source_id: str) -> str:
    """Where in the archive the manifest of a source and run is."""
    return f"manifests/{run_key}/{source_id}.jsonl"


def read_manifest(archive: Archive | str, run_key: str, source_id: str) -> Manifest:
    """What is known of a source's crawl in a run; empty if it never began.

    A torn last line (the crawl was killed while writing it) is left out.

    Raises:
        ManifestError: if any other line cannot be read.
    """
    where = archive if isinstance(archive, Archive) else Archive(archive)
    path = manifest_path(run_key, source_id)
    if not where.exists(path):
        return Manifest(source_id)
    raw = where.read(path)
    pages: dict[tuple[str, int], PageRecord] = {}
    problems: dict[Problem, None] = {}
    summary: SourceSummary | None = None
    lines = raw[: _whole_lines(raw)].splitlines()
    for number, line in enumerate(lines, start=1):
        entry = _decoded(line, f"{path}:{number}")
        if isinstance(entry, PageRecord):
            pages[entry.place] = entry
        elif isinstance(entry, Problem):
            problems[entry] = None
        else:
            summary = entry
    return Manifest(source_id, tuple(pages.values()), summary, tuple(problems))


def read_manifests(archive: Archive | str, run_key: str) -> Iterator[Manifest]:
    """The manifests of all sources of a run, sorted by source."""
    where = archive if isinstance(archive, Archive) else Archive(archive)
    for name in where.names(f"manifests/{run_key}"):
        if name.endswith(".jsonl"):
            source_id = name.rsplit("/", 1)[-1].removesuffix(".jsonl")
            yield read_manifest(where, run_key, source_id)


def _whole_lines(raw: bytes) -> int:
    """How many bytes of ``raw`` are whole lines."""
    return raw.rfind(b"\n") + 1


def _carry_over(archive: Archive, path: str) -> None:
    """Bring what an earlier attempt published to where it can be appended to."""
    file = archive.writable(path)
    if not file.exists():
        old = b""
        if archive.exists(path):
            old = archive.read(path)
        file.write_bytes(old)


def _encoded(line: Line) -> bytes:
    fields_of = {"line": NAMES[type(line)], **asdict(line)}
    return json.dumps(fields_of, default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"not for JSON: {value!r}")


def _decoded(raw: bytes, where: str) -> Line:
    try:
        data = json.loads(raw)
        model = LINES[data.pop("line")]
        return model(**{f.name: _typed(f.name, data[f.name]) for f in fields(model)})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"{where}: not a line of a manifest ({error!r})"
        raise ManifestError(problem) from error


def _typed(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name.endswith("_at") else value

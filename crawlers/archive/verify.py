"""The archive checked: every file read through, every place that is named looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.archive.manifest import ManifestError, read_manifest
from crawlers.archive.place import Archive
from crawlers.archive.warc.capture import CaptureError, capture
from crawlers.archive.warc.inflate import Damage, Reader
from crawlers.archive.warc.records import END, Broken, Record, Records
from crawlers.archive.warc.response import sha1_of

# What a killed crawl leaves at the end of its last file.
TORN = "the file ends in the middle of it"


@dataclass(frozen=True, slots=True)
class Named:
    """A place that somebody names: ``by`` a manifest or the table of pages."""

    path: str
    offset: int
    digest: str
    by: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a place in the archive; no ``offset``: with the file."""

    path: str
    offset: int | None
    problem: str

    def __str__(self) -> str:
        place = "" if self.offset is None else f" at byte {self.offset}"
        return f"{self.path}{place}: {self.problem}"


@dataclass(slots=True)
class FileCheck:
    """One WARC file read through.

    ``digests``: of each good record by its place; ``ends``: where each one ends.
    ``torn``: where a record at the end of the file was broken off.
    """

    digests: dict[int, str] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    torn: int | None = None


@dataclass(slots=True)
class Verified:
    """What a check has found so far; a place counts once, whoever names it."""

    files: int = 0
    records: int = 0
    named: int = 0
    torn: int = 0
    faults: list[Fault] = field(default_factory=list)


def warc_paths(
    archive: Archive, source_id: str, since: datetime | None = None
) -> list[str]:
    """The WARC files of a source, those alone that were written since then."""
    paths = archive.names(f"warc/{source_id}")
    return [p for p in paths if since is None or archive.written_at(p) >= since]


def archived_sources(archive: Archive) -> list[str]:
    """The sources that have files in the archive."""
    return [name.rsplit("/", 1)[-1] for name in archive.names("warc")]


def verify(
    archive: Archive,
    source_ids: Sequence[str],
    since: datetime | None,
    pages: Callable[[str], Iterable[Named]],
    meter: Callable[[int, int | None], None],
) -> Verified:
    """Check the files of these sources, and every place in them that is named.

    ``pages`` tells what the table of pages names of a source. With ``since`` only
    files written since then are looked at.
    """
    done = Verified()
    every = {source: warc_paths(archive, source, since) for source in source_ids}
    total = sum(map(len, every.values()))
    for source, paths in every.items():
        named: dict[str, set[Named]] = defaultdict(set)
        for one in [*_manifested(archive, source, done), *pages(source)]:
            named[one.path].add(one)
        for path in paths:
            check = check_file(archive, path)
            done.files += 1
            done.records += len(check.digests)
            done.torn += check.torn is not None
            done.faults += check.faults
            done.named += len({one.offset for one in named[path]})
            done.faults += _unreadable(named.pop(path), check)
            meter(done.files, total)
        if since is None:
            done.faults += _missing(named)
    return done


def check_file(archive: Archive, path: str) -> FileCheck:
    """Read a WARC file through: gzip, lengths, and the digests of every record."""
    found = FileCheck()
    with archive.open(path) as stream:
        last: Record | None = None
        records = Records(Reader(stream), 0, END, exact=True)
        for one in records:
            if last is not None:
                found.ends[last.offset] = one.offset
            last = None
            if isinstance(one, Broken) and one.reason == TORN:
                found.torn = one.offset
            elif isinstance(one, Broken):
                found.faults.append(Fault(path, one.offset, one.reason))
            else:
                last = one
                _look(one, path, found)
        if last is not None:
            found.ends[last.offset] = records.ended
    return found


def _look(record: Record, path: str, found: FileCheck) -> None:
    try:
        answer = capture(record.content(), record.fields())
    except Damage:
        return  # told when it is passed
    except CaptureError as error:
        found.faults.append(Fault(path, record.offset, str(error)))
        return
    found.digests[record.offset] = sha1_of(answer.body)


def _manifested(archive: Archive, source: str, done: Verified) -> Iterator[Named]:
    for folder in archive.names("manifests"):
        run_key = folder.rsplit("/", 1)[-1]
        try:
            pages = read_manifest(archive, run_key, source).pages
        except ManifestError as error:
            path, _, problem = str(error).partition(": ")
            done.faults.append(Fault(path, None, problem))
            continue
        for page in pages:
            yield Named(page.warc_path, page.warc_offset, page.digest, "a manifest")


def _unreadable(named: Iterable[Named], check: FileCheck) -> Iterator[Fault]:
    told = {fault.offset for fault in check.faults}
    for one in sorted(named, key=lambda n: (n.offset, n.by)):
        if one.offset in told:
            continue
        digest = check.digests.get(one.offset)
        if digest is None:
            words = f"no readable record there, named by {one.by}"
            yield Fault(one.path, one.offset, words)
        elif digest != one.digest:
            words = f"holds other bytes than {one.by} says"
            yield Fault(one.path, one.offset, words)


def _missing(named: dict[str, set[Named]]) -> Iterator[Fault]:
    for path, places in sorted(named.items()):
        by = ", ".join(sorted({one.by for one in places}))
        words = f"is not there; {len(places)} pages are in it, named by {by}"
        yield Fault(path, None, words)

"""A WARC file without some of its records: written anew, then named, then exchanged.

The order keeps every page readable whenever it is broken off: the new file first, the
manifest that names it, then the caller's table, and the old file goes last.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from crawlers.archive.manifest import (
    Line,
    ManifestWriter,
    manifest_path,
    read_manifest,
)
from crawlers.archive.place import Archive, ArchiveError
from crawlers.archive.verify import check_file

ENDING = ".warc.gz"


@dataclass(frozen=True, slots=True)
class Shortened:
    """The file that takes the place of another; ``places``: the old ones to the new."""

    path: str
    places: dict[int, int]


def shorten(
    archive: Archive, path: str, keep: Collection[int], at: datetime
) -> Shortened:
    """Write the records at these places to a new file and let the manifest name it.

    The old file stays. With nothing to keep no file is written.

    Raises:
        ArchiveError: if the old file is damaged: then nothing is changed.
    """
    check = check_file(archive, path)
    missing = sorted(set(keep) - check.digests.keys())
    if check.faults or missing:
        problem = check.faults[0] if check.faults else f"no record at byte {missing[0]}"
        raise ArchiveError(f"{path} is damaged, so it is left as it is: {problem}")
    fresh = f"{path.removesuffix(ENDING)}.{at:%Y%m%dT%H%M%S}{ENDING}"
    places: dict[int, int] = {}
    if keep:
        with archive.open(path) as old, archive.writable(fresh).open("wb") as new:
            for offset in sorted(keep):
                places[offset] = new.tell()
                old.seek(offset)
                new.write(old.read(check.ends[offset] - offset))
        archive.publish(fresh)
    _rename(archive, path, Shortened(fresh, places))
    return Shortened(fresh, places)


def _rename(archive: Archive, path: str, to: Shortened) -> None:
    """Let the manifest name the new places, and the removed records no more."""
    _, source_id, name = path.split("/")
    run_key = name.rsplit("-", 1)[0]
    if not archive.exists(manifest_path(run_key, source_id)):
        return
    old = read_manifest(archive, run_key, source_id)
    pages = [
        replace(page, warc_path=to.path, warc_offset=to.places[page.warc_offset])
        if page.warc_path == path
        else page
        for page in old.pages
        if page.warc_path != path or page.warc_offset in to.places
    ]
    lines: list[Line] = [*pages, *old.problems, *([old.summary] if old.summary else [])]
    ManifestWriter(archive, run_key, source_id).rewrite(lines)

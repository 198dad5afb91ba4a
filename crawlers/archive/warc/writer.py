"""The WARC files that a crawl writes: one after the other, one gzip member a record."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from crawlers.archive.place import PUBLISH_SECONDS, Archive
from crawlers.archive.warc.response import packed_record, sha1_of


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a response was stored."""

    path: str
    offset: int
    digest: str


class WarcWriter:
    """Writes the responses of one source in one run; a new run never appends.

    Each record is one gzip member, handed to the system before `write` returns: a
    killed process leaves whole records and at most one torn tail that nobody names.
    """

    def __init__(self, archive: Archive, source_id: str, run_key: str) -> None:
        self._archive = archive
        self._stem = f"warc/{source_id}/{run_key}"
        self._number = 0
        self._path = ""
        self._opened_at = 0.0
        self._file: IO[bytes] | None = None

    def write(
        self,
        url: str,
        status: str,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        *,
        at: datetime,
    ) -> Stored:
        """Store one response; ``status`` is the status line without the protocol.

        ``body`` has its transfer encoding undone and its content encoding kept.
        """
        packed = packed_record(url, status, headers, body, at=at)
        return self.append(packed, sha1_of(body))

    def append(self, packed: bytes, digest: str) -> Stored:
        """Store what `packed_record` made; ``digest`` is that of the body."""
        file = self._current()
        offset = file.tell()
        file.write(packed)
        file.flush()
        stored = Stored(self._path, offset, digest)
        if self._is_full(file):
            self.close()
        return stored

    def _is_full(self, file: IO[bytes]) -> bool:
        if file.tell() >= self._archive.rotate_at:
            return True
        is_old = time.monotonic() - self._opened_at >= PUBLISH_SECONDS
        return is_old and not self._archive.is_folder

    @property
    def is_open(self) -> bool:
        """Whether a file is being written that others may not see yet."""
        return self._file is not None

    def close(self) -> None:
        """End the current file and publish it."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._archive.publish(self._path)

    def _current(self) -> IO[bytes]:
        if self._file is None:
            self._path = self._unused()
            # Exclusive: two writers of one run must never share a file.
            self._file = self._archive.writable(self._path).open("xb")
            self._opened_at = time.monotonic()
        return self._file

    def _unused(self) -> str:
        while True:
            path = f"{self._stem}-{self._number:05d}.warc.gz"
            self._number += 1
            if not self._archive.exists(path):
                return path

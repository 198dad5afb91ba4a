"""Where the files of an archive are, and how they come to be there.

An archive has an fsspec address: a folder, or ``s3://bucket/prefix`` and the like.
Files are written on this machine and published when they are complete or full: in a
folder that is the same thing, and every record is readable once it was written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

import fsspec

# A file is closed and the next one begun when it has grown to this many bytes.
ROTATE_AT = 128 * 1024 * 1024
# Elsewhere than in a folder nobody sees a file before it is closed, and a killed
# process takes it along: there it is closed after so many bytes or seconds.
PUBLISH_AT = 16 * 1024 * 1024
PUBLISH_SECONDS = 120


class ArchiveError(Exception):
    """The archive, or a record of it, cannot be used; says which file and why."""


class Archive:
    """Where files are; paths are relative to ``address``, with slashes."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._fs, root = fsspec.core.url_to_fs(address)
        self._root = root.rstrip("/")
        protocols = self._fs.protocol
        self.is_folder = "file" in protocols and not isinstance(protocols, str)
        self._spool: tempfile.TemporaryDirectory[str] | None = None

    @property
    def rotate_at(self) -> int:
        """How many bytes a WARC file may have before the next one is begun."""
        return ROTATE_AT if self.is_folder else PUBLISH_AT

    def writable(self, path: str) -> Path:
        """The file on this machine to write ``path`` to; its folder exists."""
        file = self._here(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def _here(self, path: str) -> Path:
        if self.is_folder:
            return Path(self._root) / path
        if self._spool is None:
            self._spool = tempfile.TemporaryDirectory(prefix="dangbo-spool-")
        return Path(self._spool.name) / path

    def try_writing(self) -> None:
        """Find out whether files can be written at all.

        Raises:
            ArchiveError: if not, saying why.
        """
        try:
            probe = self.writable(".writable")
            probe.touch()
            probe.unlink()
        except OSError as error:
            problem = f"the archive {self.address} cannot be written: {error}"
            raise ArchiveError(problem) from error

    def publish(self, path: str, *, done: bool = True) -> None:
        """Make a written file visible to other machines; a folder needs nothing.

        ``done``: nothing more will be written to it; else it is published again.
        """
        if not self.is_folder:
            target = f"{self._root}/{path}"
            self._fs.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            with self._reached():
                self._fs.put_file(str(self._here(path)), target)
            if done:
                self._here(path).unlink()

    def replace(self, path: str, content: bytes) -> None:
        """Write a small file anew; whoever reads it sees the old or the new content."""
        if self.is_folder:
            fresh = self.writable(f"{path}.new")
            fresh.write_bytes(content)
            fresh.replace(self.writable(path))
        else:
            target = f"{self._root}/{path}"
            self._fs.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            self._fs.pipe_file(target, content)

    def open(self, path: str) -> IO[bytes]:
        """Open a file for reading.

        Raises:
            ArchiveError: if there is no such file.
            OSError: here and while it is read, if the archive cannot be reached.
        """
        with self._reached():
            try:
                stream: IO[bytes] = self._fs.open(f"{self._root}/{path}", "rb")
            except FileNotFoundError as error:
                raise self._missing(path) from error
        return stream if self.is_folder else cast("IO[bytes]", _Remote(self, stream))

    def read(self, path: str) -> bytes:
        """The whole of a file that may be replaced while it is read.

        Raises:
            ArchiveError: if there is no such file.
        """
        with self._reached():
            try:
                content: bytes = self._fs.cat_file(f"{self._root}/{path}")
            except FileNotFoundError as error:
                raise self._missing(path) from error
        return content

    def _missing(self, path: str) -> ArchiveError:
        return ArchiveError(f"{path}: not in the archive {self.address}")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Let whatever a client of an object store raises be what a folder would."""
        try:
            yield
        except (OSError, ArchiveError):
            raise
        except Exception as error:
            if self.is_folder:
                raise
            problem = f"the archive {self.address} cannot be reached: {error}"
            raise OSError(problem) from error

    def exists(self, path: str) -> bool:
        """Whether a file is there, published or being written here."""
        if self._spool is not None and self._here(path).exists():
            return True
        self._fs.invalidate_cache()
        with self._reached():
            return bool(self._fs.exists(f"{self._root}/{path}"))

    def size(self, path: str) -> int:
        """How many bytes a file has."""
        return int(self._fs.size(f"{self._root}/{path}"))

    def written_at(self, path: str) -> datetime:
        """When a file was last written, by the clock of where it is."""
        moment: datetime = self._fs.modified(f"{self._root}/{path}")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def remove(self, path: str) -> None:
        """Take a file away; one that is not there is taken away already."""
        if self.exists(path):
            self._fs.rm_file(f"{self._root}/{path}")

    def names(self, folder: str) -> list[str]:
        """Paths of the files directly in ``folder``, sorted; none if it is absent."""
        # Other machines write there too: what was seen a while ago says nothing.
        self._fs.invalidate_cache()
        with self._reached():
            try:
                found = self._fs.ls(f"{self._root}/{folder}", detail=False)
            except FileNotFoundError:
                return []
        return sorted(f"{folder}/{str(name).rsplit('/', 1)[-1]}" for name in found)


class _Remote:
    """A file elsewhere; what its client raises is an `OSError`."""

    def __init__(self, archive: Archive, stream: IO[bytes]) -> None:
        self._archive = archive
        self._stream = stream

    def __enter__(self) -> _Remote:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        with self._archive._reached():
            return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

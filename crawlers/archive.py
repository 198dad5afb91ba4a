"""The archive: every response as bytes in WARC files, one file a source and run.

An archive has an fsspec address: a folder, or ``s3://bucket/prefix`` and the like.
Files are written on this machine and published when they are complete or full: in a
folder that is the same thing, and every record is readable once it was written.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

import fsspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.decoding import DecodingError, decoded

# A file is closed and the next one begun when it has grown to this many bytes.
ROTATE_AT = 128 * 1024 * 1024
# Elsewhere than in a folder nobody sees a file before it is closed, and a killed
# process takes it along: there it is closed after so many bytes or seconds.
PUBLISH_AT = 16 * 1024 * 1024
PUBLISH_SECONDS = 120
# Pages are stored once and read a few times: a low level costs a quarter of the
# highest and saves nearly as much.
GZIP_LEVEL = 3
# What Scrapy has already undone; kept under another name, as other archives do.
UNDONE = {"transfer-encoding"}


class ArchiveError(Exception):
    """The archive, or a record of it, cannot be used; says which file and why."""


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """A response as it came over the wire, its content encoding undone.

    ``digest`` is the sha1 of the stored (still encoded) body; ``archived_at`` is
    the time on the clock of the machine that wrote it.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str
    archived_at: str

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case of letters."""
        wanted = name.lower()
        return next((v for n, v in self.headers if n.lower() == wanted), None)


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


def sha1_of(body: bytes) -> str:
    """The digest of a body in the form of WARC headers."""
    raw = hashlib.sha1(body, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(raw).decode("ascii")


def read_record(archive: Archive | str, path: str, offset: int) -> ArchivedResponse:
    """Read one response back, its digest checked and its content encoding undone.

    Raises:
        ArchiveError: if the record is missing, torn, altered or grows beyond all
            measure when decompressed; names file and offset.
    """
    place = f"{path} at byte {offset}"
    where = archive if isinstance(archive, Archive) else Archive(archive)
    with where.open(path) as stream:
        stream.seek(offset)
        try:
            record = next(iter(ArchiveIterator(stream, check_digests="raise")))
            stored = record.raw_stream.read()
        except (StopIteration, ArchiveLoadFailed, zlib.error, EOFError) as error:
            raise ArchiveError(f"{place}: no readable record there") from error
    digest = sha1_of(stored)
    if digest != record.rec_headers.get_header("WARC-Payload-Digest"):
        raise ArchiveError(f"{place}: the stored bytes are not those once written")
    headers = tuple(record.http_headers.headers)
    encoding = record.http_headers.get_header("Content-Encoding")
    try:
        body = decoded(stored, encoding)
    except DecodingError as error:
        raise ArchiveError(f"{place}: {error}") from error
    return ArchivedResponse(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=body,
        digest=digest,
        archived_at=record.rec_headers.get_header("WARC-Date"),
    )


def packed_record(
    url: str,
    status: str,
    headers: Iterable[tuple[str, str]],
    body: bytes,
    *,
    at: datetime,
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """One response as a record, one gzip member.

    ``body`` has its transfer encoding undone and its content encoding kept; ``extra``
    are further fields of the header.
    """
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in UNDONE else name, value)
        for name, value in headers
    ]
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        http_headers=StatusAndHeaders(status, kept, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            **(extra or {}),
        },
    )
    writer.write_record(record)
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(plain.getvalue()) + packer.flush()

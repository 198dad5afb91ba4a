"""One response as a record of our own: packed, and read back."""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.archive.place import Archive, ArchiveError
from crawlers.decoding import DecodingError, decoded

# Pages are stored once and read a few times: a low level costs a quarter of the
# highest and saves nearly as much.
GZIP_LEVEL = 3
# What Scrapy has already undone; kept under another name, as other archives do.
UNDONE = {"transfer-encoding"}


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
        record, stored = _record(stream, place)
    digest = sha1_of(stored)
    if digest != record.rec_headers.get_header("WARC-Payload-Digest"):
        raise ArchiveError(f"{place}: the stored bytes are not those once written")
    encoding = record.http_headers.get_header("Content-Encoding")
    try:
        body = decoded(stored, encoding)
    except DecodingError as error:
        raise ArchiveError(f"{place}: {error}") from error
    return ArchivedResponse(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple(record.http_headers.headers),
        body=body,
        digest=digest,
        archived_at=record.rec_headers.get_header("WARC-Date"),
    )


def _record(stream: IO[bytes], place: str) -> tuple[Any, bytes]:
    """The record at which a stream stands, and its body as it was stored."""
    try:
        record = next(iter(ArchiveIterator(stream, check_digests="raise")))
        return record, record.raw_stream.read()
    except (StopIteration, ArchiveLoadFailed, zlib.error, EOFError) as error:
        raise ArchiveError(f"{place}: no readable record there") from error


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

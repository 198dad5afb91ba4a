"""The HTTP answer in a record of others, in the form our own archive keeps."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawlers.decoding import DecodingError, decoded

STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: +([^\r\n]*))?\r?\n")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r\n")


class CaptureError(Exception):
    """The record is not what it says; the message says why."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A response: ``body`` has its transfer encoding undone, its content encoding kept.

    ``reason`` is the words of the status line.
    """

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case of letters."""
        return next((v for n, v in self.headers if n.lower() == name), None)


def capture(block: bytes, fields: Mapping[str, str]) -> Capture:
    """The response in the block of a record with these header fields.

    Raises:
        CaptureError: if it is no HTTP answer, or its digests say that it was altered.
    """
    if not _agrees(fields.get("warc-block-digest"), [block]):
        raise CaptureError("its block is not what its digest says")
    status = STATUS_LINE.match(block)
    end = BLANK_LINE.search(block)
    if status is None or end is None:
        raise CaptureError("no HTTP answer in it")
    headers = tuple(_headers(block[status.end() : end.start()]))
    stored = block[end.end() :]
    words = (status[2] or b"").decode("latin-1").strip()
    found = Capture(int(status[1]), words, headers, _unchunked(stored, headers))
    if not _agrees(fields.get("warc-payload-digest"), _readings(stored, found)):
        raise CaptureError("its content is not what its digest says")
    return found


def _headers(raw: bytes) -> Iterable[tuple[str, str]]:
    for line in re.sub(rb"\r?\n[ \t]+", b" ", raw).splitlines():
        name, colon, value = line.decode("latin-1").partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()


def _unchunked(stored: bytes, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The body without chunks, if it has any: not all writers keep them."""
    coding = (v for n, v in headers if n.lower() == "transfer-encoding")
    if "chunked" not in next(coding, "").lower():
        return stored
    parts: list[bytes] = []
    at = 0
    while (head := CHUNK.match(stored, at)) is not None:
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(stored[head.end() : head.end() + size])
        at = head.end() + size + 2
        if at > len(stored):
            break
    return stored


def _readings(stored: bytes, found: Capture) -> Iterable[bytes]:
    """What writers take for the payload: as stored, without chunks, unpacked."""
    yield stored
    if found.body is not stored:
        yield found.body
    try:
        yield decoded(found.body, found.header("content-encoding"))
    except DecodingError:
        return


def _agrees(digest: str | None, readings: Iterable[bytes]) -> bool:
    """Whether a digest of a WARC header fits; one of unknown kind says nothing."""
    name, colon, value = (digest or "").strip().partition(":")
    name = name.lower().replace("-", "")
    if not colon or name not in hashlib.algorithms_guaranteed or "shake" in name:
        return True
    return any(
        _is_digest(value, hashlib.new(name, reading).digest()) for reading in readings
    )


def _is_digest(value: str, raw: bytes) -> bool:
    written = value.strip().upper()
    plain = base64.b32encode(raw).decode("ascii")
    return written in (plain, plain.rstrip("="), raw.hex().upper())

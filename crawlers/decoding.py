"""Content encodings undone within bounds: a small bomb must not fill the memory."""

from __future__ import annotations

import zlib

import brotli

# No page or sitemap is larger; sitemaps may hold 50 MB by their standard.
LARGEST = 50 * 1024 * 1024


class DecodingError(Exception):
    """The body is not what its encoding says, or grows beyond the bound."""


def decoded(body: bytes, encoding: str | None, *, limit: int = LARGEST) -> bytes:
    """Undo a Content-Encoding; several are separated by commas, the last applied last.

    A server that declares gzip and sends plain bytes is believed by its bytes.

    Raises:
        DecodingError: on a bad stream, an unknown encoding, or more than ``limit``
            bytes.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    for name in reversed([name for name in names if name and name != "identity"]):
        body = _one(body, name, limit)
    return body


def gunzipped(body: bytes, *, limit: int = LARGEST) -> bytes:
    """The body, unpacked if it begins as gzip does, whatever name or header says."""
    return _one(body, "gzip", limit) if body[:2] == b"\x1f\x8b" else body


def _one(body: bytes, name: str, limit: int) -> bytes:
    if not body:
        return body
    if name in ("gzip", "x-gzip"):
        if body[:2] != b"\x1f\x8b":
            return body
        return _inflated(body, zlib.MAX_WBITS | 16, limit)
    if name == "deflate":
        # Half of the servers leave out the zlib header.
        has_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
        window = zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
        return _inflated(body, window, limit)
    if name == "br":
        return _unbrotlied(body, limit)
    raise DecodingError(f"unknown content encoding {name!r}")


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    """All members of a zlib or gzip stream, at most ``limit`` bytes."""
    parts: list[bytes] = []
    size = 0
    try:
        while body:
            stream = zlib.decompressobj(window)
            parts.append(stream.decompress(body, limit - size + 1))
            size += len(parts[-1])
            if size > limit:
                raise DecodingError(f"more than {limit} bytes when decompressed")
            if not stream.eof:
                raise DecodingError("the compressed body ends too early")
            # What follows the last member and is no member is padding.
            body = stream.unused_data if stream.unused_data[:2] == b"\x1f\x8b" else b""
    except zlib.error as error:
        raise DecodingError(f"not a compressed body: {error}") from error
    return b"".join(parts)


def _unbrotlied(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        parts.append(stream.process(body, output_buffer_limit=1 << 20))
        while not stream.is_finished():
            size += len(parts[-1])
            if size > limit:
                raise DecodingError(f"more than {limit} bytes when decompressed")
            if stream.can_accept_more_data():
                raise DecodingError("the compressed body ends too early")
            parts.append(stream.process(b"", output_buffer_limit=1 << 20))
    except brotli.error as error:
        raise DecodingError(f"not a brotli body: {error}") from error
    whole = b"".join(parts)
    if len(whole) > limit:
        raise DecodingError(f"more than {limit} bytes when decompressed")
    return whole

"""The plain bytes of a WARC file, packed or not, with bounded memory."""

from __future__ import annotations

import zlib
from typing import Protocol

BLOCK = 1 << 17
# Plain bytes made of one block in one step.
STEP = 1 << 20
MAGIC = b"\x1f\x8b\x08"
# Enough of a gzip member to see whether a record begins in it.
GLIMPSE = 1024
BLANK_LINES = (b"\r\n\r\n", b"\n\n")
LINE_ENDS = b"\r\n"


class Damage(Exception):
    """The bytes here are no record, or not a whole one; the message says why."""


class Malformed(Damage):
    """The bytes could be unpacked and are no record: what follows may be whole."""


class Stream(Protocol):
    """What is needed of a file."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place."""
        ...


class Reader:
    """Reads plain bytes; knows where in the file the current gzip member began.

    ``member`` is that place (in a file that is not packed: of the record). Whether it
    is packed is told by its first bytes at ``start``, or by ``is_packed``.
    """

    def __init__(self, stream: Stream, start: int = 0) -> None:
        self._stream = stream
        self._packed = b""
        self._at = start
        self._plain = bytearray()
        self._taken = 0
        self._unpack: zlib._Decompress | None = None
        if start:
            stream.seek(0)
        first = stream.read(BLOCK if not start else len(MAGIC))
        self.is_packed = first.startswith(MAGIC)
        if start:
            stream.seek(start)
        else:
            # Some streams cannot go back.
            self._packed = first
        self.member = start

    @property
    def boundary(self) -> int:
        """Where in the file the next member begins; to be asked at a member's end."""
        return self._at - self._left

    def at_member_end(self) -> bool:
        """Whether the current member has no more plain bytes.

        Raises:
            Damage: if it has no good end.
        """
        if not self.is_packed:
            return True
        return not self._left and not self._fill_plain()

    def next_member(self) -> bool:
        """Go on to the next member; False at the end of the file.

        Raises:
            Damage: if something else than a member is there.
        """
        self._unpack = None
        self.member = self.boundary
        if not self.is_packed:
            return bool(self._left) or self._fill_plain()
        self._fill_packed(len(MAGIC))
        if not self._packed:
            return False
        if not self._packed.startswith(MAGIC):
            raise Damage("no gzip member begins here")
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return True

    def until_blank_line(self, limit: int) -> bytes:
        """All up to the first blank line and with it; less at the end of the member.

        Raises:
            Malformed: if it is longer than ``limit`` bytes.
        """
        while True:
            ends: list[int] = []
            stop = self._taken + limit
            for mark in BLANK_LINES:
                at = self._plain.find(mark, self._taken, stop)
                if at >= 0:
                    stop = at + len(mark)
                    ends.append(stop)
            if ends:
                return self._take(min(ends) - self._taken)
            if self._left >= limit:
                raise Malformed("its header does not end")
            if not self._fill_plain():
                return self._take(self._left)

    def skip_blank_lines(self) -> None:
        """Pass over the line ends that follow a record."""
        while self._left or self._fill_plain():
            if self._plain[self._taken] not in LINE_ENDS:
                return
            self._drop(1)

    def read(self, size: int) -> bytes:
        """The next ``size`` plain bytes, fewer only at the end of the member."""
        while self._left < size and self._fill_plain():
            pass
        return self._take(min(size, self._left))

    def skip(self, size: int) -> int:
        """Pass over plain bytes; how many were there."""
        left = size
        while left and (self._left or self._fill_plain()):
            step = min(left, self._left)
            self._drop(step)
            left -= step
        return size - left

    def find_line(self, mark: bytes, limit: int) -> bool:
        """Go on to a line that begins with ``mark``, or to the end of the member.

        False in a file that is not packed, and where both are too far away.
        """
        passed = 0
        while self.is_packed and passed <= limit:
            found = self._plain.find(b"\n" + mark, self._taken)
            if found >= 0:
                self._drop(found + 1 - self._taken)
                return True
            step = max(self._left - len(mark), 0)
            self._drop(step)
            passed += step
            if not self._fill_plain():
                self._drop(self._left)
                return True
        return False

    def seek_member(self, start: int, stop: int, mark: bytes) -> bool:
        """Find the first place from ``start`` on where a record begins.

        A record is a member whose plain bytes begin with ``mark`` (in a file that is
        not packed: ``mark`` itself). False if there is none before ``stop``, or the
        stream cannot go there.
        """
        wanted = MAGIC if self.is_packed else mark
        try:
            self._stream.seek(start)
        except ValueError:
            return False  # it cannot go back
        self._packed, self._at, self._unpack = b"", start, None
        self._plain, self._taken = bytearray(), 0
        while self._at < stop:
            self._fill_packed(BLOCK)
            found = self._packed.find(wanted)
            if found < 0:
                if len(self._packed) < len(wanted):
                    return False
                self._advance(len(self._packed) - len(wanted) + 1)
                continue
            self._advance(found)
            self._fill_packed(GLIMPSE)
            if self._at < stop and (
                not self.is_packed or _begins_with(self._packed, mark)
            ):
                self.member = self._at
                return True
            self._advance(1)
        return False

    # -- within --

    @property
    def _left(self) -> int:
        return len(self._plain) - self._taken

    def _advance(self, size: int) -> None:
        self._packed = self._packed[size:]
        self._at += size

    def _fill_packed(self, size: int) -> None:
        """Have at least ``size`` bytes of the file at hand, or all that are left."""
        while len(self._packed) < size:
            block = self._stream.read(BLOCK)
            if not block:
                return
            self._packed += block

    def _fill_plain(self) -> bool:
        """Have more plain bytes at hand; False where the member has no more."""
        if not self.is_packed:
            self._fill_packed(1)
            block = self._packed
            self._plain += block
            self._advance(len(block))
            return bool(block)
        before = self._left
        while self._left == before:
            if self._unpack is None or self._unpack.eof:
                return False
            self._inflate(self._unpack)
        return True

    def _inflate(self, unpack: zlib._Decompress) -> None:
        self._fill_packed(1)
        if not self._packed:
            raise Damage("the file ends in the middle of it")
        try:
            made = unpack.decompress(self._packed, STEP)
        except zlib.error as error:
            raise Damage(f"not gzip any more: {error}") from error
        rest = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
        self._at += len(self._packed) - len(rest)
        self._packed = rest
        self._plain += made

    def _take(self, size: int) -> bytes:
        taken = bytes(self._plain[self._taken : self._taken + size])
        self._drop(size)
        return taken

    def _drop(self, size: int) -> None:
        self._taken += size
        if self._taken >= len(self._plain):
            self._plain.clear()
            self._taken = 0
        elif self._taken > STEP:
            del self._plain[: self._taken]
            self._taken = 0


def _begins_with(packed: bytes, mark: bytes) -> bool:
    """Whether the gzip member that begins here holds ``mark`` first."""
    try:
        plain = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, len(mark))
    except zlib.error:
        return False
    return plain == mark

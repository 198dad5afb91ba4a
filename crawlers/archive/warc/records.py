"""The records of a WARC file, one after the other; broken ones told and passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawlers.archive.warc.inflate import Damage, Malformed, Reader

MARK = b"WARC/1."
# Behind the end of any file: all records up to it.
END = 1 << 62
LONGEST_HEADER = 256 * 1024
# Whatever is larger is no page, and perhaps made to fill memory or time.
LARGEST_RECORD = 256 * 1024 * 1024
FIELD = re.compile(rb"(?m)^([A-Za-z0-9-]+)[ \t]*:[ \t]*([^\r\n]*)")
LENGTH = re.compile(rb"(?im)^Content-Length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$")
TYPE = re.compile(rb"(?im)^WARC-Type[ \t]*:[ \t]*([a-z]+)")
URI = re.compile(rb"(?im)^WARC-Target-URI[ \t]*:[ \t]*<?([^\r\n>]*)")


@dataclass(frozen=True, slots=True)
class Broken:
    """A place in the file where no record could be read, and why."""

    offset: int
    reason: str


class Record:
    """One record: its header as bytes; its content only if it is asked for.

    ``offset`` is where its gzip member begins; ``is_first``: it is the first in it.
    """

    __slots__ = ("_left", "_reader", "head", "is_first", "length", "offset")

    def __init__(self, reader: Reader, head: bytes, *, is_first: bool) -> None:
        found = LENGTH.search(head)
        if not head.startswith(MARK) or found is None:
            raise Malformed("no header of a record")
        self.head = head
        self.length = int(found[1])
        if self.length > LARGEST_RECORD:
            raise Damage(f"larger than {LARGEST_RECORD} bytes")
        self.offset = reader.member
        self.is_first = is_first
        self._reader = reader
        self._left = self.length

    @property
    def type(self) -> bytes:
        """What it is, such as ``response``."""
        found = TYPE.search(self.head)
        return found[1].lower() if found else b""

    @property
    def url(self) -> str:
        """The address it is about; empty where it names none."""
        found = URI.search(self.head)
        return found[1].decode("utf-8", "replace").strip() if found else ""

    def fields(self) -> dict[str, str]:
        """All of its header, names in lower case; the first of several counts."""
        pairs = reversed(FIELD.findall(self.head))
        return {n.decode().lower(): v.decode("utf-8", "replace") for n, v in pairs}

    def content(self) -> bytes:
        """Its block. To be asked for once, before the next record is.

        Raises:
            Damage: if it cannot be read whole. Whoever goes on to the next record is
                told of this one as `Broken`.
        """
        block = self._reader.read(self._left)
        self._left -= len(block)
        self.finish()
        # The check sum of gzip stands behind it.
        self._reader.skip_blank_lines()
        self._reader.at_member_end()
        return block

    def finish(self) -> None:
        """Pass over what was not read.

        Raises:
            Damage: if there is less of it than the header says.
        """
        self._left -= self._reader.skip(self._left)
        if self._left:
            raise Malformed("shorter than its header says")


class Records:
    """The records that begin between two places of a file.

    ``began``: where the first of them did (None: none); ``ended``: where the next one
    begins. ``is_lost``: the end of the range is damaged, so nothing is known of it.
    """

    def __init__(self, reader: Reader, start: int, stop: int, *, exact: bool) -> None:
        self._reader = reader
        self._stop = stop
        self.began: int | None = start
        self.ended = start
        self.is_lost = False
        if not exact:
            found = reader.seek_member(start, stop, MARK)
            self.began = self.ended = reader.member if found else stop
            if not found:
                self.began = None

    def __iter__(self) -> Iterator[Record | Broken]:
        if self.began is None:
            return
        is_first = True
        while True:
            try:
                if self._reader.at_member_end():
                    self.ended = self._reader.boundary
                    if self.ended >= self._stop or not self._reader.next_member():
                        return
                    is_first = True
                head = self._head()
                if head is None:
                    continue
                record = Record(self._reader, head, is_first=is_first)
                is_first = False
                yield record
                record.finish()
                self._reader.skip_blank_lines()
            except Damage as damage:
                place = self._reader.member
                yield Broken(place, str(damage))
                if not self._passed_over(damage, place):
                    return
                is_first = True

    def _head(self) -> bytes | None:
        self._reader.skip_blank_lines()
        return self._reader.until_blank_line(LONGEST_HEADER) or None

    def _passed_over(self, damage: Damage, place: int) -> bool:
        """Whether the reader stands behind what is damaged, at another record."""
        try:
            if isinstance(damage, Malformed) and self._reader.find_line(
                MARK, LARGEST_RECORD
            ):
                return True
        except Damage:
            pass  # the rest of the member is damaged too
        if self._reader.seek_member(place + 1, self._stop, MARK):
            self.ended = self._reader.member
            return True
        self.ended, self.is_lost = self._stop, True
        return False

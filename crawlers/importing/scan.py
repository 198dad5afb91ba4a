"""A range of a WARC file read through: what of it is ours, packed for the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import fsspec

from crawlers.archive.warc.capture import Capture, CaptureError, capture
from crawlers.archive.warc.inflate import Damage, Reader
from crawlers.archive.warc.records import END, Broken, Record, Records
from crawlers.archive.warc.response import packed_record, sha1_of
from crawlers.catalogue import Source
from crawlers.catalogue.urls import article_key
from crawlers.decoding import LARGEST, DecodingError, decoded
from crawlers.discovery.obstacles import obstacle
from crawlers.importing.choice import (
    FOREIGN,
    NO_ARTICLE,
    OUT_OF_RANGE,
    REVISIT,
    Choice,
)
from crawlers.importing.files import shown

OK = 200
HTML = ("text/html", "application/xhtml+xml", "")
# Where an imported record came from: the address of the file and the place in it.
ORIGIN = "X-Imported-From"
ORIGIN_ID = "X-Imported-Record-ID"


@dataclass(frozen=True, slots=True)
class Found:
    """One article page: what the manifest says of it, and the record to be stored."""

    source_id: str
    url: str
    key: str
    at: datetime
    content_type: str | None
    etag: str | None
    last_modified: str | None
    digest: str
    size: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record passed over; ``source_id`` is empty where it is nobody's."""

    reason: str
    source_id: str = ""


class Pass(Exception):
    """The record is not wanted."""

    def __init__(self, reason: str, source_id: str = "") -> None:
        super().__init__(reason)
        self.skipped = Skipped(reason, source_id)


@dataclass(slots=True)
class Scan:
    """What a range holds; the places are those of `Records`.

    ``is_whole``: several records share a gzip member, so that the file cannot be read
    in parts; nothing else is then said.
    """

    began: int | None
    ended: int
    is_lost: bool = False
    is_whole: bool = False
    records: int = 0
    found: list[Found] = field(default_factory=list)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)

    def add(self, one: Found | Skipped | Broken) -> None:
        """Count one record."""
        self.records += 1
        if isinstance(one, Found):
            self.found.append(one)
        elif isinstance(one, Broken):
            self.broken.append(one)
        else:
            self.skipped[one.source_id, one.reason] += 1


def scan(address: str, start: int, stop: int, exact: bool, choice: Choice) -> Scan:
    """Read the records that begin between two places of a file.

    With ``exact`` a record begins at ``start``; else the first one is looked for.
    """
    with fsspec.open(address, "rb") as stream:
        records = Records(Reader(stream, start), start, stop, exact=exact)
        done = Scan(records.began, start)
        for record in records:
            if isinstance(record, Record) and not record.is_first:
                return Scan(records.began, record.offset, is_whole=True)
            if (one := judged(record, choice, address)) is not None:
                done.add(one)
    done.ended, done.is_lost = records.ended, records.is_lost
    return done


def read_on(
    address: str, start: int, choice: Choice
) -> Iterator[Found | Skipped | Broken]:
    """Read a file from a record at ``start`` to its end, one after the other."""
    with fsspec.open(address, "rb") as stream:
        for record in Records(Reader(stream, start), start, END, exact=True):
            if (one := judged(record, choice, address)) is not None:
                yield one


def judged(
    record: Record | Broken, choice: Choice, address: str
) -> Found | Skipped | Broken | None:
    """What becomes of a record; None if its damage is told when it is passed."""
    if isinstance(record, Broken):
        return record
    try:
        source = _source(record, choice)
        return _page(record, source, choice, address)
    except Pass as over:
        return over.skipped
    except (CaptureError, DecodingError) as error:
        return Broken(record.offset, str(error))
    except Damage:
        return None


def _source(record: Record, choice: Choice) -> Source:
    """Whose page it is, told by its header alone."""
    kind = record.type
    if kind not in (b"response", b"revisit"):
        raise Pass("no response")
    candidates = choice.on_host(record.url)
    if not candidates:
        raise Pass(FOREIGN)
    source = choice.source_of(record.url, candidates)
    if source is None:
        raise Pass(NO_ARTICLE, candidates[0].id)
    if kind == b"revisit":
        raise Pass(REVISIT, source.id)
    return source


def _page(record: Record, source: Source, choice: Choice, address: str) -> Found:
    fields = record.fields()
    at = _moment(fields.get("warc-date", ""), choice.now)
    if choice.is_captured_too_early(at):
        raise Pass(OUT_OF_RANGE, source.id)
    if record.length > LARGEST:
        raise Pass("larger than any page", source.id)
    answer = capture(record.content(), fields)
    if answer.status != OK:
        raise Pass(f"answers {answer.status}", source.id)
    kind = answer.header("content-type")
    if (kind or "").partition(";")[0].strip().lower() not in HTML:
        raise Pass("no page of HTML", source.id)
    body = decoded(answer.body, answer.header("content-encoding"))
    if (wall := obstacle(body, kind)) is not None:
        raise Pass(wall, source.id)
    if not choice.covers(body, source, at):
        raise Pass(OUT_OF_RANGE, source.id)
    origin = {ORIGIN: f"{shown(address)} at byte {record.offset}"}
    if "warc-record-id" in fields:
        origin[ORIGIN_ID] = fields["warc-record-id"]
    return _found(record.url, source, at, answer, origin)


def _found(
    url: str, source: Source, at: datetime, answer: Capture, origin: dict[str, str]
) -> Found:
    line = f"{answer.status} {answer.reason}".rstrip()
    packed = packed_record(url, line, answer.headers, answer.body, at=at, extra=origin)
    return Found(
        source_id=source.id,
        url=url,
        key=article_key(url, source),
        at=at,
        content_type=answer.header("content-type"),
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
        digest=sha1_of(answer.body),
        size=len(answer.body),
        packed=packed,
    )


def _moment(text: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CaptureError(f"no date of capture: {text!r}") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > now:
        raise CaptureError(f"captured in the future: {text}")
    return moment

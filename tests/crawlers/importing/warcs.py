"""WARC files as other crawlers write them, and imports of them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.archive.manifest import PageRecord, read_manifests
from crawlers.archive.warc.response import read_record
from crawlers.catalogue import Source
from crawlers.crawl.known import KnownKeys
from crawlers.importing.choice import Choice
from crawlers.importing.state import State
from crawlers.importing.warcs import ImportJob, import_warcs
from tests.crawlers.crawling import ARTICLE, source

NOW = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
DAY = datetime(2025, 6, 30, 3, 0, tzinfo=UTC)
OURS = "https://baohungyen.vn"
DATED = '<meta property="article:published_time" content="{}T08:00:00+07:00">'


def paper(**fields: object) -> Source:
    """A paper on https://baohungyen.vn, its articles ``/slug-a<id>.html``."""
    places = [{"kind": "listing", "url": "/thoi-su/"}]
    return source("hung-yen", OURS, discovery=places, **fields)


def address(number: int, host: str = OURS) -> str:
    return f"{host}/tin-so-{number}-a{number}.html"


def page(title: object, day: str | None = None) -> bytes:
    html = ARTICLE.format(title=title)
    head = "<head>" + DATED.format(day) if day else "<head>"
    return html.replace("<head>", head).encode()


def record(
    url: str,
    body: bytes = b"",
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html"),),
    at: datetime = DAY,
    fields: dict[str, str] | None = None,
) -> bytes:
    """One record, not packed."""
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    line = f"GET {url}" if kind == "request" else status
    http = StatusAndHeaders(line, list(headers), protocol="HTTP/1.1")
    given = {"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **(fields or {})}
    made = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        http_headers=http if kind in ("request", "response", "revisit") else None,
        warc_headers_dict=given,
    )
    writer.write_record(made)
    return plain.getvalue()


def packed(records: Iterable[bytes]) -> bytes:
    """A file with each record packed by itself."""
    return b"".join(gzip.compress(one, 6, mtime=0) for one in records)


def newspaper(numbers: Iterable[int], foreign: int = 3) -> list[bytes]:
    """Articles of ours, each between pages of other hosts."""
    made = [record("", kind="warcinfo", body=b"software: another crawler\r\n")]
    for n in numbers:
        made.append(record(address(n), page(n)))
        for other in range(foreign):
            made.append(record(address(n, f"https://other{other}.vn"), page(n)))
    return made


def imported(
    folder: Path,
    file: Path | str,
    known: Iterable[str] = (),
    *,
    part: int = 2000,
    workers: int = 1,
    sources: tuple[Source, ...] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> State:
    """Import a file or folder into the archive in ``folder``."""
    choice = Choice(sources or (paper(),), NOW, since, until)
    job = ImportJob("import.1", str(folder), str(file), choice, workers, part)
    return import_warcs(job, KnownKeys(frozenset(known)), lambda done, total: None)


def pages(archive: Path | str) -> list[PageRecord]:
    """What the manifests of the import name, every one of them readable."""
    found = [p for m in read_manifests(str(archive), "import.1") for p in m.pages]
    for one in found:
        got = read_record(str(archive), one.warc_path, one.warc_offset)
        assert (got.url, got.digest) == (one.url, one.digest)
    return found


def keys(archive: Path | str) -> list[int]:
    """The numbers of the articles that were imported, each as often as it was."""
    return sorted(int((p.article_key or "").partition(":")[2]) for p in pages(archive))


def without_place(found: Iterable[PageRecord]) -> set[PageRecord]:
    """Pages, wherever in the archive they are."""
    return {replace(page, warc_path="", warc_offset=0) for page in found}

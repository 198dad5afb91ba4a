"""Records a second of a WARC import, beside plain warcio iteration of the same file.

The file is like one of Common Crawl's news collection: packed record by record, most
pages of other hosts. Ours finds the articles of the catalogue, checks their digests and
stores them; warcio alone reads every record and does nothing with it.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.measure import Taken, run
from crawlers.catalogue import Catalogue, load_catalogue
from crawlers.catalogue.table import FOLDER
from crawlers.crawl.known import NothingKnown
from crawlers.importing.choice import Choice
from crawlers.importing.warcs import ImportJob, import_warcs
from demo.generator import catalogue_entry, generate

OURS = "https://generated.example"
SEED = 20251110
# Of a hundred records so many are articles of the catalogue: in the real collection
# it is not one.
OURS_IN_A_HUNDRED = 5
# Pages that differ; the others repeat them under another address.
DIFFERENT = 60
AT = datetime(2025, 11, 11, tzinfo=UTC)


def main(records: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="dangbo-bench-") as name:
        folder = Path(name)
        file = folder / "news.warc.gz"
        pages = generated(file, records)
        size = file.stat().st_size / 1e6
        print(f"{records} records, {pages} of ours, {size:.0f} MB packed")
        plain = _measured("plain", file, folder)
        ours = _measured("ours", file, folder)
    _print(records, plain, ours)


def generated(file: Path, records: int) -> int:
    """Write a file of so many responses; how many are articles of the catalogue."""
    site = generate(DIFFERENT, SEED)
    bodies = [site.html(number) for number in range(DIFFERENT)]
    ours = 0
    with file.open("wb") as stream:
        for number in range(records):
            path = site.article(number % DIFFERENT).path.rpartition("-post")[0]
            is_ours = number % (100 // OURS_IN_A_HUNDRED) == 0
            host = OURS if is_ours else f"https://paper{number % 997}.example"
            url = f"{host}{path}-post{number}.html"
            stream.write(_record(url, bodies[number % DIFFERENT]))
            ours += is_ours
    return ours


def _record(url: str, body: bytes) -> bytes:
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    kind = [("Content-Type", "text/html; charset=utf-8")]
    head = StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1")
    made = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        http_headers=head,
        warc_headers_dict={"WARC-Date": AT.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    writer.write_record(made)
    return gzip.compress(plain.getvalue(), 6)


def _measured(what: str, file: Path, folder: Path) -> Taken:
    command = [sys.executable, "-m", "benchmarks.warc", what, str(file), str(folder)]
    root = {"PYTHONPATH": str(Path.cwd())}
    return run(command, env=root, cwd=folder, log=folder / f"{what}.log")


def _plain(file: Path) -> None:
    with file.open("rb") as stream:
        for _ in ArchiveIterator(stream):
            pass


def _ours(file: Path, folder: Path) -> None:
    entry = catalogue_entry(OURS)
    shipped = load_catalogue(FOLDER).sources
    own = Catalogue.model_validate({"sources": [entry]}).sources
    choice = Choice((*shipped, *own), datetime.now(UTC))
    workers = os.cpu_count() or 1
    job = ImportJob("import.1", str(folder / "archive"), str(file), choice, workers)
    state = import_warcs(job, NothingKnown(), lambda done, total: None)
    print(f"{state.records} records, {state.pages} pages, {state.broken} broken")


def _print(records: int, plain: Taken, ours: Taken) -> None:
    print(f"{'':22}{'records/s':>10}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}")
    for name, t in (("warcio, plain", plain), ("dangbo import", ours)):
        rate = records / t.wall_seconds
        print(
            f"{name:22}{rate:10.0f}{t.wall_seconds:8.1f}{t.cpu_seconds:8.1f}"
            f"{t.peak_megabytes:9.0f}"
        )
    ratio = plain.wall_seconds / ours.wall_seconds
    print(
        f"dangbo import / plain warcio: {ratio:.1f} times the records a second, on "
        f"{os.cpu_count()} cores; the peak is that of the largest process"
    )


if __name__ == "__main__":
    if sys.argv[1] == "plain":
        _plain(Path(sys.argv[2]))
    else:
        _ours(Path(sys.argv[2]), Path(sys.argv[3]))

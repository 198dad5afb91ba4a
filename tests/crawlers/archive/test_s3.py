"""An archive on S3, where nothing can be appended to: crawled, killed, imported."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest

from crawlers.archive import Archive
from crawlers.archive.manifest import read_manifest
from crawlers.archive.verify import verify
from crawlers.archive.warc.response import read_record
from crawlers.crawl.ledger import Ledger
from tests.crawlers.crawling import ARTICLE, crawled, job, source
from tests.crawlers.importing.warcs import imported, keys, newspaper, packed
from tests.crawlers.site import Site
from tests.s3 import bucket

PROGRAM = """
import sys, time
import crawlers.archive.place
from crawlers.archive import Archive
from crawlers.crawl.ledger import Ledger
from tests.crawlers.archive.test_s3 import ledger, store
crawlers.archive.place.PUBLISH_AT = 3000
book = ledger(sys.argv[1])
for number in range(100000):
    store(book, number)
    print(number, flush=True)
    time.sleep(0.01)
"""


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with bucket() as address:
        yield address


def ledger(address: str) -> Ledger:
    place = {"kind": "listing", "url": "/"}
    paper = source("paper", "https://baovidu.vn", discovery=[place])
    return Ledger(job(Path("unused"), paper), paper, Archive(address))


def store(book: Ledger, number: int) -> None:
    body = f"<p>Tin số {number}</p>".encode() + bytes(range(256)) * 2
    url, key = f"https://baovidu.vn/t-a{number}.html", f"paper:{number}"
    book.record(url, 200, [], body, kind="article", item=key)


def whole(address: str) -> int:
    """How many records are named there; every one of them can be read."""
    done = verify(Archive(address), ["paper"], None, lambda _: [], lambda d, t: None)
    assert done.faults == []
    assert done.torn == 0
    return done.named


def test_a_crawl(s3: str) -> None:
    address = f"{s3}/crawl"
    with Site() as site:
        links = "".join(f'<a href="/t-a{n}.html">{n}</a>' for n in range(1, 6))
        site.page("/", links)
        for n in range(1, 6):
            site.page(f"/t-a{n}.html", ARTICLE.format(title=n))
        place = {"kind": "listing", "url": "/", "pages": 1}
        paper = source("paper", site.url, discovery=[place])
        work = replace(job(Path("unused"), paper), archive=address)
        got = crawled(work)
        assert got.keys("paper") == [f"paper:{n}" for n in range(1, 6)]
        assert b"<h1>" in got.body(got.pages("paper", "article")[0])
        asked = len(site.requests)
        # The same run again finds its account and has nothing to do.
        crawled(work)
        assert len(site.requests) == asked
    assert whole(address) == len(got.manifests["paper"].pages)


def test_a_killed_crawl_leaves_a_readable_beginning(s3: str) -> None:
    address = f"{s3}/killed"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, address], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    deadline = time.monotonic() + 40
    line = "0"
    for line in process.stdout:  # noqa: B007 - the last one counts
        if len(read_manifest(address, "run-1", "paper").pages) >= 8:
            break
        assert time.monotonic() < deadline
    process.send_signal(signal.SIGKILL)
    written = int([line, *process.stdout.read().splitlines()][-1])
    process.wait()
    # All but what was in the last file, which nobody else could see. Numbers begin with
    # nought, and of the last the program may not have said so any more.
    named = whole(address)
    assert 8 <= named <= written + 2
    book = ledger(address)
    assert book.had == {f"paper:{n}" for n in range(named)}
    # Going on, it begins a new file and keeps what is there.
    for number in range(named, named + 3):
        store(book, number)
    book.close("finished")
    found = read_manifest(address, "run-1", "paper")
    assert len({page.article_key for page in found.pages}) == named + 3
    assert whole(address) == named + 3


def test_files_are_imported_from_there_and_to_there(s3: str) -> None:
    with fsspec.open(f"{s3}/in/news.warc.gz", "wb") as file:
        file.write(packed(newspaper(range(1, 21))))
    address = f"{s3}/imported"
    state = imported(address, f"{s3}/in", part=2000)  # type: ignore[arg-type]
    assert (state.records, keys(address)) == (81, list(range(1, 21)))
    again = imported(address, f"{s3}/in", part=2000)  # type: ignore[arg-type]
    assert (again.records, keys(address)) == (81, list(range(1, 21)))


def test_what_is_not_there_is_told(s3: str) -> None:
    archive = Archive(f"{s3}/nothing")
    assert archive.names("warc/paper") == []
    book = ledger(f"{s3}/nothing")
    store(book, 1)
    book.close("finished")
    [page] = read_manifest(archive, "run-1", "paper").pages
    assert read_record(archive, page.warc_path, page.warc_offset).status == 200
    assert archive.size(page.warc_path) > 0
    since = datetime(2020, 1, 1, tzinfo=UTC)
    assert archive.written_at(page.warc_path) > since
    archive.remove(page.warc_path)
    assert not archive.exists(page.warc_path)


def test_a_server_that_is_away_is_no_fault_of_a_page(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    away = Archive(f"{s3}/away")
    # Cleaning stops at it, where it would judge a page whose record is missing.
    with pytest.raises(OSError, match="cannot be reached"):
        read_record(away, "warc/paper/run-1-00000.warc.gz", 0)
    with pytest.raises(OSError, match="cannot be reached"):
        away.exists("manifests/run-1/paper.jsonl")
    fsspec.get_filesystem_class("s3").clear_instance_cache()

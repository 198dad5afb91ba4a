"""`dangbo backfill --warc`: history out of files, told to nobody, cleaned offline."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.crawlers.importing.warcs import packed, record
from tests.dangbo.paper import (
    RESOLUTION,
    RESOLUTION_TITLE,
    Newsroom,
    address,
    article,
    ordinary,
    source,
)

OURS = "https://baobentre.vn"
AT = datetime(2023, 7, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def reader(newsroom: Newsroom) -> Newsroom:
    """An installation with one paper and a file of another crawler."""
    newsroom.watches(source("paper", OURS, "/"))
    pages = {n: ordinary(n, "2023-07-12") for n in range(1, 6)}
    pages[5] = article(RESOLUTION_TITLE, RESOLUTION, "2023-07-12")
    records = [record("https://other.vn/tin-a1.html", b"<p>x</p>", at=AT)]
    for n, html in pages.items():
        records.append(record(OURS + address(n), html.encode(), at=AT))
    content = packed(records)
    (newsroom.folder / "news.warc.gz").write_bytes(content + content[:200])
    return newsroom


def test_files_become_history(reader: Newsroom) -> None:
    done = reader.call("backfill", "--warc", "news.warc.gz")
    assert done.returncode == 0, done.stderr
    assert "7 records, 5 pages of 1 sources, 0 known, 1 broken" in done.stdout
    assert "news.warc.gz at byte " in done.stdout
    pages = reader.rows("SELECT * FROM core.page ORDER BY url")
    assert [p["url"] for p in pages] == [OURS + address(n) for n in range(1, 6)]
    assert {p["fetched_at"] for p in pages} == {AT}
    assert len(reader.rows("SELECT * FROM core.article_version")) == 5
    [event] = reader.rows("SELECT * FROM core.event WHERE kind = 'resolution'")
    assert (event["fields"]["number"], event["is_news"]) == ("14-NQ/TU", False)
    assert reader.rows("SELECT * FROM core.alert") == []
    assert reader.mailbox.messages() == []

    # The same command again is the same run, and finds nothing more.
    again = reader.call("backfill", "--warc", "news.warc.gz")
    assert "7 records, 5 pages" in again.stdout
    [run] = reader.rows("SELECT * FROM core.run")
    assert (run["kind"], run["status"]) == ("backfill", "succeeded")
    assert len(reader.rows("SELECT * FROM core.page")) == 5
    # Another import of the same articles knows them.
    other = reader.call("backfill", "--warc", "news.warc.gz", "--since", "2023-01-01")
    assert "0 pages of 0 sources, 5 known" in other.stdout


def test_what_cannot_be_imported_is_told_in_a_line(reader: Newsroom) -> None:
    for arguments, words in (
        (["--warc", "nothing.warc.gz"], "no such file or folder"),
        (["--warc", "data"], "no file in it ends with .warc"),
        ([], "Give --since"),
    ):
        (reader.folder / "data").mkdir(exist_ok=True)
        done = reader.call("backfill", *arguments)
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr

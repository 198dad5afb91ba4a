"""`dangbo archive`: what is broken is told by file and byte, what may go goes alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dangbo.paper import Newsroom, source

RUN = "2023-07-13T05:30"
LATER = "2024-07-13"


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    """A paper crawled once: a listing, robots.txt, three articles, one of them news."""
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1, 2, 3], "2023-07-12")
    newsroom.prints_the_resolution(3)
    assert newsroom.run(RUN).returncode == 0
    return newsroom


def warc(newsroom: Newsroom) -> Path:
    [file] = (newsroom.folder / "data/archive/warc/paper").glob("*.warc.gz")
    return file


def verified(newsroom: Newsroom) -> str:
    """What `dangbo archive verify` says of a whole archive."""
    done = newsroom.call("archive", "verify")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_checked_and_made_smaller(paper: Newsroom) -> None:
    listings = {"DANGBO_KEEP_LISTINGS_DAYS": "60"}
    rules = {**listings, "DANGBO_KEEP_ARTICLES_DAYS": "90"}
    pages = len(paper.rows("SELECT 1 FROM core.page"))
    whole = f"1 file, {pages} records, {pages} places named; 0 faults"
    assert whole in verified(paper)
    young = paper.call("archive", "prune", **rules)
    assert "0 pages removed from 0 files" in young.stdout
    with paper.engine.begin() as connection:
        old = "UPDATE core.run SET started_at = '2023-07-13'"
        connection.execute(text(old))
    before = paper.rows("SELECT * FROM core.page ORDER BY id")
    size = warc(paper).stat().st_size
    asked = ["archive", "prune", "--as-of", LATER]
    done = paper.call(*asked)
    assert (done.returncode, "no rule" in done.stderr) == (1, True)
    done = paper.call(*asked, "--dry-run", **rules)
    gone = len(before) - 1
    assert f"{gone} pages would be removed from 1 file, 1 kept" in done.stdout
    assert warc(paper).stat().st_size == size

    done = paper.call(*asked, **listings)
    assert "3 kept" in done.stdout
    kinds = paper.rows("SELECT DISTINCT kind FROM core.page WHERE pruned_at IS NULL")
    assert kinds == [{"kind": "article"}]
    assert "1 file, 3 records, 3 places named; 0 faults" in verified(paper)

    asked[-1] = "2024-07-14"
    gone = 2
    done = paper.call(*asked, **rules)
    assert done.returncode == 0, done.stderr
    # Never what an event rests on.
    assert f"{gone} pages removed from 1 file, 1 kept" in done.stdout
    assert warc(paper).stat().st_size < size / 2
    [kept] = paper.rows("SELECT * FROM core.page WHERE pruned_at IS NULL")
    assert kept["url"].endswith("-a3.html")
    assert (kept["warc_path"], kept["warc_offset"]) != (before[0]["warc_path"], None)
    assert "1 file, 1 record, 1 place named; 0 faults" in verified(paper)
    # There is nothing more to do, and cleaning asks for nothing that is gone.
    assert "0 pages removed from 0 files" in paper.call(*asked, **rules).stdout
    assert "\npaper" in paper.call("archive", "size", "--format", "csv").stdout
    warc(paper).unlink()
    broken = paper.call("archive", "verify")
    assert broken.returncode == 1
    assert "is not there; 2 pages are in it" in broken.stdout

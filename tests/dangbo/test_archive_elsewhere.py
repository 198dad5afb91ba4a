"""The whole chain with its archive on S3; cleaned again without any network."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dangbo.paper import Newsroom, source, until
from tests.s3 import bucket


def test_crawled_to_s3_and_cleaned_again_without_the_site(newsroom: Newsroom) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1, 2, 3], "2023-07-12")
    with bucket() as address:
        place = {"DANGBO_ARCHIVE": f"{address}/archive"}
        done = newsroom.run("2023-07-13T05:30", **place)
        assert done.returncode == 0, done.stderr
        assert not (newsroom.folder / "data" / "archive").exists()
        before = newsroom.rows("SELECT text FROM core.article_version ORDER BY id")
        checked = newsroom.call("archive", "verify", **place)
        assert checked.returncode == 0, checked.stdout

        newsroom.site.forget()
        newsroom.site.answers.clear()
        with newsroom.engine.begin() as connection:
            connection.execute(text("UPDATE core.page SET clean_outcome = NULL"))
        again = newsroom.call("clean", **place)
        assert "3 pages: 3 articles (0 new, 0 changed" in again.stdout, again.stderr
        after = newsroom.rows("SELECT text FROM core.article_version ORDER BY id")
        assert (after, newsroom.site.requests) == (before, [])


@pytest.mark.slow
def test_a_killed_crawl_leaves_nothing_in_the_temporary_folder(
    newsroom: Newsroom,
) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", range(1, 30), "2023-07-12")
    temporary = newsroom.folder / "temporary"
    temporary.mkdir()
    with bucket() as address:
        place = {"DANGBO_ARCHIVE": f"{address}/archive", "TMPDIR": str(temporary)}
        process = newsroom.start("2023-07-13T05:30", **place)
        until(lambda: any(temporary.glob("**/*.warc.gz")))
        os.kill(worker_of(process), signal.SIGKILL)
        _, complained = process.communicate(timeout=60)

    assert "the crawl process was killed by signal 9" in complained
    assert list(temporary.glob("dangbo-*")) == []


def worker_of(process: subprocess.Popen[str]) -> int:
    """The process of the crawl that a run has started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    [worker] = map(int, children.split())
    return worker

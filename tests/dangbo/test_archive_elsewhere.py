"""The whole chain with its archive on S3; cleaned again without any network."""

from __future__ import annotations

from sqlalchemy import text

from tests.dangbo.paper import Newsroom, source
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

"""The whole chain with its archive on S3; cleaned again without any network."""

from __future__ import annotations

from sqlalchemy import text

from crawlers.catalogue import load_catalogue
from processing.clean.step import clean
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
            connection.execute(text("UPDATE core.page SET cleaned_by = 'an older one'"))
        catalogue = load_catalogue(newsroom.folder / "sources")
        archive = place["DANGBO_ARCHIVE"]
        summary = clean(newsroom.engine, archive, catalogue, workers=1, again=True)
        assert (summary.articles, summary.errors) == (3, 0)
        after = newsroom.rows("SELECT text FROM core.article_version ORDER BY id")
        assert (after, newsroom.site.requests) == (before, [])

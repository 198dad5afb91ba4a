"""`dangbo clean` on what was cleaned before."""

from __future__ import annotations

from sqlalchemy import text

from tests.dangbo.paper import Newsroom, source


def test_the_archive_is_cleaned_again_when_asked(newsroom: Newsroom) -> None:
    newsroom.watches(source("bao", newsroom.site.url, "/tin/"))
    newsroom.prints("/tin/", [1, 2], "2023-07-12")
    newsroom.run("2023-07-13")
    with newsroom.engine.begin() as connection:
        connection.execute(text("UPDATE core.page SET cleaned_by = 'older rules'"))
        connection.execute(text("UPDATE core.article_version SET text = 'as it was'"))

    by_itself = newsroom.call("clean")
    again = newsroom.call("clean", "--again")
    one = newsroom.call("clean", "--source", "bao", "--since", "2023-07-13")
    nobody = newsroom.call("clean", "--source", "bao-nay")

    assert by_itself.stdout == "cleaned: nothing new\n"
    assert again.stdout.startswith("cleaned: 2 pages: 2 articles")
    assert one.stdout.startswith("cleaned: 2 pages")
    assert (nobody.returncode, "no source bao-nay" in nobody.stderr) == (1, True)
    versions = newsroom.rows("SELECT text, number FROM core.article_version")
    assert [v["number"] for v in versions] == [1, 1]
    assert not any(v["text"] == "as it was" for v in versions)

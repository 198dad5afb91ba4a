"""Real crawls of every shape of site, and what a second night costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.archive.manifest import read_manifest
from crawlers.catalogue import Source
from tests.crawlers.crawling import (
    Outcome,
    crawled,
    job,
    memory_of,
    source,
)
from tests.crawlers.shapes import SHAPES
from tests.crawlers.site import Answer, Asked, Site

SINCE = datetime(2025, 6, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Night:
    """Two nights over the same sites."""

    sites: dict[str, Site]
    sources: tuple[Source, ...]
    first: Outcome
    asked_first: dict[str, list[Asked]]
    second: Outcome
    asked_second: dict[str, list[Asked]]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    folder = tmp_path_factory.mktemp("archive")
    with ExitStack() as stack:
        sites = {shape.__name__: stack.enter_context(Site()) for shape in SHAPES}
        sources = tuple(
            source(
                s.__name__.replace("_", "-"),
                sites[s.__name__].url,
                **s(sites[s.__name__]),
            )
            for s in SHAPES
        )
        first = crawled(job(folder, *sources, since=SINCE))
        asked_first = taken(sites)
        again = job(folder, *sources, since=SINCE, run_key="run-2")
        second = crawled(again, memory_of(first))
        yield Night(sites, sources, first, asked_first, second, taken(sites))


def taken(sites: dict[str, Site]) -> dict[str, list[Asked]]:
    asked = {name: list(site.requests) for name, site in sites.items()}
    for site in sites.values():
        site.forget()
    return asked


def test_a_feed(nights: Night) -> None:
    assert nights.first.keys("rss") == ["rss:1", "rss:2"]
    summary = nights.first.summary("rss")
    assert (summary.status, summary.message) == ("succeeded", None)
    assert (summary.discovered, summary.fetched, summary.known) == (3, 2, 0)
    assert summary.skipped == {
        "not the address of an article": 1,
        "outside of the days asked for": 1,
    }
    # robots.txt, the feed, two articles.
    assert summary.requests == 4
    assert summary.responses_by_status == {"200": 3, "404": 1}


def test_sitemaps_nested_packed_and_misnamed(nights: Night) -> None:
    assert nights.first.keys("sitemap") == [f"sitemap:{n}" for n in (1, 2, 3)]
    asked = {one.path for one in nights.asked_first["sitemap"]}
    assert "/maps/topics.xml" not in asked
    assert "/maps/news-2025-3.xml" not in asked
    assert "/another.xml" not in asked


def test_sitemaps_that_robots_txt_names(nights: Night) -> None:
    assert nights.first.keys("named") == ["named:1", "named:2", "named:4"]
    asked = [one.path for one in nights.asked_first["named"]]
    maps = [path for path in asked if path.startswith("/maps/")]
    good = ["/maps/news-2025-7.xml", "/maps/parts.xml", "/maps/part.xml"]
    assert sorted(maps) == sorted([*good, "/maps/gone.xml"])
    summary = nights.first.summary("named")
    assert (summary.status, summary.message) == ("succeeded", None)
    assert summary.skipped["undated in a sitemap named by robots.txt"] == 1
    assert summary.skipped["sitemap named by robots.txt: answers 404"] == 1


def test_a_quiet_night_costs_a_request_a_place(nights: Night) -> None:
    """robots.txt, the section and the four sitemaps; no article."""
    asked = [one.path for one in nights.asked_second["named"]]
    assert len(asked) == 6
    assert not any(path.startswith("/tin-so-") for path in asked)
    (month,) = [
        page
        for page in nights.second.pages("named", "sitemap")
        if page.url.endswith("/news-2025-7.xml")
    ]
    assert month.status == 304


def test_a_listing_is_read_until_nothing_is_new(nights: Night) -> None:
    assert nights.first.keys("listing") == [f"listing:{n}" for n in (1, 2, 3, 4, 5)]
    pages = [a.path for a in nights.asked_first["listing"] if "?p=" in a.path]
    assert pages[:3] == ["/thoi-su/?p=2", "/thoi-su/?p=3", "/thoi-su/?p=4"]
    # Then those whose turn it is to be looked at for late postings.
    assert len(pages) <= 5


def test_a_listing_that_names_its_next_page(nights: Night) -> None:
    assert nights.first.keys("rel-next") == ["rel-next:1", "rel-next:2"]


def test_a_refusal_is_obeyed_and_told(nights: Night) -> None:
    summary = nights.first.summary("forbidden")
    assert summary.status == "refused"
    assert "/thoi-su/: refused by robots.txt" in (summary.message or "")
    assert {one.path for one in nights.asked_first["forbidden"]} == {"/robots.txt"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("robots_down", "it answers 500"),
        ("rules_unknown", "the answer broke off before its end"),
    ],
)
def test_rules_that_cannot_be_had_are_not_guessed(
    nights: Night, name: str, words: str
) -> None:
    """The site is down, or ill: that is no refusal, and no permission."""
    summary = nights.first.summary(name.replace("_", "-"))
    assert summary.status == "failed"
    told = f"/thoi-su/: the site did not tell its rules: {words}"
    assert told in (summary.message or "")
    assert {one.path for one in nights.asked_first[name]} == {"/robots.txt"}


def test_every_request_waits_for_the_rules(nights: Night) -> None:
    asked = {one.path for one in nights.asked_first["forbidden_sections"]}
    assert asked == {"/robots.txt", "/thoi-su/", "/tin-so-1-a1.html"}
    message = nights.first.summary("forbidden-sections").message or ""
    assert "/kin/ and 1 more: refused by robots.txt" in message


def test_rules_for_us_alone_are_ours(nights: Night) -> None:
    assert nights.first.keys("half-forbidden") == ["half-forbidden:1"]
    summary = nights.first.summary("half-forbidden")
    assert summary.status == "succeeded"
    assert summary.skipped == {"refused by robots.txt": 1}


def test_every_broken_place_is_told_in_words(nights: Night) -> None:
    summary = nights.first.summary("broken")
    assert summary.status == "failed"
    for words in (
        "/rss-html: is an HTML page where XML was expected",
        "/rss-empty: is a feed without entries",
        "/missing.xml: answers 404",
        "/down: answers 500",
        "/empty-page: answers with an empty page",
        "/no-links: no link on it has the shape of an article",
        "/stub: answers with an anti-robot page",
    ):
        assert words in (summary.message or ""), words


def test_articles_that_cannot_be_had(nights: Night) -> None:
    summary = nights.first.summary("troubled")
    assert nights.first.keys("troubled") == ["troubled:1"]
    assert (summary.fetched, summary.failed) == (1, 2)
    assert "/tin-so-2-a2.html: answers 404" in (summary.message or "")
    assert "is no article" in (summary.message or "")
    hidden = [p for p in nights.first.pages("troubled", "article") if p.status == 200]
    assert [page.article_key for page in hidden] == ["troubled:1"]


def test_the_pause_a_site_asks_for_is_kept(nights: Night) -> None:
    first, second = [
        one.at for one in nights.asked_first["busy"] if one.path == "/thoi-su/"
    ]
    assert second - first >= 1.0
    assert nights.first.keys("busy") == ["busy:1"]


def test_a_site_that_wants_to_be_left_alone_is(nights: Night) -> None:
    summary = nights.first.summary("very-busy")
    assert "come back in 3600 seconds" in (summary.message or "")
    asked = [one for one in nights.asked_first["very_busy"] if "tin-so" in one.path]
    assert 1 <= len(asked) <= 2


def test_every_answer_is_in_the_archive(nights: Night) -> None:
    whole = {n: a for n, a in nights.asked_first.items() if n != "rules_unknown"}
    for name, asked in whole.items():
        pages = nights.first.manifests[name.replace("_", "-")].pages
        assert len(pages) == len(asked), name
        assert len({page.place for page in pages}) == len(pages)
    (feed,) = nights.first.pages("rss", "feed")
    behaviour = nights.sites["rss"].answers["/rss"]
    assert isinstance(behaviour, Answer)
    assert nights.first.body(feed) == behaviour.body
    (packed,) = [
        page
        for page in nights.first.pages("sitemap", "sitemap")
        if page.url.endswith("/daily.xml")
    ]
    assert nights.first.body(packed).startswith(b"<urlset")


def test_the_second_night_fetches_no_article(nights: Night) -> None:
    for good in ("rss", "sitemap", "listing", "rel_next"):
        paths = [one.path for one in nights.asked_second[good]]
        assert [path for path in paths if path.startswith("/tin-so-")] == []
    asked = [a.path for a in nights.asked_second["listing"]][1:]
    assert asked[0] == "/thoi-su/"
    assert len(asked) == 3


def test_unchanged_pages_are_asked_for_conditionally(nights: Night) -> None:
    (feed,) = nights.second.pages("rss", "feed")
    (top,) = nights.second.pages("sitemap", "sitemap")
    assert (feed.status, top.status) == (304, 304)
    assert nights.second.summary("rss").status == "succeeded"
    assert nights.second.summary("rss").skipped == {"page unchanged since last time": 1}


def test_an_unchanged_index_does_not_hide_a_changed_part(nights: Night) -> None:
    assert nights.first.keys("undated") == ["undated:1"]
    assert nights.second.keys("undated") == ["undated:2"]


def test_a_page_is_read_again_until_its_articles_are_had(nights: Night) -> None:
    """One article of this listing failed: a 304 must not hide it for ever."""
    (page,) = nights.second.pages("troubled", "listing")[:1]
    assert page.status == 200
    assert any(
        one.path == "/tin-so-3-a3.html" for one in nights.asked_second["troubled"]
    )


def test_who_we_are_and_what_we_accept(nights: Night) -> None:
    headers = nights.asked_first["rss"][1].headers
    assert headers["User-Agent"].startswith("Dangbo/")
    assert "(+https://" in headers["User-Agent"]
    assert "Cookie" not in headers


def test_a_finished_run_is_not_repeated(nights: Night, tmp_path: Path) -> None:
    good = [s for s in nights.sources if s.id in ("rss", "listing")]
    archive = Path(nights.first.archive)
    before = read_manifest(nights.first.archive, "run-1", "rss")
    crawled(job(archive, *good, since=SINCE))
    assert read_manifest(nights.first.archive, "run-1", "rss") == before
    assert taken(nights.sites)["rss"] == []

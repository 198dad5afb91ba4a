"""A night misses nothing that was posted late, and costs little without news."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.spider.sweep import QUIET_REQUESTS, numbers_of
from tests.crawlers.crawling import (
    ARTICLE,
    AS_OF,
    crawled,
    job,
    memory_of,
    outcome,
    remembering_visits,
    source,
    started,
)
from tests.crawlers.faults.declared import articles, at, links
from tests.crawlers.site import Answer, Site

DAY = timedelta(days=1)


@given(st.integers(1, 500), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_page_has_its_turn(pages: int, first: date) -> None:
    nights = -(-(pages - 1) // (QUIET_REQUESTS - 1))
    turns = [numbers_of(pages, first + n * DAY) for n in range(nights)]
    assert {n for turn in turns for n in turn} == set(range(2, pages + 1))
    assert all(len(turn) < QUIET_REQUESTS for turn in turns)


def three_pages(site: Site, way: str) -> dict[str, Any]:
    """A listing of three pages with validators."""
    paths = ("/thoi-su/", "/thoi-su/?p=2", "/thoi-su/?p=3")
    for n, path in enumerate(paths, start=1):
        following = "" if n == 3 else f'<a rel="next" href="{paths[n]}">x</a>'
        site.page(path, links(2 * n, 2 * n + 1) + following, etag=f'"{n}"')
    articles(site, *range(2, 8))
    return {"kind": "listing", "url": "/thoi-su/", "pages": 3, "next": way}


@pytest.mark.parametrize("way", ["?p={n}", "rel=next"])
def test_a_late_posting_below_what_is_known_is_found(tmp_path: Path, way: str) -> None:
    with Site() as site:
        paper = source("paper", site.url, discovery=[three_pages(site, way)])
        first = crawled(job(tmp_path, paper))
        assert len(first.keys("paper")) == 6
        site.page("/thoi-su/?p=3", links(6, 99, 7))
        articles(site, 99)
        again = job(tmp_path, paper, run_key="run-2", as_of=AS_OF + DAY)
        second = crawled(again, memory_of(first))
    assert second.keys("paper") == ["paper:99"]


@pytest.mark.parametrize("way", ["?p={n}", "rel=next"])
@pytest.mark.parametrize("fault", ["error", "kill"])
def test_a_late_posting_that_could_not_be_had_is_tried_again(
    tmp_path: Path, way: str, fault: str
) -> None:
    """The first page answers "not modified" all the while: it must hide nothing."""
    with Site() as site:
        paper = source("paper", site.url, discovery=[three_pages(site, way)])
        first = crawled(job(tmp_path, paper))
        site.page("/thoi-su/?p=3", links(6, 99, 7), etag='"late"')
        delay = 5.0 if fault == "kill" else 0.0
        site.add(at(99), Answer(status=500, delay=delay))
        night = job(tmp_path, paper, run_key="run-2", as_of=AS_OF + DAY)
        process = started(night, memory_of(first))
        while fault == "kill" and process.is_alive() and not site.seen(at(99)):
            time.sleep(0.01)
        if fault == "kill":
            process.kill()
        process.join()
        assert site.seen(at(99))
        articles(site, 99)
        after = job(tmp_path, paper, run_key="run-3", as_of=AS_OF + 2 * DAY)
        third = crawled(after, memory_of(first, outcome(night)))
    assert third.keys("paper") == ["paper:99"]


def urlset(site: Site, *entries: tuple[int, str]) -> str:
    rows = "".join(
        f"<url><loc>{site.url}{at(n)}</loc><lastmod>{day}</lastmod></url>"
        for n, day in entries
    )
    return f"<urlset>{rows}</urlset>"


def test_a_night_without_news_costs_three_requests_a_place_at_most(
    tmp_path: Path,
) -> None:
    """Feeds and sitemaps one, a listing three; and robots.txt."""
    with Site() as site:
        places = [
            three_pages(site, "?p={n}"),
            {"kind": "listing", "url": "/deep/", "pages": 40},
            {"kind": "listing", "url": "/next/", "next": "rel=next", "pages": 40},
            {"kind": "feed", "url": "/rss"},
            {"kind": "sitemap", "url": "/map.xml"},
        ]
        for n in range(1, 41):
            path = "/deep/" if n == 1 else f"/deep/?p={n}"
            # From page 3 on older than is asked for.
            day = "30/6/2025" if n < 3 else "01/01/2024"
            site.page(path, f"<div>{links(100 + n)}<i>{day}</i></div>")
            here = "/next/" if n == 1 else f"/next/{n}"
            following = f'<a rel="next" href="/next/{n + 1}">x</a>'
            site.page(here, links(200 + n) + following)
        articles(site, 1, *range(101, 141), *range(201, 241))
        item = f"<item><link>{site.url}{at(1)}</link></item>"
        site.xml("/rss", f"<rss>{item}</rss>")
        part = f"<sitemap><loc>{site.url}/2025-07.xml</loc></sitemap>"
        site.xml("/map.xml", f"<sitemapindex>{part}</sitemapindex>")
        site.xml("/2025-07.xml", urlset(site, (1, "2025-07-01")))
        paper = source("paper", site.url, discovery=places)
        since = AS_OF - 45 * DAY
        first = crawled(job(tmp_path, paper, since=since))
        assert len(first.keys("paper")) == 6 + 2 + 1 + 40
        site.forget()
        later = AS_OF + DAY
        again = job(tmp_path, paper, run_key="run-2", as_of=later, since=since)
        second = crawled(again, memory_of(first))
        asked = Counter(one.path.split("/")[1] for one in site.requests)
    assert second.keys("paper") == []
    assert asked == {
        "robots.txt": 1,
        "thoi-su": 3,
        "deep": 3,
        "next": 3,
        "rss": 1,
        "map.xml": 1,
        "2025-07.xml": 1,
    }


@pytest.mark.parametrize(("changed", "asked"), [([3], [3]), (range(1, 13), [])])
def test_a_sitemap_that_tells_of_a_change(
    tmp_path: Path, changed: list[int], asked: list[int]
) -> None:
    """The article is asked for again; but not if all are said to be changed."""
    everything = range(1, 13)
    with Site() as site:
        site.xml("/map.xml", urlset(site, *((n, "2025-07-01") for n in everything)))
        articles(site, *everything)
        place = {"kind": "sitemap", "url": "/map.xml"}
        paper = source("paper", site.url, discovery=[place])
        first = crawled(job(tmp_path, paper))
        site.forget()
        after = (AS_OF + timedelta(hours=2)).isoformat()
        days = {n: after if n in changed else "2025-07-01" for n in everything}
        site.xml("/map.xml", urlset(site, *days.items()))
        site.page(at(3), ARTICLE.format(title="đã sửa"))
        # The same morning: no day has come on which it would be looked at anyway.
        later = AS_OF + timedelta(hours=3)
        again = job(tmp_path, paper, run_key="run-2", as_of=later)
        second = crawled(again, remembering_visits(first))
        paths = [one.path for one in site.requests if one.path.startswith("/tin")]
    assert paths == [at(n) for n in asked]
    assert second.summary("paper").fetched == 0
    words = "changes of nearly all articles at once: the sitemap is not believed"
    assert second.summary("paper").skipped.get(words, 0) == (0 if asked else 12)


def test_an_older_page_that_fails_is_no_alarm(tmp_path: Path) -> None:
    with Site() as site:
        paper = source("paper", site.url, discovery=[three_pages(site, "?p={n}")])
        first = crawled(job(tmp_path, paper))
        site.add("/thoi-su/?p=3", Answer(b"", status=500))
        again = job(tmp_path, paper, run_key="run-2", as_of=AS_OF + DAY)
        summary = crawled(again, memory_of(first)).summary("paper")
    assert (summary.status, summary.message) == ("succeeded", None)
    assert summary.skipped["older page of a listing: answers 500"] == 1

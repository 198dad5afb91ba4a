"""A crawl of history: listings are read until the first day asked for is passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawlers.crawl.known import KnownKeys
from crawlers.spider.reach import Reach
from tests.crawlers.crawling import ARTICLE, Outcome, crawled, job, source
from tests.crawlers.site import Site

NEWEST = date(2025, 6, 30)
PER_PAGE = 4
PAGES = 12
DATED = '<meta property="article:published_time" content="{}T08:00:00+07:00">'
# The most read stand beside every page and are always new.
BESIDE = '<aside><a href="/tin-moi-a900.html">Tin mới</a><i>30/06/2025</i></aside>'


def day(number: int) -> date:
    """Article ``number`` was published so many days before the newest."""
    return NEWEST - timedelta(days=number - 1)


def newspaper(site: Site, *, prints_dates: bool) -> None:
    """Twelve pages of four articles, one a day; the last page repeats without end."""
    for page in range(1, PAGES + 3):
        first = (min(page, PAGES) - 1) * PER_PAGE + 1
        cards = "".join(
            f'<li><h3><a href="/tin-so-{n}-a{n}.html">Tin số {n}</a></h3>'
            + (f"<p>Thứ Hai, 08:00 {day(n):%d/%m/%Y}</p></li>" if prints_dates else "")
            for n in range(first, first + PER_PAGE)
        )
        path = "/thoi-su/" if page == 1 else f"/thoi-su/?p={page}"
        site.page(path, f"<ul>{cards}</ul>{BESIDE}")
    for n in [*range(1, PAGES * PER_PAGE + 1), 900]:
        html = ARTICLE.format(title=n).replace("<head>", "<head>" + DATED)
        site.page(f"/tin-so-{n}-a{n}.html", html.format(day(n) if n < 900 else NEWEST))
    site.page("/tin-moi-a900.html", ARTICLE.format(title=900))


def history(
    site: Site, folder: Path, since: date, until: date, known: Any = None, **more: Any
) -> Outcome:
    place = {"kind": "listing", "url": "/thoi-su/", "pages": 2}
    paper = source("paper", site.url, discovery=[place])
    work = job(
        folder,
        paper,
        since=datetime(since.year, since.month, since.day, tzinfo=UTC),
        until=datetime(until.year, until.month, until.day, 23, tzinfo=UTC),
        reaches_back=True,
        conditional=False,
    )
    return crawled(replace(work, **more), known)


def listing_pages(site: Site) -> int:
    return sum(asked.path.startswith("/thoi-su/") for asked in site.requests)


def test_dates_of_a_listing_choose_and_end_it(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site, prints_dates=True)
        # All of the first five pages is known: a daily crawl would stop at the first.
        known = KnownKeys(frozenset(f"paper:{n}" for n in range(1, 21)))
        got = history(site, tmp_path, day(30), day(15), known)
        assert got.keys("paper") == sorted(f"paper:{n}" for n in range(21, 31))
        # Page 8 still holds articles 29 and 30, page 9 none.
        assert listing_pages(site) == 9
        assert got.summary("paper").message is None


def test_articles_tell_how_far_an_undated_listing_has_come(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site, prints_dates=False)
        got = history(site, tmp_path, day(10), day(1))
        keys = {int(key.partition(":")[2]) for key in got.keys("paper")}
        assert set(range(1, 11)) <= keys
        # A page is looked at a little before the last articles of the one before.
        assert 3 <= listing_pages(site) <= 5


def test_a_listing_that_repeats_itself_ends(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site, prints_dates=True)
        history(site, tmp_path, date(2020, 1, 1), NEWEST)
        assert listing_pages(site) == PAGES + 1


def test_a_limit_that_is_hit_is_told(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site, prints_dates=True)
        since = date(2020, 1, 1)
        got = history(site, tmp_path, since, NEWEST, most_listing_pages=3)
        assert listing_pages(site) == 3
        message = got.summary("paper").message or ""
        assert "its 3 pages end before the first day asked for" in message


def test_months_are_asked_for_where_the_family_names_them(tmp_path: Path) -> None:
    listed = "<url><loc>{0}/t-post{1}.html</loc><lastmod>2025-12-24</lastmod></url>"
    with Site() as site:
        for month, number in ((4, 1), (5, 2), (6, 3)):
            body = f"<urlset>{listed.format(site.url, number)}</urlset>"
            site.page(f"/sitemaps/news-2025-{month}.xml", body)
            site.page(f"/t-post{number}.html", ARTICLE.format(title=number))
        site.page("/news.xml", f"<urlset>{listed.format(site.url, 4)}</urlset>")
        place = {"kind": "sitemap", "url": "/news.xml"}
        paper = source("paper", site.url, discovery=[place], family="epi")
        work = job(
            tmp_path,
            paper,
            since=datetime(2025, 3, 15, tzinfo=UTC),
            until=datetime(2025, 5, 20, tzinfo=UTC),
            reaches_back=True,
        )
        got = crawled(work)
    # All of them were changed by a new system in December.
    assert got.keys("paper") == ["paper:1", "paper:2"]
    # That March has no sitemap is no fault of the source.
    assert got.summary("paper").message is None


@pytest.mark.parametrize("reaches_back", [True, False])
def test_only_history_reaches_back(tmp_path: Path, reaches_back: bool) -> None:
    place = {"kind": "listing", "url": "/thoi-su/"}
    paper = source("paper", "http://127.0.0.1:1", discovery=[place])
    since = datetime(2025, 1, 1, tzinfo=UTC)
    work = job(tmp_path, paper, since=since, reaches_back=reaches_back)
    assert (Reach.of(work, paper) is not None) == reaches_back

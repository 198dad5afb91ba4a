"""Articles are looked at again after 1, 3 and 10 days, cheaply, for silent edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.archive import Archive
from crawlers.catalogue import Source, load_catalogue
from crawlers.crawl.known import KnownKeys, Visit
from crawlers.crawl.ledger import Ledger
from crawlers.spider.revisits import Revisits
from demo.newsroom import Newsroom
from processing.clean import NotAnArticle, extract
from tests.crawlers.crawling import (
    ARTICLE,
    AS_OF,
    Outcome,
    crawled,
    job,
    remembering_visits,
    source,
)
from tests.crawlers.site import Answer, Asked, Site, redirect

DAY = timedelta(days=1)
# Half past five in the morning in Viet Nam, as every nightly run.
FIRST = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "seen_at_age", "is_due"),
    [
        (0, 0, False),
        (1, 0, True),
        (1, 1, False),
        (2, 0, True),  # the run of day 1 failed
        (2, 1, False),
        (3, 1, True),
        (9, 3, False),
        (10, 3, True),
        (11, 10, False),
        (30, 3, True),
        (31, 3, False),  # too long ago
        (31, 0, False),
    ],
)
def test_when_an_article_is_due(age: int, seen_at_age: int, is_due: bool) -> None:
    # It was fetched late in a run that took two hours, and the next begins in time.
    first = FIRST + timedelta(hours=2)
    visit = Visit("paper", "paper:1", "http://x/", first, first + seen_at_age * DAY)
    assert visit.is_due(FIRST + age * DAY) is is_due


PATHS = {n: f"/tin-so-{n}-a{n}.html" for n in range(1, 10)}


def links(*numbers: int) -> str:
    return "".join(f'<a href="{PATHS[n]}">{n}</a>' for n in numbers)


def yesterday(site: Site) -> None:
    """A section with eight articles; some with validators, some without."""
    site.page("/thoi-su/", links(1, 2, 3, 4, 5, 6, 7, 8), etag='"section"')
    for n in range(1, 9):
        site.page(PATHS[n], ARTICLE.format(title=f"Tin {n}"))
    site.page(PATHS[1], ARTICLE.format(title="Tin 1"), etag='"one"')
    site.page(PATHS[2], ARTICLE.format(title="Tin 2"), etag='"two"')


def today(site: Site) -> None:
    """One is edited, one gone, one hidden, one forbidden, one moved, one failing."""
    site.page(PATHS[2], ARTICLE.format(title="Tin 2, đã sửa"), etag='"two again"')
    site.add(PATHS[4], Answer(b"gone", status=410))
    site.page(PATHS[5], "<script>document.cookie='D1N=1';location.reload()</script>")
    site.add("/robots.txt", Answer(f"User-agent: *\nDisallow: {PATHS[6]}\n".encode()))
    site.add(PATHS[7], redirect("/"))
    site.add(PATHS[8], Answer(b"oops", status=500))
    # A new article, found after the old ones were due.
    site.page("/thoi-su/", links(9, 1, 2, 3, 4, 5, 6, 7, 8))
    site.page(PATHS[9], ARTICLE.format(title="Tin 9"))


@dataclass(frozen=True)
class Mornings:
    """Two runs over a paper, a day apart."""

    first: Outcome
    second: Outcome
    asked: list[Asked]


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mornings]:
    folder = tmp_path_factory.mktemp("archive")
    with Site() as site:
        place = {"kind": "listing", "url": "/thoi-su/", "pages": 1}
        paper = source("paper", site.url, discovery=[place])
        yesterday(site)
        first = crawled(job(folder, paper))
        site.forget()
        today(site)
        again = job(folder, paper, run_key="run-2", as_of=AS_OF + DAY)
        second = crawled(again, remembering_visits(first))
        yield Mornings(first, second, list(site.requests))


def test_an_edited_article_is_in_the_archive_again(mornings: Mornings) -> None:
    (page,) = [
        page
        for page in mornings.second.pages("paper", "article")
        if page.article_key == "paper:2"
    ]
    assert page.status == 200
    assert "đã sửa" in mornings.second.body(page).decode()


def test_an_unchanged_one_costs_a_conditional_request(mornings: Mornings) -> None:
    pages = mornings.second.pages("paper", "article")
    assert [p.status for p in pages if p.article_key == "paper:1"] == [304]
    (asked,) = [asked for asked in mornings.asked if asked.path == PATHS[1]]
    assert asked.headers["If-None-Match"] == '"one"'


def test_what_came_of_them_is_told_in_words(mornings: Mornings) -> None:
    summary = mornings.second.summary("paper")
    counted = summary.skipped
    # By validators, and by its bytes where a server gives none.
    assert counted["article unchanged since it was last looked at"] == 2
    assert counted["article gone when looked at again"] == 1
    assert counted["article not allowed by robots.txt to be looked at again"] == 1
    assert counted["article leading elsewhere when looked at again"] == 1
    assert f"{PATHS[8]}: answers 500" in (summary.message or "")
    assert f"{PATHS[5]}: answers with an anti-robot page" in (summary.message or "")
    # A stub is not taken for an edit.
    stub = [p for p in mornings.second.manifests["paper"].pages if PATHS[5] in p.url]
    assert [(page.kind, page.article_key) for page in stub] == [("listing", None)]


def test_they_count_neither_as_new_nor_as_failed(mornings: Mornings) -> None:
    summary = mornings.second.summary("paper")
    assert (summary.status, summary.fetched, summary.failed) == ("succeeded", 1, 0)
    assert summary.known == 8


def test_each_is_asked_for_once_and_what_is_forbidden_never(mornings: Mornings) -> None:
    paths = [asked.path for asked in mornings.asked]
    assert paths.count("/robots.txt") == paths.count("/thoi-su/") == 1
    assert all(paths.count(PATHS[n]) == 1 for n in (1, 2, 3, 4, 5, 7, 9))
    assert paths.count(PATHS[6]) == 0


def old(n: int) -> Visit:
    """An article first fetched so many minutes before the run of the day before."""
    at = AS_OF - DAY - timedelta(minutes=n)
    return Visit("paper", f"paper:{n}", f"http://127.0.0.1:1/tin-a{n}.html", at, at)


@pytest.mark.parametrize(("limit", "asked"), [(0, []), (2, [1, 2]), (9, [1, 2, 3])])
def test_a_run_looks_at_so_many_the_newest_first(
    tmp_path: Path, limit: int, asked: list[int]
) -> None:
    place = {"kind": "listing", "url": "/"}
    paper = source("paper", "http://127.0.0.1:1", discovery=[place])
    work = job(tmp_path, paper, max_revisits=limit)
    ledger = Ledger(work, paper, Archive(str(tmp_path)))
    known = KnownKeys(visits=[old(3), old(1), old(2)])
    requests = list(Revisits(ledger, known).requests())
    assert [r.meta["item"] for r in requests] == [f"paper:{n}" for n in asked]
    left = {"article due to be looked at again, over the limit of a run": 1}
    assert ledger.skipped == (left if limit == 2 else {})


def test_the_edit_of_the_sample_newsroom_is_caught(tmp_path: Path) -> None:
    """First had on the 25th, edited on the 27th: seen on the third day after."""
    runs: list[Outcome] = []
    with Newsroom("2025-09-25") as newsroom:
        catalogue = load_catalogue(newsroom.write_catalogue(tmp_path / "sources"))
        paper = catalogue.get("bao-gia-lai")
        assert paper is not None
        for day in ("2025-09-25", "2025-09-28"):
            newsroom.day = day
            moment = datetime.fromisoformat(f"{day}T23:00:00+07:00")
            work = job(tmp_path / "archive", paper, run_key=day, as_of=moment)
            runs.append(crawled(work, remembering_visits(*runs)))
    first, second = runs
    again = set(first.keys(paper.id)) & set(second.keys(paper.id))
    assert len(again) == 1
    edited = again.pop()
    before, after = (text_of(run, paper, edited) for run in runs)
    assert before != after
    unchanged = [p for p in second.pages(paper.id, "article") if p.status == 304]
    assert len(unchanged) == len(first.keys(paper.id)) - 1


def text_of(run: Outcome, paper: Source, key: str) -> str:
    """The article of a run as cleaning reads it."""
    pages = run.pages(paper.id, "article")
    (page,) = [p for p in pages if p.article_key == key and p.status == 200]
    made = extract(run.body(page), page.url, source=paper)
    assert not isinstance(made, NotAnArticle)
    return made.text

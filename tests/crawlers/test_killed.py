"""A crawl killed at any moment, or out of time, loses nothing and repeats nothing."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from crawlers.archive.warc.response import read_record
from crawlers.spider.process import CrawlError, crawl
from crawlers.spider.settings import LOCAL_CONCURRENCY
from tests.crawlers.crawling import (
    ARTICLE,
    crawled,
    job,
    memory_of,
    outcome,
    source,
    started,
)
from tests.crawlers.site import Answer, Site

ARTICLES = 40
PER_PAGE = 10
# Requests that can be under way when the process is killed.
AT_ONCE = 2 * LOCAL_CONCURRENCY


def newspaper(site: Site, *, validators: bool = True) -> None:
    """Four listing pages of ten articles, each answer a little late."""
    for page in range(ARTICLES // PER_PAGE):
        numbers = range(page * PER_PAGE + 1, (page + 1) * PER_PAGE + 1)
        html = "".join(f'<a href="/tin-so-{n}-a{n}.html">{n}</a>' for n in numbers)
        path = "/thoi-su/" if page == 0 else f"/thoi-su/?p={page + 1}"
        etag = f'"{page}"' if validators else None
        site.page(path, html, etag=etag, delay=0.01)
    for n in range(1, ARTICLES + 1):
        path = f"/tin-so-{n}-a{n}.html"
        site.page(path, ARTICLE.format(title=n), delay=0.01)


def paper(site: Site, **fields: object):  # type: ignore[no-untyped-def]
    place = {"kind": "listing", "url": "/thoi-su/", "pages": 9}
    return source("paper", site.url, discovery=[place], **fields)


ALL = sorted(f"paper:{n}" for n in range(1, ARTICLES + 1))


def moments() -> list[tuple[int, float]]:
    """When to kill: after so many requests, and so many seconds more.

    Some of them in every test run; with KILL_MOMENTS=50 in the environment, fifty.
    """
    dice = random.Random(20250701)
    number = int(os.environ.get("KILL_MOMENTS", "4"))
    return [
        (dice.randrange(ARTICLES + 5), dice.uniform(0, 0.03)) for _ in range(number)
    ]


@pytest.mark.parametrize(("requests_before", "seconds"), moments())
def test_killed_at_any_moment(
    tmp_path: Path, requests_before: int, seconds: float
) -> None:
    """It ends as an undisturbed crawl does; what is in the archive is not fetched."""
    with Site() as site:
        newspaper(site, validators=False)
        work = job(tmp_path, paper(site))
        process = started(work)
        deadline = time.monotonic() + 60
        while len(site.requests) < requests_before and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(seconds)
        process.kill()
        process.join()

        prefix = outcome(work)
        for page in prefix.manifests["paper"].pages:
            record = read_record(str(tmp_path), page.warc_path, page.warc_offset)
            assert (record.url, record.digest) == (page.url, page.digest)
        had = {f"/tin-so-{n}-a{n}.html" for n in numbers(prefix.keys("paper"))}

        # Whoever starts it again has loaded the prefix: all of it is known.
        again = crawled(work, memory_of(prefix))
        asked = Counter(a.path for a in site.requests if a.path.startswith("/tin"))

    assert again.keys("paper") == ALL
    assert again.summary("paper").status == "succeeded"
    assert again.summary("paper").fetched == ARTICLES
    twice = {path for path, times in asked.items() if times > 1}
    assert not twice & had
    assert len(twice) <= AT_ONCE
    assert max(asked.values()) <= 2


def numbers(keys: list[str]) -> list[int]:
    return [int(key.partition(":")[2]) for key in keys]


def test_what_failed_on_an_older_page_is_tried_again(tmp_path: Path) -> None:
    """The first page is all known the next night: it must not hide the second."""
    with Site() as site:
        newspaper(site)
        good = dict(site.answers)
        for n in range(PER_PAGE + 1, PER_PAGE + 4):
            site.add(f"/tin-so-{n}-a{n}.html", Answer(status=500))
        first = crawled(job(tmp_path, paper(site)))
        assert first.summary("paper").failed == 3
        site.answers.update(good)
        again = job(tmp_path, paper(site), run_key="run-2")
        second = crawled(again, memory_of(first))
    assert second.keys("paper") == [f"paper:{n}" for n in (11, 12, 13)]


def test_a_torn_last_line_is_left_out_and_mended(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site)
        work = job(tmp_path, paper(site), max_articles=5)
        crawled(work)
        manifest = tmp_path / "manifests" / "run-1" / "paper.jsonl"
        lines = manifest.read_bytes().splitlines(keepends=True)
        # As if killed while writing the line of the last article.
        manifest.write_bytes(b"".join(lines[:-2]) + lines[-2][:40])
        assert outcome(work).manifests["paper"].summary is None
        again = crawled(work)
    assert again.summary("paper").fetched >= 5
    assert len(set(again.keys("paper"))) == len(again.keys("paper"))


def test_at_the_time_limit_what_was_got_is_kept(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site)
        slow = paper(site, delay_seconds=0.15)
        begin = time.monotonic()
        first = crawled(job(tmp_path, slow, time_limit_seconds=2))
        assert time.monotonic() - begin < 15
        summary = first.summary("paper")
        assert summary.status == "interrupted"
        assert "time limit of 2 seconds" in (summary.message or "")
        assert 2 <= summary.fetched < ARTICLES
        # The next night goes on where this one ended.
        second = crawled(job(tmp_path, paper(site), run_key="run-2"), memory_of(first))
    assert sorted(first.keys("paper") + second.keys("paper")) == ALL


def test_the_time_limit_ends_a_pause_too(tmp_path: Path) -> None:
    with Site() as site:
        site.add("/thoi-su/", Answer(status=429, headers={"Retry-After": "90"}))
        begin = time.monotonic()
        found = crawled(job(tmp_path, paper(site), time_limit_seconds=1))
        assert time.monotonic() - begin < 15
    assert found.summary("paper").status in ("interrupted", "failed")
    assert found.keys("paper") == []


def test_an_archive_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Site() as site:
        newspaper(site)
        with pytest.raises(CrawlError, match="cannot be written"):
            crawl(job(tmp_path / "file" / "archive", paper(site)))
        assert site.requests == []


def test_requests_keep_their_distance(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site)
        work = job(tmp_path, paper(site, delay_seconds=0.3), max_articles=2)
        crawled(work)
        times = [asked.at for asked in site.requests]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    # Seen by the clock of a server that may notice one late: what that takes from the
    # gap behind it, it adds to the one before. The very first has none before.
    assert min(gaps) > 0.3 / 2
    assert all(one + next_ > 0.6 * 0.9 for one, next_ in pairwise(gaps[1:]))

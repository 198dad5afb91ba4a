"""A run that is killed in the middle: the next one carries on from it."""

from __future__ import annotations

import signal
import time
from collections import Counter

import psutil
import pytest
from sqlalchemy import text

from tests.dangbo.paper import Newsroom, address, source, until

pytestmark = pytest.mark.slow

DAY_1 = "2023-07-11T05:30"
DAY_2 = "2023-07-13T05:30"
DAY_3 = "2023-07-13T06:30"
ARTICLES = range(1, 41)
THE_RESOLUTION = 40
# Requests under way when a crawl is stopped.
AT_ONCE = 16
WAITING = """
SELECT 1 FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
  AND wait_event = 'relation'
"""


@pytest.fixture
def newspaper(newsroom: Newsroom) -> Newsroom:
    """A paper known since yesterday that has brought forty articles today."""
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1], "2023-07-10")
    assert newsroom.run(DAY_1).returncode == 0
    newsroom.prints("/", ARTICLES, "2023-07-12")
    newsroom.prints_the_resolution(THE_RESOLUTION)
    newsroom.site.forget()
    return newsroom


def articles_asked(newsroom: Newsroom) -> Counter[str]:
    """How often each article was asked for."""
    asked = list(newsroom.site.requests)
    return Counter(request.path for request in asked if "-a" in request.path)


def quiet(newsroom: Newsroom) -> None:
    """Wait until the orphaned crawl has stopped asking."""
    until(lambda: time.monotonic() - newsroom.site.requests[-1].at > 2.5)


def all_is_there_once_and_told_once(newsroom: Newsroom) -> None:
    """Every article has one row, the resolution one event and one mail."""
    urls = [row["url"] for row in newsroom.rows("SELECT url FROM core.article")]
    assert sorted(urls) == sorted(newsroom.site.url + address(n) for n in ARTICLES)
    versions = newsroom.rows("SELECT article_id FROM core.article_version")
    assert len(versions) == len(ARTICLES)
    events = newsroom.rows("SELECT * FROM core.event WHERE kind = 'resolution'")
    assert [event["fields"]["number"] for event in events] == ["14-NQ/TU"]
    [mail] = newsroom.mailbox.messages()
    assert "14-NQ/TU" in mail.text
    runs = newsroom.rows("SELECT status FROM core.run ORDER BY id")
    assert [run["status"] for run in runs] == ["succeeded", "running", "succeeded"]


def test_killed_while_crawling(newspaper: Newsroom) -> None:
    for n in ARTICLES:  # slow enough that most are still to come
        answer = newspaper.site.answers[address(n)]
        newspaper.site.page(address(n), answer.body.decode(), delay=1.0)  # type: ignore[union-attr]
    process = newspaper.start(DAY_2)
    until(lambda: articles_asked(newspaper).total() >= 12)
    process.send_signal(signal.SIGKILL)
    process.wait()
    quiet(newspaper)
    before = articles_asked(newspaper)
    assert before.total() < len(ARTICLES) - 1, "it was killed too late"

    done = newspaper.run(DAY_3)

    assert done.returncode == 0, done.stderr
    all_is_there_once_and_told_once(newspaper)
    asked = articles_asked(newspaper)
    # What the killed run had got was not fetched again.
    assert sum(times > 1 for times in asked.values()) <= AT_ONCE
    assert asked.total() - len(asked) < before.total()


def test_killed_while_cleaning(newspaper: Newsroom) -> None:
    with newspaper.engine.connect() as connection:
        # Cleaning cannot go on from where it writes its first text.
        connection.execute(text("LOCK TABLE core.article_version IN SHARE MODE"))
        process = newspaper.start(DAY_2)
        until(lambda: newspaper.rows(WAITING) != [])
        begun = psutil.Process(process.pid).children(recursive=True)
        assert begun
        process.send_signal(signal.SIGKILL)
        process.wait()
        connection.rollback()
    until(lambda: not any(map(psutil.Process.is_running, begun)))
    unread = "SELECT * FROM core.page WHERE kind = 'article' AND clean_outcome IS NULL"
    assert len(newspaper.rows(unread)) >= len(ARTICLES) - 1
    before = articles_asked(newspaper)

    done = newspaper.run(DAY_3)

    assert done.returncode == 0, done.stderr
    assert "0 new article pages, 40 known" in done.stdout
    assert articles_asked(newspaper) == before
    all_is_there_once_and_told_once(newspaper)

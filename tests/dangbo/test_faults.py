"""Sources, servers and databases that fail: told clearly, and the rest goes on."""

from __future__ import annotations

import random
import resource
import socket

import pytest
from sqlalchemy import create_engine, text

from tests.crawlers.site import Answer, Asked
from tests.dangbo.paper import (
    OPERATOR,
    Newsroom,
    address,
    listing,
    ordinary,
    source,
)

DAY_1 = "2023-07-11T05:30"
DAY_2 = "2023-07-13T05:30"
DAY_3 = "2023-07-14T05:30"
DAY_4 = "2023-07-15T05:30"
DAY_5 = "2023-07-16T05:30"
HUGE = b"<html><body>" + b"<p>rau</p>" * 5_000_000


def closed_port() -> int:
    """A port at which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_each_faulty_source_is_told_and_none_stops_the_good_one(
    newsroom: Newsroom,
) -> None:
    site = newsroom.site
    here, silent = site.url, f"http://127.0.0.1:{closed_port()}"
    newsroom.prints("/good/", [1], "2023-07-10")
    site.add("/broken.rss", Answer(b"down", status=500))
    site.page("/html.rss", "<html><body><p>Trang chủ</p></body></html>")
    for number, place in enumerate(("/huge/", "/blank/", "/undated/"), start=7):
        site.page(place, listing([address(number)]))
    html = {"Content-Type": "text/html"}
    site.add(address(7), Answer(HUGE, headers=html))
    site.add(address(8), Answer(b"", headers=html))
    # Long enough to be an article without the help of a date.
    site.page(address(9), ordinary(9, None, 4))
    newsroom.watches(
        source("good", here, "/good/"),
        source("gone", here, "/gone.rss", "feed"),
        source("broken", here, "/broken.rss", "feed"),
        source("html", here, "/html.rss", "feed"),
        source("silent", silent, "/a/"),
        source("huge", here, "/huge/"),
        source("blank", here, "/blank/"),
        source("undated", here, "/undated/"),
    )

    done = newsroom.run(DAY_1, DANGBO_MIN_GOOD_SOURCES="0.2")

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    told = {
        row["source_id"]: (row["status"], row["message"] or "")
        for row in newsroom.rows("SELECT * FROM core.source_run")
    }
    expected = {
        "gone": ("failed", f"{here}/gone.rss", "404"),
        "broken": ("failed", f"{here}/broken.rss", "500"),
        "html": ("failed", f"{here}/html.rss", "HTML"),
        "silent": ("failed", f"{silent}/a/", "refused"),
        "huge": ("failed", f"{here}{address(7)}", "larger than"),
        "blank": ("succeeded", f"{here}{address(8)}", "empty"),
    }
    printed = done.stdout.splitlines()
    for name, (status, where, reason) in expected.items():
        assert told[name][0] == status, told[name]
        assert where in told[name][1], told[name]
        assert reason in told[name][1], told[name]
        assert any(f"{name}: " in line and where in line for line in printed), name
    assert told["good"] == ("succeeded", "")
    articles = newsroom.rows("SELECT * FROM core.article ORDER BY source_id")
    assert [row["source_id"] for row in articles] == ["good", "undated"]
    [run] = newsroom.rows("SELECT * FROM core.run")
    assert run["status"] == "succeeded"
    [mail] = newsroom.mailbox.messages()
    assert mail.to == (OPERATOR,)
    assert mail.subject == "Dangbo: 6 sources: 5 failing, 1 degraded"
    for name in expected.keys() - {"blank"}:
        assert f"{name} [{name}]: new → failing since 2023-07-11: " in mail.text, name
    assert "blank [blank]: new → degraded since 2023-07-11: " in mail.text


def test_files_of_the_folder_it_runs_in_are_no_modules(newsroom: Newsroom) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1], "2023-07-10")
    (newsroom.folder / "h2.py").write_text("raise SystemExit('a note of somebody')")
    process = newsroom.start(DAY_1)
    said, complained = process.communicate(timeout=120)
    assert process.returncode == 0, complained
    assert "1 new article pages" in said


def test_nothing_is_compared_when_all_sources_fail(newsroom: Newsroom) -> None:
    here = newsroom.site.url
    newsroom.watches(
        source("gone", here, "/gone/"), source("lost", here, "/lost.rss", "feed")
    )
    done = newsroom.run(DAY_1)
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("dangbo: only 0 of 2 sources did well")
    assert f"{here}/gone/" in line
    assert f"{here}/lost.rss" in line
    assert "compared:" not in done.stdout
    [run] = newsroom.rows("SELECT * FROM core.run")
    assert run["status"] == "failed"
    assert "0 of 2 sources" in run["message"]
    [mail] = newsroom.mailbox.messages()
    assert mail.to == (OPERATOR,)
    assert f"{here}/lost.rss" in mail.text


def test_pages_that_hold_no_article_any_more_are_a_fault_of_the_source(
    newsroom: Newsroom,
) -> None:
    numbers = range(1, 6)
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", numbers, "2023-07-10")
    for n in numbers:
        newsroom.site.page(address(n), listing([address(m) for m in numbers]) * 20)
    done = newsroom.run(DAY_1)
    assert done.returncode == 1
    assert (
        "paper: degraded: none of its 5 article pages holds an article" in done.stderr
    )


def test_an_empty_catalogue_is_told(newsroom: Newsroom) -> None:
    newsroom.watches()
    done = newsroom.run(DAY_1)
    assert done.returncode == 1
    assert "no source" in done.stderr
    assert "is enabled" in done.stderr


@pytest.fixture
def with_news(newsroom: Newsroom) -> Newsroom:
    """A paper known since yesterday, which has a resolution to tell today."""
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1], "2023-07-10")
    assert newsroom.run(DAY_1).returncode == 0
    newsroom.prints("/", [1, 2, 3], "2023-07-12")
    newsroom.prints_the_resolution(3)
    return newsroom


def test_mail_waits_for_its_server_and_is_sent_once(with_news: Newsroom) -> None:
    down = f"smtp://127.0.0.1:{closed_port()}"
    done = with_news.run(DAY_2, SMTP_URL=down)
    assert done.returncode == 1
    assert "1 alerts could not be mailed yet" in done.stderr
    assert down.removeprefix("smtp://") in done.stderr
    assert outcome(with_news)[0] == "failed"
    assert "could not be mailed" in outcome(with_news)[1]
    assert alerts(with_news) == ["pending"]

    # Without any server that is how it was wanted: a note, not a failure.
    done = with_news.run(DAY_3, SMTP_URL="")
    assert done.returncode == 0
    assert "SMTP_URL is not set; the mails wait" in done.stdout
    assert outcome(with_news)[0] == "succeeded"
    assert "SMTP_URL is not set" in outcome(with_news)[1]
    assert alerts(with_news) == ["pending"]

    assert with_news.run(DAY_4).returncode == 0
    assert with_news.run(DAY_5).returncode == 0
    assert outcome(with_news) == ("succeeded", "")
    assert alerts(with_news) == ["sent"]
    [mail] = with_news.mailbox.messages()
    assert "14-NQ/TU" in mail.text


def outcome(newsroom: Newsroom) -> tuple[str, str]:
    """Status of the newest run, and what is to be known of it."""
    run = newsroom.rows("SELECT * FROM core.run ORDER BY id")[-1]
    return run["status"], run["message"] or ""


def alerts(newsroom: Newsroom) -> list[str]:
    """The state of every alert."""
    return [row["status"] for row in newsroom.rows("SELECT * FROM core.alert")]


def test_a_database_that_is_away_is_one_line_without_password(
    newsroom: Newsroom,
) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    port = closed_port()
    url = f"postgresql://dangbo:verysecret@127.0.0.1:{port}/dangbo"
    done = newsroom.run(DAY_1, DATABASE_URL=url)
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert "127.0.0.1" in line
    assert str(port) in line
    assert "verysecret" not in done.stdout + done.stderr
    assert newsroom.site.requests == []
    # Nobody looks at what cron starts.
    [mail] = newsroom.mailbox.messages()
    assert (mail.to, mail.subject) == ((OPERATOR,), "Dangbo: run.begin failed")
    assert str(port) in mail.text
    assert "verysecret" not in mail.text


def test_a_disk_that_is_full_is_told_and_no_source_is_blamed(
    newsroom: Newsroom,
) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1], "2023-07-10")
    noise = random.Random(1).randbytes(100_000).hex()
    page = f"{ordinary(1, '2023-07-10')}<!-- {noise} -->"
    newsroom.site.page(address(1), page)
    process = newsroom.start(DAY_1)
    # No file of it, and of what it starts, may grow larger.
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (30_000, 30_000))
    _, complained = process.communicate(timeout=60)
    assert process.returncode == 1
    [line] = complained.strip().splitlines()
    assert f"the archive {newsroom.folder}/data/archive cannot be written: " in line
    assert "File too large" in line
    [mail] = newsroom.mailbox.messages()
    assert "File too large" in mail.text
    states = "SELECT state FROM core.source_state WHERE state <> 'new'"
    assert newsroom.rows(states) == []

    assert newsroom.run(DAY_2).returncode == 0
    assert len(newsroom.rows("SELECT * FROM core.article")) == 1
    assert newsroom.rows(f"{states} ORDER BY id")[-1] == {"state": "healthy"}


def allow_connections(newsroom: Newsroom, value: str) -> None:
    """Let clients into the database, or end those that are in and let in no more."""
    url = newsroom.engine.url
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        alter = f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS {value}"
        connection.execute(text(alter))
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
        connection.execute(text(f"{end} :name"), {"name": url.database})
    engine.dispose()


def test_a_database_that_goes_away_in_the_middle_is_told_and_made_good(
    newsroom: Newsroom,
) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    newsroom.prints("/", [1], "2023-07-10")
    page = Answer(
        ordinary(1, "2023-07-10").encode(), headers={"Content-Type": "text/html"}
    )

    def answer(_: Asked) -> Answer:
        allow_connections(newsroom, "false")
        return page

    newsroom.site.add(address(1), answer)
    done = newsroom.run(DAY_1)
    allow_connections(newsroom, "true")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "failed in the middle of it" in done.stderr
    [mail] = newsroom.mailbox.messages()
    assert mail.subject == "Dangbo: run.crawl failed"

    newsroom.site.add(address(1), page)
    assert newsroom.run(DAY_2).returncode == 0
    assert len(newsroom.rows("SELECT * FROM core.article")) == 1

"""A week of four papers: one is degraded, one fails and returns, one moves away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from dangbo.chain import open_chain
from dangbo.cli.main import cli
from dangbo.plan import Plan
from dangbo.telling import tell_changes
from processing.health import book
from processing.health.step import judge_crawls, resting
from processing.model import HANOI
from processing.observe.step import observe
from processing.settings import Settings, load_settings
from processing.states import State
from processing.store import tables
from processing.store.bulk import upsert
from tests.crawlers.site import redirect
from tests.dangbo.paper import OPERATOR, Newsroom, address, listing, ordinary, source

ELSEWHERE = "http://127.0.0.1:9/"
LEAST_GOOD = "0.2"


def morning(day: int) -> str:
    return f"2023-07-{day}T05:30"


def at(day: int) -> datetime:
    return datetime(2023, 7, day, 5, 30, tzinfo=HANOI)


@pytest.fixture
def settings(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The settings of the newsroom, for commands in this process."""
    url = newsroom.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DANGBO_DATA", str(newsroom.folder / "data"))
    monkeypatch.setenv("DANGBO_SOURCES", str(newsroom.folder / "sources"))
    monkeypatch.setenv("DANGBO_OPERATOR", OPERATOR)
    monkeypatch.setenv("SMTP_URL", newsroom.mailbox.url)
    yield load_settings()


def health(newsroom: Newsroom) -> dict[str, str]:
    rows = newsroom.rows("SELECT source_id, health FROM dashboard.source_health")
    return {row["source_id"]: row["health"] for row in rows}


def run(newsroom: Newsroom, day: int) -> None:
    newsroom.site.forget()
    done = newsroom.run(morning(day), DANGBO_MIN_GOOD_SOURCES=LEAST_GOOD)
    assert done.returncode == 0, done.stderr


def states_told(newsroom: Newsroom) -> list[str]:
    """The texts of the mails on changes of state."""
    mails = newsroom.mailbox.messages()
    return [mail.text for mail in mails if "told again while it" in mail.text]


def test_a_week_of_four_papers(newsroom: Newsroom, settings: Settings) -> None:
    site, here = newsroom.site, newsroom.site.url
    names = ("paper", "steady", "gone", "mover")
    newsroom.watches(*(source(name, here, f"/{name}/") for name in names))
    for number, name in enumerate(names[1:], start=31):
        newsroom.prints(f"/{name}/", [number], "2023-07-10")
    newsroom.prints("/paper/", range(1, 6), "2023-07-10")
    run(newsroom, 11)
    assert set(health(newsroom).values()) == {"healthy"}
    assert newsroom.mailbox.messages() == []

    gone = site.answers.pop("/gone/")
    for day, last in ((12, 10), (13, 14)):
        newsroom.prints("/paper/", range(1, last), f"2023-07-{day - 1}")
        run(newsroom, day)
    assert health(newsroom)["gone"] == "failing"
    # Told on the first day, not on the second.
    [told] = states_told(newsroom)
    assert "gone [gone]: healthy → failing since 2023-07-12: nothing could" in told
    assert "404 (next try 2023-07-13)" in told

    # Overnight the paper loses its dates, and another leads to another host.
    numbers = [*range(14, 17), 20]
    site.page("/paper/", listing([address(n) for n in range(1, 21)]))
    for n in numbers:
        site.page(address(n), ordinary(n, None, 3))
    newsroom.prints_the_resolution(20)
    site.add("/mover/", redirect(ELSEWHERE))
    run(newsroom, 14)
    assert site.seen("/gone/") == 0  # it rests until the 15th
    assert health(newsroom) == {
        "paper": "degraded",
        "steady": "healthy",
        "gone": "failing",
        "mover": "moved",
    }
    told = states_told(newsroom)[-1]
    overnight = "since 2023-07-14: "
    assert f"[paper]: healthy → degraded {overnight}1 of 4 articles have a" in told
    assert f"[mover]: healthy → moved {overnight}leads to 127.0.0.1:9" in told
    assert "gone" not in told
    # What a degraded paper says is no event.
    assert newsroom.rows("SELECT * FROM core.event") == []
    the_commands_say_so(newsroom)
    those_that_rest_are_tried_when_asked_for(settings)

    site.answers["/gone/"] = gone
    newsroom.prints("/paper/", [*range(1, 14), 18, 19, 20], "2023-07-13")
    newsroom.prints_the_resolution(20)
    run(newsroom, 15)
    assert health(newsroom)["paper"] == health(newsroom)["gone"] == "healthy"
    told = states_told(newsroom)[-1]
    assert "degraded → healthy since 2023-07-15" in told
    assert "failing → healthy since 2023-07-15" in told
    assert len(states_told(newsroom)) == 3
    # Nothing was lost: the news of the day before is told now.
    [event] = newsroom.rows("SELECT * FROM core.event WHERE is_news")
    assert event["fields"]["number"] == "14-NQ/TU"
    since = newsroom.rows(
        "SELECT state, since FROM core.source_state WHERE source_id = 'paper'"
        " ORDER BY id"
    )
    assert [(row["state"], row["since"]) for row in since] == [
        ("new", at(11)),
        ("healthy", at(11)),
        ("degraded", at(14)),
        ("healthy", at(15)),
    ]


def the_commands_say_so(newsroom: Newsroom) -> None:
    done = CliRunner().invoke(cli, ["sources", "health", "--json", "--check"])
    assert done.exit_code == 1
    rows = {row["source_id"]: row for row in json.loads(done.output)}
    assert rows["paper"]["health_words"].startswith("1 of 4 articles have a date")
    assert rows["paper"]["last_date_share"] == 0.25
    assert rows["paper"]["is_held"]
    assert rows["gone"]["next_try_on"] == "2023-07-15"
    shown = CliRunner().invoke(cli, ["sources", "health"])
    assert shown.exit_code == 0
    assert "next run" in shown.output
    assert "2023-07-15" in shown.output


def those_that_rest_are_tried_when_asked_for(settings: Settings) -> None:
    plan = Plan("manual.look", "manual", at(14))
    with open_chain(settings, plan) as link:
        assert ["gone"] not in link.batches()
        assert "gone" not in link.batches()[0]
        assert link.batches(["gone"]) == [["gone"]]
        link.finish()


DAY = datetime(2023, 7, 11, 5, 30, tzinfo=HANOI)


def crawled(
    engine: Engine, chronicle: Any, day: int, source_id: str = "paper", **how: object
) -> int:
    """One crawl of a source on that day, good unless said otherwise."""
    with engine.begin() as connection:
        as_of = DAY + timedelta(days=day)
        number = chronicle(connection).run(f"daily-{day}-{source_id}", as_of)
        row = {
            "run_id": number,
            "source_id": source_id,
            "status": "succeeded",
            "discovered": 40,
            "finished_at": as_of,
        }
        upsert(connection, tables.source_run, [row | how], key=["run_id", "source_id"])
    return int(number)


def judge(engine: Engine, catalogue: Any, least_good: float = 0.0) -> None:
    judge_crawls(engine, catalogue, least_good=least_good)


@pytest.fixture
def watched(newsroom: Newsroom, settings: Settings, chronicle: Any) -> Any:
    """A catalogue of one paper, which was well for five days."""
    newsroom.watches(source("paper", newsroom.site.url, "/"))
    with open_chain(settings, Plan("daily-0", "daily", DAY)) as link:
        catalogue = link.catalogue
    for day in range(5):
        crawled(newsroom.engine, chronicle, day)
    judge(newsroom.engine, catalogue)
    return catalogue


def test_each_change_is_told_once_also_when_the_mail_must_wait(
    newsroom: Newsroom, settings: Settings, watched: Any, chronicle: Any
) -> None:
    engine = newsroom.engine
    crawled(engine, chronicle, 6, status="failed", discovered=0, message="503")
    judge(engine, watched)
    down = settings.model_copy(update={"smtp_url": None})
    assert tell_changes(down, engine, DAY) is None
    assert newsroom.mailbox.messages() == []
    assert tell_changes(settings, engine, DAY)
    assert tell_changes(settings, engine, DAY) is None
    # Another bad day is no change, nor is a judgement repeated.
    crawled(engine, chronicle, 7, status="failed", discovered=0, message="503")
    judge(engine, watched)
    judge(engine, watched)
    assert tell_changes(settings, engine, DAY) is None
    # Well and bad again before anybody was told: nothing new to tell.
    crawled(engine, chronicle, 8)
    crawled(engine, chronicle, 9, status="failed", discovered=0, message="503")
    judge(engine, watched)
    assert tell_changes(settings, engine, DAY) is None
    [mail] = newsroom.mailbox.messages()
    assert mail.subject == "Dangbo: paper failing"
    assert "\n\n\n" not in mail.text
    crawled(engine, chronicle, 10)
    judge(engine, watched)
    assert tell_changes(settings, engine, DAY)
    assert newsroom.mailbox.messages()[-1].subject == "Dangbo: paper healthy again"


def test_nobody_is_slowed_when_all_fail_and_a_recovery_restores_at_once(
    newsroom: Newsroom, watched: Any, chronicle: Any
) -> None:
    engine = newsroom.engine

    def is_resting(day: int) -> bool:
        with engine.connect() as connection:
            return "paper" in resting(connection, (DAY + timedelta(days=day)).date())

    fails = {"status": "failed", "discovered": 0}
    crawled(engine, chronicle, 6, **fails)
    judge(engine, watched, least_good=0.5)
    assert not is_resting(6)  # the whole run failed: the fault is ours
    for day, waits in ((7, 2), (9, 4), (13, 7), (20, 7)):
        crawled(engine, chronicle, day, **fails)
        judge(engine, watched)
        assert is_resting(day + waits - 1)
        assert not is_resting(day + waits)
    crawled(engine, chronicle, 27)
    judge(engine, watched)
    assert not is_resting(28)


def test_a_person_may_say_that_a_source_is_well_as_it_is(
    newsroom: Newsroom, settings: Settings, watched: Any, chronicle: Any
) -> None:
    engine = newsroom.engine
    crawled(engine, chronicle, 6, discovered=6)
    judge(engine, watched)
    assert health(newsroom)["paper"] == "degraded"
    crawled(engine, chronicle, 7, discovered=6)
    judge(engine, watched)
    assert len(newsroom.rows("SELECT 1 FROM core.source_run WHERE is_held")) == 2
    done = CliRunner().invoke(cli, ["sources", "accept", "paper"])
    assert done.exit_code == 0, done.output
    assert newsroom.rows("SELECT 1 FROM core.source_run WHERE is_held") == []
    crawled(engine, chronicle, 8, discovered=6)
    judge(engine, watched)
    assert health(newsroom)["paper"] == "healthy"
    wrong = CliRunner().invoke(cli, ["sources", "accept", "nobody"])
    assert wrong.exit_code == 1


def test_a_source_that_is_switched_off_or_ended_is_retired(
    newsroom: Newsroom, settings: Settings, watched: Any
) -> None:
    paper = source("paper", newsroom.site.url, "/")
    ended = paper | {
        "id": "ended",
        "home": [{"province": "ben-tre", "until": date(2023, 6, 30)}],
    }
    newsroom.watches(paper | {"enabled": False}, ended)
    with open_chain(settings, Plan("daily-9", "daily", DAY + timedelta(days=9))):
        assert health(newsroom) == {"paper": "retired", "ended": "retired"}
    newsroom.watches(paper)
    with open_chain(settings, Plan("daily-10", "daily", DAY + timedelta(days=10))):
        assert health(newsroom)["paper"] == "new"
    with newsroom.engine.connect() as connection:
        told = {change.source_id: change for change in book.untold(connection)}
    assert not told["ended"].is_worth_telling
    assert told["paper"].state is State.NEW


def test_what_a_degraded_source_says_is_not_the_end_of_what_it_said_before(
    newsroom: Newsroom, chronicle: Any
) -> None:
    """A page that was fetched again and is held keeps what its article said."""
    engine = newsroom.engine
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper")
        first = write.run("daily-1")
        write.observation(first, "Đồng chí Lê Văn Trước, Bí thư Tỉnh ủy, chủ trì.")
        again = write.run("daily-2", DAY)
        connection.execute(
            text(
                "INSERT INTO core.page (run_id, source_id, url, kind, status,"
                " fetched_at, digest, warc_path, warc_offset) SELECT :run, source_id,"
                " url, kind, status, :at, '1', 'b', 0 FROM core.page"
            ),
            {"run": again, "at": DAY},
        )
        connection.execute(
            text(
                "INSERT INTO core.article_version (article_id, number, page_id, title,"
                " text, text_hash, extractor, fetched_at) SELECT a.id, 2, max(p.id),"
                " 'Menu', 'Trang chủ', '9', 'test', :at FROM core.article a,"
                " core.page p GROUP BY a.id"
            ),
            {"at": DAY},
        )
        row = {"run_id": again, "source_id": "paper", "status": "succeeded"}
        upsert(
            connection,
            tables.source_run,
            [row | {"is_held": True}],
            key=["run_id", "source_id"],
        )
    stands = "SELECT quote FROM core.observation WHERE superseded_at IS NULL"
    # The test's own reading is replaced by today's, of the text before.
    observe(engine, workers=1)
    assert ["Lê Văn Trước" in row["quote"] for row in newsroom.rows(stands)] == [True]
    with engine.begin() as connection:
        connection.execute(text("UPDATE core.source_run SET is_held = false"))
    observe(engine, workers=1)
    assert newsroom.rows(stands) == []


def test_a_copy_in_a_good_paper_speaks_while_the_first_one_is_held(
    newsroom: Newsroom, chronicle: Any
) -> None:
    engine = newsroom.engine
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper")
        held, good = write.run("daily-1"), write.run("daily-2")
        for run in (held, good):
            write.observation(run, "Đồng chí Lê Văn Trước, Bí thư Tỉnh ủy, chủ trì.")
        connection.execute(
            text(
                "UPDATE core.article a SET duplicate_of_id = f.id FROM"
                " (SELECT min(id) AS id FROM core.article) f WHERE a.id <> f.id"
            )
        )
        row = {"run_id": held, "source_id": "paper", "status": "succeeded"}
        key = ["run_id", "source_id"]
        upsert(connection, tables.source_run, [row | {"is_held": True}], key=key)
    observe(engine, workers=1)
    read = "SELECT page_id FROM core.article_version WHERE read_by IS NOT NULL"
    assert len(newsroom.rows(read)) == 1
    [seen] = newsroom.rows(
        "SELECT p.run_id FROM core.observation o"
        " JOIN core.article_version v ON v.id = o.article_version_id"
        " JOIN core.page p ON p.id = v.page_id"
        " WHERE o.superseded_at IS NULL AND o.reader <> 'test'"
    )
    assert seen["run_id"] == good

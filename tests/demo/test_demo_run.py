"""`dangbo demo`: the newsroom tells what expected.yaml says, by the DAG as without."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from demo.expected import Day, Event, load_expected
from demo.mailbox import Mail, read_mail
from processing.settings import Settings
from processing.store.database import close_store, open_store
from processing.text import fold

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.airflow, pytest.mark.slow]

# What identifies an event, as expected.yaml and core.event.fields both name it.
IDENTITY = ("phase", "position", "direction", "number", "issuer", "status")
EVENTS = """
SELECT e.*, r.as_of::date AS flagged_on FROM core.event e
JOIN core.run r ON r.id = e.first_run_id WHERE e.status <> 'retracted'
"""


STATES = "not told again while it lasts"


@dataclass(frozen=True)
class Demo:
    """What a whole demo left behind."""

    printed: str
    engine: Engine
    mails: list[Mail]

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query."""
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """All days of the newsroom, lived through without Airflow."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    printed = shown(folder, "--without-airflow")
    mails = [read_mail(file) for file in sorted((folder / "mails").glob("*.eml"))]
    with _store(folder / "data") as engine:
        yield Demo(printed, engine, mails)


def shown(folder: Path, *options: str) -> str:
    """What the command prints."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DANGBO_")}
    command = [sys.executable, "-m", "dangbo.cli.main", "demo"]
    done = subprocess.run(
        [*command, "--folder", str(folder), *options],
        env=kept,
        capture_output=True,
        text=True,
        timeout=290,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@contextmanager
def _store(data: Path) -> Iterator[Engine]:
    engine = open_store(Settings(data=data, DATABASE_URL=None))  # type: ignore[call-arg]
    yield engine
    close_store(engine)


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    """What identifies a stored event."""
    fields = row["fields"]
    person = fold(fields.get("person") or "")
    return (row["kind"], row["province"], person, *map(fields.get, IDENTITY))


def wanted(event: Event) -> tuple[Any, ...]:
    """The same of an expected one."""
    person = fold(event.person or "")
    identity = (getattr(event, name) for name in IDENTITY)
    return (event.kind, event.province, person, *identity)


def days() -> dict[date, Day]:
    """What is expected, by the day of the run: the morning after the news day."""
    return {day + timedelta(days=1): said for day, said in load_expected().items()}


def test_every_expected_event_is_flagged_as_news_on_its_day(demo: Demo) -> None:
    news = [row for row in demo.rows(EVENTS) if row["is_news"]]
    flagged = {told(row): row["flagged_on"] for row in news}
    missing = [
        (str(day), wanted(event))
        for day, said in days().items()
        for event in said.news
        if not (event.since or day) <= flagged.get(wanted(event), date.min) <= day
    ]
    assert missing == []


def test_nothing_else_is_flagged(demo: Demo) -> None:
    allowed = {
        wanted(event)
        for said in days().values()
        for event in (*said.news, *said.history, *said.may)
    }
    assert [told(r) for r in demo.rows(EVENTS) if told(r) not in allowed] == []


def test_the_first_run_and_old_dates_alert_nobody(demo: Demo) -> None:
    first = min(days())
    early = [r for r in demo.rows(EVENTS) if r["flagged_on"] == first]
    assert early
    assert not any(row["is_news"] for row in early)


def test_every_event_leads_to_a_sentence_in_an_archived_page(demo: Demo) -> None:
    chains = demo.rows(
        """SELECT e.id, count(p.id) AS pages, bool_and(
             substr(CASE o.quote_in WHEN 'title' THEN v.title ELSE v.text END,
                    o.quote_start + 1, o.quote_end - o.quote_start) = o.quote) AS exact
           FROM core.event e
           LEFT JOIN core.event_evidence ev ON ev.event_id = e.id
           LEFT JOIN core.observation o ON o.id = ev.observation_id
           LEFT JOIN core.article_version v ON v.id = o.article_version_id
           LEFT JOIN core.page p ON p.id = v.page_id
           WHERE e.status <> 'retracted' GROUP BY e.id"""
    )
    assert chains
    assert all(row["pages"] > 0 and row["exact"] for row in chains)


def test_the_wire_copies_are_one_article_with_duplicates(demo: Demo) -> None:
    linked = demo.rows("SELECT * FROM core.article WHERE duplicate_of_id IS NOT NULL")
    expected = sum(len(group) - 1 for d in days().values() for group in d.duplicates)
    assert len(linked) == expected > 0


def test_an_article_edited_after_publication_has_two_versions(demo: Demo) -> None:
    edited = demo.rows(
        """SELECT a.url FROM core.article a JOIN core.article_version v
           ON v.article_id = a.id GROUP BY a.url HAVING count(*) > 1"""
    )
    expected = [name for said in days().values() for name in said.edited]
    assert len(edited) == len(expected) > 0


def test_nothing_forbidden_by_robots_was_fetched(demo: Demo) -> None:
    refused = [name for said in days().values() for name in said.refused]
    slugs = [name.rsplit("/", 1)[-1] for name in refused]
    assert slugs
    fetched = [row["url"] for row in demo.rows("SELECT url FROM core.page")]
    assert not [url for url in fetched if any(slug in url for slug in slugs)]


def test_a_site_that_is_down_is_reported_and_stops_nobody(demo: Demo) -> None:
    for day, said in days().items():
        for site in said.down:
            [row] = demo.rows(
                f"""SELECT s.status, s.message FROM core.source_run s
                    JOIN core.run r ON r.id = s.run_id
                    WHERE s.source_id = '{site}' AND r.as_of::date = '{day}'"""
            )
            assert row["status"] != "succeeded"
            assert "503" in row["message"]
    assert {r["status"] for r in demo.rows("SELECT * FROM core.run")} == {"succeeded"}


def test_the_operator_is_told_that_it_is_down_and_that_it_is_back(demo: Demo) -> None:
    down = [site for said in days().values() for site in said.down]
    worse, better = [mail.text for mail in demo.mails if STATES in mail.text]
    for site in down:
        assert f"[{site}]: healthy → failing" in worse
        assert f"[{site}]: failing → healthy" in better
    health = demo.rows("SELECT health FROM dashboard.source_health")
    assert {row["health"] for row in health} == {"healthy"}


def test_mails_tell_each_event_once_to_each_reader(demo: Demo) -> None:
    rows = demo.rows("SELECT * FROM core.alert")
    assert {row["status"] for row in rows} == {"sent"}
    ids = {row["message_id"] for row in rows}
    mails = [mail for mail in demo.mails if STATES not in mail.text]
    assert len(mails) == len(ids)
    told_resolutions = [m for m in demo.mails if "truc-ban@newsroom.example" in m.to]
    assert any("05-NQ/TU" in mail.text for mail in told_resolutions)
    for mail in mails:
        assert mail.html
        assert "Trích nguyên văn" in mail.text or "Trước:" in mail.text


def test_the_demo_prints_events_mails_and_how_to_go_on(demo: Demo) -> None:
    assert "Võ Quốc Tuệ" in demo.printed
    assert "dangbo db shell" in demo.printed
    assert "tân Bí thư Tỉnh ủy Võ Quốc Tuệ" in demo.printed


def steps_of_days(printed: str) -> list[list[str]]:
    """What each step of each day has said, without ports and indents."""
    told = re.sub(r"127\.0\.0\.1:\d+", "site", printed)
    days = re.findall(r"^\S+: the run of .*\n((?: .*\n)+)", told, re.MULTILINE)
    return [[line.strip() for line in day.splitlines()] for day in days]


def test_the_real_dag_does_what_the_chain_does(demo: Demo, tmp_path: Path) -> None:
    # The first run and one with news; to the DAG all other days are as these.
    by_dag = steps_of_days(shown(tmp_path / "demo", "--days", "2"))
    assert [len(steps) for steps in by_dag] == [7, 7]
    assert by_dag == steps_of_days(demo.printed)[:2]
    mails = [read_mail(f) for f in sorted((tmp_path / "demo/mails").glob("*.eml"))]
    assert [(m.to, m.subject) for m in mails] == [
        (m.to, m.subject) for m in demo.mails[: len(mails)]
    ]
    assert len(mails) == 2


PRINTED = re.compile(
    r"\(\.\./sql/queries/(\w+)\.sql\)\n\n```text\n(.*?)\n```", re.DOTALL
)
PAGE = (PROJECT / "docs" / "sql.md").read_text(encoding="utf-8")


def test_the_page_on_sql_prints_a_dozen_questions() -> None:
    assert len(PRINTED.findall(PAGE)) == 12


@pytest.mark.parametrize(("name", "printed"), PRINTED.findall(PAGE))
def test_the_page_on_sql_prints_what_the_demo_answers(
    demo: Demo, name: str, printed: str
) -> None:
    rows = demo.rows((PROJECT / f"sql/queries/{name}.sql").read_text(encoding="utf-8"))
    columns, *lines = printed.split("\n")
    shown = [
        " | ".join(
            "" if row[column] is None else str(row[column])
            for column in columns.split(" | ")
        )
        for row in rows[: len(lines)]
    ]
    assert shown == lines

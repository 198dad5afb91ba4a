"""Whole DAG runs by `airflow dags test`: history without alerts, failures with mail."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, text

from demo.mailbox import Mailbox
from demo.newsroom import Newsroom
from tests.crawlers.importing.warcs import packed, record
from tests.dags.airflow_home import airflow, environment
from tests.dangbo.paper import address, ordinary, source

pytestmark = [pytest.mark.airflow, pytest.mark.slow]

OPERATOR = "operator@newsroom.example"
# A run of the DAG whose tasks are not tried again: waiting for that takes minutes.
AT_ONCE = """
import sys
import pendulum
from airflow.dag_processing.dagbag import DagBag
dag = DagBag(sys.argv[1]).dags["daily_monitor"]
for task in dag.tasks:
    task.retries = 0
dag.test(logical_date=pendulum.parse(sys.argv[2]))
"""

IMPORTED = [(n, f"https://imported.vn{address(n)}") for n in (1, 2, 3)]


@dataclass
class Station:
    """An Airflow with a database of Dangbo's and a mailbox."""

    env: dict[str, str]
    engine: Engine
    mailbox: Mailbox

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query."""
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an Airflow whose tables are made."""
    home = tmp_path_factory.mktemp("airflow")
    assert airflow("db", "migrate", env=environment(home)).returncode == 0
    return home


@pytest.fixture
def station(migrated: Path, engine: Engine, tmp_path: Path) -> Iterator[Station]:
    with Newsroom("2025-09-26") as newsroom, Mailbox(tmp_path / "mails") as mailbox:
        env = environment(
            migrated,
            DANGBO_DATA=str(tmp_path / "data"),
            DANGBO_SOURCES=str(newsroom.write_catalogue(tmp_path / "sources")),
            DANGBO_OPERATOR=OPERATOR,
            DANGBO_WORKERS="2",
            DATABASE_URL=engine.url.render_as_string(hide_password=False),
            SMTP_URL=mailbox.url,
        )
        yield Station(env, engine, mailbox)


def test_a_backfill_fills_history_and_tells_nobody(station: Station) -> None:
    conf = {"since": "2025-09-24", "until": "2025-09-25"}
    done = airflow(
        "dags", "test", "backfill", "--conf", json.dumps(conf), env=station.env
    )
    assert done.returncode == 0, done.stdout[-3000:]
    [run] = station.rows("SELECT * FROM core.run")
    assert (run["kind"], run["status"]) == ("backfill", "succeeded")
    days = station.rows(
        "SELECT DISTINCT published_at::date AS day FROM core.article_version"
    )
    assert {str(row["day"]) for row in days} >= {"2025-09-24", "2025-09-25"}
    events = station.rows("SELECT * FROM core.event")
    assert events
    assert not any(event["is_news"] for event in events)
    assert station.rows("SELECT * FROM core.tenure") != []
    assert station.rows("SELECT * FROM core.alert") == []
    assert station.mailbox.messages() == []


def test_files_are_imported_by_the_dag(station: Station) -> None:
    records = [record(url, ordinary(n, "2025-06-29").encode()) for n, url in IMPORTED]
    file = Path(station.env["DANGBO_DATA"]).parent / "news.warc.gz"
    file.write_bytes(packed(records))
    conf = {"warc": str(file)}
    sources = Path(station.env["DANGBO_SOURCES"])
    entry = source("imported", "https://imported.vn", "/")
    (sources / "imported.yaml").write_text(yaml.safe_dump({"sources": [entry]}))
    done = airflow(
        "dags", "test", "backfill", "--conf", json.dumps(conf), env=station.env
    )
    assert done.returncode == 0, done.stdout[-3000:]
    pages = station.rows("SELECT url, clean_outcome FROM core.page ORDER BY url")
    assert pages == [{"url": url, "clean_outcome": "article"} for _, url in IMPORTED]
    assert station.rows("SELECT * FROM core.alert") == []


def test_a_run_that_cannot_begin_is_one_mail_to_the_operator(station: Station) -> None:
    env = station.env | {
        "DATABASE_URL": "postgresql://dangbo:verysecret@127.0.0.1:9/dangbo"
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            AT_ONCE,
            env["AIRFLOW__CORE__DAGS_FOLDER"],
            "2025-09-27",
        ],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    print(done.stdout[-3000:], done.stderr[-3000:])
    [mail] = station.mailbox.messages()
    assert mail.to == (OPERATOR,)
    assert mail.subject == "Dangbo: daily_monitor.begin failed"
    assert "127.0.0.1" in mail.text
    assert "verysecret" not in mail.text + done.stdout + done.stderr

"""A real Airflow by itself: its schedule fires and the whole chain goes through."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from demo.mailbox import Mailbox
from demo.newsroom import Newsroom
from tests.dags.airflow_home import environment
from tests.dags.standalone import Standalone

pytestmark = [pytest.mark.airflow, pytest.mark.slow]

OPERATOR = "operator@newsroom.example"
ENOUGH_SECONDS = 240
STEPS = ("begin", "batches", "crawl", "clean", "observe", "check", "diff", "alert")


@dataclass(frozen=True)
class Lived:
    """What a standalone Airflow left behind after its first scheduled run."""

    home: Path
    engine: Engine
    mailbox: Mailbox

    def airflow(self, query: str) -> list[tuple[str, ...]]:
        """Rows of Airflow's own database."""
        with sqlite3.connect(self.home / "airflow.db") as connection:
            return connection.execute(query).fetchall()


RUNS = """
SELECT run_id, state, run_type FROM dag_run WHERE dag_id = 'daily_monitor'
ORDER BY id LIMIT 1
"""


@pytest.fixture
def lived(engine: Engine, tmp_path: Path) -> Iterator[Lived]:
    """An Airflow that was left alone until its first scheduled run had ended."""
    home = tmp_path / "airflow"
    with Newsroom("2025-09-25") as newsroom, Mailbox(tmp_path / "mails") as mailbox:
        env = environment(
            home,
            DANGBO_SCHEDULE="* * * * *",
            DANGBO_DATA=str(tmp_path / "data"),
            DANGBO_SOURCES=str(newsroom.write_catalogue(tmp_path / "sources")),
            DANGBO_OPERATOR=OPERATOR,
            DANGBO_WORKERS="2",
            DATABASE_URL=engine.url.render_as_string(hide_password=False),
            SMTP_URL=mailbox.url,
        )
        lived = Lived(home, engine, mailbox)
        with Standalone(env, tmp_path / "standalone.log") as standalone:
            _wait_for_a_run(lived, standalone)
        yield lived


def _wait_for_a_run(lived: Lived, standalone: Standalone) -> None:
    deadline = time.monotonic() + ENOUGH_SECONDS
    while time.monotonic() < deadline and standalone.is_running:
        time.sleep(1)
        try:
            found = lived.airflow(RUNS)
        except sqlite3.OperationalError:  # not made yet, or being written
            continue
        if found and found[0][1] in ("success", "failed"):
            return
    said = standalone.log.read_text(errors="replace")[-3000:]
    pytest.fail(f"no scheduled run has ended; Airflow said:\n{said}")


def test_the_first_scheduled_run_fires_and_succeeds(lived: Lived) -> None:
    [(run_id, state, run_type)] = lived.airflow(RUNS)
    assert run_type == "scheduled"
    tasks = lived.airflow(
        "SELECT task_id, state FROM task_instance "
        f"WHERE dag_id = 'daily_monitor' AND run_id = '{run_id}'"
    )
    assert dict(tasks) == dict.fromkeys(STEPS, "success")
    assert state == "success"

    with lived.engine.connect() as connection:
        [run] = connection.execute(
            text("SELECT key, status, message FROM core.run ORDER BY id LIMIT 1")
        )
        assert run.key == f"daily_monitor.{run_id.replace(':', '')}"
        assert (run.status, run.message) == ("succeeded", None)
        outcomes = dict(
            connection.execute(
                text(
                    "SELECT clean_outcome, count(*) FROM core.page "
                    "WHERE kind = 'article' GROUP BY 1"
                )
            ).all()
        )
        assert set(outcomes) == {"article"}
        assert outcomes["article"] >= 15
        assert connection.scalar(text("SELECT count(*) FROM core.article")) >= 15
        assert connection.scalar(text("SELECT count(*) FROM core.event")) > 0
    # All of it is old news, and nothing has failed: nobody is mailed.
    assert lived.mailbox.messages() == []

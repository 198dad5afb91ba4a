"""The DAGs load in a real Airflow and are what the design says."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.dags.airflow_home import airflow, environment

pytestmark = pytest.mark.airflow


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("airflow")
    return environment(home, DANGBO_DATA=str(home / "data"))


@pytest.fixture(scope="module")
def listed(env: dict[str, str]) -> list[dict[str, str]]:
    assert airflow("db", "migrate", env=env).returncode == 0
    errors = airflow("dags", "list-import-errors", "--local", "-o", "json", env=env)
    assert rows_of(errors.stdout) == []
    return rows_of(airflow("dags", "list", "--local", "-o", "json", env=env).stdout)


def rows_of(printed: str) -> list[dict[str, str]]:
    """The table in what a command printed; its warnings may stand before it."""
    lines = printed.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("["))
    rows: list[dict[str, str]] = json.loads("\n".join(lines[first:]))
    return rows


def test_all_dags_load_without_errors(listed: list[dict[str, str]]) -> None:
    assert {row["dag_id"] for row in listed} == {
        "daily_monitor",
        "backfill",
        "send_waiting",
    }


def test_steps_of_the_daily_dag_come_in_order(
    env: dict[str, str], listed: list[dict[str, str]]
) -> None:
    script = (
        "import json\n"
        "from airflow.dag_processing.dagbag import DagBag\n"
        f"bag = DagBag({env['AIRFLOW__CORE__DAGS_FOLDER']!r})\n"
        "dag = bag.dags['daily_monitor']\n"
        "print('SHAPE' + json.dumps({\n"
        "  'order': [t.task_id for t in dag.topological_sort()],\n"
        "  'catchup': dag.catchup, 'zone': str(dag.timezone),\n"
        "  'schedule': dag.timetable.summary,\n"
        "  'retries': {t.task_id: t.retries for t in dag.tasks},\n"
        "  'callbacks': {t.task_id: bool(t.on_failure_callback) for t in dag.tasks},\n"
        "}))\n"
    )
    done = run_python(script, env)
    shape = json.loads(done.split("SHAPE", 1)[1].splitlines()[0])
    steps = [t for t in shape["order"] if t not in ("begin", "batches")]
    assert steps == ["crawl", "clean", "observe", "check", "diff", "alert"]
    assert shape["catchup"] is False
    assert shape["zone"] == "Asia/Ho_Chi_Minh"
    assert shape["schedule"].startswith("30 5 * * *")
    assert min(shape["retries"].values()) >= 2
    assert set(shape["callbacks"].values()) == {True}


def run_python(script: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout

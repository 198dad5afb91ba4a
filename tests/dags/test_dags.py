"""The DAGs load in a real Airflow and are what the design says."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.dags.airflow_home import environment

pytestmark = pytest.mark.airflow


SHAPE = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1])
daily = bag.dags["daily_monitor"]
print("SHAPE" + json.dumps({
  "errors": bag.import_errors, "dags": sorted(bag.dags),
  "order": [task.task_id for task in daily.topological_sort()],
  "catchup": daily.catchup, "zone": str(daily.timezone),
  "schedule": daily.timetable.summary,
  "retries": {task.task_id: task.retries for task in daily.tasks},
  "callbacks": {task.task_id: bool(task.on_failure_callback) for task in daily.tasks},
}))
"""


@pytest.fixture(scope="module")
def shape(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow sees in the folder of the DAGs."""
    home = tmp_path_factory.mktemp("airflow")
    env = environment(home, DANGBO_DATA=str(home / "data"))
    done = subprocess.run(
        [sys.executable, "-c", SHAPE, env["AIRFLOW__CORE__DAGS_FOLDER"]],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.split("SHAPE", 1)[1].splitlines()[0])
    assert isinstance(found, dict)
    return found


def test_all_dags_load_without_errors(shape: dict[str, Any]) -> None:
    assert shape["errors"] == {}
    assert shape["dags"] == ["backfill", "daily_monitor", "send_waiting"]


def test_steps_of_the_daily_dag_come_in_order(shape: dict[str, Any]) -> None:
    steps = [t for t in shape["order"] if t not in ("begin", "batches")]
    assert steps == ["crawl", "clean", "observe", "check", "diff", "alert"]
    assert shape["catchup"] is False
    assert shape["zone"] == "Asia/Ho_Chi_Minh"
    assert shape["schedule"].startswith("30 5 * * *")
    assert min(shape["retries"].values()) >= 2
    assert set(shape["callbacks"].values()) == {True}

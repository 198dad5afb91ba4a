"""A real Airflow of one test's own: its home, its database, its environment."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

DAGS = Path(__file__).parents[2] / "dags"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment of an Airflow in ``home``, with the settings of Dangbo."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AIRFLOW", "DANGBO_", "SMTP_", "DATABASE_"))
    }
    port = free_port()
    return {
        **kept,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__API__PORT": str(port),
        # Tasks ask it here; Airflow takes 8080 for granted.
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": (
            f"http://localhost:{port}/execution/"
        ),
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(free_port()),
        **settings,
    }


def airflow(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one command of Airflow to its end."""
    return subprocess.run(
        [sys.executable, "-m", "airflow", *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

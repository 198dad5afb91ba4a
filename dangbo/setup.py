"""Prepare an installation by Compose: Airflow's tables and login, our tables, logins.

Run by the `setup` service of docker-compose.yml at each start; safe to repeat.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from dangbo.dashboard import LOGIN
from processing.settings import load_settings
from processing.store.database import open_store, upgrade
from processing.store.logins import ensure_reading_login


def main() -> None:
    """Migrate both databases; write the logins of Airflow's admin and the dashboard."""
    subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], check=True)
    write_login(
        Path(os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"]),
        os.environ["AIRFLOW_ADMIN_PASSWORD"],
    )
    engine = open_store(load_settings())
    upgrade(engine)
    if password := os.environ.get("DASHBOARD_STORE_PASSWORD"):
        with engine.begin() as connection:
            ensure_reading_login(connection, LOGIN, password)


def write_login(file: Path, password: str) -> None:
    """Write Airflow's password file, readable by its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps({"admin": password}), encoding="utf-8")


if __name__ == "__main__":
    main()

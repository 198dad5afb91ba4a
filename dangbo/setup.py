"""Prepare an Airflow installation: its tables, its login, our tables.

Run by the `setup` service of docker-compose.yml at each start; safe to repeat.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from processing.settings import load_settings
from processing.store.database import open_store, upgrade


def main() -> None:
    """Migrate both databases and write the login of Airflow's admin."""
    subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], check=True)
    write_login(
        Path(os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"]),
        os.environ["AIRFLOW_ADMIN_PASSWORD"],
    )
    upgrade(open_store(load_settings()))


def write_login(file: Path, password: str) -> None:
    """Write Airflow's password file, readable by its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps({"admin": password}), encoding="utf-8")


if __name__ == "__main__":
    main()

"""A sender in a process of its own: python sender.py DATABASE_URL SMTP_URL RUN POINT.

It kills itself, as a power cut would, when the step named POINT is reached.
"""

from __future__ import annotations

import os
import signal
import sys

from sqlalchemy import create_engine

from processing.alert.step import alert
from processing.settings import Settings
from tests.processing.alert.world import MORNING


def main(database_url: str, smtp_url: str, run_id: str, point: str) -> None:
    """Run the step once."""

    def watcher(step: str) -> None:
        if step == point:
            os.kill(os.getpid(), signal.SIGKILL)

    engine = create_engine(database_url)
    settings = Settings(_env_file=None, SMTP_URL=smtp_url)
    summary = alert(
        engine, run_id=int(run_id), as_of=MORNING, settings=settings, watcher=watcher
    )
    print(summary)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A sender in a process of its own, which kills itself at a point that has a name."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.process import BaseProcess

from sqlalchemy import create_engine

from processing.alert.delivery import STEPS
from processing.alert.step import alert
from processing.settings import Settings
from tests.processing.alert.world import MORNING

# Every point at which the alert step may die, in order.
POINTS = ("queueing", "queued", *STEPS)

# One process imports everything, the senders are its forks: 30 ms instead of a second.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.processing.alert.sender", "pytest.__main__"])


def start(database_url: str, smtp_url: str, run: int, point: str) -> BaseProcess:
    """Start a sender; it dies of SIGKILL, as in a power cut, at ``point``."""
    arguments = database_url, smtp_url, run, point
    sender = _CONTEXT.Process(target=_run_step, args=arguments)
    sender.start()
    return sender


def _run_step(database_url: str, smtp_url: str, run: int, point: str) -> None:
    def watcher(step: str) -> None:
        if step == point:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = Settings(_env_file=None, SMTP_URL=smtp_url)
    engine = create_engine(database_url)
    alert(engine, run_id=run, as_of=MORNING, settings=settings, watcher=watcher)

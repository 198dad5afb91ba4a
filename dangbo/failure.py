"""A run that failed: recorded with the run, and told to the operator."""

from __future__ import annotations

import logging
from datetime import datetime

from dangbo.errors import explain
from processing.model import HANOI
from processing.settings import Settings
from processing.store import runs
from processing.store.database import store

log = logging.getLogger(__name__)


def report_failure(
    settings: Settings, *, key: str, where: str, error: BaseException | None
) -> None:
    """Mark the run failed and mail the operator what failed and why."""
    from processing.alert.operator import tell_operator  # noqa: PLC0415

    message = explain(error) if error else "no reason given"
    try:
        with store(settings) as engine, engine.begin() as connection:
            runs.fail_run(
                connection, key, at=datetime.now(HANOI), message=f"{where}: {message}"
            )
    except Exception as second:  # noqa: BLE001 - the mail must go out all the same
        if str(second) != message:  # that is about to be told anyway
            log.error("the failure of %s could not be recorded: %s", key, second)
    tell_operator(
        settings,
        subject=f"Dangbo: {where} failed",
        lines=[
            f"Run {key} failed at {where}.",
            message,
            "What was crawled is kept; the next run carries on from it.",
            "Look: dangbo sources health, or the task's log in Airflow.",
        ],
    )

"""News that does not come: noted when it is late, and told to those who wait for it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine

from dangbo.errors import CrawlFailed, explain
from processing.health.outages import DOUBTED, UNFINISHED, note_house
from processing.settings import Settings
from processing.store.database import store

log = logging.getLogger(__name__)


def note_lateness(
    engine: Engine, settings: Settings, now: datetime, *, is_refused: bool = False
) -> bool:
    """Note, and return, that the scheduled run has not compared by ``now``.

    It has some hours for that; one that was refused (``is_refused``) has had its say.
    """
    hours = 0 if is_refused else settings.news_within_hours
    with engine.begin() as connection:
        return note_house(
            connection,
            now,
            cause=DOUBTED if is_refused else UNFINISHED,
            schedule=settings.schedule,
            within=timedelta(hours=hours),
        )


def tell_held_back(settings: Settings, as_of: datetime, error: Exception) -> None:
    """Tell the readers that the news of a run that failed with ``error`` is held back.

    Never raises: it comes with a failure, and one of its own must not hide that.
    """
    from processing.alert.step import send_waiting  # noqa: PLC0415

    try:
        with store(settings) as engine:
            is_refused = isinstance(error, CrawlFailed)
            if note_lateness(engine, settings, as_of, is_refused=is_refused):
                summary = send_waiting(engine, as_of=as_of, settings=settings)
                log.info("told: %s", summary)
    except Exception as second:  # noqa: BLE001 - see above
        if str(second) != str(error):
            log.error("the readers could not be told: %s", explain(second))

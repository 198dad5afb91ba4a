"""Loads the baseline: what reference works knew before the first crawl."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, select

from processing.diff.step import whole, write_tenures
from processing.store import locks


def load(engine: Engine, *, as_of: datetime | None = None) -> int:
    """Make the holders of the gazetteer part of what is known.

    They fill the gaps between the tenures that the news tells of, now and in every
    later diff, make no event and raise no alert; doing it again changes nothing.

    ``as_of`` is since when they are known: by default now.

    Returns:
        The number of tenures opened or closed.
    """
    with engine.begin() as connection:
        locks.hold(connection, locks.DIFF)
        moment = as_of or connection.execute(select(func.now())).scalar_one()
        return write_tenures(connection, whole(connection, baseline=True), moment)

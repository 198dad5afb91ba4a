"""The catalogue in the database: what the sources are today."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, update

from crawlers.catalogue import Catalogue, Source
from processing.store import tables
from processing.store.bulk import upsert


def sync_sources(connection: Connection, catalogue: Catalogue, on: date) -> None:
    """Bring ``core.source`` to the whole ``catalogue`` as it is on the day ``on``.

    Sources that left the catalogue, or are switched off in it, become inactive:
    their pages and articles stay.
    """
    rows = [_row(source, on) for source in catalogue.sources]
    changing = [name for name in rows[0] if name != "id"] if rows else []
    upsert(connection, tables.source, rows, key=["id"], update=changing)
    present = [source.id for source in catalogue.sources]
    gone = tables.source.c.id.not_in(present) & tables.source.c.is_active
    connection.execute(update(tables.source).where(gone).values(is_active=False))


def _row(source: Source, on: date) -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "home": source.home_on(on),
        "homes": [home.model_dump(mode="json") for home in source.home],
        "base_url": source.base_url,
        "is_official": source.official,
        "is_active": source.enabled,
    }

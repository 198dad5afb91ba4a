"""`dangbo dashboard`: Superset over the store, until stopped."""

from __future__ import annotations

import os
from pathlib import Path

import click
from sqlalchemy import exists, select

from dangbo import dashboard as superset
from dangbo.errors import DangboError
from processing.settings import Settings, load_settings
from processing.store.database import close_store, open_store, store
from processing.store.tables import page
from processing.store.upgrade import upgrade


@click.command()
@click.option(
    "--port",
    default=8088,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="On 127.0.0.1.",
)
@click.option("--demo", is_flag=True, help="Show the demo's store, not one's own.")
def dashboard(port: int, demo: bool) -> None:
    """Open the dashboard on 127.0.0.1 until Ctrl-C (make dashboard installs it first).

    Where nothing was crawled yet it shows what `dangbo demo` filled. With
    DASHBOARD_STORE_URL set it uses that address and makes no login of its own.

    Example: dangbo dashboard --port 8088
    """
    given = load_settings()
    # Not in the demo's folder, which the next demo empties.
    home = given.data.resolve() / "dashboard"
    superset.check(port)
    known = superset.kept_secrets(home)
    if store_url := os.environ.get("DASHBOARD_STORE_URL"):
        superset.show(home, known, store_url, port=port, tell=click.echo)
        return
    settings = _of_the_demo(given) if demo else chosen(given)
    engine = open_store(settings)
    try:
        upgrade(engine)
        address = superset.store_address(engine, settings, known.store_password)
        superset.show(home, known, address, port=port, tell=click.echo)
    finally:
        close_store(engine)


def chosen(settings: Settings) -> Settings:
    """One's own store if anything was crawled into it, else the demo's, if any."""
    if settings.database_url or _has_pages(settings):
        return settings
    if _has_store(settings.data) and not _has_store(_demo(settings)):
        return settings
    shown = _of_the_demo(settings)
    click.echo("Nothing was crawled here yet: this is the demo's store.")
    return shown


def _has_pages(settings: Settings) -> bool:
    if not _has_store(settings.data):
        return False
    with store(settings) as engine, engine.connect() as connection:
        return bool(connection.scalar(select(exists().select_from(page))))


def _demo(settings: Settings) -> Path:
    return settings.data / "demo" / "data"


def _of_the_demo(settings: Settings) -> Settings:
    data = _demo(settings)
    if not _has_store(data):
        raise DangboError(f"there is no store in {data} yet: run make demo first")
    return settings.model_copy(update={"data": data, "database_url": None})


def _has_store(data: Path) -> bool:
    names = ("postgresql", "postgresql.location")
    return any((data / name).exists() for name in names)

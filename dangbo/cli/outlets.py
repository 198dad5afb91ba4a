"""`dangbo feeds`: Atom feeds and a calendar as files."""

from __future__ import annotations

from pathlib import Path

import click

from dangbo.cli.knowledge import known
from processing.settings import load_settings


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder; DANGBO_FEEDS by default.",
)
@click.option(
    "--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True
)
def feeds(out: Path | None, language: str) -> None:
    """Write Atom feeds and a calendar: of all, a province, a kind, and both.

    Example: dangbo feeds --out /srv/www/feeds
    """
    from processing.alert.feeds.files import write_feeds  # noqa: PLC0415
    from processing.alert.feeds.publisher import Publisher  # noqa: PLC0415

    settings = load_settings()
    folder = out or settings.feeds
    if folder is None:
        raise click.UsageError("give --out DIR, or set DANGBO_FEEDS")
    written = write_feeds(known(), folder, Publisher.of(settings), language)
    click.echo(f"{folder}: {written}")

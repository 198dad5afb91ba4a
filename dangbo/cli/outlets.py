"""`dangbo feeds` and `dangbo export`: what is known, as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dangbo.cli.knowledge import DAY, day, known
from processing.settings import load_settings


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder; DANGBO_FEEDS by default.",
)
@click.option(
    "--language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Of titles and labels; quotes stay as printed.",
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


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "ftm", "popolo"]),
    default="csv",
    show_default=True,
    help="Tables (csv, parquet), or people and offices (ftm, popolo).",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder; files of an earlier export are replaced.",
)
@click.option("--province", help="Slug, also one merged since: nam-dinh.")
@click.option("--since", type=DAY, help="First day.")
@click.option("--bom", is_flag=True, help="CSV that Excel reads rightly.")
@click.option("--texts", is_flag=True, help="Also the texts of the articles.")
def export(
    form: str,
    out: Path,
    province: str | None,
    since: datetime | None,
    bom: bool,
    texts: bool,
) -> None:
    """Write events, resolutions, leaders and articles to files, with checksums.

    Example: dangbo export --format parquet --out exports --province nam-dinh
    """
    from processing.export.sheets import Choice  # noqa: PLC0415
    from processing.export.step import export as write  # noqa: PLC0415

    choice = Choice(province, day(since), texts)
    for file in write(known(), out, form, choice, for_excel=bom):
        click.echo(f"{out / file.name}: {file.rows} rows, sha256 {file.sha256}")

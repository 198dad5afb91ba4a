"""`dangbo sources`: the catalogue and how its sources are doing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click
from sqlalchemy import text

from crawlers.catalogue import Source, load_catalogue
from dangbo.cli.knowledge import known
from dangbo.cli.output import format_option, render
from processing.settings import load_settings

HEALTH = """
SELECT * FROM dashboard.source_health ORDER BY source_id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A source as `dangbo sources list` shows it."""

    id: str
    name: str
    province: str | None
    kind: str
    discovery: str
    enabled: bool
    base_url: str


def row(source: Source) -> Row:
    """One line of the list."""
    home = source.home[-1].province if source.home else None
    shapes = sorted({discovery.kind for discovery in source.discovery})
    return Row(
        source.id,
        source.name,
        home,
        source.kind,
        ", ".join(shapes),
        source.enabled,
        source.base_url,
    )


def rows(province: str | None) -> Iterator[Row]:
    """The catalogue, or those sources that are or were at home in one province."""
    for source in load_catalogue(load_settings().sources).sources:
        if province is None or any(h.province == province for h in source.home):
            yield row(source)


@click.group()
def sources() -> None:
    """The catalogue of sources."""


@sources.command("list")
@click.option("--province", help="Only sources at home in this province.")
@format_option
def list_sources(province: str | None, output_format: str) -> None:
    """All sources, with what discovery reads.

    Example: dangbo sources list --province ninh-binh
    """
    click.echo(render(list(rows(province)), output_format, title="sources"))


@sources.command()
@format_option
def health(output_format: str) -> None:
    """How each source did in its last run, and since when.

    Example: dangbo sources health
    """
    with known().connect() as connection:
        found = connection.execute(text(HEALTH)).mappings().all()
    click.echo(render(found, output_format, title="health of sources"))

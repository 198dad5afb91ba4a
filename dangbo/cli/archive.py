"""`dangbo archive`: check it, measure it, make it smaller."""

from __future__ import annotations

from datetime import datetime

import click

from dangbo import archiving
from dangbo.cli.output import Meter, format_option, render
from dangbo.cli.steps import DAY, as_of_option, only_option
from dangbo.errors import DangboError
from processing.model import HANOI
from processing.settings import load_settings
from processing.store.database import store


@click.group()
def archive() -> None:
    """The archive: every answer as bytes, in WARC files."""


@archive.command()
@only_option
@click.option("--since", type=DAY, help="Only files written since that day.")
def verify(only: tuple[str, ...], since: datetime | None) -> None:
    """Read every WARC file through and look up every page that names a place in one.

    Checks gzip, lengths and digests; ends with exit code 1 if anything is broken.

    Example: dangbo archive verify --since 2025-06-01
    """
    settings = load_settings()
    moment = since.replace(tzinfo=HANOI) if since else None
    with store(settings) as engine, Meter("files") as meter:
        done = archiving.verify(settings, engine, only, moment, meter)
    for fault in done.faults:
        click.echo(str(fault))
    line = f"{done.files} files, {done.records} records, {done.named} places named"
    if done.torn:
        line += f"; {done.torn} files end in a torn record, left by a killed run"
    click.echo(f"{line}; {len(done.faults)} faults")
    if done.faults:
        raise DangboError(f"{len(done.faults)} places of the archive are broken")


@archive.command()
@format_option
def size(output_format: str) -> None:
    """Files and megabytes by source, the largest first.

    Example: dangbo archive size
    """
    found = archiving.sizes(load_settings())
    click.echo(render(found, output_format, title="archive"))
    if output_format == "table":
        total = sum(one.megabytes for one in found)
        click.echo(f"{sum(one.files for one in found)} files, {total:.1f} MB")


@archive.command()
@as_of_option
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def prune(as_of: datetime | None, dry_run: bool) -> None:
    """Remove the bytes of pages that the rules let go (DANGBO_KEEP_…_DAYS).

    Never those that an observation was read from, and never of runs younger than
    thirty days. The rows of the pages stay and say when their bytes went.

    Example: dangbo archive prune --dry-run
    """
    settings = load_settings()
    moment = as_of.replace(tzinfo=HANOI) if as_of else datetime.now(HANOI)
    with store(settings) as engine:
        done = archiving.prune(settings, engine, moment, dry=dry_run)
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"{done.pages} pages {verb} from {done.files} files, {done.kept} kept")
    if done.problems:
        raise DangboError("; ".join(done.problems))

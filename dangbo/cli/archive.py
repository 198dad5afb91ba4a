"""`dangbo archive`: check it, measure it, make it smaller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import click

from dangbo import archiving
from dangbo.cli.output import Meter, counted, format_option, render
from dangbo.cli.steps import DAY, as_of_option, only_option
from dangbo.errors import DangboError
from processing.model import HANOI
from processing.settings import load_settings
from processing.store.database import store

SIZES: Mapping[str, Callable[[archiving.Size], object]] = {
    "source": lambda one: one.source,
    "files": lambda one: one.files,
    "megabytes": lambda one: f"{one.megabytes:.2f}",
    "newest": lambda one: f"{one.newest.astimezone(HANOI):%Y-%m-%d %H:%M}",
}


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
    line = f"{counted(done.files, 'file')}, {counted(done.records, 'record')}"
    line += f", {counted(done.named, 'place')} named"
    if done.torn:
        torn = counted(done.torn, "torn record")
        line += f"; {torn} at the end of a file, left by a killed run"
    faults = counted(len(done.faults), "fault")
    click.echo(f"{line}; {faults}")
    if done.faults:
        raise DangboError(f"{faults} in the archive: named above, each by its place")


@archive.command()
@format_option
def size(output_format: str) -> None:
    """Files and megabytes by source, the largest first.

    Example: dangbo archive size
    """
    found = archiving.sizes(load_settings())
    click.echo(render(found, output_format, title="archive", columns=SIZES))
    if output_format == "table":
        total = sum(one.megabytes for one in found)
        files = counted(sum(one.files for one in found), "file")
        click.echo(f"{files}, {total:.1f} MB")


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
    pages, files = counted(done.pages, "page"), counted(done.files, "file")
    click.echo(f"{pages} {verb} from {files}, {done.kept} kept")
    if done.problems:
        raise DangboError("; ".join(done.problems))

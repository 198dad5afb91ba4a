"""`dangbo review`: a person's word on an event, which outlasts every later reading."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from dangbo.cli.grounds import show
from dangbo.cli.knowledge import known, quoted
from dangbo.cli.output import format_option, render
from processing.diff import cases, merging, reviews
from processing.model import HANOI
from processing.settings import load_settings

COLUMNS = {
    "event": lambda row: row.event_id,
    "province": lambda row: row.province,
    "what": lambda row: row.summary,
    "decision": lambda row: row.decision,
    "edits": lambda row: row.edits,
    "by": lambda row: row.decided_by,
    "note": lambda row: row.note,
    "sentence": lambda row: quoted(row.quote),
}


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every decision."""
    for option in (
        click.option("--note", help="Why."),
        click.option("--by", help="Who decides; the user of this machine by default."),
        click.argument("event", type=int),
    ):
        command = option(command)
    return command


def _decide(
    event: int,
    decision: str,
    by: str | None,
    note: str | None,
    edits: tuple[str, ...] = (),
) -> None:
    number = reviews.decide(
        known(),
        event,
        decision,
        as_of=datetime.now(HANOI),
        window_days=load_settings().alert_window_days,
        edits=edits,
        by=by or getpass.getuser(),
        note=note,
    )
    click.echo(f"event {event} {decision}: review {number}")


@click.group()
def review() -> None:
    """Look at, confirm, reject or correct an event of `dangbo events`.

    What is decided survives every later run and every later reading of the archive.
    """


review.add_command(show)


@review.command()
@_signed
def confirm(event: int, by: str | None, note: str | None) -> None:
    """Say that an event happened as it is shown.

    Example: dangbo review confirm 12 --by Lan
    """
    _decide(event, reviews.CONFIRMED, by, note)


@review.command()
@_signed
def reject(event: int, by: str | None, note: str | None) -> None:
    """Say that an event did not happen; a rejected arrival moves nobody.

    Example: dangbo review reject 12 --note "a ward, not the province"
    """
    _decide(event, reviews.REJECTED, by, note)


@review.command()
@click.option("--province", help="Slug of the province whose event it is.")
@click.option("--set", "edits", multiple=True, help="field=value (repeatable).")
@_signed
def edit(
    event: int,
    by: str | None,
    note: str | None,
    edits: tuple[str, ...],
    province: str | None,
) -> None:
    """Say what is right; tenures follow. Fields: person, position, occurred_on, ….

    Example: dangbo review edit 12 --set person="Phạm Gia Túc" --set date=2021-07-30
    or, of another province: dangbo review edit 12 --province ha-nam
    """
    if province:
        edits = (*edits, f"province={province}")
    _decide(event, reviews.EDITED, by, note, edits)


@review.command()
@_signed
@click.argument("into", type=int)
def merge(event: int, into: int, by: str | None, note: str | None) -> None:
    """Say that EVENT is the same as event INTO, which keeps its number.

    Example: dangbo review merge 13 12 --note "one appointment, told twice"
    """
    signed = reviews.Signed(
        datetime.now(HANOI),
        load_settings().alert_window_days,
        by or getpass.getuser(),
        note,
    )
    number = merging.merge(known(), event, into, signed)
    click.echo(f"event {event} is event {into}: review {number}")


@review.command("list")
@click.option("--all", "superseded", is_flag=True, help="Also what was replaced.")
@format_option
def list_reviews(superseded: bool, output_format: str) -> None:
    """All reviews, newest first.

    Example: dangbo review list --all --format csv
    """
    rows = reviews.listed(known(), superseded=superseded)
    click.echo(render(rows, output_format, title="reviews", columns=COLUMNS))


@review.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write reviewed articles and their labels, for `dangbo evaluate FOLDER`.

    Example: dangbo review export cases && dangbo evaluate cases
    """
    click.echo(f"{folder}: {cases.export(known(), folder)}")

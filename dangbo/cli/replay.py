"""`dangbo replay`: what today's rules would make of the archive."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from dangbo.cli.knowledge import known, quoted
from dangbo.cli.output import Meter, format_option, render
from processing.model import HANOI
from processing.settings import load_settings

if TYPE_CHECKING:
    from dangbo.replaying import Difference


def changed(row: Difference) -> str:
    """What would be otherwise, in words."""
    found = (f"{name}: {old} → {new}" for name, (old, new) in row.changes.items())
    return "; ".join(found)


COLUMNS = {
    "would be": lambda row: row.what,
    "event": lambda row: row.event_id,
    "when": lambda row: row.occurred_on,
    "province": lambda row: row.province,
    "identity": lambda row: row.identity_key,
    "changes": changed,
    "sentence": lambda row: quoted(row.quote),
}


@click.command()
@click.option("--apply", "applied", is_flag=True, help="Make it so; mails nobody.")
@format_option
def replay(applied: bool, output_format: str) -> None:
    """Read the stored articles again and show what would be added, lost or changed.

    Nothing is written without --apply. Example: dangbo replay --format json
    """
    from dangbo import replaying  # noqa: PLC0415

    engine, settings = known(), load_settings()
    with Meter("read again") as meter:
        found = replaying.replay(engine, workers=settings.workers, progress=meter)
    click.echo(
        render(found.differences, output_format, title="replay", columns=COLUMNS)
    )
    click.echo(f"replay: {found}", err=True)
    if applied:
        summary = replaying.apply(
            engine,
            found,
            as_of=datetime.now(HANOI),
            window_days=settings.alert_window_days,
        )
        click.echo(f"applied: {summary}", err=True)

"""`dangbo outages`: what readers cannot see, and how often they were told."""

from __future__ import annotations

import click
from sqlalchemy import text

from dangbo.cli.knowledge import known
from dangbo.cli.output import day, format_option, render

OUTAGES = text("""
    SELECT * FROM dashboard.outages WHERE ended_at IS NULL OR :past
    ORDER BY source_id IS NOT NULL, noticed_at DESC, outage_id DESC
""")
COLUMNS = {
    "what": lambda row: row["source_name"] or "all news",
    "province": lambda row: row["province"],
    "why": lambda row: row["cause"],
    "last news": lambda row: day(row["last_news_at"]),
    "noticed": lambda row: day(row["noticed_at"]),
    "ended": lambda row: day(row["ended_at"]),
    "notices sent": lambda row: row["notices_sent"],
}


@click.command()
@click.option("--past", is_flag=True, help="Those that are over, too.")
@format_option
def outages(past: bool, output_format: str) -> None:
    """What readers are told that they cannot see: no news at all, or of a source.

    The mail itself: dangbo alert --preview RECIPIENT

    Example: dangbo outages --past
    """
    with known().connect() as connection:
        rows = connection.execute(OUTAGES, {"past": past}).mappings().all()
    title = "outages" if past else "outages that last"
    click.echo(render(rows, output_format, title=title, columns=COLUMNS))

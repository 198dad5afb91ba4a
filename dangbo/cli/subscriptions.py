"""`dangbo subscribe`, `unsubscribe` and `subscriptions`: who is told what."""

from __future__ import annotations

from datetime import datetime

import click

from dangbo.cli.knowledge import known
from dangbo.cli.output import format_option, render
from processing.alert import subscriptions as book
from processing.model import HANOI


@click.command()
@click.argument("recipient")
@click.option("--kind", "kinds", multiple=True, help="A kind of event; all by default.")
@click.option("--province", "provinces", multiple=True, help="A slug; all by default.")
@click.option("--position", "positions", multiple=True, help="All by default.")
@click.option("--min-confidence", type=float, default=0.5, show_default=True)
@click.option(
    "--frequency", type=click.Choice(["run", "daily"]), default="run", show_default=True
)
@click.option(
    "--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True
)
@click.option("--note", help="Why; repeated in every mail.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def subscribe(
    recipient: str,
    kinds: tuple[str, ...],
    provinces: tuple[str, ...],
    positions: tuple[str, ...],
    min_confidence: float,
    frequency: str,
    language: str,
    note: str | None,
    yes: bool,
) -> None:
    """Ask for alerts; says first how many mails a week it would have meant.

    Example: dangbo subscribe me@example.org --kind leadership_change
    --province nam-dinh
    """
    engine = known()
    wish = book.Wish(
        recipient=recipient,
        kinds=kinds or book.ALL_KINDS,
        provinces=provinces or None,
        positions=positions or None,
        min_confidence=min_confidence,
        frequency=frequency,
        language=language,
        note=note,
    )
    weekly = book.estimate(engine, wish, as_of=datetime.now(HANOI))
    click.echo(f"over the last year: about {weekly:.1f} mails a week")
    if not yes:
        click.confirm("subscribe?", abort=True)
    click.echo(f"subscription {book.subscribe(engine, wish)} made for {recipient}")


@click.command()
@click.argument("number", type=int)
def unsubscribe(number: int) -> None:
    """End a subscription; `dangbo subscriptions` shows the numbers.

    Example: dangbo unsubscribe 3
    """
    book.unsubscribe(known(), number)
    click.echo(f"subscription {number} ended")


@click.command()
@format_option
def subscriptions(output_format: str) -> None:
    """All active subscriptions.

    Example: dangbo subscriptions --format json
    """
    rows = book.active(known())
    click.echo(render(rows, output_format, title="subscriptions"))

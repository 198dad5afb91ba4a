"""`dangbo subscribe`, `unsubscribe` and `subscriptions`: who is told what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import click
from sqlalchemy import Engine

from dangbo.cli.knowledge import known
from dangbo.cli.output import format_option, render
from processing.alert import subscriptions as book
from processing.alert.advice import advice
from processing.alert.channel import ChannelKind
from processing.alert.channels import kind_of, shown
from processing.alert.step import ensure_operator
from processing.model import HANOI, Kind
from processing.settings import load_settings


@click.command()
@click.argument("recipient")
@click.option(
    "--kind", "kinds", multiple=True, help="Of event; all by default (not --person)."
)
@click.option(
    "--province", "provinces", multiple=True, help="Slug (repeatable); all by default."
)
@click.option("--position", "positions", multiple=True, help="All by default.")
@click.option("--person", "persons", multiple=True, help="A leader, by full name.")
@click.option(
    "--min-confidence",
    type=float,
    default=0.5,
    show_default=True,
    help="From 0 to 1: how sure an event must be.",
)
@click.option(
    "--frequency",
    type=click.Choice(book.FREQUENCIES),
    default="at_once",
    show_default=True,
    help="Digests come in the mail hours; weekly ones on Mondays.",
)
@click.option(
    "--language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Of the mails; quotes stay as printed.",
)
@click.option("--note", help="Why; repeated in every mail.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def subscribe(
    recipient: str,
    kinds: tuple[str, ...],
    provinces: tuple[str, ...],
    positions: tuple[str, ...],
    persons: tuple[str, ...],
    min_confidence: float,
    frequency: str,
    language: str,
    note: str | None,
    yes: bool,
) -> None:
    """Ask for alerts; says first how many mails a week it would have meant.

    RECIPIENT is a mail address, the https:// address of a webhook, or any address of
    Apprise (slack://…, tgram://…): docs/outlets.md.

    Example: dangbo subscribe me@example.org --kind leadership_change
    --province nam-dinh, or dangbo subscribe me@example.org --person "Nguyễn Văn An"
    """
    engine = known()
    kind = kind_of(recipient)
    terms = _terms(kind, recipient)
    now = datetime.now(HANOI)
    every_kind = (Kind.LEADERSHIP_CHANGE.value,) if persons else book.ALL_KINDS
    wish = book.Wish(
        recipient=recipient,
        kinds=kinds or every_kind,
        provinces=provinces or None,
        positions=positions or None,
        persons=persons or None,
        min_confidence=min_confidence,
        frequency=frequency,
        language=language,
        note=note,
    )
    _say_what_it_means(engine, wish, now)
    if not yes:
        click.confirm("subscribe?", abort=True)
    for line in ensure_operator(engine, load_settings()):
        click.echo(line, err=True)
    number = book.subscribe(engine, wish)
    click.echo(f"subscription {number} made for {kind.show(recipient)}")
    if terms:
        click.echo(terms)


def _say_what_it_means(engine: Engine, wish: book.Wish, now: datetime) -> None:
    for line in advice(engine, book.check(wish), now.date()):
        click.echo(line)
    click.echo(_expected(book.estimate(engine, wish, as_of=now)))


def _expected(weekly: float | None) -> str:
    if weekly is None:
        return "no event of the last year is known yet: mails a week cannot be told"
    return f"over the last year: about {weekly:.1f} mails a week"


def _terms(kind: ChannelKind, recipient: str) -> str:
    try:
        return kind.terms(kind.check(recipient), load_settings())
    except ValueError as error:
        raise book.SubscriptionError(f"recipient: {error}") from error


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
    rows = [replace(o, recipient=shown(o.recipient)) for o in book.active(known())]
    click.echo(render(rows, output_format, title="subscriptions"))

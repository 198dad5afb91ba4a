"""`dangbo events`, `leaders`, `resolutions`, `baseline`: what is known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

import click
from sqlalchemy import Engine

from dangbo.cli.output import format_option, render
from processing.alert.wish import ALL_KINDS
from processing.diff import baseline as baseline_step
from processing.diff import queries
from processing.model import HANOI
from processing.settings import load_settings
from processing.store.database import open_store
from processing.store.database import upgrade as upgrade_store

DAY = click.DateTime(["%Y-%m-%d"])
# As much of a sentence as a table has room for; JSON and CSV have it whole.
QUOTED = 160


class Dated(Protocol):
    """What happened on a day, or after one and not later than another."""

    @property
    def occurred_on(self) -> date | None: ...
    @property
    def occurred_after(self) -> date | None: ...


def when(event: Dated) -> str:
    """The day of an event, or the days between which nobody saw it happen."""
    if event.occurred_after:
        return f"{event.occurred_after} … {event.occurred_on}"
    return str(event.occurred_on or "unknown")


def quoted(quote: str | None) -> str:
    """The sentence, cut where a table has no more room."""
    text = " ".join((quote or "").split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


EVENT_COLUMNS = {
    "event": lambda row: row.id,
    "when": when,
    "province": lambda row: row.province,
    "kind": lambda row: row.kind.replace("_", " "),
    "what": lambda row: row.summary,
    "sure": lambda row: f"{row.confidence:.2f}",
    "sources": lambda row: row.source_count,
    "sentence": lambda row: quoted(row.quote),
}
LEADER_COLUMNS = {
    "province": lambda row: row.province,
    "position": lambda row: row.position.replace("_", " "),
    "person": lambda row: row.person,
    "since": lambda row: row.held_from,
    "known by": lambda row: row.held_from_basis,
    "until": lambda row: row.held_to,
    "last seen": lambda row: row.last_seen_on,
}
RESOLUTION_COLUMNS = {
    "when": lambda row: row.occurred_on,
    "province": lambda row: row.province,
    "number": lambda row: row.number,
    "issuer": lambda row: (row.issuer or "").replace("_", " "),
    "state": lambda row: row.state,
    "sources": lambda row: row.source_count,
    "sentence": lambda row: quoted(row.quote),
}


def known() -> Engine:
    """The store, with its schema up to date."""
    engine = open_store(load_settings())
    upgrade_store(engine)
    return engine


def day(value: datetime | None) -> date | None:
    """The date of a click.DateTime value."""
    return value.date() if value else None


@click.command()
@click.option("--province", help="Slug, also one merged since: nam-dinh.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(ALL_KINDS),
    multiple=True,
    help="Only this kind (repeatable).",
)
@click.option("--since", type=DAY, help="First day.")
@click.option("--until", type=DAY, help="Last day.")
@click.option("--news", is_flag=True, help="Only what was news when it was flagged.")
@format_option
def events(
    province: str | None,
    kinds: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    news: bool,
    output_format: str,
) -> None:
    """What has happened, with the sentence that proves each.

    Example: dangbo events --province nam-dinh --since 2021-01-01
    """
    rows = queries.events(
        known(),
        province=province,
        kinds=kinds,
        since=day(since),
        until=day(until),
        only_news=news,
    )
    click.echo(render(rows, output_format, title="events", columns=EVENT_COLUMNS))


@click.command()
@click.argument("province", required=False)
@click.option("--on", type=DAY, help="Who sat there that day; today by default.")
@click.option("--as-known-on", type=DAY, help="As it was known on that day.")
@format_option
def leaders(
    province: str | None,
    on: datetime | None,
    as_known_on: datetime | None,
    output_format: str,
) -> None:
    """Who holds which position, from when, and on what evidence.

    Example: dangbo leaders nam-dinh --on 2021-03-01 --as-known-on 2021-06-01
    """
    rows = queries.leaders(
        known(),
        province=province,
        on=day(on) or datetime.now(HANOI).date(),
        as_known_on=day(as_known_on),
    )
    click.echo(render(rows, output_format, title="leaders", columns=LEADER_COLUMNS))


@click.command()
@click.option("--province", help="Slug, also one merged since: nam-dinh.")
@click.option("--since", type=DAY, help="First day.")
@click.option("--until", type=DAY, help="Last day.")
@format_option
def resolutions(
    province: str | None,
    since: datetime | None,
    until: datetime | None,
    output_format: str,
) -> None:
    """Resolutions adopted or issued.

    Example: dangbo resolutions --province hau-giang --format csv
    """
    rows = queries.resolutions(
        known(), province=province, since=day(since), until=day(until)
    )
    click.echo(
        render(rows, output_format, title="resolutions", columns=RESOLUTION_COLUMNS)
    )


@click.group()
def baseline() -> None:
    """What was known before the first crawl."""


@baseline.command()
def load() -> None:
    """Load secretaries and committee chairs since 2015 as history, without alerts.

    Example: dangbo baseline load
    """
    changed = baseline_step.load(known())
    done = f"{changed} tenures made or changed" if changed else "loaded already"
    click.echo(f"baseline: {done}")

"""`dangbo run`, the five steps by themselves, and `dangbo backfill`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import click

from dangbo import chain
from dangbo.cli.knowledge import known
from dangbo.cli.output import Meter, format_option, printable, render
from dangbo.errors import DangboError
from dangbo.plan import Plan, import_plan
from dangbo.waiting import send_waiting
from processing.alert import deadletters
from processing.model import HANOI
from processing.settings import load_settings

DAY = click.DateTime(["%Y-%m-%d"])

as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    help="The moment to speak for (Hanoi time); now by default.",
)
only_option = click.option(
    "--source", "only", multiple=True, help="Only this source (repeatable)."
)


def plan(as_of: datetime | None, kind: str = "manual") -> Plan:
    """A plan for a run by hand; its key is the second it was asked for."""
    now = datetime.now(HANOI)
    moment = as_of.replace(tzinfo=HANOI) if as_of else now
    return Plan(f"{kind}.{now:%Y%m%dT%H%M%S%f}", kind, moment)


@contextmanager
def one_step(as_of: datetime | None = None) -> Iterator[chain.Chain]:
    """A run of one step alone, ended when the step is."""
    with chain.open_chain(load_settings(), plan(as_of)) as link:
        yield link
        link.finish()


@click.command()
@as_of_option
@only_option
def run(as_of: datetime | None, only: tuple[str, ...]) -> None:
    """The whole chain once, on the configured catalogue, without Airflow.

    Example: dangbo run --source baonamdinh
    """
    with Meter("reading") as meter:
        chain.run_all(
            load_settings(),
            plan(as_of),
            only,
            tell=click.echo,
            meters=lambda label: meter,
        )


@click.command()
@as_of_option
@only_option
def crawl(as_of: datetime | None, only: tuple[str, ...]) -> None:
    """Source → Page: fetch what is new into the archive.

    Example: dangbo crawl --source baonamdinh
    """
    with one_step(as_of) as link:
        for batch in link.batches(only):
            click.echo(link.crawl(batch))


@click.command()
@click.option("--again", is_flag=True, help="Also what older rules have judged.")
@click.option("--since", type=DAY, help="Also all that was fetched since this day.")
@click.option(
    "--source", "only", multiple=True, help="Also all of this source (repeatable)."
)
def clean(again: bool, since: datetime | None, only: tuple[str, ...]) -> None:
    """Page → Article: clean every page not judged yet.

    What was judged before is cleaned once more with --again (after an update), or with
    --source or --since (after a selector was mended). A text that changes corrects its
    article, and the next `dangbo observe` reads it.

    \b
    Example: dangbo clean --again
             dangbo clean --source baonamdinh --since 2025-06-30
    """
    more = None
    if again or since or only:
        from processing.clean.step import Again  # noqa: PLC0415

        more = Again(since.replace(tzinfo=HANOI) if since else None, only)
    with one_step() as link, Meter("clean") as meter:
        link.batches(only)  # refuses a source that is not in the catalogue
        click.echo(link.clean(meter, again=more))


@click.command()
@click.option(
    "--input",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read these articles (JSON Lines) instead, without a database.",
)
def observe(file: Path | None) -> None:
    """Article → Observation; with --input, JSON Lines to standard output.

    Example: dangbo observe --input articles.jsonl > observations.jsonl
    """
    if file is not None:
        from processing.observe.jsonl import observe_file  # noqa: PLC0415

        for line in observe_file(file):
            click.echo(line)
        return
    with one_step() as link, Meter("read") as meter:
        click.echo(link.observe(meter))


@click.command()
@as_of_option
def diff(as_of: datetime | None) -> None:
    """Observation → Event: compare with what is known.

    Example: dangbo diff
    """
    with one_step(as_of) as link:
        click.echo(link.diff())


@click.command()
@as_of_option
@click.option("--waiting", is_flag=True, help="Only send what waits and is due.")
@click.option("--dead", is_flag=True, help="Only list what was given up, and why.")
@click.option(
    "--preview", metavar="RECIPIENT", help="Only show the mail that waits for them."
)
@click.option(
    "--revive", metavar="RECIPIENT", help="Let what was given up for them wait again."
)
@format_option
def alert(
    as_of: datetime | None,
    waiting: bool,
    dead: bool,
    preview: str | None,
    revive: str | None,
    output_format: str,
) -> None:
    """Event → Alert: mail those who asked for what is news.

    Example: dangbo alert, or dangbo alert --dead
    """
    if sum(map(bool, (waiting, dead, preview, revive))) > 1:
        raise click.UsageError(
            "--waiting, --dead, --preview and --revive: give one of them"
        )
    if preview:
        click.echo(_preview(preview, plan(as_of).as_of))
    elif revive:
        count = deadletters.revive(known(), revive)
        click.echo(f"{count} alerts for {revive} wait again: dangbo alert --waiting")
    elif dead:
        rows = deadletters.dead_letters(known())
        click.echo(render(rows, output_format, title="dead letters"))
    elif waiting:
        moment = plan(as_of).as_of
        click.echo(send_waiting(load_settings(), moment))
    else:
        with one_step(as_of) as link:
            click.echo(link.alert())


def _preview(recipient: str, as_of: datetime) -> str:
    from processing.alert.preview import preview  # noqa: PLC0415

    shown = preview(known(), recipient, as_of, load_settings())
    if shown is None:
        return f"nothing waits for {recipient}"
    return "\n".join(map(printable, shown.splitlines()))


@click.command()
@click.option("--since", type=DAY, help="First publication day.")
@click.option(
    "--until",
    type=DAY,
    help="Last publication day; yesterday by default (with --warc: no end).",
)
@click.option(
    "--warc",
    metavar="ADDRESS",
    help="Read WARC files instead of the sites: a file, a folder, any fsspec address.",
)
@only_option
def backfill(
    since: datetime | None,
    until: datetime | None,
    warc: str | None,
    only: tuple[str, ...],
) -> None:
    """History without alerts: from sitemaps and listings, or from WARC files.

    An import of WARC files that was broken off goes on when the same command is
    given again.

    \b
    Example: dangbo backfill --since 2025-01-01 --until 2025-06-30
             dangbo backfill --warc CC-NEWS-20250701012345-00001.warc.gz
    """
    first = since.date() if since else None
    last = until.date() if until else None
    now = datetime.now(HANOI)
    if warc is None and first is None:
        raise DangboError("from which day on? Give --since (or --warc with files)")
    if warc is None and last is None:
        last = now.date() - timedelta(days=1)
    if first and last and first > last:
        raise DangboError(f"--since {first} lies after --until {last}: exchange them")
    if warc is not None:
        ranged = import_plan(warc, now, first, last, only)
    else:
        base = plan(None, "backfill")
        ranged = Plan(base.key, base.kind, base.as_of, since=first, until=last)
    with Meter("reading") as meter:
        chain.run_all(
            load_settings(),
            ranged,
            only,
            tell=click.echo,
            meters=lambda label: meter if label == "crawl" else None,
        )

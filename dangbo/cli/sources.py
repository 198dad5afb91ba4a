"""`dangbo sources`: the catalogue and how its sources are doing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawlers.catalogue import Source
from dangbo.catalogue import sources_of
from dangbo.cli.doctor import doctor
from dangbo.cli.output import day, format_option, render, text_format_option
from dangbo.cli.which_source import described_as, in_catalogue, is_address
from dangbo.errors import DangboError
from processing.model import HANOI
from processing.settings import load_settings
from processing.states import TROUBLE, State

if TYPE_CHECKING:
    from dangbo.probing import Discovered

HEALTH = """
SELECT * FROM dashboard.source_health ORDER BY source_id
"""


def next_try(row: Mapping[str, Any]) -> str:
    """The day on which a source is crawled again."""
    if row["health"] == State.RETIRED:
        return "never"
    return str(row["next_try_on"] or "next run")


def in_words(row: Mapping[str, Any]) -> str:
    """Why a source is as it is, and until when readers are not told of it."""
    muted = row["muted_until"]
    return (
        f"{row['health_words']} (muted until {muted})" if muted else row["health_words"]
    )


HEALTH_COLUMNS = {
    "source": lambda row: row["source_id"],
    "health": lambda row: row["health"],
    "since": lambda row: day(row["health_since"]),
    "in words": in_words,
    "last good": lambda row: day(row["last_good_crawl_at"], "never"),
    "next try": next_try,
    "newest article": lambda row: day(row["newest_article_at"], "none"),
}


# What a person looks for comes first.
URGENCY = (*sorted(TROUBLE), State.QUIET, State.NEW, State.HEALTHY)


def health_table(found: Sequence[Mapping[str, Any]]) -> str:
    """Sources as a table, those in trouble first, and how many are retired."""
    living = [row for row in found if row["health"] != State.RETIRED]
    living.sort(key=lambda row: URGENCY.index(row["health"]))
    shown = render(living, "table", title="health of sources", columns=HEALTH_COLUMNS)
    retired = len(found) - len(living)
    if not retired:
        return shown
    return f"{shown}\n\n{retired} retired are left out (--format json has them)"


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
    for source in sources_of(load_settings()).sources:
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
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option(
    "--check", "is_check", is_flag=True, help="End with 1 if a source is in trouble."
)
def health(output_format: str, as_json: bool, is_check: bool) -> None:
    """How each source is doing, since when, why, and when it is tried again.

    With --check it ends with 1 if any source is degraded, failing, refused or moved,
    for whatever watches this installation.

    Example: dangbo sources health --check
    """
    from sqlalchemy import text  # noqa: PLC0415

    from dangbo.cli.knowledge import known  # noqa: PLC0415

    with known().connect() as connection:
        found = [dict(row) for row in connection.execute(text(HEALTH)).mappings()]
    how = "json" if as_json else output_format
    if how != "table":
        click.echo(render(found, how))
    elif not found:
        click.echo("health of sources: none was ever crawled: dangbo run")
    else:
        click.echo(health_table(found))
    if is_check and any(row["health"] in TROUBLE for row in found):
        raise SystemExit(1)


@sources.command("accept")
@click.argument("source_id", metavar="ID")
def accept_source(source_id: str) -> None:
    """Say that a source is well as it is, after a look at its articles.

    What was held back of a degraded source is read by the next run, and its later
    crawls are measured by the newest one, no longer by those before it.

    Example: dangbo sources accept baohatinh
    """
    from dangbo.cli.knowledge import known  # noqa: PLC0415
    from processing.health.step import accept  # noqa: PLC0415

    with known().begin() as connection:
        run_id = accept(connection, source_id, datetime.now(HANOI))
    if run_id is None:
        raise DangboError(
            f"no source {source_id} was ever crawled: `dangbo sources health` shows all"
        )
    click.echo(f"{source_id}: healthy, measured from run {run_id} on")


@sources.command("mute")
@click.argument("source_id", metavar="ID")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day on which nobody is told; without it readers are told again.",
)
def mute_source(source_id: str, until: datetime | None) -> None:
    """Tell no reader that a source is out, as it is known to be, until a day.

    Its health, and the foot of every mail, say so all the same.

    Example: dangbo sources mute baohatinh --until 2026-02-28
    """
    from dangbo.cli.knowledge import known  # noqa: PLC0415
    from processing.health.outages import mute  # noqa: PLC0415

    last = until.date() if until else None
    with known().begin() as connection:
        if not mute(connection, source_id, last):
            raise DangboError(
                f"no source {source_id} is known: `dangbo sources health` shows all"
            )
    click.echo(f"{source_id}: " + (f"muted until {last}" if last else "not muted"))


@sources.command()
@click.argument("source", metavar="URL|ID")
@text_format_option
def check(source: str, output_format: str) -> None:
    """Ask a live source once and say what it would give.

    What robots.txt says, what each place to look at answers, three articles as they
    would be read, and what stands in the way. For an address the catalogue does not
    describe, the known families are tried. Ends with 1 when no article can be had.

    Example: dangbo sources check baohatinh
    """
    from dangbo.cli.probed import shown  # noqa: PLC0415
    from dangbo.probing import check as check_source  # noqa: PLC0415
    from dangbo.probing import discover  # noqa: PLC0415

    settings = load_settings()
    as_of = datetime.now(HANOI)
    if is_address(source):
        if known_as := described_as(source):
            note = f"the catalogue describes this site: dangbo sources check {known_as}"
            click.echo(note, err=True)
        report = discover(source, as_of=as_of, contact=settings.contact).report
    else:
        found = in_catalogue(source)
        report = check_source(found, as_of=as_of, contact=settings.contact)
    click.echo(shown(report, output_format))
    if not report.is_usable:
        raise SystemExit(1)


@sources.command()
@click.argument("url")
@click.option(
    "--cases",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("tests/sources"),
    show_default=True,
    help="Folder for the test case; none is kept where it is not there.",
)
def new(url: str, cases: Path) -> None:
    """Propose the entry of a new source: YAML on standard output.

    Looks at the front page and three articles; what it found is told on standard
    error. One article is kept as a test case, with what is read from it. Read the
    proposal before you keep it: docs/adding-a-source.md.

    Example: dangbo sources new https://baovidu.vn > crawlers/sources/vi-du.yaml
    """
    from dangbo.cli.probed import shown, shown_entry  # noqa: PLC0415
    from dangbo.probing import discover  # noqa: PLC0415

    as_of = datetime.now(HANOI)
    found = discover(url, as_of=as_of, contact=load_settings().contact)
    click.echo(shown(found.report, "text"), err=True)
    if not found.report.is_usable:
        raise DangboError(f"nothing to propose for {url}: no article could be had")
    click.echo(kept_as_case(found, cases), err=True)
    click.echo(shown_entry(found.source, as_of))


def kept_as_case(found: Discovered, cases: Path) -> str:
    """Keep the first article of a new source as a test case; what was done in words."""
    from dangbo.stored_pages import keep  # noqa: PLC0415

    good = {s.url for s in found.report.samples if s.problem is None}
    page = next(page for page in found.pages if page.url in good)
    if not cases.is_dir():
        return f"no test case kept: there is no folder {cases} here"
    case = keep(cases, found.source, page)
    if case is None:
        return f"no test case kept: {cases / found.source.id} is there already"
    return f"test case kept in {case}: look at {case / 'expected.yaml'}"


sources.add_command(doctor)

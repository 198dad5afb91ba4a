"""`dangbo sources doctor`: which selector of a source broke, and what would mend it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from dangbo.cli.output import counted, printable, text_format_option
from dangbo.cli.which_source import in_catalogue
from dangbo.errors import DangboError
from processing.model import HANOI
from processing.settings import load_settings

if TYPE_CHECKING:
    from dangbo.doctor import Diagnosis, Finding

WORDS = {
    "works": "works",
    "strayed": "its selector finds nothing any more; found without it",
    "broken": "not found any more",
    "never": "never found in the archive",
}


@click.command()
@click.argument("source", metavar="ID")
@click.option("--offline", is_flag=True, help="Take the newest archived pages.")
@text_format_option
def doctor(source: str, offline: bool, output_format: str) -> None:
    """Compare a source's last good page in the archive with today's.

    Says of every field whether its selector still finds it, what it gave on the last
    good page, what it gives now, and which selector would find it. Ends with 1 when
    something broke.

    Example: dangbo sources doctor baohatinh --offline
    """
    from dangbo.cli.knowledge import known  # noqa: PLC0415
    from dangbo.doctor import (  # noqa: PLC0415
        archived_pages,
        diagnose,
        newest_pages,
        pages_today,
    )

    settings = load_settings()
    found = in_catalogue(source)
    with known().connect() as connection:
        kept = archived_pages(connection, settings.archive_address, found.id)
        if offline:
            today, kept = newest_pages(kept)
            if not today:
                raise DangboError(
                    f"no article of {found.id} in the archive: without --offline the "
                    "site itself is asked"
                )
        else:
            today = pages_today(found, datetime.now(HANOI), settings.contact)
        diagnosis = diagnose(found, today, kept)
    click.echo(_shown(diagnosis, output_format))
    if not diagnosis.is_healthy:
        raise SystemExit(1)


def _shown(diagnosis: Diagnosis, output_format: str) -> str:
    if output_format == "json":
        data = {**asdict(diagnosis), "healthy": diagnosis.is_healthy}
        return json.dumps(data, ensure_ascii=False, indent=2)
    return "\n".join(printable(line) for line in _lines(diagnosis))


def _lines(diagnosis: Diagnosis) -> Iterator[str]:
    yield f"{diagnosis.source_id}: looked at {counted(len(diagnosis.today), 'page')}"
    yield from (f"  {url}" for url in diagnosis.today)
    if diagnosis.refusals:
        yield "no articles any more:"
        yield from (f"  {words}" for words in diagnosis.refusals)
    for finding in diagnosis.findings:
        yield from _finding(finding)
    yield "healthy" if diagnosis.is_healthy else "something broke"


def _finding(finding: Finding) -> Iterator[str]:
    by = f" ({finding.selector})" if finding.selector else ""
    yield f"{finding.field}{by}: {WORDS[finding.state]}"
    if finding.seen_on:
        yield f"  then: {finding.then}"
        yield f"        on {finding.seen_on}"
    if finding.now:
        yield f"  now:  {finding.now}"
    if finding.proposed and finding.state != "works":
        yield f"  try:  {finding.field}: '{finding.proposed}'"

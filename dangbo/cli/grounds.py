"""`dangbo review show`: an event with all that it rests on, before it is judged."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime

import click

from dangbo.cli.knowledge import known, when
from dangbo.cli.output import counted, plain, text_format_option
from processing.diff.grounds import Grounds, Sentence, grounds
from processing.diff.reviews import ReviewRow
from processing.model import HANOI


@click.command()
@click.argument("event", type=int)
@text_format_option
def show(event: int, output_format: str) -> None:
    """Show an event with every sentence it rests on, and where its bytes are kept.

    Example: dangbo review show 12
    """
    found = grounds(known(), event)
    if output_format == "json":
        record = dataclasses.asdict(found)
        click.echo(json.dumps(record, ensure_ascii=False, indent=2, default=plain))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: Grounds) -> Iterator[str]:
    kind = found.kind.replace("_", " ")
    news = "news" if found.is_news else "no news"
    yield f"event {found.event}: {found.summary}"
    yield f"  {found.province}, {kind}, {when(found)}"
    yield (
        f"  {found.status}, {news} when it was found on {_day(found.flagged_at)};"
        f" {found.confidence:.0%} sure,"
        f" {counted(found.source_count, 'independent source')}"
    )
    for review in found.reviews:
        yield f"  {_reviewed(review)}"
    for sentence in found.sentences:
        yield ""
        yield from _proof(sentence)


def _reviewed(review: ReviewRow) -> str:
    edits = f" ({review.edits})" if review.edits else ""
    note = f": {review.note}" if review.note else ""
    until_now = "" if review.is_current else ", until the next"
    day = _day(review.decided_at)
    return f"{review.decision}{edits} by {review.decided_by} on {day}{until_now}{note}"


def _proof(sentence: Sentence) -> Iterator[str]:
    quote = " ".join(sentence.quote.split())
    published = _day(sentence.published_at) if sentence.published_at else "no date"
    yield f"  {sentence.role}: “{quote}”"
    yield f"    {' '.join(sentence.title.split())} ({sentence.source}, {published})"
    yield f"    {sentence.url}"
    yield f"    archive: {sentence.kept_in or 'let go by its rules'}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%Y-%m-%d}"

"""How a probe of a source is shown: for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

import yaml

from crawlers.catalogue import Source
from crawlers.probing.probe import PlaceAnswer
from crawlers.probing.proposal import entry
from dangbo.cli.output import plain, printable
from dangbo.probing import Report, Sample
from processing.clean.origins import FIELDS

MOST_FAMILIES = 4
# Characters of a field that are shown.
SHOWN = 70
UNKNOWN_HOME = """\
    # Whose paper it is, and since when; a central one has no home, and kind: central.
    # home:
    #   - {province: …}
"""


def shown(report: Report, output_format: str) -> str:
    """A report, ready to be printed."""
    return _json(report) if output_format == "json" else "\n".join(_lines(report))


def shown_entry(source: Source, day: datetime) -> str:
    """A proposed source as YAML for the catalogue."""
    text = yaml.safe_dump(
        {"sources": [entry(source, day)]}, allow_unicode=True, sort_keys=False
    )
    head, mark, tail = _indented(text).partition("    base_url:")
    return f"{head}{UNKNOWN_HOME}{mark}{tail}".rstrip()


def _indented(text: str) -> str:
    """Lists set in by two, as the catalogue's files have them."""
    first, *rest = text.splitlines()
    return "\n".join([first, *(f"  {line}" for line in rest)])


def _json(report: Report) -> str:
    data = {**asdict(report), "usable": report.is_usable}
    return json.dumps(data, ensure_ascii=False, indent=2, default=plain)


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.source_id} ({report.base_url}), family {report.family}"
    yield f"robots.txt {report.robots}"
    for fit in report.families[:MOST_FAMILIES]:
        yield (
            f"family {fit.family}: {_counted(fit.links)},"
            f" its selectors fit {fit.selected} of {fit.samples} articles"
        )
    yield "places:"
    yield from (f"  {_place(place)}" for place in report.places)
    yield f"articles: {len(report.samples) or 'none'}"
    for number, sample in enumerate(report.samples, start=1):
        yield from _sample(number, sample)
    if report.obstacles:
        yield "obstacles:"
        yield from (f"  {printable(words)}" for words in report.obstacles)
    yield "usable" if report.is_usable else "not usable: no article could be had"


def _place(place: PlaceAnswer) -> str:
    words = printable(f"{place.kind} {place.url}: {place.words}")
    if place.links:
        others = f" of {place.entries} addresses" if place.entries > place.links else ""
        words += f", {_counted(place.links)}{others}"
    if place.newest:
        words += f", the newest of {place.newest:%Y-%m-%d %H:%M}"
    return words


def _counted(links: int) -> str:
    return f"{links} article link{'' if links == 1 else 's'}"


def _sample(number: int, sample: Sample) -> Iterator[str]:
    yield printable(f"  {number}. {sample.title or '(no title)'}")
    yield printable(f"     {sample.url} ({sample.key})")
    if sample.problem:
        yield printable(f"     {sample.problem}")
        return
    found = {origin.field: origin for origin in sample.origins}
    for field in FIELDS:
        if origin := found.get(field):
            yield printable(f"     {field:7}{_short(origin.value)} ({origin.where})")
        else:
            yield f"     {field:7}not found"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"

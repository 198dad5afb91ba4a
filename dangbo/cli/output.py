"""Rows as a table for people, JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from processing.export.cells import cell
from processing.model import HANOI

# A column of a table is never folded below so many characters, nor is a shorter one.
NARROWEST = 20
# What stands between two columns.
GAP = 3

FORMATS = click.Choice(["table", "json", "csv"])

format_option = click.option(
    "--format",
    "output_format",
    type=FORMATS,
    default="table",
    show_default=True,
    help="How to print.",
)
text_format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)


def as_record(row: Any) -> dict[str, Any]:
    """A row (dataclass or mapping) as a plain dictionary."""
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return {f.name: getattr(row, f.name) for f in dataclasses.fields(row)}
    return dict(row)


def plain(value: Any) -> Any:
    """A value that JSON and CSV can carry: dates as ISO, decimals as numbers."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def day(moment: datetime | None, otherwise: str = "") -> str:
    """The day of a moment in Viet Nam."""
    return f"{moment.astimezone(HANOI):%Y-%m-%d}" if moment else otherwise


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 file", "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def render(
    rows: Sequence[Any],
    output_format: str,
    *,
    title: str = "",
    columns: Mapping[str, Callable[[Any], object]] | None = None,
) -> str:
    """All rows in one of the formats of FORMATS, ready to be printed.

    JSON and CSV carry every field; a table for people only ``columns``, each a
    heading with what to show of a row.
    """
    if output_format == "table" and columns:
        rows = [{name: show(row) for name, show in columns.items()} for row in rows]
    if output_format == "table":
        return _table([as_record(row) for row in rows], title)
    records = [{k: plain(v) for k, v in as_record(row).items()} for row in rows]
    if output_format == "json":
        return json.dumps(records, ensure_ascii=False, indent=2)
    return _csv(records)


def _csv(records: Sequence[dict[str, Any]]) -> str:
    if not records:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(records[0]), lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({k: cell(v) for k, v in record.items()})
    return out.getvalue().rstrip("\n")


def _table(records: Sequence[dict[str, Any]], title: str) -> str:
    if not records:
        return f"{title or 'rows'}: none"
    cells = [[_shown(value) for value in record.values()] for record in records]
    headings = [name.replace("_", " ") for name in records[0]]
    columns = [list(column) for column in zip(headings, *cells, strict=True)]
    widths = [max(map(cell_len, column)) for column in columns]
    # What does not even fit folded stands row by row, a line a field, as psql does it.
    if sum(min(width, NARROWEST) + GAP for width in widths) > _width():
        return _blocks(headings, cells, title)
    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD)
    for name, width in zip(headings, widths, strict=True):
        table.add_column(name, overflow="fold", no_wrap=width <= NARROWEST)
    for row in cells:
        table.add_row(*row)
    console = Console(file=io.StringIO(), width=_width(), color_system=None)
    console.print(table, markup=False)
    out = console.file
    assert isinstance(out, io.StringIO)
    # Without the spaces that fill each line up: they wrap where the window is narrower.
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def _blocks(headings: list[str], cells: list[list[str]], title: str) -> str:
    """Each row as lines of heading and value; what is empty is left out."""
    margin = max(map(cell_len, headings))
    blocks = [
        "\n".join(
            f"  {heading:<{margin}}  {value}"
            for heading, value in zip(headings, row, strict=True)
            if value
        )
        for row in cells
    ]
    return "\n\n".join([title, *blocks] if title else blocks)


def _width() -> int:
    return max(80, Console().width if Console().is_terminal else 160)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(HANOI):%Y-%m-%d %H:%M}"
    if isinstance(value, float | Decimal):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return printable(str(value))


def printable(text: str) -> str:
    """Text of strangers for a terminal: without its control characters."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


class Meter:
    """Progress of long work: a bar on a terminal, a line a step elsewhere."""

    def __init__(self, label: str) -> None:
        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._label = label
        self._task = self._bar.add_task(label, total=None)

    def __enter__(self) -> Meter:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int | None) -> None:
        """Show that ``done`` of ``total`` pieces of work are finished."""
        self._bar.update(self._task, completed=done, total=total)

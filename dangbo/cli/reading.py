"""`dangbo extract` and `dangbo evaluate`: one page, or one folder of labels."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dangbo.catalogue import named, sources_of
from dangbo.errors import DangboError
from processing.settings import load_settings

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, help="The address the page was saved from.")
@click.option("--source", "source_id", help="Use this source's selectors and zone.")
def extract(file: Path, url: str, source_id: str | None) -> None:
    """Clean a saved page into one JSON object.

    Example: dangbo extract page.html --url https://baonamdinh.vn/...-2534418/
    """
    from processing.clean.jsonable import extract_to_json  # noqa: PLC0415

    source = None
    if source_id is not None:
        settings = load_settings()
        [source] = named(sources_of(settings), [source_id], settings)
    result = extract_to_json(file.read_bytes(), url, source=source)
    click.echo(json.dumps(result, ensure_ascii=False))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--half", type=click.Choice(["a", "b"]), help="Only one half of it.")
@click.option("--show", type=int, default=0, help="Show so many errors.")
@click.option("--tenure", is_flag=True, help="Who sat where, beside reference works.")
@click.option("--floors", type=FILE, help="Fail if a figure is under this file's.")
@click.option("--write-floors", "written", type=FILE, help="Make these the floors.")
@click.option("--lower", metavar="WHY", help="With --write-floors: some may sink.")
def evaluate(
    folder: Path,
    half: str | None,
    show: int,
    tenure: bool,
    floors: Path | None,
    written: Path | None,
    lower: str | None,
) -> None:
    """Precision and recall, per kind and field, on a folder of labelled articles.

    Example: dangbo evaluate labelled --half b
    """
    from processing.observe.evaluate import report, score_folder  # noqa: PLC0415
    from processing.observe.floors import load_floors, write_floors  # noqa: PLC0415

    if tenure:
        from dangbo import tenures  # noqa: PLC0415

        click.echo(tenures.evaluate(folder))
        return
    score = score_folder(folder, half=half)
    click.echo(report(score, show=show))
    if floors is not None and (under := load_floors(floors).under(score.figures())):
        raise DangboError("; ".join(under))
    if written is not None:
        write_floors(score, written, lower=lower)

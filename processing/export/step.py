"""`dangbo export`: one reading of the store, its files, and a list of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from processing.export.errors import ExportError
from processing.export.offices import holdings
from processing.export.sheets import SHEETS, Choice
from processing.gazetteer.organisations import SLUGS

FORMATS = ("csv", "parquet", "ftm", "popolo")


@dataclass(frozen=True, slots=True)
class Exported:
    """One file, with what proves that it arrived whole."""

    name: str
    rows: int
    bytes: int
    sha256: str


def export(
    engine: Engine,
    folder: Path,
    form: str,
    choice: Choice,
    *,
    for_excel: bool = False,
) -> list[Exported]:
    """Write the files of one of ``FORMATS`` to ``folder``, and their manifest.

    All files show the store at one moment. The same store makes the same bytes. A file
    appears whole or not at all.

    Raises:
        ExportError: naming what is wrong (format, province, folder) and the remedy.
    """
    _check(form, choice)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _at_one_moment(engine) as connection:
            files = list(_write(connection, folder, form, choice, for_excel))
        manifest = folder / f"manifest-{form}.json"
        manifest.write_text(_manifest(files, form, choice), encoding="utf-8")
    except OSError as error:
        raise ExportError(
            f"{folder} cannot be written ({error.strerror}): choose another --out"
        ) from error
    return files


def _check(form: str, choice: Choice) -> None:
    if form not in FORMATS:
        raise ExportError(f"format: {form!r} is unknown: use {', '.join(FORMATS)}")
    if choice.province is not None and choice.province not in SLUGS:
        raise ExportError(
            f"province: {choice.province!r} is unknown: write it as nam-dinh"
        )


@contextmanager
def _at_one_moment(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    ) as connection:
        yield connection


def _write(
    connection: Connection, folder: Path, form: str, choice: Choice, for_excel: bool
) -> Iterator[Exported]:
    if form == "ftm":
        from processing.export.ftm import write_ftm  # noqa: PLC0415 - one of four

        with _file(folder, "entities.ftm.json") as path:
            rows = write_ftm(path, holdings(connection, choice))
        yield _exported(folder / "entities.ftm.json", rows)
    elif form == "popolo":
        from processing.export.popolo import write_popolo  # noqa: PLC0415

        with _file(folder, "popolo.json") as path:
            rows = write_popolo(path, holdings(connection, choice))
        yield _exported(folder / "popolo.json", rows)
    else:
        yield from _sheets(connection, folder, form, choice, for_excel)


def _sheets(
    connection: Connection, folder: Path, form: str, choice: Choice, for_excel: bool
) -> Iterator[Exported]:
    for sheet in SHEETS:
        name = f"{sheet.name}.{form}"
        columns = sheet.columns(connection, choice)
        rows = sheet.rows(connection, columns, choice)
        with _file(folder, name) as path:
            if form == "csv":
                from processing.export.csvfile import write_csv  # noqa: PLC0415

                count = write_csv(path, columns, rows, for_excel=for_excel)
            else:
                from processing.export.parquetfile import write_parquet  # noqa: PLC0415

                count = write_parquet(path, columns, rows)
        yield _exported(folder / name, count)


@contextmanager
def _file(folder: Path, name: str) -> Iterator[Path]:
    """A path to write to; the file takes its name once it is whole."""
    half = folder / f"{name}.new"
    try:
        yield half
        half.replace(folder / name)
    finally:
        half.unlink(missing_ok=True)


def _exported(path: Path, rows: int) -> Exported:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Exported(path.name, rows, path.stat().st_size, digest)


def _manifest(files: list[Exported], form: str, choice: Choice) -> str:
    listed = [
        {"name": f.name, "rows": f.rows, "bytes": f.bytes, "sha256": f.sha256}
        for f in files
    ]
    about = {
        "format": form,
        "province": choice.province,
        "since": choice.since and choice.since.isoformat(),
        "with_texts": choice.with_texts,
        "files": listed,
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"

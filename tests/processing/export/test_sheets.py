"""Tables out of the store, read back as spreadsheets and data frames read them."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from processing.export import parquetfile, sheets
from processing.export.cells import guarded
from processing.export.errors import ExportError
from processing.export.sheets import Choice
from processing.export.step import export
from processing.store import tables
from tests.processing.alert.world import World

ALL = Choice()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_come_as_csv_with_both_times_of_leaders(
    world: World, tmp_path: Path
) -> None:
    export(world.engine, tmp_path, "csv", ALL)
    events = rows(tmp_path / "events.csv")
    assert len(events) == 3
    assert events[0]["quote"] == 'Ông "Ất", được bầu;\nlàm Bí thư.'
    assert events[0]["occurred_on"] == "2020-09-01"
    assert len(rows(tmp_path / "resolutions.csv")) == 2
    leaders = rows(tmp_path / "leaders.csv")
    told = [
        (row["person"], row["held_from"], row["known_since"], row["known_until"])
        for row in leaders
        if row["person"] == "Phạm Thị Bính" and row["position"] == "party_secretary"
    ]
    assert told == [
        ("Phạm Thị Bính", "2023-06-01", "2023-06-30T17:00:00+00:00",
         "2025-10-01T23:00:00+00:00"),
        ("Phạm Thị Bính", "2023-05-05", "2025-10-01T23:00:00+00:00", ""),
    ]  # fmt: skip
    assert "days_in_office" not in leaders[0]


def test_no_cell_runs_as_a_formula(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path, "csv", ALL)
    articles = rows(tmp_path / "articles.csv")
    titles = {row["title"] for row in articles}
    assert titles == {"'=1+1", "'\t@SUM(A1)", "Nghị quyết mới của Tỉnh ủy"}
    assert rows(tmp_path / "events.csv")[1]["quote"] == "'+84 là mã vùng."


@given(st.text())
def test_whatever_a_cell_holds_it_begins_like_a_text(text: str) -> None:
    kept = guarded(text)
    assert kept in (text, "'" + text)
    assert not kept.lstrip(" \t\r\n\u00a0\u3000").startswith(tuple("=+-@"))


def test_excel_is_told_the_encoding_only_when_asked(
    world: World, tmp_path: Path
) -> None:
    export(world.engine, tmp_path / "plain", "csv", ALL)
    export(world.engine, tmp_path / "excel", "csv", ALL, for_excel=True)
    plain = (tmp_path / "plain" / "events.csv").read_bytes()
    excel = (tmp_path / "excel" / "events.csv").read_bytes()
    assert excel == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b"event_id,kind,")


def test_parquet_has_types_and_meanings_and_the_same_rows(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquetfile, "BATCH", 2)
    export(world.engine, tmp_path, "parquet", ALL)
    export(world.engine, tmp_path, "csv", ALL)
    for sheet in sheets.SHEETS:
        table = pq.read_table(tmp_path / f"{sheet.name}.parquet")
        assert table.num_rows == len(rows(tmp_path / f"{sheet.name}.csv"))
    file = pq.ParquetFile(tmp_path / "events.parquet")
    assert file.num_row_groups == 2
    [first, *_] = file.read().to_pylist()
    assert first["occurred_on"] == date(2020, 9, 1)
    assert first["confidence"] == 0.9
    assert first["first_seen_at"] == datetime(2025, 10, 1, 22, 30, tzinfo=UTC)
    assert first["is_news"] is True
    meaning = file.schema_arrow.field("confidence").metadata[b"comment"]
    assert meaning == b"Above 0, at most 1."


def test_a_province_brings_what_was_merged_and_a_day_cuts_off(
    world: World, tmp_path: Path
) -> None:
    export(world.engine, tmp_path, "csv", Choice(province="ninh-binh"))
    assert {r["province"] for r in rows(tmp_path / "events.csv")} == {
        "nam-dinh", "ninh-binh",
    }  # fmt: skip
    leaders = {r["person"] for r in rows(tmp_path / "leaders.csv")}
    assert leaders == {"Đoàn Văn Ất", "Phạm Thị Bính"}
    export(world.engine, tmp_path, "csv", Choice(since=date(2023, 5, 5)))
    assert len(rows(tmp_path / "events.csv")) == 2
    leaders = {r["person"] for r in rows(tmp_path / "leaders.csv")}
    assert leaders == {"Phạm Thị Bính", "Trần Văn Đinh"}


def test_texts_of_papers_are_left_out_unless_asked_for(
    world: World, tmp_path: Path
) -> None:
    export(world.engine, tmp_path, "csv", ALL)
    assert {"text", "lead"}.isdisjoint(rows(tmp_path / "articles.csv")[0])
    export(world.engine, tmp_path, "csv", Choice(with_texts=True))
    texts = [row["text"] for row in rows(tmp_path / "articles.csv")]
    assert texts[0] == 'Ông "Ất", được bầu;\nlàm Bí thư.'


@pytest.mark.parametrize("form", ["csv", "parquet", "ftm", "popolo"])
def test_the_same_store_makes_the_same_bytes_as_the_manifest_says(
    world: World, tmp_path: Path, form: str
) -> None:
    first = export(world.engine, tmp_path / "a", form, ALL)
    second = export(world.engine, tmp_path / "b", form, ALL)
    assert first == second
    listed = json.loads((tmp_path / "a" / f"manifest-{form}.json").read_bytes())
    assert {f["name"] for f in listed["files"]} | {f"manifest-{form}.json"} == {
        path.name for path in (tmp_path / "a").iterdir()
    }
    for file in listed["files"]:
        content = (tmp_path / "a" / file["name"]).read_bytes()
        assert content == (tmp_path / "b" / file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert len(content) == file["bytes"]


def test_all_files_show_one_moment(world: World, tmp_path: Path) -> None:
    """An event that comes while the first file is written is in none."""
    [event_sheet, *_] = sheets.SHEETS
    with world.engine.connect().execution_options(
        isolation_level="REPEATABLE READ"
    ) as connection:
        columns = event_sheet.columns(connection, ALL)
        before = list(event_sheet.rows(connection, columns, ALL))
        world.event(world.run())
        assert list(event_sheet.rows(connection, columns, ALL)) == before


def test_what_was_not_finished_is_not_there(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(world.engine, tmp_path, "csv", ALL)
    before = (tmp_path / "articles.csv").read_bytes()
    monkeypatch.setattr("processing.export.csvfile.cell", _fail_at_second)
    with pytest.raises(RuntimeError):
        export(world.engine, tmp_path, "csv", Choice(with_texts=True))
    assert (tmp_path / "articles.csv").read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def _fail_at_second(value: object) -> object:
    raise RuntimeError(value)


def test_wrong_wishes_are_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="format: 'xls' is unknown: use csv"):
        export(world.engine, tmp_path, "xls", ALL)
    with pytest.raises(ExportError, match="province: 'x' is unknown: write it as"):
        export(world.engine, tmp_path, "csv", Choice(province="x"))
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        export(world.engine, tmp_path / "file", "csv", ALL)


def test_rows_are_read_in_batches(world: World, tmp_path: Path) -> None:
    run = world.run()
    source = world.source()
    many = 3 * sheets.BATCH
    given = [
        {"key": f"k{n}", "url": f"https://p.example/{n}", "source_id": source,
         "first_seen_at": datetime(2025, 1, 1, tzinfo=UTC),
         "last_seen_at": datetime(2025, 1, 1, tzinfo=UTC), "newest_number": 1}
        for n in range(many)
    ]  # fmt: skip
    with world.engine.begin() as connection:
        connection.execute(insert(tables.article), given)
    [*_, articles] = sheets.SHEETS
    with world.engine.connect() as connection:
        columns = articles.columns(connection, ALL)
        found = articles.rows(connection, columns, ALL)
        first = next(found)
        cursors = connection.exec_driver_sql("SELECT count(*) FROM pg_cursors")
        assert cursors.scalar() == 1
        assert 1 + sum(1 for _ in found) == many + 3
    assert len(first) == len(columns)
    assert run

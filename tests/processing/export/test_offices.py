"""People and offices: read back by the library and the schema of each format."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from processing.export.sheets import Choice
from processing.export.step import export
from tests.processing.alert.world import World

HERE = Path(__file__).parent
LIBRARY = HERE.parents[2] / ".venv-ftm" / "bin" / "python"
ALL = Choice()


def entities(world: World, folder: Path, choice: Choice = ALL) -> list[dict[str, Any]]:
    export(world.engine, folder, "ftm", choice)
    lines = (folder / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def of(found: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [entity["properties"] for entity in found if entity["schema"] == schema]


def test_people_hold_positions_of_organisations(world: World, tmp_path: Path) -> None:
    found = entities(world, tmp_path)
    assert sorted(p["name"][0] for p in of(found, "Person")) == [
        "Phạm Thị Bính", "Trần Văn Đinh", "Đoàn Văn Ất",
    ]  # fmt: skip
    assert {p["name"][0] for p in of(found, "Organization")} == {
        "Đảng bộ tỉnh Nam Định", "Đảng bộ thành phố Hà Nội",
    }  # fmt: skip
    [council] = of(found, "PublicBody")
    assert council["name"] == ["Hội đồng nhân dân tỉnh Nam Định"]
    assert council["dissolutionDate"] == ["2025-06-30"]
    assert {p["name"][0] for p in of(found, "Position")} == {
        "Bí thư Tỉnh ủy, Nam Định",
        "Bí thư Thành ủy, Hà Nội",
        "Chủ tịch Hội đồng nhân dân, Nam Định",
    }


def test_an_occupancy_has_its_days_and_its_source(world: World, tmp_path: Path) -> None:
    first, seen, *_ = of(entities(world, tmp_path), "Occupancy")
    assert (first["startDate"], first["endDate"]) == (["2020-09-01"], ["2023-05-04"])
    assert first["status"] == ["ended"]
    assert first["sourceUrl"][0].startswith("https://paper.example/")
    assert first["summary"][0].startswith('Ông "Ất", được bầu')
    # Seen first on a day is not begun on it.
    assert "startDate" not in seen
    assert seen["date"] == ["2023-05-05"]


def test_what_was_once_thought_is_not_exported(world: World, tmp_path: Path) -> None:
    occupancies = of(entities(world, tmp_path), "Occupancy")
    assert len(occupancies) == 4
    assert ["2023-06-01"] not in [o.get("startDate") for o in occupancies]


def test_every_line_points_only_to_lines_before_it(
    world: World, tmp_path: Path
) -> None:
    seen: set[str] = set()
    for entity in entities(world, tmp_path):
        for name in ("holder", "post", "organization"):
            assert seen.issuperset(entity["properties"].get(name, []))
        assert entity["id"] not in seen
        seen.add(entity["id"])


def test_an_export_of_a_province_has_its_people_alone(
    world: World, tmp_path: Path
) -> None:
    found = entities(world, tmp_path, Choice(province="ninh-binh"))
    names = {p["name"][0] for p in of(found, "Person")}
    assert names == {"Phạm Thị Bính", "Đoàn Văn Ất"}


@pytest.mark.skipif(
    not LIBRARY.exists(), reason="no followthemoney here: `make ftm` installs it"
)
def test_the_library_reads_every_entity_and_drops_nothing(
    world: World, tmp_path: Path
) -> None:
    written = entities(world, tmp_path)
    done = subprocess.run(
        [LIBRARY, HERE / "read_ftm.py"],
        input=(tmp_path / "entities.ftm.json").read_bytes(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    read = json.loads(done.stdout)
    assert read["dropped"] == []
    assert len(read["entities"]) == len(written)
    for entity in read["entities"].values():
        for name, target in entity["points_to"].items():
            pointed = read["entities"][target]["schema"]
            assert pointed in {"Person", "Position", "Organization", "PublicBody"}
            if name == "holder":
                assert pointed == "Person"
            if name == "post":
                assert pointed == "Position"
    captions = {e["caption"] for e in read["entities"].values()}
    assert "Đoàn Văn Ất" in captions


def test_popolo_holds_to_its_schema_and_points_to_what_is_there(
    world: World, tmp_path: Path
) -> None:
    export(world.engine, tmp_path, "popolo", ALL)
    found = json.loads((tmp_path / "popolo.json").read_text(encoding="utf-8"))
    schema = json.loads((HERE / "popolo.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker()
    ).validate(found)
    ids = {name: {record["id"] for record in found[name]} for name in found}
    for member in found["memberships"]:
        assert member["person_id"] in ids["persons"]
        assert member["organization_id"] in ids["organizations"]
        assert member["post_id"] in ids["posts"]
    first = found["memberships"][0]
    assert (first["start_date"], first["end_date"]) == ("2020-09-01", "2023-05-04")
    assert first["sources"][0]["url"].startswith("https://paper.example/")


def test_both_formats_name_things_alike(world: World, tmp_path: Path) -> None:
    written = {entity["id"] for entity in entities(world, tmp_path)}
    export(world.engine, tmp_path, "popolo", ALL)
    found = json.loads((tmp_path / "popolo.json").read_text(encoding="utf-8"))
    assert {r["id"] for records in found.values() for r in records} == written

"""The registry of organisations: counts, succession, names and levels over time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from processing.gazetteer import organisations
from processing.gazetteer.organisations import (
    NAMES,
    ORGANISATIONS,
    existing_on,
    level_on,
    name_on,
    predecessors,
    resolve,
    slug_on,
    successors,
)

LAST_OF_63 = date(2025, 6, 30)
FIRST_OF_34 = date(2025, 7, 1)


def id_of(slug: str, on: date | None) -> str | None:
    found = resolve(slug, on)
    return found.id if found else None


def test_there_are_63_until_the_merger_and_34_since():
    assert len(existing_on(date(2010, 1, 1))) == 63
    assert len(existing_on(LAST_OF_63)) == 63
    assert len(existing_on(FIRST_OF_34)) == 34
    assert len(existing_on(date(2026, 11, 21))) == 34


def test_every_slug_means_one_organisation_on_each_side_of_the_merger():
    for day, count in ((LAST_OF_63, 63), (FIRST_OF_34, 34)):
        slugs = {slug_on(item.id, day) for item in existing_on(day)}
        assert len(slugs) == count
        for slug in slugs:
            found = resolve(slug, day)
            assert found is not None
            assert slug_on(found.id, day) == slug


def test_nam_dinh_went_into_the_second_ninh_binh():
    assert [item.id for item in successors("nam-dinh-1")] == ["ninh-binh-2"]
    came = [item.id for item in predecessors("ninh-binh-2")]
    assert came == ["ha-nam-1", "nam-dinh-1", "ninh-binh-1"]
    assert id_of("nam-dinh", LAST_OF_63) == "nam-dinh-1"
    assert id_of("nam-dinh", FIRST_OF_34) is None
    assert id_of("ninh-binh", LAST_OF_63) == "ninh-binh-1"
    assert id_of("ninh-binh", FIRST_OF_34) == "ninh-binh-2"


def test_23_organisations_are_new_and_take_in_52():
    new = [item for item in ORGANISATIONS if item.id.endswith("-2")]
    assert len(new) == 23
    assert sum(len(predecessors(item.id)) for item in new) == 52
    assert all(len(predecessors(item.id)) in (2, 3) for item in new)


def test_an_unmerged_organisation_is_one_throughout():
    unmerged = [o for o in ORGANISATIONS if o.id.endswith("-1") and not o.valid_to]
    assert len(unmerged) == 11
    assert id_of("ha-noi", date(2015, 1, 1)) == id_of("ha-noi", date(2026, 1, 1))


def test_hue_changed_name_and_level_but_is_the_same_organisation():
    before, after = date(2024, 12, 31), date(2025, 1, 1)
    assert id_of("thua-thien-hue", before) == id_of("hue", after) == "hue-1"
    assert (slug_on("hue-1", before), level_on("hue-1", before)) == (
        "thua-thien-hue",
        "province",
    )
    assert (slug_on("hue-1", after), level_on("hue-1", after)) == (
        "hue",
        "central_city",
    )
    # Writers use the new name of the old province, and the other way round.
    assert id_of("hue", before) == id_of("thua-thien-hue", after) == "hue-1"


@pytest.mark.parametrize(
    ("organisation", "first_day_as_city"),
    [
        ("dong-nai-2", date(2026, 4, 30)),
        ("quang-ninh-1", date(2026, 9, 1)),
        ("bac-ninh-2", date(2026, 9, 20)),
    ],
)
def test_three_provinces_became_cities_in_2026(organisation, first_day_as_city):
    before = first_day_as_city - timedelta(days=1)
    assert level_on(organisation, before) == "province"
    assert level_on(organisation, first_day_as_city) == "central_city"


def test_since_september_2026_there_are_nine_cities():
    day = date(2026, 9, 20)
    levels = [level_on(item.id, day) for item in existing_on(day)]
    assert (levels.count("central_city"), levels.count("province")) == (9, 25)


def test_names_of_an_organisation_leave_no_gap_and_no_overlap():
    for item in ORGANISATIONS:
        names = sorted(
            (name for name in NAMES if name.organisation_id == item.id),
            key=lambda name: name.valid_from,
        )
        assert names[0].valid_from == item.valid_from
        assert names[-1].valid_to == item.valid_to
        for one, next_one in pairwise(names):
            assert one.valid_to is not None
            assert next_one.valid_from == one.valid_to + timedelta(days=1)


def test_without_a_day_a_slug_is_its_latest_organisation():
    assert id_of("ninh-binh", None) == "ninh-binh-2"
    assert id_of("nam-dinh", None) == "nam-dinh-1"
    assert resolve("atlantis", None) is None


def test_the_name_before_the_first_day_is_the_first_name():
    assert name_on("hue-1", date(1950, 1, 1)).slug == "thua-thien-hue"
    with pytest.raises(KeyError):
        name_on("atlantis-1", date(2020, 1, 1))


def test_the_registry_agrees_with_iso_3166_2():
    pycountry = pytest.importorskip("pycountry", reason="pycountry is not installed")
    listed = {item.code for item in pycountry.subdivisions.get(country_code="VN")}
    ours = [item.iso for item in existing_on(LAST_OF_63)]
    assert len(set(ours)) == 63
    assert set(ours) == listed


def test_the_registry_agrees_with_a_kept_library():
    library = pytest.importorskip(
        "vietnam_provinces", reason="vietnam-provinces needs Python 3.12"
    )
    kinds = {"tỉnh": "province", "thành phố trung ương": "central_city"}
    theirs = {
        _without_type(item.name): kinds[str(item.division_type.value)]
        for item in library.Province.iter_all()
    }
    today = date(2026, 9, 20)
    ours = {o.name: level_on(o.id, today) for o in existing_on(today)}
    assert ours == theirs


def _without_type(name: str) -> str:
    return name.removeprefix("Tỉnh ").removeprefix("Thành phố ")


def test_a_fault_in_a_table_is_named_with_file_line_and_field(tmp_path):
    table = tmp_path / "organisations.csv"
    head = "id,name,valid_from,valid_to,successor_id,iso_3166_2,confidence,provenance"
    table.write_text(f"{head}\na-1,A,2020-13,,,,seen,x\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"organisations.csv, line 2, valid_from"):
        organisations.load_organisations(table)

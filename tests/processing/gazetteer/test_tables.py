"""Positions, congresses and holders: what their tables promise."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from processing.gazetteer.congresses import CONGRESSES, congress, congresses_of
from processing.gazetteer.holders import HOLDERS, holders_on, units_of_holder
from processing.gazetteer.organisations import BY_ID, existing_on
from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.gazetteer.records import GazetteerError, PartialDate, records
from processing.text import fold


def test_the_fourteen_watched_positions_are_there():
    assert len(POSITIONS) == 14
    several = {id_ for id_, found in POSITIONS.items() if not found.is_single_seat}
    assert several == {
        "party_deputy_secretary",
        "party_standing_committee_member",
        "peoples_council_vice_chair",
        "peoples_committee_vice_chair",
    }
    assert POSITIONS["party_secretary"].rank == 1


def test_every_organisation_has_the_congress_of_its_time():
    for item in existing_on(date(2025, 6, 30)):
        assert congress(item.id, "2020-2025") is not None
    for item in existing_on(date(2025, 7, 1)):
        assert congress(item.id, "2025-2030") is not None


def test_ordinals_count_on_in_unmerged_organisations_and_restart_in_new_ones():
    for item in existing_on(date(2025, 7, 1)):
        now, before = congress(item.id, "2025-2030"), congress(item.id, "2020-2025")
        assert now is not None
        if item.id.endswith("-2"):
            assert (now.ordinal, before) == (1, None)
        else:
            assert before is not None
            assert now.ordinal == before.ordinal + 1


def test_a_congress_is_found_by_ordinal_or_term():
    by_ordinal = congress("nam-dinh-1", 20)
    assert by_ordinal is congress("nam-dinh-1", "2020-2025")
    assert by_ordinal is not None
    assert by_ordinal.held_from == PartialDate.parse("2020-09-24")
    assert congress("nam-dinh-1", 13) is None
    assert [found.year for found in congresses_of("nam-dinh-1")] == [2015, 2020]


def test_congresses_lie_in_the_life_of_their_organisation():
    for item in CONGRESSES:
        if item.held_from:
            assert BY_ID[item.organisation_id].exists_on(item.held_from.first)
            assert item.held_from.first.year == item.year


def test_holders_lie_in_the_life_of_their_organisation():
    for item in HOLDERS:
        life = BY_ID[item.organisation_id]
        assert life.valid_to is None or item.valid_from.first <= life.valid_to, item
        if item.valid_to and life.valid_to:
            assert item.valid_to.first <= life.valid_to, item


def test_holders_on_a_day():
    found = holders_on("party_secretary", date(2020, 12, 31), "nam-dinh-1")
    assert [holder.person for holder in found] == ["Đoàn Hồng Phong"]
    everywhere = Counter(
        holder.organisation_id
        for holder in holders_on("party_secretary", date(2026, 6, 1))
    )
    assert len(everywhere) >= 30


def test_a_holder_names_the_unit_of_an_article_that_does_not():
    known = units_of_holder(fold("Nguyễn Đức Thanh"), date(2020, 12, 4))
    assert known == {"ninh-thuan-1"}
    assert units_of_holder(fold("Nguyễn Đức Thanh"), date(1990, 1, 1)) == frozenset()


def test_tenure_across_a_change_of_name_is_one():
    found = holders_on("party_secretary", date(2025, 1, 15), "hue-1")
    assert [holder.person for holder in found] == ["Lê Trường Lưu"]
    assert found[0].valid_from.first.year == 2015


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2021-04-15", date(2021, 4, 15), date(2021, 4, 15), "day"),
    ],
)
def test_partial_dates(text, first, last, precision):
    assert PartialDate.parse(text) == PartialDate(first, last, precision)


@pytest.mark.parametrize("text", ["", "21", "2021-4", "15/04/2021", "2021-02-30"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,c\n1,2\n", "line 1: the columns must be a, b"),
        ("a,b\n1\n", "line 2: has not as many cells"),
        ("a,b\n1,2,3\n", "line 2: has not as many cells"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(tmp_path, content, message):
    table = tmp_path / "table.csv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=message):
        list(records(table, "a b"))


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(GazetteerError, match=r"no\.csv is missing"):
        list(records(tmp_path / "no.csv", "a"))

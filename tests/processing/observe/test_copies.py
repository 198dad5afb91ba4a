"""Texts that several papers print: whose "Tỉnh ủy" it is, whoever was fetched first."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Engine

from processing.clean.duplicates import link_duplicates
from processing.observe.step import observe
from tests.processing.diff.archive import Archive

# The sentence names no province: the home of the paper tells.
NEWS = "Ngày 11/3/2021, Tỉnh ủy đã ban hành Nghị quyết số 07-NQ/TU về chuyển đổi số."
HOMES = {"own": "nam-dinh", "neighbour": "thai-binh", "agency": None}


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """A store with the paper of Nam Định, that of Thái Bình, and an agency."""
    made = Archive(engine)
    for name, home in HOMES.items():
        made.source(name)
        homes = f'[{{"province": "{home}"}}]' if home else "[]"
        made.do(
            "UPDATE core.source SET homes = CAST(:homes AS jsonb) WHERE id = :id",
            homes=homes,
            id=name,
        )
    return made


def printed(
    archive: Archive, source: str, moment: str | None, **columns: str
) -> tuple[str, ...]:
    """The article arrives in a run of its own and is read; the provinces found."""
    number = next(archive.numbers)
    archive.run("2021-03-20")
    _, version = archive.article(source, "2021-03-12", name=f"{source}-{number}")
    columns = {"author": "", "text": NEWS, **columns}
    archive.do(
        "UPDATE core.article_version SET text = :text, author = :author,"
        " text_hash = 'same', published_precision = :precision,"
        " published_at = CAST(:at AS timestamptz) WHERE id = :id",
        id=version,
        at=f"{moment}+07:00" if moment else None,
        precision="minute" if moment and "T" in moment else "day",
        **columns,
    )
    with archive.engine.begin() as connection:
        link_duplicates(connection, {"same"})
    observe(archive.engine, workers=1)
    return provinces(archive)


def provinces(archive: Archive) -> tuple[Any, ...]:
    rows = archive.rows(
        "SELECT province FROM core.observation WHERE superseded_at IS NULL"
        " AND kind = 'resolution' AND province IS NOT NULL ORDER BY id"
    )
    return tuple(row.province for row in rows)


@pytest.mark.parametrize("order", list(permutations(["agency", "neighbour", "own"])))
def test_what_an_agency_wrote_is_not_of_the_paper_that_prints_it(
    archive: Archive, order: tuple[str, ...]
) -> None:
    days = {
        "agency": "2021-03-11T19:30",
        "neighbour": "2021-03-11",  # no time of day: midnight
        "own": "2021-03-12T06:00",
    }
    for source in order:
        found = printed(archive, source, days[source])
    assert found == ()


@pytest.mark.parametrize("order", list(permutations(["agency", "own"])))
def test_what_a_paper_wrote_stays_its_own_when_an_agency_takes_it_over(
    archive: Archive, order: tuple[str, ...]
) -> None:
    days = {"own": "2021-03-11T09:00", "agency": "2021-03-12T08:00"}
    for source in order:
        found = printed(archive, source, days[source])
    assert found == ("nam-dinh",)


@pytest.mark.parametrize("order", list(permutations(["neighbour", "own"])))
def test_a_neighbour_that_copies_makes_no_event_of_its_own(
    archive: Archive, order: tuple[str, ...]
) -> None:
    days = {"own": "2021-03-11T09:00", "neighbour": "2021-03-12T08:00"}
    for source in order:
        found = printed(archive, source, days[source])
    assert found == ("nam-dinh",)


def test_of_one_day_and_two_provinces_nobody_knows_whose_it_is(
    archive: Archive,
) -> None:
    assert printed(archive, "neighbour", "2021-03-11") == ("thai-binh",)
    assert printed(archive, "own", "2021-03-11T09:00") == ()


@pytest.mark.parametrize("order", list(permutations(["neighbour", "own"])))
def test_undated_copies_do_not_depend_on_who_was_first(
    archive: Archive, order: tuple[str, ...]
) -> None:
    for source in order:
        found = printed(archive, source, None)
    assert found == ()


@pytest.mark.parametrize("byline", ["TTXVN", "Theo TTXVN", "Nguyễn Văn Mẫu (TTXVN)"])
def test_a_byline_of_an_agency_says_that_the_paper_did_not_write_it(
    archive: Archive, byline: str
) -> None:
    assert printed(archive, "own", "2021-03-11", author=byline) == ()


def test_a_last_line_of_an_agency_says_it_too(archive: Archive) -> None:
    text = f"{NEWS}\nTheo TTXVN/Vietnam+"
    assert printed(archive, "own", "2021-03-11", text=text) == ()


def test_the_address_does_not_bring_back_what_the_credit_took(
    archive: Archive,
) -> None:
    printed(archive, "own", "2021-03-11", author="TTXVN")
    archive.do("UPDATE core.article SET url = 'https://baonamdinh.vn/tin-1.html'")
    archive.do("UPDATE core.article_version SET read_by = ''")
    observe(archive.engine, workers=1)
    assert provinces(archive) == ()


def test_an_agency_named_in_a_sentence_says_nothing(archive: Archive) -> None:
    text = f"{NEWS}\nDự buổi công bố có phóng viên của TTXVN và báo bạn dự."
    assert printed(archive, "own", "2021-03-11", text=text) == ("nam-dinh",)


def test_a_copy_that_was_read_first_says_nothing_any_more(archive: Archive) -> None:
    """Its sentence is the original's: one observation, not two."""
    printed(archive, "agency", "2021-03-12T08:00", text=f"{NEWS} Nam Định")
    [first] = archive.rows("SELECT * FROM core.observation WHERE superseded_at IS NULL")
    printed(archive, "own", "2021-03-11T09:00", text=f"{NEWS} Nam Định")
    [now] = archive.rows("SELECT * FROM core.observation WHERE superseded_at IS NULL")
    assert now.id != first.id


def test_a_copy_that_is_edited_gives_the_original_back(archive: Archive) -> None:
    printed(archive, "own", "2021-03-11T09:00")
    assert printed(archive, "neighbour", "2021-03-11") == ()
    archive.do(
        "UPDATE core.article_version SET text = 'Tin khác.', text_hash = 'other'"
        " WHERE article_id = (SELECT id FROM core.article"
        " WHERE source_id = 'neighbour')"
    )
    with archive.engine.begin() as connection:
        link_duplicates(connection, {"same", "other"})
    observe(archive.engine, workers=1)
    assert provinces(archive) == ("nam-dinh",)

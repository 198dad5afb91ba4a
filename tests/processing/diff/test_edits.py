"""What a person edits is shown, and tenures follow it, whatever is read later."""

from __future__ import annotations

from datetime import date

import pytest

from processing.diff import reviews
from processing.diff.edits import EditError
from processing.diff.reviews import EDITED
from tests.processing.diff.archive import Archive
from tests.processing.diff.judging import (
    ELECTED,
    SLIP,
    decide,
    read_anew,
    reported,
    shown,
    silent,
)
from tests.processing.diff.telling import PHONG, TUC


def test_an_edited_name_is_shown_and_its_tenure_follows(archive: Archive) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    assert shown(archive) == [
        (f"{TUC}, Bí thư Tỉnh ủy, in", date(2021, 7, 30), "confirmed")
    ]
    assert archive.tenures() == [(TUC, date(2021, 7, 30), date(2025, 6, 30))]
    assert archive.events()[0].id == event


def test_a_person_may_say_that_the_office_was_left_before(archive: Archive) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, "former=yes")
    assert archive.events()[0].fields["former"] is True
    assert shown(archive)[0][0] == f"{SLIP}, nguyên Bí thư Tỉnh ủy, in"
    decide(archive, event, EDITED, "former=no")
    assert archive.events()[0].fields["former"] is None
    with pytest.raises(EditError, match="yes or no"):
        decide(archive, event, EDITED, "former=perhaps")


def test_an_edited_day_moves_the_tenure(archive: Archive) -> None:
    decide(archive, reported(archive, TUC), EDITED, "date=2021-07-28")
    assert archive.tenures() == [(TUC, date(2021, 7, 28), date(2025, 6, 30))]
    old = "SELECT valid_from FROM core.tenure WHERE recorded_to IS NOT NULL"
    assert archive.rows(old) == [(date(2021, 7, 30),)]


def test_an_edited_position_moves_the_tenure_to_another_seat(archive: Archive) -> None:
    decide(archive, reported(archive), EDITED, "position=peoples_committee_chair")
    seats = archive.rows(
        "SELECT position_id FROM core.tenure WHERE recorded_to IS NULL"
    )
    assert seats == [("peoples_committee_chair",)]


READINGS = {
    "the same": ("leadership_change", {**ELECTED, "person": SLIP}),
    "the right one": ("leadership_change", {**ELECTED, "person": TUC}),
    "another slip": ("leadership_change", {**ELECTED, "person": "Phạm Gia Tú"}),
    "another day": (
        "leadership_change",
        {**ELECTED, "person": SLIP, "occurred": "2021-07-11"},
    ),
    "nothing of it": ("congress", {"phase": "closing", "term": "2020-2025"}),
}


@pytest.mark.parametrize("reading", READINGS)
def test_an_edit_survives_reading_the_archive_anew(
    archive: Archive, reading: str
) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}", "date=2021-07-28")
    kind, fields = READINGS[reading]
    read_anew(archive, kind, **fields)
    for _ in range(2):
        archive.run("2021-08-02")
        archive.diff()
        [edited] = [e for e in archive.events() if e.kind == "leadership_change"]
        assert (edited.id, edited.status) == (event, "confirmed")
        assert (edited.fields["person"], edited.occurred_on) == (
            TUC,
            date(2021, 7, 28),
        )
        assert archive.tenures() == [(TUC, date(2021, 7, 28), date(2025, 6, 30))]


def test_later_articles_cannot_outvote_an_edit(archive: Archive) -> None:
    event = reported(archive, TUC)
    decide(archive, event, EDITED, "date=2021-07-28")
    archive.run("2021-08-02")
    for paper in ("own", "wire", "other"):
        archive.change(paper, "2021-08-01", "2021-07-31", TUC)
    summary = archive.diff()
    assert (summary.new_events, summary.news) == (0, 0)
    [row] = archive.events()
    assert (row.id, row.occurred_on) == (event, date(2021, 7, 28))
    assert row.source_count == 3


def test_articles_that_have_it_right_join_the_edited_event(archive: Archive) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    archive.run("2021-08-02")
    archive.change("own", "2021-08-01", "2021-07-30", TUC)
    archive.change("other", "2021-08-01", "2021-07-30", SLIP)
    assert archive.diff().new_events == 0
    [row] = archive.events()
    assert (row.id, row.fields["person"], row.source_count) == (event, TUC, 3)


def test_a_later_change_is_not_swallowed_by_an_edit(archive: Archive) -> None:
    """Who was wrongly called secretary may become it half a year later."""
    decide(archive, reported(archive), EDITED, "position=peoples_committee_chair")
    archive.run("2022-02-02")
    archive.change("own", "2022-02-01", "2022-02-01", SLIP)
    summary = archive.diff()
    assert (summary.new_events, summary.news) == (1, 1)
    positions = [event.fields["position"] for event in archive.events()]
    assert positions == ["peoples_committee_chair", "party_secretary"]


def test_a_review_called_off_is_held_later_all_the_same(archive: Archive) -> None:
    archive.run("2023-07-12")
    fields = {"term": "2020-2025", "ordinal": 20}
    archive.tell(
        "wire", "2023-07-11", "midterm_review", "2023-07-11", status="held", **fields
    )
    archive.diff()
    decide(archive, archive.events()[0].id, EDITED, "status=planned")
    assert archive.events("state") == [("planned",)]
    archive.run("2023-07-21")
    archive.tell(
        "own", "2023-07-20", "midterm_review", "2023-07-20", status="held", **fields
    )
    assert archive.diff().news == 1
    assert archive.events("state") == [("held",)]


def test_a_silent_change_takes_the_right_name(archive: Archive) -> None:
    event = silent(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    archive.run("2021-08-02")
    archive.holder("own", "2021-08-01", SLIP)
    archive.holder("wire", "2021-08-01", TUC)
    archive.diff()
    [row] = archive.events()
    assert (row.id, row.state, row.fields["person"]) == (event, "silent", TUC)
    assert [person for person, *_ in archive.tenures()] == [PHONG, TUC]


def test_a_silent_change_takes_the_right_day(archive: Archive) -> None:
    event = silent(archive, TUC)
    decide(archive, event, EDITED, "date=2021-05-06", "change=appointed")
    [row] = archive.events()
    assert (row.id, row.state, row.occurred_after) == (event, "reported", None)
    assert row.fields["change"] == "appointed"
    assert archive.tenures() == [
        (PHONG, date(2020, 12, 31), date(2021, 5, 5)),
        (TUC, date(2021, 5, 6), date(2025, 6, 30)),
    ]
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id = 2")
    archive.run("2021-08-03")
    archive.diff()
    assert archive.tenures()[1][:2] == (TUC, date(2021, 5, 6))


def test_a_silent_change_keeps_its_day_when_a_report_follows(archive: Archive) -> None:
    event = silent(archive, TUC)
    decide(archive, event, EDITED, "date=2021-05-06")
    archive.run("2021-08-03")
    archive.change("wire", "2021-08-02", "2021-07-29", TUC)
    archive.diff()
    [row] = archive.events()
    assert (row.id, row.occurred_on) == (event, date(2021, 5, 6))
    assert archive.tenures()[1][:2] == (TUC, date(2021, 5, 6))


def test_congress_and_resolution_are_edited_too(archive: Archive) -> None:
    archive.run("2020-09-27")
    archive.tell(
        "own",
        "2020-09-26",
        "congress",
        "2020-09-24",
        phase="opening",
        ordinal=2,
        term="2020-2025",
    )
    archive.tell(
        "own", "2020-09-26", "resolution", "2020-09-26",
        action="adopted", number="5-NQ/TU", issuer="congress", subject=None,
    )  # fmt: skip
    archive.diff()
    congress, resolution = archive.events()
    decide(archive, congress.id, EDITED, "ordinal=20", "phase=closing")
    decide(archive, resolution.id, EDITED, "number=15-NQ/TU", "subject=du lịch")
    closing, numbered = archive.events()
    assert (closing.id, closing.state, closing.fields["ordinal"]) == (
        congress.id,
        "closing",
        20,
    )
    assert numbered.identity_key == "rs|nam-dinh-1|2020|15-nq-tu"
    assert (numbered.id, numbered.fields["subject"]) == (resolution.id, "du lịch")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("persn=A", "write field=value with one of province, occurred_on, person"),
        ("person", "write field=value"),
        ("person=", "write a name"),
        ("date=30/7/2021", "a day as 2021-07-30"),
        ("position=king", "one of party_secretary"),
        ("change=retired", "none of direction in"),
    ],
)
def test_an_edit_that_is_not_understood_changes_nothing(
    archive: Archive, edit: str, words: str
) -> None:
    event = reported(archive)
    before = archive.everything()
    with pytest.raises(EditError, match=words):
        decide(archive, event, EDITED, edit)
    assert archive.everything() == before
    assert reviews.listed(archive.engine) == []

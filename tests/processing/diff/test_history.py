"""What was known stays known, whatever is read, judged or found later."""

from __future__ import annotations

from datetime import date

import pytest

from processing.diff import baseline
from tests.chronicle.press import Press
from tests.processing.diff.archive import (
    NOTHING,
    morning,
    two_sightings,
    writes,
)
from tests.processing.diff.telling import PHONG, TUC


def test_what_nothing_says_any_more_is_retracted_and_may_return(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    archive.diff()
    archive.do("UPDATE core.observation SET superseded_at = now()")
    assert archive.diff().retracted_events == 1
    assert archive.events("status, is_news") == [("retracted", False)]
    assert archive.tenures() == []
    archive.do("UPDATE core.observation SET superseded_at = NULL")
    assert archive.diff().news == 0
    assert archive.events("status, is_news") == [("flagged", False)]


def test_reading_everything_anew_keeps_the_event(archive):
    archive.run("2021-07-31")
    _, version = archive.article("wire", "2021-07-30")
    fields = {
        "person": TUC,
        "position": "party_secretary",
        "direction": "in",
        "change": "elected",
    }
    archive.observe(version, "leadership_change", "2021-07-30", **fields)
    archive.diff()
    (first,) = archive.events()
    archive.do("UPDATE core.observation SET superseded_at = now()")
    archive.observe(
        version, "leadership_change", "2021-07-30", **fields | {"person": "Phạm Gia Tú"}
    )
    assert writes(archive.diff())[:4] == (0, 1, 0, 0)
    (second,) = archive.events()
    assert (second.id, second.fields["person"]) == (first.id, "Phạm Gia Tú")


def test_an_earlier_tenure_that_comes_to_light_does_not_take_the_number(archive):
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC)
    archive.diff()
    (told,) = archive.events()
    archive.run("2021-08-01")
    archive.change("other", "2015-10-20", "2015-10-19", TUC)
    assert archive.diff().news == 0
    old, new = archive.events()
    assert (new.id, new.occurred_on, new.is_news) == (told.id, told.occurred_on, True)
    assert (old.identity_key[-1], new.identity_key[-1]) == ("1", "2")


@pytest.mark.parametrize("status", ["confirmed", "rejected"])
def test_what_a_person_has_judged_survives_every_later_run(archive, status):
    two_sightings(archive, "forwards")
    archive.diff()
    archive.do("UPDATE core.event SET status = :status", status=status)
    archive.run("2021-08-01")
    archive.holder("wire", "2021-07-31", TUC)
    archive.diff()
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id % 2 = 0")
    archive.diff()
    assert [event.status for event in archive.events()] == [status]


def test_a_rejected_change_moves_nobody(archive):
    two_sightings(archive, "forwards")
    archive.diff()
    archive.do("UPDATE core.event SET status = 'rejected'")
    archive.diff()
    assert [row[0] for row in archive.tenures()] == [PHONG]
    assert writes(archive.diff()) == NOTHING


def one_after_the_other(archive):
    """Two holders, each seen and compared in a run of its own."""
    archive.run("2021-01-01")
    archive.holder("own", "2020-12-31", PHONG)
    archive.diff()
    archive.run("2021-08-01")
    archive.holder("own", "2021-07-30", TUC)
    archive.diff()


def test_what_was_known_on_a_day_is_still_known(archive):
    one_after_the_other(archive)
    query = """
        SELECT person FROM core.tenure
        WHERE :on BETWEEN valid_from AND coalesce(valid_to, 'infinity')
          AND recorded_from <= :known AND coalesce(recorded_to, 'infinity') > :known
    """
    on = date(2021, 7, 30)
    assert archive.rows(query, on=on, known=morning("2021-03-01"))[0].person == PHONG
    assert archive.rows(query, on=on, known=morning("2021-09-01"))[0].person == TUC


def test_a_run_for_an_earlier_moment_seats_nobody_beside_whom_was_believed(archive):
    one_after_the_other(archive)
    archive.run("2021-06-01")
    archive.holder("own", "2021-05-30", "Người Không Ai Biết")
    archive.diff()
    assert [row[0] for row in archive.tenures()] == [PHONG, "Người Không Ai Biết", TUC]
    assert Press(archive.engine).overlaps() == []


def test_another_sighting_opens_no_new_row(archive):
    archive.run("2021-01-01")
    archive.holder("own", "2020-12-01", PHONG)
    archive.diff()
    archive.run("2021-01-02")
    archive.holder("wire", "2020-12-31", PHONG)
    assert archive.diff().changed_tenures == 0
    rows = archive.rows(
        "SELECT first_seen_on, last_seen_on, recorded_to FROM core.tenure"
    )
    assert rows == [(date(2020, 12, 1), date(2020, 12, 31), None)]


def test_the_baseline_fills_gaps_and_makes_no_event(archive):
    assert baseline.load(archive.engine, as_of=morning("2021-01-01")) > 400
    assert baseline.load(archive.engine, as_of=morning("2021-01-02")) == 0
    archive.run("2024-02-02")
    archive.holder("own", "2020-12-31", PHONG)
    archive.holder("own", "2021-07-30", TUC)
    archive.holder("own", "2024-02-01", "Người Không Ai Biết")
    assert archive.diff().new_events == 2
    assert writes(archive.diff()) == NOTHING
    query = """
        SELECT person, valid_from, valid_to, from_basis, to_basis FROM core.tenure
        WHERE recorded_to IS NULL AND organisation_id = 'nam-dinh-1'
          AND position_id = 'party_secretary' ORDER BY valid_from
    """
    rows = [tuple(row) for row in archive.rows(query)]
    assert rows[0] == (
        PHONG,
        date(2015, 1, 1),
        date(2021, 4, 30),
        "baseline",
        "baseline",
    )
    # Between the two sights the reference work knows the month.
    assert rows[1][:2] == (TUC, date(2021, 5, 1))
    assert rows[2][:2] == ("Người Không Ai Biết", date(2024, 2, 1))
    overlaps = archive.rows("""
        SELECT a.organisation_id, a.person, b.person FROM core.tenure a
        JOIN core.tenure b USING (organisation_id, position_id)
        JOIN core.position p ON p.id = a.position_id AND p.is_single_seat
        WHERE a.id < b.id AND a.recorded_to IS NULL AND b.recorded_to IS NULL
          AND daterange(a.valid_from, a.valid_to, '[]')
              && daterange(b.valid_from, b.valid_to, '[]')
    """)
    assert overlaps == []

"""What a person confirms or rejects outlasts every reading; reviews are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from processing.diff import reviews
from processing.diff.reviews import CONFIRMED, EDITED, REJECTED, ReviewError
from tests.processing.diff.archive import Archive
from tests.processing.diff.judging import (
    ELECTED,
    OTHER,
    SLIP,
    decide,
    read_anew,
    reported,
    silent,
)
from tests.processing.diff.telling import PHONG, TUC


@pytest.mark.parametrize("make", [reported, silent])
def test_a_confirmed_change_outlasts_what_contradicts_it(
    archive: Archive, make: Any
) -> None:
    event = make(archive, TUC)
    decide(archive, event, CONFIRMED)
    archive.run("2021-09-01")
    for day in range(1, 29):
        archive.holder("own", f"2021-08-{day:02}", PHONG)
    archive.do("UPDATE core.observation SET superseded_at = now() WHERE id = 2")
    archive.diff()
    assert (TUC, date(2021, 7, 30)) in [row[:2] for row in archive.tenures()]
    assert (event, "confirmed") in archive.events("id, status")


def test_a_confirmed_arrival_is_no_re_election_whatever_comes_to_light(
    archive: Archive,
) -> None:
    archive.run("2020-09-28")
    archive.change("wire", "2020-09-27", "2020-09-26", TUC)
    archive.diff()
    [event] = archive.events("id, fields ->> 'direction'")
    decide(archive, event[0], CONFIRMED)
    archive.run("2020-10-02")
    archive.holder("own", "2019-05-02", TUC)
    archive.change(
        "own", "2020-10-01", "2020-09-26", TUC, direction="continued",
        change="re_elected",
    )  # fmt: skip
    archive.diff()
    assert archive.events("id, fields ->> 'direction'") == [(event[0], "in")]


def test_an_edited_re_election_takes_in_who_tells_of_an_election(
    archive: Archive,
) -> None:
    archive.run("2020-09-28")
    archive.change("wire", "2020-09-27", "2020-09-26", TUC)
    archive.diff()
    [(event,)] = archive.events("id")
    decide(archive, event, EDITED, "direction=continued", "change=re_elected")
    archive.run("2020-11-02")
    archive.change("own", "2020-11-01", "2020-09-26", TUC)
    archive.diff()
    assert archive.events("id, fields ->> 'direction'") == [(event, "continued")]


@pytest.mark.parametrize("make", [reported, silent])
def test_a_rejected_change_moves_nobody_and_stays_rejected(
    archive: Archive, make: Any
) -> None:
    event = make(archive, TUC)
    decide(archive, event, REJECTED)
    assert TUC not in [person for person, *_ in archive.tenures()]
    archive.run("2021-08-02")
    archive.holder("wire", "2021-08-01", TUC)
    archive.diff()
    assert archive.events("id, status") == [(event, "rejected")]
    assert TUC not in [person for person, *_ in archive.tenures()]


def test_who_comes_years_after_a_rejected_slip_has_come(archive: Archive) -> None:
    """The rejected change stays as it was judged; the real one is another event."""
    decide(archive, silent(archive, TUC), REJECTED)
    archive.run("2023-06-02")
    archive.holder("own", "2023-05-20", PHONG)
    archive.diff()
    archive.holder("own", "2023-06-01", TUC)
    assert archive.diff().news == 1
    rejected, real = archive.events()
    assert (rejected.status, rejected.occurred_on) == ("rejected", date(2021, 7, 30))
    assert (real.status, real.occurred_on) == ("flagged", date(2023, 6, 1))
    before = archive.everything()
    archive.do("UPDATE core.diff_state SET rules = ''")
    archive.diff()
    assert archive.everything() == before


def test_a_rejected_change_is_rejected_however_it_is_read(archive: Archive) -> None:
    event = reported(archive)
    decide(archive, event, REJECTED)
    read_anew(archive, "leadership_change", **ELECTED, person="Phạm Gia Tú")
    archive.run("2021-08-02")
    archive.diff()
    assert archive.events("id, status") == [(event, "rejected")]
    assert archive.tenures() == []


def test_reviews_are_kept_and_edits_add_up(archive: Archive) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    decide(archive, event, EDITED, "date=2021-07-28")
    decide(archive, event, CONFIRMED)
    [row] = reviews.listed(archive.engine)
    assert (row.decision, row.edits) == (
        "edited",
        f"occurred_on=2021-07-28, person={TUC}",
    )
    assert (row.decided_by, row.note, row.event_id) == ("Lan", "vì sao", event)
    assert len(reviews.listed(archive.engine, superseded=True)) == 3
    assert archive.tenures() == [(TUC, date(2021, 7, 28), date(2025, 6, 30))]
    decide(archive, event, REJECTED)
    assert archive.tenures() == []
    decide(archive, event, CONFIRMED)
    assert archive.tenures() == [(SLIP, date(2021, 7, 30), date(2025, 6, 30))]


def test_a_review_keeps_what_is_news_for_the_next_mail(archive: Archive) -> None:
    """What has arrived since the last diff is not turned into history by a review."""
    event = reported(archive, TUC)
    archive.run("2021-08-02")
    archive.change("own", "2021-08-01", "2021-08-01", OTHER, position="party_secretary")
    decide(archive, event, CONFIRMED)
    assert [e.is_news for e in archive.events()] == [True, True]


def test_there_must_be_something_to_judge(archive: Archive) -> None:
    with pytest.raises(ReviewError, match="there is no event 7"):
        decide(archive, 7, CONFIRMED)
    with pytest.raises(ReviewError, match="nothing to edit"):
        decide(archive, reported(archive), EDITED)

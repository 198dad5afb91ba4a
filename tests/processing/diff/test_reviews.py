"""What a person decides: it is shown, tenures follow, and it outlasts every reading."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from processing.diff import cases, reviews
from processing.diff.edits import EditError
from processing.diff.reviews import CONFIRMED, EDITED, REJECTED, ReviewError
from processing.observe.evaluate import score_folder
from tests.processing.diff.archive import Archive, morning

PHONG, TUC, SLIP = "Đoàn Hồng Phong", "Phạm Gia Túc", "Phạm Gia Tức"
OTHER = "Lê Quốc Chỉnh"
ELECTED = {"position": "party_secretary", "direction": "in", "change": "elected"}


def decide(archive: Archive, event: int, decision: str, *edits: str) -> int:
    return reviews.decide(
        archive.engine,
        event,
        decision,
        as_of=archive.as_of,
        window_days=14,
        edits=edits,
        by="Lan",
        note="vì sao",
    )


def reported(archive: Archive, person: str = SLIP) -> int:
    """One article that reports a new secretary; returns the event."""
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", person, name="told")
    archive.diff()
    [event] = archive.events()
    return int(event.id)


def read_anew(archive: Archive, kind: str, **fields: Any) -> None:
    """New rules read the one article; what they read replaces what was read."""
    [(version,)] = archive.rows("SELECT max(id) FROM core.article_version")
    archive.do("UPDATE core.observation SET superseded_at = now()")
    occurred = fields.pop("occurred", "2021-07-30")
    archive.observe(version, kind, occurred, **fields)


def silent(archive: Archive, person: str = SLIP) -> int:
    archive.run("2021-07-31")
    archive.holder("own", "2020-12-31", PHONG)
    archive.holder("own", "2021-07-30", person)
    archive.diff()
    [event] = archive.events()
    return int(event.id)


def shown(archive: Archive) -> list[tuple[Any, ...]]:
    """What a dashboard shows of events that stand, with their tenure."""
    return [
        (row.summary, row.occurred_on, row.status)
        for row in archive.rows(
            "SELECT * FROM dashboard.events WHERE status <> 'retracted'"
            " ORDER BY occurred_on, event_id"
        )
    ]


def test_an_edited_name_is_shown_and_its_tenure_follows(archive: Archive) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    assert shown(archive) == [
        (f"{TUC}, Bí thư Tỉnh ủy, in", date(2021, 7, 30), "confirmed")
    ]
    assert archive.tenures() == [(TUC, date(2021, 7, 30), date(2025, 6, 30))]
    assert archive.events()[0].id == event


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


def test_there_must_be_something_to_judge(archive: Archive) -> None:
    with pytest.raises(ReviewError, match="there is no event 7"):
        decide(archive, 7, CONFIRMED)
    with pytest.raises(ReviewError, match="nothing to edit"):
        decide(archive, reported(archive), EDITED)


SENTENCE = (
    "Ngày 30/7/2021, tại Hội nghị Ban Chấp hành Đảng bộ tỉnh, đồng chí Phạm Gia Túc"
    " được bầu giữ chức Bí thư Tỉnh ủy Nam Định nhiệm kỳ 2020-2025."
)


def test_reviewed_events_become_cases_that_can_be_evaluated(
    archive: Archive, tmp_path: Path
) -> None:
    event = reported(archive)
    archive.do("UPDATE core.article_version SET text = :text", text=SENTENCE)
    [(version,)] = archive.rows("SELECT max(id) FROM core.article_version")
    archive.observe(version, "office_holder", person=OTHER, position="party_secretary")
    decide(archive, event, EDITED, f"person={TUC}")
    archive.run("2021-08-02")
    archive.change("other", "2021-08-01", "2021-08-01", OTHER)
    archive.diff()
    decide(archive, archive.events()[1].id, REJECTED)
    written = cases.export(archive.engine, tmp_path / "cases")
    assert (written.articles, written.judged) == (2, 2)
    labels = {
        label["id"]: label["observations"]
        for label in map(json.loads, (tmp_path / "cases/labels.jsonl").open())
    }
    told = labels["https://wire.example/2021-07-30-told"]
    assert [(o["kind"], o["person"], o.get("uncertain")) for o in told] == [
        ("leadership_change", TUC, None),
        ("office_holder", OTHER, True),
    ]
    assert sorted(map(len, labels.values())) == [0, 2]
    score = score_folder(tmp_path / "cases")
    assert score.articles == 2
    assert score.right["leadership_change"] == 1  # the reader has the name right
    assert score.quiet == 1


def test_what_is_read_right_today_is_one_label(
    archive: Archive, tmp_path: Path
) -> None:
    event = reported(archive)
    decide(archive, event, EDITED, f"person={TUC}")
    read_anew(archive, "leadership_change", **ELECTED, person=TUC)
    archive.run("2021-08-02")
    archive.diff()
    cases.export(archive.engine, tmp_path)
    [line] = (tmp_path / "labels.jsonl").read_text().splitlines()
    assert [o["person"] for o in json.loads(line)["observations"]] == [TUC]
    assert archive.as_of == morning("2021-08-02")

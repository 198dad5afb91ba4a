"""A person says that an event is another province's, or the same as another event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from processing.diff import cases, merging
from processing.diff.edits import EditError
from processing.diff.reviews import CONFIRMED, EDITED, REJECTED, ReviewError, Signed
from tests.processing.diff.archive import Archive
from tests.processing.diff.judging import OTHER, decide
from tests.processing.diff.telling import PHONG, TUC

HA_NAM = "ha-nam-1"
NUMBERED = {"number": "05-NQ/TU", "issuer": "executive_committee", "action": "issued"}


def standing(archive: Archive) -> list[tuple[object, ...]]:
    return archive.rows(
        "SELECT id, province, organisation_id, status, is_news FROM core.event"
        " WHERE status <> 'retracted' ORDER BY id"
    )


def seats(archive: Archive) -> list[tuple[object, ...]]:
    return archive.rows(
        "SELECT organisation_id, person FROM core.tenure WHERE recorded_to IS NULL"
        " ORDER BY 1, 2"
    )


def wrong_province(archive: Archive, **more: str) -> int:
    """An article of Hà Nam that was read as of Nam Định, with its sighting."""
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", TUC, name="told", **more)
    [(version,)] = archive.rows("SELECT max(id) FROM core.article_version")
    archive.observe(version, "office_holder", person=TUC, position="party_secretary")
    archive.diff()
    [event] = archive.events("id, occurred_on")
    return int(event.id)


def test_an_event_moves_to_its_province_with_its_number(archive: Archive) -> None:
    event = wrong_province(archive)
    archive.holder("own", "2021-07-01", PHONG)
    archive.diff()

    decide(archive, event, EDITED, "province=ha-nam")

    assert standing(archive) == [(event, "ha-nam", HA_NAM, "confirmed", True)]
    assert seats(archive) == [(HA_NAM, TUC), ("nam-dinh-1", PHONG)]


def test_it_stays_there_when_read_again_and_told_again(archive: Archive) -> None:
    event = wrong_province(archive)
    decide(archive, event, EDITED, "province=ha-nam")
    # Newer rules read the article as they did before, and then as it is.
    for organisation in ("nam-dinh-1", HA_NAM):
        archive.do("UPDATE core.observation SET superseded_at = now()")
        archive.observe(
            1,
            "leadership_change",
            "2021-07-30",
            organisation=organisation,
            person=TUC,
            position="party_secretary",
            direction="in",
            change="appointed",
        )
        archive.run("2021-08-02")
        archive.diff()
        assert [row[:4] for row in standing(archive)] == [
            (event, "ha-nam", HA_NAM, "confirmed")
        ]
        assert seats(archive) == [(HA_NAM, TUC)]


def test_it_joins_what_is_known_there_and_is_told_once(archive: Archive) -> None:
    event = wrong_province(archive)
    archive.run("2021-08-01")
    right = archive.change("own", "2021-07-31", "2021-07-30", TUC, organisation=HA_NAM)
    archive.diff()
    [known] = [row for row in standing(archive) if row[1] == "ha-nam"]

    decide(archive, event, EDITED, "province=ha-nam")

    assert standing(archive) == [known]
    proofs = archive.rows(
        "SELECT observation_id FROM core.event_evidence WHERE event_id = :id",
        id=known[0],
    )
    assert len(proofs) == 2
    assert (right,) in proofs


@pytest.mark.parametrize("then", [REJECTED, CONFIRMED])
def test_what_was_moved_does_not_come_back_however_it_is_judged(
    archive: Archive, then: str
) -> None:
    event = wrong_province(archive)
    decide(archive, event, EDITED, "province=ha-nam")
    decide(archive, event, then)
    status = {REJECTED: "rejected", CONFIRMED: "confirmed"}[then]
    assert [row[:4] for row in standing(archive)] == [(event, "ha-nam", HA_NAM, status)]
    assert [row[0] for row in seats(archive)] == [HA_NAM] * (then == CONFIRMED)


def test_a_province_is_edited_back(archive: Archive) -> None:
    event = wrong_province(archive)
    before = seats(archive)
    decide(archive, event, EDITED, "province=ha-nam")
    decide(archive, event, EDITED, "province=nam-dinh")
    assert [row[:3] for row in standing(archive)] == [(event, "nam-dinh", "nam-dinh-1")]
    assert seats(archive) == before


def test_a_province_must_have_been_there(archive: Archive) -> None:
    event = wrong_province(archive)
    with pytest.raises(EditError, match="slug of a province"):
        decide(archive, event, EDITED, "province=ha-noi-moi")
    archive.do("UPDATE core.event SET occurred_on = '2026-01-05'")
    with pytest.raises(ReviewError, match="no province ha-nam on 2026-01-05"):
        decide(archive, event, EDITED, "province=ha-nam")


def test_a_resolution_moves_too(archive: Archive) -> None:
    archive.run("2021-07-31")
    archive.tell("wire", "2021-07-30", "resolution", "2021-07-29", **NUMBERED)
    archive.diff()
    [(event, *_)] = standing(archive)
    decide(archive, event, EDITED, "province=ha-nam")
    [row] = archive.events("id, identity_key, province, occurred_on")
    assert (row.id, row.province) == (event, "ha-nam")
    assert row.identity_key == "rs|ha-nam-1|2020|5-nq-tu"


def test_the_corrected_province_is_a_labelled_case(
    archive: Archive, tmp_path: Path
) -> None:
    decide(archive, wrong_province(archive), EDITED, "province=ha-nam")
    cases.export(archive.engine, tmp_path)
    [line] = (tmp_path / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    label = json.loads(line)["observations"]
    judged = [one for one in label if not one.get("uncertain")]
    assert [one["province"] for one in judged] == ["ha-nam"]


def merged(archive: Archive, one: int, into: int) -> int:
    return merging.merge(archive.engine, one, into, Signed(archive.as_of, 14, "Lan"))


def two_secretaries(archive: Archive) -> tuple[int, int]:
    """The right name and a wrong one, each reported by a paper."""
    archive.run("2021-07-31")
    archive.change("own", "2021-07-30", "2021-07-30", TUC)
    archive.change("wire", "2021-07-31", "2021-07-31", "Phan Gia Thúc")
    archive.diff()
    first, second = (row.id for row in archive.events("id, occurred_on"))
    return first, second


def test_two_events_that_are_one_become_one(archive: Archive) -> None:
    into, one = two_secretaries(archive)
    merged(archive, one, into)
    assert [row[0] for row in standing(archive)] == [into]
    assert seats(archive) == [("nam-dinh-1", TUC)]
    [row] = archive.rows("SELECT source_count FROM core.event WHERE id = :id", id=into)
    assert row.source_count == 2
    before = archive.everything()
    archive.run("2021-08-02")
    archive.diff()
    assert archive.everything() == before


def test_two_of_two_provinces_become_one(archive: Archive) -> None:
    one = wrong_province(archive)
    archive.change("own", "2021-07-30", "2021-07-29", TUC, organisation=HA_NAM)
    archive.diff()
    [into] = [row[0] for row in standing(archive) if row[1] == "ha-nam"]
    merged(archive, one, into)
    assert [row[0] for row in standing(archive)] == [into]


def test_resolutions_with_different_subjects_become_one(archive: Archive) -> None:
    archive.run("2021-07-31")
    told = {"issuer": "standing_committee", "action": "issued", "number": None}
    for day, subject in (("2021-07-29", "du lịch"), ("2021-07-30", "vườn cây lâu năm")):
        archive.tell("wire", day, "resolution", day, subject=subject, **told)
    archive.diff()
    into, one = (row[0] for row in standing(archive))
    merged(archive, one, into)
    assert [row[0] for row in standing(archive)] == [into]


def test_what_cannot_be_one_stays_two(archive: Archive) -> None:
    into, one = two_secretaries(archive)
    archive.tell("wire", "2021-07-30", "resolution", "2021-07-29", **NUMBERED)
    archive.diff()
    before = archive.everything()
    resolution = next(row.id for row in archive.events() if row.kind == "resolution")
    for wrong in (resolution, one, 999):
        with pytest.raises(ReviewError):
            merged(archive, one, wrong)
    assert archive.everything() == before
    assert OTHER not in {row[1] for row in seats(archive)}
    assert into

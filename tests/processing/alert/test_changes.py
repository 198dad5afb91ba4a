"""What was told and is corrected, withdrawn or restored is told again, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, text_of
from tests.processing.alert.world import DAY, MORNING, World


def edit(world: World, event: int, fields: dict[str, Any], **edits: Any) -> int:
    """Let a person have edited an event, and the diff have followed."""
    review = world.add(
        "review", event_id=event, organisation_id="ninh-binh-2", edits=edits,
        kind="leadership_change", identity_key="k", decision="edited", told={},
        observation_ids=[], decided_at=MORNING,
    )  # fmt: skip
    world.change("event", event, status="confirmed", fields=fields | edits)
    return int(review)


FIELDS = {
    "person": "Nguyễn Văn Ân",
    "position": "party_secretary",
    "direction": "in",
    "change": "elected",
}


def test_a_correction_is_told_once_to_those_who_were_told(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    event = world.leader(run, fields=FIELDS)
    tell(run)
    world.subscriber("moi@example.org")
    edit(world, event, FIELDS, person="Nguyễn Văn An")

    for days in (1, 2):
        tell(world.run(MORNING + days * DAY), as_of=MORNING + days * DAY)

    assert [to for to, _ in mailroom.mails] == ["an@example.org"] * 2
    text = text_of(mailroom.mails[1][1])
    assert "Nguyễn Văn An được bầu giữ chức Bí thư Tỉnh ủy" in text
    told = "“Nguyễn Văn Ân được bầu giữ chức Bí thư Tỉnh ủy”"
    assert f"Đính chính tin đã báo ngày 02/10/2025: {told}" in text


def test_a_second_correction_is_told_too_and_says_what_the_first_said(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    event = world.leader(run, fields=FIELDS)
    tell(run)
    review = edit(world, event, FIELDS, person="Nguyễn Văn An")
    tell(run, as_of=MORNING + DAY)
    world.change("review", review, superseded_at=MORNING)
    edit(world, event, FIELDS, person="Nguyễn Văn Ấn")

    assert tell(run, as_of=MORNING + 2 * DAY).sent == 1

    assert "“Nguyễn Văn An được bầu" in text_of(mailroom.mails[2][1])


def test_an_edit_of_what_was_not_told_or_before_it_was_told_is_no_correction(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    early = world.leader(run, fields=FIELDS)
    edit(world, early, FIELDS, person="Nguyễn Văn An")
    assert tell(run).sent == 1
    same = world.leader(run, fields=FIELDS)
    assert tell(run).sent == 1
    edit(world, same, FIELDS, person="Nguyễn Văn Ân")

    assert tell(run, as_of=MORNING + DAY).queued == 0


def test_a_correction_that_waits_is_dropped_when_the_event_is_rejected(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(frequency="daily")
    run = world.run()
    event = world.leader(run, fields=FIELDS)
    tell(run, as_of=MORNING + DAY / 4)
    night = MORNING + DAY  # before the mail hours
    review = edit(world, event, FIELDS, person="Nguyễn Văn An")
    assert tell(run, as_of=night).queued == 1
    world.change("review", review, decision="rejected", edits={})
    world.change("event", event, status="rejected")

    tell(run, as_of=MORNING + 1.25 * DAY)

    assert [row.state for row in world.alerts()] == ["issued", "rejected"]
    assert len(mailroom.mails) == 2


def test_what_was_withdrawn_and_is_right_after_all_is_told_once(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    event = world.leader(run)
    tell(run)
    world.change("event", event, status="rejected")
    tell(run, as_of=MORNING + DAY)
    world.change("event", event, status="confirmed")

    assert tell(run, as_of=MORNING + 2 * DAY).sent == 1
    assert tell(run, as_of=MORNING + 3 * DAY).queued == 0

    subjects = [mail["Subject"] for _, mail in mailroom.mails]
    assert "rút lại" in subjects[1]
    assert "đã được xem xét và bác bỏ" in text_of(mailroom.mails[1][1])
    assert "rút lại" not in subjects[2]
    assert "Cập nhật tin đã báo ngày 03/10/2025" in text_of(mailroom.mails[2][1])


@pytest.mark.parametrize(
    ("fields", "day", "told"),
    [
        ({"person": "Hoàng Đình Thịnh"}, None, True),
        ({"person": "Nguyễn Thị Ân"}, None, True),
        ({"person": "Nguyễn Văn Phúc Ân"}, None, False),
        ({"person": "nguyễn văn  ân"}, None, False),
        ({"change": "ratified"}, "2025-10-20", False),
        ({}, "2025-08-20", True),
    ],
)
def test_what_the_press_corrects_is_told_once(
    world: World, mailroom: Mailroom, tell: Tell, fields: Any, day: Any, told: bool
) -> None:
    world.subscriber()
    run = world.run()
    event = world.leader(run, fields=FIELDS)
    tell(run)
    occurred = {"occurred_on": date.fromisoformat(day)} if day else {}
    world.change("event", event, fields=FIELDS | fields, **occurred)

    sent = [tell(run, as_of=MORNING + days * DAY).sent for days in (1, 2)]

    assert sent == [int(told), 0]
    if told:
        was = "“Nguyễn Văn Ân được bầu giữ chức Bí thư Tỉnh ủy”"
        assert f"Đính chính tin đã báo ngày 02/10/2025: {was}" in text_of(
            mailroom.mails[1][1]
        )


def test_a_number_that_the_press_corrects_is_told_and_what_is_old_is_not(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    fields = {"number": "13-NQ/TU", "action": "issued", "subject": "lâm nghiệp"}
    event = world.event(run, fields=fields)
    tell(run)
    world.change("event", event, fields=fields | {"number": "31-NQ/TU"})
    assert tell(run, as_of=MORNING + DAY).sent == 1
    world.change("event", event, fields=fields | {"number": "33-NQ/TU"})
    assert tell(run, as_of=MORNING + 200 * DAY).sent == 0


def test_a_plan_that_is_put_off_by_months_is_told_but_not_beside_its_update(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    event = world.event(run, "midterm_review", state="planned", fields={"term": "x"})
    tell(run)
    world.change("event", event, occurred_on=date(2025, 12, 20))
    assert tell(run, as_of=MORNING + DAY).sent == 1
    world.change("event", event, state="held", occurred_on=date(2026, 3, 1))
    assert tell(run, as_of=MORNING + 2 * DAY).sent == 1
    assert tell(run, as_of=MORNING + 3 * DAY).queued == 0
    assert [row.state.split(".")[0] for row in world.alerts()] == [
        "planned", "corrected", "held"
    ]  # fmt: skip

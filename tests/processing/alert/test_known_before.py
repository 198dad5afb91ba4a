"""What a mail says was known before: older than the news, as exact as it was."""

from __future__ import annotations

from datetime import date

import pytest

from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, text_of
from tests.processing.alert.world import MORNING, World


@pytest.mark.parametrize(
    ("since", "basis", "said"),
    [
        (date(2019, 1, 1), "baseline", "Nguyễn Văn An: giữ chức từ năm 2019"),
        (date(2019, 4, 1), "baseline", "Nguyễn Văn An: giữ chức từ tháng 4/2019"),
        (date(2019, 4, 1), "event", "Nguyễn Văn An: giữ chức từ ngày 01/04/2019"),
        (date(2025, 10, 1), "seen", None),
        # Nobody saw it: all that is known is that it was over soon after.
        (date(2025, 9, 30), "seen", None),
    ],
)
def test_what_was_known_of_who_stays_is_as_exact_as_it_was_and_older_than_the_news(
    world: World,
    mailroom: Mailroom,
    tell: Tell,
    since: date,
    basis: str,
    said: str | None,
) -> None:
    world.subscriber()
    run = world.run()
    world.leader(run, fields={"direction": "continued", "change": "re_elected"})
    world.add(
        "tenure", organisation_id="ninh-binh-2", position_id="party_secretary",
        person="Nguyễn Văn An", person_key="nguyễn văn an", from_basis=basis,
        valid_from=since, recorded_from=MORNING,
    )  # fmt: skip
    tell(run)
    text = text_of(mailroom.only()).replace("*", "")
    assert [line for line in text.splitlines() if "Trước đó" in line] == (
        [f"  Trước đó: {said}"] if said else []
    )


def test_who_was_there_before_any_report_of_it_was_named_since_the_first_sight(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.leader(run, fields={"predecessor": "Đặng Hữu Toàn"})
    world.leader(run, "Vũ Thị Mai", fields={"direction": "out"})
    for person, seen in [("Đặng Hữu Toàn", 24), ("Vũ Thị Mai", 30)]:
        world.add(
            "tenure", organisation_id="ninh-binh-2", position_id="party_secretary",
            person=person, person_key=person.lower(), from_basis="seen",
            valid_from=date(2025, 9, seen), valid_to=date(2025, 9, seen),
            first_seen_on=date(2025, 9, seen),
            to_basis="successor", recorded_from=MORNING,
        )  # fmt: skip
    tell(run)
    text = text_of(mailroom.only()).replace("*", "")
    assert [line for line in text.splitlines() if "Trước đó" in line] == [
        "  Trước đó: Bí thư Tỉnh ủy là Đặng Hữu Toàn, được nhắc tên từ ngày 24/09/2025",
        "  Trước đó: Vũ Thị Mai: được nhắc tên ở chức vụ này từ ngày 30/09/2025",
    ]


def test_only_what_comes_before_in_a_congress_was_before(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    term = {"term": "2025-2030", "ordinal": 1}
    for phase, on in (("closing", 1), ("result", 1), ("announced", 1)):
        world.event(
            run, "congress", fields={**term, "phase": phase}, state=phase,
            occurred_on=date(2025, 10, on), is_news=phase == "result",
        )  # fmt: skip
    tell(run)
    text = text_of(mailroom.only()).replace("*", "")
    assert [line for line in text.splitlines() if "Trước đó" in line] == [
        "  Trước đó: thông báo sẽ diễn ra ngày 01/10/2025"
    ]

"""Who is told what, once: from events in the store to mails on a real server."""

from __future__ import annotations

from datetime import date

import pytest

from processing.alert.subscriptions import unsubscribe
from tests.processing.alert.conftest import Tell, make_settings
from tests.processing.alert.mailroom import Mailroom, text_of
from tests.processing.alert.world import DAY, MORNING, World


def test_one_event_makes_one_mail_and_a_second_run_makes_none(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run)

    first, second = tell(run), tell(run)

    assert (first.queued, first.mails, first.sent) == (1, 1, 1)
    assert (second.queued, second.mails, second.sent) == (0, 0, 0)
    assert first.problems == second.problems == ()
    assert len(mailroom.mails) == 1
    [row] = world.alerts()
    assert row.status == "sent"
    assert row.attempts == 1
    assert row.message_id == mailroom.only()["Message-ID"]
    assert row.sent_at >= MORNING


def test_two_subscriptions_of_one_person_give_one_mail_with_both_reasons(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    first = world.subscriber("An@Example.org", note="vì công việc")
    second = world.subscriber("an@example.org", provinces=["ninh-binh"])
    run = world.run()
    world.event(run)
    world.leader(run)

    tell(run)

    text = text_of(mailroom.only())
    assert f"Đăng ký số {first}" in text
    assert "vì công việc" in text
    assert f"Đăng ký số {second}" in text
    assert {tuple(row.subscription_ids) for row in world.alerts()} == {(first, second)}
    assert len(world.alerts()) == 2


@pytest.mark.parametrize(
    "wish",
    [
        {"kinds": ["congress"]},
        {"provinces": ["ha-noi"]},
        {"min_confidence": 0.95},
        {"positions": ["peoples_council_chair"]},
    ],
)
def test_nobody_is_told_what_was_not_asked_for(
    world: World, mailroom: Mailroom, tell: Tell, wish: dict[str, object]
) -> None:
    world.subscriber(**wish)
    run = world.run()
    world.leader(run)

    assert tell(run).queued == 0
    assert mailroom.mails == []


def test_positions_limit_leaders_and_nothing_else(world: World, tell: Tell) -> None:
    world.subscriber(positions=["party_secretary"])
    run = world.run()
    secretary = world.leader(run)
    world.leader(run, fields={"position": "peoples_council_chair"})
    resolution = world.event(run)

    tell(run)

    assert {row.event_id for row in world.alerts()} == {secretary, resolution}


@pytest.mark.parametrize(
    ("province", "organisation", "is_told"),
    [
        ("nam-dinh", "ninh-binh-2", True),  # what it became
        ("ninh-binh", "nam-dinh-1", True),  # what became part of it
        ("ninh-binh", "ninh-binh-1", True),
        ("hue", "hue-1", True),
        ("thua-thien-hue", "hue-1", True),  # its former name
        ("nam-dinh", "ninh-binh-1", False),  # merely merged with it
        ("nam-dinh", "ha-nam-1", False),
    ],
)
def test_a_merged_province_follows_its_predecessors_and_successor(
    world: World, tell: Tell, province: str, organisation: str, is_told: bool
) -> None:
    world.subscriber(provinces=[province])
    run = world.run()
    world.event(run, organisation_id=organisation)

    assert tell(run).queued == is_told


@pytest.mark.parametrize(
    "values", [{"is_news": False}, {"status": "baseline"}, {"status": "rejected"}]
)
def test_history_and_rejected_events_are_not_told(
    world: World, tell: Tell, values: dict[str, object]
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run, **values)

    assert tell(run).queued == 0


def test_what_was_known_before_a_subscription_is_no_news_to_it(
    world: World, tell: Tell
) -> None:
    earlier = world.run()
    world.event(earlier)
    world.subscriber()

    assert tell(world.run(MORNING + DAY)).queued == 0


def test_news_of_a_run_that_died_before_telling_is_told_by_the_next(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    world.event(world.run())

    tell(world.run(MORNING + DAY), as_of=MORNING + DAY)

    assert len(mailroom.mails) == 1


def test_what_was_flagged_long_ago_is_no_news_any_more(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    world.event(world.run(MORNING - 20 * DAY))
    lately = world.event(world.run(MORNING - 10 * DAY))

    tell(world.run())

    assert [row.event_id for row in world.alerts()] == [lately]


def test_an_event_that_grows_sure_is_told_then(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(min_confidence=0.8)
    run = world.run()
    event = world.event(run, confidence=0.7)
    assert tell(run).queued == 0
    world.change("event", event, confidence=0.85)

    assert tell(world.run(MORNING + DAY), as_of=MORNING + DAY).sent == 1


def test_a_new_state_is_told_again_as_an_update(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    fields = {"term": "2025-2030", "status": "planned"}
    event = world.event(run, "midterm_review", fields=fields, state="planned")
    tell(run)
    later = world.run(MORNING + DAY)
    fields = {"term": "2025-2030", "status": "held"}
    world.change("event", event, state="held", fields=fields, last_run_id=later)

    assert tell(later, as_of=MORNING + DAY).sent == 1
    assert tell(later, as_of=MORNING + DAY).sent == 0

    first, second = (text_of(mail) for _, mail in mailroom.mails)
    assert "sắp sơ kết" in first
    assert "Cập nhật" not in first
    assert "Cập nhật tin đã báo ngày 02/10/2025" in second


def test_a_withdrawal_is_told_once_to_those_who_were_told(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    world.subscriber("cao@example.org", min_confidence=0.95)
    run = world.run()
    event = world.event(run)
    world.subscriber("chi@example.org")
    mailroom.answers["chi@example.org"] = "550 no such user"
    tell(run)
    mailroom.answers.clear()
    world.change("event", event, status="retracted")
    later = world.run(MORNING + DAY)

    assert tell(later, as_of=MORNING + DAY).sent == 1
    assert tell(later, as_of=MORNING + DAY).sent == 0

    assert [to for to, _ in mailroom.mails] == ["an@example.org"] * 2
    mail = mailroom.mails[-1][1]
    assert "rút lại" in mail["Subject"]
    assert "Các bài báo sau đó cho biết không phải như vậy" in text_of(mail)


def test_what_waits_is_dropped_when_its_event_or_subscription_ends(
    world: World, mailroom: Mailroom, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = world.subscriber("ba@example.org")
    world.subscriber()
    run = world.run()
    rejected, kept = world.event(run), world.event(run)
    assert tell(run, settings=make_settings(monkeypatch, None)).queued == 4
    world.change("event", rejected, status="rejected")
    unsubscribe(world.engine, ended)

    tell(run)

    assert [(row.recipient, row.event_id) for row in world.alerts()] == [
        ("an@example.org", kept)
    ]
    assert [to for to, _ in mailroom.mails] == ["an@example.org"]


def test_a_daily_digest_comes_once_a_day_within_the_mail_hours(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber("ngay@example.org", frequency="daily")
    world.subscriber("ngay.va.ngay@example.org", frequency="at_once")
    sent = []
    for hours in (0, 3, 6):  # 05:30, 08:30, 11:30
        as_of = MORNING + hours * DAY / 24
        run = world.run(as_of)
        world.event(run)
        tell(run, as_of=as_of)
        sent.append(len(mailroom.to("ngay@example.org")))

    assert sent == [0, 1, 1]
    assert "2 nghị quyết mới" in mailroom.to("ngay@example.org")[0]["Subject"]
    assert len(mailroom.to("ngay.va.ngay@example.org")) == 3
    noon = MORNING + DAY / 4 + DAY
    world.event(world.run(noon))
    tell(world.run(noon), as_of=noon)

    digest = mailroom.to("ngay@example.org")[1]
    assert "2 nghị quyết mới" in digest["Subject"]
    assert len(mailroom.to("ngay.va.ngay@example.org")) == 4


def test_the_operator_of_a_new_installation_gets_new_resolutions(
    world: World,
    mailroom: Mailroom,
    tell: Tell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = make_settings(monkeypatch, mailroom.url, "Trực <op@example.org>")
    run = world.run()
    world.event(run)
    world.leader(run)

    summary = tell(run, settings=settings)

    assert (summary.queued, summary.sent) == (1, 1)
    assert mailroom.only()["To"] == "op@example.org"
    assert mailroom.only()["List-Unsubscribe"].startswith("<mailto:op@example.org?")


def test_late_events_do_not_need_a_date(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    world.event(run, occurred_on=None)
    world.event(run, occurred_on=None, occurred_after=date(2025, 9, 1))

    tell(run)

    assert "Bài báo không cho biết ngày" in text_of(mailroom.only())
    assert "Sau ngày 01/09/2025" in text_of(mailroom.only())

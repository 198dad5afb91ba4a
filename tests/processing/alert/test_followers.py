"""Who follows a person is told of them and offered the successor."""

from __future__ import annotations

import shlex
from datetime import date

import pytest

from processing.alert import subscriptions as book
from processing.alert.advice import advice
from processing.alert.subscriptions import Wish
from tests.processing.alert.conftest import Tell, make_settings
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.world import DAY, MORNING, World

PUBLIC = {"DANGBO_PUBLIC_URL": "https://alerts.example/d", "DANGBO_SECRET": "s" * 40}
OUT = {"direction": "out", "change": "retired"}


def sits(world: World, person: str, key: str, ended_by: int | None = None) -> None:
    """Let a person be known as secretary of Ninh Bình."""
    world.add(
        "tenure", organisation_id="ninh-binh-2", position_id="party_secretary",
        person=person, person_key=key, from_basis="event", 
        valid_from=date(2025, 7, 1) if ended_by else date(2025, 10, 1),
        valid_to=date(2025, 9, 30) if ended_by else None, ended_by_id=ended_by,
        recorded_from=MORNING,
    )  # fmt: skip


def test_a_follower_is_told_of_the_person_under_any_spelling_and_of_nobody_else(
    world: World, tell: Tell
) -> None:
    world.subscriber(kinds=["leadership_change"], persons=["Lê Thị Thúy"])
    run = world.run()
    other = world.leader(run, "Lê Thị Thủy")  # another tone: another name
    same = [
        world.leader(run, "LÊ THỊ THUÝ", fields=OUT),
        world.leader(run, "Lê  Thị Thuý", fields={"position": "peoples_council_chair"}),
        world.leader(run, "Trần Văn Bình", fields={"predecessor": "Lê Thị Thuý"}),
    ]
    world.event(run)

    tell(run)

    told = {row.event_id for row in world.alerts()}
    assert told == set(same)
    assert other not in told


def test_persons_and_positions_together_ask_for_either(
    world: World, tell: Tell
) -> None:
    world.subscriber(persons=["Lê Văn Cường"], positions=["party_secretary"])
    run = world.run()
    secretary = world.leader(run)
    person = world.leader(
        run, "Lê Văn Cường", fields={"position": "party_deputy_secretary"}
    )
    world.leader(run, fields={"position": "party_deputy_secretary"})

    tell(run)

    assert {row.event_id for row in world.alerts()} == {secretary, person}


def test_the_mail_of_a_change_offers_the_successor_once(
    world: World, mailroom: Mailroom, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in PUBLIC.items():
        monkeypatch.setenv(name, value)
    world.subscriber(kinds=["leadership_change"], persons=["Đặng Xuân Phong"])
    run = world.run()
    world.leader(run, "Đặng Xuân Phong", fields=OUT)
    # Its article does not say whom he follows; the tenures know.
    arrival = world.leader(run, "Nguyễn Văn An")
    sits(world, "Đặng Xuân Phong", "đặng xuân phong", ended_by=arrival)
    sits(world, "Nguyễn Văn An", "nguyễn văn an")

    tell(run, settings=make_settings(monkeypatch, mailroom.url))

    mail = mailroom.only()
    for body in (text_of(mail), html_of(mail)):
        offer = "Bạn đang theo dõi Đặng Xuân Phong. Người kế nhiệm: Nguyễn Văn An."
        assert body.count(offer) == 1
        assert body.count("https://alerts.example/d/follow/1-2.") == 1
    command = "dangbo subscribe an@example.org --person 'Nguyễn Văn An'"
    assert command in text_of(mail)
    assert "nhân vật: Đặng Xuân Phong" in text_of(mail)


def test_a_hostile_name_stays_one_word_of_the_command_and_no_markup(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber("o'brien@example.org", persons=["Đặng Xuân Phong"])
    run = world.run()
    hostile = "An'; rm -rf ~ $(id) `id`\r\n<img src=x>"
    world.leader(run, hostile, fields={"predecessor": "Đặng Xuân Phong"})

    tell(run)

    mail = mailroom.only()
    [line] = [row for row in text_of(mail).splitlines() if "dangbo subscribe" in row]
    assert shlex.split(line) == [
        "dangbo", "subscribe", "o'brien@example.org",
        "--person", "An'; rm -rf ~ $(id) `id` <img src=x>",
    ]  # fmt: skip
    assert "<img" not in html_of(mail)


def test_a_departure_without_successor_says_so_and_the_arrival_offers_later(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(kinds=["leadership_change"], persons=["Đặng Xuân Phong"])
    run = world.run()
    world.leader(run, "Đặng Xuân Phong", fields=OUT)
    tell(run)
    later = world.run(MORNING + DAY)
    world.leader(later, fields={"predecessor": "Đặng Xuân Phong"})

    tell(later, as_of=MORNING + DAY)

    first, second = (text_of(mail) for _, mail in mailroom.mails)
    assert "Chưa rõ người kế nhiệm" in first
    assert "dangbo subscribe" not in first
    assert "Người kế nhiệm: Nguyễn Văn An" in second


def test_who_follows_both_or_nobody_is_offered_nothing(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(persons=["Đặng Xuân Phong", "Nguyễn Văn An"])
    world.subscriber("binh@example.org")
    run = world.run()
    world.leader(run, fields={"predecessor": "Đặng Xuân Phong"})

    tell(run)

    assert len(mailroom.mails) == 2
    assert not any("theo dõi" in text_of(mail) for _, mail in mailroom.mails)


def test_the_estimate_counts_the_persons_events_and_a_weekly_digests_weeks(
    world: World,
) -> None:
    run = world.run()
    for ago in (7, 8, 35, 70):
        day = MORNING.date() - ago * DAY
        world.leader(run, "Lê Văn Cường", occurred_on=day, status="baseline")
        world.leader(run, occurred_on=day, status="baseline")

    wish = Wish("an@example.org", ["leadership_change"], persons=["lê văn CƯỜNG"])
    weekly = Wish("an@example.org", ["leadership_change"], frequency="weekly")

    assert book.estimate(world.engine, wish, MORNING) == pytest.approx(0.4)
    assert book.estimate(world.engine, weekly, MORNING) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (
            {"provinces": ["nam-dinh"]},
            "nam-dinh ended on 2025-06-30 and is part of ninh-binh (Ninh Bình) now",
        ),
        ({"provinces": ["thua-thien-hue"]}, "thua-thien-hue is called hue now"),
        ({"persons": ["Lê Văn Cương"]}, "did you mean Lê Văn Cường?"),
        ({"persons": ["le van cuong"]}, "did you mean Lê Văn Cường?"),
        ({"persons": ["Hà Thị Xuân"]}, "no leader named Hà Thị Xuân is known so far"),
    ],
)
def test_former_provinces_and_unknown_persons_are_pointed_out(
    world: World, wish: dict[str, list[str]], said: str
) -> None:
    world.leader(world.run(), "Lê Văn Cường")

    [line] = advice(world.engine, Wish("an@example.org", **wish), MORNING.date())

    assert said in line


def test_nothing_is_pointed_out_of_what_is_known(world: World) -> None:
    world.leader(world.run(), "Lê Văn Cường")
    wish = Wish("an@example.org", provinces=["ninh-binh"], persons=["Lê văn Cường"])

    assert advice(world.engine, wish, MORNING.date()) == []

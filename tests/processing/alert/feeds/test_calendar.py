"""The calendar, read back as a calendar program reads it."""

from __future__ import annotations

from datetime import date

import icalendar

from processing.alert.feeds.calendar import calendar
from processing.alert.feeds.entries import dates
from processing.alert.feeds.publisher import Publisher
from processing.alert.feeds.scope import Scope, calendar_at
from tests.processing.alert.world import World

PUBLISHER = Publisher("alerts.example", "https://alerts.example")
DAY = date(2030, 9, 25)
QUOTE = (
    "Đại hội đại biểu Đảng bộ tỉnh lần thứ XXIV; nhiệm kỳ 2030-2035, dự kiến diễn ra "
    "từ ngày 25 đến ngày 27/9, với sự tham dự của 350 đại biểu \\ khách mời."
)


def text_of(world: World, province: str | None = None, language: str = "vi") -> bytes:
    with world.engine.connect() as connection:
        found = dates(connection, province)
    return calendar(found, Scope(province), PUBLISHER, language)


def events(world: World, province: str | None = None) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(text_of(world, province)).walk("VEVENT")


def announced(world: World, **values: object) -> int:
    fields = {"phase": "announced", "term": "2030-2035", "ordinal": 24}
    given = {
        "state": "announced", "occurred_on": DAY, "fields": fields,
        "proofs": [{"quote": QUOTE}],
    }  # fmt: skip
    return world.event(world.run(), "congress", **{**given, **values})


def test_an_announced_congress_is_a_whole_day_with_its_sentence(world: World) -> None:
    number = announced(world)
    [event] = events(world)
    assert event["DTSTART"].dt == DAY
    assert event["DTSTART"].to_ical() == b"20300925"
    assert event["DTEND"].dt == date(2030, 9, 26)
    assert event["UID"] == f"20251002-{number}@alerts.example"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "TENTATIVE")
    assert QUOTE in event["DESCRIPTION"]
    assert event["SUMMARY"].startswith("Ninh Bình: Đại hội")
    assert str(event["URL"]).startswith("https://paper.example/")


def test_lines_are_folded_between_letters(world: World) -> None:
    announced(world)
    content = text_of(world)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_an_entry_follows_its_event_under_the_same_identity(world: World) -> None:
    number = announced(world)
    [first] = events(world)
    world.change("event", number, occurred_on=date(2030, 10, 1))
    [moved] = events(world)
    world.change("event", number, source_count=9, confidence=0.99)
    [same] = events(world)
    world.change("event", number, status="retracted", is_news=False)
    [gone] = events(world)
    assert first["UID"] == moved["UID"] == gone["UID"]
    assert [e["SEQUENCE"] for e in (first, moved, same, gone)] == [0, 1, 1, 2]
    assert moved["DTSTART"].dt == date(2030, 10, 1)
    assert gone["STATUS"] == "CANCELLED"


def test_a_planned_review_stays_once_it_is_held(world: World) -> None:
    fields = {"term": "2025-2030", "status": "planned"}
    number = world.event(
        world.run(), "midterm_review", state="planned", fields=fields, occurred_on=DAY
    )
    # One that was never planned is news, no date to keep.
    held = {**fields, "status": "held"}
    world.event(
        world.run(), "midterm_review", state="held", fields=held, occurred_on=DAY
    )
    [planned] = events(world)
    world.change("event", number, state="held", fields=held)
    [now] = events(world)
    assert (planned["STATUS"], now["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert planned["UID"] == now["UID"]


def test_what_has_no_day_or_is_past_announcing_is_no_date(world: World) -> None:
    announced(world, occurred_on=None)
    world.event(world.run(), "congress", fields={"phase": "opening"})
    world.event(world.run())
    assert events(world) == []


def test_a_province_has_its_own(world: World) -> None:
    announced(world)
    announced(world, organisation_id="ha-noi-1", province="ha-noi")
    assert len(events(world)) == 2
    [event] = events(world, "nam-dinh")
    assert event["SUMMARY"].startswith("Ninh Bình")
    assert calendar_at("nam-dinh/calendar.ics") == Scope("nam-dinh")
    assert calendar_at("calendar.ics") == Scope()
    assert calendar_at("nowhere/calendar.ics") is None
    assert calendar_at("nam-dinh") is None


def test_the_same_store_makes_the_same_bytes(world: World) -> None:
    announced(world)
    assert text_of(world) == text_of(world)

"""What the other reports of one change in an article add to the one that stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from processing.observe.language.phrases import holds
from processing.observe.people.days import RECENT
from processing.observe.people.story import Event, Story

#: Done without the public, and made known in the days after.
MADE_KNOWN_LATER = ("acting", "prosecuted")


def completed(story: Story, event: Event, reports: Iterable[Event]) -> Event:
    """An event with the day and the way that its other reports tell more precisely."""
    reports = [one for one in reports if one is not event]
    # Papers leave "nguyên" out when they name somebody again; none puts it in.
    former = event.former or any(one.former for one in reports)
    event = replace(event, former=former) if former else event
    return _of_its_day(story, _ratified(story, event, reports), reports)


def _ratified(story: Story, event: Event, reports: list[Event]) -> Event:
    """ "Bộ Chính trị chuẩn y Bí thư Tỉnh ủy" in the headline: no mere appointment."""
    headline = story.document.headline
    if event.change not in ("elected", "appointed") or headline is None:
        return event
    is_news = holds("statements", "ratifies", headline.key)
    if is_news and any(one.change == "ratified" for one in reports):
        return replace(event, change="ratified")
    return event


def _of_its_day(story: Story, event: Event, reports: list[Event]) -> Event:
    """Told without a day at the top, and below with one just before that of the news.

    "Ông A, P, đã bị bắt tạm giam. … bắt tạm giam ông A từ ngày 11.9", on 12.9.
    """
    news = story.news
    if news is None or event.day != news or event.change not in MADE_KNOWN_LATER:
        return event
    if any(one.is_day for one in event.sentence.dates()):
        return event
    alike = [one for one in reports if one.change == event.change]
    below = (one.day for one in alike if one.sentence.index > event.sentence.index)
    day = next((one for one in below if one and _just_before(news - one)), None)
    return replace(event, day=day) if day else event


def _just_before(ago: timedelta) -> bool:
    return timedelta(0) < ago <= RECENT

"""The day of a phase that is told without one: that of the sentences just before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from processing.observe.article.document import Document, Sentence
from processing.observe.congress.names import Body, Named
from processing.observe.congress.sightings import ANNOUNCED, Sighting
from processing.observe.language.words import any_in
from processing.observe.when.dates import DateMention, is_aside

NEAR_SENTENCES = 4
OPENING = 40  # characters at the head of a sentence in which a day moves the story on
_TO_COME = ("sẽ", "dự kiến", "theo chương trình")


class DaysTold:
    """Remembers the days told of congresses, sentence by sentence."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._dated: Sighting | None = None  # the last one with a day
        self._moved_on: tuple[int, str, DateMention] | None = None  # where, whose, when
        self._round_up: DateMention | None = None  # the day of several units at once

    def note_round_up(self, sentence: Sentence) -> None:
        """ "Ngày 24/9, nhiều tỉnh khai mạc đại hội": the day of those that follow."""
        self._round_up = next((d for d in sentence.dates() if d.is_day), None)

    def move_on(self, sentence: Sentence, named: Iterable[Named]) -> None:
        """ "Tại phiên làm việc ngày 16/9, Đại hội bầu đoàn đại biểu …": a later day."""
        ours = next((one.province for one in named if one.body is Body.PROVINCE), None)
        if not ours:
            return
        days = (one for one in sentence.dates() if one.day and one.start < OPENING)
        day = next(days, None)
        if day is None or is_aside(sentence.key, day):
            return
        if not any_in(_TO_COME, sentence.key):
            self._moved_on = sentence.index, ours, day

    def given(self, one: Sighting) -> Sighting:
        """A phase told without a day took place on the day told just before."""
        if self._round_up and one.phase != ANNOUNCED:
            one = self._on_day_of_several(one)
        if one.date:
            self._dated = one
        last = self._dated
        if one.date or one.phase == ANNOUNCED:
            return one
        if day := self._day_moved_on_to(one):
            return replace(one, date=day)
        if last is None:
            return one
        near = 0 <= one.sentence.index - last.sentence.index <= NEAR_SENTENCES
        same = last.province == one.province and last.phase != ANNOUNCED
        return replace(one, date=last.date) if near and same else one

    def _day_moved_on_to(self, one: Sighting) -> DateMention | None:
        """The day that a sentence between the last dated phase and this one opens."""
        if self._moved_on is None:
            return None
        at, province, day = self._moved_on
        last = self._dated.sentence.index if self._dated else -1
        near = last < at <= one.sentence.index <= at + NEAR_SENTENCES
        return day if near and province == one.province else None

    def _on_day_of_several(self, one: Sighting) -> Sighting:
        """In a round-up: "ngày 24/9, nhiều tỉnh …" is the day of those that follow."""
        if one.date is None or one.date.same_day:
            return replace(one, date=self._round_up)
        if one.date.relative is not None:
            published = self.document.published
            return one if published else replace(one, date=self._round_up)
        self._round_up = None
        return one

"""Tells the news from what is only recalled: biographies and earlier days.

A biography begins with "sinh năm", "quê quán", "từng" or a sentence that opens with an
old year, and goes on while its sentences look back. A sentence that opens with "Trước
đó" and a day more than three days back is background, too.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from processing.observe.article.document import HEAD_SENTENCES, Document, Sentence
from processing.observe.language.phrases import holds, kept, opens, pattern
from processing.observe.people.how_old import (
    LASTING_DAYS,
    days_back,
    governs,
    is_back,
    is_before_month,
    is_before_the_head,
    is_far_ahead,
    is_of_the_head,
    is_old_day,
)
from processing.observe.people.occasion import (
    MOVES,
    PUNISHES,
    headline_tells,
    is_elsewhere,
    is_history,
    is_talk,
)
from processing.observe.people.recalled import (
    EARLY,
    is_earlier_congress,
    is_long_gone,
    is_of_a_meeting_before,
    is_of_this_meeting,
    is_of_this_session,
    is_of_years,
    is_since,
    opens_with_date,
    recalls,
    same_meeting,
    tells,
    tells_a_life,
    was_then,
)
from processing.observe.people.retold import Inspected, Retold
from processing.observe.when.dates import DateMention
from processing.observe.when.own_day import is_another_time

CARRIED = 4  # sentences that may go on with an earlier day without naming one


class Background:
    """Judges the sentences of one article, in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.is_recent = False  # the last sentence told of days of the last weeks
        self._old_at = -1  # the last sentence that told of an earlier day
        self._of_a_year_at = -9  # the last one that told of a year gone by
        self._in_biography = False
        self._carried = 0  # so many sentences may still go on with an earlier day
        self.goes_on = False  # the last sentence seems to go on with an earlier day
        self._retold, self._inspected = Retold(document), Inspected(document)

    @cached_property
    def _talk(self) -> bool:
        return is_talk(self.document) or is_history(self.document)

    @cached_property
    def _elsewhere(self) -> bool:
        return is_elsewhere(self.document)

    @cached_property
    def _tells_of_changes(self) -> bool:
        return headline_tells(self.document, MOVES | PUNISHES)

    def is_background(self, sentence: Sentence, news: date | None) -> bool:
        """Whether changes told in a sentence are history; ``news`` is the news day."""
        past = self._is_background(sentence, news)
        if self._inspected.goes_on(sentence, news, is_past=past):
            self.is_recent |= not past
            return True
        return past

    def _is_background(self, sentence: Sentence, news: date | None) -> bool:
        self.is_recent = self.goes_on = False
        if sentence.is_headline:
            return False
        if self._retold.goes_on(sentence, news):
            self.is_recent = True
            return True
        key = sentence.key
        biography = tells_a_life(sentence) or (
            self._in_biography
            and (opens("background", "looks_back", key) or opens_with_date(sentence))
            and not self._is_of_today(sentence, news)
            and not same_meeting(key)
        )
        self._in_biography = biography
        if biography or _goes_on_a_life(sentence):
            return True
        if self._is_old(sentence, news) or self._goes_on_at_once(sentence):
            self._note_old(sentence, news)
            return True
        returns = sentence.dates() or holds("background", "returns", key)
        if not returns and self._of_a_year_at == sentence.index - 1:
            # "Trong năm 2018, nhiều lãnh đạo bị khởi tố. Công an khởi tố …"
            self.is_recent = True
            return True
        self._carried = 0 if returns else max(self._carried - 1, 0)
        self.goes_on = self._carried > 0
        self.is_recent = self._talk or self._is_aside(sentence)
        return self.is_recent

    def _note_old(self, sentence: Sentence, news: date | None) -> None:
        """Remember that an earlier day is told of, and for how long it may go on."""
        self._old_at = sentence.index
        told = self._is_of_these_weeks(sentence, news)
        self.is_recent = told and not is_of_years(sentence.key)
        self._in_biography = opens("background", "looks_back", sentence.key)
        below = sentence.rank >= HEAD_SENTENCES
        if below and self._is_of_a_past_year(sentence):
            self._of_a_year_at = sentence.index
        self._carried = CARRIED if below or self._names_past_year(sentence) else 0

    def _is_of_a_past_year(self, sentence: Sentence) -> bool:
        """Whether it tells of a year before that of the article, and of no day."""
        dates, year = sentence.dates(), self.document.year
        told = [one.year for one in dates if one.year and not one.month]
        if year is None or not told:
            return False
        return len(told) == len(dates) and max(told) < year

    def _goes_on_at_once(self, sentence: Sentence) -> bool:
        """ "Ngay sau đó, HĐND tỉnh bầu …", right behind what an earlier day saw."""
        if self._old_at != sentence.index - 1 or sentence.rank < HEAD_SENTENCES:
            return False
        return not sentence.dates() and opens("background", "at_once", sentence.key)

    def _is_aside(self, sentence: Sentence) -> bool:
        return sentence.rank >= HEAD_SENTENCES and self._elsewhere

    def _is_of_today(self, sentence: Sentence, news: date | None) -> bool:
        """ "Trước đó, ngày 2/7, …": a day that is news as well ends the biography."""
        days = [one for one in sentence.dates() if one.is_day and tells(sentence, one)]
        known = [self.document.day_of(one) for one in days]
        return news is not None and any(
            day and days_back(news) <= day <= news for day in known
        )

    def _is_of_these_weeks(self, sentence: Sentence, news: date | None) -> bool:
        """Old as news, yet titles told of those days still hold."""
        dates = sentence.dates()
        if opens("background", "last_year", sentence.key):
            return False
        if not any(one.is_day or one.year for one in dates):
            return True
        if news is None and not any(one.year for one in dates):
            return True  # a day without a year, of whatever year the article is
        days = [self.document.day_of(one) for one in sentence.dates() if one.is_day]
        return news is not None and any(
            day and 0 <= (news - day).days <= LASTING_DAYS for day in days
        )

    def _is_old(self, sentence: Sentence, news: date | None) -> bool:
        """Whether the days it names lie too far back, or it says that it recalls."""
        below = sentence.rank >= HEAD_SENTENCES
        lately = below and opens("background", "lately", sentence.key)
        if lately or is_of_a_meeting_before(sentence.key) or is_long_gone(sentence.key):
            return True
        days = [one for one in sentence.dates() if one.is_day and tells(sentence, one)]
        if days:
            return self._old_days(sentence, days, news)
        if is_earlier_congress(sentence, news) or self._is_of_another_year(sentence):
            return True
        if self.document.headline is None and sentence.index < 1:
            return False
        months = [one for one in sentence.dates() if one.year and not one.is_day]
        if months and governs(months[0]):
            return is_before_month(months[0], news)
        here = is_of_this_meeting(sentence.key) or is_of_this_session(sentence)
        return recalls(sentence.key) and not here

    def _old_days(
        self, sentence: Sentence, days: list[DateMention], news: date | None
    ) -> bool:
        if all(self._is_another_time(sentence, one) for one in days):
            return True
        known = [self.document.day_of(one) for one in days]
        if news and any(one and one >= days_back(news) for one in known):
            return False
        if any(one.same_day or one.relative is not None for one in days):
            return False
        if not all(known):
            if any(is_of_the_head(self.document, one) for one in days):
                return False
            before = all(is_before_the_head(self.document, one) for one in days)
            return before or recalls(sentence.key)
        recalled = news is not None or recalls(sentence.key)
        return recalled or self._is_dated_alone(sentence, days[0])

    def _names_past_year(self, sentence: Sentence) -> bool:
        """ "Ngày 20/10/2015, …" printed in 2025: even a head that opens so recalls."""
        year = self.document.year
        return year is not None and any(
            one.year and one.year < year - 1 for one in sentence.dates()
        )

    def _is_of_another_year(self, sentence: Sentence) -> bool:
        """ "Đại hội Đảng bộ tỉnh năm 2015, ông A được bầu": a year printed for it."""
        found = pattern("background", "congress_of_year").search(sentence.key)
        return found is not None and self.document.year != int(kept(found))

    def _is_dated_alone(self, sentence: Sentence, first: DateMention) -> bool:
        """Whether a full date far down stands in an article that tells no day itself.

        And the headline of it tells of no change: "Ngày 6/10/2015, … đã bầu ông A".
        """
        if not first.year or sentence.rank < HEAD_SENTENCES:
            return False
        return governs(first) and not self._tells_of_changes

    def _is_another_time(self, sentence: Sentence, mention: DateMention) -> bool:
        """Whether a day is not that of the news, or lies before all that is told."""
        document = self.document
        if is_another_time(document, mention) or is_far_ahead(document, mention):
            return True
        earliest = document.earliest
        if earliest is None or sentence.rank < HEAD_SENTENCES:
            return False
        day = self.document.day_of(mention)
        return day is not None and day < days_back(earliest)

    def is_told_as_old(self, sentence: Sentence, at: int, news: date | None) -> bool:
        """Whether the date that governs the words at an offset lies too far back."""
        if self._happened_long_ago(sentence, at, news) or was_then(sentence, at):
            return True
        before = [one for one in sentence.dates() if one.end <= at]
        if not before:
            return False
        mention = before[-1]
        if not (tells(sentence, mention) or mention.start < EARLY):
            return False
        document = self.document
        return is_another_time(document, mention) or is_back(document, mention, news)

    def _happened_long_ago(
        self, sentence: Sentence, at: int, news: date | None
    ) -> bool:
        """ "được bầu giữ chức … vào năm 2021": the time stands behind the verb."""
        for one in sentence.dates():
            between = sentence.key[at : one.start]
            close = one.start > at and "," not in between and ";" not in between
            since = one.year and not one.day and is_since(sentence, one)
            died = sentence.key.startswith(("qua đời", "từ trần"), at)
            if close and (since or died or tells(sentence, one)):
                if one.day:
                    return is_old_day(self.document, one, news)
                if one.year:
                    return is_before_month(one, news)
        return False


def _goes_on_a_life(sentence: Sentence) -> bool:
    """ "…, ông A từng làm P1. Sau đó, ông được điều động sang làm P2"."""
    last = sentence.last
    if last is None or any(one.is_day for one in sentence.dates()):
        return False
    return opens("background", "life_goes_on", sentence.key) and holds(
        "background", "was_once", last.key
    )

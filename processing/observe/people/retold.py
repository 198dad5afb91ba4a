"""A meeting retold after it: its days are told once, what it decided without any.

"Đại hội diễn ra từ 13 đến 16/10. Đại hội bầu …. Tại phiên họp thứ nhất, …", printed in
November: what that congress did is recalled, whatever words tell it. So are the earlier
findings of inspectors, in an article about what another body decides on them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from processing.observe.article.document import Document, Sentence
from processing.observe.language.phrases import holds
from processing.observe.when.dates import DateMention

RECENT = timedelta(days=3)  # a decision is news so long
OVER = timedelta(days=12)  # news of a congress last so long behind its days


class Retold:
    """Knows, sentence by sentence, whether a congress of weeks ago is told of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._at = -1  # the last sentence that names it

    def goes_on(self, sentence: Sentence, news: date | None) -> bool:
        """Whether a sentence tells of a congress that lies weeks behind the news."""
        if news is None or (self._at < 0 and "đại hội" not in sentence.key):
            return False
        days = [one for one in map(self.document.day_of, _days(sentence)) if one]
        if days:
            gone = max(days) < news - OVER and _tells_days(sentence)
            self._at = sentence.index if gone else -1
            return gone
        if self._at < 0 or holds("background", "another_meeting", sentence.key):
            return False
        if holds("background", "of_the_congress", sentence.key):
            self._at = sentence.index
            return True
        behind = self._at == sentence.index - 1
        return behind and not holds("background", "returns", sentence.key)


def _days(sentence: Sentence) -> list[DateMention]:
    return [one for one in sentence.dates() if one.is_day]


def _tells_days(sentence: Sentence) -> bool:
    return holds("background", "congress_held", sentence.key)


HEAD = 1  # sentences of the head in which who decides is named


class Inspected:
    """Knows whether inspectors are told of who found and decided it before."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._told = False  # an earlier finding has been told

    def goes_on(self, sentence: Sentence, news: date | None, *, is_past: bool) -> bool:
        """Whether a sentence tells what inspectors did before the news."""
        if "kiểm tra" not in sentence.key and "ubkt" not in sentence.key:
            return False
        if not holds("statements", "inspectors", sentence.key) or self._in_head:
            return False
        days = [one for one in map(self.document.day_of, _days(sentence)) if one]
        gone = news is not None and bool(days) and max(days) < news - RECENT
        if is_past or (gone and holds("statements", "numbered_session", sentence.key)):
            self._told = True
            return True
        return self._told and not days

    @cached_property
    def _in_head(self) -> bool:
        head = self.document.headed(HEAD)
        return any(holds("statements", "inspectors", one.key) for one in head)

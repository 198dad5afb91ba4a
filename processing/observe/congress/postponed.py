"""Days of a congress that no longer hold, since it has been put off.

"Đại hội Đảng bộ tỉnh, dự kiến khai mạc ngày 15/10, lùi sang ngày 21/10": the 21st.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Document, Sentence
from processing.observe.language.phrases import before, holds
from processing.observe.when.dates import DateMention

WORDS = ("lùi", "hoãn", "dời")

PLAN = "dự kiến"
_NEAR = r"[^\d;]{0,20}"  # between the words that lead to the new day and its figures
_DIGIT = re.compile(r"\d")


def day_that_holds(
    document: Document, sentence: Sentence, mention: DateMention | None
) -> DateMention | None:
    """The day announced, or the new one, or none, where the congress is put off."""
    if mention is None or not document.held(WORDS) or not _is_put_off(document):
        return mention
    key = sentence.key
    if _puts_off(sentence):
        days = (one for one in sentence.dates() if one.is_day)
        return next((one for one in days if _is_new(key, one)), None)
    return None if holds("congress", "old_plan", key, 0, mention.start) else mention


def _is_new(key: str, day: DateMention) -> bool:
    """Whether a congress is put off to a day: "lùi sang | ngày 21/10"."""
    figure = _DIGIT.search(key, day.start, day.end)
    at = figure.start() if figure else day.end
    if before("congress", "put_off_to", _NEAR).search(key, 0, at):
        return True
    until = before("congress", "put_off_until", _NEAR).search(key, 0, at)
    return until is not None and PLAN not in until[0]


def _puts_off(sentence: Sentence) -> bool:
    return "đại hội" in sentence.key and holds("congress", "put_off", sentence.key)


def _is_put_off(document: Document) -> bool:
    return any(_puts_off(one) for one in document.all_sentences)

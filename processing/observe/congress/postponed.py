"""Days of a congress that no longer hold, since it has been put off.

"Đại hội Đảng bộ tỉnh, dự kiến khai mạc ngày 15/10, lùi sang ngày 21/10": the 21st.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Document, Sentence
from processing.observe.language.phrases import holds
from processing.observe.when.dates import DateMention

WORDS = ("lùi", "hoãn", "dời")

#: Between the verb and the new day.
_TO = re.compile(
    r"(?<!\w)(?:lùi|hoãn|dời)(?!\w)"
    r"(?:(?:(?!dự kiến)[^;]){0,150}?(?<!\w)(?:vào|(?:tổ chức|diễn ra|họp) từ"
    r"|sẽ [^;,]{0,30}?(?:khai mạc|diễn ra|tổ chức))"
    r"|[^;]{0,150}?(?<!\w)(?:sang|đến|tới))(?!\w)[^\d;]{0,20}(?=\d)"
)
_DIGIT = re.compile(r"\d")


def day_that_holds(
    document: Document, sentence: Sentence, mention: DateMention | None
) -> DateMention | None:
    """The day announced, or the new one, or none, where the congress is put off."""
    if mention is None or not document.held(WORDS) or not _is_put_off(document):
        return mention
    key = sentence.key
    if _puts_off(sentence):
        ends = [found.end() for found in _TO.finditer(key)]
        days = [one for one in sentence.dates() if one.is_day]
        return next((one for one in days for end in ends if _at(key, end, one)), None)
    return None if holds("congress", "old_plan", key, 0, mention.start) else mention


def _at(key: str, end: int, day: DateMention) -> bool:
    """Whether a day stands right there ("sang ngày 21/10")."""
    return day.start <= end < day.end and not _DIGIT.search(key, day.start, end)


def _puts_off(sentence: Sentence) -> bool:
    return "đại hội" in sentence.key and holds("congress", "put_off", sentence.key)


def _is_put_off(document: Document) -> bool:
    return any(_puts_off(one) for one in document.all_sentences)

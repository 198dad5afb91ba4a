"""A resolution of a Party committee whose own day is that of the news.

"Tại Nghị quyết số 25-NQ/TU do Ban Thường vụ Tỉnh ủy ban hành ngày 22/2, …", printed a
few days later at the top of an article, is new however the sentence goes on.
"""

from __future__ import annotations

import re
from datetime import timedelta

from processing.observe.article.document import Sentence
from processing.observe.article.years import HEAD, year_of
from processing.observe.language.phrases import ends
from processing.observe.resolution.verbs import PARTY_CODE, Verb

FRESH = timedelta(days=10)  # after its day of issue a resolution is still news
NEAR = 20  # characters behind the noun in which "do" names its body
REACH = 60  # characters before it in which it is carried out or studied

#: Between the number and its day: who issued it, and that it was.
_ITS_DAY = re.compile(
    r"[\s,(]*(?:(?:vừa |đã )?(?:được|do) [^;.()]{0,80}? )?"
    r"(?:vừa )?(?:ký ban hành|ban hành|ký|thông qua)?(?: (?:hôm|vào))?[\s,]*"
)


#: The same of one without a number: "do Ban Chấp hành Đảng bộ tỉnh ban hành ngày".
_BY_ITS_BODY = re.compile(
    r"(?: chuyên đề)?(?: này)? do (?:ban chấp hành|bch|ban thường vụ|btv)"
    r" [^;.,()]{0,50}? (?:ký ban hành|ban hành|thông qua)(?: (?:hôm|vào))?[\s,]*"
)


def fresh_verb(sentence: Sentence, noun: re.Match[str]) -> Verb | None:
    """The issue of a numbered resolution told by its day alone, or ``None``."""
    document, key = sentence.document, sentence.key
    if document.published is None or sentence.index >= HEAD:
        return None
    code = PARTY_CODE.match(key, noun.end())
    end, told = (code.end(), _ITS_DAY) if code else (noun.end(), _BY_ITS_BODY)
    if code is None and " do " not in key[end : end + NEAR]:
        return None
    if ends(
        "resolution", "carried_out", key, max(0, noun.start() - REACH), noun.start()
    ):
        return None
    day = next((one for one in sentence.dates() if one.start >= end), None)
    if day is None or not day.day or not told.fullmatch(key, end, day.start):
        return None
    issued = document.day_of(day, year=year_of(document))
    if issued is None or not timedelta(0) <= document.published - issued <= FRESH:
        return None
    return Verb("issued", noun.start(), passive=True, end=day.start, fresh=True)

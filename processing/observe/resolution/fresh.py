"""A resolution of a Party committee whose own day is that of the news.

"Tại Nghị quyết số 25-NQ/TU do Ban Thường vụ Tỉnh ủy ban hành ngày 22/2, …", printed a
few days later at the top of an article, is new however the sentence goes on.
"""

from __future__ import annotations

import re
from datetime import timedelta

from processing.observe.article.document import Sentence
from processing.observe.article.years import HEAD, year_of
from processing.observe.language.phrases import ends, is_all
from processing.observe.resolution.verbs import PARTY_CODE, Verb
from processing.observe.when.dates import DateMention

FRESH = timedelta(days=10)  # after its day of issue a resolution is still news
NEAR = 20  # characters behind the noun in which "do" names its body
REACH = 60  # characters before it in which it is carried out or studied


def fresh_verb(sentence: Sentence, noun: re.Match[str]) -> Verb | None:
    """The issue of a numbered resolution told by its day alone, or ``None``."""
    document, key = sentence.document, sentence.key
    if document.published is None or sentence.rank >= HEAD:
        return None
    code = PARTY_CODE.match(key, noun.end())
    end = code.end() if code else noun.end()
    if code is None and " do " not in key[end : end + NEAR]:
        return None
    if ends(
        "resolution", "carried_out", key, max(0, noun.start() - REACH), noun.start()
    ):
        return None
    day = next((one for one in sentence.dates() if one.start >= end), None)
    between = "issued_then" if code else "by_its_body"
    if day is None or not _leads_to(day, between, key[end : day.start]):
        return None
    issued = document.day_of(day, year=year_of(document))
    if issued is None or not timedelta(0) <= document.published - issued <= FRESH:
        return None
    return Verb("issued", noun.start(), passive=True, end=day.start, fresh=True)


def _leads_to(day: DateMention, section: str, told: str) -> bool:
    """Whether nothing but a phrase stands before a day of its month."""
    said = told.strip(" ,(")
    bare = not said and section == "issued_then"
    return day.day is not None and (bare or is_all("resolution", section, said))

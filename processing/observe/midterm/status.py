"""Whether a review of half a term is held, or only planned and prepared.

The whole committee reviews: where it hears the report, or a draft of it, that is the
review. Where its standing committee does so beforehand, the report is being prepared.
"""

from __future__ import annotations

import re
from datetime import date

from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD, day_in, from_first, year_of
from processing.observe.language.phrases import follows, holds, pattern
from processing.observe.when.dates import DateMention

PLAN_REACH = 70  # characters before a review in which a word makes it a plan
DAY_REACH = 120  # characters before a day in which its conference stands
FRESH = 4  # days after a conference in which it is still news that it is over

#: "Báo cáo", or what stands in one: it is heard before anything is reviewed.
_REPORT = r"(?:báo cáo|nội dung|kết quả|đề cương)(?!\w)"
_HEARS = r"(?<!\w)(?:thảo luận|xem xét|nghe|cho ý kiến|góp ý|bàn)(?!\w)"
_ON = r"(?: về| vào| đối với)?(?: các| những)?(?: nội dung| dự thảo)?"
_GIVES = rf"(?<!\w)(?:cho ý kiến|góp ý|dự thảo){_ON} {_REPORT}"
_FEW = (
    r"(?<!\w)(?:ban thường vụ|btv|thường vụ|thường trực)"
    r"(?: (?:tỉnh|thành) ủy)?(?!\w)"
)
_COMMITTEE = r"(?:ban chấp hành|bch) (?:đảng bộ|tỉnh|thành)"
_MEETING = r"(?<!\w)(?:hội nghị|hn) (?:lần thứ \w+ )?(?:của )?"
_WHOLE = rf"(?:(?<!\w){_COMMITTEE}|{_MEETING}(?:tỉnh|thành) ủy)(?!\w)"
#: The whole committee hears the report: that is the review, no plan for one.
_HEARD = re.compile(rf"{_WHOLE}(?![^;]*(?:ban thường vụ|thường trực))[^;]*?{_GIVES}")
#: The same of a conference whose body the head has named.
_HEARD_THERE = re.compile(
    rf"[^;]{{0,60}}(?<!\w)(?:hội nghị|hn|(?:các )?đại biểu)(?!\w)[^;]*?{_GIVES}"
)
_MEETING_OF_ALL = re.compile(
    rf"{_MEETING}(?:(?:tỉnh|thành) ủy|{_COMMITTEE})(?!\w)"
    rf"|(?<!vụ )(?<!trực )(?<!thư )(?<!\w)(?:{_COMMITTEE}|(?:tỉnh|thành) ủy)(?!\w)"
    r"[^;]{0,60}?(?:họp|mạc|tổ chức) (?:\w+ ){0,3}?hội nghị (?:lần )?thứ "
)
#: Words that make a plan of it, unless the whole committee hears the report.
_HEARD_WORDS = re.compile(r"(?<!\w)(?:cho ý kiến|góp ý|dự thảo)(?!\w)")
_PREPARED = re.compile(
    rf"(?<!của )(?<!thay mặt ){_FEW}(?![^;]*(?:ban chấp hành|trình bày|hội nghị))"
    rf"[^;]*?{_HEARS}[^;]*?{_REPORT}[^;]*$"
)
#: "Hội nghị dự kiến tổ chức trong ngày 12-7".
_ITS_DAY = re.compile(
    r"(?<!\w)hội nghị(?!\w)[^;.]{0,70}?"
    r"(?<!\w)(?:diễn ra|tiến hành|tổ chức|họp|khai mạc)(?!\w)[^;.,]{0,20}$"
)


def is_planned(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether words around a review make it one to come: a plan, a draft, a report."""
    key = sentence.key
    planned, told = pattern("midterm", "planned"), pattern("midterm", "told_of")
    clause = key.rfind(";", 0, cue.start()) + 1
    before = key[clause : cue.start()][-PLAN_REACH:]
    said = f"{before}{cue[0]}"
    if is_heard(document, sentence, cue):
        said = _HEARD_WORDS.sub("", said)
    elif _PREPARED.search(key, clause, cue.end()) or holds(
        "midterm", "will_meet", key, clause, cue.start()
    ):
        return True
    words = planned.finditer(said)
    ahead = any(not told.search(said, word.end()) for word in words)
    if follows("midterm", "conference_will", key, cue.end(), " ,"):
        return True
    return ahead or bool(planned.match(key, cue.end()))


def is_heard(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether the whole committee hears the report of half its term."""
    key = sentence.key
    if _HEARD.search(key, 0, cue.end()):
        return True
    if not _HEARD_THERE.match(key, 0, cue.end()) or re.search(_FEW, key[: cue.end()]):
        return False
    before = document.sentences[: max(0, min(HEAD, sentence.index))]
    headline = document.headline
    told = (*before, *((headline,) if headline else ()))
    return any(_MEETING_OF_ALL.search(one.key) for one in told)


def is_at_work(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether "Hội nghị lần này sẽ …" is said at a conference that has begun."""
    if not holds("midterm", "this_conference", sentence.key, 0, cue.end()):
        return False
    head = (*document.sentences[:HEAD], sentence)
    return any(holds("midterm", "begun", one.key) and day_in(one) for one in head)


def is_bygone(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether a review is only spoken of, or was over days ago."""
    key = sentence.key
    if is_heard(document, sentence, cue):
        return False
    left = key[max(0, cue.start() - 40) : cue.start()].rstrip()
    looks_back = any(
        found.end() >= len(left)
        for found in pattern("midterm", "looks_back").finditer(left)
    )
    return looks_back and not _has_just_ended(document, sentence, cue)


def _has_just_ended(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """ "Sau khi Hội nghị giữa nhiệm kỳ bế mạc chiều 5/7", told the day after."""
    days = [one for one in sentence.dates() if one.is_day and one.start >= cue.end()]
    published = document.published
    if not days or published is None:
        return False
    day = document.day_of(from_first(days[0]), year=year_of(document))
    return day is not None and 0 <= (published - day).days <= FRESH


def lies_ahead(document: Document, mention: DateMention | None) -> bool:
    """Whether the day of a conference had not come when it was told of."""
    if mention is None or document.published is None:
        return False
    day = document.day_of(from_first(mention), year=year_of(document))
    return day is not None and day > document.published


def planned_day(document: Document, year: int | None) -> date | None:
    """The day for which the conference is planned, wherever the article tells it."""
    for sentence in document.all_sentences:
        for one in sentence.dates():
            near = sentence.key[max(0, one.start - DAY_REACH) : one.start]
            if one.is_day and _ITS_DAY.search(near):
                day = document.day_of(from_first(one), year=year)
                if day and document.published and day > document.published:
                    return day
    return None

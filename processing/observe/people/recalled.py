"""What a sentence itself says of its time: "Trước đó", "năm ngoái", a term before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from processing.observe.article.document import Sentence
from processing.observe.language.numbers import number
from processing.observe.language.phrases import (
    holds,
    kept,
    may_hold,
    opening,
    opens,
    pattern,
)
from processing.observe.when.dates import DateMention, is_aside

SOME_DAYS = 10  # days ago: what is told of them is not the news
EARLY = 8  # a date that opens a sentence: "Từ ngày 28/4, ông A …"
IN_ONE_YEAR = 2010  # since then all congresses of a term are held in one year,
ALL_HELD = (11, 10)  # and by this day of it
WEEKS = timedelta(days=12)  # that the news of a congress may come late
THEN = 130  # characters from a verb to the words of time behind it

_BRACKETS = re.compile(r"\([^()]*\)")
#: "Ông A, sinh năm 1970, P, …": how old he is, told as brackets would tell it.
_BORN_ASIDE = re.compile(r", sinh (?:năm|ngày) [\d/.\-]{4,10}(?=,)")


def tells(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date tells when; not the date of a document, of birth, of effect."""
    return not is_aside(sentence.key, mention)


def opens_recalled(sentence: Sentence) -> bool:
    """Whether a sentence begins with "Trước đó" and is of no meeting told of now."""
    key = sentence.key
    return opens("background", "earlier", key) and not is_of_this_meeting(key)


def is_of_this_meeting(key: str) -> bool:
    """Whether what is recalled is of the same day or the meeting told of now."""
    return holds("background", "same_day", key) or same_meeting(key)


def is_of_this_session(sentence: Sentence) -> bool:
    """ "Trước đó, HĐND đã bầu …", behind what its session has just elected."""
    last = sentence.last
    if last is None or not opens("background", "council_before", sentence.key):
        return False
    return holds("background", "elects_in_session", last.key)


def same_meeting(key: str) -> bool:
    """ "Trước đó, tại kỳ họp này, …", "Trước đó, các đại biểu đã bỏ phiếu …"."""
    return holds("background", "same_meeting", key)


def opens_with_date(sentence: Sentence) -> bool:
    """ "Ngày 3/1/2012, Hội nghị Tỉnh ủy bầu ông …", in a life: one more step of it."""
    first = next(iter(sentence.dates()), None)
    full = first is not None and bool(first.day and first.year)
    return full and first is not None and first.start < EARLY


def recalls(key: str) -> bool:
    """ "Trước đó, …", "Được biết, cuối tháng 5, …", "Như Báo A đã đưa tin, …"."""
    aside = opening("background", "by_the_way").match(key)
    return opens("background", "recalled", key[aside.end() :] if aside else key)


def is_of_a_meeting_before(key: str) -> bool:
    """ "tại Đại hội vừa qua", "Đại hội lần thứ XIII (năm 2015)".

    "Tại hội nghị, ông A cho biết vừa qua, Bộ Chính trị đã …" is of no meeting before.
    """
    if may_hold("background", "last_one", key):
        last = pattern("background", "last_one").search(key)
        if last and "cho biết" not in last[0]:
            return True
    return "(" in key and holds("background", "meeting_of_year", key)


def is_long_gone(key: str) -> bool:
    """ "Tháng 7 vừa qua, …", "Hơn 3 tháng sau khi …", "20 ngày trước, …"."""
    days = opening("background", "days_gone").match(key)
    count = number(kept(days)) if days else None
    if opens("background", "long_gone", key) or is_of_years(key):
        return True
    return (count or 0) >= SOME_DAYS


def is_of_years(key: str) -> bool:
    """ "Giai đoạn 2008-2012, ông A là Bí thư Tỉnh ủy": whatever he is now."""
    return opens("background", "for_years", key)


def was_then(sentence: Sentence, at: int) -> bool:
    """Whether words of another time govern the verb at an offset."""
    start = sentence.key.rfind(";", 0, at) + 1
    end = sentence.key.find(";", at)
    end = end if end >= 0 else len(sentence.key)
    return holds("background", "then", sentence.key, start, min(end, at + THEN))


def is_since(sentence: Sentence, month: DateMention) -> bool:
    """ "… làm Bí thư từ tháng 10/2021": since when it has been so."""
    key = sentence.key
    return key.startswith("từ ", month.start) or key.endswith(" từ ", 0, month.start)


def is_earlier_congress(sentence: Sentence, news: date | None) -> bool:
    """ "Đại hội lần thứ XVI, nhiệm kỳ 2015 - 2020 bầu …", told in a later term.

    Or "kỳ họp thứ nhất, nhiệm kỳ 2016-2021 …", told in a later year.
    """
    if not news:
        return False
    session = pattern("background", "first_session").search(sentence.key)
    if session and int(kept(session)) < news.year:
        return True
    found = pattern("background", "congress_of_term").search(sentence.key)
    if found is None:
        return False
    year = int(kept(found))
    return year + 1 < news.year or (year >= IN_ONE_YEAR and news > _all_over(year))


def _all_over(year: int) -> date:
    """The day after which no congress of a year is news any more."""
    return date(year, *ALL_HELD) + WEEKS


def tells_a_life(sentence: Sentence) -> bool:
    """ "Ông A, quê Hà Mẫu, …"; not an election with the age: "A, sinh năm 1959, …"."""
    if not holds("background", "born", sentence.key):
        return False
    key = _BRACKETS.sub("", sentence.key)
    if not holds("background", "born", key) or _chooses_first(key):
        return False
    dates = [one for one in sentence.dates() if tells(sentence, one)]
    dated = dates and not _is_called_on_a_day(key, dates)
    if dated or "từng" in key:
        return True
    key = _BORN_ASIDE.sub("", key)
    return holds("background", "born", key) and not holds("background", "elected", key)


def _is_called_on_a_day(key: str, dates: list[DateMention]) -> bool:
    """ "Ngày 30/6, ông A, 48 tuổi, quê Hà Mẫu, được HĐND bầu …": that day's news."""
    born = pattern("background", "born").search(key)
    first = dates[0]
    return (
        born is not None
        and len(dates) == 1
        and first.is_day
        and first.start < min(EARLY, born.start())
    )


def _chooses_first(key: str) -> bool:
    """ "Ngày 14/4, HĐND bầu ông A, quê Hà Mẫu, làm …": the life only calls him."""
    chosen = pattern("background", "chooses").search(key)
    born = pattern("background", "born").search(key)
    return chosen is not None and born is not None and chosen.end() <= born.start()

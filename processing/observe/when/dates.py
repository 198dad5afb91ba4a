"""Dates as the news prints them, most often without their year.

A pair of numbers is a date only behind a word that makes it one (ngày, sáng, chiều …)
or with its year: venues (Nhà Văn hóa 3-2), shares (9-10%), votes (44/44 phiếu) and
numbers of documents look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from processing.observe.language.numbers import YEAR
from processing.observe.language.phrases import before, ends, holds, pattern
from processing.observe.language.words import any_in

PART = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya)"
CUE = (
    rf"(?:ngày|{PART}(?: ngày| qua| nay| mai)?|hôm nay|hôm qua|ngày mai|mai|hôm|"
    r"vào|từ|đến|tới|sang|hết|nay|qua|trong \d ngày)"
)
#: No news is older: earlier years are those of births and of entering the Party.
FIRST_YEAR = 2000
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
SEP = r"\s?[-/.–]\s?"

_DIGIT = re.compile(r"\d")
# To ask for the first letters of what these begin with saves half of the time.
_FULL = re.compile(
    rf"(?=[\dcđhkmnqrstv])(?:(?<![\d/.,])(?P<cue>{CUE})[\s,(–-]*"
    r"|(?<![\d/.\-,]))"
    rf"(?:(?P<first>{DAY})(?:{SEP}(?P<first_month>{MONTH}))?"
    rf"\s*(?:-|–|và|đến hết|đến|,|tới)\s*(?:{DAY}\s*(?:,|và)\s*){{0,2}}"
    rf"(?:{PART}\s+|ngày\s+|sáng\s+)?)?"
    rf"(?P<day>{DAY})(?:{SEP}|\s+tháng\s+)(?P<month>{MONTH})"
    rf"(?:(?:{SEP}|\s+năm\s+|,?\s+năm\s+)(?P<year>{YEAR}))?(?![\d%/]|[.,]\d|\s?%)"
)
_NEXT_DAY = re.compile(rf"\s*,\s*(?=ngày\s|{PART}\s)")
#: What every full date has: most sentences are told apart by this alone.
_PAIR = re.compile(rf"\d(?:{SEP}|\s+tháng\s+)\d")
_PRINTED_YEAR = re.compile(YEAR)  # the same of the months and years
RULE = 70  # characters before a date in which a rule is named by its number
REACH = 48  # characters from the beginning of a date to these, at most
_TODAY = re.compile(
    rf"(?=[cđhknrst])(?<!\w)(?:hôm nay|{PART} nay|hôm qua|{PART} qua|ngày mai"
    rf"|{PART} mai|cùng ngày|ngày này)(?!\w)"
)
#: One of each is in every match of ``_TODAY``: cheap questions before it.
_TIMES = ("ngày", "sáng", "chiều", "hôm", "tối", "trưa", "đêm", "khuya")
_WHICH = ("nay", "qua", "mai", "cùng ngày", "ngày này")
#: "Còn 3 ngày nữa, Đại hội … sẽ khai mạc": so many days ahead.
_DAYS_LEFT = re.compile(
    r"(?<!\w)còn (?:đúng |chưa đầy )?(?P<left>\d{1,2}) ngày nữa(?!\w)"
)
_MONTH = re.compile(
    rf"(?=[t\d])(?:(?<!\w)tháng\s+(?P<month>{MONTH})(?:\s?[-/.]\s?|\s+năm\s+)"
    rf"(?P<year>{YEAR})(?!\d)"
    rf"|(?<![\w/.\-])(?P<month2>{MONTH})[./](?P<year2>{YEAR})(?![\d/]))"
)
_YEAR = re.compile(rf"(?<!\w)năm\s+(?P<year>{YEAR})(?!\s?[-–]\s?\d|\d)")

#: What may stand between a document and its date: what it is of, or its number.
_OF_A_DOCUMENT = r"(?<![\s,])(?:[^,;]{0,44}| số \d+/[^,;\s]+(?:\s?[-–]\s?[^\W\d]+)?,\s)"
_OF_A_FEAST = r"(?<![\s,])[^,;]{0,50}"
ASIDE = 60  # characters before a date in which such words stand


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at ``key[start:end]``; parts that are not printed are ``None``.

    ``first`` is the first day of a range (23-26/9); ``relative`` counts days from
    the publication (sáng nay is 0); ``same_day`` stands for "cùng ngày".
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    first: int | None = None
    first_month: int | None = None
    relative: int | None = None
    same_day: bool = False

    @property
    def is_of_a_life(self) -> bool:
        """Whether its year is too early for news."""
        return self.year is not None and self.year < FIRST_YEAR

    @property
    def is_day(self) -> bool:
        """Whether it names a day, not a month or a year only."""
        return self.day is not None or self.relative is not None or self.same_day


def find_dates(key: str) -> list[DateMention]:
    """All dates in a key, in order; months and years with their year only."""
    found: list[DateMention] = []
    if _DIGIT.search(key):
        found += map(_full, _full_dates(key))
    if any_in(_WHICH, key) and any_in(_TIMES, key):
        _keep(found, map(_today, _TODAY.finditer(key)))
    if "ngày nữa" in key:
        _keep(found, map(_days_left, _DAYS_LEFT.finditer(key)))
    if "20" in key or "19" in key:
        _keep(found, map(_month, _around(_PRINTED_YEAR, _MONTH, key)))
        _keep(found, map(_year, _around(_PRINTED_YEAR, _YEAR, key)))
    found.sort(key=lambda one: one.start)
    return found


def _full_dates(key: str) -> Iterator[re.Match[str]]:
    for match in _around(_PAIR, _FULL, key):
        told = _without_ordinal(match, key)
        if _is_date(told, key):
            yield told


def _around(
    sign: re.Pattern[str], pattern: re.Pattern[str], key: str
) -> Iterator[re.Match[str]]:
    """The matches of a pattern, sought only from just before its sign."""
    at = 0
    while shown := sign.search(key, at):
        match = pattern.search(key, max(at, shown.start() - REACH))
        if match is None:
            return
        yield match
        at = match.end()


def _keep(found: list[DateMention], more: Iterable[DateMention]) -> None:
    """Add those dates that are no part of one found before."""
    for one in more:
        if not any(one.start < each.end and each.start < one.end for each in found):
            found.append(one)


def _without_ordinal(match: re.Match[str], key: str) -> re.Match[str]:
    """ "kỳ họp thứ 18, ngày 28/2": the number before the comma is none of its days."""
    if not match["first"] or match["cue"] or match["first_month"]:
        return match
    comma = _NEXT_DAY.match(key, match.end("first"))
    return (_FULL.match(key, comma.end()) if comma else None) or match


def _is_no_day(before: str) -> bool:
    """ "đường 30/4", "số 12/5": what stands right before figures makes them no day."""
    return not before.rstrip().endswith(",") and ends("dates", "no_day", before)


def _is_date(match: re.Match[str], key: str) -> bool:
    if match["cue"] or match["year"] or "tháng" in match[0]:
        return not _is_no_day(key[max(0, match.start() - 20) : match.start()])
    before = key[: match.start()].rstrip(" ")
    if before.endswith(",") and ends("dates", "day_of_work", before):
        return True
    if match["first"] and before.endswith(("diễn ra", "tổ chức", "khai mạc")):
        return True  # "sẽ được tổ chức 13-17/10"
    return before.endswith("(") and key[match.end() : match.end() + 1] == ")"


def _full(match: re.Match[str]) -> DateMention:
    first = match["first"]
    return DateMention(
        match.start(),
        match.end(),
        day=int(match["day"]),
        month=int(match["month"]),
        year=int(match["year"]) if match["year"] else None,
        first=int(first) if first else None,
        first_month=int(match["first_month"]) if match["first_month"] else None,
    )


def _today(match: re.Match[str]) -> DateMention:
    words = match[0]
    if "cùng ngày" in words or "ngày này" in words:
        return DateMention(*match.span(), same_day=True)
    relative = -1 if words.endswith("qua") else 1 if words.endswith("mai") else 0
    return DateMention(*match.span(), relative=relative)


def _days_left(match: re.Match[str]) -> DateMention:
    return DateMention(*match.span(), relative=int(match["left"]))


def _month(match: re.Match[str]) -> DateMention:
    month = int(match["month"] or match["month2"])
    year = int(match["year"] or match["year2"])
    return DateMention(*match.span(), month=month, year=year)


def _year(match: re.Match[str]) -> DateMention:
    return DateMention(*match.span(), year=int(match["year"]))


def is_aside(key: str, mention: DateMention) -> bool:
    """Whether a date is that of a document, of a birth or of effect, not of news.

    Nor is the day on which the one who is replaced has died.
    """
    if key.startswith(("từ ", "đến ", "hết ", "tới "), mention.start):
        return True
    told = key[max(0, mention.start - ASIDE) : mention.start]
    if ends("dates", "since_or_until", told):
        return True
    document = before("dates", "document", _OF_A_DOCUMENT).search(told)
    if document and holds("dates", "made_known", told, document.start()):
        return False  # "Các quyết định được công bố ngày 23/2": on that day
    if document or before("dates", "feast", _OF_A_FEAST).search(told):
        return True
    first = max(0, mention.start - 150)
    return ends("dates", "made_room", key, first, mention.start)


def is_of_a_rule(key: str, mention: DateMention) -> bool:
    """Whether a date is that of a rule that is only named, new or old."""
    return any(
        not set(",;") & set(key[rule.end() : mention.start])
        for rule in pattern("dates", "rule").finditer(
            key, max(0, mention.start - RULE), mention.start
        )
    )


def is_to_come(key: str, mention: DateMention) -> bool:
    """ "Kỳ họp khai mạc ngày 23/10 sẽ phê chuẩn người thay ông A": a day ahead."""
    return key.startswith(" sẽ ", mention.end)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` when there is no such day (31/4)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


NEW_ERA = 2005  # earlier years are those of births and histories


def full_days(dates: Iterable[DateMention]) -> list[date]:
    """Those of some dates that name day, month and year, since news is on the web."""
    made = (make_date(one.year or 0, one.month or 0, one.day or 0) for one in dates)
    return [day for day in made if day and day.year >= NEW_ERA]


@lru_cache(maxsize=1024)  # asked again and again for the same few days
def nearest(month: int, day: int, to: date) -> date | None:
    """The day and month in the year that puts it nearest to a publication date."""
    found = [make_date(to.year + shift, month, day) for shift in (-1, 0, 1)]
    sure = [one for one in found if one is not None]
    # what is printed without its year lies more often behind than ahead
    return min(
        sure,
        key=lambda one: abs(one - to) + (timedelta(days=60) * (one > to)),
        default=None,
    )

"""What in a text tells in which years it can have been written.

Each sign is a ``Hint``: the stretches of time in which the day of the news can lie, and
how much the sign is worth. Signs are wrong at times (misprints, other people's terms),
so none decides alone; ``own_day`` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from processing.gazetteer.central import plenums
from processing.observe.dates import YEAR, DateMention, make_date
from processing.observe.numbers import number
from processing.observe.terms import IN_FORCE, STEP, beginning

if TYPE_CHECKING:
    from processing.observe.document import Document, Sentence

FIRST, LAST = 2005, 2035  # the years that are weighed at all
ALWAYS, NEVER_ENDS = date(FIRST, 1, 1), date(LAST, 12, 31)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Hint:
    """The day of the news lies in one of ``spans``; ``weight`` says how surely."""

    what: str
    spans: tuple[Span, ...]
    weight: float

    def allows(self, day: date) -> bool:
        """Whether the day of the news can be this one."""
        return any(first <= day <= last for first, last in self.spans)


def _since(what: str, day: date, weight: float) -> Hint:
    return Hint(what, ((day, NEVER_ENDS),), weight)


def _years(what: str, first: int, last: int, weight: float) -> Hint:
    return Hint(what, ((date(first, 1, 1), date(last, 12, 31)),), weight)


# --- dates printed with their year ----------------------------------------------------

_AHEAD = re.compile(
    r"(?<!\w)(?:(?:sẽ|dự kiến|sắp)(?!\w)(?!.*(?<!\w)(?:đã|từng)(?!\w))"
    r"|(?:chậm nhất|hạn|trước (?:ngày|tháng)|(?:đến|hết) (?:hết )?ngày|cho đến"
    r"|tới ngày|đưa vào (?:hoạt động|vận hành|sử dụng))[^,;(]*$)"
)
_EFFECT = re.compile(r"(?<!\w)(?:kể |tính |cũng )?từ (?:ngày )?$")
_NEARLY = timedelta(days=300)  # so far off an order takes effect at most
_SOON = timedelta(days=90)  # and mostly
_AHEAD_AT_MOST = timedelta(days=1100)


def _printed(document: Document) -> Iterator[Hint]:
    """Days and months with their year: past ones, ones to come, days of effect."""
    for sentence in document.all_sentences:
        for one in sentence.dates():
            if one.year and one.month and FIRST <= one.year <= LAST:
                yield from _of_printed(sentence, one)


def _of_printed(sentence: Sentence, one: DateMention) -> Iterator[Hint]:
    day = make_date(one.year or 0, one.month or 1, one.day or 1)
    if day is None:
        return
    before = sentence.key[max(0, one.start - 60) : one.start]
    opening = sentence.key[max(0, one.start - 120) : one.start + 9]
    takes_effect = one.day and (
        _EFFECT.search(before) or sentence.key.startswith("từ ", one.start)
    )
    if takes_effect or IN_FORCE.search(before):
        yield Hint("effect", ((day - _NEARLY, day + _NEARLY),), 1.5)
        yield Hint("effect soon", ((day - _SOON, day + _SOON),), 1.0)
    elif _AHEAD.search(opening):
        last = day if one.day else day + timedelta(days=31)
        yield Hint("ahead", ((day - _AHEAD_AT_MOST, last),), 2.0)
    else:
        yield _since("past", day, 2.4)
        # the year of a month that is still running is seldom printed
        yield _since("past month", day if one.day else _next_month(day), 0.6)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def past_days(document: Document) -> Iterator[tuple[date, Sentence, DateMention]]:
    """The days and months printed with their year that lie behind the news."""
    for sentence in document.sentences:
        for one in sentence.dates():
            if one.year and one.month and FIRST <= one.year <= LAST:
                for hint in _of_printed(sentence, one):
                    if hint.what == "past":
                        yield hint.spans[0][0], sentence, one


# --- years without a month ------------------------------------------------------------

_ONE_YEAR = rf"({YEAR})(?!\s?[-–/]\s?\d|\d)"
_PLANNED = re.compile(
    r"(?:dự toán|kế hoạch|phương hướng|chương trình giám sát|biên chế)"
    rf"(?:[^.;\d]{{0,70}} năm| (?:phát triển )?kinh tế[^.;\d]{{0,40}}) {_ONE_YEAR}"
)
_YEAR_BEHIND = re.compile(
    rf"(?:^|[\n.;] ?)(?:vào |hồi )?(?:(đầu|giữa|cuối) )?năm {_ONE_YEAR}"
    r"(?![^.;]{0,60}sẽ )"
)
_PART_OF_YEAR = {"đầu": 1, "giữa": 5, "cuối": 9}
_AT_WORK = re.compile(rf"(?:nhiệm vụ|chỉ tiêu|mục tiêu)[^.;\d]{{0,50}}năm {_ONE_YEAR}")
_REVIEWED = re.compile(
    r"(?:(?:6|sáu|9|chín|3|ba) tháng (?:đầu|cuối)(?: của)? năm|quý (?:[1-4]|i{1,3}|iv)"
    rf"(?:,? năm|[-/]))\s*{_ONE_YEAR}"
)
_COMPARED = re.compile(rf"so (?:với )?(?:cùng kỳ )?(?:của )?(?:năm )?{_ONE_YEAR}")
_SCHOOL = re.compile(rf"năm học ({YEAR})\s?[-–]\s?{YEAR}")
_SINCE_THEN = re.compile(
    rf"(?:kỷ niệm|cách đây|tròn) (\d{{1,2}}) năm[^.;]{{0,90}}?({YEAR})"
)
_TO_COME = re.compile(
    rf"(?<!\w)(?:sẽ|giữa|cuối) [^.;\d]{{0,60}}năm {_ONE_YEAR}"
    rf"|(?<!\w)năm {_ONE_YEAR}[^.;\d]{{0,30}} sẽ(?!\w)"
)
_SUPERVISED = re.compile(rf"chương trình giám sát[^.;\d]{{0,60}}năm {_ONE_YEAR}")
_DONE = re.compile(
    rf"(?<!\w)(?:từ (?:đầu|cuối) )năm {_ONE_YEAR}"
    rf"|năm {_ONE_YEAR}[^.;,\d]{{0,20}} đã(?!\w)"
)


def _of_years(document: Document) -> Iterator[Hint]:
    key = document.key
    for year in _found(_PLANNED, key):
        yield Hint("plan", ((date(year - 1, 6, 1), date(year, 9, 30)),), 2.1)
    for year in _found(_AT_WORK, key):
        yield Hint("work", ((date(year - 1, 10, 1), date(year, 12, 31)),), 2.0)
    for year in _found(_REVIEWED, key):
        yield Hint("review", ((date(year, 3, 1), date(year + 1, 2, 28)),), 2.0)
    for year in _found(_COMPARED, key):
        yield Hint("compared", ((date(year, 11, 1), date(year + 1, 12, 31)),), 0.8)
        yield _years("the year after", year + 1, year + 1, 1.2)
    for year in _found(_SCHOOL, key):
        yield Hint("school", ((date(year, 6, 1), date(year, 12, 31)),), 2.0)
    for year in _found(_TO_COME, key):
        # in its last months nobody says "trong năm" of what is to come
        yield Hint("year to come", ((ALWAYS, date(year, 9, 30)),), 1.0)
    for year in _found(_SUPERVISED, key):  # passed half a year ahead
        yield Hint("supervision", ((date(year - 1, 6, 1), date(year, 1, 31)),), 0.8)
    for year in _found(_DONE, key):
        yield _since("year done", date(year, 1, 1), 1.5)
    for one in _YEAR_BEHIND.finditer(key):
        if FIRST <= int(one[2]) <= LAST:
            begun = date(int(one[2]), _PART_OF_YEAR.get(one[1], 1), 1)
            yield _since("year behind", begun, 2.0)
    for one in _SINCE_THEN.finditer(key):
        year = int(one[1]) + int(one[2])
        if FIRST <= year <= LAST:
            weight = 2.5 if one[0].startswith("cách") else 1.5
            yield _years("years ago", year, year, weight)


def _found(pattern: re.Pattern[str], key: str) -> list[int]:
    years = {int(one[one.lastindex or 1]) for one in pattern.finditer(key)}
    return sorted(year for year in years if FIRST <= year <= LAST)


# --- terms, committees, plenums -------------------------------------------------------

_TERM = re.compile(rf"({YEAR})\s*[-–—]+\s*({YEAR})(?!\d)")
_PERIOD = re.compile(r"giai đoạn(?: từ)?(?: năm)? $")
_FORMER = re.compile(r"(?<!\w)(?:nguyên|cựu|cố|khi|từng|thời)(?!\w)[^.;]*$")
_ASSEMBLY = re.compile(r"quốc hội (?:việt nam )?khóa ([ivx]{1,5}|\d\d)(?!\w)")
_COMMITTEE = re.compile(
    r"(?:trung ương|bch tw|tw)(?: đảng)?,? \(?khóa ([ivx]{1,5}|\d\d)(?!\w)"
)
_PLENUM = re.compile(
    r"(?:hội nghị(?: lần thứ| lần)?|trung ương) (?P<n>\d{1,2}|[^\W\d_]{1,4}),?"
    r"(?: ban chấp hành| bch)?(?: trung ương| tw)?(?: đảng)?"
    r",? \(?khóa (?P<k>[ivx]{1,5}|\d\d)(?!\w)"
)
ASSEMBLY_14 = 2016  # the year in which the 14th National Assembly began
HEAD = 900  # characters that tell what an article is about
COMMITTEE_12 = 2016  # and the 12th Central Committee
_HANDOVER = 8  # months into its last year that a council or a committee still sits


def _of_terms(document: Document) -> Iterator[Hint]:
    ends: dict[bool, tuple[int, bool]] = {}
    for one in _TERM.finditer(document.key):
        start, end = int(one[1]), int(one[2])
        before = document.key[max(0, one.start() - 60) : one.start()]
        if not (start >= FIRST and STEP - 1 <= end - start <= STEP + 1):
            continue
        if _PERIOD.search(before):
            continue
        # preparing a congress begins a year ahead
        opens = date(start - 1, 6, 1) if "đại hội" in before else date(start, 1, 1)
        yield _since(f"term {start}", opens, 2.5)
        is_party = start % STEP == 0
        is_former = bool(_FORMER.search(before))
        if end - start == STEP:
            known = ends.get(is_party)
            if known is None or end > known[0]:
                ends[is_party] = (end, is_former)
            elif end == known[0]:
                ends[is_party] = (end, known[1] and is_former)
    for is_party, (end, is_former) in ends.items():
        if not is_former:
            last = date(end, 12, 31) if is_party else date(end, _HANDOVER, 1)
            yield Hint(f"term until {end}", ((ALWAYS, last),), 1.5)
    yield from _that_begins(document)


def again_elected(document: Document, positions: Iterable[str]) -> Iterator[Hint]:
    """Who is elected again, is so when a term begins: the latest that is named."""
    terms = [(int(one[1]), int(one[2])) for one in _TERM.finditer(document.key)]
    for is_party in {position.startswith("party") for position in positions}:
        starts = [
            start
            for start, end in terms
            if end - start == STEP and (start % STEP == 0) == is_party
        ]
        if starts and FIRST <= max(starts) <= LAST:
            yield _years("elected again", max(starts), max(starts), 1.5)


def _that_begins(document: Document) -> Iterator[Hint]:
    """A congress or a first session, in the year in which its term begins."""
    if begins := beginning(document.key):
        weight = 2.0 if beginning(document.key[:HEAD]) == begins else 1.2
        yield _years("begins", begins, begins, weight)


def _of_committees(document: Document) -> Iterator[Hint]:
    for pattern, first, count in (
        (_ASSEMBLY, ASSEMBLY_14, 14),
        (_COMMITTEE, COMMITTEE_12, 12),
    ):
        for word in {one[1] for one in pattern.finditer(document.key)}:
            if which := number(word):
                year = first + STEP * (which - count)
                if FIRST <= year <= LAST - STEP:
                    yield _since(f"khóa {which}", date(year, 1, 1), 2.5)
                    yield _years(f"until khóa {which}", FIRST, year + STEP, 0.5)


def _of_plenums(document: Document) -> Iterator[Hint]:
    for one in _PLENUM.finditer(document.key):
        which = (number(one["k"]), number(one["n"]))
        for held in plenums():
            if (held.committee, held.number) == which:
                yield _since(f"plenum {which}", held.first, 2.5)
                near = (held.first, held.last + timedelta(days=14))
                weight = 2.0 if one.start() < HEAD else 0.8
                yield Hint(f"days of plenum {which}", (near,), weight)


# --- ages, weekdays -------------------------------------------------------------------

_AGE = re.compile(r"[(,–-] ?(?:năm nay )?(\d\d) tuổi|năm nay (\d\d) tuổi")
_BORN = re.compile(rf"sinh (?:năm|ngày [\d/.\- ]{{4,9}}[-/.]) ?({YEAR})")
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
_WEEKDAY = re.compile(
    r"(?:thứ (?P<d>hai|ba|tư|năm|sáu|bảy)|(?P<s>chủ nhật))[ ,(]*(?:ngày )?$"
)


def _of_ages(document: Document) -> Iterator[Hint]:
    """ "Ông A, 47 tuổi, … sinh năm 1972": 2019."""
    ages = {int(one[1] or one[2]) for one in _AGE.finditer(document.key)}
    born = {int(one[1]) for one in _BORN.finditer(document.key)}
    sums = {a + b for a in ages for b in born if FIRST <= a + b <= LAST}
    if len(ages) == 1 and len(born) == 1 and sums:
        year = sums.pop()
        # whoever has not had his birthday yet is a year younger
        yield Hint("age", ((date(year, 1, 1), date(year + 1, 3, 31)),), 1.2)


def _of_weekdays(document: Document) -> Iterator[Hint]:
    """ "Thứ sáu, ngày 21/10": only some years have it so."""
    for sentence in document.sentences:
        for one in sentence.dates():
            if not (one.day and one.month) or one.year:
                continue
            before = sentence.key[max(0, one.start - 16) : one.start]
            if told := _WEEKDAY.search(before):
                wanted = 6 if told["s"] else _WEEKDAYS[told["d"]]
                yield Hint("weekday", _on_weekday(one, wanted), 2.0)


def _on_weekday(one: DateMention, weekday: int) -> tuple[Span, ...]:
    """The years in which a day of a month is that weekday."""
    found = []
    for year in range(FIRST, LAST + 1):
        day = make_date(year, one.month or 1, one.day or 1)
        if day and day.weekday() == weekday:
            found.append((date(year, 1, 1), date(year, 12, 31)))
    return tuple(found)


SIGNS: tuple[Callable[[Document], Iterator[Hint]], ...] = (
    _printed,
    _of_years,
    _of_terms,
    _of_committees,
    _of_plenums,
    _of_ages,
    _of_weekdays,
)


def text_hints(document: Document) -> list[Hint]:
    """All that the text itself says of its year; each sign once."""
    found = (hint for sign in SIGNS for hint in sign(document))
    return list(dict.fromkeys(found))

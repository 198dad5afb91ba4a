"""What in a text tells in which years it can have been written.

Each sign is a ``Hint``: the stretches of time in which the day of the news can lie;
those of terms are in ``terms``, of sessions in ``sittings``, of feasts in ``feasts``,
of what has not always been in ``eras``. Signs are wrong at times
(misprints, other people's terms), so none decides alone; ``own_day`` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from processing.observe.language.numbers import YEAR, number
from processing.observe.language.phrases import before, kept, pattern
from processing.observe.when.dates import DateMention, is_to_come, make_date
from processing.observe.when.eras import era_hints
from processing.observe.when.feasts import feast_hints
from processing.observe.when.sittings import sitting_hints
from processing.observe.when.terms import term_hints
from processing.observe.when.year_hint import (
    ALWAYS,
    FIRST,
    LAST,
    NEVER_ENDS,
    Hint,
    Span,
    since,
    within,
)
from processing.observe.when.year_phrases import (
    PAIRED,
    aimed_at,
    named,
    spoken,
    stands_before,
)

if TYPE_CHECKING:
    from processing.observe.article.document import Document, Sentence

# --- dates printed with their year ----------------------------------------------------

_NEARLY = timedelta(days=300)  # so far off an order takes effect at most
_SOON = timedelta(days=90)  # and mostly
_AHEAD_AT_MOST = timedelta(days=1100)


def _printed(document: Document) -> Iterator[Hint]:
    """Days and months with their year: past ones, ones to come, days of effect."""
    for sentence in document.all_sentences:
        for one in sentence.dates():
            if _is_weighed(sentence.key, one):
                yield from _of_printed(sentence, one)


def _is_weighed(key: str, one: DateMention) -> bool:
    """Whether a date has its month and year, and is not that of a feast."""
    weighed = one.month and one.year and FIRST <= one.year <= LAST
    return bool(weighed) and not _is_kept(key, one)


def _is_kept(key: str, one: DateMention) -> bool:
    """ "(30-4-1975 - 30-4-2025)": the second day is that of a feast."""
    around = key[max(0, one.start - 16) : one.end]
    return one.day is not None and PAIRED.search(around) is not None


def _of_printed(sentence: Sentence, one: DateMention) -> Iterator[Hint]:
    day = make_date(one.year or 0, one.month or 1, one.day or 1)
    if day is None:
        return
    if _takes_effect(sentence.key, one):
        yield Hint("effect", ((day - _NEARLY, day + _NEARLY),))
        yield Hint("effect soon", ((day - _SOON, day + _SOON),))
    elif lies_ahead(sentence.key, one):
        last = day if one.day else day + timedelta(days=31)
        yield Hint("ahead", ((day - _AHEAD_AT_MOST, last),))
    else:
        yield since("past", day)
        # the year of a month that is still running is seldom printed
        over = day if one.day else _month(day.year, day.month + 1)
        yield since("past month", over)


def _takes_effect(key: str, one: DateMention) -> bool:
    """ "có hiệu lực từ ngày 1/1/2019", "tính từ 1/1/2019"."""
    start = key.startswith("từ ", one.start) or stands_before("since", key, one.start)
    return bool(start and one.day) or stands_before("in_force", key, one.start)


def lies_ahead(key: str, one: DateMention) -> bool:
    """ "sẽ khai mạc ngày 20/10/2020", "ngày 23/10 sẽ bầu", "chậm nhất 30/6/2016"."""
    if is_to_come(key, one):
        return True
    at = one.start
    first, last = max(0, at - 120), at + 9  # the date may begin with "đến ngày"
    done = pattern("years", "was").finditer(key, first, last)
    behind = max((one.end() for one in done), default=first)
    return bool(
        pattern("years", "ahead").search(key, behind, last)
        or before("years", "until", r"[^,;(]*").search(key, first, last)
    )


def past_days(
    document: Document,
) -> Iterator[tuple[date, date, Sentence, DateMention]]:
    """The days and months printed with their year that lie behind the news.

    Each with the day by which it was over.
    """
    for sentence in document.sentences:
        for one in sentence.dates():
            if _is_weighed(sentence.key, one):
                told = {x.sign: x.spans[0][0] for x in _of_printed(sentence, one)}
                if "past" in told:
                    yield told["past"], told["past month"], sentence, one


# --- years without a month ------------------------------------------------------------

#: In which months the news lies that names a year with a phrase of a section: 1 is
#: January of that year, 13 of the next, 0 the December before; and the sign that it is.
_MONTHS_OF_NEWS: tuple[tuple[str, int | None, int | None, str], ...] = (
    ("planned", -6, 9, "planned"),
    ("adjusted", 1, 14, "adjusted"),
    ("carried_over", 11, 26, "carried over"),
    ("supervised", -6, 1, "supervised"),
    ("at_work", -2, 12, "at work"),
    ("at_work", -2, 10, "at work before its end"),
    ("reviewed", 3, 14, "reviewed"),
    ("compared", 11, 24, "compared"),
    ("compared", 13, 24, "compared with the year before"),
    ("school", 6, 12, "school"),
    ("to_come", None, 9, "to come"),  # nobody says "trong năm" so in its last months
    ("done", 1, None, "done"),
)
#: Sections of which every year counts; of others one, for the rest are of before.
_EVERY = ("supervised", "to_come", "done")
#: What a plan of a year may be besides: carried out, or gone on with.
_PLANS_OF_BEFORE = ("adjusted", "carried_over")
SAID_OF_A_YEAR = 110  # characters before a year that tell what it is to be
SAID_BEHIND_IT = 40  # and behind it
_AIM_IS_SET = 9  # the month of its year up to which an aim is still spoken of
_PRINTED_YEAR = re.compile(YEAR)
_LATER = re.compile(rf"[^.;]{{0,90}}?({YEAR})")


def _of_years(document: Document) -> Iterator[Hint]:
    key = document.key
    if not _PRINTED_YEAR.search(key):
        return
    for section, first, last, sign in _MONTHS_OF_NEWS:
        years = named(section, key) if section in _EVERY else _one_of(section, key)
        for year in sorted(years):
            if FIRST <= year <= LAST:
                yield Hint(sign, (_span(year, first, last),))
    for year in sorted(aimed_at("planned", key) | aimed_at("at_work", key)):
        if FIRST <= year <= LAST:
            yield Hint("aim", (_span(year, None, _AIM_IS_SET),))
    yield from _of_years_since(key)
    yield from _of_latest_year(key)


def _one_of(section: str, key: str) -> set[int]:
    """The year of a section that counts: of school years the first, else the last."""
    if section == "school":
        first = next(spoken(section, key), None)
        return {int(kept(first))} if first else set()
    years = named(section, key)
    if section == "planned":
        years -= {year for each in _PLANS_OF_BEFORE for year in named(each, key)}
    return {max(years)} if years else set()


def _span(year: int, first: int | None, last: int | None) -> Span:
    """From the first to the last of two months of a year; ``None`` is without end."""
    begins = ALWAYS if first is None else _month(year, first)
    after = None if last is None else _month(year, last + 1)
    return begins, after - timedelta(days=1) if after else NEVER_ENDS


def _month(year: int, month: int) -> date:
    """The first day of a month, counted from January of a year, which is 1."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _of_years_since(key: str) -> Iterator[Hint]:
    """ "Kỷ niệm 60 năm … 1955": 2015."""
    for one in spoken("since_then", key):
        then, count = _LATER.match(key, one.end()), number(kept(one))
        year = int(then[1]) + count if then and count else 0
        if FIRST <= year <= LAST:
            yield within("years ago", year, year)


def _of_latest_year(key: str) -> Iterator[Hint]:
    """The latest year named as one that is no aim: mostly that of the news."""
    years = [
        int(kept(one)) for one in spoken("a_year", key) if not _is_not_yet(key, one)
    ]
    year = max((one for one in years if FIRST <= one <= LAST), default=None)
    if year:
        yield since("year named", date(year - 1, 9, 1))
        yield within("year named itself", year, year)
        yield within("year named or next", year, min(year + 1, LAST))


def _is_not_yet(key: str, year: re.Match[str]) -> bool:
    """Whether a year is one that is aimed at, planned, compared with, or to come."""
    said = before("years", "not_yet", r"[^.;]*")
    first = max(0, year.start() - SAID_OF_A_YEAR)
    if said.search(key, first, year.start()):
        return True
    return "sẽ " in key[year.end() : year.end() + SAID_BEHIND_IT].partition(".")[0]


# --- ages, weekdays -------------------------------------------------------------------

_AGE = re.compile(r"[(,–-] ?(?:năm nay )?(\d\d) tuổi|năm nay (\d\d) tuổi")
_BORN = re.compile(rf"sinh (?:năm|ngày [\d/.\- ]{{4,9}}[-/.]) ?({YEAR})")
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
_WEEKDAY = re.compile(
    r"(?:(?<!lần )thứ (?P<d>hai|ba|tư|năm|sáu|bảy)|(?P<s>chủ nhật))[ ,(]*(?:ngày )?$"
)


def _of_ages(document: Document) -> Iterator[Hint]:
    """ "Ông A, 47 tuổi, … sinh năm 1972": 2019."""
    if "tuổi" not in document.key:
        return
    ages = {int(one[1] or one[2]) for one in _AGE.finditer(document.key)}
    born = {int(one[1]) for one in _BORN.finditer(document.key)}
    sums = {a + b for a in ages for b in born if FIRST <= a + b <= LAST}
    if len(ages) == 1 and len(born) == 1 and sums:
        year = sums.pop()
        # whoever has not had his birthday yet is a year younger
        yield Hint("age", ((date(year, 1, 1), date(year + 1, 3, 31)),))


def _of_weekdays(document: Document) -> Iterator[Hint]:
    """ "Thứ sáu, ngày 21/10": only some years have it so."""
    for sentence in document.sentences:
        for one in sentence.dates():
            if not (one.day and one.month) or one.year:
                continue
            before = sentence.key[max(0, one.start - 16) : one.start]
            if told := _WEEKDAY.search(before):
                wanted = 6 if told["s"] else _WEEKDAYS[told["d"]]
                yield Hint("weekday", _on_weekday(one, wanted))


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
    term_hints,
    sitting_hints,
    era_hints,
    feast_hints,
    _of_ages,
    _of_weekdays,
)


def text_hints(document: Document) -> list[Hint]:
    """All that the text itself says of its year; each sign once."""
    found = (hint for sign in SIGNS for hint in sign(document))
    return list(dict.fromkeys(found))

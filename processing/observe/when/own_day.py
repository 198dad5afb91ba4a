"""The article's own day: when its news happened, where no publication date tells.

The head of an article names a day without its year; every year is tried with it, and
gets the worth of the signs (``year_evidence``, ``year_people``, ``fresh``) that allow
it. The best wins only where it is likely enough: better none than a guess.
``is_another_time`` tells dates that cannot be those of the news.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from processing.observe.language.phrases import holds, opens
from processing.observe.when.dates import (
    DateMention,
    is_aside,
    is_of_a_rule,
    make_date,
    nearest,
)
from processing.observe.when.fresh import SLACK, fresh_hints
from processing.observe.when.stamps import is_folder, year_from_url
from processing.observe.when.year_evidence import lies_ahead, text_hints
from processing.observe.when.year_hint import FIRST, LAST, Hint, likeliest, weighed
from processing.observe.when.year_people import people_hints

if TYPE_CHECKING:
    from processing.observe.article.document import Document, Sentence

REFUTED = 4.0  # by so much more must speak for another year than for one printed
REFUTED_FOLDER = 2.0  # or than for one that is a folder of the address
SETTLED = 0.65  # so likely the best year must be
HEAD = 4  # sentences whose first day is that of the article


def head_of(document: Document) -> DateMention | None:
    """The first day that the head names as that of its news.

    A day still to come stands back behind one of what has been; where it names only
    days of documents and of effect, it is the latest of them.
    """
    days: list[tuple[Sentence, DateMention]] = []
    for sentence in document.top(HEAD):
        if any(one.year for _, one in days) and _recalls(sentence):
            break
        days += [(sentence, one) for one in sentence.dates() if _may_be_news(one)]
    days = [one for one in days if not is_of_a_rule(one[0].key, one[1])]
    news = [(each.key, one) for each, one in days if not is_aside(each.key, one)]
    held = (one for key, one in news if not lies_ahead(key, one))
    dated = [one for _, one in days if one.year]
    latest = max(dated, key=_order, default=None)
    first = next((one for _, one in news), None)
    return next(held, first) or latest or next((one for _, one in days), None)


def _may_be_news(one: DateMention) -> bool:
    return bool(one.day and one.month) and not one.is_of_a_life


def _recalls(sentence: Sentence) -> bool:
    """ "Trước đó, ngày 28/7, …": behind a decision printed with its full date."""
    key = sentence.key
    earlier = opens("background", "earlier", key)
    return earlier and not holds("background", "same_day", key)


def _order(one: DateMention) -> tuple[int, int, int]:
    return one.year or 0, one.month or 0, one.day or 0


def is_another_time(document: Document, mention: DateMention) -> bool:
    """Whether a date with its year is not that of the news, whose year is not told.

    A year is printed because it is another one: beside "Ngày 8/3" at the top,
    "ngày 1/10/2018" is history, whatever the year of the news.
    """
    head = document.head
    if document.own_day or head is None or head.year or not mention.year:
        return False
    return mention.month != head.month or mention.day not in (None, head.day)


def earliest(document: Document) -> date | None:
    """The day that the news follows at least, as the surer signs of the text tell."""
    first = (one.spans[0][0] for one in _told(document) if one.is_sure)
    return max(first, default=None)


def own_day(document: Document) -> date | None:
    """The day of the news, else of publication; ``None`` if the year is unsettled.

    Where the paper tells when it appeared, a day of the head within ten days before.
    """
    head = document.head
    published = document.published
    if head is None or not (head.month and head.day):
        return published
    if head.year and not document.told_year:
        day = make_date(head.year, head.month, head.day)
        if day and not published and _is_refuted(document, day):
            return None
        return day or published
    if published:
        day = nearest(head.month, head.day, published)
        near = day and published - SLACK <= day <= published
        return day if near else published
    if document.span and (day := document.span.day(head.month, head.day)):
        return day
    year = document.told_year or year_of_address(document)
    year = year or weigh_years(document, head.month, head.day)
    return make_date(year, head.month, head.day) if year else None


def year_of_address(document: Document) -> int | None:
    """The year that the address tells, unless the text speaks for another.

    A year that is a folder by itself may be that of moving an archive.
    """
    url, head = document.article.url, document.head
    year = year_from_url(url, document.key)
    if year and head and head.month and head.day:
        day = make_date(year, head.month, head.day)
        enough = REFUTED_FOLDER if is_folder(url) else REFUTED
        if day and not head.year and _is_refuted(document, day, enough):
            return None
    return year


def weigh_years(
    document: Document, month: int, day: int, more: Iterable[Hint] = ()
) -> int | None:
    """Which year a day of the head belongs to; ``None`` if that is unsettled.

    ``more`` are hints beyond those of the text: who came and left, once that is read.
    """
    found = likeliest(_in_all_years(month, day), (*_told(document), *more))
    return found[0].year if found and found[1] >= SETTLED else None


def _in_all_years(month: int, day: int) -> list[date]:
    years = range(FIRST, LAST + 1)
    return [one for year in years if (one := make_date(year, month, day))]


def _is_refuted(document: Document, day: date, enough: float = REFUTED) -> bool:
    """Whether the signs of the text speak much more for another year than that."""
    scores = weighed(_in_all_years(day.month, day.day), _told(document))
    return max(scores.values()) - scores.get(day, 0.0) > enough


@lru_cache(maxsize=8)
def _told(document: Document) -> tuple[Hint, ...]:
    """All hints of a text; asked for again once its changes are read."""
    return (
        *text_hints(document),
        *people_hints(document),
        *fresh_hints(document),
    )

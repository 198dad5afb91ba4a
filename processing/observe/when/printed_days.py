"""The year of an article, and its "now", as the days tell that it prints in full."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from processing.observe.language.numbers import YEAR, term
from processing.observe.when.dates import DateMention, full_days, make_date
from processing.observe.when.own_day import year_of_address
from processing.observe.when.stamps import year_from_url
from processing.observe.when.terms import beginning, reviewed
from processing.observe.when.year_phrases import stands_before

if TYPE_CHECKING:
    from processing.observe.article.document import Document

_WITH_YEAR = re.compile(YEAR)


def with_year(document: Document) -> list[tuple[DateMention, bool]]:
    """The dates of the body that carry their year; whether it is one still to come.

    "có hiệu lực từ ngày 1/7/2025" names a day that mostly comes after the news.
    """
    dated = [one for one in document.sentences if _WITH_YEAR.search(one.key)]
    return [
        (one, stands_before("in_force", sentence.key, one.start))
        for sentence in dated
        for one in sentence.dates()
        if one.year
    ]


def _printed(document: Document) -> list[DateMention]:
    """The dates of the body that carry their year, without days still to come."""
    return [one for one, is_to_come in document.with_year if not is_to_come]


def told_year(document: Document) -> int | None:
    """The year of the news where no publication date tells it.

    That of the address; else of the day of the head (see ``own_day``), as far as
    the text settles it; without such a day, that of the congress or the first
    session of a council that it tells of, or of the half-year that is reviewed.
    """
    if year := year_of_address(document):
        return year
    if document.span and document.span.year:
        return document.span.year
    if document.head:
        return document.own_day.year if document.own_day else None
    printed = _printed(document)
    months = max((one.year or 0 for one in printed if one.month), default=0)
    told = beginning(document.key) or reviewed(document.key)
    return told if told and told >= months else None


def told_now(document: Document) -> date | None:
    """A day near the news where no publication date tells it.

    The latest that the text prints in full, for the news is not older than that; else
    one by its address, the eve of what is still to come, or one within the term.
    """
    if latest := max(full_days(_printed(document)), default=None):
        return latest
    if year := year_from_url(document.article.url, document.key):
        return date(year, 6, 30)
    if document.span:
        return document.span.likely
    return _eve(document) or _within_term(document)


def _eve(document: Document) -> date | None:
    """The day before the first that is told as still to come."""
    coming = full_days(one for one, to_come in document.with_year if to_come)
    return min(coming) - timedelta(days=1) if coming else None


def _within_term(document: Document) -> date | None:
    """The day of the head, else the last day, in the first year of a term."""
    begun = term(document.key)
    if not begun:
        return None
    year = int(begun[:4])
    head = make_date(year, *document.head_day) if document.head_day else None
    return head or date(year, 12, 31)

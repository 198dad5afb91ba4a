"""The day that a date of the text means, mostly printed without its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from processing.observe.when.dates import DateMention, make_date, nearest
from processing.observe.when.own_day import weigh_years

if TYPE_CHECKING:
    from processing.observe.article.document import Document

_TODAY = re.compile(r"(?<!\w)(?:hôm|ngày|sáng|trưa|chiều|tối) (nay|qua|mai)[\s(,]+\d")
_SHIFT = {"nay": 0, "qua": -1, "mai": 1}


def meant_day(
    document: Document, mention: DateMention, year: int | None
) -> date | None:
    """The day a mention means; ``None`` where nothing settles its year.

    ``year`` is what the reader knows of it otherwise (from the term of a congress).
    """
    if mention.relative is not None:
        today = document.published or document.today or _own_today(document, mention)
        return today + timedelta(days=mention.relative) if today else None
    if mention.day is None or mention.month is None:
        return None
    if mention.year:
        return make_date(mention.year, mention.month, mention.day)
    if document.published:
        return nearest(mention.month, mention.day, document.published)
    return _day_in(document, year, mention.month, mention.day)


def named_today(document: Document) -> Iterator[tuple[DateMention, int]]:
    """Days called today or tomorrow, and how far from today: "ngày mai (1/11)"."""
    for sentence in document.sentences:
        if not _TODAY.search(sentence.key):
            continue
        for one in sentence.dates():
            named = _TODAY.match(sentence.key, one.start) if one.day else None
            if named and one.month:
                yield one, _SHIFT[named[1]]


def today(document: Document) -> date | None:
    """The day on which an article without a date was written.

    "Sáng nay (12/10)" and "ngày mai (1/11)" tell it.
    """
    for one, shift in named_today(document):
        if day := document.day_of(one):
            return day - timedelta(days=shift)
    return None


def _own_today(document: Document, mention: DateMention) -> date | None:
    """ "Chiều nay" without a day is the day of the head.

    So is the day before which "hôm qua" lies, where the head told its day before.
    """
    behind = mention.relative == -1 and _is_behind_the_head(document, mention)
    return document.own_day if mention.relative == 0 or behind else None


def _is_behind_the_head(document: Document, mention: DateMention) -> bool:
    """Whether a mention stands in a later sentence than the day of the head."""
    head = document.head
    for sentence in document.sentences:
        if any(one is mention for one in sentence.dates()):
            return False
        if any(one is head for one in sentence.dates()):
            return True
    return False


def _day_in(document: Document, year: int | None, month: int, day: int) -> date | None:
    """A day printed without its year, in an article without a date."""
    if document.span and (found := document.span.day(month, day)):
        return found
    if year is None and document.own_day:
        return nearest(month, day, document.own_day)
    year = year or document.year
    if year is None and document.head is None:
        year = weigh_years(document, month, day)
    return make_date(year, month, day) if year else None

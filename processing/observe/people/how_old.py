"""Whether a date lies too far back, or ahead, to be that of an article's news.

``news`` is the day of the news, as far as that is known.
"""

from __future__ import annotations

from datetime import date, timedelta

from processing.observe.article.document import Document
from processing.observe.when.dates import DateMention, make_date

NEWS_DAYS = 3  # a change further back than this is not this article's news
LASTING_DAYS = 45  # days in which people seldom change office unmentioned
AHEAD = 270  # more days back than this, without a year, are rather days to come
ANY = 2000  # a year with a 29 February


def days_back(news: date) -> date:
    """The first day that is still told as news on another."""
    return news - timedelta(days=NEWS_DAYS)


def governs(mention: DateMention) -> bool:
    """Whether a month or year stands so early that it governs the sentence."""
    return mention.start < (25 if mention.month else 14)


def is_far_ahead(document: Document, mention: DateMention) -> bool:
    """ "Ngày 17/1" without a year, told in September: of that year, not to come."""
    published, day = document.published, document.day_of(mention)
    if published is None or day is None:
        return False
    return day > published + timedelta(days=LASTING_DAYS)


def is_back(document: Document, mention: DateMention, news: date | None) -> bool:
    """Whether a date lies too far back for news of that day."""
    if mention.is_day:
        return is_old_day(document, mention, news)
    return bool(mention.year) and _is_old_month(document, mention, news)


def is_old_day(document: Document, mention: DateMention, news: date | None) -> bool:
    """Whether a day lies too far back; without its year, by the day of the head."""
    day = document.day_of(mention)
    if day is None or news is None:
        return is_before_the_head(document, mention)
    return day < days_back(news)


def _is_old_month(document: Document, month: DateMention, news: date | None) -> bool:
    """Beside a day of the head without a year, one told with it is another."""
    year = document.year
    if news is None and year is None:
        return bool(month.month and document.head_day)
    return is_before_month(month, news or date(year or 0, 1, 1))


def is_before_month(month: DateMention, news: date | None) -> bool:
    """Whether a month, or a year, was over before the month of the news."""
    if news is None:
        return True
    return (month.year or 0, month.month or 12) < (news.year, news.month)


def is_before_the_head(document: Document, mention: DateMention) -> bool:
    """Whether a day lies well before that of the head, where neither has a year."""
    between = _before_head(document, mention)
    return between is not None and NEWS_DAYS < between < AHEAD


def is_of_the_head(document: Document, mention: DateMention) -> bool:
    """ "Trước đó, ngày 2/7" behind "Chiều 3/7": the same news, in whatever year."""
    between = _before_head(document, mention)
    return between is not None and between <= NEWS_DAYS


def _before_head(document: Document, mention: DateMention) -> int | None:
    """How many days a day lies before that of the head; neither has a year."""
    head = document.head_day
    if head is None or not (mention.month and mention.day) or mention.year:
        return None
    one, other = make_date(ANY, *head), make_date(ANY, mention.month, mention.day)
    return (one - other).days % 366 if one and other else None

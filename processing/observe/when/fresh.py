"""The year of a text by its latest day: news follows what led to it soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from processing.observe.language.phrases import holds
from processing.observe.when.dates import is_aside
from processing.observe.when.year_evidence import past_days
from processing.observe.when.year_hint import FIRST, LAST, Hint, within

if TYPE_CHECKING:
    from processing.observe.article.document import Document, Sentence

SLACK = timedelta(days=10)  # a paper reports what happened so many days ago
_ABOUT = timedelta(days=240)  # so far off the days of running numbers are
_SOON = timedelta(days=40)
_YEAR = timedelta(days=365)


def fresh_hints(document: Document) -> Iterator[Hint]:
    """The days of its address; the time after the latest day told; the day again.

    The latest day counts fully only where that day led to the news.
    """
    if span := document.span:
        yield Hint("address", ((span.first - SLACK, span.last),))
        yield Hint("number", ((span.likely - _ABOUT, span.likely + _ABOUT),))
    yield from _told_again(document)
    told = list(past_days(document))
    if not told:
        return
    day, over, sentence, mention = max(told, key=lambda one: one[:2])
    leads = leads_to_news(sentence)
    lead = "after what led to it" if leads else "after the latest day"
    # the month of a deed that led to the news may be running still
    latest = day if leads else over
    yield Hint(f"soon {lead}", ((latest, latest + _SOON),))
    yield Hint(f"a year {lead}", ((latest, latest + _YEAR),))
    yield Hint(f"two years {lead}", ((latest, latest + 2 * _YEAR),))
    if mention.day and is_aside(sentence.key, mention):
        yield Hint("document", ((latest, latest + _SOON),))


def leads_to_news(sentence: Sentence) -> bool:
    """Whether a sentence tells what led to the news, not of a life or an old deed."""
    key = sentence.key
    return holds("years", "proceedings", key) and not holds("years", "long_ago", key)


def _told_again(document: Document) -> Iterator[Hint]:
    """The day of the head, or its month, printed elsewhere with its year."""
    head = document.head
    if head is None or head.year:
        return
    for sentence in document.all_sentences:
        for one in sentence.dates():
            if not one.year or one.month != head.month or not FIRST <= one.year <= LAST:
                continue
            if one.day == head.day:
                yield within("day told again", one.year, one.year)
            elif one.day is None:
                yield within("month told again", one.year, one.year)

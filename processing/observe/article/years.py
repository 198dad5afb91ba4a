"""The year and the day of an article that says neither outright."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.article.document import Document, Sentence
from processing.observe.article.zones import Zone
from processing.observe.language.phrases import kept
from processing.observe.when.dates import DateMention
from processing.observe.when.year_phrases import spoken

CAPTION = 200  # characters; a longer "caption" has swallowed a sentence
HEAD = 4  # sentences that may say what an article is about

#: "Nghị quyết số 07-NQ/TU ngày 7-8-2012": the day of a document, behind its number.
_NUMBERED = re.compile(r"\d ?[-–/] ?[a-zđ]{2,4} ?[-–/][^\s,;]+[\s,(]*$")


def year_of(document: Document) -> int | None:
    """The year of its own day, else of a period of work (6 tháng đầu năm 2013)."""
    if document.published:
        return document.published.year
    if document.own_day or document.head:
        return document.own_day.year if document.own_day else None
    for sentence in document.top(HEAD * 2):
        if worked := next(spoken("period_of_work", sentence.key), None):
            return int(kept(worked))
    return None


def is_caption(sentence: Sentence) -> bool:
    """Whether a sentence is a caption, not a caption run into the text behind it."""
    return sentence.zone is Zone.CAPTION and len(sentence.text) <= CAPTION


def day_in(sentence: Sentence) -> DateMention | None:
    """The first day that a sentence names."""
    return next((one for one in sentence.dates() if one.is_day), None)


def first_day(document: Document) -> DateMention | None:
    """The first day that the head of an article names, not that of a document."""
    days = (
        one
        for sentence in document.top(HEAD)
        for one in sentence.dates()
        if one.is_day and not _NUMBERED.search(sentence.key, 0, one.start)
    )
    return next(days, None)


def from_first(mention: DateMention) -> DateMention:
    """The first day of a range such as "trong 2 ngày 4 và 5-7"."""
    if mention.first is None:
        return mention
    month = mention.first_month or mention.month
    return replace(mention, day=mention.first, month=month)

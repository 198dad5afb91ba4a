"""Whether a review of half a term is held, or only planned and prepared.

The whole committee reviews: where it hears the report, or a draft of it, that is the
review. Where its standing committee does so beforehand, the report is being prepared.
"""

from __future__ import annotations

import re
from datetime import date

from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD, day_in, from_first, year_of
from processing.observe.language.phrases import ends, follows, holds, pattern
from processing.observe.when.dates import DateMention

PLAN_REACH = 70  # characters before a review in which a word makes it a plan
DAY_REACH = 120  # characters before a day in which its conference stands
LEFT = 80  # characters before a review in which it may be inspected or gone by
FRESH = 4  # days after a conference in which it is still news that it is over

_WILL = ("conference_will", "will_be_held")
OPENING = 100  # characters in which those who are present open a sentence


def is_planned(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether words around a review make it one to come: a plan, a draft, a report."""
    key = sentence.key
    planned, told = pattern("midterm", "planned"), pattern("midterm", "told_of")
    clause = key.rfind(";", 0, cue.start()) + 1
    before = key[clause : cue.start()][-PLAN_REACH:]
    said = f"{before}{cue[0]}"
    if is_heard(document, sentence, cue):
        said = pattern("midterm", "heard_words").sub("", said)
    elif _is_prepared(key, clause, cue) or holds(
        "midterm", "will_meet", key, clause, cue.start()
    ):
        return True
    elif "trình bày" in key[clause : cue.start()]:  # a draft is presented
        said = pattern("midterm", "heard_words").sub("", said)
    words = planned.finditer(said)
    ahead = any(not told.search(said, word.end()) for word in words)
    if any(follows("midterm", one, key, cue.end(), " ,") for one in _WILL):
        return True
    return ahead or bool(planned.match(key, cue.end()))


def is_heard(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether the whole committee hears the report of half its term."""
    key = sentence.key
    whole = pattern("midterm", "whole_committee").search(key, 0, cue.end())
    if whole and _is_told_of_report(key, whole.end(), cue):
        return True
    present = pattern("midterm", "those_present").search(key, 0, OPENING)
    if present is None or not _is_told_of_report(key, 0, cue):
        return False
    before = document.top(HEAD, before=sentence)
    headline = document.headline
    told = (*before, *((headline,) if headline else ()))
    return any(holds("midterm", "meeting_of_all", one.key) for one in told)


def _is_told_of_report(key: str, start: int, cue: re.Match[str]) -> bool:
    """Whether the report of a review is commented on, by no smaller circle."""
    few = holds("midterm", "few_members", key, start, cue.end())
    return not few and holds("midterm", "comments_on_report", key, start, cue.end())


def _is_prepared(key: str, clause: int, cue: re.Match[str]) -> bool:
    """Whether the standing committee goes through the report, before the whole one."""
    few = pattern("midterm", "few_who_act").search(key, clause, cue.end())
    if few is None or holds("midterm", "no_preparing", key, few.end(), cue.end()):
        return False
    return holds("midterm", "hears_report", key, few.end(), cue.end())


def is_at_work(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether "Hội nghị lần này sẽ …" is said at a conference that has begun."""
    if not holds("midterm", "this_conference", sentence.key, 0, cue.end()):
        return False
    head = (*document.top(HEAD), sentence)
    return any(holds("midterm", "begun", one.key) and day_in(one) for one in head)


def is_bygone(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether a review is only spoken of, or was over days ago."""
    key = sentence.key
    if is_heard(document, sentence, cue):
        return False
    if follows("midterm", "held_long_ago", key, cue.end(), " ,"):
        return True
    left = key[max(0, cue.start() - LEFT) : cue.start()].rstrip()
    looks_back = any(
        found.end() >= len(left)
        for found in pattern("midterm", "looks_back").finditer(left)
    )
    return looks_back and not _has_just_ended(document, sentence, cue)


def _has_just_ended(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """ "Sau khi Hội nghị giữa nhiệm kỳ bế mạc chiều 5/7", told the day after."""
    days = [one for one in sentence.dates() if one.is_day and one.start >= cue.end()]
    published = document.published
    if not days or published is None:
        return False
    day = document.day_of(from_first(days[0]), year=year_of(document))
    return day is not None and 0 <= (published - day).days <= FRESH


def lies_ahead(document: Document, mention: DateMention | None) -> bool:
    """Whether the day of a conference had not come when it was told of."""
    if mention is None or document.published is None:
        return False
    day = document.day_of(from_first(mention), year=year_of(document))
    return day is not None and day > document.published


def planned_day(document: Document, year: int | None) -> date | None:
    """The day for which the conference is planned, wherever the article tells it."""
    for sentence in document.all_sentences:
        for one in sentence.dates():
            near = max(0, one.start - DAY_REACH)
            its = ends("midterm", "its_day", sentence.key, near, one.start)
            if one.is_day and its:
                day = document.day_of(from_first(one), year=year)
                if day and document.published and day > document.published:
                    return day
    return None

"""Reads whether the provincial Party committee reviews its term half way.

It takes a phrase of review ("đánh giá giữa nhiệm kỳ"), the provincial committee or
the resolution of its congress in the same sentence, no other body there, and the third
year of a term. A conference that takes place makes it ``held``; a plan, a draft or a
date to come makes it ``planned``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from processing.model import Kind, MidtermReviewFields, Observation
from processing.observe.article.bodies import (
    COMMITTEES,
    OTHER,
    BodyMention,
    find_bodies,
)
from processing.observe.article.confidence import confidence
from processing.observe.article.document import Document, Sentence
from processing.observe.article.leaders import (
    REVIEW_YEARS,
    scope_or_leaders,
    year_of_leaders,
)
from processing.observe.article.scope import Basis
from processing.observe.article.years import (
    HEAD,
    day_in,
    first_day,
    from_first,
    is_caption,
    year_of,
)
from processing.observe.congress import series
from processing.observe.congress.names import Body, Named
from processing.observe.language.numbers import ORDINAL, number
from processing.observe.language.numbers import term as printed_term
from processing.observe.language.phrases import follows, holds, pattern
from processing.observe.language.words import any_in
from processing.observe.midterm.status import (
    is_at_work,
    is_bygone,
    is_planned,
    lies_ahead,
    planned_day,
)
from processing.observe.midterm.whose import (
    congress_reviewed,
    is_others,
    is_ours,
    subject_of,
)
from processing.observe.when.dates import DateMention

TRIGGERS: tuple[str, ...] = (
    *("nhiệm kỳ", "nhiệm kì", "giữa kỳ", "2,5 năm", "30 tháng", "năm rưỡi"),
    "nửa chặng",
)
WORDS = (
    *("nhiệm kỳ", "giữa kỳ", "2,5 năm", "30 tháng", "năm rưỡi"),
    "nửa chặng đường",
)
#: No review without one of these in its article.
HALF_WAY = (
    *("giữa nhiệm kỳ", "nửa nhiệm kỳ", "nửa đầu nhiệm kỳ", "1/2 nhiệm kỳ"),
    *("giữa kỳ", "2,5 năm", "30 tháng", "năm rưỡi", "nửa chặng đường"),
)
THIRD_YEAR = 3
NEWS = timedelta(days=10)  # after its first day a conference is still told as news
MEETS = (5, 8)  # months between which most reviews are held

_RESULT = "kết quả"  # of half a term: a review only where a conference hears it
_BARE = str.maketrans("()", "  ")  # brackets around the number of a committee
_COMMITTEE = re.compile(rf"khóa\s+({ORDINAL})(?![\w/])")


@dataclass(frozen=True, slots=True)
class _Review:
    """One sentence that reports a review."""

    sentence: Sentence
    province: str
    basis: Basis
    status: str
    ordinal: int | None
    term: str | None
    date: DateMention | None
    by_few: bool  # the standing committee is its subject


def read(document: Document) -> list[Observation]:
    """At most one observation for each unit: the review held, else the one planned."""
    if not document.held(HALF_WAY):
        return []
    chosen: dict[str, _Review] = {}
    for review in _reviews(document):
        known = chosen.get(review.province)
        if known is None or _rank(review) < _rank(known):
            chosen[review.province] = review
    found = (_observation(document, review) for review in chosen.values())
    return [one for one in found if one is not None]


def _rank(review: _Review) -> tuple[bool, bool, bool, bool]:
    """The best first: what a headline has the smaller circle do, the text tells."""
    return (
        review.sentence.is_headline and review.by_few,
        review.status != "held",
        review.date is None,
        review.sentence.is_headline,
    )


def _reviews(document: Document) -> Iterator[_Review]:
    """The reviews of provincial committees, sentence by sentence."""
    # whose meeting the head of the article is about, and whose review
    provincial = elsewhere = False
    for sentence in document.all_sentences:
        if is_caption(sentence):
            continue
        subjects = find_bodies(sentence) if sentence.rank < HEAD else []
        cue = _cue(sentence)
        if cue:
            context = provincial and not elsewhere
            context = context or (sentence.is_headline and _all_meet(document))
            review = _review(document, sentence, cue, provincial=context)
            others = review is None and is_others(document, sentence, cue)
            elsewhere = elsewhere or others
            if review and not (elsewhere and review.status == "planned"):
                yield review
        provincial = provincial or any(one.kind in COMMITTEES for one in subjects)


def _cue(sentence: Sentence) -> re.Match[str] | None:
    if not any_in(WORDS, sentence.key):
        return None
    review = pattern("midterm", "review")
    # "Hội nghị Tỉnh ủy (khóa XIV) giữa nhiệm kỳ"
    cue = review.search(sentence.key)
    persons = pattern("midterm", "of_persons")
    if cue and (who := persons.search(sentence.key, cue.start(), cue.end())):
        cue = review.search(sentence.key, who.end())
    if cue and holds("midterm", "told_to", sentence.key, 0, cue.start()):
        cue = review.search(sentence.key, cue.end()) or cue
    if cue is None and "(" in sentence.key:
        cue = review.search(sentence.key.translate(_BARE))
    # "sơ kết 2,5 năm thực hiện Nghị quyết số 05": of one resolution
    return (
        None
        if cue and follows("midterm", "of_a_document", sentence.key, cue.end())
        else cue
    )


def _review(
    document: Document, sentence: Sentence, cue: re.Match[str], *, provincial: bool
) -> _Review | None:
    key = sentence.key
    congress = congress_reviewed(document, sentence)
    subject = subject_of(sentence, cue)
    abroad = pattern("midterm", "election").search(key, 0, cue.end())
    if abroad or not is_ours(sentence, cue, congress, provincial=provincial):
        return None
    day = day_in(sentence)
    told = is_planned(document, sentence, cue)
    told = told and not is_at_work(document, sentence, cue)
    planned = told or lies_ahead(document, day or first_day(document))
    below = sentence.rank >= HEAD and not day
    of_ours = provincial or congress is not None
    mere_result = cue[0].startswith(_RESULT)
    if below and not (planned and of_ours):
        return None
    needs_meeting = (below or mere_result) and not _meets(document)
    if needs_meeting or is_bygone(document, sentence, cue):
        return None
    province, basis = _province(document, sentence, cue, congress, subject)
    if province is None:
        return None
    ordinal = congress.ordinal if congress else None
    status = "planned" if planned else "held"
    term = congress.term if congress else None
    return _Review(
        sentence,
        province,
        basis,
        status,
        ordinal or _committee_number(document, sentence),
        term or printed_term(key, cue.start()),
        day,
        subject is not None and subject.kind == "standing_committee",
    )


def _all_meet(document: Document) -> bool:
    """Whether the lead is of a conference of the provincial committee, and no other."""
    lead = document.sentences[:2]
    if not any(holds("midterm", "meeting_of_all", one.key) for one in lead):
        return False
    return all(body.kind != OTHER for one in lead for body in find_bodies(one))


def _meets(document: Document) -> bool:
    """Whether the head of the article tells of a meeting."""
    return any(holds("midterm", "meeting", one.key) for one in document.headed(HEAD))


def _committee_number(document: Document, sentence: Sentence) -> int | None:
    """The number of the committee ("khóa XV"), from the sentence or the head."""
    for one in (sentence, *document.top(HEAD)):
        found = (
            None
            if holds("bodies", "peoples_council", one.key)
            else _COMMITTEE.search(one.key)
        )
        if found:
            return number(found[1])
    return None


def _province(
    document: Document,
    sentence: Sentence,
    cue: re.Match[str],
    congress: Named | None,
    subject: BodyMention | None,
) -> tuple[str | None, Basis]:
    if congress and congress.province:
        return document.dated(congress.province), Basis.NAMED
    if subject and subject.province:
        return subject.province, subject.basis
    level = "city" if congress and congress.body is Body.CITY else None
    found = scope_or_leaders(document, sentence, cue.start(), level)
    return found.province, found.basis


# --- term and day ---------------------------------------------------------------------


def _observation(document: Document, review: _Review) -> Observation | None:
    year = year_of(document) or year_of_leaders(
        document, review.province, REVIEW_YEARS, months=MEETS
    )
    term = _term(review, year)
    if year and term and not _in_third_year(review, term, year):
        return None
    day = _day(document, review, year or (int(term[:4]) + THIRD_YEAR if term else None))
    if review.status == "held" and day and _is_long_ago(document, day):
        return None
    ordinal = review.ordinal
    if term:
        ordinal = series.checked_ordinal(review.province, term, ordinal)
    return Observation(
        kind=Kind.MIDTERM_REVIEW,
        province=review.province,
        occurred_on=day,
        confidence=confidence(
            review.sentence, review.basis, implied=review.status == "planned"
        ),
        evidence=review.sentence.evidence(),
        fields=MidtermReviewFields(status=review.status, ordinal=ordinal, term=term),
    )


def _is_long_ago(document: Document, day: date) -> bool:
    """Whether a conference was over long before the article, which only recalls it."""
    published = document.published
    return published is not None and published - day > NEWS


def _term(review: _Review, year: int | None) -> str | None:
    """The term under review: as printed, by the ordinal, by the calendar."""
    if term := series.clean_term(review.term):
        return term
    if year and series.is_congress_year(year - THIRD_YEAR):
        return series.term_starting(year - THIRD_YEAR)
    if review.ordinal:
        around = date(year, 6, 30) if year else None
        return series.term_of(review.province, review.ordinal, around)
    return None


def _in_third_year(review: _Review, term: str, year: int) -> bool:
    since = year - int(term[:4])
    return since == THIRD_YEAR or (review.status == "planned" and since == 2)


def _day(document: Document, review: _Review, year: int | None) -> date | None:
    """The first day of the conference; a plan's must lie ahead."""
    mention = review.date
    if review.status == "planned" and (day := planned_day(document, year)):
        return day
    untold = mention is None or mention.same_day
    if untold and review.status == "held":
        mention = first_day(document)
    if mention is None:
        return None
    day = document.day_of(from_first(mention), year=year)
    if review.status == "planned" and day and not _is_to_come(document, day, year):
        return None
    return day


def _is_to_come(document: Document, day: date, year: int | None) -> bool:
    """Whether a day lies behind that of the article, else behind its first day."""
    if document.published:
        return day > document.published
    first = first_day(document)
    told_on = document.day_of(from_first(first), year=year) if first else None
    return told_on is None or day > told_on

"""When a congress takes place, and which term it opens.

The day stands before the phrase of the phase, else in the head of the article; where
none is told, the last day of the congress serves its end, or the day of the paper.
"""

from __future__ import annotations

from datetime import date, timedelta

from processing.observe.article.document import Document, Sentence
from processing.observe.article.leaders import congress_year_of_leaders
from processing.observe.article.years import HEAD, from_first
from processing.observe.congress import series
from processing.observe.congress.choice import Settled
from processing.observe.congress.postponed import day_that_holds
from processing.observe.congress.sightings import ANNOUNCED, HAPPENING, Sighting
from processing.observe.when.dates import DateMention, is_aside

_TOMORROW = "mai"
FIRST = (ANNOUNCED, "preparatory_session", "opening")  # the phases of the first day
LAST = ("result", "closing")  # the phases of the last day
SOON = timedelta(days=1)  # after the last day, an article without one is still of it


def term_of(document: Document, one: Sighting, day: date | None) -> str | None:
    """The term that the congress opens: as printed, by its ordinal, by the calendar."""
    around = document.published or day
    if term := series.clean_term(one.term):
        return term
    if around is None and one.ordinal:
        return series.term_of(one.province, one.ordinal, None)
    year = around.year if around else document.when.year if document.when else None
    if year and series.is_congress_year(year):
        return series.term_starting(year)
    if one.ordinal:
        return series.term_of(one.province, one.ordinal, around)
    known = congress_year_of_leaders(document, one.province)
    return series.term_starting(known) if known else None


def day_of(document: Document, one: Sighting) -> date | None:
    """The day of a sighting; in the head of the article its first day serves."""
    mention = one.date
    if one.phase == ANNOUNCED:
        mention = day_that_holds(document, one.sentence, mention)
        mention = _day_ahead(document, one.sentence, mention)
    if mention is None and one.sentence.rank < HEAD and one.phase != ANNOUNCED:
        mention = _days_before(one) or first_date(document, one.sentence)
    if mention and mention.same_day:
        mention = first_date(document, None)
    if mention is None:
        return None
    year = None
    if document.published is None:
        term = term_of(document, one, None)
        year = int(term[:4]) if term else None
    if one.phase in FIRST:
        mention = from_first(mention)
    return document.day_of(mention, year=year)


def _days_before(one: Sighting) -> DateMention | None:
    """Of an end: "Đại hội diễn ra từ 13 đến 16-10. Đại hội bầu …", in the head."""
    if one.phase not in LAST:
        return None
    for sentence in one.sentence.document.top(HEAD, before=one.sentence):
        if "đại hội" in sentence.key and _same_units(sentence, one.sentence):
            for mention in sentence.dates():
                if mention.first and mention.is_day:
                    return mention
    return None


def _day_ahead(
    document: Document, sentence: Sentence, mention: DateMention | None
) -> DateMention | None:
    """The day still to come in "Tại cuộc họp báo chiều 22/9, … từ 25 đến 27/9"."""
    published = document.published
    if mention is None or published is None or mention.first:
        return mention
    day = document.day_of(mention)
    if day is None or day > published:
        return mention
    after = (one for one in sentence.dates() if one.start > mention.start)
    for one in (each for each in after if each.first or each.relative):
        first = document.day_of(from_first(one))
        if first and first > published:
            return one
    return mention


def first_date(document: Document, near: Sentence | None) -> DateMention | None:
    """The first day that the article names (the lead, near enough), but tomorrow."""
    for sentence in document.top(HEAD):
        for one in sentence.dates():
            aside = one.first is None and is_aside(sentence.key, one)
            aside = aside or _TOMORROW in sentence.key[one.start : one.end].split()
            if not aside and ((one.day and one.month) or one.relative is not None):
                return one if near is None or _same_units(sentence, near) else None
    return None


def _same_units(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences name no different units."""
    first = {place.slug for place in one.places()}
    second = {place.slug for place in other.places()}
    return not (first and second) or bool(first & second)


def day_told(one: Settled, term: str | None) -> date | None:
    """The day of a phase: its own, else the congress's last, else that of the paper."""
    if one.day or one.phase not in HAPPENING:
        return one.day
    last = _last_day_told(one.sighting, term) if one.phase in LAST else None
    return last or _day_of_paper(one.sighting, term)


def _last_day_told(one: Sighting, term: str | None) -> date | None:
    """The last day of "từ ngày 14 đến ngày 16-10, Đảng bộ tỉnh đã tổ chức Đại hội"."""
    document = one.sentence.document
    year = int(term[:4]) if term else None
    for sentence in document.sentences:
        if "đại hội" in sentence.key and _same_units(sentence, one.sentence):
            spans = [each for each in sentence.dates() if each.first]
            if day := document.day_of(spans[0], year=year) if spans else None:
                return day if day.year == year else None
    return None


def _day_of_paper(one: Sighting, term: str | None) -> date | None:
    """The day of the article, where its head tells a phase and names no day at all."""
    document = one.sentence.document
    published = document.published
    if published is None or one.sentence.rank >= HEAD or first_date(document, None):
        return None
    days = series.held(one.province, term) if term else None
    if days and not days[0] <= published <= days[1] + SOON:
        return None
    return min(published, days[1]) if days else published

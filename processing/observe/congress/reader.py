"""Reads which phases of a provincial congress an article reports.

``phases`` finds the sentences; here it is decided whether they tell of
something that happens now (the calendar of congresses, the day of the article), which
term and ordinal it is, and one observation for each phase is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from processing.model import CongressFields, Kind, Observation
from processing.observe.article.confidence import confidence
from processing.observe.article.document import Document
from processing.observe.article.years import HEAD
from processing.observe.article.zones import Zone
from processing.observe.congress import series
from processing.observe.congress.choice import Settled, announced, happening
from processing.observe.congress.days import day_of, day_told, first_date, term_of
from processing.observe.congress.phases import Told, told
from processing.observe.congress.sightings import ANNOUNCED, HAPPENING, Sighting
from processing.observe.language.phrases import pattern
from processing.observe.when.dates import make_date

TRIGGERS: tuple[str, ...] = ("đại hội", "đhđb", "bầu", "thứ nhất", "đầu tiên")
TRIGGERS += ("đắc cử", "trúng cử", "tái cử", "danh sách")
PARTY = ("đảng bộ", "đại hội đại biểu", "tỉnh ủy", "thành ủy")
LAST_DAYS = timedelta(days=4)  # what lies behind more is no news of another story
RECENT = timedelta(days=12)  # an older phase is recalled, not reported
ALL_OVER = (11, 10)  # the day of a congress year on which all have been held
EARLY = timedelta(days=10)  # so much may the days of the table be wrong
CONVENED = 3  # sentences, with the headline, in which a congress is convened
SEASON = range(7, 13)  # months in which provincial congresses are held
HISTORY = 3  # so many different congresses of one unit make a history


def read(document: Document) -> list[Observation]:
    """One observation for each phase of each unit's congress that is reported."""
    headline = document.headline.key if document.headline else ""
    if not any(word in document.key or word in headline for word in PARTY):
        return []
    article = told(document)
    sightings = _with_term(_newsworthy(document, article.sightings))
    settled = [one for each in sightings if (one := _settle(document, each))]
    settled = [one for one in settled if not _is_background(article, one)]
    found = [_or_planned(document, one, settled) for one in settled]
    held = happening(article, found)
    live = {one.sighting.province for one in held}
    planned = announced(document, [one for one in found if one.key[0] not in live])
    return [_observation(one, found) for one in (*held, *planned)]


# --- what is news ---------------------------------------------------------------------


def _newsworthy(document: Document, found: list[Sighting]) -> list[Sighting]:
    """Drop what a history, study material or an anniversary recalls."""
    headline = document.headline
    if headline and pattern("congress", "study_material").search(headline.key):
        return []
    if headline and pattern("congress", "not_news").search(headline.key):
        news = [one for one in found if one.sentence.zone is Zone.LEAD and one.date]
        if not any(one.named for one in news):
            return []
    return [one for one in found if len(_ordinals(found, one.province)) < HISTORY]


def _with_term(found: list[Sighting]) -> list[Sighting]:
    """Give those without term and ordinal what is printed elsewhere in the article.

    Where one term only is printed, it is that of all congresses of a round-up; one
    ordinal is that of all sightings of its unit.
    """
    terms = {term for one in found if (term := series.clean_term(one.term))}
    term = next(iter(terms)) if len(terms) == 1 else None
    return [
        replace(one, term=_term_of_unit(found, one))
        if one.term or one.ordinal
        else replace(one, term=term, ordinal=_only(_ordinals(found, one.province)))
        for one in found
    ]


def _term_of_unit(found: list[Sighting], one: Sighting) -> str | None:
    """The printed term; for a committee ("khóa 16") that of its unit's congress.

    Papers count the committee wrongly more often than they print a wrong term.
    """
    if one.term or one.named or one.phase != "result":
        return one.term
    same = [other for other in found if other.province == one.province]
    terms = {term for each in same if (term := series.clean_term(each.term))}
    return next(iter(terms)) if len(terms) == 1 else None


def _only(found: set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


def _ordinals(found: Iterable[Sighting], province: str) -> set[int]:
    return {one.ordinal for one in found if one.ordinal and one.province == province}


def _settle(document: Document, one: Sighting) -> Settled | None:
    """Decide term, day and phase; ``None`` when it lies in the past."""
    published = document.published
    day = day_of(document, one)
    term = term_of(document, one, day)
    if one.phase == ANNOUNCED:
        return _settle_announced(document, one, term, day)
    if term is None and (published or document.own_day):
        return None
    if term and not _in_time(document, one, term, day):
        return None
    return Settled(one, one.phase, term, day)


def _is_background(article: Told, one: Settled) -> bool:
    """Whether an article about something else recalls a phase of days ago."""
    sighting = one.sighting
    document = sighting.sentence.document
    if one.day is None or one.phase == ANNOUNCED or article.in_head:
        return False
    first = first_date(document, None)
    told = document.day_of(first, year=one.day.year) if first else None
    now = document.published or document.own_day or told
    below = sighting.sentence.rank >= HEAD
    return below and now is not None and now - one.day > LAST_DAYS


def _or_planned(document: Document, one: Settled, found: list[Settled]) -> Settled:
    """A phase dated after the article is a plan, whatever its words.

    The stamp of an article may be a day too early: then all of it tells of the next
    day. An undated article stands on the first day that it names, if it announces.
    """
    if one.phase == ANNOUNCED or one.day is None:
        return one
    published = document.published
    mention = one.sighting.date
    span = mention is not None and mention.first is not None
    late = span or _is_in_plan(one, found)
    if published and one.day > published + timedelta(days=0 if late else 1):
        return replace(one, phase=ANNOUNCED)
    if not published and _is_convened(document):
        return replace(one, phase=ANNOUNCED)
    if not published and not any(
        other.phase == ANNOUNCED and other.key[0] == one.key[0] for other in found
    ):
        return one
    opens = _opening_day(document, one)
    ahead = opens is not None and one.day > max(opens, published or opens)
    return replace(one, phase=ANNOUNCED) if ahead else one


def _is_in_plan(one: Settled, found: list[Settled]) -> bool:
    """Whether its sentence goes on to a later day: "khai mạc 14/10 và bế mạc 16/10"."""
    return any(
        other.sighting.sentence is one.sighting.sentence
        and other.key[0] == one.key[0]
        and bool(other.day and one.day and other.day > one.day)
        for other in found
    )


def _is_convened(document: Document) -> bool:
    """Whether the article is about the convening of a congress: all is to come."""
    convened = pattern("congress", "convened")
    head = document.all_sentences[:CONVENED]
    return any(convened.search(one.key) for one in head)


def _opening_day(document: Document, one: Settled) -> date | None:
    """The first day that the article names: the day on which it was written."""
    mention = first_date(document, None)
    year = int(one.term[:4]) if one.term else None
    return document.day_of(mention, year=year) if mention else None


def _settle_announced(
    document: Document, one: Sighting, term: str | None, day: date | None
) -> Settled | None:
    published = document.published
    if published is None:
        own = document.own_day
        over = bool(term and own and own.year > int(term[:4]))
        return None if over else Settled(one, ANNOUNCED, term, day)
    term = term or series.term_starting(series.next_congress(published))
    opened = int(term[:4])
    if not opened - 2 <= published.year <= opened:
        return None
    if published > _over(one.province, term) or (day and day < published):
        return None
    return Settled(one, ANNOUNCED, term, day)


def _over(province: str, term: str) -> date:
    """The day on which the congress of a term is over at the latest."""
    days = series.held(province, term)
    return days[1] if days else date(int(term[:4]), *ALL_OVER)


def _in_time(document: Document, one: Sighting, term: str, day: date | None) -> bool:
    """Whether a phase lies in its congress year and close to the day of the article."""
    opened = int(term[:4])
    if (day and day.year != opened) or any(year < opened for year in one.years):
        return False
    published = document.published
    if published is None:
        written = document.own_day or document.earliest
        if written and written.year > opened:
            return False
        return day is None or day <= _over(one.province, term) + RECENT
    if published.year != opened or published.month not in SEASON:
        return False
    return _is_close(published, day, series.held(one.province, term))


def _is_close(
    published: date, day: date | None, days: tuple[date, date] | None
) -> bool:
    """Whether an article tells of a phase soon after it, by its day or the table's."""
    if days and published < days[0] - EARLY:
        return False
    if day is None:
        return days is None or published <= days[1] + RECENT
    return published - day <= RECENT or _swapped(published) == day


def _swapped(day: date) -> date | None:
    """A machine date with day and month exchanged (2025-11-09 for 11 September)."""
    return make_date(day.year, day.day, day.month)


# --- the observation ------------------------------------------------------------------


def _observation(one: Settled, found: list[Settled]) -> Observation:
    sighting = one.sighting
    same = [other for other in found if other.key[0] == one.key[0]]
    term = one.term or next((other.term for other in same if other.term), None)
    day = day_told(one, term)
    if day is None and one.phase == "result":  # told with another phase of its day
        phases = (other for other in same if other.phase in HAPPENING)
        days = (day_told(other, term) for other in phases)
        day = max((each for each in days if each), default=None)
    ordinal = sighting.ordinal or next(
        (other.sighting.ordinal for other in same if other.sighting.ordinal), None
    )
    if term:
        ordinal = series.checked_ordinal(sighting.province, term, ordinal)
    return Observation(
        kind=Kind.CONGRESS,
        province=sighting.province,
        occurred_on=day,
        confidence=confidence(
            sighting.sentence,
            sighting.basis,
            in_headline=any(other.in_headline for other in same),
            implied=one.phase == ANNOUNCED and one.day is None,
        ),
        evidence=sighting.sentence.evidence(),
        fields=CongressFields(phase=one.phase, ordinal=ordinal, term=term),
    )

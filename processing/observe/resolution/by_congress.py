"""Whose resolution it is when a congress adopts it."""

from __future__ import annotations

from processing.observe.article.document import Sentence
from processing.observe.article.scope import Basis
from processing.observe.article.years import HEAD, year_of
from processing.observe.congress import series
from processing.observe.congress.cues import is_cited
from processing.observe.congress.names import Body, named_congresses
from processing.observe.congress.phases import congress_named
from processing.observe.language.phrases import holds, pattern

NOUN = "nghị quyết "
NEAR = 6  # characters between the noun and its congress


def is_its_title(headline: Sentence) -> bool:
    """Whether a headline is the title of a congress's resolution."""
    rest = headline.key.removeprefix(NOUN)
    found = pattern("resolution", "of_congress").match(rest)
    return headline.key.startswith(NOUN) and bool(found)


def is_of_other_congress(sentence: Sentence, at: int) -> bool:
    """Whether "nghị quyết", which ends at ``at``, is of a congress not provincial.

    An example is "Nghị quyết Đại hội XIII của Đảng".
    """
    named = named_congresses(sentence.text, sentence.key, sentence.document.when)
    near = (one for one in named if 0 <= one.start - at <= NEAR)
    return any(one.body is Body.OTHER for one in near)


def congress_voting(
    sentence: Sentence, verb: int, noun: int
) -> tuple[str, Basis] | None:
    """The province whose congress votes: the subject before the verb at ``verb``.

    Or the one right behind "nghị quyết", which ends at ``noun``: "các đại biểu đã thông
    qua Nghị quyết | Đại hội Đảng bộ tỉnh lần thứ XIX".

    No phase need be told beside it, but it stands at the top of the article with a day
    of its own, in a year of congresses.
    """
    document = sentence.document
    days = [one for one in sentence.dates() if one.is_day and not one.same_day]
    if sentence.rank >= HEAD or not days:
        return None
    named = named_congresses(sentence.text, sentence.key, document.when)
    subjects = [
        one for one in named if one.end <= verb and not is_cited(sentence.key, one)
    ]
    bare = all(one.body is Body.BARE for one in subjects)
    if bare and holds("resolution", "assembled", sentence.key, 0, verb):
        subjects = [one for one in named if 0 <= one.start - noun <= NEAR]
    if [one.body for one in subjects] != [Body.PROVINCE]:
        return None
    province, basis = congress_named(document, sentence)
    day = document.day_of(days[0], year=year_of(document))
    if province is None or day is None or not series.is_congress_year(day.year):
        return None
    return province, basis

"""What one sentence says of one phase of one unit's congress."""

from __future__ import annotations

import re
from dataclasses import dataclass

from processing.observe.article.document import Sentence
from processing.observe.article.scope import Basis
from processing.observe.congress import series
from processing.observe.congress.cues import date_of, years_before
from processing.observe.congress.names import Body, Named
from processing.observe.language.numbers import ORDINAL, number
from processing.observe.language.phrases import ends, follows, pattern
from processing.observe.when.dates import DateMention

HAPPENING = ("preparatory_session", "opening", "result", "closing")
ANNOUNCED = "announced"
PHASES = (*HAPPENING, ANNOUNCED)
LATER = ("result", "closing")  # what a congress that has opened still has to do
HELD = ("opening", "result", "closing")

COMMITTEE = re.compile(rf"(?:khóa|nhiệm kỳ|lần thứ)\s+({ORDINAL})(?![\w/])|khóa\s+mới")
TERM = re.compile(r"((?:19|20)\d\d)\s*[-–—]+\s*((?:19|20)\d\d)")
HEADING = 40  # characters of a line that may be the name of a province alone
_LETTER = re.compile(r"[^\W\d]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sentence that reports one phase of one unit's congress."""

    phase: str
    province: str
    ordinal: int | None
    term: str | None
    date: DateMention | None
    sentence: Sentence
    named: bool  # the sentence itself names the congress
    basis: Basis
    weak: bool = False  # a phrase of welcome only ("chào mừng Đại hội")
    years: tuple[int, ...] = ()
    ahead: str | None = None  # the phase that is announced, where one is


@dataclass(frozen=True, slots=True)
class Target:
    """The congress that a phrase is about."""

    province: str
    ordinal: int | None
    term: str | None
    named: bool
    basis: Basis


def sighting_of(
    sentence: Sentence, phase: str, cue: re.Match[str], target: Target
) -> Sighting:
    """The sighting of a phase in a sentence, with what stands around its phrase."""
    key = sentence.key
    ordinal, term = target.ordinal, target.term
    if term is None:
        # the old term of a person may stand beside the new one
        printed = (f"{one[1]}-{one[2]}" for one in TERM.finditer(key))
        term = _new_term(target, max(printed, default=None))
    if ordinal is None and phase == "result":
        ordinal = _number_of_committee(key, cue)
    passing = sentence.index > 0 and _is_in_passing(key, cue)
    guest = phase == "opening" and pattern("congress", "attended").match(cue[0])
    weak = bool(passing or guest or pattern("congress", "welcome").match(cue[0]))
    return Sighting(
        phase,
        target.province,
        ordinal,
        term,
        None
        if weak and not passing and not guest
        else date_of(sentence, cue, announced=phase == ANNOUNCED),
        sentence,
        target.named,
        target.basis,
        weak,
        years=years_before(sentence, cue),
    )


def _is_in_passing(key: str, cue: re.Match[str]) -> bool:
    """ "chuẩn bị các điều kiện", "công tác chuẩn bị Đại hội Đảng các cấp"."""
    if pattern("congress", "in_passing").match(cue[0]):
        return True
    prepares = pattern("congress", "prepares").match(cue[0])
    return bool(prepares) and follows("congress", "of_all_levels", key, cue.end())


def _new_term(target: Target, printed: str | None) -> str | None:
    """ "Theo dự thảo báo cáo Đại hội lần thứ X, nhiệm kỳ 2010-2015 …": the one after.

    That is the term opened by the congress of that number, where a sentence prints
    only the one which ends with it.
    """
    ended = series.clean_term(printed)
    if ended is None or target.ordinal is None:
        return printed
    opened = series.term_starting(int(ended[5:]))
    same = series.ordinal_of(target.province, opened) == target.ordinal
    return opened if same else printed


def _number_of_committee(key: str, cue: re.Match[str]) -> int | None:
    """The number of the committee elected: of "lần thứ nhất khóa XV" the second.

    The first is then that of its plenum.
    """
    found = list(COMMITTEE.finditer(key, cue.start(), cue.end() + 70))
    numbers = [number(one[1]) if one[1] else None for one in found]
    if len(found) > 1 and numbers[0] == 1 and found[0][0].startswith("lần"):
        return numbers[1]
    return numbers[0] if numbers else None


def looked_forward_to(key: str, live: list[Named]) -> Named | None:
    """ "… Đại hội đảng bộ các cấp tiến tới Đại hội Đảng bộ tỉnh": the latter."""
    return next(
        (
            one
            for one in live
            if one.body is Body.PROVINCE
            and ends("congress", "towards", key, 0, one.start)
        ),
        None,
    )


def heading(sentence: Sentence) -> str | None:
    """The province, when a line is nothing but its name ("Quảng Nam:")."""
    places = sentence.places() if len(sentence.text) <= HEADING else []
    if len(places) != 1 or sentence.is_headline:
        return None
    rest = sentence.key[: places[0].start] + sentence.key[places[0].end :]
    bare = pattern("scope", "level").sub("", rest)
    return None if _LETTER.search(bare) else places[0].slug

"""Finds the sentences that report a phase of a provincial congress.

A phrase of a phase counts for the congress named in its sentence, or else for the one
named before; never for one that is only cited ("Nghị quyết Đại hội …"), recalled or
another body's. What is still to come becomes ``announced``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from processing.observe.article.document import Document, Sentence
from processing.observe.article.leaders import scope_or_leaders
from processing.observe.article.scope import Basis
from processing.observe.article.years import HEAD, is_caption
from processing.observe.congress import series
from processing.observe.congress.cues import (
    about,
    fits,
    is_aside,
    is_first_plenum,
    is_of_a_later_plenum,
    is_of_others,
    is_of_the_day,
    is_planned,
    is_told_done,
    is_wished,
    recalls,
)
from processing.observe.congress.days_told import DaysTold
from processing.observe.congress.host import Hosts
from processing.observe.congress.names import (
    Body,
    Named,
    find_party,
    named_congresses,
    read_scope,
)
from processing.observe.congress.schedule import days_of_units
from processing.observe.congress.sightings import (
    ANNOUNCED,
    COMMITTEE,
    HAPPENING,
    HELD,
    LATER,
    PHASES,
    TERM,
    Sighting,
    Target,
    heading,
    looked_forward_to,
    sighting_of,
)
from processing.observe.congress.together import units_together
from processing.observe.language.numbers import number
from processing.observe.language.phrases import follows, holds, may_hold, pattern
from processing.observe.language.words import any_in

ELECTS = (
    *("bầu", "cử", "chỉ định", "ra mắt", "nhất", "đầu tiên", "danh sách", "nhân sự"),
    *("tân bí thư", "khóa mới", "nhiệm kỳ mới", "gồm", " có "),
)
#: Parts of a congress that a sentence may name without it.
SESSIONS = ("trù bị", "phiên khai mạc")
OPENS = "phiên "
AHEAD = ("sẽ", "dự kiến", "diễn ra", "tổ chức", "tiến hành", "thời gian")
COMMITTEES = ("ban chấp hành", "bch", "ban thường vụ", "btv", "bí thư", "cấp ủy")

#: "bầu 48 đồng chí vào Ban Chấp hành": so many are elected at a congress only.
_WHOLE = re.compile(r"(?<![\d/.,-])[3-9]\d(?:/\d\d)? ")
NUMBERED = 20  # characters around a phrase in which the number of the elected stands


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of congresses."""

    sightings: list[Sighting]
    in_head: frozenset[str]  # the units whose congresses its head names, not cites


def told(document: Document) -> Told:
    """All sightings of an article in reading order, the headline first."""
    walk = _Walk(document)
    found = [one for sentence in document.all_sentences for one in walk.read(sentence)]
    # an election that may be one in the middle of a term waits for its congress
    sure = [
        one
        for one in found
        if one.phase != "result" or not one.weak or one.province in walk.spoken_of
    ]
    head = {unit for unit, index in walk.spoken_of.items() if index < HEAD}
    return Told(sure, frozenset(head))


def congress_named(document: Document, sentence: Sentence) -> tuple[str | None, Basis]:
    """The province whose congress a sentence names, in whatever connection."""
    for named in named_congresses(sentence.text, sentence.key, document.when):
        if named.body is Body.PROVINCE:
            if named.province:
                return document.dated(named.province), Basis.NAMED
            found = scope_or_leaders(document, sentence, named.start, "province")
            return found.province, found.basis
    return None, Basis.NONE


def _counts_units(sentence: Sentence) -> bool:
    """ "Ba đảng bộ tỉnh khai mạc đại hội, một đảng bộ bế mạc": a headline of no one."""
    if not sentence.is_headline or sentence.places():
        return False
    return holds("congress", "units_counted", sentence.key)


def _is_another_act(key: str, cue: re.Match[str], named: Named) -> bool:
    """ "bầu 49 người vào Ban Chấp hành, bầu 15 người đi dự Đại hội XII"."""
    other = named.body is Body.OTHER and named.start >= cue.end()
    end = cue.start() + len(cue[0].rstrip(" ,"))
    return other and "," in key[end : named.start] and is_aside(key, named)


class _Walk(Hosts):
    """Reads sentence after sentence and remembers what it told."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.committees = document.held(COMMITTEES)
        self.several = False  # the Politburo works with several units at a time
        self.later_plenum = False  # the head is of a meeting in the middle of a term
        self.results: set[str] = set()  # the units whose results are told
        self.held: set[str] = set()  # the units whose congress opens, elects, closes
        self.closed: set[str] = set()  # the units whose congress closes
        self.ahead: dict[str, int] = {}  # units, and where their days are announced
        self.days = DaysTold(document)

    def read(self, sentence: Sentence) -> Iterator[Sighting]:
        key = sentence.key
        if is_caption(sentence) or _counts_units(sentence):
            return
        self.later_plenum |= sentence.rank < HEAD and is_of_a_later_plenum(key)
        if self.several:
            yield from self._units(sentence)
        if slug := heading(sentence):
            self.section, self.host = slug, None
        if "đại hội" in key and holds("congress", "several_units", key):
            self.days.note_round_up(sentence)
        self.cited = False
        live = self._live(sentence) if "đại hội" in key or "đh" in key else []
        elects = any_in(self.committees, key)
        elects = elects and any_in(ELECTS, key)
        if elects and "bí thư" in key and not self.cited:
            yield from self._secretary(sentence)
        ours = any(one.body is Body.PROVINCE for one in live)
        self.days.move_on(sentence, live)
        told = ours or (live and ("bộ chính trị" in key or "các tỉnh" in key))
        if not (told or elects or any(one in key for one in SESSIONS)) or recalls(key):
            return
        ahead = sentence.rank < HEAD or any_in(AHEAD, key)
        for phase in PHASES if ahead else HAPPENING:
            if not may_hold("congress", phase, key):
                continue
            for cue in pattern("congress", phase).finditer(key):
                if fits(phase, cue, key):
                    yield from self._sightings(sentence, phase, cue, live)

    def _sightings(
        self, sentence: Sentence, phase: str, cue: re.Match[str], live: list[Named]
    ) -> Iterator[Sighting]:
        target = self._target(sentence, phase, cue, live)
        if target is None:
            if phase == ANNOUNCED:
                yield from self._several(sentence)
                return
            units = units_together(sentence) if live else []
            if not units:
                return
            target = Target(units[0], None, None, True, Basis.NAMED)
        sighting = sighting_of(sentence, phase, cue, target)
        if self._is_to_come(sighting, cue):
            weak = sighting.weak or phase == "result"
            sighting = replace(sighting, phase=ANNOUNCED, weak=weak, ahead=phase)
        yield self._with_day(sighting)
        if live and not sighting.weak:
            yield from self._with_others(sighting)
        if live and sighting.phase == ANNOUNCED:
            yield from self._each_on_its_day(sighting)

    def _is_to_come(self, one: Sighting, cue: re.Match[str]) -> bool:
        """Whether its words, or what was announced just before, make it a plan."""
        key = one.sentence.key
        if is_planned(key, cue, over=one.province in self.closed):
            return True
        if one.phase == "result" and is_wished(key, cue):
            return True
        if one.phase in HAPPENING and is_of_the_day(one.sentence, cue):
            return True
        if one.phase != "result" or one.date or is_told_done(key, cue):
            return False
        if one.province in self.closed:  # "diễn ra từ 25 đến 27/9, đã thành công"
            return False
        return self.ahead.get(one.province) == one.sentence.index - 1

    def _with_others(self, one: Sighting) -> Iterator[Sighting]:
        """ "Đảng bộ các tỉnh A, B và C khai mạc Đại hội": so do B and C."""
        discussed = "bộ chính trị" in one.sentence.key  # with all of them in turn
        if one.phase == ANNOUNCED and not (one.date or discussed):
            return
        units = units_together(one.sentence)
        for unit in units if one.province in units else []:
            if unit != one.province:
                yield self._with_day(replace(one, province=unit, ordinal=None))

    def _each_on_its_day(self, one: Sighting) -> Iterator[Sighting]:
        """ "Tỉnh A tổ chức đại hội từ 20-22/9, tỉnh B từ 24-26/9": B's is told, too."""
        for unit, day in days_of_units(one.sentence).items():
            if unit != one.province:
                other = replace(one, province=unit, ordinal=None, date=day)
                yield self._with_day(other)

    def _with_day(self, one: Sighting) -> Sighting:
        """Remember whose congress is held, and take the day told just before."""
        if one.phase == "result":
            self.results.add(one.province)
        if one.phase == "closing":
            self.closed.add(one.province)
        if one.phase == ANNOUNCED and one.date and one.ahead not in LATER:
            self.ahead[one.province] = one.sentence.index
        if one.phase in HELD and not one.weak:
            self.held.add(one.province)
        return self.days.given(one)

    def _target(
        self, sentence: Sentence, phase: str, cue: re.Match[str], live: list[Named]
    ) -> Target | None:
        named = about(cue, live)
        if named and phase == "result" and _is_another_act(sentence.key, cue, named):
            named = None
        if phase == ANNOUNCED and named and named.body is Body.OTHER:
            named = looked_forward_to(sentence.key, live) or named
        bare = named is not None and named.body is Body.BARE
        if named is None or (bare and phase == "result"):
            return self._unnamed(sentence, phase, cue, congress=bare)
        if named.body is not Body.PROVINCE or not named.province:
            return None
        return Target(named.province, named.ordinal, named.term, named.own, named.basis)

    def _unnamed(
        self, sentence: Sentence, phase: str, cue: re.Match[str], *, congress: bool
    ) -> Target | None:
        """A phrase in a sentence without any congress: its committee, or the host.

        Of "Đại hội" alone (``congress``) the committee elected tells whose it is.
        """
        session = phase == "opening" and sentence.key.endswith(OPENS, 0, cue.start())
        if phase not in ("result", "preparatory_session") and not session:
            return None
        host = self.host if self.host and self.host.body is Body.PROVINCE else None
        key = sentence.key
        party = find_party(key, cue.start(), cue.end() + 40)
        first = is_first_plenum(cue)
        whole = _is_of_the_whole(key, cue)
        if phase == "result" and party and (first or host or whole or congress):
            body, slug, _ = read_scope(
                sentence.text, key, self.document.when, party.end()
            )
            whose = self._settle(sentence, Named(party.start(), 0, body, slug))
            if whose.body is Body.PROVINCE and whose.province:
                if slug and host and host.province != whose.province:
                    self.host = whose  # the next unit of a round-up
                return Target(whose.province, None, None, first, whose.basis)
            if whose.body is Body.OTHER:
                return None
        if host is None or host.province is None:
            return None
        return Target(host.province, host.ordinal, host.term, False, host.basis)

    def _secretary(self, sentence: Sentence) -> Iterator[Sighting]:
        """The secretary of a new term is elected: "… Bí thư Tỉnh ủy Long An khóa X"."""
        key = sentence.key
        cue = pattern("congress", "secretary").search(key)
        designated = None if cue else pattern("congress", "designated").search(key)
        cue = cue or designated
        if cue is None or recalls(key) or is_planned(key, cue):
            return
        if holds("congress", "mid_term", key):
            return
        if self.later_plenum or is_of_others(cue, key):
            return
        slug, basis = self._unit_of_secretary(sentence, cue)
        of_this_year = self._is_new_committee(key, cue, slug)
        if not (of_this_year or self._is_anew(sentence, cue, slug)):
            return
        at_congress = self.host is not None and self.host.province == slug
        if slug and (at_congress or not designated):
            target = Target(slug, None, None, True, basis)
            sure = of_this_year or self.host is not None
            sure = sure or self._begins_a_term(key, cue)
            one = sighting_of(sentence, "result", cue, target)
            yield self._with_day(replace(one, weak=not sure))

    def _is_anew(
        self, sentence: Sentence, cue: re.Match[str], slug: str | None
    ) -> bool:
        """Whether a secretary is elected at a congress, or for a new term."""
        if self.results - {slug} or pattern("congress", "anew").match(cue[0]):
            return True
        if slug in self.held and not any(one.year for one in sentence.dates()):
            return True
        return holds("congress", "new_term", sentence.key, cue.end())

    def _is_new_committee(self, key: str, cue: re.Match[str], slug: str | None) -> bool:
        """Whether the committee ("khóa XIII") is that of the article's year."""
        found = COMMITTEE.search(key, 0, cue.start())
        published = self.document.published
        if not (slug and published and found and found[1] and "đảng bộ" in key):
            return False
        ordinal = number(found[1])
        term = series.term_of(slug, ordinal, published) if ordinal else None
        return term is not None and term.startswith(str(published.year))

    def _begins_a_term(self, key: str, cue: re.Match[str]) -> bool:
        """Whether the term printed after an election begins in the article's year."""
        published = self.document.published
        printed = TERM.search(key, cue.end())
        return bool(printed and published and printed[1] == str(published.year))

    # --- several units at a time ----------------------------------------------------

    def _several(self, sentence: Sentence) -> Iterator[Sighting]:
        """ "… cho ý kiến … trình Đại hội Đảng bộ các tỉnh": one for each unit."""
        if "bộ chính trị" not in sentence.key or self.several:
            return
        if "toàn quốc" in sentence.key and "đảng bộ" not in sentence.key:
            return  # of the national congress
        if "chỉ thị" in sentence.key:
            return  # how all congresses are to be held, no one unit's
        self.several = True
        yield from self._units(sentence)

    def _units(self, sentence: Sentence) -> Iterator[Sighting]:
        found = pattern("congress", "with_units").search(sentence.key)
        if not found:
            return
        for place in sentence.places():
            if place.start >= found.start():
                target = Target(place.slug, None, None, True, Basis.NAMED)
                yield sighting_of(sentence, ANNOUNCED, found, target)


def _is_of_the_whole(key: str, cue: re.Match[str]) -> bool:
    """Whether as many are elected as only a whole committee has."""
    numbers = _WHOLE.finditer(key, max(cue.start() - NUMBERED, 0), cue.end() + NUMBERED)
    return any(follows("congress", "members", key, one.end()) for one in numbers)

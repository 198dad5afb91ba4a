"""Finds the sentences that report a phase of a provincial congress.

A phrase of a phase counts for the congress named in its sentence, or else for the one
named before; never for one that is only cited ("Nghị quyết Đại hội …"), recalled or
another body's. What is still to come becomes ``announced``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from processing.observe.congress_names import (
    Body,
    Named,
    named_congresses,
    read_scope,
)
from processing.observe.dates import DateMention
from processing.observe.document import Document, Sentence, Zone
from processing.observe.numbers import ORDINAL, number
from processing.observe.phrases import pattern
from processing.observe.scope import Basis, scope

HAPPENING = ("preparatory_session", "opening", "result", "closing")
ANNOUNCED = "announced"
PHASES = (*HAPPENING, ANNOUNCED)
TRIGGERS = ("đại hội", "ban chấp hành", "bch", "trù bị", "đhđb")

_PARTY = re.compile(r"(?<!\w)đảng bộ(?!\w)")
_COMMITTEE = re.compile(rf"(?:khóa|nhiệm kỳ|lần thứ)\s+({ORDINAL})(?![\w/])|khóa\s+mới")
_TERM = re.compile(r"((?:19|20)\d\d)\s*[-–—]+\s*((?:19|20)\d\d)")
_FIRST_PLENUM = re.compile(r"thứ nhất|thứ 1|thứ i(?!\w)|đầu tiên|lần 1")
_AT_PLACE = re.compile(r"\W*(?:còn |riêng |cũng |trong khi đó,? )?(?:tại|ở) ")
_NOT_OURS = re.compile(r"\s*(?:trung ương|tw|t\.ư|hội|đoàn|công đoàn|liên|mttq)(?!\w)")
REACH = 60  # characters before a congress in which a citing word governs it
NEAR_SENTENCES = 2
NEAR = 25  # characters between a phrase and the congress it is about


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


@dataclass(frozen=True, slots=True)
class _Target:
    """The congress that a phrase is about."""

    province: str
    ordinal: int | None
    term: str | None
    named: bool
    basis: Basis


def sightings(document: Document) -> list[Sighting]:
    """All sightings in reading order, the headline first."""
    walk = _Walk(document)
    return [one for sentence in document.all_sentences for one in walk.read(sentence)]


class _Walk:
    """Reads sentence after sentence and remembers the congress spoken of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.host: Named | None = None
        self.several = False  # the Politburo works with several units at a time
        self.dated: Sighting | None = None  # the last one with a day

    def read(self, sentence: Sentence) -> Iterator[Sighting]:
        if sentence.zone is Zone.CAPTION:
            return
        key = sentence.key
        if self.several:
            yield from self._units(sentence)
        if self.host and "bí thư" in key:
            yield from self._secretary(sentence)
        if not any(trigger in key for trigger in TRIGGERS):
            return
        live = self._live(sentence)
        looks_back = bool(pattern("congress", "looks_back").search(key))
        for phase in HAPPENING if looks_back else PHASES:
            for cue in pattern("congress", phase).finditer(key):
                if looks_back or not _fits(phase, cue, key):
                    continue
                yield from self._sightings(sentence, phase, cue, live)

    def _live(self, sentence: Sentence) -> list[Named]:
        """The congresses of a sentence that are not merely cited; the host is kept."""
        named = named_congresses(sentence.text, sentence.key, self.document.when)
        live: list[Named] = []
        for one in named:
            settled = self._settle(sentence, one)
            if settled.body is not Body.OTHER and _is_cited(sentence.key, settled):
                continue
            live.append(settled)
            aside = pattern("congress", "aside").search(sentence.key, 0, one.start)
            is_aside = bool(aside and aside.end() >= one.start)
            if settled.body is not Body.BARE and not (
                settled.body is Body.OTHER and is_aside
            ):
                self.host = settled
        return live

    def _settle(self, sentence: Sentence, named: Named) -> Named:
        """Decide whose congress "Đại hội", "tỉnh" or "thành phố" alone means."""
        if named.body is Body.BARE and self.host:
            host = self.host
            ordinal, term = named.ordinal or host.ordinal, named.term or host.term
            here = replace(named, ordinal=ordinal, term=term, basis=host.basis)
            return replace(here, body=host.body, province=host.province, own=False)
        if named.body is Body.CITY:
            slug, basis = self._context(sentence, named.start, "city")
            if slug and self.document.is_city(slug):
                return replace(named, body=Body.PROVINCE, province=slug, basis=basis)
            return replace(named, body=Body.OTHER)
        if named.body is Body.PROVINCE and named.province:
            return replace(named, province=self.document.dated(named.province))
        if named.body is Body.PROVINCE:
            slug, basis = self._context(sentence, named.start, "province")
            return replace(named, province=slug, basis=basis)
        return named

    def _context(
        self, sentence: Sentence, at: int, level: str
    ) -> tuple[str | None, Basis]:
        """The province that a sentence means without naming it."""
        if slug := self._opening_place(sentence):
            return slug, Basis.SENTENCE
        host = self.host
        if host and host.body is Body.PROVINCE and host.province:
            return host.province, host.basis
        found = scope(self.document, sentence, at, level)
        return found.province, found.basis

    def _opening_place(self, sentence: Sentence) -> str | None:
        """The province of a sentence that begins "Tại Lâm Đồng, …"."""
        opening = _AT_PLACE.match(sentence.key)
        if opening is None:
            return None
        near = (one for one in sentence.places() if one.start <= opening.end() + 12)
        return next((one.slug for one in near), None)

    def _sightings(
        self, sentence: Sentence, phase: str, cue: re.Match[str], live: list[Named]
    ) -> Iterator[Sighting]:
        target = self._target(sentence, phase, cue, live)
        if target is None:
            if phase == ANNOUNCED:
                yield from self._several(sentence, cue)
            return
        sighting = self._sighting(sentence, phase, cue, target)
        if _is_planned(sentence.key, cue):
            sighting = replace(sighting, phase=ANNOUNCED)
        yield self._with_day(sighting)

    def _with_day(self, one: Sighting) -> Sighting:
        """A phase told without a day took place on the day told just before."""
        if one.date:
            self.dated = one
        last = self.dated
        if one.date or one.phase == ANNOUNCED or last is None:
            return one
        near = 0 <= one.sentence.index - last.sentence.index <= NEAR_SENTENCES
        same = last.province == one.province and last.phase != ANNOUNCED
        return replace(one, date=last.date) if near and same else one

    def _target(
        self, sentence: Sentence, phase: str, cue: re.Match[str], live: list[Named]
    ) -> _Target | None:
        named = _about(cue, live)
        if named is None:
            return self._unnamed(sentence, phase, cue)
        if named.body is not Body.PROVINCE or not named.province:
            return None
        return _Target(
            named.province, named.ordinal, named.term, named.own, named.basis
        )

    def _unnamed(
        self, sentence: Sentence, phase: str, cue: re.Match[str]
    ) -> _Target | None:
        """A phrase in a sentence without any congress: its committee, or the host."""
        if phase not in ("result", "preparatory_session"):
            return None
        host = self.host if self.host and self.host.body is Body.PROVINCE else None
        key = sentence.key
        party = _PARTY.search(key, cue.start(), cue.end() + 40)
        first = bool(_FIRST_PLENUM.search(cue[0]))
        if phase == "result" and party and (first or host):
            body, slug, _ = read_scope(
                sentence.text, key, self.document.when, party.end()
            )
            whose = self._settle(sentence, Named(party.start(), 0, body, slug))
            if whose.body is Body.PROVINCE and whose.province:
                return _Target(whose.province, None, None, first, whose.basis)
            if whose.body is Body.OTHER:
                return None
        if host is None or host.province is None:
            return None
        return _Target(host.province, host.ordinal, host.term, False, host.basis)

    def _sighting(
        self, sentence: Sentence, phase: str, cue: re.Match[str], target: _Target
    ) -> Sighting:
        key = sentence.key
        ordinal, term = target.ordinal, target.term
        if term is None and (printed := _TERM.search(key)):
            term = f"{printed[1]}-{printed[2]}"
        if ordinal is None and phase == "result":
            found = _COMMITTEE.search(key, cue.start(), cue.end() + 70)
            ordinal = number(found[1]) if found and found[1] else None
        weak = bool(pattern("congress", "welcome").match(cue[0]))
        return Sighting(
            phase,
            target.province,
            ordinal,
            term,
            None if weak else _date_of(sentence, phase, cue),
            sentence,
            target.named,
            target.basis,
            weak,
            years=tuple(one.year for one in sentence.dates() if one.year),
        )

    def _secretary(self, sentence: Sentence) -> Iterator[Sighting]:
        """In a round-up: "Bà được bầu làm Bí thư Tỉnh ủy Long An khóa X"."""
        key = sentence.key
        cue = pattern("congress", "secretary").search(key)
        if cue is None or "đại hội" in key:
            return
        if not pattern("congress", "new_term").search(key, cue.end()):
            return
        if pattern("congress", "looks_back").search(key) or _is_planned(key, cue):
            return
        named = sentence.place_at(len(key[: cue.end()].rstrip(" ,")) + 1)
        slug = named[0] if named else self._opening_place(sentence)
        if slug and self.document.home is None:
            target = _Target(slug, None, None, True, Basis.SENTENCE)
            yield self._with_day(self._sighting(sentence, "result", cue, target))

    # --- several units at a time ----------------------------------------------------

    def _several(self, sentence: Sentence, cue: re.Match[str]) -> Iterator[Sighting]:
        """ "… cho ý kiến … trình Đại hội Đảng bộ các tỉnh": one for each unit."""
        if "bộ chính trị" not in sentence.key or self.several:
            return
        self.several = True
        yield from self._units(sentence)

    def _units(self, sentence: Sentence) -> Iterator[Sighting]:
        found = pattern("congress", "with_units").search(sentence.key)
        if not found:
            return
        for place in sentence.places():
            if place.start >= found.start():
                target = _Target(place.slug, None, None, True, Basis.NAMED)
                yield self._sighting(sentence, ANNOUNCED, found, target)


def _fits(phase: str, cue: re.Match[str], key: str) -> bool:
    """Whether a phrase means what it says: not another meeting, not the presidium."""
    opens_or_closes = cue[0].startswith(("khai mạc", "bế mạc"))
    if opens_or_closes and pattern("congress", "another_meeting").match(key, cue.end()):
        return False
    if phase == "opening":
        return not pattern("congress", "preparatory_session").match(key, cue.end())
    if phase == "result":
        works = pattern("congress", "elects").search(key)
        if _FIRST_PLENUM.search(cue[0]) and not works:
            return False
        elected = pattern("congress", "not_leadership").search(cue[0])
        return not elected and not _NOT_OURS.match(key, cue.end())
    return True


def _is_cited(key: str, named: Named) -> bool:
    """Whether the words around a congress make it a past or a merely cited one."""
    left = key[max(0, named.start - REACH) : named.start].rstrip(" '\"“(")
    for found in pattern("congress", "bygone").finditer(left):
        if found.end() >= len(left):
            return True
    right = key[named.end : named.end + NEAR].lstrip(' ,)”"')
    return bool(pattern("congress", "bygone_after").match(right))


def _about(cue: re.Match[str], live: list[Named]) -> Named | None:
    """The congress a phrase is about: its object, else the nearest one before it."""
    before = [one for one in live if one.start < cue.end()]
    after = [one for one in live if one.start >= cue.end()]
    takes_object = cue[0].startswith(("khai mạc", "bế mạc", "phiên"))
    if takes_object and after and after[0].start - cue.end() < NEAR:
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else None


def _is_planned(key: str, cue: re.Match[str]) -> bool:
    """Whether what a phrase says is still to come."""
    clause = key[key.rfind(";", 0, cue.start()) + 1 : cue.start()]
    if pattern("congress", "planned").search(clause[-90:]):
        return True
    if pattern("congress", "programme").search(key, 0, cue.start()):
        return True
    return bool(pattern("congress", "planned_after").match(key, cue.end()))


def _date_of(sentence: Sentence, phase: str, cue: re.Match[str]) -> DateMention | None:
    """The day in a sentence that belongs to a phase: the last one before its phrase.

    The day before a word of preparation is the day of a meeting: the congress's own
    comes after it.
    """
    days = [one for one in sentence.dates() if one.is_day]
    before = [one for one in days if one.start < cue.start()]
    after = [one for one in days if one.start >= cue.start()]
    if before and phase != ANNOUNCED:
        return before[-1]
    return after[0] if after else None

"""Whose congress a sentence speaks of: named there, or the host named before."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.article.bodies import COMMITTEES, find_bodies
from processing.observe.article.document import Document, Sentence
from processing.observe.article.leaders import scope_or_leaders
from processing.observe.article.scope import Basis
from processing.observe.congress.cues import (
    is_aside,
    is_cited,
    is_in_the_making,
    recalls,
    says_what_it_set,
    tells_results,
)
from processing.observe.congress.names import (
    Body,
    Named,
    find_party,
    named_congresses,
    read_scope,
)
from processing.observe.congress.sightings import HAPPENING
from processing.observe.language.phrases import opening as opening_words
from processing.observe.language.phrases import pattern


def _committee_before(sentence: Sentence, at: int) -> str | None:
    """The province in "Tỉnh ủy Đắk Nông thông tin về Đại hội Đảng bộ tỉnh"."""
    named = (
        one
        for one in find_bodies(sentence)
        if one.end <= at and one.kind in COMMITTEES and one.basis is Basis.NAMED
    )
    return next((one.province for one in named), None)


class Hosts:
    """Knows whose congress the last sentences speak of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.host: Named | None = None
        self.section: str | None = None  # the province that a heading named
        self.spoken_of: dict[str, int] = {}  # units whose congresses are named, where
        self.cited = False  # the sentence cites a past congress
        self.meant: tuple[int, Named] | None = None  # cited by what it set, and where

    def _live(self, sentence: Sentence) -> list[Named]:
        """The congresses of a sentence that are not merely cited; the host is kept."""
        named = named_congresses(sentence.text, sentence.key, self.document.when)
        live: list[Named] = []
        for one in named:
            settled = self._settle(sentence, one)
            if settled.body is not Body.OTHER and is_cited(sentence.key, settled):
                self.cited = True
                if says_what_it_set(sentence.key, settled):
                    self.meant = sentence.index, settled
                if self.host is None and tells_results(sentence.key, settled):
                    self.host = settled
                continue
            live.append(settled)
            ours = settled.body is Body.PROVINCE and not recalls(sentence.key)
            if ours and settled.province:
                self.spoken_of.setdefault(settled.province, sentence.index)
            if self._is_host(sentence, settled):
                self.host = settled
        return live

    def _is_host(self, sentence: Sentence, named: Named) -> bool:
        """Whether "Đại hội" alone will mean this congress from here on.

        Another body's takes the place of a provincial one only when it is not named
        in passing and a phase of it is told.
        """
        if named.body is Body.BARE:
            return False
        if self.host is None:
            return True
        if named.body is Body.PROVINCE:
            others = self.host.body is Body.OTHER
            return not (others and is_in_the_making(sentence.key, named))
        told = (pattern("congress", phase).search(sentence.key) for phase in HAPPENING)
        return not is_aside(sentence.key, named) and any(told)

    def _settle(self, sentence: Sentence, named: Named) -> Named:
        """Decide whose congress "Đại hội", "tỉnh" or "thành phố" alone means."""
        host = self.host or self._just_meant(sentence)
        if named.body is Body.BARE and host:
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

    def _just_meant(self, sentence: Sentence) -> Named | None:
        """ "Mục tiêu được Đại hội … xác định. Đại hội khai mạc sáng nay": the same."""
        if self.meant is None or sentence.index != self.meant[0] + 1:
            return None
        return self.meant[1]

    def _context(
        self, sentence: Sentence, at: int, level: str
    ) -> tuple[str | None, Basis]:
        """The province that a sentence means without naming it."""
        if slug := self._opening_place(sentence) or self.section:
            return slug, Basis.SENTENCE
        if slug := _committee_before(sentence, at):
            return slug, Basis.SENTENCE
        host = self.host
        if host and host.body is Body.PROVINCE and host.province:
            return host.province, host.basis
        found = scope_or_leaders(self.document, sentence, at, level)
        return found.province, found.basis

    def _opening_place(self, sentence: Sentence) -> str | None:
        """The province of a sentence that begins "Tại Lâm Đồng, …"."""
        opening = opening_words("congress", "at_place").match(sentence.key)
        if opening is None:
            return None
        near = (one for one in sentence.places() if one.start <= opening.end() + 12)
        return next((one.slug for one in near), None)

    def _unit_of_secretary(
        self, sentence: Sentence, cue: re.Match[str]
    ) -> tuple[str | None, Basis]:
        level = "city" if "thành" in cue[0] else "province"
        if named := sentence.place_at(cue.end()):
            slug, _ = named
            ours = "thành" not in cue[0] or self.document.is_city(slug)
            return (slug, Basis.NAMED) if ours else (None, Basis.NONE)
        party = find_party(sentence.key, 0, cue.start())
        if party:
            on = self.document.when
            body, whose, _ = read_scope(sentence.text, sentence.key, on, party.end())
            if body is Body.PROVINCE and whose:
                return self.document.dated(whose), Basis.NAMED
        whole = cue[0].rstrip(" ,").endswith(("ủy", "tỉnh"))
        if not whole and self._opening_place(sentence) is None:
            return None, Basis.NONE
        found = self._context(sentence, cue.start(), level)
        if level == "city" and found[0] and not self.document.is_city(found[0]):
            return None, Basis.NONE
        return found

"""Who adopts or issues a resolution: named in its sentence, or the body that meets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from processing.observe.article.bodies import (
    COMMITTEES,
    OTHER,
    BodyMention,
    find_bodies,
)
from processing.observe.article.document import Document, Sentence
from processing.observe.article.leaders import scope_or_leaders
from processing.observe.article.scope import Basis
from processing.observe.article.units import is_unit
from processing.observe.article.years import HEAD
from processing.observe.congress import reader as congress
from processing.observe.congress.phases import congress_named
from processing.observe.congress.sightings import ANNOUNCED
from processing.observe.language.phrases import ends, holds, pattern
from processing.observe.resolution.by_congress import (
    congress_voting,
    is_of_other_congress,
)
from processing.observe.resolution.news import CONGRESS, COUNCIL
from processing.observe.resolution.parts import between
from processing.observe.resolution.subject import (
    acting_of,
    is_of_meeting,
    is_of_unit,
    last_subject,
    meets_below,
    opens_list,
    session_of_chair,
    subjects,
)
from processing.observe.resolution.verbs import Verb, is_next_item

EXECUTIVE = "executive_committee"
OPENING = 40  # characters in which the subject of a sentence with a list stands


_AFTER = ("sau khi", "sau khi biểu quyết", "sau khi thảo luận")
#: Between "nghị quyết" and whose it is: "số 12 ngày 18/5/2022 của".
_OWNED = re.compile(
    r"(?:(?:số )?\d{1,3}(?:-nq/t[uư])?,?(?: ?\(?ngày [\d/.\-]+\)?,?)? )?của"
)


def _is_after(sentence: Sentence, verb: Verb) -> bool:
    """Whether a clause of time has the verb, and its subject follows in the next."""
    return sentence.key.rstrip().endswith(_AFTER, 0, verb.start - 1)


def _as_owned(named: BodyMention, owner: BodyMention) -> BodyMention | None:
    """The owner of a resolution, where it is that part of the body that acts.

    "Tỉnh ủy có Nghị quyết số 12-NQ/TU của Ban Thường vụ", but no "Tỉnh ủy ban hành
    Nghị quyết 20 của HĐND": that is none of its own.
    """
    if (named.kind in COMMITTEES) != (owner.kind in COMMITTEES):
        return None
    standing = owner.kind == "standing_committee" and owner.province == named.province
    return owner if standing else named


class Issuers:
    """Knows whose meeting an article tells of, and which congress takes place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.host: BodyMention | None = None
        self._live: dict[str | None, date | None] | None = None

    @property
    def live(self) -> dict[str | None, date | None]:
        """The provinces whose congress takes place, with the last day that is told."""
        if self._live is None:
            self._live = {}
            for one in congress.read(self.document):
                if getattr(one.fields, "phase", ANNOUNCED) != ANNOUNCED:
                    known = self._live.get(one.province)
                    days = [day for day in (known, one.occurred_on) if day]
                    self._live[one.province] = max(days, default=None)
        return self._live

    def host_of(
        self, sentence: Sentence, kinds: tuple[str, ...] = (*COMMITTEES, COUNCIL)
    ) -> BodyMention | None:
        """The body that meets: the one that the head named last before a sentence."""
        before = self.document.top(HEAD, before=sentence)
        headline = self.document.headline
        for one in (*reversed(before), *((headline,) if headline else ())):
            ours = [body for body in find_bodies(one) if body.kind in kinds]
            if ours:
                return ours[0]
        return self._reviewing(before) if EXECUTIVE in kinds else None

    def _reviewing(self, head: Sequence[Sentence]) -> BodyMention | None:
        """The committee of a conference that is named by the half term it reviews."""
        for one in head:
            found = pattern("midterm", "review").search(one.key)
            others = (body.kind == OTHER for body in find_bodies(one))
            if found and not any(others):
                province, basis = congress_named(self.document, one)
                if province:
                    return BodyMention(0, 0, EXECUTIVE, province, basis)
        return None

    def issuer_of(
        self,
        sentence: Sentence,
        noun: re.Match[str],
        verb: Verb,
        bodies: Sequence[BodyMention],
        *,
        party: bool,
    ) -> BodyMention | None:
        """The body that adopted or issued it; ``None`` when it cannot be told."""
        rest = sentence.key[noun.end() :].lstrip()
        before = subjects(sentence, bodies, verb)
        if verb.latest:  # whose resolutions are counted, not what they carry out
            before = [one for one in before if one.kind in COMMITTEES][:1]
        if is_next_item(sentence.key, verb.start):
            before = [one for one in before if one.start < OPENING]
        after = [one for one in bodies if one.start >= noun.end()]
        owned = bool(after) and _OWNED.fullmatch(between(sentence, noun, after[0]))
        # "sau khi thông qua Nghị quyết, Đại hội đã bế mạc"
        stands_after = after and (verb.passive or owned or _is_after(sentence, verb))
        named = before[-1] if before else after[0] if stands_after else None
        named = acting_of(sentence, noun, verb, after) or named
        if owned and named and not (named := _as_owned(named, after[0])):
            return None
        of_congress = pattern("resolution", "of_congress").match(rest)
        if of_congress or (named and named.kind == CONGRESS):
            if is_of_other_congress(sentence, noun.end()):
                return None
            return self._congress(sentence, noun, verb)
        if party and (named is None or named.kind == COUNCIL):
            return self.committee_of(sentence, noun, after)
        if named is None and pattern("resolution", "of_conference").match(rest):
            return self.committee_of(sentence, noun, after)
        return named or self._unnamed(sentence, noun, verb, after)

    def _unnamed(
        self,
        sentence: Sentence,
        noun: re.Match[str],
        verb: Verb,
        after: Sequence[BodyMention],
    ) -> BodyMention | None:
        """The body of "Các đại biểu thông qua nghị quyết …": of the lead, or behind."""
        if sentence.is_headline:
            council = self._session_host()
            if verb.start == 0 or is_of_unit(sentence, verb.start, council):
                return council
        meeting = self.host if is_of_meeting(sentence, noun, verb) else None
        subject = last_subject(sentence, verb.start, self.host) or meeting
        if subject := subject or opens_list(sentence, verb.start):
            return subject
        if not pattern("resolution", "assembly").search(sentence.key, 0, noun.start()):
            return None
        if assembled := self._assembled(sentence, noun):
            return assembled
        if not after:
            chair = session_of_chair(sentence, verb.start)
            return chair or self._counted_delegates(sentence, noun)
        told = between(sentence, noun, after[0])
        at_session = after[0].kind == COUNCIL and ends("resolution", "at_session", told)
        return after[0] if told.endswith("của") or at_session else None

    def _assembled(self, sentence: Sentence, noun: re.Match[str]) -> BodyMention | None:
        """The body that meets: "các đại biểu" vote in a council or at a congress."""
        voting = holds("resolution", "delegates_vote", sentence.key, 0, noun.start())
        if self.host and not voting:
            return self.host
        if council := self.host_of(sentence, (COUNCIL,)):
            return council
        if len(self.live) == 1:
            return BodyMention(0, 0, CONGRESS, next(iter(self.live)), Basis.CONTEXT)
        return self.host

    def _counted_delegates(
        self, sentence: Sentence, noun: re.Match[str]
    ) -> BodyMention | None:
        """The council of "74 trên 78 đại biểu nhất trí thông qua Nghị quyết … của X".

        Only where the article names no other assembly that has delegates.
        """
        others = any(word in self.document.key for word in ("quốc hội", "đại hội"))
        if others or not holds("resolution", "votes", sentence.key, 0, noun.start()):
            return None
        units = [one for one in sentence.places() if is_unit(sentence, one)]
        slugs = {one.slug for one in units}
        if len(slugs) != 1:
            return None
        return BodyMention(0, 0, COUNCIL, slugs.pop(), Basis.SENTENCE)

    def _session_host(self) -> BodyMention | None:
        """The council of a headline without subject: "Thông qua 4 nghị quyết …"."""
        lead = self.document.sentences[:2]
        bodies = (body for one in lead for body in find_bodies(one))
        first = next(bodies, None)
        return first if first and first.kind == COUNCIL else None

    def committee_of(
        self, sentence: Sentence, noun: re.Match[str], after: Sequence[BodyMention]
    ) -> BodyMention | None:
        """The committee of a numbered resolution that names its body after it."""
        for one in (*after[:1], self.host):
            if one and one.kind in COMMITTEES:
                return one
        if self.host is None and meets_below(sentence):
            return None
        where = scope_or_leaders(self.document, sentence, noun.start())
        return BodyMention(0, 0, EXECUTIVE, where.province, where.basis)

    def _congress(
        self, sentence: Sentence, noun: re.Match[str], verb: Verb
    ) -> BodyMention | None:
        """The one congress that the article reports as taking place, or as voting."""
        if len(self.live) == 1:
            return BodyMention(0, 0, CONGRESS, next(iter(self.live)), Basis.CONTEXT)
        if self.live:
            return self._congress_told_of(sentence)
        voting = congress_voting(sentence, verb.start, noun.end())
        return BodyMention(0, 0, CONGRESS, *voting) if voting else None

    def _congress_told_of(self, sentence: Sentence) -> BodyMention | None:
        """Of several congresses the one that a round-up named last."""
        told: Sentence | None = sentence
        while told:
            province, basis = congress_named(self.document, told)
            if province in self.live:
                return BodyMention(0, 0, CONGRESS, province, basis)
            told = told.last
        return None

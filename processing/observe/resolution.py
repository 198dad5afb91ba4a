"""Reads which resolutions a provincial body has newly adopted or issued.

A resolution is new when a body of the province is the subject of "thông qua" or "ban
hành" right before (or "được … thông qua" right after) the word "nghị quyết", and
neither the clause nor the date says that it is a plan, a draft or long ago. What is
studied, carried out, reviewed or counted is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from processing.model import Observation
from processing.observe import congress
from processing.observe.bodies import COMMITTEES, BodyMention, find_bodies
from processing.observe.congress_phases import congress_named
from processing.observe.congress_sightings import ANNOUNCED
from processing.observe.document import Document, Sentence
from processing.observe.leaders import scope_or_leaders
from processing.observe.phrases import pattern
from processing.observe.resolution_congress import (
    congress_voting,
    is_its_title,
    is_of_other_congress,
)
from processing.observe.resolution_found import Found, distinct, observation_of
from processing.observe.resolution_news import (
    AGREED,
    CONGRESS,
    COUNCIL,
    VOTES,
    Told,
    is_news,
)
from processing.observe.resolution_papers import adopted_papers
from processing.observe.resolution_parts import (
    between,
    day_after,
    day_of_passive,
    subject_of,
)
from processing.observe.resolution_subject import (
    acting_of,
    is_of_meeting,
    is_of_unit,
    is_ours,
    last_subject,
    session_of_chair,
    subjects,
)
from processing.observe.resolution_verbs import (
    COUNCIL_CODE,
    PARTY_CODE,
    Verb,
    is_anothers,
    is_next_item,
    number_of,
    verb_of,
)
from processing.observe.scope import Basis, is_unit
from processing.observe.years import HEAD, first_day, is_caption, year_of

TRIGGERS: tuple[str, ...] = ("nghị quyết",)
VERBS: tuple[str, ...] = (
    "thông qua",
    "ban hành",
    "biểu quyết",
    "tán thành",
    "nhất trí",
    "quyết nghị",
)
VERBS += ("toàn văn", "nguyên văn", "vừa", "ký nghị quyết", "ra nghị quyết")
EXECUTIVE = "executive_committee"
SESSION = timedelta(days=30)  # a council's is news as long as its session
NEWS = timedelta(days=120)  # a document issued before is cited, not reported
COMPILATION = 3  # councils of so many provinces: a compilation, not news
OPENING = 40  # characters in which the subject of a sentence with a list stands

#: "Các đại biểu đã biểu quyết thông qua …": a council's, where the head names one.
_DELEGATES_VOTE = re.compile(r"đại biểu (?:\w+ ){0,4}(?:biểu quyết|bỏ phiếu)(?!\w)")
_NOUN = re.compile(r"(?<!\w)nghị quyết(?!\w)")


def read(document: Document) -> list[Observation]:
    """The resolutions that the article reports as new, in the order of the text."""
    keys = [document.key, document.headline.key if document.headline else ""]
    if not any(verb in key for key in keys for verb in VERBS):
        return []
    found = distinct(list(_Walk(document).resolutions()))
    councils = {one.province for one in found if one.issuer == COUNCIL}
    if len(councils) >= COMPILATION:
        found = [one for one in found if one.issuer != COUNCIL]
    return [observation_of(one) for one in found]


class _Walk:
    """Reads sentence after sentence and remembers whose meeting is told of."""

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

    def resolutions(self) -> Iterator[Found]:
        printed = self._full_text()
        if printed:
            yield printed
            return
        found = False
        for sentence in self.document.sentences:
            if not is_caption(sentence):
                for one in self._read(sentence):
                    found = True
                    yield one
        headline = self.document.headline
        if headline and not found:
            for one in self._read(headline):
                if one.issuer == COUNCIL:
                    found = True
                    yield one
        if not found:
            yield from self._papers()

    def _papers(self) -> Iterator[Found]:
        """What a council adopted under another name; see ``resolution_papers``."""
        for paper in adopted_papers(self.document):
            sentence, verb = paper.sentence, paper.verb
            councils = [one for one in find_bodies(sentence) if one.kind == COUNCIL]
            before = [one for one in councils if verb.passive or one.end <= verb.start]
            council = before[-1] if before else None
            if council is None and "đại biểu" in sentence.key[: verb.start]:
                council = self._host(sentence, (COUNCIL,))
            day = self._day(sentence, verb, paper.end)
            if (
                council is None
                or council.province is None
                or self._is_old(day, SESSION)
            ):
                continue
            subject = subject_of(sentence, paper.end, verb)
            where = (council.kind, council.province, council.basis)
            yield Found(sentence, verb.action, *where, None, subject, day)
            return

    def _full_text(self) -> Found | None:
        """The resolution of a congress whose full text the article prints."""
        for sentence in self.document.all_sentences[: HEAD + 1]:
            full = pattern("resolution", "full_text").search(sentence.key)
            if full is None:
                continue
            if numbered := self._full_text_of_committee(sentence, full):
                return numbered
            province, basis = congress_named(self.document, sentence)
            headline = self.document.headline
            if province is None and headline and is_its_title(headline):
                province, basis = congress_named(self.document, headline)
            if province:
                day = self._day(sentence, Verb("adopted", len(sentence.key)), 0)
                return Found(
                    sentence, "adopted", CONGRESS, province, basis, None, None, day
                )
        return None

    def _full_text_of_committee(
        self, sentence: Sentence, full: re.Match[str]
    ) -> Found | None:
        """ "Toàn văn Nghị quyết số 10-NQ/TU ngày … của Ban Thường vụ Tỉnh ủy"."""
        noun = _NOUN.search(sentence.key, full.start())
        code = PARTY_CODE.match(sentence.key, noun.end()) if noun else None
        if noun is None or code is None:
            return None
        after = [one for one in find_bodies(sentence) if one.start >= code.end()]
        issuer = self._committee(sentence, noun, after)
        verb = Verb("issued", noun.start())
        day = self._day(sentence, verb, code.end())
        if issuer is None or issuer.province is None or self._is_old(day, NEWS):
            return None
        return Found(
            sentence,
            verb.action,
            issuer.kind,
            issuer.province,
            issuer.basis,
            number_of(code, None),
            subject_of(sentence, code.end(), verb),
            day,
        )

    def _read(self, sentence: Sentence) -> Iterator[Found]:
        for noun in _NOUN.finditer(sentence.key):
            verb = verb_of(sentence.key, noun)
            if verb is None:
                continue
            self.host = self._host(sentence)
            bodies = find_bodies(sentence)
            if one := self._resolution(sentence, noun, verb, bodies):
                yield one

    def _host(
        self, sentence: Sentence, kinds: tuple[str, ...] = (*COMMITTEES, COUNCIL)
    ) -> BodyMention | None:
        """The body that meets: the one that the head named last before a sentence."""
        before = self.document.sentences[: max(0, min(HEAD, sentence.index))]
        headline = self.document.headline
        for one in (*reversed(before), *((headline,) if headline else ())):
            ours = [body for body in find_bodies(one) if body.kind in kinds]
            if ours:
                return ours[0]
        return None

    def _resolution(
        self,
        sentence: Sentence,
        noun: re.Match[str],
        verb: Verb,
        bodies: Sequence[BodyMention],
    ) -> Found | None:
        key = sentence.key
        code = PARTY_CODE.match(key, noun.end())
        council_code = COUNCIL_CODE.match(key, noun.end())
        if not (code or council_code) and is_anothers(key, noun):
            return None
        issuer = self._issuer(sentence, noun, verb, bodies, party=bool(code))
        if issuer is None or not is_ours(sentence, verb, issuer):
            return None
        if bool(council_code) != (issuer.kind == COUNCIL) and (code or council_code):
            return None
        number = number_of(code, council_code)
        told = Told(sentence, noun, verb, issuer, number, self.host)
        if not is_news(told):
            return None
        end = (code or council_code or noun).end()
        day = self._day(sentence, verb, end)
        untold = not any(one.is_day for one in sentence.dates())
        if issuer.kind == CONGRESS and (day is None or untold):
            day = self.live.get(issuer.province) or day  # adopted on its last day
        if self._is_old(day, SESSION if issuer.kind == COUNCIL else NEWS):
            return None
        action, subject = verb.action, subject_of(sentence, end, verb)
        return Found(
            sentence,
            action,
            issuer.kind,
            issuer.province,
            issuer.basis,
            number,
            subject,
            day,
        )

    # --- who ------------------------------------------------------------------------

    def _issuer(
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
        if is_next_item(sentence.key, verb.start):
            before = [one for one in before if one.start < OPENING]
        after = [one for one in bodies if one.start >= noun.end()]
        owned = bool(after) and between(sentence, noun, after[0]) == "của"
        stands_after = after and (verb.passive or owned)
        named = before[-1] if before else after[0] if stands_after else None
        named = acting_of(sentence, noun, verb, after) or named
        of_congress = pattern("resolution", "of_congress").match(rest)
        if of_congress or (named and named.kind == CONGRESS):
            if is_of_other_congress(sentence, noun.end()):
                return None
            return self._congress(sentence, verb)
        if party and (named is None or named.kind == COUNCIL):
            return self._committee(sentence, noun, after)
        if named is None and pattern("resolution", "of_conference").match(rest):
            return self._committee(sentence, noun, after)
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
        if subject := last_subject(sentence, verb.start, self.host) or meeting:
            return subject
        if not pattern("resolution", "assembly").search(sentence.key, 0, noun.start()):
            return None
        if assembled := self._assembled(sentence, noun):
            return assembled
        if not after:
            chair = session_of_chair(sentence, verb.start)
            return chair or self._counted_delegates(sentence, noun)
        return after[0] if between(sentence, noun, after[0]).endswith("của") else None

    def _assembled(self, sentence: Sentence, noun: re.Match[str]) -> BodyMention | None:
        """The body that meets: "các đại biểu" vote in a council or at a congress."""
        if not _DELEGATES_VOTE.search(sentence.key, 0, noun.start()):
            return self.host
        if council := self._host(sentence, (COUNCIL,)):
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
        if others or not VOTES.search(sentence.key, 0, noun.start()):
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

    def _committee(
        self, sentence: Sentence, noun: re.Match[str], after: Sequence[BodyMention]
    ) -> BodyMention | None:
        """The committee of a numbered resolution that names its body after it."""
        for one in (*after[:1], self.host):
            if one and one.kind in COMMITTEES:
                return one
        where = scope_or_leaders(self.document, sentence, noun.start())
        return BodyMention(0, 0, EXECUTIVE, where.province, where.basis)

    def _congress(self, sentence: Sentence, verb: Verb) -> BodyMention | None:
        """The one congress that the article reports as taking place, or as voting."""
        if len(self.live) == 1:
            return BodyMention(0, 0, CONGRESS, next(iter(self.live)), Basis.CONTEXT)
        voting = None if self.live else congress_voting(sentence, verb.start)
        return BodyMention(0, 0, CONGRESS, *voting) if voting else None

    # --- when -----------------------------------------------------------------------

    def _day(self, sentence: Sentence, verb: Verb, end: int) -> date | None:
        """The day right after the number, else before the verb, else the lead's."""
        days = [one for one in sentence.dates() if one.is_day]
        mention = day_after(sentence, end, days)
        if mention is None:
            before = [one for one in days if one.end <= verb.start]
            mention = before[-1] if before else day_of_passive(verb, days)
        agreed = sentence.key[max(0, verb.start - AGREED) : verb.start]
        at_meeting = verb.action == "adopted" or "thống nhất" in agreed
        at_meeting = at_meeting or "kỳ họp" in sentence.key[: verb.start]
        untold = mention is None and at_meeting
        if untold or (mention and mention.same_day):
            mention = first_day(self.document)
        if mention is None:
            return None
        return self.document.day_of(mention, year=year_of(self.document))

    def _is_old(self, day: date | None, limit: timedelta) -> bool:
        published = self.document.published
        return bool(day and published and published - day > limit)

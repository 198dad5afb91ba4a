"""Reads which resolutions a provincial body has newly adopted or issued.

A resolution is new when a body of the province is the subject of "thông qua" or "ban
hành" right before (or "được … thông qua" right after) the word "nghị quyết", and
neither the clause nor the date says that it is a plan, a draft or long ago. What is
studied, carried out, reviewed or counted is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from processing.model import Observation
from processing.observe.article.bodies import COMMITTEES, BodyMention, find_bodies
from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD, first_day, is_caption, year_of
from processing.observe.congress.phases import congress_named
from processing.observe.language.phrases import pattern
from processing.observe.resolution.by_congress import (
    is_its_title,
)
from processing.observe.resolution.found import Found, distinct, observation_of
from processing.observe.resolution.fresh import fresh_verb
from processing.observe.resolution.issuer import Issuers
from processing.observe.resolution.letterhead import letterhead_of
from processing.observe.resolution.news import (
    CONGRESS,
    COUNCIL,
    Told,
    is_agreed,
    is_news,
)
from processing.observe.resolution.papers import adopted_papers
from processing.observe.resolution.parts import (
    day_after,
    day_of_meeting,
    day_of_passive,
    day_told_next,
    subject_of,
)
from processing.observe.resolution.subject import (
    is_ours,
    is_spoken_of,
    joined,
)
from processing.observe.resolution.verbs import (
    COUNCIL_CODE,
    LATER_CODE,
    NEXT_CODE,
    NOUN,
    PARTY_CODE,
    SHORT_CODE,
    Verb,
    is_anothers,
    number_of,
    verb_of,
)

TRIGGERS: tuple[str, ...] = ("nghị quyết", "nq ")
VERBS: tuple[str, ...] = (
    "thông qua",
    "ban hành",
    "biểu quyết",
    "tán thành",
    "nhất trí",
    "quyết nghị",
)
VERBS += ("toàn văn", "nguyên văn", "vừa", "ký nghị quyết", "ra nghị quyết")
VERBS += ("có nghị quyết", "nq/tu", "thống nhất", "đồng thuận")
SESSION = timedelta(days=30)  # a council's is news as long as its session
NEWS = timedelta(days=120)  # a document issued before is cited, not reported
COMPILATION = 3  # councils of so many provinces: a compilation, not news


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


def _follows_session(sentence: Sentence) -> bool:
    """Whether the sentence before tells of a session and its day."""
    told = sentence.last
    if told is None or "kỳ họp" not in told.key:
        return False
    return any(one.is_day and not one.year for one in told.dates())


def _number_behind(
    key: str, noun: re.Match[str], issuer: BodyMention
) -> re.Match[str] | None:
    """The number told after what a committee's resolution is about."""
    found = LATER_CODE.match(key, noun.end()) if issuer.kind in COMMITTEES else None
    between = key[noun.end() : found.start(1)] if found else ""
    return found if not NOUN.search(between.removesuffix("(nghị quyết số ")) else None


class _Walk(Issuers):
    """Reads sentence after sentence and remembers whose meeting is told of."""

    def resolutions(self) -> Iterator[Found]:
        printed = self._full_text() or self._printed_whole()
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
        """What a council adopted under another name; see ``papers``."""
        for paper in adopted_papers(self.document):
            sentence, verb = paper.sentence, paper.verb
            councils = [one for one in find_bodies(sentence) if one.kind == COUNCIL]
            before = [one for one in councils if verb.passive or one.end <= verb.start]
            council = before[-1] if before else None
            if council is None and "đại biểu" in sentence.key[: verb.start]:
                council = self.host_of(sentence, (COUNCIL,))
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
        for sentence in self.document.headed(HEAD):
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
        noun = NOUN.search(sentence.key, full.start())
        code = PARTY_CODE.match(sentence.key, noun.end()) if noun else None
        if noun is None or code is None:
            return None
        after = [one for one in find_bodies(sentence) if one.start >= code.end()]
        issuer = self.committee_of(sentence, noun, after)
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

    def _printed_whole(self) -> Found | None:
        """The resolution of a committee that is printed under its letterhead."""
        printed = letterhead_of(self.document) if self.document.published else None
        if printed is None or printed.issuer.province is None:
            return None
        day = self.document.day_of(printed.day)
        if day is None or self._is_old(day, NEWS):
            return None
        issuer = printed.issuer
        where = (issuer.kind, issuer.province, issuer.basis)
        return Found(
            printed.sentence, "issued", *where, printed.number, printed.subject, day
        )

    def _read(self, sentence: Sentence) -> Iterator[Found]:
        for noun in NOUN.finditer(sentence.key):
            verb = verb_of(
                sentence.key,
                noun,
                session=_follows_session(sentence),
                head=sentence.index < HEAD,
            )
            if fresh := fresh_verb(sentence, noun):
                verb = replace(verb, fresh=True) if verb else fresh
            if verb is None:
                continue
            self.host = self.host_of(sentence)
            bodies = find_bodies(sentence)
            if one := self._resolution(sentence, noun, verb, bodies):
                yield one
                yield from self._by_others(sentence, verb, bodies, one)
                yield from self._further(sentence, noun, verb, one)

    def _further(
        self, sentence: Sentence, noun: re.Match[str], verb: Verb, one: Found
    ) -> Iterator[Found]:
        """ "Nghị quyết số 20-NQ/TU về A và số 21-NQ/TU về B": the second."""
        code = PARTY_CODE.match(sentence.key, noun.end())
        if code is None or verb.passive:
            return
        last = NOUN.search(sentence.key, code.end())
        end = last.start() if last else len(sentence.key)
        for further in NEXT_CODE.finditer(sentence.key, code.end(), end):
            subject = subject_of(sentence, further.end(), verb)
            yield replace(one, number=number_of(further, None), subject=subject)

    def _by_others(
        self,
        sentence: Sentence,
        verb: Verb,
        bodies: Sequence[BodyMention],
        one: Found,
    ) -> Iterator[Found]:
        """The same resolution as adopted by those who did it together with another."""
        before = [body for body in bodies if body.end <= verb.start]
        if before and (before[-1].kind, before[-1].province) == (
            one.issuer,
            one.province,
        ):
            for body in joined(sentence, before, before[-1]):
                yield replace(one, province=body.province, basis=body.basis)

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
        if not (code or council_code) and (
            is_anothers(key, noun) or is_spoken_of(sentence, noun)
        ):
            return None
        issuer = self.issuer_of(sentence, noun, verb, bodies, party=bool(code))
        if issuer is None or not is_ours(sentence, verb, issuer):
            return None
        if issuer.kind in COMMITTEES and code is None:
            code = SHORT_CODE.match(key, noun.end())
        if bool(council_code) != (issuer.kind == COUNCIL) and (code or council_code):
            return None
        later = _number_behind(key, noun, issuer) if code is None else None
        number = number_of(code or later, council_code)
        told = Told(sentence, noun, verb, issuer, number, self.host)
        if not is_news(told):
            return None
        return self._found(told, (code or council_code or noun).end())

    def _found(self, told: Told, end: int) -> Found | None:
        """A resolution told as news whose number ends at ``end``; not one of old."""
        sentence, verb, issuer = told.sentence, told.verb, told.issuer
        day = self._day(sentence, verb, end)
        untold = not any(one.is_day for one in sentence.dates())
        if issuer.kind == CONGRESS and (day is None or untold):
            day = self.live.get(issuer.province) or day  # adopted on its last day
        if self._is_old(day, SESSION if issuer.kind == COUNCIL else NEWS):
            return None
        return Found(
            sentence,
            verb.action,
            issuer.kind,
            issuer.province,
            issuer.basis,
            told.number,
            subject_of(sentence, end, verb),
            day,
        )

    # --- when -----------------------------------------------------------------------

    def _day(self, sentence: Sentence, verb: Verb, end: int) -> date | None:
        """The day right after the number, else before the verb, else the lead's."""
        days = [one for one in sentence.dates() if one.is_day]
        mention = day_after(sentence, end, days)
        if mention is None:
            before = [one for one in days if one.end <= verb.start]
            # "Ban hành ngày 5/10, Nghị quyết số 18-NQ/TU …"
            before = before or [one for one in days if verb.start < one.start < end]
            mention = before[-1] if before else day_of_passive(verb, days)
            mention = mention or day_of_meeting(sentence, verb, days)
        at_meeting = verb.action == "adopted" or is_agreed(sentence, verb)
        at_meeting = at_meeting or "kỳ họp" in sentence.key[: verb.start]
        untold = mention is None and at_meeting
        if untold or (mention and mention.same_day):
            mention = first_day(self.document)
        if mention is None and verb.action == "issued":
            mention = day_told_next(sentence)
        if mention is None:
            return None
        return self.document.day_of(mention, year=year_of(self.document))

    def _is_old(self, day: date | None, limit: timedelta) -> bool:
        published = self.document.published
        return bool(day and published and published - day > limit)

"""Who adopts a resolution where the sentence does not simply name its subject.

The agent of a passive, a subject that the sentence before has named, a unit that stands
for its council, and bodies that only look like the province's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from processing.observe.article.bodies import (
    COMMITTEES,
    OTHER,
    BodyMention,
    find_bodies,
)
from processing.observe.article.document import Sentence
from processing.observe.article.leaders import scope_or_leaders
from processing.observe.article.scope import Basis
from processing.observe.article.years import HEAD
from processing.observe.language.phrases import (
    before,
    ends,
    follows,
    holds,
    is_all,
    made_of,
    opening,
    opens,
    pattern,
)
from processing.observe.resolution.news import COUNCIL
from processing.observe.resolution.verbs import COUNCIL_CODE, NOUN, PARTY_CODE, Verb

ITEMS = 12  # of a list, at most, before the one that is read
MANY = 3  # units before the verb: what a list of provinces has done


def subjects(
    sentence: Sentence, bodies: Sequence[BodyMention], verb: Verb
) -> list[BodyMention]:
    """The bodies before the verb that may be its subject.

    In "Các đại biểu tiếp thu ý kiến của Bộ Chính trị và thông qua …" the centre only
    owns what it is named with, where a body of ours stands before it.
    """
    earlier = [one for one in bodies if one.start < verb.start]
    if not any(one.kind != OTHER for one in earlier):
        return earlier
    return [
        one
        for one in earlier
        if one.kind != OTHER or not sentence.key.endswith("của ", 0, one.start)
    ]


def acting_of(
    sentence: Sentence, noun: re.Match[str], verb: Verb, after: list[BodyMention]
) -> BodyMention | None:
    """The agent in "các nghị quyết đã được Quốc hội thông qua", whoever speaks."""
    if not verb.passive:
        return None
    for one in after:
        if ends("resolution", "by", sentence.key, noun.end(), one.start):
            return one
    return None


def last_subject(
    sentence: Sentence, verb: int, host: BodyMention | None
) -> BodyMention | None:
    """Who has done what "Trong đó, đã thông qua nghị quyết …" goes on to tell."""
    told = sentence.last
    if told is None or not is_all("resolution", "same_subject", sentence.key[:verb]):
        return None
    bodies = find_bodies(told)
    if bodies:
        return bodies[0]
    return host if holds("resolution", "meeting", told.key) else None


def opens_list(sentence: Sentence, verb: int) -> BodyMention | None:
    """Who "đã quyết định những việc sau:", where an item only begins with its verb."""
    if any(char.isalpha() for char in sentence.key[:verb]):
        return None
    told = sentence.last
    for _ in range(ITEMS):
        if told is None or told.key.rstrip().endswith(":"):
            break
        told = told.last
    else:
        return None
    if told is None or holds("resolution", "not_yet", told.key):
        return None
    decided = holds("resolution", "decided", told.key)
    bodies = [one for one in find_bodies(told) if one.kind != OTHER]
    return bodies[0] if decided and bodies else None


def is_of_meeting(sentence: Sentence, noun: re.Match[str], verb: Verb) -> bool:
    """Whether a passive tells what came out of the meeting that is told of.

    "Kết quả, 8 nghị quyết được thông qua"; "Nghị quyết … được Hội nghị thông qua";
    "Theo nghị quyết vừa được thông qua, …".
    """
    if not verb.passive:
        return False
    counted = ends("resolution", "how_many", sentence.key, 0, noun.start())
    all_told = opening("resolution", "all_of_them").fullmatch(
        sentence.key, 0, noun.start()
    )
    if holds("resolution", "earlier_session", sentence.key, noun.end()):
        return False  # "… thông qua tại kỳ họp trước"
    told = holds("resolution", "by_the_meeting", sentence.key, noun.end())
    return told or counted or all_told is not None


def is_spoken_of(sentence: Sentence, noun: re.Match[str]) -> bool:
    """Whether "nghị quyết này" is the numbered one of the sentence before."""
    told = sentence.last
    if told is None or not follows("resolution", "this_one", sentence.key, noun.end()):
        return False
    nouns = NOUN.finditer(told.key)
    return any(
        code.match(told.key, one.end())
        for one in nouns
        for code in (PARTY_CODE, COUNCIL_CODE)
    )


def joined(
    sentence: Sentence, bodies: Sequence[BodyMention], last: BodyMention
) -> list[BodyMention]:
    """The bodies that do it together with the last: "HĐND tỉnh A và HĐND tỉnh B"."""
    found: list[BodyMention] = []
    for one in reversed([one for one in bodies if one.end <= last.start]):
        between = sentence.key[one.end : (found[-1] if found else last).start]
        if one.kind != last.kind or not made_of("resolution", "together", between):
            break
        found.append(one)
    return [one for one in found if one.province not in (None, last.province)]


def session_of_chair(sentence: Sentence, verb: int) -> BodyMention | None:
    """The council whose chair says that "kỳ họp đã thông qua 28 nghị quyết".

    A session of a council that is nowhere named but in the title of who speaks there,
    in the sentence or in another ("Tại kỳ họp, …. Phát biểu bế mạc kỳ họp, …").
    """
    session = before("resolution", "session_does").search(sentence.key, 0, verb)
    if session and (found := _chaired(sentence, session.start())):
        return found
    if not opens("resolution", "at_the_session", sentence.key):
        return None
    others = (
        one
        for one in sentence.document.sentences
        if holds("resolution", "speaks_at_session", one.key)
    )
    return next((body for one in others if (body := _chaired(one, len(one.key)))), None)


def _chaired(sentence: Sentence, end: int) -> BodyMention | None:
    """The council whose chair is titled before an offset."""
    titled = pattern("resolution", "chair_of_council")
    chairs = list(titled.finditer(sentence.key, 0, end))
    if not chairs:
        return None
    chair = chairs[-1]
    if place := sentence.place_at(chair.end()):
        return BodyMention(0, 0, COUNCIL, place[0], Basis.SENTENCE)
    level = "province" if chair[0].rstrip(" ,").endswith("tỉnh") else "city"
    found = scope_or_leaders(sentence.document, sentence, chair.start(), level)
    if found.province is None or found.basis is Basis.NONE:
        return None
    return BodyMention(0, 0, COUNCIL, found.province, found.basis)


def is_of_unit(sentence: Sentence, verb: int, council: BodyMention | None) -> bool:
    """Whether a headline has the unit for its council: "Sơn La thông qua 7 nghị quyết".

    ``council`` is the one whose session the lead tells of.
    """
    if council is None:
        return False
    key = sentence.key
    level = pattern("scope", "level").match(key)
    place = sentence.place_at(0) or sentence.place_at(level.end() if level else 0)
    if place is None or place[0] != council.province:
        return False
    return not key[place[1] : verb].strip(" :-–")


def meets_below(sentence: Sentence) -> bool:
    """Whether the lead has a committee of a lower level meet, not the province's."""
    for head in sentence.document.top(HEAD, before=sentence):
        meeting = pattern("resolution", "meets").search(head.key)
        bodies = find_bodies(head) if meeting else ()
        if meeting and bodies:
            return bodies[0].kind == OTHER and bodies[0].start < meeting.start()
    return False


def is_ours(sentence: Sentence, verb: Verb, issuer: BodyMention) -> bool:
    """Whether a body is one province's, and no other's that is only called alike."""
    if issuer.kind == OTHER or issuer.province is None:
        return False
    return not _is_of_many(sentence, verb, issuer) and not _is_associations(
        sentence, issuer
    )


def _is_of_many(sentence: Sentence, verb: Verb, issuer: BodyMention) -> bool:
    """Whether a body without a name is one of several: "7 tỉnh (…) đã ban hành …"."""
    if issuer.basis is Basis.NAMED:
        return False
    before = {one.slug for one in sentence.places() if one.end <= verb.start}
    return len(before) >= MANY


def _is_of_lower(sentence: Sentence, issuer: BodyMention) -> bool:
    """ "Đảng ủy Tổng công ty … họp Ban Chấp hành": the committee of the body before."""
    before = [one for one in find_bodies(sentence) if one.end <= issuer.start]
    if any(one.kind != OTHER for one in before):
        return False
    lower = (
        follows("resolution", "lower_committee", sentence.key, one.start)
        for one in before
    )
    return any(lower)


def _is_associations(sentence: Sentence, issuer: BodyMention) -> bool:
    """Whether a bare "ban chấp hành" is that of the association that the head names."""
    bare = " ".join(sentence.key[issuer.start : issuer.end].split())
    if issuer.kind not in COMMITTEES or issuer.basis is Basis.NAMED:
        return False
    if not is_all("resolution", "bare_committee", bare):
        return False
    if _is_of_lower(sentence, issuer):
        return True
    headline = sentence.document.headline
    heads = sentence.document.top(HEAD, before=sentence)
    named = [
        one
        for head in (*((headline,) if headline else ()), *heads)
        for one in find_bodies(head)
        if bare in head.key[one.start : one.end]
    ]
    return bool(named) and all(one.kind == OTHER for one in named)

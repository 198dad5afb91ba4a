"""Whose half of the term is reviewed: the provincial committee's, or another body's."""

from __future__ import annotations

import re

from processing.observe.article.bodies import (
    COMMITTEES,
    OTHER,
    BodyMention,
    find_bodies,
)
from processing.observe.article.document import Document, Sentence
from processing.observe.congress.names import (
    Body,
    Named,
    find_party,
    named_congresses,
    read_scope,
)
from processing.observe.language.phrases import follows, holds, opens

NEAR = 30  # characters behind a review in which its body stands
BESIDE = 8  # characters before it in which a body is whose review it is


def congress_reviewed(document: Document, sentence: Sentence) -> Named | None:
    """The congress of the province in the sentence, else another body's there."""
    named = named_congresses(sentence.text, sentence.key, document.when)
    ours = [one for one in named if one.body in (Body.PROVINCE, Body.CITY)]
    others = [one for one in named if one.body is Body.OTHER]
    return (ours or others or [None])[0]  # type: ignore[list-item]


def subject_of(sentence: Sentence, cue: re.Match[str]) -> BodyMention | None:
    """The body named last before the review, else the first one after it.

    In "Hội nghị thảo luận Nghị quyết Trung ương 4, kế hoạch đánh giá giữa nhiệm kỳ" it
    is the conference, so none of those named.
    """
    bodies = [one for one in find_bodies(sentence) if one.kind != "congress"]
    if opens("midterm", "meeting_acts", sentence.key):
        near = (one for one in bodies if one.end >= cue.start() - BESIDE)
        return next((one for one in near if one.start <= cue.end() + NEAR), None)
    before = [one for one in bodies if one.start < cue.start()]
    return before[-1] if before else next(iter(bodies), None)


def is_ours(
    sentence: Sentence,
    cue: re.Match[str],
    congress: Named | None,
    *,
    provincial: bool,
) -> bool:
    """Whether the review is the provincial committee's, not another body's."""
    if _is_owned_by_others(sentence, cue):
        return False
    subject = subject_of(sentence, cue)
    if congress and congress.body in (Body.PROVINCE, Body.CITY):
        return subject is None or not _is_of_others(sentence, cue, subject)
    every = congress is not None and _is_of_every_level(sentence, congress)
    if congress and congress.body is Body.OTHER and not every:
        return False
    party = _party_reviewed(sentence, cue)
    if not every and party is Body.OTHER:
        return False
    if subject:
        return subject.kind in COMMITTEES
    return provincial or party is Body.PROVINCE


def _is_owned_by_others(sentence: Sentence, cue: re.Match[str]) -> bool:
    """ "Báo cáo kiểm điểm giữa nhiệm kỳ của Bộ Chính trị": whoever tells of it."""
    after = (one for one in find_bodies(sentence) if one.start >= cue.end())
    owner = next(after, None)
    if owner is None or owner.kind != OTHER:
        return False
    # "Thực hiện Kế hoạch của Tỉnh ủy về sơ kết giữa nhiệm kỳ, Huyện ủy họp"
    told = holds("midterm", "told_to", sentence.key, 0, cue.start())
    return told or sentence.key[cue.end() : owner.start].strip() == "của"


def _is_of_others(sentence: Sentence, cue: re.Match[str], subject: BodyMention) -> bool:
    """Whether another body reviews, and does not only comment on the report."""
    if subject.kind != OTHER or subject.start > cue.end() + NEAR:
        return False
    return not holds("midterm", "comments", sentence.key, subject.end, cue.end())


def _is_of_every_level(sentence: Sentence, congress: Named) -> bool:
    """ "Đại hội đảng bộ các cấp": the provincial committee's is one of them."""
    return follows("midterm", "every_level", sentence.key, congress.start)


def _party_reviewed(sentence: Sentence, cue: re.Match[str]) -> Body | None:
    """ "Sơ kết giữa nhiệm kỳ Đảng bộ Trường …": whose half of the term it is."""
    party = find_party(sentence.key, cue.start(), cue.end() + NEAR)
    if party is None:
        return None
    on = sentence.document.when
    return read_scope(sentence.text, sentence.key, on, party.end())[0]


def is_others(document: Document, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether another body's review is told of: its congress, or it as subject."""
    congress = congress_reviewed(document, sentence)
    if congress and congress.body is Body.OTHER:
        return not _is_of_every_level(sentence, congress)
    subject = subject_of(sentence, cue)
    return subject is not None and subject.kind not in COMMITTEES

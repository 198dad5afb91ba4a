"""A resolution of a Party committee printed whole, with its letterhead.

"TỈNH ỦY A / Số 05-NQ/TU / A, ngày 18 tháng 5 năm 2022 / NGHỊ QUYẾT …": no verb tells
that it was issued; the document itself is there, and news on the day it bears.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from processing.observe.article.bodies import COMMITTEES, BodyMention, find_bodies
from processing.observe.article.document import Document, Sentence
from processing.observe.article.leaders import scope_or_leaders
from processing.observe.resolution.parts import about_in
from processing.observe.resolution.verbs import number_of
from processing.observe.when.dates import DateMention

LETTERHEAD = 12  # sentences at the top of an article in which it stands
EXECUTIVE = "executive_committee"

_NUMBER = re.compile(r"\W*số[\s:]*(\d{1,4})\s*[-–]\s*nq\s*[-–/]\s*t[uư]\W*(?!\w)")
_TITLE = re.compile(r"\W*nghị quyết(?:\s+(?:hội nghị|của)\s[^.;]*)?\W*")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the top of a printed resolution tells."""

    sentence: Sentence
    number: str | None
    issuer: BodyMention
    day: DateMention
    subject: str | None


def letterhead_of(document: Document) -> Letterhead | None:
    """Number, day and title of a printed resolution; ``None`` if one is missing."""
    head = document.sentences[:LETTERHEAD]
    numbered = next((one for one in head if _NUMBER.match(one.key)), None)
    titled = next((one for one in head if _TITLE.fullmatch(one.key)), None)
    if numbered is None or titled is None:
        return None
    days = (day for one in head for day in one.dates())
    day = next((one for one in days if one.day and one.year), None)
    if day is None:
        return None
    where = scope_or_leaders(document, titled, 0)
    bodies = [body for one in head for body in find_bodies(one)]
    standing = any(body.kind == COMMITTEES[0] for body in bodies[:2])
    kind = COMMITTEES[0] if standing else EXECUTIVE
    province = next((body.province for body in bodies if body.province), None)
    issuer = BodyMention(0, 0, kind, province or where.province, where.basis)
    code = _NUMBER.match(numbered.key)
    return Letterhead(titled, number_of(code), issuer, day, _subject(titled, head))


def _subject(titled: Sentence, head: Sequence[Sentence]) -> str | None:
    """What the title, or the line below it, says it is about."""
    below = head[head.index(titled) + 1 :][:1]
    for one in (titled, *below):
        if about := about_in(one.key, 0, len(one.key)):
            return one.text[about.end() :].strip() or None
    return None

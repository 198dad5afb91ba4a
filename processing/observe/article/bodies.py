"""Finds the bodies that hold conferences and adopt documents, and whose they are.

A body is one of ``congress``, ``standing_committee``, ``executive_committee``,
``peoples_council`` (of a province or centrally-run city) or ``other``. The name of a
body inside a person's title ("Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh") is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from processing.observe.article.document import Sentence
from processing.observe.article.leaders import scope_or_leaders
from processing.observe.article.scope import Basis
from processing.observe.language.phrases import end_of, ends, follows, may_hold, pattern

KINDS = ("standing_committee", "executive_committee", "peoples_council", "congress")
OTHER = "other"
COMMITTEES = ("standing_committee", "executive_committee")

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[^\W\d_]\w+")
#: "Ban Thường vụ (BTV) Trung ương Hội": how a body is called from now on.
_SHORT_FORM = re.compile(r"(?:\((?:btv|bch))?\)\s*")
TITLE_REACH = 40


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body at ``key[start:end]``; ``province`` is null for ``other`` or unknown."""

    start: int
    end: int
    kind: str
    province: str | None = None
    basis: Basis = Basis.NONE


@lru_cache(maxsize=64)  # two readers ask for those of the same few sentences
def find_bodies(sentence: Sentence) -> tuple[BodyMention, ...]:
    """The bodies named in a sentence, from left to right, none inside another."""
    found: list[tuple[int, int, str]] = []
    for kind in (OTHER, *KINDS):
        if not may_hold("bodies", kind, sentence.key):
            continue
        for match in pattern("bodies", kind).finditer(sentence.key):
            span = match.start(), end_of(match)
            # "100% tán thành, Ủy ban Thường vụ Quốc hội …": no Thành ủy
            if kind == OTHER or "," not in sentence.key[slice(*span)]:
                found.append((*span, kind))
    found.sort(key=lambda one: (one[0], one[2] != OTHER, -one[1]))
    kept: list[BodyMention] = []
    over = 0  # the end of the last one: "Ủy viên Thường vụ Tỉnh ủy" holds no other
    for start, end, kind in found:
        if start < over:
            continue
        over = end
        if not _in_title(sentence.key, start):
            kept.append(_whose(sentence, start, end, kind))
            over = max(end, kept[-1].end)
    return tuple(kept)


def _in_title(key: str, start: int) -> bool:
    left = key[max(0, start - TITLE_REACH) : start].rstrip()
    if left.endswith(",") or ends("bodies", "delegates", left):
        return False
    if left.endswith("đại biểu") and follows("bodies", "council_votes", key, start):
        return False
    return any(
        found.end() >= len(left)
        for found in pattern("bodies", "title_before").finditer(left)
    )


def _whose(sentence: Sentence, start: int, end: int, kind: str) -> BodyMention:
    """The body with its province: named after it, or by the scope of the sentence."""
    behind = _after_space(sentence.key, end)
    short = _SHORT_FORM.match(sentence.key, behind)
    if short and follows("bodies", "of_others", sentence.key, short.end()):
        kind = OTHER
    if kind in (OTHER, "congress"):
        return BodyMention(start, end, kind)
    level_words = pattern("scope", "level").match(sentence.key, behind)
    level_word = level_words[0].rstrip(" ,") if level_words else ""
    at = _after_space(sentence.key, behind + len(level_word))
    level = _level(sentence.key[start:end], level_word)
    place = sentence.place_at(behind) or sentence.place_at(at)
    if place:
        slug, stop = place
        if level == "city" and not sentence.document.is_city(slug):
            return BodyMention(start, stop, OTHER)
        return BodyMention(start, stop, kind, slug, Basis.NAMED)
    if level and _is_strange_name(sentence.text, at):
        return BodyMention(start, end, OTHER)
    found = scope_or_leaders(sentence.document, sentence, start, level)
    if level == "city" and found.province is None:
        return BodyMention(start, end, OTHER)
    return BodyMention(start, end, kind, found.province, found.basis)


def _level(words: str, level_word: str) -> str | None:
    if "thành ủy" in words or level_word not in ("", "tỉnh"):
        return "city"
    return "province" if "tỉnh ủy" in words or level_word else None


def _after_space(key: str, at: int) -> int:
    space = _SPACE.match(key, at)
    return space.end() if space else at


def _is_strange_name(text: str, at: int) -> bool:
    """Whether a capitalised name follows that is none of our provinces."""
    name = _NAME.match(text, at)
    if name is None or not name[0][0].isupper() or name[0].isupper():
        return False
    return not pattern("congress", "no_body_after").match(text[at:].lower())

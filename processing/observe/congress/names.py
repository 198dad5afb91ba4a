"""Finds where a sentence names a congress, and whose congress it is.

The words right after "Đảng bộ" decide: ``tỉnh``, a centrally-run city or the name of
a province make it provincial; anything else (huyện, Quân sự tỉnh, UBND tỉnh, các cơ
quan Đảng tỉnh, Chính phủ) makes it another body's. Ordinal and term are read from the
same noun phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from processing.observe.article.places import is_city, may_begin, place_at
from processing.observe.article.scope import Basis
from processing.observe.language.numbers import ORDINAL, YEARS, number
from processing.observe.language.phrases import before, end_of, pattern


class Body(Enum):
    """Whose congress a mention speaks of."""

    PROVINCE = "province"  # provincial level; the province may stay unnamed
    CITY = "city"  # "Đảng bộ thành phố" without a name: provincial only in a city
    BARE = "bare"  # "Đại hội", "Đại hội Đảng bộ": the one spoken of before
    OTHER = "other"  # another body, or the national congress


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase naming a congress: ``text[start:end]`` of the sentence."""

    start: int
    end: int
    body: Body
    province: str | None = None
    ordinal: int | None = None
    term: str | None = None
    basis: Basis = Basis.NAMED
    own: bool = True  # the phrase itself names the body


_GLUE = re.compile(r"[\s,(:–\-\"“”]*")
_NUMBERED = re.compile(
    rf"(?:lần(?: thứ)?|khóa|nhiệm kỳ|thứ)\s+(?:thứ\s+)?({ORDINAL})(?![\w/])"
)
_ROMAN = re.compile(r"([IVXL]{1,7})(?!\w)")
_TERM = re.compile(rf"(?:(?:nhiệm kỳ|nk|giai đoạn|khóa)\s*)?{YEARS}")
_CAPITAL = re.compile(r"[^\W\d_]\w*")
HOLDER_REACH = 60  # characters before "Đại hội Đảng" in which its holder stands
SUBJECT_REACH = 90  # characters between "Đảng bộ tỉnh" and its "tổ chức Đại hội"


@dataclass(slots=True)
class _Phrase:
    """What has been read of a noun phrase so far; ``at`` is where to go on."""

    text: str
    key: str
    on: date | None
    at: int
    body: Body | None = None
    province: str | None = None
    ordinal: int | None = None
    term: str | None = None
    of_the_party: bool = False  # "Đại hội Đảng" alone: of whoever holds it

    def take(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        found = wanted.match(self.key, self.next())
        if found:
            self.at = end_of(found)
        return found

    def take_phrase(self, section: str) -> re.Match[str] | None:
        return self.take(pattern("congress", section))

    def take_level(self) -> str | None:
        """ "tỉnh", "thành phố" or "thủ đô", however it is printed."""
        found = self.take(pattern("scope", "level"))
        return found[0].rstrip(" ,.") if found else None

    def next(self) -> int:
        glue = _GLUE.match(self.key, self.at)
        return glue.end() if glue else self.at

    def take_place(self) -> bool:
        place = place_at(self.key, self.next())
        if place is None or not may_begin(self.text, place.start):
            return False
        self.province, self.at = place.slug, place.end
        return True

    def named(self, start: int) -> Named:
        body = self.body or Body.BARE
        return Named(start, self.at, body, self.province, self.ordinal, self.term)


def named_congresses(text: str, key: str, on: date | None) -> list[Named]:
    """All congresses named in a sentence, from left to right.

    ``key`` is the key of ``text`` (see ``key``); ``on`` is the day of the article, on
    which a city is centrally run or not.
    """
    found: list[Named] = []
    for head in pattern("congress", "head").finditer(key):
        phrase = _Phrase(text, key, on, head.end())
        _read_tail(phrase)
        if phrase.body is None:
            _read_subject(phrase, head.start())
        elif phrase.of_the_party:
            _read_holder(phrase, head.start())
        found.append(phrase.named(head.start()))
    return found


def find_party(key: str, start: int, end: int) -> re.Match[str] | None:
    """Where a stretch of a key first says "Đảng bộ"."""
    return pattern("congress", "party_organisation").search(key, start, end)


def read_scope(
    text: str, key: str, on: date | None, at: int
) -> tuple[Body, str | None, int]:
    """Whose "Đảng bộ" it is that ends at ``at``: body, province and where it ends."""
    phrase = _Phrase(text, key, on, at)
    _read_scope(phrase)
    return phrase.body or Body.BARE, phrase.province, phrase.at


def _read_tail(phrase: _Phrase) -> None:
    """Read what follows "Đại hội", word group by word group, as long as it fits."""
    if phrase.take_phrase("other_congress"):
        phrase.body = Body.OTHER
        return
    while _read_number(phrase) or _read_body(phrase):
        if phrase.body is Body.OTHER:
            return


def _read_number(phrase: _Phrase) -> bool:
    if phrase.take_phrase("filler"):
        return True
    if term := phrase.take(_TERM):
        phrase.term = phrase.term or f"{term[1]}-{term[2]}"
        return True
    if found := phrase.take(_NUMBERED):
        phrase.ordinal = phrase.ordinal or number(found[1])
        return True
    if roman := _ROMAN.match(phrase.text, phrase.next()):
        phrase.ordinal = phrase.ordinal or number(roman[1])
        phrase.at = roman.end()
        return True
    return False


def _read_body(phrase: _Phrase) -> bool:
    if phrase.take_phrase("national"):
        phrase.body = Body.OTHER
        return True
    if phrase.body is not None:
        return False
    if phrase.take_phrase("party_reversed"):
        _after_level(phrase, "tỉnh")
        return True
    if phrase.take_phrase("party_organisation"):
        _read_scope(phrase)
        return True
    if phrase.take_phrase("party"):
        _read_party(phrase)
        return True
    return _read_unit(phrase)


def _read_unit(phrase: _Phrase) -> bool:
    """ "Đại hội đại biểu tỉnh Quảng Nam", "Đại hội XI của TP.HCM"."""
    before = phrase.at
    if not (phrase.ordinal or phrase.key[:before].rstrip().endswith("biểu")):
        return False
    level = phrase.take_level()
    if phrase.take_place() and _is_ours(phrase, level):
        phrase.body = Body.PROVINCE
        return True
    phrase.at, phrase.province = before, None
    return False


def _read_party(phrase: _Phrase) -> None:
    """ "Đại hội Đảng": the nation's, unless a province or city follows."""
    if phrase.take_place():
        phrase.body = Body.PROVINCE
    elif level := phrase.take_level():
        _after_level(phrase, level)
    else:
        phrase.body, phrase.of_the_party = Body.OTHER, True


def _read_scope(phrase: _Phrase) -> None:
    before = phrase.at
    if phrase.take_place():
        phrase.body = Body.PROVINCE
    elif level := phrase.take_level():
        _after_level(phrase, level)
    else:
        rest = phrase.key[before:].lstrip(" \"“”'")
        goes_on = pattern("congress", "no_body_after").match(rest)
        if rest and rest[0].isalnum() and not goes_on:
            phrase.body = Body.OTHER


def _after_level(phrase: _Phrase, level: str) -> None:
    """After "tỉnh" or "thành phố": its name, if any, must be one of ours."""
    if level == "thủ đô":
        phrase.take_place()
        phrase.body, phrase.province = Body.PROVINCE, "ha-noi"
    elif phrase.take_place():
        phrase.body = Body.PROVINCE if _is_ours(phrase, level) else Body.OTHER
    elif _foreign_name(phrase.text[phrase.at :].lstrip()):
        phrase.body = Body.OTHER
    else:
        phrase.body = Body.PROVINCE if level == "tỉnh" else Body.CITY


def _is_ours(phrase: _Phrase, level: str | None) -> bool:
    """Whether "thành phố X" is centrally run; a province's capital is not."""
    if level in (None, "tỉnh"):
        return True
    return phrase.province is not None and is_city(phrase.province, phrase.on)


def _foreign_name(rest: str) -> bool:
    """Whether a name follows that is none of our provinces (not a headline's word)."""
    name = _CAPITAL.match(rest)
    if name is None or not name[0][0].isupper() or name[0].isupper():
        return False
    return not pattern("congress", "no_body_after").match(rest.lower())


def _read_subject(phrase: _Phrase, start: int) -> None:
    """ "Đảng bộ tỉnh X tổ chức Đại hội lần thứ Y": the congress of the subject."""
    first = max(0, start - SUBJECT_REACH)
    organisations = pattern("congress", "party_organisation")
    subjects = list(organisations.finditer(phrase.key, first, start))
    if not subjects:
        return
    at = subjects[-1].end()
    if pattern("congress", "holds").search(phrase.key, at, start):
        body, province, _ = read_scope(phrase.text, phrase.key, phrase.on, at)
        if body is not Body.BARE:
            phrase.body, phrase.province = body, province


def _read_holder(phrase: _Phrase, start: int) -> None:
    """ "Tỉnh X tiến hành Đại hội Đảng lần thứ Y": a province holds its own."""
    key, first = phrase.key, max(0, start - HOLDER_REACH)
    held = before("congress", "held_by").search(key, first, start)
    if held is None:
        return
    for level in pattern("scope", "level").finditer(key, first, held.start()):
        place = place_at(key, level.end())
        if place and place.end == len(key[: held.start()].rstrip()):
            phrase.body, phrase.province = Body.PROVINCE, place.slug

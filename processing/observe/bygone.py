"""Titles of another time: "lúc bấy giờ", of a term that is over, with its years."""

from __future__ import annotations

import re

from processing.observe.cast import Line, Role
from processing.observe.numbers import number
from processing.observe.titles import Post

_BACK_THEN = re.compile(
    r"^[\s,)]*(?:(?:ở|tại|vào) )?(?:lúc bấy giờ|bấy giờ|khi đó|khi ấy|lúc đó"
    r"|thời đó|thời điểm (?:đó|ấy)|đương thời|trong từng (?:thời kỳ|giai đoạn))"
)
#: "Phó Bí thư nhiệm kỳ trước", "Bí thư Tỉnh ủy (1962-1972)".
_BYGONE_TERM = re.compile(
    r" (?:nhiệm kỳ|khóa) trước(?!\w)|\s*\(19\d\d\s*[-–]\s*(?:19|20)\d\d\)"
)
_AT_THE_TIME = re.compile(r"(?:thời điểm|thời kỳ|thời)\s*$")
_THEN_BY = re.compile(r"(?:lúc|khi) (?:này|đó|ấy) do\s*$")
#: So ends a caption: "… tại lễ phát động, năm 2017."
_TAKEN_IN = re.compile(r"(?:,| \()\s?(?:năm|tháng \d{1,2}[/-]) ?((?:19|20)\d\d)\)?\W*$")
_YEARS = re.compile(r"(?:19|20)\d\d")


def is_of_another_time(post: Post, role: Role, made: Line) -> bool:
    """ "… lúc bấy giờ", "khóa XVIII (2010-2015)" in a later year."""
    key = made.sentence.key
    name = made.pieces[role.name]
    if any(_BACK_THEN.search(key[end:]) for end in (post.end, name.end)):
        return True
    if _BYGONE_TERM.match(key, post.end):
        return True
    if key.startswith(" trước khi ", post.end) or _is_of_ended_terms(role):
        return True
    first = re.search("H*$", made.letters[: role.name])
    opens = made.pieces[first.start() if first else role.name].start
    titled = min([post.start, *(one.start for one in role.run)])
    if _AT_THE_TIME.search(key[:opens]) or _THEN_BY.search(key[:titled]):
        return True
    when = made.sentence.document.when
    taken = _TAKEN_IN.search(key)
    if taken and when and int(taken[1]) < when.year:
        return True
    years = _YEARS.findall(post.term)
    return bool(years and when and len(years) > 1 and int(years[-1]) < when.year)


def is_of_an_older_term(made: Line, post: Post) -> bool:
    """ "A, Phó Chủ tịch HĐND khóa XV, được bầu giữ chức Phó Chủ tịch HĐND khóa XVI"."""
    terms = (
        other.post.term
        for other in made.pieces
        if other.post and other.post.position == post.position
        if other.start > post.start
    )
    own = _ordinal(post.term)
    return own > 0 and any(_ordinal(term) > own for term in terms)


def _ordinal(term: str) -> int:
    """ "khóa xvi" is 16; 0 where a term has no number."""
    return number(term.removeprefix("khóa").split(",")[0].split("(")[0]) or 0


def _is_of_ended_terms(role: Role) -> bool:
    """ "Bí thư Tỉnh ủy nhiệm kỳ 2010-2015, Chủ tịch UBND tỉnh nhiệm kỳ 2011-2016".

    Who is titled with the terms of two offices is spoken of as the one of that time.
    """
    return len({one.term for one in role.run if one.position and one.term}) > 1

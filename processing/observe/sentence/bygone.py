"""Titles of another time: "lúc bấy giờ", of a term that is over, with its years."""

from __future__ import annotations

import re

from processing.observe.language.numbers import number
from processing.observe.language.phrases import before, ends, follows, kept
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import Post

#: "Bí thư Tỉnh ủy (1962-1972)".
_OF_OLD = re.compile(r"\s*\(19\d\d\s*[-–]\s*(?:19|20)\d\d\)")
#: A line of a list: a name and what he is, and nothing said of him.
_ENTRY = re.compile(r"[\-#.)*+]{0,3}H*N(?:[,\-][PYt]+)+[.;]?")
_YEARS = re.compile(r"(?:19|20)\d\d")
_SINCE = re.compile(r"(?<!\w)(?:từ|sinh) (?:năm )?$")
_INTO = re.compile(r"(?<!\w)vào (?:đầu |giữa |cuối )?$")
OPENS_BY = 30  # characters of a sentence, in which a date governs what comes behind
YEAR_OPENS_BY = 10  # the same for a mere year: "Giữa năm 2013"; not "sinh năm 1963"
A_TERM = 5  # years, after which an office has mostly passed to others
FIRST_NEWS = 2010  # the year of the oldest articles: what is older is always recalled


def is_of_another_time(post: Post, role: Role, made: Line) -> bool:
    """ "… lúc bấy giờ", "khóa XVIII (2010-2015)" in a later year."""
    key, name = made.sentence.key, made.pieces[role.name]
    first, last = min(post.start, name.start), max(post.end, name.end)
    # "Năm 2013, Chủ tịch A (khi đó đang là giám đốc) …": chair of today
    now = post.current or key.startswith(" (khi đó", last)
    if not now and _is_dated_long_ago(made, first):
        return True
    if _is_told_behind(key, post, name) or _is_told_before(made, role):
        return True
    return _is_of_ended_terms(role, made) or _is_over(made, post)


def _is_dated_long_ago(made: Line, at: int) -> bool:
    """ "Ngày 15/7/2004, Phó Chủ tịch A đã ký …", in an article of later years.

    Or "Theo thanh tra, vào tháng 2/2004, ông A, P, …"; not "từ năm 2004, …".
    """
    dates = (one for one in made.sentence.dates() if one.year and one.end <= at)
    first = next(dates, None)
    if first is None or first.year is None:
        return False
    before = made.sentence.key[: first.start]
    near = OPENS_BY if first.month else YEAR_OPENS_BY
    opens = first.start < near and not _SINCE.search(before)
    opens = opens or _INTO.search(before) is not None
    return opens and first.year <= _last_of_old(made)


def _last_of_old(made: Line) -> int:
    """The last year that lies so long before the article that titles are of then."""
    document = made.sentence.document
    if document.year is None:
        return FIRST_NEWS - 1
    return max(document.year - A_TERM, FIRST_NEWS - 1)


def _is_told_behind(key: str, post: Post, name: Piece) -> bool:
    """ "P lúc bấy giờ", "P nhiệm kỳ trước", "P (1962-1972)", "P trước khi …"."""
    ends = (post.end, name.end)
    if any(follows("holding", "back_then", key, end, " \n,)") for end in ends):
        return True
    if post.is_of_the_last_term or _OF_OLD.match(key, post.end):
        return True
    if post.start < name.start and follows(
        "holding", "now_elsewhere", key, name.end, " ,("
    ):
        return True
    if follows("holding", "last_term", key, post.end):
        return True
    return key.startswith(" trước khi ", post.end)


def _is_told_before(made: Line, role: Role) -> bool:
    """ "thời Bí thư A", "khi đó do ông A, P, …"."""
    first = re.search("H*$", made.letters[: role.name])
    opens = made.pieces[first.start() if first else role.name].start
    titled = min([role.post.start, *(one.start for one in role.run)])
    key = made.sentence.key
    if any(ends("holding", "at_the_time", key, 0, at) for at in (opens, titled)):
        return True
    # "lúc này ông A đang là P": at the time that is told of
    is_so = key.startswith("đang là", role.post.start)
    if is_so and ends("holding", "by_then", key, 0, opens):
        return True
    return role.prefixed and _has_gone(made, role, titled)


def _has_gone(made: Line, role: Role, titled: int) -> bool:
    key = made.sentence.key
    went = follows("holding", "went", key, made.pieces[role.name].end)
    return went and ends("holding", "since_he_went", key, 0, titled)


def _is_over(made: Line, post: Post) -> bool:
    """Whether a caption, or the term of the title, names a year that is over."""
    when = made.sentence.document.when
    if when is None:
        return False
    taken = _taken_in(made.sentence.key)
    if taken and taken < when.year:
        return True
    years = _YEARS.findall(post.term)
    return len(years) > 1 and int(years[-1]) < when.year


def is_of_an_older_term(made: Line, post: Post) -> bool:
    """ "A, Phó Chủ tịch HĐND khóa XV, được bầu giữ chức Phó Chủ tịch HĐND khóa XVI".

    Nor is A in "A, Bí thư Tỉnh ủy khóa XVI, và tân Bí thư Tỉnh ủy B".
    """
    own = _ordinal(post.term)
    later = [
        other.post
        for other in made.pieces
        if other.post and other.post.position == post.position
        if other.start > post.start
    ]
    return own > 0 and any(one.new or _ordinal(one.term) > own for one in later)


def _ordinal(term: str) -> int:
    """ "khóa xvi" is 16; 0 where a term has no number."""
    return number(term.removeprefix("khóa").split(",")[0].split("(")[0]) or 0


def _is_of_ended_terms(role: Role, made: Line) -> bool:
    """ "Bí thư Tỉnh ủy nhiệm kỳ 2010-2015, Chủ tịch UBND tỉnh nhiệm kỳ 2011-2016".

    Who is titled with the terms of two offices is spoken of as the one of that time,
    unless that is all that a line of a list says, and none of them has ended.
    """
    terms = {one.term for one in role.run if one.position and one.term}
    year = made.sentence.document.year
    last = [max(map(int, _YEARS.findall(one)), default=0) for one in terms]
    running = year is not None and min(last, default=0) >= year
    return len(terms) > 1 and not (running and _ENTRY.fullmatch(made.letters))


def _taken_in(key: str) -> int | None:
    """The year that ends a caption: "… tại lễ phát động, năm 2017", "(năm 2017)"."""
    found = before("holding", "taken_in", r"\W*").search(key)
    if found is None:
        return None
    at = found.start()
    aside = key.startswith("(", at) or key[:at].endswith(", ")
    return int(kept(found)) if aside else None

"""Titles behind a name: "Phạm Gia Túc, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy"."""

from __future__ import annotations

import re

from processing.observe.language.phrases import clause_of, ends, follows
from processing.observe.sentence.calling import (
    is_short_source,
    only_leads_to,
    speaks_or_acts,
)
from processing.observe.sentence.lasting import HOLDS, is_held
from processing.observe.sentence.rivals import is_rivalled
from processing.observe.sentence.roles import Line, Role, posts_between
from processing.observe.sentence.titles import TITLES, Post, is_single_seat

#: "ông A, 52 tuổi, …", "ông A, sinh ngày 2/3/1970, quê B, …".
_AGE = r",(?:#w|(?:wm#|w{1,2}#(?:[/\-.]#){0,2})(?:,w{2,4})?)(?=,)"
_AFTER = re.compile(
    rf"[Nn](?:\([^()NnPY]*\)|-[#w]{{1,4}}(?=,)|{_AGE})?"
    rf"(?:[,\-:]|,?K|\((?:[w#m]{{1,8}},)?|,-|--)({TITLES})"
)
#: "ông A Chủ tịch UBND tỉnh", "ông A (bên phải) Chủ tịch UBND tỉnh".
_BESIDE = re.compile(rf"[Nn](?:\([^()NnPY]*\))?({TITLES})(?!H*[Nn])")
#: "bà A, Phó Bí thư Tỉnh ủy (Chủ tịch HĐND tỉnh từ tháng 7)": one more of A's.
_BESIDES = re.compile(
    rf"[Nn](?:\([^()NnPY]*\))?(?:[,\-]|,?K)(?:{TITLES})\(({TITLES})(?=[w#\-/]*\))"
)
_IS = re.compile(rf"[Nn](?:\([^()]*\)|{_AGE})?(?:w?|[,\-])(?:K|=)({TITLES})")
#: "ông A (Thứ trưởng, về làm P1), hiện giữ chức P2".
_NOW = re.compile(rf"[Nn]\([^()]*\),?({TITLES})")
#: Bare names of a plural list, up to its last one.
_OTHERS = re.compile(r"(?:mH*:?|;)H*((?:[Nn](?:,|&|,&)H*)+)$")
#: "Sau khi miễn nhiệm ông A, Chủ tịch UBND tỉnh có quyết định …": not A's title.
_SUBJECT_NEXT = re.compile(rf"Z[^,;]*[IOX][^,;PY]*[Nn],{TITLES}w$")
#: "Giám đốc Sở Xây dựng (nay là Phó Chủ tịch UBND tỉnh)".
_RISEN = re.compile(r"[Nn][,\-]Y\((P)\)")
_CLOSED = (",", "-", ")", "(", ".", ":", ";")


def add_titles_behind(made: Line, taken: set[int]) -> None:
    """Add who is titled behind his name; ``taken`` are pieces titled so already."""
    for pattern in (_AFTER, _IS, _BESIDE, _RISEN, _BESIDES):
        for found in pattern.finditer(made.letters):
            _suffix(made, found, taken)
    for found in _NOW.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is not None and post.current:
            _suffix(made, found, taken)
    for found in HOLDS.finditer(made.letters):
        if is_held(made.sentence.key, made.pieces, found.start(1) - 1):
            _suffix(made, found, taken)


def _suffix(made: Line, found: re.Match[str], taken: set[int]) -> None:
    if _SUBJECT_NEXT.match(made.letters[: found.end() + 1]):
        return
    if _is_of_the_next(made, found) or _cannot_bear(made, found):
        return
    run = [
        (at, post)
        for at, post in posts_between(made, *found.span(1))
        if at not in taken
    ]
    posts = tuple(post for _, post in run)
    for at, post in run:
        taken.add(at)
        first = follows("holding", "first_or_old", made.sentence.key, post.end)
        post.former = post.former or (first and not post.new)
        made.roles.append(Role(found.start(), post, run=posts))
    _share(made, found.start(), posts)


def _cannot_bear(made: Line, found: re.Match[str]) -> bool:
    """ "Thủ tướng A, Chủ tịch Hà Nội", "ở Đồng Tâm, Bí thư Hà Nội": not their title."""
    before = made.sentence.key[: made.pieces[found.start()].start]
    return ends("holding", "leads_the_nation", before) or before.endswith(
        (" ở ", " tại ")
    )


def _is_of_the_next(made: Line, found: re.Match[str]) -> bool:
    """Whether a title behind a name is another's, who is told of next.

    "Cùng với việc kỷ luật ông A, Chủ tịch UBND tỉnh cũng …"; "Theo ông An, Bí thư
    đương nhiệm, ông B …".
    """
    key, first = made.sentence.key, made.pieces[found.start()]
    end = made.pieces[found.end() - 1].end
    if key.startswith(" cũng ", end) and _begins_aside(key[: first.start]):
        return True
    if speaks_or_acts(key, end) and only_leads_to(key, first.start):
        return True
    if is_rivalled(made, found.start(), found.start(1)) or _calls_the_next(
        made, found.end()
    ):
        return True
    told = made.letters.startswith((",HN", ",HHN"), found.end())
    told |= not made.letters.startswith(_CLOSED, found.end())
    return told and is_short_source(made, found.start())


def _calls_the_next(made: Line, at: int) -> bool:
    """ "Theo đề xuất của ông A, Bí thư Xuân Anh yêu cầu …": not A's."""
    post = made.pieces[at - 1].post
    words = made.sentence.text[made.pieces[at - 1].end :].split(maxsplit=2)[:2]
    if post is None or not post.bare or not made.letters.startswith("ww", at):
        return False
    return len(words) == 2 and all(one[0].isupper() and one.isalpha() for one in words)


def _share(made: Line, last: int, posts: tuple[Post, ...]) -> None:
    """ "các đồng chí A và B, Phó Chủ tịch HĐND tỉnh": what fits several is A's, too."""
    before = _OTHERS.search(made.letters[:last])
    if before is None or len(posts) != 1 or is_single_seat(posts[0]):
        return
    for name in range(before.start(1), last):
        if made.letters[name] in "Nn":
            made.roles.append(Role(name, posts[0], run=posts))


def _begins_aside(before: str) -> bool:
    """ "Cùng với việc kỷ luật ông A …": whether the last clause tells of another."""
    return follows("statements", "beside", before, clause_of(before, len(before)))

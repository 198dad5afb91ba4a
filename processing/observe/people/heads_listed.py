"""Lists of bodies, each with who comes to lead it: "Ban Tổ chức - ông A; …"."""

from __future__ import annotations

import re

from processing.observe.changes.in_charge import head_of
from processing.observe.language.phrases import holds
from processing.observe.people.slates import elected_with
from processing.observe.people.story import Story
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import Post

#: "Ban Tổ chức - ông A", "Ban Tổ chức: bà B", "Chánh Văn phòng Tỉnh ủy - ông C".
_ITEM = re.compile(r"([bP])(?:[\-:]|=:?)H*([Nn])")
_APPOINTED = ("in", "appointed")
NEAR = 2  # sentences behind an arrival in which those that came with it are listed


def tell_heads(story: Story, made: Line, *, is_past: bool) -> None:
    """ "Trưởng các ban Đảng: Ban Tổ chức - ông A; Ban Nội chính - bà B"."""
    items = [*_ITEM.finditer(made.letters)]
    if is_past or made.sentence.is_headline or not items:
        return
    first = made.pieces[items[0].start(1)].start
    if "b" not in {one[1] for one in items} or not _just_came(story, made):
        return
    if not holds("slates", "heads", made.sentence.key, 0, first):
        return
    for item in items:
        post = _office(made, item.start(1))
        if post and post.position:
            role = Role(item.start(2), post, run=(post,))
            elected_with(story, made, role, None if story.last_in else _APPOINTED)


def _just_came(story: Story, made: Line) -> bool:
    """Whether somebody came to an office right before, or is about to be named."""
    at = made.sentence.index
    came = story.last_in.sentence.index if story.last_in else None
    told = [one for one in (came, story.electing_at) if one is not None]
    near = any(0 <= at - one <= NEAR for one in told)
    last = made.sentence.last
    return near or (last is not None and holds("slates", "names_heads", last.key))


def _office(made: Line, at: int) -> Post | None:
    """The office that an item names, or that of the head of the body it names."""
    piece = made.pieces[at]
    if piece.letter == "P" or piece.post is None:
        return piece.post
    body = piece.post
    post = Post(body.start, body.end, "head", head_of(piece), body.place, body.level)
    post.hint = body.hint
    return post

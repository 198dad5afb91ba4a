"""Who has gone on to another office: "Phó Chủ tịch tỉnh A (nay là Giám đốc Sở)"."""

from __future__ import annotations

import re

from processing.observe.language.phrases import follows
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import TITLES

#: The name whose titles stand before a bracket or a comma, behind him or before him.
_TITLED = re.compile(
    rf"(?:([Nn])(?:\([^()]*\))?[,\-](?:{TITLES})|(?:{TITLES})H*([Nn]))[(,\-]$"
)


def leave_for_the_next(made: Line) -> None:
    """Titles before "nay là P" are those of before; so before "(hiện là P)"."""
    for at, piece in enumerate(made.pieces):
        if piece.letter not in "PY" or piece.post is None or not piece.post.current:
            continue
        enclosed = made.letters[:at].endswith("(")
        told = "now_in_brackets" if enclosed else "now_another"
        if not follows("holding", told, made.sentence.key, piece.start):
            continue
        if found := _TITLED.search(made.letters[:at]):
            name = found.start(1) if found[1] else found.start(2)
            for role in made.roles_of(name):
                role.post.former |= role.post.start < piece.start

"""Who is titled with what: joins the names and the titles of a sentence.

Titles stand before a name ("Bí thư Tỉnh ủy Phạm Gia Túc"), after it as an apposition
("Phạm Gia Túc, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy"; in brackets; behind a dash),
or over a list ("các đồng chí Phó Bí thư: A, B và C"). The letters of the pieces make a
string, and the shapes are patterns on it.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.language.key import key_of
from processing.observe.language.phrases import follows, opens
from processing.observe.sentence.listing import titled_together
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.moved_on import leave_for_the_next
from processing.observe.sentence.posts import pieces
from processing.observe.sentence.roles import Line, Role, is_foreign
from processing.observe.sentence.titles import Memory
from processing.observe.sentence.titles_before import add_titles_before
from processing.observe.sentence.titles_behind import add_titles_behind

_ALL_ALIKE = re.compile(r"([Nn](?:(?:,|,?&)H*[Nn])+)[,\-(]{0,2}&?w?=(P)")
#: "A và B lần lượt giữ chức P1 và P2": of two it tells no history.
_SEVERAL_IN_TURN = re.compile(r"[Nn](?:,&?|&)H*[Nn](Z)(?=[wm]{0,3}J[PY][,&]{1,2}[PY])")
#: "A, Ủy viên Trung ương Đảng; Bí thư Tỉnh ủy; Chủ tịch HĐND": a rank, then offices.
_RANK_FIRST = re.compile(r"[Nn][,\-]([PY])((?:;[PY]){1,3})(?!H*[Nn])")
#: "Sau hai năm làm P1, ông A được …"
_AFTER_YEARS = re.compile(r"[wm#]{2,6}J(P),H*([Nn])[w,]{0,2}pI")


def line(sentence: Sentence, memory: Memory) -> Line:
    """Read a sentence: pieces, letters, roles."""
    made = Line(sentence, pieces(sentence, memory))
    made.letters = _letters(made.pieces)
    if "P" in made.letters or "Y" in made.letters:
        _assign(made)
    return made


def _letters(found: list[Piece]) -> str:
    """The letters of pieces; "lần lượt" tells the past of one person, not of two.

    A semicolon behind a mere rank parts no persons, and is a comma.
    """
    letters = "".join(piece.letter for piece in found)
    for ranked in _RANK_FIRST.finditer(letters):
        if key_of(found[ranked.start(1)].text).startswith(("ủy viên", "uv")):
            joined = ranked[2].replace(";", ",")
            letters = letters[: ranked.start(2)] + joined + letters[ranked.end() :]
    for several in _SEVERAL_IN_TURN.finditer(letters):
        at = several.start(1)
        if found[at].text.lower() == "lần lượt":
            found[at].letter = "w"
            letters = f"{letters[:at]}w{letters[at + 1 :]}"
    return letters


def _assign(made: Line) -> None:
    taken = set(titled_together(made))
    add_titles_before(made, taken)
    add_titles_behind(made, taken)
    _all_alike(made)
    _after_years(made)
    leave_for_the_next(made)
    made.roles = [role for role in made.roles if not _among_foreign(made, role)]
    made.roles.sort(key=lambda role: role.name)


def _are_alike(behind: str) -> bool:
    """Whether behind some names it is told that all of them bear a title."""
    return follows("statements", "alike", behind, 0, " ,(–-")


def _all_alike(made: Line) -> None:
    """ "ông A và B - đều là nguyên Phó Chủ tịch UBND tỉnh": the title is of both."""
    for found in _ALL_ALIKE.finditer(made.letters):
        post = made.pieces[found.start(2)].post
        told = made.sentence.key[made.pieces[found.end(1) - 1].end :]
        if post is None or post.position is None or not _are_alike(told):
            continue
        borne = {role.name for role in made.roles if role.post is post}
        for name in range(*found.span(1)):
            if made.letters[name] in "Nn" and name not in borne:
                made.roles.append(Role(name, post, run=(post,)))


def _after_years(made: Line) -> None:
    """ "Sau hai năm làm P1, ông A được điều động giữ chức P2": A has borne P1."""
    found = _AFTER_YEARS.match(made.letters)
    post = made.pieces[found.start(1)].post if found else None
    if found and post and opens("statements", "after_years", made.sentence.key):
        made.roles.append(Role(found.start(2), post, run=(post,)))


def _among_foreign(made: Line, role: Role) -> bool:
    """Titles behind a foreign one in the sentence, unless they name a unit of ours."""
    if any(one.place for one in role.run):
        return False
    return any(
        is_foreign(made, [(at, piece.post)])
        for at, piece in enumerate(made.pieces)
        if piece.post and piece.start < role.post.start and piece.letter in "PY"
    )

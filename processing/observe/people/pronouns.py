"""Whom "ông", "bà", "vị này" is of, where a sentence tells on what another decided.

"Ông A vừa nhận quyết định của Bộ Chính trị. Theo đó, ông giữ chức P thay ông B": the
person stands in one sentence, the office in the next.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.language.key import key_of
from processing.observe.language.phrases import holds, opening
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.roles import Line

#: Behind the pronoun: a passive, or what one does with an office.
_GOES_ON = re.compile(r"[wM]{0,2}(?:p[bBYwGZ]{0,4}[IOD]|[JOETD])")
_COMES = re.compile(r"[w]{0,1}p[bBYwG]{0,3}[IO]")
#: Before the pronoun: somebody else, or something is told already.
_TELLS = re.compile("[NnPYIOJXET]")
#: Who is the last named, as the one to whom it is handed.
_RECEIVER = re.compile(r"oH*([Nn])[^NnIOJX]*$")
#: The subject of a sentence that opens with it, and whom it replaces.
_SUBJECT = re.compile(r"[wGbBt#/,o]{0,12}H*([Nn])")


def speaks_of_him(sentence: Sentence) -> bool:
    """Whether a sentence begins with a pronoun, as it does where it goes on."""
    return _pronoun(sentence) is not None


def _pronoun(sentence: Sentence) -> tuple[int, bool] | None:
    """Where the pronoun ends, and whether what leads to it names the decision."""
    for section, led in (("he_then", True), ("he", False)):
        if found := opening("statements", section).match(sentence.key):
            return len(found[0].rstrip(" ,")), led
    return None


def refer(made: Line, before: Line | None) -> None:
    """Let the pronoun at the head of a sentence name the one told of before."""
    told = _pronoun(made.sentence)
    if told is None or before is None or not set("PTD") & set(made.letters):
        return
    end, led = told
    at = next((n for n, one in enumerate(made.pieces) if one.end >= end), -1)
    if at < 0 or made.pieces[at].end != end or _TELLS.search(made.letters, 0, at):
        return
    goes_on = _GOES_ON if led else _COMES
    if not goes_on.match(made.letters, at + 1):
        return
    if not (led or holds("statements", "decides_of", before.sentence.key)):
        return
    if (person := _spoken_of(before)) is not None:
        piece = made.pieces[at]
        piece.letter, piece.value = "n", person
        piece.data = {"meant": person}
        made.letters = f"{made.letters[:at]}n{made.letters[at + 1 :]}"


def _spoken_of(before: Line) -> str | None:
    """The one person of a sentence, or its subject; ``None`` where nothing tells."""
    named = [one for one in before.pieces if one.letter in "Nn"]
    if len({_last_word(one) for one in named}) == 1:
        return _name(named[0])
    if holds("statements", "hands_over", before.sentence.key):
        given = _RECEIVER.search(before.letters)
        return _name(before.pieces[given.start(1)]) if given else None
    subject = _SUBJECT.match(before.letters)
    return _name(before.pieces[subject.start(1)]) if subject else None


def _last_word(piece: Piece) -> str:
    return key_of(_name(piece)).split()[-1]


def _name(piece: Piece) -> str:
    return str(piece.data.get("meant") or " ".join(piece.text.split()))

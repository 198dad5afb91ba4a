"""Lists, a line for each person, behind what says what becomes of all of them.

A list is an opening ("Ban Thường vụ bổ nhiệm 3 cán bộ:", "Cụ thể:", behind the sentence
that decides) and its entries. The opening gives the change; an entry gives the person,
and the office that is meant in one of the ``FORMS``, or that is lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from processing.observe.article.document import Sentence
from processing.observe.changes.claims import AGAIN, Claim, Found
from processing.observe.language.phrases import holds, opens
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import TITLES, Post, any_office, position_of

LONGEST = 16  # sentences from the opening to the last of the list
_MARK = r"[\-#.)*+•]{0,3}"
_WHO = rf"{_MARK}H*(?P<name>N)(?:\([^()]*\))?"
#: How an entry names the office that somebody comes to. "ông A, P1: P2", "P: ông A";
#: where the opening speaks of offices, "A - P", too.
FORMS = (
    re.compile(rf"{_WHO}(?:[,\-]{TITLES})?:A?J?(?P<posts>{TITLES})(?![NnH:])"),
    re.compile(rf"{_MARK}(?P<posts>P)(?:=|:|-|=:)H*(?P<name>N)"),
)
OF_OFFICES = re.compile(rf"{_WHO}-(?P<posts>{TITLES})[;.,]?$")
#: "Tỉnh Lào Cai: ông A", "Lào Cai có 4 Phó Chủ tịch: A, B": of an office of each unit.
OF_A_UNIT = re.compile(rf"{_MARK}L?(?P<unit>G)(?:w#[PY])?:H*(?P<name>N)")
#: Who is named by an entry that has no verb of its own.
_ENTRY = re.compile(rf"{_MARK}(?:HN|N|P|L?G(?:w#[PY])?:H*N)")
_BARE_ENTRY = re.compile(rf"{_MARK}H*(?P<name>N)[(,\-]")
_NUMBER_ALONE = re.compile(r"[\-*+•\d.) ]*")
_BRACKETS = re.compile(r"\([^()]*\)")
_DIRECTIONS = {"I": "in", "O": "out", "E": "out", "X": "sanction"}


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening of a list says of all whom the list names."""

    direction: str
    change: str
    of_offices: bool  # it speaks of offices: "bầu các chức danh chủ chốt gồm:"
    each: Post | None = None  # the office that each of several units has
    elects_to: tuple[str, ...] = ("",)  # with what such offices begin


def tell_entry(made: Line, found: Found, lines: Mapping[int, Line]) -> list[Claim]:
    """The claims that an entry of a list makes, besides those it makes by itself.

    A mere "giữ chức P" of an entry is made a decision of the kind the opening tells.
    """
    if made.sentence.is_headline or not _ENTRY.match(made.letters):
        return []
    opening = _opening_of(made.sentence, lines)
    if opening is None:
        return []
    if opening.direction in ("in", "continued"):
        return _come(made, found, opening)
    rest = _BRACKETS.sub("", made.letters)
    if re.search("[IOXJEZT]", rest if opening.direction == "out" else made.letters):
        return []
    return [*_go(made, opening)]


def _opening_of(sentence: Sentence, lines: Mapping[int, Line]) -> Opening | None:
    """What leads to an entry, past the entries before it."""
    first = max(0, sentence.index - LONGEST)
    for one in reversed(sentence.document.sentences[first : sentence.index]):
        if one.key.rstrip().endswith((":", " gồm", " sau")):
            return _opening(one, lines)
        told = lines.get(one.index)
        entry = opens("statements", "accused_entry", one.key) or (
            told is not None and _ENTRY.match(told.letters) is not None
        )
        if not (entry or _NUMBER_ALONE.fullmatch(one.key)):
            # "Thủ tướng chỉ định Chủ tịch UBND 3 tỉnh. | Tỉnh Lào Cai: ông A"
            opening = _opening(one, lines)
            return opening if opening and opening.each else None
    return None


def _opening(sentence: Sentence, lines: Mapping[int, Line]) -> Opening | None:
    """What a line that opens a list says, or the one before a mere "Cụ thể:"."""
    if holds("slates", "none", sentence.key):
        return None
    if holds("statements", "accuses", sentence.key):
        return Opening("sanction", "prosecuted", of_offices=False)
    made = lines.get(sentence.index)
    verbs = _verbs(made) if made else []
    if not verbs and opens("slates", "leads", sentence.key):
        made = lines.get(sentence.index - 1)
        verbs = _verbs(made) if made else []
    directions = {_DIRECTIONS[one.letter] for one in verbs}
    if made is None or len(directions) != 1 or re.search("[MZ]", made.letters):
        return None
    direction, change = directions.pop(), str(verbs[-1].value)
    again = direction == "in" and change in AGAIN.values()
    told = f"{made.sentence.key} {sentence.key}"
    offices = holds("slates", "offices", told)
    return Opening(
        "continued" if again else direction,
        change,
        of_offices=offices,
        each=_of_each(made, told),
        elects_to=_elective(told),
    )


def _elective(told: str) -> tuple[str, ...]:
    """The kinds of offices to which the one body that is named elects."""
    council = holds("scope", "a_council", told)
    if council == holds("scope", "a_committee", told):
        return ("",)
    return ("peoples_",) if council else ("party_", "inspection_")


def _of_each(made: Line, told: str) -> Post | None:
    """ "Chủ tịch UBND 23 tỉnh, thành phố", "các bí thư tỉnh ủy": the one office."""
    if not holds("slates", "of_several_units", told):
        return None
    posts = [one.post for one in made.pieces if one.letter in "PY" and one.post]
    found = [one for one in posts if position_of(one)]
    return found[0] if len({position_of(one) for one in found}) == 1 else None


def _verbs(made: Line) -> list[Piece]:
    """The verbs that decide; the handing over of a decision is none beside others."""
    verbs = [one for one in made.pieces if one.letter in _DIRECTIONS]
    handed = [one for one in verbs if one.text.lower().endswith("quyết định")]
    return [one for one in verbs if one not in handed] or verbs


def _come(made: Line, found: Found, opening: Opening) -> list[Claim]:
    """Who comes to an office that the entry names."""
    for claim in found.claims:
        if claim.direction == "in" and not claim.explicit:
            claim.explicit, claim.change = True, opening.change
            claim.direction = opening.direction
    if found.claims or re.search("[IOXET]", _BRACKETS.sub("", made.letters)):
        return []
    if opening.each and (unit := OF_A_UNIT.match(made.letters)):
        return [*_claims_of_a_unit(made, unit, opening, opening.each)]
    forms = (*FORMS, OF_OFFICES) if opening.of_offices or opening.each else FORMS
    told = next(filter(None, (one.match(made.letters) for one in forms)), None)
    if told is None:
        return []
    return [*_claims(made, told, opening)]


def _claims_of_a_unit(
    made: Line, told: re.Match[str], opening: Opening, office: Post
) -> Iterator[Claim]:
    """Those who come to the office that the opening names, in the unit of the entry."""
    unit = made.pieces[told.start("unit")]
    post = Post(unit.start, unit.end, office.role, position_of(office), unit.value)
    for name in names_of_list(made, told.start("name")):
        yield Claim(name, post, opening.direction, opening.change, unit.start)


def _claims(made: Line, told: re.Match[str], opening: Opening) -> Iterator[Claim]:
    name = told.start("name")
    marks = made.pieces[: told.start("posts")] + made.pieces[told.end("posts") :]
    again = any(one.letter == "A" or one.value == "re_elected" for one in marks)
    direction = "continued" if again else opening.direction
    change = AGAIN.get(opening.change, opening.change) if again else opening.change
    posts = [
        piece.post
        for piece in made.pieces[slice(*told.span("posts"))]
        if piece.post and piece.post.position and not piece.post.former
    ]
    if opening.each and not opening.of_offices:  # no title of another kind
        posts = [one for one in posts if one.position == position_of(opening.each)]
    elif opening.change in ("elected", "re_elected"):
        posts = [one for one in posts if _elects_to(one, opening)]
    for post in posts:
        yield Claim(name, post, direction, change, post.start, run=tuple(posts))


def _elects_to(post: Post, opening: Opening) -> bool:
    """Whether it is an office to which such a body elects, and no other title."""
    position = post.position or ""
    return position.startswith(opening.elects_to) and post.role != "office_chief"


def _go(made: Line, opening: Opening) -> Iterator[Claim]:
    """Who leaves, or is punished in, whatever the entry titles him with."""
    entry = _BARE_ENTRY.match(made.letters)
    if entry is None:
        return
    for name in names_of_list(made, entry.start("name")):
        at = made.pieces[name].start
        if opening.direction == "sanction":
            yield Claim(name, any_office(), "sanction", opening.change, at)
            return
        for role in made.roles_of(name):
            if role.post.position and not role.post.former:
                yield Claim(name, role.post, "out", opening.change, at, run=role.run)

"""Titles that lean on the ones beside them for the body, the level or the district.

"A, Phó Bí thư Thường trực, Chủ tịch HĐND tỉnh" is deputy secretary of that province,
"A, Phó Chủ tịch HĐND, nguyên Chủ tịch UBND huyện X" of that district's council.
"""

from __future__ import annotations

import re

from processing.observe.language.phrases import holds
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import (
    LEVEL_OF_BODY,
    PARTY_ROLES,
    POSITIONS,
    STATE_ROLES,
    Post,
    standing,
)

#: "cách chức Bí thư, Phó Bí thư Tỉnh ủy": both of that committee.
_BOTH_HEADS = ("secretary", "deputy")
#: "Phó Bí thư Thường trực, Trưởng Ban Tổ chức Tỉnh ủy": both of that committee.
COMMISSIONS = frozenset(POSITIONS["head"].values()) | {"party_office_chief"}
#: "A, P và ông B, Y": who is named with another, each with a title.
#: "giữ chức P, bà B (60/62 phiếu) và ông C giữ chức P": whom verbs give two offices.
_CHAIR_THEN_VICE = re.compile(
    r"J(P)[;,&]{1,2}[mH]*[Nn](?:\([^()]*\))?(?:[,&]{1,2}H*[Nn](?:\([^()]*\))?)*J(P)"
)
_SHARED = re.compile(r"P&H*[Nn],Y")


def lean_on_each_other(made: list[Piece], key: str) -> None:
    """Settle what titles of a sentence leave open by those beside them."""
    for piece, joins, following in zip(made, made[1:], made[2:], strict=False):
        if piece.post is None or following.post is None:
            continue
        if joins.text.lower() == "kiêm":
            _lean_on_the_council(piece.post, following, key)
        if joins.letter in (",", "-") or joins.text.lower() == "kiêm":
            _lean(piece, following, key)
        elif joins.letter == "&":
            _lean_on_the_deputy(piece, following)
    _share_the_district(made)
    _share_the_council(made)


def _lean_on_the_council(post: Post | None, following: Piece, key: str) -> None:
    """ "Phó Chủ tịch kiêm Trưởng ban Pháp chế HĐND tỉnh": of the council, too."""
    other = following.post
    if post is None or other is None or other.below or following.letter != "Y":
        return
    council = holds("scope", "a_council", key, other.start, other.end)
    if council and post.bare and post.position and post.role in STATE_ROLES:
        post.position = POSITIONS[post.role]["council"]
        post.bare = False


def _lean_on_the_deputy(piece: Piece, following: Piece) -> None:
    """ "Chủ tịch và Phó Chủ tịch UBND tỉnh A, B": both of that committee.

    "Chủ nhiệm và Phó Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy" are both of that commission.
    """
    post, other = piece.post, following.post
    if post is None or other is None or post.place:
        return
    if post.role == "head" and not post.body and other.heads:
        post.position, post.loose = other.heads, not other.body
    elif not (post.bare and other.position):
        return
    elif (post.role, other.role) == ("chair", "vice"):
        post.position = other.position.replace("vice_chair", "chair")
    elif (post.role, other.role) == _BOTH_HEADS:
        post.position = POSITIONS["secretary"][""]
    else:
        return
    level = other.level or LEVEL_OF_BODY.get(other.body)
    post.level, post.bare, piece.letter = level, False, "P"


def _lean(piece: Piece, following: Piece, key: str) -> None:
    """Settle one of two titles by the other, where it can be."""
    post, other = piece.post, following.post
    if post is None or other is None:
        return
    if _is_of_an_event(post, other) or _is_of_the_lower(post, other):
        other.position, following.letter = None, "Y"
    elif other.below and _are_of_one_district(post, other, key):
        post.position, piece.letter = None, "Y"
    elif post.below and post.role in PARTY_ROLES | STATE_ROLES and not other.new:
        # "Bí thư kiêm Chủ tịch UBND xã Y": of the same commune
        if _are_of_one_district(other, post, key):
            other.position, other.below, following.letter = None, True, "Y"
    elif piece.letter == "Y" and _are_of_one_province(post, other):
        role = "deputy" if post.role == "standing" else post.role
        post.position = standing(POSITIONS[role][""], post)
        post.level, piece.letter = other.level, "P"


def _is_of_an_event(post: Post, other: Post) -> bool:
    """ "Phó Chủ tịch UBND tỉnh kiêm trưởng ban tổ chức": of the festival told of."""
    organises = other.position == "organisation_commission_head" and other.loose
    return organises and post.role in STATE_ROLES


def _are_of_one_province(post: Post, other: Post) -> bool:
    """Whether a bare title of the Party is of the unit that is named next."""
    leans = post.bare and post.role in PARTY_ROLES | {"standing"}
    beside = other.role in STATE_ROLES or (post.role, other.role) == _BOTH_HEADS
    beside |= other.position in COMMISSIONS
    return bool(leans and other.position and beside and other.level)


def _are_of_one_district(post: Post, other: Post, key: str) -> bool:
    """Whether a title that names no level is of the district named beside it."""
    if post.role in PARTY_ROLES | {"standing"}:
        town = other.role in STATE_ROLES and _is_of_a_town(key, other)
        return post.bare or (town and post.level == "city" and not post.place)
    known = other.role in PARTY_ROLES | STATE_ROLES
    return post.role in STATE_ROLES and known and not (post.level or post.place)


def _is_of_a_town(key: str, post: Post) -> bool:
    """ "Chủ tịch UBND TP Pleiku": of a city, and below the province."""
    return holds("scope", "city_word", key, post.start, post.end)


def _is_of_the_lower(post: Post, other: Post) -> bool:
    """ "Bí thư Thành ủy (of a provincial city), Chủ tịch HĐND": of that city, too."""
    lower = post.role in PARTY_ROLES and post.position is None
    lower &= post.body in ("city_committee", "lower_party")
    unnamed = not (other.level or other.place) and other.role in STATE_ROLES
    return lower and unnamed


def _share_the_district(made: list[Piece]) -> None:
    """ "A, Chủ tịch và B, Phó chủ tịch UBND TP Yên Bái": of the same town."""
    letters = "".join(one.letter for one in made)
    for found in _SHARED.finditer(letters):
        piece, other = made[found.start()], made[found.end() - 1].post
        post = piece.post
        if post is None or other is None or not (post.bare and other.below):
            continue
        if not post.place and {post.role, other.role} <= STATE_ROLES:
            post.position, piece.letter = None, "Y"


def _share_the_council(made: list[Piece]) -> None:
    """ "bầu A giữ chức Chủ tịch, B và C giữ chức Phó Chủ tịch HĐND": one council."""
    letters = "".join(one.letter for one in made)
    for found in _CHAIR_THEN_VICE.finditer(letters):
        post, other = made[found.start(1)].post, made[found.start(2)].post
        if post is None or other is None or not post.bare or other.bare:
            continue
        council = other.position == "peoples_council_vice_chair"
        if (post.role, other.role) == ("chair", "vice") and council:
            post.position, post.level = "peoples_council_chair", other.level
            post.bare = False

"""Composes titles from marks: "Phó Chủ tịch Thường trực UBND tỉnh Nghệ An" is one post.

The first word says what the title is, the body what is led, level and name whose it
is. What belongs to a district, a sector, the centre or another country is a title too,
so that lists of titles can be followed, but it is not watched.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.language.phrases import follows, holds, stops
from processing.observe.sentence.bodies_alone import Bodies
from processing.observe.sentence.leaning import lean_on_each_other
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import (
    COMMITTEES,
    LEVEL_OF_BODY,
    NEVER,
    OF_THE_UNIT,
    PARTY_ROLES,
    POSITIONS,
    STARTS_A_CLAUSE,
    STATE_ROLES,
    Memory,
    Post,
    is_person,
    kind_of_body,
    standing,
)


def pieces(sentence: Sentence, memory: Memory) -> list[Piece]:
    """The sentence as pieces; ``memory`` is read and brought up to date."""
    return _Composer(sentence, memory).run()


#: What "Trưởng ban Tổ chức" organises, where it is no commission.
EVENTS = frozenset(
    (
        *("lễ", "hội", "giải", "cuộc", "liên", "ngày", "tuần", "đại", "chương"),
        *("tiệc", "đám", "trại", "chuyến", "buổi", "đêm", "sự", "triển"),
    )
)


#: What a vice chair is in charge of, up to the body.
_FIELD = re.compile("D(?:w[w&-]{0,5}o)?(?=B)")
#: "Phó Bí thư Thường trực phụ trách Thành ủy A": in charge of it, with a name behind.
_HEADED = re.compile("D(?=B[LG]{0,2}N)")
#: The same behind a name, where nothing is decided: "A, Phó Bí thư phụ trách Tỉnh ủy".
_HEADED_ALONE = re.compile(r",?D(?=B[LG]{0,2}(?:[,.;)\-]|$))")

#: Around "Thường vụ Tỉnh ủy" as a title: "A, Thường vụ Tỉnh ủy, P".
_TITLED_THEN, _AND_A_TITLE = re.compile("[Nn][,-]"), re.compile("[BLG]{0,3},[FKQ]?R")

#: "Chủ tịch Vietinbank": no syllable is that long.
_LONG_NAME = re.compile(r" [A-Z][A-Za-z]{6,}(?!\w)")

#: How many sentences behind a chair its vice chair can be called so alone.
_NEAR = 8
#: Letters of what may be part of something composed; all else stays as it is.
_COMPOSED = frozenset("RBN(t")


class _Composer(Bodies):
    """Walks through the marks of a sentence and composes posts."""

    def run(self) -> list[Piece]:
        at = 0
        while at < len(self.marks):
            mark = self.marks[at]
            if mark.letter in _COMPOSED:
                at = self._step(at)
            else:
                self.made.append(mark)
                at += 1
        lean_on_each_other(self.made, self.sentence.key)
        return self.made

    def _step(self, at: int) -> int:
        mark = self.marks[at]
        if mark.letter == "R" or self._is_a_rank(at):
            return self._post(at)
        if mark.letter == "B" and mark.value not in NEVER:
            return self._body(at)
        if mark.letter == "B" and mark.value == "lower_party":
            return self._lower_party(at)
        self._note_youth(mark)
        if mark.letter == "N":
            self._name(mark, at)
        elif mark.letter == "(" and self._only_a_term(at):
            return at + 3
        elif mark.letter != "t":
            self.made.append(mark)
        return at + 1

    def _is_a_rank(self, at: int) -> bool:
        """Make a title of the board in "A, TVTU, P", "A, Thường vụ Tỉnh ủy, P"."""
        mark = self.marks[at]
        if mark.value != "board" or not follows(
            "holding", "of_the_board", self.sentence.key, mark.start
        ):
            return False
        behind = "".join(one.letter for one in self.marks[at + 1 : at + 6])
        before = "".join(one.letter for one in self.made[-2:])
        if not (_TITLED_THEN.match(before) and _AND_A_TITLE.match(behind)):
            return False
        mark.letter, mark.value = "R", "board_member"
        return True

    def _note_youth(self, mark: Piece) -> None:
        """A bare "Bí thư" after the Youth Union is its own."""
        if mark.data.get("youth"):
            self.memory.party = Post(mark.start, mark.end, "body", body="lower_party")

    def _only_a_term(self, at: int) -> bool:
        """ "(nhiệm kỳ 2015-2020)" adds nothing to what stands around it."""
        return "".join(mark.letter for mark in self.marks[at : at + 3]) == "(t)"

    # --- posts ------------------------------------------------------------------

    def _post(self, at: int) -> int:
        first = self.marks[at]
        post = Post(first.start, first.end, first.value)
        after = at + 1
        bodies: list[str] = []
        lower = first.value in ("other", "aide")
        while after < len(self.marks):
            mark = self.marks[after]
            if mark.letter == "S":
                post.role = "standing" if post.role == "deputy" else post.role
            elif mark.letter == "B":
                bodies.append(mark.value)
                post.body = post.body or kind_of_body(mark.value)
            elif mark.letter == "L":
                lower |= self._level(post, mark, after)
            elif mark.letter == "m" and self._goes_on_below(after + 1):
                lower = post.many = True
            elif mark.letter == "G" and post.place is None:
                lower |= self._place(post, mark, bodies)
            elif mark.letter == "t":
                post.term = mark.value
            elif (beside := self._beside(post, after)) is not None:
                after += beside
            elif mark.letter == "N" and (cut := self._named_below(post, after, bodies)):
                lower |= cut
            else:
                break
            post.end = self.marks[after].end
            after += 1
        lower |= bodies == ["organisation"] and self._organises(post, after)
        helped = (POSITIONS["head"].get(body) for body in bodies)
        post.heads = next(filter(None, helped), None)
        self._decide(post, bodies, lower=lower)
        if post.position is None:
            after = self._swallow(post, after)
        self._finish(post)
        for mark in self.marks[at:after]:
            self._note_youth(mark)
        return after

    def _organises(self, post: Post, at: int) -> bool:
        """ "Trưởng ban Tổ chức Festival": of an event, not the commission."""
        if post.level or post.place or at >= len(self.marks):
            return False
        mark = self.marks[at]
        beside = self.sentence.key[post.end : mark.start] == " "
        first = self.sentence.key[mark.start : mark.end].split(" ")[0]
        if beside and first in EVENTS:
            return True
        capital = self.sentence.text[mark.start].isupper()
        event = mark.letter in "wN" and not is_person(mark.value)
        return beside and capital and event

    def _goes_on_below(self, at: int) -> bool:
        return at < len(self.marks) and self.marks[at].letter in "BL"

    def _beside(self, post: Post, at: int) -> int | None:
        """What only explains a title; how many marks more it takes, if it is such."""
        letters = "".join(mark.letter for mark in self.marks[at : at + 9])
        if letters.startswith("(S)"):
            post.role = "standing" if post.role == "deputy" else post.role
            return 2
        if self.sentence.key.startswith("đương nhiệm", self.marks[at].start):
            post.current = True
            return 1
        if post.role == "office_chief":
            # "Chánh Văn phòng [Tỉnh ủy], người phát ngôn của Tỉnh ủy"
            speaks = follows("holding", "speaks_for", self.sentence.key, post.end, " ,")
            told = letters.index("B") if speaks and "B" in letters else None
            return told - (not post.body) if told is not None else None
        # "Phó Chủ tịch phụ trách HĐND tỉnh", "… phụ trách đô thị của UBND TP"
        bare = post.role == "vice" and self.marks[at - 1].letter in "RS"
        field = _FIELD.match(letters) if bare else None
        if post.role in ("deputy", "standing"):
            field = _HEADED.match(letters) or self._in_charge(at, letters)
        return field.end() - 1 if field else None

    def _in_charge(self, at: int, letters: str) -> re.Match[str] | None:
        """ "A, Phó Bí thư phụ trách Tỉnh ủy": how A is called, unless it is decided."""
        decided = any(one.letter in "IJ" for one in self.marks[:at])
        return None if decided else _HEADED_ALONE.match(letters)

    def _decide(self, post: Post, bodies: list[str], *, lower: bool) -> None:
        """Set the position, if it is a watched one."""
        post.below = lower
        if lower or NEVER & set(bodies):
            if "other" in bodies and post.role in STATE_ROLES and not self.made:
                post.body = "other"  # "Chủ tịch Hội X là …": a bare title is its own
            seat = self.sentence.key.startswith("đại biểu quốc hội", post.start)
            if not seat and (lower or not OF_THE_UNIT & set(bodies)):
                post.place = None
            return
        role = "deputy" if post.role == "standing" else post.role
        table = POSITIONS.get(role, {})
        chief = next((body for body in bodies if body in table and body), "")
        if role == "office_chief" and not set(bodies) <= {"office", *COMMITTEES}:
            return  # of the council, the inspection commission …
        position = table.get(chief)
        committee = next((body for body in bodies if body in COMMITTEES), "")
        if self._lower_city(post) or self._is_of_that_commune(post, role):
            post.below = True
            return
        if role == "head" and not bodies:
            position = self._of_a_body(post)
            post.bare = position is not None
        if not chief and role in PARTY_ROLES | STATE_ROLES:
            if bodies:
                return
            if not (post.place or post.level):
                self._bare(post, role)
                return
        post.level = post.level or LEVEL_OF_BODY.get(committee)
        if role in ("head", "inspection_head", "member", "board_member"):
            post.loose = not (committee or post.place or post.bare)
        if post.loose and (self._is_of_the_centre(post) or self._is_of_that_town(post)):
            return
        post.position = standing(position, post)

    def _is_of_that_commune(self, post: Post, role: str) -> bool:
        """ "UBND phường X nói …. Ông A, Chủ tịch UBND, …": of what was told of last.

        Or of the unit named before: "Tại xã M, Phó Chủ tịch UBND A cho biết …".
        """
        if post.level or post.place or not (role in STATE_ROLES and post.body):
            return False
        last = self.memory.state
        return (last is not None and last.below) or self._is_told_below(post)

    def _is_told_below(self, post: Post) -> bool:
        """Whether the unit named last before in the sentence is a commune's."""
        if self.sentence.key.endswith("(", 0, post.start):
            return False
        for one in reversed(self.made):
            named = one.post and (one.post.place or one.post.level or one.post.body)
            if one.letter in "LG" or named:
                return one.value == "below"
        return False

    def _is_of_that_town(self, post: Post) -> bool:
        """ "Bí thư Thành ủy Vị Thanh nói A, Trưởng ban Tổ chức, …": of that town."""
        party = None if post.level == "province" else self.memory.party
        return party is not None and party.below and party.body == "city_committee"

    def _of_a_body(self, post: Post) -> str | None:
        """ "bầu Ủy ban Kiểm tra …, do ông A làm Chủ nhiệm": head of the body named."""
        if not stops("statements", "title_ends", self.sentence.key, post.end):
            return None  # "Chủ nhiệm hợp tác xã", "Trưởng ban Quản lý dự án"
        inspects = self.sentence.key.startswith("chủ nhiệm", post.start)
        for piece in reversed(self.made):
            if inspects != (piece.value == "inspection"):
                continue
            if piece.letter == "b" and piece.value in POSITIONS["head"] and piece.post:
                post.place, post.level = piece.post.place, piece.post.level
                return POSITIONS["head"][piece.value]
        return None

    def _bare(self, post: Post, role: str) -> None:
        """ "Phó Bí thư", "Phó Chủ tịch" alone: of the body spoken of last."""
        last = self.memory.party if role in PARTY_ROLES else self.memory.state
        post.bare = True
        if role in STATE_ROLES and self._is_of_a_company(post):
            return
        if last is None and role in PARTY_ROLES and self._is_of_a_congress(post):
            post.position, post.level = standing(POSITIONS[role][""], post), "province"
        if last is None or last.position is None:
            return
        post.level, post.hint = last.level, last.place
        if role in PARTY_ROLES:
            post.position = standing(POSITIONS[role][""], post)
        else:
            council = "council" in last.position
            post.position = POSITIONS[role]["council" if council else ""]
            post.led = self._is_led_by(last)

    def _is_of_a_congress(self, post: Post) -> bool:
        """ "Bí thư: ông A, tái cử", in a report of congresses of provinces."""
        labels = not self.made and self.sentence.key.startswith(":", post.end)
        return labels and holds("slates", "of_provinces", self.document.key)

    def _is_led_by(self, state: Post) -> bool:
        """ "Chủ tịch UBND tỉnh A …. Phó Chủ tịch B …": of that committee."""
        if "committee" not in (state.position or ""):
            return False
        if any(one.letter == "b" and one.end == state.end for one in self.made):
            return True  # "Về phía UBND tỉnh, Phó Chủ tịch A …"
        chair = self.memory.chair
        if chair is None or self.sentence.index - self.memory.chair_at > _NEAR:
            return False
        return chair.position == state.position

    def _is_of_a_company(self, post: Post) -> bool:
        """ "Chủ tịch kiêm Tổng Giám đốc", "Chủ tịch Vietinbank"."""
        named = _LONG_NAME.match(self.sentence.text, post.end)
        return named is not None or follows(
            "statements", "of_a_company", self.sentence.key, post.end
        )

    def _swallow(self, post: Post, at: int) -> int:
        """What still belongs to an unwatched title: up to a stop or a person."""
        while at < len(self.marks) and self._belongs(post, at):
            mark = self.marks[at]
            if mark.letter == "G" and self._names_the_unit(at):
                post.place = self.document.dated(mark.value)
            post.end = mark.end
            at += 1
        return at

    def _names_the_unit(self, at: int) -> bool:
        """ "Giám đốc Sở Xây dựng tỉnh Vĩnh Phúc": whose people they are."""
        before, mark = self.marks[at - 1], self.marks[at]
        if "đại biểu quốc hội" in self.sentence.key[mark.start - 30 : mark.start]:
            return True
        if before.value in OF_THE_UNIT or before.value == "province":
            return True
        return self.document.is_city(mark.value)

    def _belongs(self, post: Post, at: int) -> bool:
        mark = self.marks[at]
        if mark.letter in "&-,":
            return self._goes_on_behind(at, mark)
        if mark.letter == "R":
            return post.role == "aide"
        if mark.letter == "N":
            return not is_person(mark.value) or self._is_a_commune(at)
        if mark.letter == "w" and mark.value in STARTS_A_CLAUSE:
            return False
        if self.marks[at - 1].letter == "G" and mark.text == "chỉ đạo":
            return False  # "… Ban An toàn giao thông tỉnh Bình Phước chỉ đạo điều tra"
        return mark.letter in "w#BLGStF"

    def _goes_on_behind(self, at: int, sign: Piece) -> bool:
        """ "Sở A và B"; "Trưởng đoàn ĐBQH khóa XIV, đơn vị tỉnh Hòa Bình"."""
        if sign.letter == ",":
            return follows("scope", "constituency", self.sentence.key, sign.end)
        return self._goes_on(at + 1, "wB" if sign.letter == "&" else "")

    def _is_a_commune(self, at: int) -> bool:
        """ "xã Đồng Tâm, huyện Mỹ Đức": a place, though it looks like a name."""
        around = "".join(one.letter for one in self.marks[at - 1 : at + 3])
        return around == "LN,L"

    def _goes_on(self, at: int, kinds: str) -> bool:
        """After "và", a dash: whether still the name of the same office follows."""
        mark = self.marks[at] if at < len(self.marks) else None
        if mark and mark.letter == "N":
            return not is_person(mark.value)
        return mark is not None and mark.letter in kinds

    def _finish(self, post: Post) -> None:
        while self.made and self.made[-1].letter in "FWQK":
            before = self.made.pop()
            name = {"F": "former", "W": "new", "Q": "acting", "K": "current"}
            setattr(post, name[before.letter], True)
            post.start = before.start
        self._remember_post(post)
        self._note_chair(post)
        letter = "P" if post.position else "Y"
        self._add(letter, "", post)

    def _note_chair(self, post: Post) -> None:
        text = self.sentence.key[post.start : post.end]
        if not post.bare and ("chủ tịch" in text or post.role in STATE_ROLES):
            self.memory.chair, self.memory.chair_at = post, self.sentence.index

    def _remember_post(self, post: Post) -> None:
        if post.bare or post.many or not (post.position or post.body):
            return
        party = post.body in COMMITTEES | {"lower_party"}
        if post.role in PARTY_ROLES | {"standing"} and (party or post.position):
            self.memory.party = post
            if post.body == "city_committee":
                self.memory.city = post
        elif post.role in STATE_ROLES and (post.position or not party):
            self.memory.state = post
            if post.place or post.below:
                self._note_city(post, below=post.below)

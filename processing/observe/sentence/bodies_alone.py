"""Bodies that are no part of a title: "điều hành UBND tỉnh", "HĐND tỉnh bầu".

They tell which committee and which state body the bare titles after them mean.
"""

from __future__ import annotations

from dataclasses import replace

from processing.observe.sentence.levels import Levels
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import (
    COMMITTEES,
    LEVEL_OF_BODY,
    NEVER,
    Post,
    abroad,
    towns,
)

_LED = ("lãnh đạo ", "lãnh đạo của ", "về phía ")
_HAS = (" hiện có", " hiện gồm", " có chủ tịch", " gồm chủ tịch", " là chủ tịch")


class Bodies(Levels):
    """Takes the bodies of a sentence that stand alone."""

    def _body(self, at: int) -> int:
        """A body that is no part of a title: "điều hành UBND tỉnh", "HĐND tỉnh bầu"."""
        first = self.marks[at]
        post = Post(first.start, first.end, "body", body=first.value)
        bodies = [first.value]
        after, lower = self._parts(post, bodies, at + 1)
        post.level = post.level or LEVEL_OF_BODY.get(first.value)
        if self._is_led(first.start, post.end):
            post.role = "leaders"
        below = lower or self._lower_city(post)
        if below and "city_committee" in bodies:
            self.memory.party = replace(post, body="city_committee", position=None)
            self.memory.city = self.memory.party
        elif lower or post.place:
            self._note_city(post, below=below)
        if below or NEVER & set(bodies):
            post.body, post.place = "other", None
            self.memory.chair = None
        elif not post.place:
            post.hint = self._named_before(post.body)
        of = self._speaks_of(post, bodies)
        self._remember(replace(post, body=of) if of and not below else post)
        self._add("b", post.body, post)
        return after

    def _named_before(self, body: str) -> str | None:
        """ "Tỉnh ủy X giao A điều hành Tỉnh ủy": whose it is."""
        places = [
            self.document.dated(one.post.place)
            for one in self.made
            if (one.letter, one.value) == ("b", body) and one.post and one.post.place
        ]
        return places[-1] if places else None

    def _parts(self, post: Post, bodies: list[str], after: int) -> tuple[int, bool]:
        """Take in the marks that belong to a body: where they end, and if it is lower.

        ``bodies`` is added to: "Ban Thường vụ Tỉnh ủy" names two.
        """
        lower = False
        while after < len(self.marks):
            mark = self.marks[after]
            if mark.letter == "B":
                bodies.append(mark.value)
            elif mark.letter == "L":
                lower |= self._level(post, mark, after)
            elif mark.letter == "G" and post.place is None:
                lower |= self._place(post, mark, bodies)
            elif mark.letter == "N" and self._cut_named(after, towns() | abroad()):
                lower = True
            elif mark.letter == "t" and self._is_named_next(after):
                pass  # "HĐND khóa XVI tỉnh Quảng Bình"
            else:
                break
            post.end = mark.end
            after += 1
        return after, lower

    def _speaks_of(self, post: Post, bodies: list[str]) -> str:
        """The body that is spoken of as well, "" if none: "Ban Thường vụ Tỉnh ủy"."""
        if bodies[0] == "office" and bodies[1:2] in (
            ["peoples_committee"],
            ["council"],
        ):
            post.role = "leaders"  # "Văn phòng UBND tỉnh cho biết, Phó …"
            return bodies[1]
        # a "Thành ủy" of no name may be a town's
        sure = post.place or "city_committee" not in bodies
        speaks = bodies if bodies[0] == "board" and sure else ()
        return next((one for one in speaks if one in COMMITTEES), "")

    def _add(self, letter: str, value: str, post: Post) -> None:
        """Add what is composed of several marks."""
        text = self.sentence.text
        self.made.append(Piece(letter, value, post.start, post.end, text, post=post))

    def _is_named_next(self, at: int) -> bool:
        following = self.marks[at + 1 : at + 2]
        return bool(following) and following[0].letter in "LG"

    def _is_led(self, start: int, end: int) -> bool:
        """ "lãnh đạo HĐND", "về phía UBND", "HĐND hiện có Chủ tịch A": of its own."""
        led = self.sentence.key.endswith(_LED, 0, start)
        return led or self.sentence.key.startswith(_HAS, end)

    def _lower_party(self, at: int) -> int:
        """A party body below the province: bare titles after it are its own."""
        mark = self.marks[at]
        following = self.marks[at + 1].letter if at + 1 < len(self.marks) else ""
        if "".join(one.letter for one in self.marks[at + 1 : at + 4]) == "mLG":
            party = Post(mark.start, mark.end, "body", "party_secretary")
            self.memory.party = party  # "đảng bộ các tỉnh A và B": of each of them
            self.made.append(mark)
            return at + 1
        if mark.value == "lower_party" and following == "G":
            place = self.marks[at + 1]
            post = Post(mark.start, place.end, "body", "party_secretary")
            post.place, post.body = self.document.dated(place.value), "either_committee"
            self.memory.party = post
            self._add("b", post.body, post)
            return at + 2
        self.memory.party = Post(mark.start, mark.end, "body", body="lower_party")
        self.made.append(mark)
        return at + 1

    def _remember(self, post: Post) -> None:
        """A body alone tells which party committee, and whose state body, is meant."""
        if post.body in COMMITTEES:
            post.position = "party_secretary"
            self.memory.party = post
            if post.body == "city_committee":
                self.memory.city = post
        elif post.body in ("council", "peoples_committee"):
            council = (post.role, post.body) == ("leaders", "council")
            kind = "council" if council else "committee"
            post.position = f"peoples_{kind}_chair"
            led = post.role == "leaders"  # "đối với lãnh đạo UBND, ông A (chủ tịch) …"
            if self.memory.state is None or post.place or led:
                self.memory.state = post
            if self.memory.party is None or post.place:
                party = replace(post, position="party_secretary")
                self.memory.party = party

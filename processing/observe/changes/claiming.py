"""Makes claims of the titles that a verb governs: for each person and office one."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.changes.claims import AGAIN, Claim, Found
from processing.observe.changes.meant import Meant
from processing.observe.language.phrases import ends
from processing.observe.sentence.listing import (
    stands_above,
    units_in_turn,
    units_of_list,
)
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import TITLES, Post, has_office, is_single_seat

#: Behind one of a list and his titles: what he comes to, if more than the others.
_SET_RIGHT = re.compile(rf"[Nn][,\-]{TITLES}\((J?)(P)\)")
_AMONG_THEM = re.compile(r"H*([Nn])(?:=|w?J)(P)")
_NEXT_ONE = re.compile(r"H*[Nn](?:[,\-][PYt])*,?J")


class Claiming(Meant):
    """Remembers what has been claimed, for the next titles may go on with it."""

    def __init__(self, made: Line, found: Found) -> None:
        super().__init__(made, found)
        self.last: list[Claim] = []  # the claims of the title run just read
        self.planning = False  # a list of what is to come has begun
        self.sticky_past = -1  # up to where history goes on being told

    def _claim(
        self, direction: str, verb: int, start: int, end: int, names: list[int]
    ) -> None:
        """Claim the titles from ``start`` to ``end`` of each of the persons."""
        planned, past = self._manner(verb, start, end)
        self.subject = names or self.subject
        posts = [
            piece.post
            for piece in self.made.pieces[start:end]
            if piece.post and (not piece.post.former or direction == "sanction")
        ]
        posts = self._without_the_held(posts, names)
        change, direction = self._change(direction, verb, start)
        in_turn = len(names) == len(posts) > 1 and self._in_turn(start, posts)
        self.last = [
            Claim(
                name,
                post,
                direction,
                self._own_reason(name, end, change, alone=not names[1:]),
                self._piece(verb).start,
                planned,
                past,
                run=tuple(posts),
                explicit=self.letters[verb] != "J",
                end=end,
            )
            for name in names
            for post in posts
            if not in_turn or names.index(name) == posts.index(post)
        ]
        self._raise_one(end)
        apart = units_of_list(self.made, names) or (
            units_in_turn(self.made, verb, names) if self._one_seat(posts) else {}
        )
        for claim in self.last:
            claim.post = self._set_right(claim)
            if apart and claim.post.place in (None, apart[names[0]]):
                claim.post = replace(claim.post, place=apart[claim.name])
            self._settle(claim, names[-1])
            office = claim.post.position
            (self.found.claims if office else self.found.elsewhere).append(claim)
        self.clause = end

    def _raise_one(self, end: int) -> None:
        """ "A, B được bầu làm Phó Bí thư, trong đó A là Phó Bí thư Thường trực"."""
        told = _AMONG_THEM.search(self.letters, end) if self.last[1:] else None
        post = self._piece(told.start(2)).post if told else None
        if told is None or post is None:
            return
        name = self._piece(told.start(1))
        if not ends("statements", "of_them", self.made.sentence.key, 0, name.start):
            return
        for claim in self.last:
            same = self._piece(claim.name).text.endswith(name.text)
            if same and has_office(post.position, claim.post.position):
                claim.post = replace(claim.post, position=post.position)

    def _set_right(self, claim: Claim) -> Post:
        """ "làm Phó Bí thư gồm: A, P (Phó Bí thư Thường trực); B": A comes to that."""
        if stands_above(self.made, claim.name, claim.post):
            return replace(claim.post, position="party_standing_deputy_secretary")
        told = _SET_RIGHT.match(self.letters, claim.name)
        post = self._piece(told.start(2)).post if told else None
        if told is None or post is None or not post.position:
            return claim.post
        if not (told[1] or has_office(post.position, claim.post.position)):
            return claim.post
        self.made.roles = [one for one in self.made.roles if one.post is not post]
        return replace(claim.post, position=post.position, role=post.role)

    def _without_the_held(self, posts: list[Post], names: list[int]) -> list[Post]:
        """ "A trúng cử đại biểu Quốc hội, hiện là P": P is what A is besides."""
        key = self.made.sentence.key
        held = [
            one for one in posts if one.current and key.startswith("hiện", one.start)
        ]
        for post in held if len(names) == 1 else ():
            self.made.roles.append(Role(names[0], post, run=(post,)))
        return [one for one in posts if one not in held]

    def _manner(self, verb: int, start: int, end: int) -> tuple[bool, bool]:
        """Whether the verb is only planned, or told as history, alone or as a list."""
        planned, past = self._modality(verb, start)
        listed = self._goes_on_listing_verbs(verb) or self._is_next_candidate(verb)
        planned = planned or (self.planning and listed)
        self.planning |= planned and not self._only_of_the_last(verb)
        decides = self.letters[verb] == "O"  # a decision of its own
        if past or (self._goes_on_past(start) and not decides):
            past, self.sticky_past = True, end
        return planned, past or self._made_room(verb)

    @staticmethod
    def _one_seat(posts: list[Post]) -> bool:
        """Whether all that is claimed is one office that one person holds at a time."""
        return len(posts) == 1 and is_single_seat(posts[0])

    def _only_of_the_last(self, verb: int) -> bool:
        """ "chỉ định A giữ chức P1; giới thiệu để bầu giữ chức P2; B …": A's plan."""
        first = self.letters.rfind(";", 0, verb) + 1
        part = self.letters[first:].partition(";")[0]
        decided = any(not one.planned for one in self.found.claims)
        return first > 0 and decided and not re.search("[Nn]", part)

    def _in_turn(self, start: int, posts: list[Post]) -> bool:
        """ "A và B (lần lượt) được bầu giữ chức P1 và P2": nobody shares a seat."""
        said = "lần lượt" in self.made.sentence.key[: self._piece(start).start]
        return said or any(map(is_single_seat, posts))

    def _goes_on_listing_verbs(self, verb: int) -> bool:
        """ "sẽ miễn nhiệm P1 đối với A; đồng thời bầu P2": the next of a list."""
        before = self.letters[:verb]
        same = bool(self.last) and self.made.sentence.key.startswith(
            self._piece(verb).text.lower(), self.last[0].at
        )
        # "đủ tuổi tái cử P1 và tái cử P2"
        return bool(re.search(r"[;,]&?w?$", before)) or (same and before[-1:] == "&")

    def _is_next_candidate(self, verb: int) -> bool:
        """ "giới thiệu ông A giữ chức P1; ông B, P, giữ chức P2": B is one, too."""
        part = self.letters[: verb + 1].rsplit(";", 1)
        return len(part) > 1 and _NEXT_ONE.fullmatch(part[1]) is not None

    def _goes_on_past(self, start: int) -> bool:
        """ "… thời gian làm P1, sau đó làm P2": still history."""
        return (
            self.sticky_past >= 0 and ";" not in self.letters[self.sticky_past : start]
        )

    def _settle(self, claim: Claim, last: int) -> None:
        """Acting, and the same office again.

        A title of the last term behind the last of a list is everybody's.
        """
        if claim.direction != "in" or claim.post.position is None:
            return
        if claim.post.acting:
            claim.change = "acting"
            return
        own = self.made.roles_of(claim.name)
        shared = [role for role in self.made.roles_of(last) if role.post.term]
        for role in own or shared:
            acted = role.post.former or role.post.acting  # "quyền P" is elected as P
            if acted or not self._is_same(role, claim.post):
                continue
            if role.post.term or claim.change != "ratified":
                claim.direction, claim.held_in = "continued", _unit_of(role)
                claim.change = AGAIN.get(claim.change, claim.change)

    @staticmethod
    def _is_same(role: Role, post: Post) -> bool:
        if role.post.start == post.start or not has_office(
            role.post.position, post.position
        ):
            return False
        place = _unit_of(role)
        return not (place and post.place) or place == post.place


def _unit_of(role: Role) -> str | None:
    """The unit that a title names, or another of the same person."""
    return role.post.place or next((one.place for one in role.run if one.place), None)

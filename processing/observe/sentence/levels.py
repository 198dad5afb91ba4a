"""Of which level a body is: the province's, a town's, a unit's abroad.

The composer of posts builds on it; see ``posts``.
"""

from __future__ import annotations

from dataclasses import replace

from processing.observe.article import places
from processing.observe.language.key import key_of
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.naming import Naming
from processing.observe.sentence.titles import NO_UNIT, Post, abroad, is_person, towns


class Levels(Naming):
    """Takes the levels and names beside a body in."""

    def _level(self, post: Post, mark: Piece, at: int) -> bool:
        """Take a level in; whether it makes the title one of a lower body."""
        if mark.value in ("below", "many"):
            return True
        post.level = mark.value
        following = self.marks[at + 1] if at + 1 < len(self.marks) else None
        if following is None or following.letter != "N":
            return False
        adjacent = self.sentence.key[mark.end : following.start].strip(". ") == ""
        named = adjacent and not is_person(following.value)
        known = key_of(following.value) in towns() | NO_UNIT
        post.foreign = named and not known and mark.value == "province"
        return named

    def _place(self, post: Post, mark: Piece, bodies: list[str]) -> bool:
        """Take a province's name in; whether it is only a provincial city's."""
        post.place = self.document.dated(mark.value)
        named_city = self.sentence.key.startswith(("tp", "t.p", "thành"), mark.start)
        level = post.level or ("city" if named_city else None)
        if level == "city" or "city_committee" in bodies:
            return not self.document.is_city(post.place)
        bare_hue = self.sentence.key[mark.start : mark.end] == "huế"
        return bare_hue and post.place != "hue"

    def _named_below(self, post: Post, at: int, bodies: list[str]) -> bool | None:
        """Whether a name after the body is a town's or a foreign province's."""
        mark, before = self.marks[at], self.marks[at - 1]
        if before.letter not in "BL":
            return None
        if before.value in ("below", "lower_party") and self._names_a_district(at):
            return True
        if self._cut_named(at, abroad()):
            post.foreign = True
            return True
        if is_person(mark.value):
            town = self._is_of_a_town(post, at, bodies)
            return town or self._is_where_he_is(at) or None
        if before.value in ("peoples_committee", "council"):
            typo = self.sentence.key.startswith(".", mark.start + 1)  # "UBND T. Huế"
            joined = self.sentence.key[before.end : mark.start] == " "
            return (joined and not typo) or None
        committee = {"provincial_committee", "city_committee"} & set(bodies)
        return self._cut_named(at, towns()) or bool(committee or post.level) or None

    def _is_where_he_is(self, at: int) -> bool:
        """ "ông A, Chủ tịch UBND Đồng Lộc": a commune, as its chair stands before."""
        named = "".join(one.letter for one in self.made[-2:])
        two = len(self.marks[at].value.split()) == 2
        return two and named in ("N,", "N-", "N(", "n,", "n-")

    def _is_of_a_town(self, post: Post, at: int, bodies: list[str]) -> bool:
        """ "Thành ủy Hạ Long Vũ Văn An": the town's name is cut off the person's."""
        if post.level != "city" and "city_committee" not in bodies:
            return False
        words = self.marks[at].value.split()
        for count in (2, 1, 3):
            named = key_of(" ".join(words[:count])) in towns()
            if named and is_person(" ".join(words[count:]) or "?"):
                self._cut(at, count)
                return True
        return False

    def _cut_named(self, at: int, names: frozenset[str]) -> bool:
        """Whether the mark begins with one of the names, which is then cut off."""
        words = key_of(self.marks[at].value).split()
        for count in range(min(4, len(words)), 0, -1):
            if " ".join(words[:count]) in names:
                self._cut(at, count)
                return True
        return False

    def _names_a_district(self, at: int) -> bool:
        """Whether a name is a district's; a person's behind it is cut off.

        "huyện Mỹ Xuyên Lê Văn An": the former has two syllables, mostly.
        """
        words = self.marks[at].value.split()
        if len(words) < 4:
            return True
        for count in (2, 1, 3):
            if len(words) - count > 1 and is_person(" ".join(words[count:])):
                self._cut(at, count)
                return True
        return False

    def _cut(self, at: int, count: int) -> None:
        """Leave what follows the first words as a mark of its own."""
        mark = self.marks[at]
        words = mark.value.split()
        if len(words) == count:
            return
        rest = " ".join(words[count:])
        start = mark.end - len(rest)
        self.marks.insert(at + 1, replace(mark, value=rest, start=start))
        mark.value, mark.end = " ".join(words[:count]), start - 1

    def _note_city(self, post: Post, *, below: bool) -> None:
        """Remember a state body of a named city: "UBND TP" after it is that city's.

        Not one of a city within a centrally-run city: "UBND TP" after "UBND TP Thủ Đức"
        is mostly the higher one's.
        """
        if post.level != "city":
            return
        if not below and post.place:
            self.memory.city = replace(post, position="peoples_committee_chair")
        elif below and self._names_a_town(post):
            self.memory.city = replace(post, position=None)

    def _names_a_town(self, post: Post) -> bool:
        """Whether a body's name ends in that of a city which a province has."""
        said = self.sentence.key[post.start : post.end]
        owners = [slug for name, slug in places.towns().items() if said.endswith(name)]
        capital = any(one.end == post.end for one in self.sentence.places())
        return capital or (bool(owners) and not any(map(self.document.is_city, owners)))

    def _lower_city(self, post: Post) -> bool:
        """ "Thành ủy", "UBND TP" after "Thành ủy Hải Dương": the provincial city's."""
        last = self.memory.city
        if last is None or last.position:
            return False
        city = post.body == "city_committee" or post.level == "city"
        return city and post.place is None and not self._home_is_city()

    def _is_of_the_centre(self, post: Post) -> bool:
        """ "UBKT Trung ương họp, do Chủ nhiệm UBKT A chủ trì": of that one."""
        inspects = self.sentence.key.startswith("chủ nhiệm", post.start)
        return inspects and any(
            (piece.letter, piece.value) == ("b", "other")
            and "kiểm tra" in piece.text.lower()
            for piece in self.made
        )

    def _home_is_city(self) -> bool:
        home = self.document.home
        return home is not None and self.document.is_city(home)

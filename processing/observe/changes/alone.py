"""Arrivals that need no title after the verb: tái cử, điều hành, giữ chức vụ này."""

from __future__ import annotations

import re

from processing.observe.changes.claims import AGAIN, Claim, reason
from processing.observe.changes.clause import Clause
from processing.observe.language.phrases import clause_of, follows, holds
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.titles import Post, is_single_seat

_GO_ON = re.compile(r"P[wt]{0,3}AJ[wt,]{0,8}=[mH,]*:?[mH]*([Nn])")
#: A title, perhaps who of them stays ("ngoài ông A, B tái cử"), who elects, and whom.
_FRONTED = re.compile(
    r"[owm&]{0,3}J?(P),(?:w[#m]{0,2}(?:[mH]*[Nn](?:,|&))*[mH]*[Nn]I,)?"
    r"[bwBGLm]{0,12}(I)[mH]*:?[mH]*([Nn])"
)


#: "bầu chức danh này đối với ông A".
_WITH_THIS = re.compile(r"w{1,2}oH*([Nn])")


_COMMISSIONED = re.compile(
    r"(?:[wGL#/]+,)?(P)[wt#\-/]{0,6}=H*([Nn]),?p[bBY]{0,2}(I)[^PJNnIO]*$"
)
#: "…; ông C, Giám đốc Sở X, trúng cử lần đầu".
_ELECTED_TOO = re.compile(r"[;,]&?H*([Nn])(?:,[PYt]+)*,?[wp]{0,2}(I)[w#/%]*[.;]?$")
_COMES = ("appointed", "elected", "ratified")

#: "… P; bà B được miễn nhiệm chức vụ này".
_LEAVES_THIS = re.compile(r"P[^NnP]*[;,&]H*([Nn])p(O)$")


class Alone(Clause):
    """What is told with no title after the verb; reads after ``Governed``."""

    VERBS = "IJ="

    def run(self) -> None:
        """Add what is claimed of persons in the offices they bear, or of bodies."""
        self._this_office()
        self._fronted()
        self._handed_to_new()
        self._again_in_office()
        self._go_on_as_before()
        self._go_on_in_it()
        self._new_one_is()
        self._is_commissioned()
        self._elected_too()

    def _this_office(self) -> None:
        """ "… bầu ông A giữ chức vụ này": the office spoken of before."""
        for match in re.finditer("IJ|Jw", self.letters):
            at = match.start() + (match[0] == "IJ")
            following = self.made.pieces[at + 1 : at + 2]
            if not following or following[0].text != "này":
                continue
            posts = [
                p.post for p in self.made.pieces[:at] if p.letter == "P" and p.post
            ]
            if left := _LEAVES_THIS.search(self.letters, 0, at):
                self._leaves_this(left.start(1), left.start(2), posts[-1:])
                continue
            here = self._piece(at).start
            offices = [
                one.post
                for one in self.found.claims
                if one.direction == "out" and one.at < here
            ]
            verb = self.letters.rfind("I", 0, at)
            wanted = self.letters[max(0, at - 2) : at].rstrip("w").endswith("T")
            wanted |= self.letters[:at].endswith("Z")  # "đến khi chức danh này được …"
            if not posts or verb < 0 or wanted:  # "cần người thay thế vị trí này"
                continue
            post = offices[-1] if offices else posts[0]
            change, direction = self._change("in", verb, at)
            behind = _WITH_THIS.match(self.letters, at + 1)
            names = self._names_between(verb, at) or (
                names_of_list(self.made, behind.start(1))
                if behind
                else self._listed_under(post, verb)
            )
            for name in names:
                self.found.claims.append(
                    Claim(name, post, direction, change, self._piece(verb).start)
                )

    def _leaves_this(self, name: int, verb: int, posts: list[Post]) -> None:
        """ "A được bầu làm P; B được miễn nhiệm chức vụ này để nghỉ hưu": out of P."""
        piece = self._piece(verb)
        told = self.made.sentence.key[piece.end :].split(";")[0]
        for post in posts:
            why = reason(told) or piece.value
            self.found.claims.append(Claim(name, post, "out", why, piece.start))

    def _listed_under(self, post: Post, verb: int) -> list[int]:
        """ "Các Phó Bí thư gồm A, B được chỉ định tiếp tục giữ chức danh này"."""
        listed = (role for role in self.made.roles if role.grouped)
        return [role.name for role in listed if role.post is post and role.name < verb]

    def _fronted(self) -> None:
        """ "Với chức danh P, HĐND đã bầu ông A": the office opens the sentence."""
        found = _FRONTED.match(self.letters)
        if found is None:
            return
        names, verb = names_of_list(self.made, found.start(3)), found.start(2)
        post, piece = self._piece(found.start(1)).post, self._piece(verb)
        rest = self.letters[names[-1] + 1 :]
        if post is None or self.found.claims or re.search("[JPIOX]", rest):
            return
        planned, past = self._modality(verb, verb)
        for name in names[:1] if is_single_seat(post) else names:
            claim = Claim(name, post, "in", piece.value, piece.start, planned, past)
            self.found.claims.append(claim)

    def _handed_to_new(self) -> None:
        """ "trao quyết định và tặng hoa tân Bí thư Tỉnh ủy A": A arrives with it."""
        for role in self.made.roles:
            if not (role.prefixed and role.post.new and role.post.position):
                continue
            at = next(
                n for n, one in enumerate(self.made.pieces) if one.post is role.post
            )
            given = re.search(r"I[wo&,]{0,6}H*$", self.letters[:at])
            piece = self._piece(given.start()) if given else None
            if piece and piece.text.lower() == "trao quyết định":
                claim = Claim(role.name, role.post, "in", "appointed", piece.start)
                self.found.claims.append(claim)

    def _again_in_office(self) -> None:
        """ "A, Chủ tịch HĐND tỉnh khóa XIII tái đắc cử": in the title named last."""
        claimed = {one.at for one in self.found.claims}
        for match in re.finditer("I", self.letters):
            piece = self._piece(match.start())
            if not str(piece.value).startswith("re_") or piece.start in claimed:
                continue
            after = self.letters[match.end() : match.end() + 3]
            if "P" in after and not after.startswith(")"):
                continue
            for name in self._beside(match.start()) or self._names_before(
                match.start()
            ):
                # "A tái bổ nhiệm một loạt giám đốc": others are
                own = (
                    piece.data.get("self") or "p" in self.letters[name : match.start()]
                )
                if own and not self._tells_of_others(name, match.start()):
                    self._same_again(name, match.start(), str(piece.value))

    def _beside(self, verb: int) -> list[int]:
        """ "bà A và bà B (sinh năm 1973, tái đắc cử)": it is said of B alone."""
        opened = self.letters.rfind("(", 0, verb)
        beside = opened > self.letters.rfind(")", 0, verb) and opened > 0
        named = beside and self.letters[opened - 1] in "Nn"
        return [opened - 1] if named else []

    def _same_again(self, name: int, verb: int, change: str) -> None:
        planned, past = self._modality(verb, verb)
        piece = self._piece(verb)
        if self._is_marked_again(name, piece.start):
            return
        held = [
            role
            for role in self.made.roles_of(name)
            if role.post.position
            and not role.post.former
            and role.post.end <= piece.start
        ]
        if held:
            role = max(
                held,
                key=lambda one: (bool(one.post.term), one.grouped, one.post.start),
            )
            self.found.claims.append(
                Claim(
                    name,
                    role.post,
                    "continued",
                    change,
                    piece.start,
                    planned,
                    past,
                    run=role.run,
                )
            )
        elif post := self._filled_with(verb):
            self.found.claims.append(
                Claim(name, post, "continued", change, piece.start, planned, past)
            )

    def _is_marked_again(self, name: int, at: int) -> bool:
        """ "bầu 3 Phó Bí thư gồm: A, Chủ tịch HĐND tỉnh (tái cử); B": A is one again.

        The mark is said of the office that the list fills, not of A's other title.
        """
        start = self._piece(name).start
        given = [
            one
            for one in self.found.claims
            if one.name == name
            and one.direction == "in"
            and one.at < start
            and one.post.end <= start <= at
        ]
        for claim in given:
            claim.direction = "continued"
            claim.change = AGAIN.get(claim.change, claim.change)
        return bool(given)

    def _filled_with(self, verb: int) -> Post | None:
        """ "Ngoài 3 ông A, B, C tái cử, HĐND bầu ông D làm P": one of those offices."""
        key = self.made.sentence.key[: self._piece(verb).start]
        filled = (one.post for one in self.found.claims if one.direction == "in")
        clauses = key[clause_of(key, len(key), ";") :].split(",")
        beside = any(follows("statements", "beside", one, 0) for one in clauses)
        post = next(filled, None) if beside else None
        return None if post is None or is_single_seat(post) else post

    def _go_on_as_before(self) -> None:
        """ "6 Phó Chủ tịch đương nhiệm tiếp tục giữ chức, gồm các ông: A, B"."""
        for match in _GO_ON.finditer(self.letters):
            post = self._piece(match.start()).post
            voted = "phiếu" in self.made.sentence.key or "bầu" in self.made.sentence.key
            change = "re_elected" if voted else "re_appointed"
            for name in names_of_list(self.made, match.start(1)):
                if post and post.position:
                    at = self._piece(match.start()).start
                    claim = Claim(name, post, "continued", change, at)
                    self.found.claims.append(claim)

    def _go_on_in_it(self) -> None:
        """ "A, Bí thư Tỉnh ủy, tiếp tục giữ chức vụ này với 50/52 phiếu".

        Or "tiếp tục được bầu giữ chức vụ này".
        """
        for match in re.finditer("A(?:p?w{0,2}(I))?Jw", self.letters):
            if self._piece(match.end() - 1).text != "này":
                continue
            voted = holds("statements", "of_a_vote", self.made.sentence.key)
            if not (match[1] or voted):
                continue
            for name in self._names_before(match.start())[-1:]:
                self._same_again(name, match.start(), "re_elected")

    def _new_one_is(self) -> None:
        """ "Tỉnh có tân Chủ tịch UBND tỉnh là ông A": A has come to it."""
        if self.found.claims:
            return
        for match in re.finditer("P(w?)=H*([Nn])", self.letters):
            name, post = match.start(2), self._piece(match.start()).post
            behind = bool(match[1]) and self._piece(match.start(1)).text == "mới"
            new = behind if match[1] else post is not None and post.new
            if post is None or not (new and post.position):
                continue
            whose = self.letters[: match.start()]
            if post.bare and not re.search("b[^GLBb]*$", whose):
                continue  # "A và B có tân Bí thư lần lượt là ông C và ông D"
            planned, past = self._modality(match.start(), match.start())
            claim = Claim(
                name,
                post,
                "in",
                self._usual(match.start()),
                post.start,
                planned,
                past,
                explicit=False,
            )
            self.found.claims.append(claim)

    def _elected_too(self) -> None:
        """ "Các Phó Bí thư A, B tái cử; ông C, Y, trúng cử lần đầu": to the same."""
        again = [one for one in self.found.claims if one.direction == "continued"]
        found = _ELECTED_TOO.search(self.letters) if again else None
        if found is None or is_single_seat(again[0].post):
            return
        name, verb = found.start(1), self._piece(found.start(2))
        untold = all(one.name != name for one in self.found.claims)
        if untold and verb.value == "elected" and verb.data.get("self"):
            claim = Claim(name, again[0].post, "in", "elected", verb.start)
            self.found.claims.append(claim)

    def _is_commissioned(self) -> None:
        """ "P sau hợp nhất là ông A, được Thủ tướng chỉ định tại Quyết định …"."""
        found = _COMMISSIONED.match(self.letters)
        post = self._piece(found.start(1)).post if found else None
        if found is None or self.found.claims or not (post and post.position):
            return
        verb = self._piece(found.start(3))
        planned, past = self._modality(found.start(3), found.start(3))
        if verb.value in _COMES:
            name = found.start(2)
            claim = Claim(name, post, "in", verb.value, verb.start, planned, past)
            self.found.claims.append(claim)

"""An office that goes from one person to another, told of both in one breath."""

from __future__ import annotations

import re
from collections.abc import Container

from processing.observe.changes.claims import Claim, reason
from processing.observe.changes.clause import Clause
from processing.observe.language.phrases import ends
from processing.observe.sentence.titles import Post

_EXCHANGED = re.compile(r"T[wo]{0,2}H*([Nn])w{0,2}J?w{0,2}(P)=H*([Nn])")
_HANDED_OVER = re.compile(
    r"I(P)w[mH]*([Nn])(?:,[PYt]+|\([^()]*\))*,?[&w][mH]*([Nn])",
)
#: "A, nguyên P, bàn giao nhiệm vụ P cho B": who gives it, and what is given.
_GIVES = re.compile(
    r"([Nn])(?:[,\-][PYt]+|\([^()]*\))*,?w{0,2}(I)(P)t?o[mH]*(?:[PY]H*)?[Nn]"
)
#: "A, P, nghỉ hưu, nhường vị trí cho B".
_GIVES_UP = re.compile(r"([Nn])(?:[,\-][PYt]+)+([^;.NnMPIOX]*o)H*([Nn])")
_BETWEEN = ("giữa", "từ")


class Handover(Clause):
    """Who hands an office over, and to whom; reads after ``Replacements``."""

    VERBS = "TIJE"

    def run(self) -> None:
        """Add who has left and who has come, where the sentence names both."""
        self._exchanged()
        self._handed_over()
        self._given()
        self._gives_up()

    def _exchanged(self) -> None:
        """ "Người thay thế ông B ở vị trí P là ông A": A comes, and B has gone."""
        if match := _EXCHANGED.search(self.letters):
            known = {one.name for one in self.found.claims}
            verb, goes, comes = match.start(), match.start(1), match.start(3)
            post = self._piece(match.start(2)).post
            self._passes(verb, post, goes, comes, "appointed", known)

    def _handed_over(self) -> None:
        """ "bàn giao nhiệm vụ P giữa ông A và ông B": A has gone, and B comes."""
        for match in _HANDED_OVER.finditer(self.letters):
            verb, title = match.start(), match.start(1)
            if (
                self._is_handed(verb)
                and self._piece(title + 1).text.lower() in _BETWEEN
            ):
                post, how = self._piece(title).post, self._usual(title)
                self._passes(verb, post, match.start(2), match.start(3), how)

    def _passes(
        self,
        verb: int,
        post: Post | None,
        goes: int,
        comes: int,
        how: str,
        known: Container[int] = (),
    ) -> None:
        """Add that an office passes on, but for those of whom more is known."""
        if post is None:
            return
        planned, past = self._modality(verb, verb)
        at = self._piece(verb).start
        for name, direction, change in ((goes, "out", "replaced"), (comes, "in", how)):
            if name not in known:
                claim = Claim(name, post, direction, change, at, planned, past)
                self.found.claims.append(claim)

    def _given(self) -> None:
        """ "A bàn giao nhiệm vụ P cho B": A has left P, and B is no acting head."""
        for match in _GIVES.finditer(self.letters):
            verb, post = match.start(2), self._piece(match.start(3)).post
            at = self._piece(verb).start
            if post is None or not self._is_handed(verb):
                continue
            for claim in self.found.claims:
                if claim.at == at and claim.change == "acting":
                    claim.change = self._usual(match.start(3))
            planned, past = self._modality(verb, verb)
            giver = match.start(1)
            one = Claim(giver, post, "out", "replaced", at, planned, past)
            self.found.claims.append(one)

    def _gives_up(self) -> None:
        """ "A, P, nghỉ hưu, nhường chức vụ cho B": A has left P, and B comes to it."""
        for match in _GIVES_UP.finditer(self.letters):
            to = self._piece(match.end(2) - 1).start
            if not ends("statements", "hands_on", self.made.sentence.key, 0, to):
                continue
            name, after = match.start(1), match.start(3)
            why = reason(self.made.sentence.key[self._piece(name).end : to])
            self.found.claims = [
                one for one in self.found.claims if one.name not in (name, after)
            ]
            for role in self.made.roles_of(name):
                if role.post.position and not role.post.former:
                    at = self._piece(name).end
                    out = Claim(name, role.post, "out", why or "transferred", at)
                    come = Claim(after, role.post, "in", self._usual(name), at)
                    self.found.claims += [out, come]

    def _is_handed(self, verb: int) -> bool:
        return self._piece(verb).text.lower().startswith("bàn giao")

"""An office handed over: "bàn giao nhiệm vụ P giữa ông A và ông B".

It is the last of the steps in which a change is announced: A has left, B has come.
"""

from __future__ import annotations

import re

from processing.observe.changes.claims import Claim
from processing.observe.changes.clause import Clause

_HANDED_OVER = re.compile(
    r"I(P)w[mH]*([Nn])(?:,[PYt]+|\([^()]*\))*,?[&w][mH]*([Nn])",
)
#: "A, nguyên P, bàn giao nhiệm vụ P cho B": who gives it, and what is given.
_GIVES = re.compile(
    r"([Nn])(?:[,\-][PYt]+|\([^()]*\))*,?w{0,2}(I)(P)t?o[mH]*(?:[PY]H*)?[Nn]"
)
_BETWEEN = ("giữa", "từ")


class Handover(Clause):
    """Who hands an office over, and to whom; reads after ``Departures``."""

    def run(self) -> None:
        """Add who has left and who has come, where the sentence names both."""
        for match in _HANDED_OVER.finditer(self.letters):
            verb, post = match.start(), self._piece(match.start(1)).post
            if post is None or not self._is_between(verb, match.start(1)):
                continue
            planned, past = self._modality(verb, verb)
            at, comes = self._piece(verb).start, self._usual(match.start(1))
            for name, direction, change in (
                (match.start(2), "out", "replaced"),
                (match.start(3), "in", comes),
            ):
                claim = Claim(name, post, direction, change, at, planned, past)
                self.found.claims.append(claim)

        self._gives()

    def _gives(self) -> None:
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

    def _is_handed(self, verb: int) -> bool:
        return self._piece(verb).text.lower().startswith("bàn giao")

    def _is_between(self, verb: int, title: int) -> bool:
        handed = self._is_handed(verb)
        return handed and self._piece(title + 1).text.lower() in _BETWEEN

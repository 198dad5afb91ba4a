"""Who leaves what a sentence titles him with: no office stands behind the verb."""

from __future__ import annotations

from collections.abc import Container

from processing.observe.changes.claims import Claim, reason
from processing.observe.changes.clause import Clause
from processing.observe.sentence.roles import Role


class Leaving(Clause):
    """The ways to add departures that all readers of them share."""

    def _out_of(
        self,
        held: Role | Claim,
        name: int,
        why: str,
        at: int,
        planned: bool,
        past: bool,
    ) -> None:
        """Add that a person leaves the post of a title, or the one another came to."""
        one = Claim(name, held.post, "out", why, at, planned, past, run=held.run)
        self.found.claims.append(one)

    def _titles_lost(
        self, name: int, verb: int, *, former: bool, only: Container[str] | None = None
    ) -> None:
        if "U" in self.letters[max(0, name - 3) : name]:
            return
        planned, past = self._modality(verb, verb)
        for role in self.made.roles_of(name):
            position = role.post.position
            if position is None or (only is not None and position not in only):
                continue
            # "ông A, nguyên P, đã nghỉ hưu": since when, is another question
            retired = self._piece(verb).value == "retired"
            if former or retired or not role.post.former:
                past |= role.post.former and not former
                at = self._piece(verb).start
                self._out_of(role, name, self._why(verb, name), at, planned, past)

    def _why(self, verb: int, name: int) -> str:
        """ "được miễn nhiệm theo nguyện vọng": what is told behind says more."""
        piece = self._piece(verb)
        if piece.value != "relieved":
            return piece.value
        tail = self.made.sentence.key[piece.end :].split(";")[0]
        return self._own_reason(name, verb, reason(tail) or piece.value)

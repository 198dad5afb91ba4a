"""Who made room for another: thay ông B, kế nhiệm ông B, người tiền nhiệm là ông B."""

from __future__ import annotations

import re

from processing.observe.changes.claims import Claim, reason
from processing.observe.changes.leaving import Leaving
from processing.observe.language.phrases import holds
from processing.observe.sentence.titles import BOARD, is_single_seat

_PREDECESSOR = re.compile(r"T[^=;]*=H*([Nn])")
#: "thay ông B", "thay người tiền nhiệm đã bị khởi tố là ông B".
_REPLACED = re.compile(r"T(?:[w=oJ]{0,4}m?|[wp]{0,2}X[wp]{0,2}=)(P?)H*([Nn])")
#: A list of who sits on a board, and as what; up to the name of who was replaced.
_OF_A_BOARD = re.compile(r"(?:Y:[^IJ]*|[^IJ]*P,Y,?)T[wo]{0,2}H*$")
_BOTH = re.compile(r"[Nn](?:(?:,|&|,&)H*[Nn])+(?=[wp]{0,3}E)")
#: "miễn nhiệm ông A, bầu ông B thay thế giữ chức P".
_INSTEAD = re.compile(
    r"(O)[wo]{0,2}[mH]*([Nn])(?:\([^()]*\)|,[PYt])*[,;]?&?w{0,2}(I)[mH]*[Nn](?:,[PYt])*,?T"
)


class Replacements(Leaving):
    """Who leaves what another comes to; reads after ``Dismissals``."""

    VERBS = "T"

    def run(self) -> None:
        """Add the departures that an arrival told in the sentence implies."""
        self._predecessor()
        self._replaced()
        self._let_go_first()

    def _let_go_first(self) -> None:
        """ "miễn nhiệm ông A, bầu ông B thay thế giữ chức P": A is out of P."""
        for match in _INSTEAD.finditer(self.letters):
            gone = self._piece(match.start(1))
            chosen = self._piece(match.start(3)).start
            comes = [c for c in self.found.claims if c.direction == "in"]
            for claim in [one for one in comes if one.at == chosen]:
                name = match.start(2)
                why = gone.value
                self._out_of(claim, name, why, gone.start, claim.planned, claim.past)

    def _replaced(self) -> None:
        """ "… thay ông B (đã nghỉ hưu)": B is out of what A came into."""
        for match in _REPLACED.finditer(self.letters):
            at = self._piece(match.start()).start
            before = self._taken_over(match.end()) or [
                one
                for one in self.found.claims
                if one.at < at and one.direction in ("in", "continued")
            ]
            if not before:
                if not match[1]:
                    self._left_office(match.start(2))
                continue
            latest = [one for one in before if one.at == before[-1].at]
            first = match.start(2)
            told = self._piece(match.start(1)).post if match[1] else None
            tail = self.made.sentence.key[self._piece(first).end :].split(";")[0]
            why = reason(tail) or "replaced"
            for claim in latest:
                if claim.post.position == BOARD or claim.name != latest[0].name:
                    continue
                if told and told.position != claim.post.position:
                    continue
                if why == "replaced" and self._is_for_now(claim):
                    continue
                alone = is_single_seat(claim.post)
                for name in [first] if alone else self._who_made_room(first):
                    at = self._piece(name).start
                    self._out_of(claim, name, why, at, claim.planned, claim.past)

    def _is_for_now(self, claim: Claim) -> bool:
        """ "A tạm phụ trách UBND tỉnh thay P B đi học": B comes back to it."""
        return self.made.sentence.key.startswith("tạm", claim.at)

    def _taken_over(self, office: int) -> list[Claim]:
        """ "A thay ông B làm P": what A comes to with the words behind B's name."""
        if self.letters[office : office + 1] != "J":
            return []
        at = self._piece(office).start
        return [c for c in self.found.claims if (c.at, c.direction) == (at, "in")]

    def _who_made_room(self, first: int) -> list[int]:
        """ "thay ông B, C nghỉ hưu": both, where the list ends with why they left."""
        listed = _BOTH.match(self.letters, first)
        span = range(first, listed.end()) if listed else range(first, first + 1)
        return [at for at in span if self.letters[at] in "Nn"]

    def _predecessor(self) -> None:
        """ "Người tiền nhiệm của tân chủ tịch là ông B"."""
        for match in _PREDECESSOR.finditer(self.letters):
            piece = self._piece(match.start())
            if "tiền nhiệm" not in piece.text.lower():
                continue
            between = self.made.pieces[match.start() : match.start(1)]
            posts = [one.post for one in between if one.letter == "P" and one.post]
            for post in posts[:1]:
                claim = Claim(match.start(1), post, "out", "replaced", piece.start)
                self.found.claims.append(claim)

    def _left_office(self, name: int) -> None:
        """ "bầu chức danh P thay cho ông B, P, nghỉ hưu": B is out, whoever comes."""
        tail = self.made.sentence.key[self._piece(name).end :].split(";")[0]
        why = reason(tail)
        if why not in ("retired", "died", "transferred"):
            return
        past = holds("background", "gone_before", tail)
        own = [one.post for one in self.made.roles_of(name) if one.post.position]
        filled = [one.post for one in self.made.pieces[:name] if one.letter == "P"]
        if re.search(r"[JI]Y[^P]*$", self.letters[:name]):
            filled = []  # "P A bổ nhiệm C giữ chức Giám đốc thay ông B nghỉ hưu"
        if _OF_A_BOARD.match(self.letters, 0, name):
            filled = []  # "Phó Trưởng ban: A, P, thay ông B": B left the board
        for post in own or [one for one in filled[-1:] if one]:
            at = self._piece(name).start
            self.found.claims.append(Claim(name, post, "out", why, at, past=past))

"""How somebody comes or leaves: elected, ratified, acting; retired or dismissed."""

from __future__ import annotations

import re

from processing.observe.changes.claims import AGAIN, STRENGTH, reason
from processing.observe.changes.manner import Manner
from processing.observe.language.phrases import follows, pattern

#: "thôi giữ chức P nhiệm kỳ 2020-2025".
_TERM = re.compile(r" nhiệm kỳ [\d\s–-]+")
_IN_BRACKETS = re.compile(r" \(([^()]*)\)")


def _goes_on(behind: str) -> bool:
    """Whether behind an office stands where to somebody goes: ", về làm Q"."""
    term = _TERM.match(behind)
    rest = behind[term.end() :] if term else behind
    return rest.startswith(",") and follows("statements", "goes_to", rest, 0, " ,")


class How(Manner):
    """Finds the kind of a change: by its verb, and the reason told beside it."""

    def _change(self, direction: str, verb: int, start: int) -> tuple[str, str]:
        piece = self._piece(verb)
        if direction == "out":
            return self._left(verb, start), "out"
        if direction == "sanction":
            return piece.value, "sanction"
        change = piece.value if piece.letter == "I" else ""
        group = re.search(r"(?:I[,&p]*)+$", self.letters[: verb + 1])
        if group and piece.letter == "I":
            change = self._strongest(group.start(), verb)
        before = self.letters[max(0, verb - 4) : start]
        again = "A" in before.split("P")[-1]
        if (
            change == "acting"
            and piece.data.get("office")
            and "J" in self.letters[verb + 1 : start]
        ):
            change = "appointed"  # "giao nhiệm vụ làm Bí thư Tỉnh ủy"
        if change.startswith("re_"):
            return change, "continued"
        if again:
            return AGAIN.get(change, "re_appointed"), "continued"
        return change or self._usual(start), "in"

    def _strongest(self, first: int, last: int) -> str:
        values = [
            self._piece(n).value
            for n in range(first, last + 1)
            if self.letters[n] == "I"
        ]
        for value in ("re_elected", "ratified", "acting"):
            if value in values:
                return value
        return values[-1]

    def _left(self, verb: int, start: int) -> str:
        """How somebody leaves: a stated reason wins over the way of it."""
        value = self._piece(verb).value
        if value == "dismissed":
            return value
        key = self.made.sentence.key
        after = key[self._piece(start).end : self._next_verb(start)].split(";")[0]
        before = key[: self._piece(verb).start].rsplit(";", 1)[-1][-80:]
        found = reason(after) or ("transferred" if _goes_on(after) else None)
        if found is None and reason(before) in ("retired", "resigned"):
            found = reason(before)
        if found is None and self._wishes(verb):
            found = "resigned"
        if (
            found is None
            and re.search("[I]", self.letters[:verb])
            and self._moved(verb)
        ):
            found = "transferred"
        return found or value

    def _wishes(self, verb: int) -> bool:
        """ "Căn cứ nguyện vọng của ông A, … quyết định để ông A, P, thôi giữ P"."""
        at = self._piece(verb).start
        start = self.made.sentence.key.rfind(";", 0, at) + 1
        wish = pattern("statements", "wish").search(self.made.sentence.key, start, at)
        if wish is None:
            return False
        named = (one for one in self.made.pieces[:verb] if one.letter in "Nn")
        behind = (one.text for one in named if one.start > wish.start())
        return len({name.split()[-1].lower() for name in behind}) == 1

    def _own_reason(
        self, name: int, end: int, change: str, *, alone: bool = False
    ) -> str:
        """In a list of departures: the reason that stands behind each name.

        Of one ``alone`` only that in brackets: "đối với A (do nghỉ hưu) và Q …".
        """
        if name < end or change not in ("relieved", *STRENGTH):
            return change
        if alone:
            key = self.made.sentence.key
            beside = _IN_BRACKETS.match(key, self._piece(name).end)
            return (reason(beside[1]) if beside else None) or change
        following = (
            piece.start
            for piece in self.made.pieces[name + 1 :]
            if piece.letter in "Nn"
        )
        stop = next(following, len(self.made.sentence.key))
        return reason(self.made.sentence.key[self._piece(name).end : stop]) or change

    def _next_verb(self, start: int) -> int:
        """Where the next departure or punishment of another begins."""
        seen_name = False
        for piece in self.made.pieces[start:]:
            seen_name = seen_name or piece.letter in "Nn"
            if seen_name and piece.letter in "OX":
                return piece.start
        return len(self.made.sentence.key)

    def _moved(self, verb: int) -> bool:
        """ "điều động … thôi giữ chức P1, giữ chức P2"."""
        return any(
            piece.letter == "I" and piece.data.get("moves")
            for piece in self.made.pieces[:verb]
        )

    def _usual(self, start: int) -> str:
        """Councils elect; where no verb says how, state offices are elected ones."""
        post = self._piece(start).post
        state = post is not None and "peoples_" in (post.position or "")
        return "elected" if state else "appointed"

"""Whether what a verb says is done, only planned or wished for, or told as history."""

from __future__ import annotations

import re
from typing import ClassVar

from processing.observe.changes.claims import Found
from processing.observe.language.phrases import before, ends, follows, holds, pattern
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.roles import Line

ASKED = 90  # characters behind a verb in which "hay không" makes it a question
CLOSES = " .\"'”’)"  # may stand behind the mark of a question
A_WORD_OR_TWO = r"(?:[^\s,;]+ ?){0,2}"  # between "đã" and the verb that is done
#: "người vừa được điều động, chỉ định tham gia BCH, BTV và giữ chức P": one act.
_LISTED = re.compile("(?<=I),|(?<=[bB]),(?=b)")
#: Who is only proposed; "giới thiệu và bầu" is more.
_PROPOSALS = ("giới thiệu", "được giới thiệu", "đề cử", "phiếu giới thiệu")
_REQUESTS = ("gửi đơn", "nộp đơn", "viết đơn", "làm đơn", "có đơn")


class Manner:
    """A sentence of pieces, with the ways to find how a verb in it is meant."""

    #: Letters without any of which a sentence has nothing for a reader.
    VERBS: ClassVar[str] = ""

    def __init__(self, made: Line, found: Found, clause: int = 0) -> None:
        self.made, self.found = made, found
        self.letters = made.letters
        self.clause = clause  # where the current stretch of modality begins
        self.subject: list[int] = []  # whom the last verb was about

    def _piece(self, at: int) -> Piece:
        return self.made.pieces[at]

    def _index(self, start: int) -> int:
        return next(
            n for n, piece in enumerate(self.made.pieces) if piece.start == start
        )

    def _modality(self, verb: int, start: int) -> tuple[bool, bool]:
        """Whether the verb is only planned or wished for, or told as history."""
        planned, past = self._is_asked(verb), False
        if (first := self._first_leave(verb)) >= 0:
            return self._modality(first, first)
        part = self.letters.rfind(";", 0, max(verb, 1)) + 1
        begin = min(self.clause, part) if verb < self.clause else self.clause
        if self._decides_itself(part, verb):
            begin = max(begin, part)
        for at in range(begin, start):
            piece = self._piece(at)
            if piece.letter not in "MZ" or self._in_brackets(at, start):
                continue
            between = self.letters[at + 1 : max(verb, at + 1)]
            if piece.letter == "M":
                near = piece.data.get("near") and (
                    "," in between or self._is_done(at, verb)
                )
                near = near or self._one_of_them(piece, verb)
                planned |= not near and not self._granted(piece.text)
            else:
                past |= "," not in _LISTED.sub("", between) and at < max(verb, start)
                past &= not (self._same_day(verb) or self._speaks_after(verb))
        return planned, past

    def _first_leave(self, verb: int) -> int:
        """The "thôi tham gia" of the part before, of which a verb is the next step."""
        if self.letters[verb] != "O":
            return -1
        found = re.search(r"(O)[bB,&]*;$", self.letters[:verb])
        return found.start(1) if found else -1

    def _is_asked(self, verb: int) -> bool:
        """ "A có trúng cử chức danh P hay không là do HĐND …", "Vì sao A làm P?"."""
        key, at = self.made.sentence.key, self._piece(verb).end
        if key.rstrip(CLOSES).endswith("?"):
            return not self._is_told_first(at)
        return holds("statements", "asked", key, at, at + ASKED)

    def _is_told_first(self, at: int) -> bool:
        """ "A thôi giữ chức P, ai thay thế?": what is asked is another thing."""
        key = self.made.sentence.key
        parts = re.finditer("[,;:–]", key[at:])
        return any(follows("statements", "asks", key, at + one.end()) for one in parts)

    def _is_done(self, plan: int, verb: int) -> bool:
        """ "Hội nghị đang diễn ra ở Hà Nội đã kỷ luật ông B": what is done, is done."""
        told = self.made.sentence.key[self._piece(plan).end : self._piece(verb).start]
        done = before("statements", "done", A_WORD_OR_TWO)
        return done.search(told) is not None

    def _made_room(self, verb: int) -> bool:
        """ "miễn nhiệm P1 đối với A do đã được bầu giữ chức P2": that was before."""
        part = self.letters.rfind(";", 0, max(verb, 1)) + 1
        leaves = "O" in self.letters[part:verb]
        key, at = self.made.sentence.key, self._piece(verb).start
        return leaves and ends("statements", "because", key, 0, at)

    def _decides_itself(self, part: int, verb: int) -> bool:
        """ "đề nghị …; vì vậy Ban Bí thư quyết định kỷ luật ông B": of its own."""
        body = re.search(r"[bB]w{1,3}$", self.letters[part:verb])
        if not part or body is None:
            return False
        between = slice(self._piece(part + body.start()).end, self._piece(verb).start)
        return self.made.sentence.key[between].strip().endswith("quyết định")

    def _same_day(self, verb: int) -> bool:
        """ "sau khi … được bầu giữ chức P vào sáng cùng ngày": it is today's news."""
        start = self._piece(verb).start
        told = self.made.sentence.key[start:].split(";")[0]
        if holds("statements", "that_day", told):
            return True
        head = self.made.sentence.document.head_day
        days = (one for one in self.made.sentence.dates() if one.start > start)
        return any((one.month, one.day) == head and not one.year for one in days)

    def _speaks_after(self, verb: int) -> bool:
        """ "Phát biểu sau khi trúng cử P, ông A …": the speech is on the same day."""
        key, at = self.made.sentence.key, self._piece(verb).start
        return ends("statements", "speaks_after", key, 0, at)

    def _in_brackets(self, at: int, start: int) -> bool:
        """ "ông A (Phó Bí thư nhiệm kỳ trước) tái cử": said of A, not of the verb."""
        opened = self.letters.rfind("(", 0, at)
        return opened > self.letters.rfind(")", 0, at) and ")" in self.letters[at:start]

    def _one_of_them(self, plan: Piece, verb: int) -> bool:
        """ "họp để bầu Ban Thường vụ, trong đó ông A được bầu": it has happened."""
        at = self._piece(verb).start
        return "trong đó" in self.made.sentence.key[plan.end : at]

    def _granted(self, word: str) -> bool:
        """A request that was granted is a decision; so is a draft that was passed."""
        key = self.made.sentence.key
        if word.lower() in ("dự thảo", "có tờ trình"):
            return self._is_passed(word.lower())
        if word.lower() == "tờ trình":
            return holds("statements", "voted", key)
        if word.lower() == "sẽ":
            return holds("statements", "vote_won", key)
        if word.lower() in _PROPOSALS:
            return holds("statements", "proposed_and_elected", key)
        if word.lower() not in ("xin", "xem xét", *_REQUESTS):
            return False
        return holds("statements", "granted", key) and not holds(
            "statements", "waits_for_grant", key
        )

    def _is_passed(self, paper: str) -> bool:
        """ "HĐND đã thông qua tờ trình miễn nhiệm ông A": no proposal any more."""
        key = self.made.sentence.key
        return any(
            paper in key[passes.end() :].split(";")[0]
            for passes in pattern("statements", "passes").finditer(key)
        )

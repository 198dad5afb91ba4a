"""Punishments, which name the punished and no office: bị cảnh cáo, khởi tố, bắt."""

from __future__ import annotations

import re

from processing.observe.changes.claims import Claim, strips_of_party_posts
from processing.observe.changes.clause import Clause
from processing.observe.changes.manner import A_WORD_OR_TWO
from processing.observe.language.phrases import before, ends, follows, holds, pattern
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.titles import any_office

_PUNISHED = re.compile(
    r"(?:[w#,t&bBX\-JL]{0,10}?o?|[^;NnP]{0,30}o):?[mH]*"
    r"(?:[PY](?:&[PY])?(?:(?:,?=[mH]*:?|:)[mH]*)?H*)?([Nn])"
)

#: "kỷ luật hai P, ông A và bà B": those whom the title calls together.
_COUNTED = re.compile(r"w{0,3}o?[m#]H?(P),H+[Nn]")

#: More is told of somebody without a name: "bắt nhóm đối tượng đe dọa …".
_GOES_ON = re.compile(r"[^\W\d_]+ ")
_AND = re.compile(r"([Nn]),?&(?:[PY]H*|H*)[Nn]$")
#: "P1 A, P2 B và hàng loạt cán bộ bị khai trừ": the two who are named.
_AND_MORE = re.compile(r"([Nn]),[PY]H*[Nn](?=&[mw#]{1,5}p)")


#: Behind a name: "gồm B, C".
_COMPRISES = re.compile(r"=[:mH]*([Nn])")
_TITLED_ONE = r"[PY](?:[,\-&][PY])*H*[Nn](?:\([^()]*\))?"
_AND_TITLED = re.compile(rf"(?:\([^()]*\))?(?:,{_TITLED_ONE})*,?&{_TITLED_ONE}")


class Punishments(Clause):
    """Who is sanctioned; the offices are those that the person bears."""

    VERBS = "X"

    def run(self) -> None:
        """ "cảnh cáo ông A", "A bị khởi tố": in every watched title of the person."""
        named = {
            claim.name for claim in self.found.claims if claim.direction == "sanction"
        }
        groups = list(re.finditer(r"X(?:[,&w]{0,4}X)*", self.letters))
        groups.reverse()  # the nearest before a name is its own
        for match in sorted(groups, key=self._is_the_reason):
            last = match.end() - 1
            for name in self._punished(match.start(), last):
                if name not in named:
                    self._punish(name, match.start(), last)
                    named.add(name)

    def _is_the_reason(self, group: re.Match[str]) -> bool:
        """ "đình chỉ công tác với A do đang bị khởi tố": A is suspended by it."""
        start = self._piece(group.start()).start
        return ends("statements", "reason", self.made.sentence.key, 0, start)

    def _punished(self, first: int, last: int) -> list[int]:
        if first == last and self._is_of_mandate(last):
            return []
        together = self._names_before(first)
        before = together[-1:]
        replaced = before and "T" in self.letters[before[0] : first]
        if replaced or (before and self._others_suffer(before[0], first)):
            before = []  # "A, thay người tiền nhiệm bị khởi tố": not A
        passive = self._is_suffered(first)
        if before and passive:
            return self._each(before[0], first) or self._all_of(together)
        if after := _PUNISHED.match(self.letters, last + 1):
            named = names_of_list(self.made, after.start(1))
            named += self._titled_too(named[-1])
            named += self._caught_along(last, after)
            named = [one for one in named if not self._speaks(one)]
            return [] if named and self._is_another(named[0], last) else named
        counted = self._counted(last)
        if self._is_decided(first) and before and not counted:
            return before
        listed = counted or self._listed(last)
        return listed or (before if passive else [])

    def _caught_along(self, last: int, after: re.Match[str]) -> list[int]:
        """ "4 thuộc cấp bị bắt cùng ông A gồm B (cựu P); C": B and C, too."""
        along = "&" in self.letters[last + 1 : after.start(1)]
        others = _COMPRISES.match(self.letters, after.end(1)) if along else None
        return names_of_list(self.made, others.start(1)) if others else []

    def _listed(self, last: int) -> list[int]:
        """ "kỷ luật 3 cán bộ: ông A, ông B và bà C": all of them."""
        found = re.search(r":[mH]*([Nn])", self.letters[last:])
        if found is None or "P" in self.letters[last : last + found.start()]:
            return []
        return names_of_list(self.made, last + found.start(1))

    def _counted(self, last: int) -> list[int]:
        """ "kỷ luật hai Phó Chủ tịch UBND tỉnh, ông A và bà B": both of them."""
        found = _COUNTED.match(self.letters, last + 1)
        if found is None:
            return []
        post = self._piece(found.start(1)).post
        grouped = [one for one in self.made.roles if one.grouped]
        names = [one.name for one in grouped if one.post is post]
        return [] if any(map(self._speaks, names)) else names

    def _titled_too(self, last: int) -> list[int]:
        """ "bắt P1 A, P2 B và P3 C": those behind A, each called by a title."""
        more = _AND_TITLED.match(self.letters, last + 1)
        if more is None:
            return []
        names = [at for at in range(*more.span()) if self.letters[at] in "Nn"]
        return [] if self._signs(names[-1]) else names

    def _others_suffer(self, name: int, verb: int) -> bool:
        """ "A nói 5 người bị khởi tố", "A chỉ đạo làm rõ vụ 5 cán bộ bị khởi tố"."""
        if self._tells_of_others(name, verb):
            return True
        told = self.made.sentence.key[self._piece(name).end : self._piece(verb).start]
        told = re.split("[,;:]", told)[-1]
        return holds("statements", "suffer", told)

    def _is_of_mandate(self, verb: int) -> bool:
        """ "tạm đình chỉ nhiệm vụ đại biểu HĐND đối với ông A": of no office."""
        end = self._piece(verb).end
        mandate = holds("statements", "mandate", self.made.sentence.key, end, end + 70)
        return mandate and self._piece(verb).value == "suspended"

    def _is_suffered(self, verb: int) -> bool:
        """Whether the one before the verb is punished: "A bị …", "A nhận …"."""
        passive = "p" in self.letters[max(0, verb - 3) : verb]
        passive |= self._piece(verb).text.lower().startswith(("bị", "nhận"))
        taken = self._piece(verb - 1).text.lower() if verb else ""
        passive |= taken in ("nhận", "chịu", "lĩnh")
        return passive or self._by_authority(verb)

    def _each(self, last: int, verb: int) -> list[int]:
        """ "P1 A và P2 B lần lượt bị cảnh cáo, khiển trách": both of them."""
        more = _AND_MORE.search(self.letters, 0, verb)
        if more and more.end() == last + 1:
            return [more.start(1), last]
        told = self.made.sentence.key[self._piece(last).end : self._piece(verb).start]
        both = _AND.search(self.letters, 0, last + 1)
        clauses = (one.lstrip() for one in told.split(","))
        if both is None or not any(
            follows("statements", "both", one, 0) for one in clauses
        ):
            return []
        return [both.start(1), last]

    def _by_authority(self, verb: int) -> bool:
        """ "A bị Cơ quan điều tra Bộ Công an (đã) khởi tố": who does it is named."""
        suffers = re.search(r"p[wbBGL]{1,12}(?:\(w\))?$", self.letters[:verb])
        if suffers is None:
            return False
        at = self._piece(suffers.start()).start
        return (
            pattern("statements", "by_authority").match(self.made.sentence.key, at)
            is not None
        )

    def _is_another(self, name: int, verb: int) -> bool:
        """ "Quyết định đình chỉ do Phó Chủ tịch A ký": A is not who is suspended.

        Nor is A in "đình chỉ giám đốc công ty và yêu cầu kiểm điểm Phó Chủ tịch A",
        nor in "bắt kẻ nhắn tin đe dọa Phó Chủ tịch A".
        """
        between = self.made.pieces[verb + 1 : name]
        by = any(one.text.lower() == "do" or one.value == "says" for one in between)
        told = self.made.sentence.key[self._piece(verb).end : self._piece(name).start]
        by |= self._signs(name) or self._is_kin(name)
        victim = before("statements", "in_the_case_of", A_WORD_OR_TWO)
        by |= victim.search(told) is not None
        somebody = pattern("statements", "somebody").finditer(told)
        return by or any(_GOES_ON.match(told, one.end()) for one in somebody)

    def _is_decided(self, verb: int) -> bool:
        """ "… xem xét kỷ luật bà A, và quyết định kỷ luật khiển trách": A it is."""
        before = self.made.sentence.key[: self._piece(verb).start].rstrip()
        return before.endswith(("và quyết định", ", quyết định"))

    def _punish(self, name: int, first: int, last: int) -> None:
        planned, past = self._modality(first, first)
        values = [
            self._piece(n).value
            for n in range(first, last + 1)
            if self.letters[n] == "X"
        ]
        value = "prosecuted" if "prosecuted" in values else values[-1]
        direction = "sanction"
        if self._loses_all(name):
            direction, value = "out", "dismissed"
        blank = any_office()
        self.found.claims.append(
            Claim(
                name, blank, direction, value, self._piece(first).start, planned, past
            )
        )

    def _loses_all(self, name: int) -> bool:
        """ "kỷ luật A, P bằng hình thức cách chức tất cả các chức vụ trong Đảng"."""
        for at in range(name + 1, len(self.letters)):
            piece = self._piece(at)
            if piece.letter in "NnX;":
                return False
            if piece.letter == "O":
                return strips_of_party_posts(piece)
        return False

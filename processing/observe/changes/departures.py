"""Departures that need no title after the verb: nghỉ hưu, điều động, thay ông B."""

from __future__ import annotations

import re
from collections.abc import Container

from processing.observe.changes.claims import Claim, reason, strips_of_party_posts
from processing.observe.changes.clause import PERSON_AFTER, Clause
from processing.observe.language.phrases import before
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.roles import Role
from processing.observe.sentence.titles import BOARD, TITLES, any_office, is_single_seat

_LET_GO = re.compile(r"(?:[^Nn;.IOX]*?oH*|oP)([Nn])")
#: "A, P, (đã) bị (Ban Bí thư) cách chức": no office stands behind the verb.
_LET_GO_OF = re.compile(
    r"([Nn])(?P<between>(?:\([^()]*\)|[,\-][PYt]+|t)*,?w{0,3}(?:p[wobBGL]{0,8})?)(?P<verb>O)"
)
_NO_OFFICE = re.compile(
    r"(?: (?:giữ )?chức(?: vụ| danh)?| trong đảng)?\s*(?:$|[.,;:!?)\"”–-]|(?:vì|do|sau"
    r"|từ|kể từ|hôm|ngày|sáng|chiều|tối|khi|trước|theo|để|tại kỳ họp|và bị|và được|vào"
    r"|rồi|hồi)(?!\w))"
)
_FUNERAL_OF = re.compile(r"E[w,&]{0,6}o?[PY]?H*([Nn])")
#: Behind "nghỉ hưu": who of several is named, in a list or as one of them.
_SEVERAL = re.compile(r"E[^NnPIXO;.]{0,14}[mH:]*([Nn])")
#: Of what somebody died, told before that he did.
_ILL = re.compile(
    r"(?:lâm|do|vì|bị|mắc|bạo)(?: \w+)? bệnh(?! nhân)|đột quỵ|(?<!vụ )tai nạn"
)
_AMONG_THEM = re.compile(
    r"(?<!\w)(?:gồm(?: có)?|trong đó,? (?:có|gồm)):? "
    r"(?:(?:các |hai |ba )?(?:ông|bà|đồng chí|ông, bà|ông bà) ?:? ?)?$"
)
#: "A cho biết đơn xin nghỉ hưu của mình đã được chấp thuận": A speaks of A.
_OWN_REQUEST = re.compile(
    r"đơn xin (?:[^\W\d]+ ){1,14}của (?:mình|ông|bà|bản thân)(?: [^\W\d]+){0,2} được"
    r"[^,;.]{0,30} (?:chấp thuận|đồng ý|chấp nhận)"
)
#: "Tại lễ truy điệu, đồng chí A đọc lời điếu": A is there, and alive.
_AT = ("tại", "dự", "trong", "sau")
_A_FEW_WORDS = r"(?:[^\W\d]+ ){0,6}"
_PREDECESSOR = re.compile(r"T[^=;]*=H*([Nn])")
_EXCHANGE = re.compile(r"T[wo]{0,2}H*([Nn])w{0,2}J?w{0,2}(P)=H*([Nn])")
_BOTH = re.compile(r"[Nn](?:(?:,|&|,&)H*[Nn])+(?=[wp]{0,3}E)")
_LEAVES_ALL = re.compile(r"O(?:w[wGL]{0,3})?(?=[;,.]|w*[JE]|$)")
#: A name with its titles, and neither a verb nor another title behind them.
_NO_MORE = re.compile(
    rf"[Nn](?:\([^()]*\)|[,\-](?:{TITLES}))*(?=[;.&]|,=|,?[w#]{{0,3}}[EJ;]|,H*[Nn]|$)"
)
_ALL_OFFICES = ("thôi giữ các chức vụ", "thôi các chức vụ")
FEW = 8  # words between who died and the word that says so
#: Offices that go with the seat in the provincial committee.
PARTY_SEATS = frozenset(
    ("party_secretary", "party_standing_deputy_secretary", "party_deputy_secretary")
)


class Departures(Clause):
    """Who leaves the titles borne in the sentence; reads after ``Alone``."""

    def run(self) -> None:
        """Add the departures, last those that an arrival told before implies."""
        self._called_away()
        self._leaving()
        self._relieved()
        self._of_a_body()
        self._leaves_it_all()
        self._let_go_of()
        self._leaves_the_committee()
        self._replaced()
        self._exchanged()

    def _called_away(self) -> None:
        """ "điều động ông A, nguyên P, đến nhận công tác tại …": out of P."""
        for match in re.finditer(r"I[^IOEX;]*?J", self.letters):
            first, last = self._piece(match.start()), self._piece(match.end() - 1)
            if not first.data.get("moves") or not last.data.get("away"):
                continue
            planned, past = self._modality(match.start(), match.start())
            called = self._names_between(match.start(), match.end())
            names = called
            if not names and self.letters[: match.start()].endswith("p"):
                names = self._names_before(match.start())[-1:]
            for name in names:
                for role in self.made.roles_of(name):
                    if role.post.position and (called or not role.post.former):
                        self._out_of(
                            role, name, "transferred", first.start, planned, past
                        )

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

    def _leaving(self) -> None:
        """ "A, Phó Chủ tịch UBND tỉnh nghỉ hưu": out of the titles the person bears."""
        for match in re.finditer("E", self.letters):
            at = match.start()
            own = bool(_OWN_REQUEST.search(self.made.sentence.key))
            if "T" in self.letters[:at] or ("O" in self.letters[:at] and not own):
                continue
            if self._describes_others(at):
                continue
            names = granted = self._granted_to(at)
            let = "p" in self.letters[:at] and self._piece(at - 1).text == "cho"
            others = not own and self._of_others(at)
            if not names and not self._is_handed_over(at) and not others:
                names = self._names_before(at)
                names = names if let else self._all_of(names)
            former = (bool(granted) or let) and self._piece(at).value != "died"
            for name in names:
                self._titles_lost(name, at, former=former)
                untitled = not self.made.roles_of(name)
                if untitled and (own or self.letters[name] == "n"):
                    self._leaves_what_was_titled(name, at)

    def _leaves_what_was_titled(self, name: int, verb: int) -> None:
        """ "Ông A nhận quyết định nghỉ hưu": out of what A was titled with before."""
        planned, past = self._modality(verb, verb)
        blank, why = any_office(), self._piece(verb)
        if not (planned or past):
            claim = Claim(name, blank, "out", why.value, why.start)
            self.found.claims.append(claim)

    def _granted_to(self, at: int) -> list[int]:
        """ "quyết định nghỉ hưu cho ông A", "Lễ tang đồng chí A": named after it."""
        if self._piece(at).data.get("noun"):
            there = at > 0 and self._piece(at - 1).text.lower() in _AT
            found = None if there else _FUNERAL_OF.match(self.letters, at)
        else:
            found = PERSON_AFTER.match(self.letters, at + 1)
            found = found or _LET_GO.match(self.letters, at + 1)
        found = found or self._of_several(at)
        return names_of_list(self.made, found.start(1)) if found else []

    def _of_several(self, at: int) -> re.Match[str] | None:
        """ "trao quyết định nghỉ hưu cho 5 cán bộ, trong đó có ông A, P": A, too."""
        found = _SEVERAL.match(self.letters, at)
        if found is None or not re.search(
            "[m#]", self.letters[max(0, at - FEW) : found.end()]
        ):
            return None
        key = self.made.sentence.key
        told = _AMONG_THEM.search(key, 0, self._piece(found.start(1)).start)
        return found if told else None

    def _of_others(self, at: int) -> bool:
        """ "A dự lễ tang", "A nói người đã nghỉ hưu …": it is not A who leaves."""
        if self._piece(at).data.get("noun"):
            return True
        name = self._last_name(at)
        words = self.letters[name:at].count("w")
        many = self._piece(at).value == "died" and words > FEW
        told = self.made.sentence.key[self._piece(name).end : self._piece(at).start]
        many = many and not _ILL.search(told)
        return many or self._tells_of_others(name, at)

    def _last_name(self, before: int) -> int:
        return max(self.letters.rfind(one, 0, before) for one in "Nn")

    def _describes_others(self, at: int) -> bool:
        """ "… các tướng quân đội về hưu": the word goes with "tướng"."""
        name = self._last_name(at)
        since = self._piece(name).end if name >= 0 else 0
        others = before("statements", "others", _A_FEW_WORDS)
        return bool(others.search(self.made.sentence.key, since, self._piece(at).start))

    def _is_handed_over(self, at: int) -> bool:
        """ "A trao quyết định nghỉ hưu cho Phó Giám đốc B": it is not A who leaves."""
        before = self._piece(at - 1).text.lower() if at else ""
        return "quyết định" in before and not before.startswith("nhận")

    def _relieved(self) -> None:
        """ "miễn nhiệm đối với ông A, Phó Chủ tịch UBND tỉnh": of what A is."""
        claimed = {one.name for one in self.found.claims}
        for match in re.finditer(r"O(?:o?|o(P))[mH]*([Nn])", self.letters):
            at, name = match.start(), match.start(2)
            if match[1]:  # "miễn nhiệm đối với nguyên P A": with this very act
                self._titles_lost(name, at, former=self._is_relief(at))
            elif name not in claimed and not self._strips(at):
                for one in self._with_the_next(name):
                    self._titles_lost(one, at, former=False)
        for match in re.finditer(r"Ow{0,2}o?H*([Nn])", self.letters):
            if match.start(1) not in claimed and self._strips(match.start()):
                self._stripped(match.start(1), match.start())

    def _with_the_next(self, name: int) -> list[int]:
        """ "miễn nhiệm ông A, P1 và bà B, P2": B, too, if no more is told of B."""
        listed = names_of_list(self.made, name, reasons=True)
        return [at for at in listed if at == name or _NO_MORE.match(self.letters, at)]

    def _of_a_body(self) -> None:
        """ "miễn nhiệm chức danh lãnh đạo HĐND đối với ông A, P1; bà B, P2"."""
        claimed = {one.name for one in self.found.claims}
        for match in re.finditer(r"OJ[mw]{0,3}b?(o)[mH]*([Nn])", self.letters):
            for name in names_of_list(self.made, match.start(2)):
                if name not in claimed:
                    self._titles_lost(name, match.start(), former=False)

    def _is_relief(self, verb: int) -> bool:
        return self._piece(verb).text.lower() == "miễn nhiệm"

    def _strips(self, verb: int) -> bool:
        return strips_of_party_posts(self._piece(verb))

    def _stripped(self, name: int, verb: int) -> None:
        """ "cách tất cả các chức vụ trong Đảng của ông A": of what A was called."""
        planned, past = self._modality(verb, verb)
        blank, at = any_office(), self._piece(verb).start
        past |= not self.made.roles_of(name) and self._is_of_that_year(at)
        claim = Claim(name, blank, "out", "dismissed", at, planned, past)
        self.found.claims.append(claim)

    def _is_of_that_year(self, at: int) -> bool:
        """ "Ngày 3/5/2017, …" in an article of no known day: the year tells history."""
        sentence = self.made.sentence
        dated = any(one.year and one.end <= at for one in sentence.dates())
        return dated and sentence.document.published is None

    def _leaves_it_all(self) -> None:
        """ "A, Bí thư Tỉnh ủy, thôi giữ các chức vụ tại địa phương": of all.

        "cho các Phó Chủ tịch gồm A và B thôi chức vụ hiện tại": each of his own.
        """
        for match in _LEAVES_ALL.finditer(self.letters):
            verb = self._piece(match.start())
            held = verb.data.get("held")
            if not held and verb.text.lower() not in _ALL_OFFICES:
                continue
            if all(self._modality(match.start(), match.start())):
                continue  # "người đã có đơn xin thôi các chức vụ": in office yet
            names = self._names_before(match.start())
            for name in names if held else names[-1:]:
                self._titles_lost(name, match.start(), former=False)

    def _let_go_of(self) -> None:
        """ "Bí thư A bị cách chức", "ông A, P, được miễn nhiệm": of what A is."""
        claimed = {one.name for one in self.found.claims if one.direction == "out"}
        for match in _LET_GO_OF.finditer(self.letters):
            name, at = match.start(1), match.start("verb")
            behind = self.made.sentence.key[self._piece(at).end :]
            suffered = "p" in match["between"]
            suffered |= self._leaves_the_one(name, at)
            if not (suffered and _NO_OFFICE.match(behind)) or self._is_source(name):
                continue
            names = [one for one in self._names_before(at) if one <= name]
            for one in self._all_of(names) if name in names else [name]:
                if one in claimed:
                    continue
                if self._strips(at):
                    self._stripped(one, at)
                else:
                    self._titles_lost(one, at, former=False)

    def _leaves_the_one(self, name: int, verb: int) -> bool:
        """ "A, P, thôi giữ chức từ 1/6": of the only office that A is titled with."""
        held = [one for one in self.made.roles_of(name) if one.post.position]
        return len(held) == 1 and self._piece(verb).text.lower().startswith("thôi")

    def _leaves_the_committee(self) -> None:
        """ "A, Bí thư Tỉnh ủy, thôi tham gia BCH Đảng bộ tỉnh": out of that office."""
        for match in re.finditer("O", self.letters):
            at = match.start()
            if self._piece(at).text.lower() != "thôi tham gia":
                continue
            for name in self._names_before(at)[-1:]:
                self._titles_lost(name, at, former=False, only=PARTY_SEATS)

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

    def _replaced(self) -> None:
        """ "… thay ông B (đã nghỉ hưu)": B is out of what A came into."""
        self._predecessor()
        for match in re.finditer(r"T[w=oJ]{0,4}(P?)H*([Nn])", self.letters):
            at = self._piece(match.start()).start
            before = [
                one
                for one in self.found.claims
                if one.at < at and one.direction in ("in", "continued")
            ] or self._taken_over(match.end())
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
        why = reason(self.made.sentence.key[self._piece(name).end :].split(";")[0])
        if why not in ("retired", "died", "transferred"):
            return
        own = [one.post for one in self.made.roles_of(name) if one.post.position]
        filled = [one.post for one in self.made.pieces[:name] if one.letter == "P"]
        if re.search(r"[JI]Y[^P]*$", self.letters[:name]):
            filled = []  # "P A bổ nhiệm C giữ chức Giám đốc thay ông B nghỉ hưu"
        for post in own or [one for one in filled[-1:] if one]:
            at = self._piece(name).start
            self.found.claims.append(Claim(name, post, "out", why, at))

    def _exchanged(self) -> None:
        """ "Người thay thế ông B ở vị trí P là ông A": A comes, and B has gone."""
        match = _EXCHANGE.search(self.letters)
        post = self._piece(match.start(2)).post if match else None
        if match is None or post is None or "M" in self.letters[: match.start()]:
            return
        at = self._piece(match.start()).start
        known = {one.name for one in self.found.claims}
        for name, direction, change in (
            (match.start(3), "in", "appointed"),
            (match.start(1), "out", "replaced"),
        ):
            if name not in known:
                self.found.claims.append(Claim(name, post, direction, change, at))

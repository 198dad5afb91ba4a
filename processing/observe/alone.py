"""Verbs that need no title after them: nghỉ hưu, tái cử, bị cảnh cáo, điều hành."""

from __future__ import annotations

import re
from collections.abc import Container

from processing.observe.cast import names_of_list
from processing.observe.claims import Claim, reason
from processing.observe.clause import Clause
from processing.observe.titles import BOARD, Post

_PERSON_AFTER = re.compile(
    r"[\"t]?(?:[w#]{0,6}o|[wZ#t,\-&JP]{0,16}o|:|,?=|w?=)?[:mH]*([Nn])"
)
_GO_ON = re.compile(r"P[wt]{0,3}AJ[wt,]{0,8}=[mH,]*:?[mH]*([Nn])")
_PREDECESSOR = re.compile(r"T[^=;]*=H*([Nn])")
_BODY_LED = re.compile(r"(b)w{0,4}(w)[PY]?H*([Nn])(?:,[PY])*,?D")
_LED = re.compile(r"D(?:[,&wDo]){0,5}(b)")
_LEADS_IT = re.compile(r"^o(b).*D[,&D]*\.?$")
_PUNISHED = re.compile(
    r"(?:[w#,t&bBX\-JL]{0,10}?o?|[^;NnP]{0,30}o):?[mH]*(?:[PY]H*)?([Nn])"
)
FEW = 8  # words between who died and the word that says so
#: Offices that go with the seat in the provincial committee.
PARTY_SEATS = frozenset(
    ("party_secretary", "party_standing_deputy_secretary", "party_deputy_secretary")
)
HEAD_OF = {
    "peoples_committee": "peoples_committee_chair",
    "council": "peoples_council_chair",
    "provincial_committee": "party_secretary",
    "city_committee": "party_secretary",
    "organisation": "organisation_commission_head",
    "propaganda": "propaganda_commission_head",
    "mass": "mass_mobilisation_commission_head",
    "internal": "internal_affairs_commission_head",
    "inspection": "inspection_commission_head",
}


class Alone(Clause):
    """What is told with no title after the verb; reads after ``Governed``."""

    def run(self) -> None:
        """Add what is claimed of persons in the offices they bear, or of bodies."""
        self._this_office()
        self._handed_to_new()
        self._called_away()
        self._again_in_office()
        self._go_on_as_before()
        self._leading()
        self._leaving()
        self._relieved()
        self._leaves_the_committee()
        self._sanctions()
        self._replaced()

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
            here = self._piece(at).start
            offices = [
                one.post
                for one in self.found.claims
                if one.direction == "out" and one.at < here
            ]
            verb = self.letters.rfind("I", 0, at)
            if not posts or verb < 0:
                continue
            post = offices[-1] if offices else posts[0]
            change, direction = self._change("in", verb, at)
            for name in self._names_between(verb, at):
                self.found.claims.append(
                    Claim(name, post, direction, change, self._piece(verb).start)
                )

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

    def _called_away(self) -> None:
        """ "điều động ông A, nguyên P, đến nhận công tác tại …": out of P."""
        for match in re.finditer(r"I[^IOEX;]*?J", self.letters):
            first, last = self._piece(match.start()), self._piece(match.end() - 1)
            if not first.data.get("moves") or not last.data.get("away"):
                continue
            planned, past = self._modality(match.start(), match.start())
            for name in self._names_between(match.start(), match.end()):
                for role in self.made.roles_of(name):
                    if role.post.position:
                        self.found.claims.append(
                            Claim(
                                name,
                                role.post,
                                "out",
                                "transferred",
                                first.start,
                                planned,
                                past,
                                run=role.run,
                            )
                        )

    def _again_in_office(self) -> None:
        """ "A, Chủ tịch HĐND tỉnh khóa XIII tái đắc cử": in the title named last."""
        claimed = {one.at for one in self.found.claims}
        for match in re.finditer("I", self.letters):
            piece = self._piece(match.start())
            if not str(piece.value).startswith("re_") or piece.start in claimed:
                continue
            if "P" in self.letters[match.end() : match.end() + 3]:
                continue
            for name in self._names_before(match.start()):
                self._same_again(name, match.start())

    def _same_again(self, name: int, verb: int) -> None:
        planned, past = self._modality(verb, verb)
        piece = self._piece(verb)
        held = [
            role
            for role in self.made.roles_of(name)
            if role.post.position
            and not role.post.former
            and role.post.end <= piece.start
        ]
        if held:
            role = max(held, key=lambda one: (bool(one.post.term), one.post.start))
            self.found.claims.append(
                Claim(
                    name,
                    role.post,
                    "continued",
                    str(piece.value),
                    piece.start,
                    planned,
                    past,
                    run=role.run,
                )
            )

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

    def _leading(self) -> None:
        """ "phân công ông A điều hành hoạt động của UBND tỉnh": acting head of it."""
        for match in _BODY_LED.finditer(self.letters):
            if self._piece(match.start(2)).text == "do":
                self._acting(match.start(1), match.start(3), match.end() - 1)
        if whole := _LEADS_IT.match(self.letters):
            given = self.letters.rfind("I")
            names = self._names_between(given, len(self.letters)) if given > 0 else []
            for name in names[:1]:
                self._acting(whole.start(1), name, given)
        for match in _LED.finditer(self.letters):
            given = self.letters.rfind("I", 0, match.start())
            if self._piece(match.start()).text.lower().startswith("tạm"):
                given = match.start()  # "A tạm thời điều hành …" needs no decision
                names = self._names_before(given)[-1:]
            elif given < 0:
                continue
            else:
                names = self._names_between(given, match.start())
            if not names and "p" in self.letters[:given]:
                names = self._names_before(given)
            for name in names[:1]:
                self._acting(match.start(1), name, match.start())

    def _acting(self, body: int, name: int, verb: int) -> None:
        post = self._piece(body).post
        position = HEAD_OF.get(post.body) if post else None
        if post is None or position is None:
            return
        planned, past = self._modality(verb, verb)
        office = Post(post.start, post.end, "acting", position, post.place, post.level)
        self.found.claims.append(
            Claim(name, office, "in", "acting", self._piece(verb).start, planned, past)
        )

    def _leaving(self) -> None:
        """ "A, Phó Chủ tịch UBND tỉnh nghỉ hưu": out of the titles the person bears."""
        for match in re.finditer("E", self.letters):
            at = match.start()
            if "T" in self.letters[:at] or "O" in self.letters[:at]:
                continue
            granted = _PERSON_AFTER.match(self.letters, at + 1) or re.match(
                r"[^Nn;.IOX]*?oH*([Nn])", self.letters[at + 1 :]
            )
            names = []
            if granted:
                shift = 0 if granted.re is _PERSON_AFTER else at + 1
                names = names_of_list(self.made, granted.start(1) + shift)
            let = "p" in self.letters[:at] and self._piece(at - 1).text == "cho"
            if not names and (self._is_handed_over(at) or self._of_others(at)):
                continue
            if not names:
                names = self._names_before(at)
                names = names if let else names[-1:]
            former = (bool(granted) or let) and self._piece(at).value != "died"
            for name in names:
                self._titles_lost(name, at, former=former)

    def _of_others(self, at: int) -> bool:
        """ "A bày tỏ lòng biết ơn … đã hy sinh": many words lie between."""
        name = max(self.letters.rfind("N", 0, at), self.letters.rfind("n", 0, at))
        words = self.letters[name:at].count("w")
        return self._piece(at).value == "died" and words > FEW

    def _is_handed_over(self, at: int) -> bool:
        """ "A trao quyết định nghỉ hưu cho Phó Giám đốc B": it is not A who leaves."""
        return at > 0 and "quyết định" in self._piece(at - 1).text.lower()

    def _relieved(self) -> None:
        """ "miễn nhiệm đối với ông A, Phó Chủ tịch UBND tỉnh": of what A is."""
        claimed = {one.name for one in self.found.claims}
        for match in re.finditer(r"Oo?[mH]*([Nn])", self.letters):
            if match.start(1) not in claimed:
                self._titles_lost(match.start(1), match.start(), former=False)

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
            if former or not role.post.former:
                self.found.claims.append(
                    Claim(
                        name,
                        role.post,
                        "out",
                        self._piece(verb).value,
                        self._piece(verb).start,
                        planned,
                        past,
                        run=role.run,
                    )
                )

    def _sanctions(self) -> None:
        """ "cảnh cáo ông A", "A bị khởi tố": in every watched title of the person."""
        named = {
            claim.name for claim in self.found.claims if claim.direction == "sanction"
        }
        groups = list(re.finditer(r"X(?:[,&w]{0,4}X)*", self.letters))
        for match in reversed(groups):  # the nearest before a name is its own
            last = match.end() - 1
            for name in self._punished(match.start(), last):
                if name not in named:
                    self._punish(name, match.start(), last)
                    named.add(name)

    def _punished(self, first: int, last: int) -> list[int]:
        key = self.made.sentence.key[self._piece(last).end :][:70]
        mandate = re.search(r"đại biểu (?:quốc hội|hđnd)", key)
        if mandate and first == last and self._piece(last).value == "suspended":
            return []
        before = self._names_before(first)[-1:]
        passive = "p" in self.letters[max(0, first - 3) : first]
        if before and passive:
            return before
        if after := _PUNISHED.match(self.letters, last + 1):
            return names_of_list(self.made, after.start(1))
        listed = re.search(r":[mH]*([Nn])", self.letters[last:])
        if self._is_decided(first) and before:
            return before
        if listed and "P" not in self.letters[last : last + listed.start()]:
            return names_of_list(self.made, last + listed.start(1))
        passive |= self._piece(first).text.lower().startswith("bị")
        return before if passive else []

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
        blank = Post(0, 0, "any")
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
                return piece.value == "dismissed" and "các chức vụ" in piece.text
        return False

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
        for post in own or [one for one in filled[-1:] if one]:
            at = self._piece(name).start
            self.found.claims.append(Claim(name, post, "out", why, at))

    def _replaced(self) -> None:
        """ "… thay ông B (đã nghỉ hưu)": B is out of what A came into."""
        self._predecessor()
        for match in re.finditer(r"T[w=o]{0,4}H*([Nn])", self.letters):
            at = self._piece(match.start()).start
            before = [
                one
                for one in self.found.claims
                if one.at < at and one.direction in ("in", "continued")
            ]
            if not before:
                self._left_office(match.start(1))
                continue
            latest = [one for one in before if one.at == before[-1].at]
            name = match.start(1)
            tail = self.made.sentence.key[self._piece(name).end :].split(";")[0]
            why = reason(tail) or "replaced"
            for claim in latest:
                if claim.post.position != BOARD and claim.name == latest[0].name:
                    self.found.claims.append(
                        Claim(
                            name,
                            claim.post,
                            "out",
                            why,
                            self._piece(name).start,
                            claim.planned,
                            claim.past,
                            run=claim.run,
                        )
                    )

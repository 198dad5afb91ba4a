"""Who is given a body to run without its title: "giao ông A phụ trách UBND tỉnh"."""

from __future__ import annotations

import re

from processing.observe.changes.claims import Claim
from processing.observe.changes.clause import Clause
from processing.observe.language.phrases import follows, holds
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import Post

_BODY_LED = re.compile(r"(b)w{0,4}(w)[PY]?H*([Nn])(?:,[PY])*,?D")
#: Not "phụ trách Đảng ủy UBND tỉnh", a sub-organisation's, unless another is joined.
_LED = re.compile(r"D(?:[,&wDo]|Bb(?=[,&])|B(?!b)){0,5}(b)")
_LEADS_IT = re.compile(r"^o(b).*D[,&D]*\.?$")
_LEADS_THIS = re.compile(r"^o(b).*D[,&D]*(?=w)")
#: "Ban Nội chính Tỉnh ủy giao Phó Trưởng ban A phụ trách".
_BODY_GIVES = re.compile(r"(b),?(I)[PY]?H*([Nn])(?:,[PY])*,?D(?![wDo]*b)")
#: "Chánh Văn phòng hiện chưa có, giao Phó Chánh Văn phòng A điều hành cơ quan".
_VACANT = re.compile(r"(P)[^NnIOXP]*I[PY]?H*([Nn])(?:,[PY])*,?(D)(?![wDo]*[bL])")
#: "Tiếp quản Ban Tổ chức Tỉnh ủy là bà A", "bà A tiếp quản Ban Tổ chức Tỉnh ủy".
_TAKEN_OVER_BY = re.compile(r"(J)(b)w{0,2}=H*([Nn])")
_TAKES_OVER = re.compile(r"([Nn])(?:,[PYt])*,?[wp]{0,2}(J)(b)")
#: Who is elected or ratified with a list is only titled "phụ trách Ủy ban Kiểm tra".
_TO_AN_OFFICE = ("elected", "re_elected", "ratified")
HEAD_OF = {
    "peoples_committee": "peoples_committee_chair",
    "council": "peoples_council_chair",
    "provincial_committee": "party_secretary",
    "city_committee": "party_secretary",
    "either_committee": "party_secretary",
    "organisation": "organisation_commission_head",
    "propaganda": "propaganda_commission_head",
    "mass": "mass_mobilisation_commission_head",
    "internal": "internal_affairs_commission_head",
    "board": "party_secretary",
    "inspection": "inspection_commission_head",
    "office": "party_office_chief",
}
#: Bodies that are only parts of a committee: what they give is of their own.
_PARTS = ("organisation", "propaganda", "mass", "internal", "inspection", "office")


def head_of(body: Piece) -> str | None:
    """The office of who leads a body; of an office, only the committee's."""
    post = body.post
    if post is None or (post.body == "office" and "ủy" not in body.text.lower()):
        return None
    return HEAD_OF.get(post.body)


class InCharge(Clause):
    """What is told of bodies that somebody runs; reads after ``Alone``."""

    VERBS = "DJ"

    def run(self) -> None:
        """Add who is given a body to run, or comes to run it."""
        self._leading()
        self._while_vacant()
        self._comes_to_lead()

    def _leading(self) -> None:
        """ "phân công ông A điều hành hoạt động của UBND tỉnh": acting head of it."""
        for match in _BODY_LED.finditer(self.letters):
            if self._piece(match.start(2)).text == "do":
                self._acting(match.start(1), match.start(3), match.end() - 1)
        for match in _BODY_GIVES.finditer(self.letters):
            post = self._piece(match.start(1)).post
            if post and post.body in _PARTS:
                self._acting(match.start(1), match.start(3), match.end() - 1)
        whole = _LEADS_IT.match(self.letters) or self._leads_this()
        if whole:
            given = self.letters.rfind("I")
            names = self._names_between(given, len(self.letters)) if given > 0 else []
            for name in names[:1]:
                self._acting(whole.start(1), name, given)
        for match in _LED.finditer(self.letters):
            for name in self._leaders(match.start())[:1]:
                self._acting(match.start(1), name, match.start())

    def _leads_this(self) -> re.Match[str] | None:
        """ "Đối với HĐND tỉnh, giao bà A điều hành hoạt động của cơ quan này"."""
        found = _LEADS_THIS.match(self.letters)
        end = self._piece(found.end() - 1).end if found else 0
        this = follows("statements", "this_body", self.made.sentence.key, end)
        return found if this else None

    def _leaders(self, verb: int) -> list[int]:
        """Who is given a body to run; "A tạm thời điều hành …" needs no decision."""
        said = self._piece(verb).text.lower()
        if said.startswith("tạm") or (said.startswith("giao") and self._is_given(verb)):
            names, given = self._names_before(verb)[-1:], verb
        else:
            given = self.letters.rfind("I", 0, verb)
            if given < 0 or self._piece(given).value in _TO_AN_OFFICE:
                return []
            names = self._names_between(given, verb)
        if not names and "p" in self.letters[:given]:
            names = self._names_before(given)
        return names

    def _is_given(self, verb: int) -> bool:
        return self.letters[:verb].endswith("p")

    def _acting(self, body: int, name: int, verb: int) -> None:
        post = self._piece(body).post
        position = head_of(self._piece(body))
        if post is None or position is None:
            return
        if self._piece(body).text.lower().startswith("thường trực t"):
            return  # "phụ trách Thường trực Tỉnh ủy": its daily work
        planned, past = self._modality(verb, verb)
        begins = self._piece(verb).start
        if self.made.sentence.key.endswith("sẽ ", 0, begins):
            planned &= not self._piece(verb).text.lower().startswith("tạm")
        office = Post(post.start, post.end, "acting", position, post.place, post.level)
        office.hint = post.hint
        self.found.claims.append(
            Claim(name, office, "in", "acting", self._piece(verb).start, planned, past)
        )

    def _while_vacant(self) -> None:
        """ "Chưa có P, giao Phó Trưởng ban A điều hành": A is acting P."""
        found = _VACANT.search(self.letters)
        if found is None or not holds("statements", "vacant", self.made.sentence.key):
            return
        post, verb = self._piece(found.start(1)).post, self._piece(found.start(3))
        if post and post.position and "sẽ" not in self.made.sentence.key:
            name = found.start(2)
            self.found.claims.append(Claim(name, post, "in", "acting", verb.start))

    def _comes_to_lead(self) -> None:
        """ "Người tiếp quản Ban Tổ chức là bà A": A comes to lead it."""
        told = _TAKEN_OVER_BY.search(self.letters)
        if told:
            verb, body, name = (told.start(at) for at in (1, 2, 3))
        elif told := _TAKES_OVER.search(self.letters):
            name, verb, body = (told.start(at) for at in (1, 2, 3))
        else:
            return
        led, position = self._piece(body), head_of(self._piece(body))
        if not (self._piece(verb).data.get("heads") and led.post and position):
            return
        planned, past = self._modality(verb, verb)
        office = Post(led.start, led.end, "head", position, led.post.place)
        office.level, office.hint = led.post.level, led.post.hint
        at = self._piece(verb).start
        claim = Claim(name, office, "in", "appointed", at, planned, past)
        self.found.claims.append(claim)

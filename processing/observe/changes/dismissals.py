"""Who is let go with no title behind the verb: miễn nhiệm ông A, A bị cách chức."""

from __future__ import annotations

import re

from processing.observe.changes.claims import Claim, reason, strips_of_party_posts
from processing.observe.changes.leaving import Leaving
from processing.observe.language.phrases import pattern, stops
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.titles import TITLES, any_office, is_single_seat

#: "A, P, (đã) bị (Ban Bí thư) cách chức": no office stands behind the verb.
_LET_GO_OF = re.compile(
    r"([Nn])(?P<between>(?:\([^()]*\)|[,\-][PYt]+|t)*,?w{0,3}(?:p[wobBGL]{0,8})?)(?P<verb>O)"
)
_LEAVES_ALL = re.compile(r"O(?:w[wGL]{0,3})?(?=[;,.]|w*[JE]|$)")
_LETS_GO = re.compile(r"Oo?H*([Nn])(?:\([^()]*\))?(?=[.;]|,?w|$)(?!w{0,3}J)")
#: A name with its titles, and neither a verb nor another title behind them.
_NO_MORE = re.compile(
    rf"[Nn](?:\([^()]*\)|[,\-](?:{TITLES}))*(?=[;.&]|,=|,?[w#]{{0,3}}[EJ;]|,H*[Nn]|$)"
)
_ALL_OFFICES = ("thôi giữ các chức vụ", "thôi các chức vụ")
#: Offices that go with the seat in the provincial committee.
PARTY_SEATS = frozenset(
    ("party_secretary", "party_standing_deputy_secretary", "party_deputy_secretary")
)


def _names_no_office(behind: str) -> bool:
    """Whether no office stands behind "cách chức", "thôi giữ"."""
    office = pattern("statements", "of_any_office").match(behind.lstrip())
    rest = behind.lstrip()[office.end() :] if office else behind
    return stops("statements", "no_office", rest, 0)


class Dismissals(Leaving):
    """Who is let go of what he is titled with; reads after ``Departures``."""

    VERBS = "O"

    def run(self) -> None:
        """Add who leaves the titles borne in the sentence, or those not said there."""
        self._relieved()
        self._let_go_for()
        self._of_a_body()
        self._leaves_it_all()
        self._let_go_of()
        self._leaves_the_committee()

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
        for match in re.finditer(r"Ow{0,2}(?:oP?)?H*([Nn])", self.letters):
            if match.start(1) not in claimed and self._strips(match.start()):
                self._stripped(match.start(1), match.start())

    def _let_go_for(self) -> None:
        """ "bầu ông A làm P và miễn nhiệm ông B": B is out of the one seat."""
        came = [one for one in self.found.claims if one.direction == "in"]
        if len(came) != 1 or not is_single_seat(came[0].post):
            return
        for match in _LETS_GO.finditer(self.letters, self._index(came[0].at)):
            verb, name = self._piece(match.start()), match.start(1)
            titled = name == came[0].name or self.made.roles_of(name)
            if not titled and "miễn nhiệm" in verb.text.lower():
                told = self.made.sentence.key[self._piece(name).end :]
                why = reason(told.split(";")[0]) or "relieved"
                planned, past = self._modality(match.start(), match.start())
                self._out_of(came[0], name, why, verb.start, planned, past)

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
            if not (suffered and _names_no_office(behind)) or self._is_source(name):
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

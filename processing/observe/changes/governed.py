"""Titles that a verb governs: before it the old office, after it the new one."""

from __future__ import annotations

import re

from processing.observe.changes.claims import strips_of_party_posts
from processing.observe.changes.listed_behind import ListedBehind
from processing.observe.language.phrases import before, holds, pattern
from processing.observe.sentence.calling import is_at_meeting
from processing.observe.sentence.lasting import is_held
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.titles import TITLES

_TITLES = re.compile(TITLES)
_ELECTED_IS = re.compile(r"I(?:[,&I]*[mH]*[Nn](?:\([^()]*\))?)?=$")
#: "bà B (tái cử) giữ chức P".
_NOTED = re.compile(r"([Nn])\(w?Iw?\),?J$")
#: "phân công ông A, P1, kiêm P2", "bầu P1 A kiêm nhiệm P2".
_ALSO = re.compile(r"(I)P?[mH]*([Nn])(?:(?:,[PY])*,|)(&)P$")
_BEARS_ALSO = re.compile("H*[Nn](&)P")
_NAME, _NAMED = re.compile("[Nn]"), re.compile("H*[Nn]")
_NAMED_THEN = re.compile("H*[Nn]([^;]*)")
_GETS = re.compile("J[PY]")
_ELECTED = re.compile(r"I[,&Iw]{0,3}[mH]*(N),$")
_TO_ANOTHER = re.compile("w{0,2}J")
_GOVERNED_IN = re.compile("I&?$")  # "được bầu kiêm P"
_GOVERNED_OUT = re.compile(r"O[bB,&Jwm\-]{0,10}$")
_FREED = re.compile(r"O[wo]{0,2}[mH]*[Nn](?:\([^()]*\)|,[PY])*,?(w?)J$")
_ONE_BY_ONE = re.compile("O[^;NnIXO]{0,12}=$")
_GOVERNED_LEAVING = re.compile("EJ?$")
_GOVERNED_SANCTION = re.compile(r"X[,&]?J?$|XJ$")
_AND_ONE = re.compile(r"o?H*[Nn],?&$")
_AND_NO_MORE = re.compile(r"H*([Nn])(?=,|w{0,3}E|w{0,2}[.;]|$)")
_AND_WHY = re.compile(r"H*([Nn])(?=w)")  # "… và P2 B theo nguyện vọng cá nhân"
_WHY = (" theo ", " do ", " vì ", " để ")
#: "miễn nhiệm P1 đối với ông A và chức danh P2 đối với các ông B, C".
_AND_OFFICE = re.compile(r"o[mH]*[Nn](?:\([^()]*\)|,[PY])*[,&]{1,2}J?$")
#: "phê chuẩn 5 vị Phó Chủ tịch", "bầu hai nữ Phó Bí thư": how many there are.
_COUNTED = re.compile(r"(?<=[IOXJ])[#m][wH]$")
_JOINED = re.compile(r"^[wZ#t\-]*(?:,|&|,&)J?$")
_LIST_AFTER_VERB = re.compile(
    r",?(?:[pw]{0,3}|w{0,2}p[bBY]w?)Iw{0,3},?[=:]:?[mH]*([Nn])"
)

_GIVEN_TO = re.compile(r"w{0,2}p([Iw])oH*([Nn])")  # "chức danh P được giao cho ông A"
#: "ghế P mà ông B để lại nay thuộc về ông C".
_GOES_TO = re.compile(r"[^;.IOXP]{0,14}?(w)wH*([Nn])")
#: "kỷ luật ông A bằng hình thức: cách chức P1; P2": one more of what A loses.
_STRIPPED = re.compile(r"X[^;NnIO]*([Nn])[^;NnIO]*(O)J?(?:[PYt,\-&]+;)+$")
#: "bầu (các chức danh chủ chốt gồm): P1: bà A; P2: ông B".
_LISTS_OFFICES = re.compile(r"([IO])(?:Jw{0,4}=?)?:[mH]*P")


class Governed(ListedBehind):
    """Titles governed by a verb, from left to right: "bầu ông A giữ chức P"."""

    def run(self) -> None:
        """Add what is claimed of each run of titles."""
        for match in _TITLES.finditer(self.letters):
            self._title_run(match.start(), match.end())

    def _title_run(self, start: int, end: int) -> None:
        semicolon = self.letters.rfind(";", self.clause, start)
        self.clause = max(self.clause, semicolon + 1)
        end = self._without_the_next(start, end)
        first = start - self._is_one_of_them(start, end)
        left = _COUNTED.sub("", self.letters[self.clause : first]).rstrip('t"#m:')
        if self._goes_on(left, start, end) or self._is_listed_behind(start, end):
            return
        if self._calls_a_person(start, end) or self._is_made(start, end):
            return
        if self._is_made_also(start, end):
            return
        if left.endswith("(J"):
            return  # "(nhận nhiệm vụ Bí thư Tỉnh ủy)" is a reason
        if (moved := self._left_for_another(start, end)) >= 0:
            names = self._names_before(moved)[-1:]
            self._claim("out", moved, start, end, names)
            for claim in self.last:
                claim.change, claim.explicit = "transferred", False
            return
        if not self._is_governed_behind(start, end):
            self._governed_before(left, start, end)

    def _is_one_of_them(self, start: int, end: int) -> bool:
        """ "bầu một Phó Chủ tịch là ông A": the word between counts for nothing."""
        one = start > 0 and self._piece(start - 1).text.lower() == "một"
        return one and self.letters.startswith("=", end)

    def _goes_on(self, left: str, start: int, end: int) -> bool:
        """Claim what is one more of those told before with the same verb."""
        if left in ("", "J") and self._goes_on_listing(start, end):
            return True
        if self._goes_on_with_next(left, start, end):
            return True
        if self._leaves_with(left, start, end):
            return True
        if not self.last or not _JOINED.match(self.letters[self.last[0].end : start]):
            return False
        noun = bool(self._piece(start - 1).data.get("noun"))
        if noun or self._is_taken_away(start):
            self._again(start, end)
            return True
        return False

    def _is_governed_behind(self, start: int, end: int) -> bool:
        """Claim what the verb behind says: "P được giao cho A", "P được bầu là A"."""
        given = _GIVEN_TO.match(self.letters, end)
        if given and self._piece(given.start(1)).text.lower() in ("giao", "trao"):
            names = names_of_list(self.made, given.start(2))
            self._claim("in", given.start(1), start, end, names[:1])
            return True
        if self._goes_to(start, end):
            return True
        listed = _LIST_AFTER_VERB.match(self.letters, end)
        names = names_of_list(self.made, listed.start(1)) if listed else []
        if names:
            self._claim("in", self.letters.index("I", end), start, end, names)
        return bool(names)

    def _goes_to(self, start: int, end: int) -> bool:
        """ "Ghế P của ông B nay thuộc về ông C": C has come to it."""
        told = _GOES_TO.match(self.letters, end)
        noun = start > 0 and self._piece(start - 1).data.get("noun")
        if told is None or not noun:
            return False
        first = self._piece(told.start(1)).start
        if not self.made.sentence.key.startswith("thuộc về", first):
            return False
        self._claim("in", start - 1, start, end, [told.start(2)])
        for claim in self.last:
            claim.explicit, claim.change = True, self._usual(start)
        return True

    def _governed_before(self, left: str, start: int, end: int) -> None:
        """Claim what the verb before says; ``left`` are the letters up to the title."""
        if noted := _NOTED.search(left):
            self._noted(self.clause + noted.start(1), start, end)
        elif _ELECTED_IS.search(left):
            self._govern("in", self.clause + left.rindex("I"), start, end)
        elif (match := _GOVERNED_OUT.search(left)) and not self._comments(
            match[0], end
        ):
            self._govern("out", self.clause + match.start(), start, end)
        elif (freed := self._freed_from(start)) >= 0:
            self._govern("out", freed, start, end)
        elif (leaving := self._resigns_from(start)) >= 0:
            self._govern("out", leaving, start, end)
        elif (match := _GOVERNED_SANCTION.search(left)) and (
            "J" in match[0]
            or self._piece(self.clause + match.start()).data.get("office")
        ):
            self._govern("sanction", self.clause + match.start(), start, end)
        elif left.endswith("J"):
            self._office(left, start, end)
        elif _GOVERNED_IN.search(left) and not self._is_a_task(start, end):
            self._govern("in", self.clause + left.rindex("I"), start, end)

    def _noted(self, name: int, start: int, end: int) -> None:
        """ "bầu A và B (tái cử) giữ chức P": the note is of B, who stands before it."""
        first = self.letters.rfind("I", 0, name)
        others = [at for at in range(self.clause, name) if self.letters[at] in "Nn"]
        if first >= 0 and others:
            self._claim("in", first, start, end, others)
        self._claim("in", self.letters.index("I", name), start, end, [name])

    def _left_for_another(self, start: int, end: int) -> int:
        """ "được điều động từ (vị trí) P sang giữ chức Q": the verb, or -1."""
        if not _TO_ANOTHER.match(self.letters, end):
            return -1
        key, before_it = self.made.sentence.key, self._piece(start).start
        found = before("statements", "moved_from").search(key, 0, before_it)
        if found is None:
            return -1
        return next(at for at in range(start) if self._piece(at).end > found.start())

    def _freed_from(self, start: int) -> int:
        """ "miễn nhiệm ông A (khỏi) chức vụ P", "cách các chức vụ, gồm P": the verb."""
        before = self.letters[:start]
        if found := _FREED.search(before):
            freed = self._piece(start - 2).text == "khỏi" or not found[1]
            noun = self._piece(start - 1).data.get("noun")
            return found.start() if freed and noun else -1
        found = _ONE_BY_ONE.search(before)
        at = found.start() if found else -1
        return at if at >= 0 and strips_of_party_posts(self._piece(at)) else -1

    def _resigns_from(self, start: int) -> int:
        """ "đồng ý cho ông A từ chức P": the verb that mostly has no office."""
        found = _GOVERNED_LEAVING.search(self.letters[:start])
        at = found.start() if found else -1
        return at if at >= 0 and self._piece(at).value == "resigned" else -1

    def _comments(self, between: str, end: int) -> bool:
        """ "Về việc ông A bị cách chức, P B cho hay …": B only speaks of it."""
        named = _NAMED.match(self.letters, end)
        return bool("," in between and named and self._speaks(named.end() - 1))

    def _without_the_next(self, start: int, end: int) -> int:
        """ "A được điều động làm P1, P2 B sẽ …": P2 calls B, and is not A's."""
        called = _NAMED.match(self.letters, end)
        given = self.letters[start - 1 : start] == "I"
        comma = self.letters.find(",", start, end)
        given &= comma > 0
        if called and given and self._at_meeting(start - 1):
            return comma  # "Dự lễ trao quyết định bổ nhiệm P1, P2 B phát biểu"
        named = _NAME.search(self.letters, self.clause, start)
        if called and named and end - start > 2 and self.letters[end - 2] == ",":
            return end - 2
        return end

    def _at_meeting(self, verb: int) -> bool:
        return is_at_meeting(self.made.sentence.key, self._piece(verb).start)

    def _leaves_with(self, left: str, start: int, end: int) -> bool:
        """ "miễn nhiệm P1 đối với ông A và P2 B nghỉ hưu": B is out of P2."""
        leaving = bool(self.last) and self.last[0].direction == "out"
        if not (leaving and _AND_ONE.match(left)):
            return False
        another = _AND_NO_MORE.match(self.letters, end)
        why = _AND_WHY.match(self.letters, end)
        if why and self.made.sentence.key.startswith(
            _WHY, self._piece(why.start(1)).end
        ):
            another = why
        if another:
            verb = self._index(self.last[0].at)
            self._claim("out", verb, start, end, [another.start(1)])
        return bool(another)

    def _goes_on_with_next(self, left: str, start: int, end: int) -> bool:
        """ "miễn nhiệm P1 đối với ông A và P2 đối với bà B": the same verb."""
        if not (self.last and _AND_OFFICE.match(left)):
            return False
        names = self._names_after(end) if self.letters[end : end + 1] == "o" else []
        if names:
            first = self.last[0]
            self._claim(first.direction, self._index(first.at), start, end, names)
        return bool(names)

    def _is_a_task(self, start: int, end: int) -> bool:
        """ "phân công Phó Chủ tịch A xử lý …": A, who is so titled, gets some work."""
        given = self._piece(start - 1).text.lower() in ("phân công", "giao", "cử")
        return given and _NAMED.match(self.letters, end) is not None

    def _goes_on_listing(self, start: int, end: int) -> bool:
        """ "phê chuẩn kết quả bầu: P1 đối với bà A; P2 đối với ông B"."""
        if self.letters[start - 1 : start] == "J":
            return self._goes_on_with_office(start, end)
        if stripped := _STRIPPED.search(self.letters[:start]):
            if self._piece(stripped.start(2)).value != "dismissed":
                return False
            names = [stripped.start(1)]
            self._claim("out", stripped.start(2), start, end, names)
            return True
        listed = _LISTS_OFFICES.search(self.letters, 0, start)
        if not listed or self.letters[start - 1 : start] != ";":
            return False
        names = self._names_after(end)
        if names:
            direction = "in" if listed[1] == "I" else "out"
            self._claim(direction, listed.start(1), start, end, names)
        return bool(names)

    def _goes_on_with_office(self, start: int, end: int) -> bool:
        """ "phê chuẩn … P1 đối với ông A; chức vụ P2 đối với bà B": the same verb."""
        noun = self._piece(start - 1).data.get("noun")
        if not (noun and self.last and self.letters[start - 2 : start - 1] == ";"):
            return False
        names = self._names_after(end)
        first = self.last[0]
        if names:
            self._claim(first.direction, self._index(first.at), start, end, names)
        return bool(names)

    def _is_made(self, start: int, end: int) -> bool:
        """ "xác nhận kết quả bầu ông A, P1 là P2": the second title is the new one."""
        equals = self.letters.rfind("=", start, end)
        elected = _ELECTED.search(self.letters, 0, start)
        if equals < 0 or not elected or elected.start() < self.clause:
            return False
        self._claim("in", elected.start(), equals + 1, end, [elected.start(1)])
        return True

    def _is_made_also(self, start: int, end: int) -> bool:
        """ "phân công ông A, P1, kiêm P2": A comes to P2 besides."""
        found = _ALSO.search(self.letters, self.clause, end)
        if found is None or not self._piece(found.start(3)).text.startswith("kiêm"):
            return False
        if _TO_ANOTHER.match(self.letters[end:].lstrip(",")):
            return False  # "điều động ông A, P1, kiêm P2, giữ chức P3"
        self._claim("in", found.start(1), end - 1, end, [found.start(2)])
        return True

    def _is_taken_away(self, start: int) -> bool:
        """ "xóa tư cách P1 giai đoạn 2015-2020, P2 giai đoạn …": one more of them."""
        return self.letters[start - 1] != "J" and self.last[0].direction != "in"

    def _calls_a_person(self, start: int, end: int) -> bool:
        """ "điều động Bí thư Tỉnh ủy A làm …": a title before a name, no new office."""
        also = _BEARS_ALSO.match(self.letters, end)
        if also and self._piece(also.start(1)).text.startswith("kiêm"):
            return True  # "bầu Bí thư Tỉnh ủy A kiêm nhiệm P"
        after = _NAMED_THEN.match(self.letters, end)
        if after and start and self._piece(start - 1).data.get("moves"):
            return True
        return bool(after and _GETS.search(after[1])) and (
            "O" not in self.letters[self.clause : end]
        )

    def _office(self, left: str, start: int, end: int) -> None:
        """ "… giữ chức P": the verb stands before, or there is none."""
        at = self.clause + len(left) - 1
        if at and self._piece(at - 1).text.lower() in ("tháng", "năm", "ngày"):
            return  # "trong 21 tháng làm P": how long it has been so
        if self._is_so_long(self._piece(end - 1).end):
            return  # "giữ chức P hai nhiệm kỳ"
        held = is_held(self.made.sentence.key, self.made.pieces, at)
        if self._is_why(at) or held:
            return
        verb = max(left.rfind("I"), left.rfind("O") if left.endswith("OJ") else -1)
        blocked = max(left[:-1].rfind("J"), left.rfind("O"), left.rfind("X"))
        twice = re.search('I[,&p"w]*J[w]{0,3}J$', left)
        if verb >= 0 and (verb > blocked or twice):
            self._govern("in", self.clause + verb, start, end)
        elif self._says_office(at) and not (self._is_by(at) or self._now_is(at)):
            self._govern("in", at, start, end)

    def _is_why(self, office: int) -> bool:
        """ "miễn nhiệm P đối với A để nhận nhiệm vụ Q": A came to Q before."""
        leaves = self.letters.rfind("O", self.letters.rfind(";", 0, office) + 1, office)
        if leaves < 0 or self._piece(office - 1).text.lower() != "để":
            return False
        return "miễn nhiệm" in self._piece(leaves).text.lower()

    def _says_office(self, at: int) -> bool:
        """ "đảm nhiệm P", "đảm nhiệm vị trí P"; not the noun alone: "vị trí P"."""
        noun = bool(self._piece(at).data.get("noun"))
        return not noun or (
            self.letters[at - 1 : at] == "J" and self._says_office(at - 1)
        )

    def _is_so_long(self, at: int) -> bool:
        """Whether it is told for how many terms; "hai nhiệm kỳ 2016-2021" is not."""
        rest = self.made.sentence.key[at:].lstrip(" ,")
        terms = pattern("statements", "so_long").match(rest)
        return terms is not None and not rest[terms.end() : terms.end() + 1].isdigit()

    def _now_is(self, office: int) -> bool:
        """ "bầu A giữ chức P1 thay ông B, làm P2": what B has become before."""
        before = self.letters[:office]
        return before.endswith(("N,", "n,")) and self._is_replaced(office - 2)

    def _is_by(self, office: int) -> bool:
        """ "Tiểu ban do ông A làm Trưởng ban": who leads it, no change."""
        names = self._names_before(office)
        before = self.letters[: names[0]].rstrip("HPY,") if names else ""
        if not before or self._piece(len(before) - 1).text != "do":
            return False
        key, at = self.made.sentence.key, self._piece(office).start
        new = holds("statements", "new_term", key, 0, at)
        return not new and "I" not in self.letters[self.clause : office]

    def _again(self, start: int, end: int) -> None:
        """A second office of the same decision: "chức vụ P1 … và chức vụ P2"."""
        first = self.last[0]
        names = [one.name for one in self.last if one.post is first.post]
        self._claim(first.direction, self._index(first.at), start, end, names)

    def _govern(self, direction: str, verb: int, start: int, end: int) -> None:
        names = self._meant(direction, verb, start, end)
        self._claim(direction, verb, start, end, names)

"""Who goes without a word of the office: nghỉ hưu, từ trần, điều động đi nơi khác."""

from __future__ import annotations

import re

from processing.observe.changes.claims import Claim
from processing.observe.changes.clause import PERSON_AFTER
from processing.observe.changes.leaving import Leaving
from processing.observe.language.phrases import before, ends, follows, holds
from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.titles import any_office

_LET_GO = re.compile(r"(?:[^Nn;.IOX]*?oH*|oP)([Nn])")
_FUNERAL_OF = re.compile(r"E[w,&]{0,6}o?[PY]?H*([Nn])")
#: Behind "nghỉ hưu": who of several is named, in a list or as one of them.
_SEVERAL = re.compile(r"E[^NnPIXO;.]{0,14}[mH:]*([Nn])")
#: "Tại lễ truy điệu, đồng chí A đọc lời điếu": A is there, and alive.
_AT = ("tại", "dự", "trong", "sau")
_A_FEW_WORDS = r"(?:[^\W\d]+ ){0,6}"
FEW = 8  # words between who died and the word that says so


class Departures(Leaving):
    """Who retires, dies or is called away; reads after ``Alone``."""

    VERBS = "EI"

    def run(self) -> None:
        """Add the departures from the titles borne in the sentence."""
        self._called_away()
        self._leaving()

    def _called_away(self) -> None:
        """ "điều động ông A, nguyên P, đến nhận công tác tại …": out of P."""
        for match in re.finditer(r"I(?:[,&]I){0,2}[^IOEX;]*?J", self.letters):
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

    def _leaving(self) -> None:
        """ "A, Phó Chủ tịch UBND tỉnh nghỉ hưu": out of the titles the person bears."""
        for match in re.finditer("E", self.letters):
            at = match.start()
            own = holds("statements", "own_request", self.made.sentence.key)
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
                short = self.letters[name] == "n"
                if untitled and (own or short or not self._is_some_day(at)):
                    self._leaves_what_was_titled(name, at)

    def _is_some_day(self, verb: int) -> bool:
        """ "A nghỉ hưu vào cuối năm nay": not of this day."""
        end = self._piece(verb).end
        return follows("statements", "some_day", self.made.sentence.key, end)

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
            found = None if self._is_there(at) else _FUNERAL_OF.match(self.letters, at)
        else:
            found = PERSON_AFTER.match(self.letters, at + 1)
            found = found or _LET_GO.match(self.letters, at + 1)
        found = found or self._of_several(at)
        return names_of_list(self.made, found.start(1)) if found else []

    def _is_there(self, at: int) -> bool:
        """ "Đến dự lễ tang, ông A …", "Lễ viếng do P A chủ trì": A is alive."""
        last = self._piece(at - 1).text.lower().split(" ")[-1] if at else ""
        key, end = self.made.sentence.key, self._piece(at).end
        return last in _AT or follows("statements", "mourners", key, end)

    def _of_several(self, at: int) -> re.Match[str] | None:
        """ "trao quyết định nghỉ hưu cho 5 cán bộ, trong đó có ông A, P": A, too."""
        found = _SEVERAL.match(self.letters, at)
        if found is None or not re.search(
            "[m#]", self.letters[max(0, at - FEW) : found.end()]
        ):
            return None
        key = self.made.sentence.key
        at = self._piece(found.start(1)).start
        told = ends("statements", "among_them", key, 0, at)
        return found if told else None

    def _of_others(self, at: int) -> bool:
        """ "A dự lễ tang", "A nói người đã nghỉ hưu …": it is not A who leaves."""
        if self._piece(at).data.get("noun"):
            return True
        name = self._last_name(at)
        words = self.letters[name:at].count("w")
        many = self._piece(at).value == "died" and words > FEW
        told = self.made.sentence.key[self._piece(name).end : self._piece(at).start]
        many = many and not holds("statements", "ill", told)
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

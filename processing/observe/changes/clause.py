"""Whom a verb is about: who stands before it, behind it, or between it and a title."""

from __future__ import annotations

import re

from processing.observe.changes.how import How
from processing.observe.language.phrases import ends, holds
from processing.observe.sentence.listing import names_of_list

#: "miễn nhiệm 5 Phó Chủ tịch nhiệm kỳ trước là A, B": behind "là", too.
#: "cách chức P1 và xóa tư cách P2 đối với A": behind another punishment, too.
_PERSON_LEAVING = re.compile(r"(?:[wZ#t,\-&JPOXbBYLEm]{0,22}o|Z=):?[mH]*([Nn])")
#: A name behind a verb or a title, perhaps behind "đối với" or other titles.
PERSON_AFTER = re.compile(
    r"[\"t]?(?:[w#]{0,6}o|[wZ#t,\-&JP]{0,16}o|:|,?=|w?=)?[:mH]*([Nn])"
)
_PEOPLE_AFTER = re.compile(
    r"[,;]{0,2}w?=[mH]*,?[mH]*:?([Nn])"
)  # "gồm các ông, bà: A, B"
#: "bầu 2 Phó Chủ tịch (các ông A, B) và …": they alone stand in the brackets.
_IN_BRACKETS = re.compile(r"\(=?[mH]*:?([Nn])(?:[,&]+[mH]*[Nn])*\)")
_OPENS_REPLACING = re.compile(r"[w#/,]{0,8}T[wo]{0,2}[PY]?H*$")
#: "A, P1 và P2 B được bầu …": two persons, each with titles of his own.
_BOTH = re.compile(r"(?:^|;)H*([Nn])(?:,[PYt]+)+,?&[PY]H*([Nn])p?$")
_ONE_TITLED = r"(?:H*N(?:[,\-][PYt])+|(?:[PYt],?)+H*N(?:,[PY])*)"
_EACH_TITLED = re.compile(rf"(?:{_ONE_TITLED};&?)+{_ONE_TITLED}[,\-]?[pA]+(?:I,?)*")
#: "A - Ủy viên …, Phó P1; Ủy viên …; Thượng tướng, P2 được": nobody else is named.
_TITLED_ON = re.compile(r"[w,#/&]*H*([Nn])[,\-][PYHw,;&\-]*;[PYHw,\-]*[PY],?p[bBYI,&]*")
#: "ông B, P, người vừa được": from the last name to the verb.
_RELATIVE = re.compile(r"([Nn])(?:[,\-][PYt])*[,\-]{1,2}(Z)[pwbBYI,&]*$")
_TITLED = re.compile(r"(?:[,\-][PY])+[,\-]?")
#: "A thôi giữ các chức vụ tại …; (được) điều động, chỉ định (tham gia …) giữ chức P".
_LEAVES_AND_COMES = re.compile(r"O[wGbB,&]*;(?:p[I,&]*|(?:I[,&]?)+[wbB,&]*)$")
#: Between A and B in "A, Phó Bí thư, sẽ thay ông B": no office that A comes to.
_REPLACES = re.compile(r"[wpZMPYt,\-]*T[wo]{0,2}H*")
#: "A, P1 và P2 B", "P1 A và P2 B": who stands before the last of them.
_AND_ANOTHER = re.compile(r"([Nn])(?:\([^()]*\)|(?:[,\-][PYt]+)*),?&(?:[PY]H*|H+)[Nn]$")
#: Before the names: something is done or told already.
_TELLS = re.compile("[IOXJETMSZNn;o]")
#: "A nghỉ hưu, thôi giữ chức P": from a name to the second verb.
_RETIRES_AND_LEAVES = re.compile(r"[Nn](?:\([^()]*\)|,[PYt])*,?w{0,2}E[,&w]{0,3}O")
#: Before the first name of several: "các ông A, B", "các Phó Chủ tịch A và B".
_MANY = re.compile(r"m[PY]?H*$")
_KIN = re.compile(r"Uo?[PY,]*H*$")
#: "A được Bí thư Tỉnh ủy B trao quyết định bổ nhiệm": B gives it.
_AGENT = re.compile(r"p(?:[PY],?)*H*([Nn])w?[IOX]")
#: "A có đơn xin nghỉ hưu và được Bộ Chính trị đồng ý cho thôi giữ chức P".
_ASKS_AND_GETS = re.compile(r"E[w#]{0,4}[,&]+p[bBw]*$")
#: Between A and what A does: titles set apart, few words, and none of a passive.
_DOES = re.compile(r"(?:(?:[,\-][PYt])+[,\-])?w{0,4}")
#: Words with which a speaker means himself.
_OWN = ("mình", "tôi")


class Clause(How):
    """Finds in a sentence of pieces the persons of a verb."""

    def _names_between(self, verb: int, start: int) -> list[int]:
        verb = self._past_the_members(self._outside_brackets(verb), start)
        for at in range(verb + 1, start):
            if self.letters[at] in "Nn" and not self._is_replaced(at):
                return [n for n in names_of_list(self.made, at) if n < start]
        return []

    def _past_the_members(self, verb: int, start: int) -> int:
        """ "chuẩn y A, P1, tham gia Ban Thường vụ; B giữ chức P": A comes to no P."""
        parted = self.letters.rfind(";", verb, start)
        if parted < 0 or not re.search("[Nn]", self.letters[parted:start]):
            return verb
        key, end = self.made.sentence.key, self._piece(parted).start
        joins = holds("statements", "joins_a_board", key, self._piece(verb).end, end)
        return parted if joins else verb

    def _outside_brackets(self, verb: int) -> int:
        """ "bầu bà A (với tỷ lệ phiếu bầu …) và bà B": the verb before the brackets."""
        while self._in_brackets(verb, len(self.letters)):
            opened = self.letters.rfind("(", 0, verb)
            earlier = self.letters.rfind("I", 0, opened)
            if earlier < 0 or re.search("[Nn]", self.letters[opened:verb]):
                break  # "bầu ông A … (thay ông B, vừa đắc cử P)": it is B there
            verb = earlier
        return verb

    def _is_replaced(self, name: int) -> bool:
        """ "bầu một Phó Chủ tịch thay ông B là ông A": B is not whom they elect."""
        return bool(re.search(r"T[wo]{0,3}[PY]?H*$", self.letters[:name]))

    def _names_after(self, end: int, direction: str = "in") -> list[int]:
        leaving = direction != "in"
        match = PERSON_AFTER.match(self.letters, end)
        match = match or _PEOPLE_AFTER.match(self.letters, end)
        match = match or _IN_BRACKETS.match(self.letters, end)
        if match is None and leaving:
            match = _PERSON_LEAVING.match(self.letters, end)
        if match is None:
            return []
        return names_of_list(self.made, match.start(1), reasons=leaving)

    def _names_before(self, verb: int, start: int = 0) -> list[int]:
        """The list of names that ends nearest before the verb."""
        first = self._past_the_members(0, verb)
        if listed := self._list_before(verb):
            return [one for one in listed if one >= first]
        floor = max(self.letters.rfind(stop, 0, verb) for stop in ";.")
        heads = [at for at in range(floor + 1, verb) if self.letters[at] in "Nn"]
        if not heads:
            # "A thôi giữ chức P1; điều động, chỉ định giữ chức P2"
            going_on = start and ";" in self.letters[:verb]
            return self.subject or self._leaving_subject(verb) if going_on else []
        # "A (con ông B) bị cách chức": B stands in the brackets
        heads = [at for at in heads if not self._in_brackets(at, verb)] or heads
        agents = {one.start(1) for one in _AGENT.finditer(self.letters)}
        heads = [at for at in heads if not (self._is_kin(at) or at in agents)]
        heads = [at for at in heads if not self._is_done_to(at)]
        heads = [at for at in heads if not self._ratifies(at, verb)]
        if heads[1:] and self._takes_over(heads[-2], heads[-1], verb):
            heads = heads[:-1]
        if heads[1:] and _OPENS_REPLACING.match(self.letters[: heads[0]]):
            heads = heads[1:]  # "Kế nhiệm Bí thư A, ông B được bầu …"
        nearest = heads[-1] if heads else -1
        if not heads or self._signs(nearest) or self._quoted(nearest, verb):
            return []
        busy = re.search("[IOE]", self.letters[nearest:verb].rstrip("I,&"))
        goes_on = _RETIRES_AND_LEAVES.fullmatch(self.letters[nearest : verb + 1])
        if busy and not (goes_on or self._same_subject(nearest, verb)):
            return []
        for head in heads:
            listed = [n for n in names_of_list(self.made, head) if n < verb]
            if nearest in listed and (len(listed) == 1 or self._close(nearest, verb)):
                return listed
        return [nearest]

    def _all_of(self, names: list[int]) -> list[int]:
        """ "Ông A, P1 và ông B, P2 bị …", "các ông A; B bị …": both, else the last.

        So "bổ sung cho các Phó Chủ tịch A và B đã nghỉ hưu", whatever is told before.
        """
        last = names[-1] if names else -1
        heads = [one for one in range(last) if self.letters[one] in "Nn"]
        for head in heads:
            if _MANY.search(self.letters[:head]):
                listed = names_of_list(self.made, head)
                if last in listed:
                    return listed[: listed.index(last) + 1]
        both = _AND_ANOTHER.search(self.letters, 0, last + 1)
        several = [both.start(1), last] if both else []
        if len(names) > len(several) and "&" in self.letters[names[0] : last]:
            several = names
        if not several or _TELLS.search(self.letters[: several[0]]):
            return names[-1:]
        return several

    def _takes_over(self, name: int, replaced: int, verb: int) -> bool:
        """ "A thay ông B làm P": it is A who comes to P."""
        right_behind = verb == replaced + 1 and self.letters[verb] == "J"
        between = self.letters[name + 1 : replaced]
        return right_behind and bool(_REPLACES.fullmatch(between))

    def _leaving_subject(self, verb: int) -> list[int]:
        """ "A thôi tham gia BCH, BTV; thôi giữ chức P": A leaves all of it."""
        going_on = _LEAVES_AND_COMES.search(self.letters, 0, verb)
        first = going_on.start() if going_on else self._first_leave(verb)
        return self._names_before(first)[-1:] if first >= 0 else []

    def _is_kin(self, name: int) -> bool:
        """ "em ruột Bí thư Tỉnh ủy A bị bắt": not A, whose brother it is."""
        return bool(_KIN.search(self.letters, 0, name))

    def _is_done_to(self, name: int) -> bool:
        """ "Nghi phạm đe dọa P A vừa bị khởi tố": it is not A who is punished."""
        first = len(self.letters[:name].rstrip("HPY"))
        key, at = self.made.sentence.key, self._piece(first).start
        return first < name and ends("statements", "done_to", key, 0, at)

    def _signs(self, name: int) -> bool:
        """ "Phó Thủ tướng A ký quyết định …": A decides, and is not who is meant."""
        titles = _TITLED.match(self.letters, name + 1)
        first = titles.end() if titles else name + 1
        after = self.made.pieces[first : first + 2]
        return any(piece.text.lower() in ("ký", "kí") for piece in after)

    def _ratifies(self, name: int, verb: int) -> bool:
        """ "Thủ tướng A (vừa) phê chuẩn việc miễn nhiệm P": not A, but another."""
        done = _DOES.match(self.letters, name + 1)
        at = done.end() if done else name + 1
        return at <= verb and self._piece(at).text.lower().startswith("phê chuẩn")

    def _quoted(self, name: int, verb: int) -> bool:
        """ "Bà A cho biết: Các vị trí được bầu P là …": A's words, not of A."""
        colon = self.letters.rfind(":", name, verb)
        says = colon > name and self._piece(colon - 1).value == "says"
        return says and not re.search("[HNn]", self.letters[colon:verb])

    def _tells_of_others(self, name: int, verb: int) -> bool:
        """ "Bí thư A nói 5 người bị khởi tố": A speaks, unless of "ông" or "mình"."""
        says = [at for at in range(name, verb) if self._piece(at).value == "says"]
        if not says and not self._is_source(name):
            return False
        told = self.made.pieces[(says[-1] if says else name) + 1 : verb]
        after = zip(told, [*told[1:], None], strict=False)  # none may be told
        own = any(
            one.letter == "H" and (two is None or two.letter not in "HNn")
            for one, two in after
        )
        return not own and not any(one.text.lower() in _OWN for one in told)

    def _is_source(self, name: int) -> bool:
        """ "Theo ông A, 3 cán bộ bị kỷ luật"."""
        first = len(self.letters[:name].rstrip("HPY,"))
        return first > 0 and self._piece(first - 1).text.lower() == "theo"

    def _speaks(self, name: int) -> bool:
        """ "… kỷ luật ông B, ông A - Phó Chủ tịch UBND tỉnh cho hay": A tells it."""
        titles = re.match(r"[,\-]?[PY,]*[,\-]?", self.letters[name + 1 :])
        at = name + 1 + (titles.end() if titles else 0)
        return at < len(self.letters) and self._piece(at).value == "says"

    def _list_before(self, verb: int) -> list[int]:
        """ "Các ông (:) A, Giám đốc Sở; B; C tiếp tục được bầu": all of them.

        "Các Phó Bí thư khóa trước: A; B; C" opens such a list, too, and so does "A, P1;
        B, P2 được bầu", where no part has a verb of its own.
        """
        if both := _BOTH.search(self.letters, 0, verb):
            return [both.start(1), both.start(2)]
        only = _TITLED_ON.fullmatch(self.letters, 0, verb) or self._who_lately(verb)
        if only:
            return [only.start(1)]
        if _EACH_TITLED.fullmatch(self.letters, 0, verb):
            return [at for at in range(verb) if self.letters[at] == "N"]
        opens = re.search(r"m(?:[PYt]*:)?[H]*([Nn])", self.letters[:verb])
        if opens is None or ";" not in self.letters[opens.end() : verb]:
            return []
        names = names_of_list(self.made, opens.start(1))
        after = self.letters[names[-1] + 1 : verb] if names[-1] < verb else "N"
        return [] if re.search("[NnIOEX;]", after) else names

    def _who_lately(self, verb: int) -> re.Match[str] | None:
        """ "A, P1, và ông B, người vừa được điều động …": it is told of B alone."""
        told = _RELATIVE.search(self.letters, 0, verb)
        if told is None:
            return None
        who = self._piece(told.start(2)).text.lower().startswith("người")
        return told if who else None

    def _close(self, name: int, verb: int) -> bool:
        return not re.search("[JIOX]", self.letters[name:verb].rstrip("I,&Jp"))

    def _same_subject(self, name: int, verb: int) -> bool:
        """ "A thôi giữ chức …; được điều động giữ chức": A goes on as the subject."""
        between = self.letters[name:verb]
        return bool(re.search(r"[OIJ]", between) or _ASKS_AND_GETS.search(between))

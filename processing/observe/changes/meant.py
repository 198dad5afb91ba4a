"""Whom a verb that governs a title is about: named around it, or told before."""

from __future__ import annotations

import re

from processing.observe.changes.clause import Clause
from processing.observe.language.phrases import holds
from processing.observe.sentence.listing import (
    names_by_unit,
    names_of_list,
    units_of_list,
)
from processing.observe.sentence.titles import is_single_seat

_INSTEAD = re.compile(r"T[wo]{0,2}H*[Nn](?:\([^()]*\))?=H*([Nn])")
_THERE_ARE = re.compile(r"w{0,2}(w)[mH]*:?[mH]*([Nn])")
_HE = re.compile(r"Hw{0,2}J")  # "ông" without a name
_DECIDED_OF = re.compile("[IO]H*([Nn])")
_LEAVES_FOR = re.compile(r"[Nn][^NnIX;]*O[^NnIOX;]*w$")
#: "điều động đến công tác tại Văn phòng Tỉnh ủy, bổ nhiệm …": where, not who.
_WORKS_AT = re.compile("I[w,I]*Jb(?=,)")
_LET = re.compile(r"oH*([Nn])$")


class Meant(Clause):
    """Finds the persons of a verb whose title stands from ``start`` to ``end``."""

    def _meant(self, direction: str, verb: int, start: int, end: int) -> list[int]:
        """The names, as numbers of the pieces: the nearest way to them wins."""
        names = self._for_it(verb, start) or self._names_between(verb, start)
        names = names or (self._let_go(verb) if direction == "out" else [])
        names = names or self._told_last(end)
        if not names and not self._stands_in(verb, end):
            names = self._named_behind(end, direction)
        names = names or self._names_of_earlier(verb) or self._speaker(verb, end)
        names = names or self._pronoun(verb, start)
        if not names and self._has_subject(verb, direction):
            names = self._without_the_greeter(self._names_before(verb, start), verb)
        if not names and self._goes_on_about(verb):
            # "A thôi giữ chức P1; chỉ định (tham gia BCH và) giữ chức P2"
            names = self.subject or self._leaving_subject(verb)
        return names

    def _without_the_greeter(self, names: list[int], verb: int) -> list[int]:
        """ "Bí thư A chúc mừng các vị được bầu giữ chức P": none of them is A."""
        if not names:
            return names
        key, first = self.made.sentence.key, self._piece(names[-1]).end
        greets = holds("statements", "greets", key, first, self._piece(verb).start)
        return [] if greets else names

    def _let_go(self, verb: int) -> list[int]:
        """ "thống nhất cho ông A thôi chức P và … nguyện vọng của ông B": A alone."""
        given = _LET.search(self.letters, self.clause, verb)
        allows = given and self._piece(given.start()).text.lower() in ("cho", "để")
        return [given.start(1)] if given and allows else []

    def _named_behind(self, end: int, direction: str) -> list[int]:
        """The names behind a title; one only comes to a seat that nobody shares."""
        names = self._names_after(end, direction) or self._there_are(end)
        post = self._piece(end - 1).post
        if not names:  # "bầu hai Phó Chủ tịch gồm: Giám đốc Sở A, Bí thư huyện B"
            listed = (one for one in self.made.roles if one.grouped)
            names = [one.name for one in listed if one.post is post]
        names = names or names_by_unit(self.made, end)
        alone = direction == "in" and post is not None and is_single_seat(post)
        return names[:1] if alone and not units_of_list(self.made, names) else names

    def _there_are(self, end: int) -> list[int]:
        """ "Trúng cử P còn có các đồng chí A, P1; B": those named behind."""
        told = _THERE_ARE.match(self.letters, end)
        if told is None or self._piece(told.start(1)).text.lower() != "có":
            return []
        # "Cùng được chỉ định làm P có A": as the one before, who may have stayed
        before = self.letters[self.clause : end].replace("I&", "")
        named = re.search("[NnbB&]", before)
        return [] if named else names_of_list(self.made, told.start(2))

    def _stands_in(self, verb: int, end: int) -> bool:
        """ "thực hiện nhiệm vụ của P B": B is away, and another does B's work."""
        if self.letters[end : end + 1] == "o":
            return False  # "giao thực hiện nhiệm vụ của P đối với ông A"
        piece = self._piece(verb)
        return piece.value == "acting" and piece.text.lower().endswith(" của")

    def _told_last(self, end: int) -> list[int]:
        """ "Người được điều động giữ chức P thay ông B là ông A": A it is."""
        told = _INSTEAD.match(self.letters, end)
        return [told.start(1)] if told else []

    def _pronoun(self, verb: int, start: int) -> list[int]:
        """ "miễn nhiệm P1 với ông A, đồng thời bầu ông giữ chức P2": A again."""
        if not _HE.match(self.letters, verb + 1, start):
            return []
        told = self.subject or self._only_one(verb)
        return told if len(told) == 1 else []

    def _only_one(self, verb: int) -> list[int]:
        """ "chuẩn y ông A vào Ban Thường vụ; phân công ông giữ chức P": nobody else."""
        named = [at for at in range(verb) if self.letters[at] in "Nn"]
        decided = _DECIDED_OF.search(self.letters, 0, verb)
        return named if decided and named == [decided.start(1)] else []

    def _for_it(self, verb: int, start: int) -> list[int]:
        """ "A giao việc lại cho B để nhận nhiệm vụ P": it is A who goes to P."""
        before = self._piece(start - 2).text.lower() if start > 1 else ""
        handed = re.search("o[PYH]*[Nn]", self.letters[verb:start])
        if before != "để" or not handed or self._piece(verb).data.get("moves"):
            return []
        giver = self._piece(verb + handed.start()).text.lower() == "cho"
        return self._names_before(verb)[-1:] if giver else []

    def _speaker(self, verb: int, end: int) -> list[int]:
        """ "Phát biểu sau khi trúng cử P, ông A cho biết": A it is."""
        after = re.match(r"[w#/tG]*(?:,[w#/]*)?,H*([Nn])", self.letters[end:])
        if after is None or not self._speaks_after(verb):
            return []
        return [end + after.start(1)]

    def _goes_on_about(self, verb: int) -> bool:
        """Whether a part after a semicolon names nobody before its verb.

        Or one behind "để": "A thôi giữ chức P1, để chỉ định … giữ chức P2".
        """
        leads = self.letters[:verb].rstrip("I,&")
        purpose = _LEAVES_FOR.search(leads)
        if purpose and self._piece(len(leads) - 1).text.lower() == "để":
            return True
        part = self.letters[self.letters.rfind(";", 0, verb) + 1 : verb]
        part = _WORKS_AT.sub("", part)
        return ";" in self.letters[:verb] and not re.search("[Nnb]", part)

    def _has_subject(self, verb: int, direction: str) -> bool:
        """Whether the one before the verb is its patient: "ông A được bầu"."""
        piece = self._piece(verb)
        if direction == "out" or piece.letter == "J" or piece.data.get("self"):
            return True
        group = re.search(r"p[w]{0,2}(?:I[,&]*)*$", self.letters[:verb])
        if group or direction == "sanction" or "p" in self.letters[self.clause : verb]:
            return True
        office = self.letters[verb + 1 : verb + 2] == "J"
        noun = office and self._piece(verb + 1).data.get("noun")
        return self._nobody_else(verb) and office and not noun

    def _nobody_else(self, verb: int) -> bool:
        """No body stands as the subject: a headline "A bầu giữ chức …"."""
        return "b" not in self.letters[self.clause : verb]

    def _names_of_earlier(self, verb: int) -> list[int]:
        """ "bầu ông A bầu giữ chức P", "giao ông A phụ trách, thực hiện nhiệm vụ P"."""
        told = len(self.letters[:verb].rstrip("I,&D"))
        given = self.letters.rfind("I", self.clause, told)
        if given < 0 or re.search("[JP;]", self.letters[given:verb].split("N")[0]):
            return []
        return self._names_between(given, verb)

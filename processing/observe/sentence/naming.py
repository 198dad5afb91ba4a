"""Which runs of capitals are persons: a known surname, a title beside it, a place.

The composer of posts builds on it; see ``posts``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.article.document import Sentence
from processing.observe.language.key import key_of
from processing.observe.language.phrases import ends
from processing.observe.sentence.marks import Piece, marks
from processing.observe.sentence.titles import (
    Memory,
    compounds,
    is_paper,
    is_person,
    towns,
)

#: A body and, in brackets, how it is called in short.
_SHORT_FORM = re.compile(r"B\(B\)")


class Naming:
    """The marks of a sentence, and the pieces made of them so far."""

    def __init__(self, sentence: Sentence, memory: Memory) -> None:
        self.sentence, self.document = sentence, sentence.document
        self.marks = _without_short_forms(marks(sentence))
        self.memory = memory
        self.made: list[Piece] = []

    def _name(self, mark: Piece, at: int) -> None:
        before = self.marks[at - 1].letter if at else ""
        if self._is_a_lower_unit(mark, at) or self._is_no_official(mark, at):
            self.made.append(replace(mark, letter="w"))
            return
        if before != "H" and self._is_compound(mark, at):
            self.made.append(replace(mark, letter="w"))
            return
        if self._begins(at):
            mark = _without_because(mark)
        if is_person(mark.value):
            name = self._without_former(mark, at)
            self.made.append(name)
            if name is not mark:
                former = replace(mark, letter="F", start=name.end + 1)
                self.made.append(former)
        elif before == "H":
            short = len(mark.value.split()) < 3
            self.made.append(replace(mark, letter="n") if short else mark)
        elif (cut := _without_first_word(mark)) and self._begins(at):
            self.made.append(cut)
        elif self._titled(mark, at) or self._called_by_title(mark):
            self.made.append(mark)
        else:
            self.made.append(replace(mark, letter="w"))

    def _is_a_lower_unit(self, mark: Piece, at: int) -> bool:
        """ "ở xã An Nhơn, Bí thư …": the name of a place."""
        before = self.marks[at - 1] if at else None
        if before is None or before.value != "below" or len(mark.value.split()) > 3:
            return False
        named = self.sentence.key[before.end : mark.start].strip(". ") == ""
        return named and bool(self.made) and self.made[-1].letter == "L"

    def _is_no_official(self, mark: Piece, at: int) -> bool:
        """ "trên đường Nguyễn Văn A, Bí thư …": a street, or a monk, bears the name."""
        before = self.marks[at - 1] if at else None
        if before is None or before.letter != "w":
            return False
        told = self.sentence.key[before.end : mark.start] == " "
        near = max(0, mark.start - 14)  # as long as the longest of the words
        key = self.sentence.key
        return told and any(
            ends("statements", kind, key, near, mark.start)
            for kind in ("place_nouns", "clergy")
        )

    def _is_compound(self, mark: Piece, at: int) -> bool:
        """ "Đoàn Đại học": the run ends within a word that goes on in lower case."""
        following = self.marks[at + 1] if at + 1 < len(self.marks) else None
        if following is None or not following.value:
            return False
        if self.sentence.key[mark.end : following.start] != " ":
            return False
        last = key_of(mark.value).rsplit(" ", 1)[-1]
        return f"{last} {following.value}" in compounds()

    def _titled(self, mark: Piece, at: int) -> bool:
        """A run of capitals with a title right behind it: a name we do not know."""
        following = "".join(one.letter for one in self.marks[at + 1 : at + 3])
        if key_of(mark.value) in towns() or is_paper(mark.value):
            return False
        before = self.marks[at - 1].letter if at else ""
        if len(mark.value.split()) == 2 and before not in "HRGLBS&,;.:-(":
            return False  # "đất rừng Sóc Sơn, Chủ tịch UBND …"
        if before == "-" and at > 1 and self.marks[at - 2].letter in "NG":
            return False  # "tuyến Kim Mẫu – Yên Mẫu, Chủ tịch UBND …"
        return 2 <= len(mark.value.split()) <= 5 and following in (",R", "-R", "(R")

    def _called_by_title(self, mark: Piece) -> bool:
        """ "Chủ tịch UBND tỉnh Phú Yên Văn Hữu B dự": a name though none we know."""
        last = self.made[-1] if self.made else None
        post = last.post if last and last.letter == "P" else None
        if last is None or post is None or not post.place:
            return False
        beside = self.sentence.key[last.end : mark.start] == " "
        words = mark.value.split()
        proper = all(word.isalpha() and word.istitle() for word in words)
        proper &= not is_paper(mark.value)
        return beside and proper and len(words) in (3, 4)

    def _without_former(self, mark: Piece, at: int) -> Piece:
        """ "đồng chí Lê Văn A Nguyên Phó Chủ tịch": the last word is no name's."""
        following = self.marks[at + 1].letter if at + 1 < len(self.marks) else ""
        name, _, last = mark.value.rpartition(" ")
        if (last, following) == ("Ảnh", ":") and is_person(name):
            # "Bí thư Tỉnh ủy Lê Văn A Ảnh: N. Bình"
            return replace(mark, value=name, end=mark.start + len(name))
        if last != "Nguyên" or following != "R" or not is_person(name):
            return mark
        text = self.document.text
        if text.count(name) <= text.count(mark.value):
            return mark
        return replace(mark, value=name, end=mark.start + len(name))

    def _begins(self, at: int) -> bool:
        return at == 0 or self.marks[at - 1].letter in '.,;:"-'


def _without_short_forms(found: list[Piece]) -> list[Piece]:
    """ "Hội đồng nhân dân (HĐND) tỉnh": what only says the body again is no mark."""
    letters = "".join(mark.letter for mark in found)
    for said in reversed([*_SHORT_FORM.finditer(letters)]):
        body, short = found[said.start()], found[said.start() + 2]
        if body.value == short.value and short.text.isupper():
            del found[said.start() + 1 : said.end()]
    return found


def _without_because(mark: Piece) -> Piece:
    """ "Vì Lê Văn A vắng mặt": the name behind; Vì Văn A is one of his own family."""
    cut = _without_first_word(mark) if mark.value.startswith("Vì ") else None
    return cut if cut and len(cut.value.split()) > 2 else mark


def _without_first_word(mark: Piece) -> Piece | None:
    """The name in "Theo Nguyễn Văn A": a sentence begins with a capital, too."""
    first, _, rest = mark.value.partition(" ")
    if rest and " " in rest and is_person(rest):
        return replace(mark, value=rest, start=mark.start + len(first) + 1)
    return None

"""Cuts a sentence into pieces, each a letter of a small language.

The phrases come from the lexicon (``posts``, ``persons``, ``verbs``), kept as a tree of
words so that reading a sentence costs one walk through its words. What is no phrase is
a province, a run of capitals (perhaps a name), punctuation, a number or a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from processing.observe.article.document import Sentence
from processing.observe.article.places import heads, place_at, towns
from processing.observe.language.key import key_of
from processing.observe.language.numbers import YEAR, YEARS
from processing.observe.sentence.phrase_tree import TOKEN, surnames, tree
from processing.observe.sentence.shouting import as_written

if TYPE_CHECKING:
    from processing.observe.sentence.titles import Post

PLACE, NAME, TERM, NUMBER, WORD = "G", "N", "t", "#", "w"
_VERBS = frozenset("OXIEJTM")
#: Single words that are part of a name when they stand capitalised within one.
IN_NAMES = frozenset("FWQHJMZo=m&pAULTIOX")
#: Single words that begin a name where they stand capitalised before one that is, too:
#: "Huyện ủy Cần Giờ", "Giao Thủy", "Nguyên Bình", "Ba Đình".
NOT_CAPITALISED = frozenset("MZIFmAEOXTDopQ")

#: A figure that a caption left before a word ("ảnh 1Phó Chủ tịch") is one of its own.
_DEPUTIES = frozenset(("phó chủ tịch", "phó bí thư", "phó giám đốc", "phó trưởng ban"))
_TERM = re.compile(
    r"(?:(?:các )?(?:nhiệm kỳ|khóa|nk)\s+(?:thứ\s+)?)"
    rf"(?:{YEARS}|{YEAR}|[ivxl]+(?!\w)|\d{{1,2}}(?!\d)|mới(?!\w))"
    rf"(?:,?\s*(?:và\s+)?(?:nhiệm kỳ\s+)?(?:\({YEARS}\)|{YEARS}))*"
    r"|khóa trước(?!\w)"
)
_OF_TERMS = frozenset(("khóa", "nhiệm", "nk", "các"))  # what a term begins with
_OF_CITIES = frozenset(("thành", "tp"))  # "thành phố Hồ Chí Minh"
_UNITS = frozenset(("xã", "phường", "huyện", "quận"))
_DASHES = "-–—−"
_NO_DATA: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Piece:
    """A stretch of a sentence, and what it is: what the grammar works on.

    ``value`` says what it means, ``data`` is its line of the lexicon. Once titles are
    composed (``posts``), these letters are told apart, too: ``P`` a watched post, ``Y``
    another title, ``N`` the name of a person, ``n`` a short name after an honorific,
    ``b`` a body alone.
    """

    letter: str
    value: str
    start: int
    end: int
    printed: str  # the whole sentence
    data: Mapping[str, Any] = field(default_factory=dict)  # never changed
    post: Post | None = None

    @property
    def text(self) -> str:
        """Its words as they are printed."""
        return self.printed[self.start : self.end]


def marks(sentence: Sentence) -> list[Piece]:
    """The pieces of a sentence from left to right; no character is in two of them."""
    return _Scan(sentence).run()


@lru_cache(maxsize=4096)
def _letter(word: str) -> str:
    """The letter of what is no phrase: a sign itself, a number or a word."""
    if not word[0].isalnum():
        return "-" if word in _DASHES else word
    return NUMBER if word[0].isdigit() else WORD


@lru_cache
def _first_words() -> frozenset[str]:
    """The words with which phrases, terms and places in small letters begin."""
    phrases = {word for word in tree().next if word[0].isalnum()}
    return frozenset(phrases | _OF_TERMS | _OF_CITIES)


class _Scan:
    """One walk through the words of a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.text, self.key = as_written(sentence), sentence.key
        self.printed = sentence.text
        self.tokens = [(m[0], m.start(), m.end()) for m in TOKEN.finditer(self.key)]
        self.shouting = self.text.isupper()
        self.found: list[Piece] = []
        self.phrases, self.heads = tree(), heads()

    def run(self) -> list[Piece]:
        at, count, first = 0, len(self.tokens), _first_words()
        while at < count:
            word, start, end = self.tokens[at]
            if word in first or self.text[start].isupper():
                at = self._step(at)
            else:
                self._add(_letter(word), word, start, end)
                at += 1
        return self.found

    def _step(self, at: int) -> int:
        """What begins at a word that may be more than that; the token after it."""
        word, start, end = self.tokens[at]
        capital = self.text[start].isupper()
        naming = capital and self._in_name(start)
        placed = (capital and not naming) or word in _OF_CITIES
        if placed and word in self.heads and (after := self._place(at, start)):
            return after
        if word in _OF_TERMS and (term := self._term(start)):
            return self._skip(at, term)
        begins = word in self.phrases.next
        if begins and (after := self._phrase(at, naming=naming, capital=capital)):
            return after
        if capital:
            self._name(start, end)
        else:
            self._add(_letter(word), word, start, end)
        return at + 1

    def _add(
        self,
        letter: str,
        value: str,
        start: int,
        end: int,
        data: Mapping[str, Any] = _NO_DATA,
    ) -> None:
        self.found.append(Piece(letter, value, start, end, self.printed, data))

    def _in_name(self, start: int) -> bool:
        """Whether the word before is part of a run of capitals like a name's."""
        last = self.found[-1] if self.found else None
        if not last or last.letter != NAME or not self._gap(last.end, start):
            return False
        return " " in last.value or key_of(last.value) in surnames() or self._called()

    def _called(self) -> bool:
        """Whether an honorific stands before the run of capitals."""
        return len(self.found) > 1 and self.found[-2].letter == "H"

    def _gap(self, end: int, start: int) -> bool:
        return self.key[end:start].isspace()

    def _place(self, at: int, start: int) -> int:
        last = self.found[-1].letter if self.found else ""
        if last == "H":
            return 0
        place = place_at(self.key, start)
        if place is None or self.text[start : place.end].islower():
            return 0
        self._add(PLACE, place.slug, start, place.end)
        return self._skip(at, place.end)

    def _term(self, start: int) -> int:
        found = _TERM.match(self.key, start)
        if not found:
            return 0
        self._add(TERM, found[0], start, found.end())
        return found.end()

    def _skip(self, at: int, end: int) -> int:
        while at < len(self.tokens) and self.tokens[at][1] < end:
            at += 1
        return at

    def _phrase(self, at: int, *, naming: bool, capital: bool) -> int:
        """The longest phrase of the lexicon at a word; the token after it, or 0."""
        node, after = self.phrases, 0
        best: tuple[str, dict[str, Any]] | None = None
        here = at
        while here < len(self.tokens):
            nearer = node.next.get(self.tokens[here][0])
            if nearer is None:
                break
            node, here = nearer, here + 1
            for option in node.options:
                if self._allowed(option, at, here, naming, capital):
                    best, after = option, here
                    break
        if best is None:
            return 0
        start, end = self.tokens[at][1], self.tokens[after - 1][2]
        letter, line = best
        self._add(letter, line.get("is", ""), start, end, line)
        return after

    def _allowed(
        self,
        option: tuple[str, dict[str, Any]],
        at: int,
        after: int,
        naming: bool,
        capital: bool,
    ) -> bool:
        letter, line = option
        if only := line.get("only_after"):
            last = self.found[-1] if self.found else None
            return bool(last and last.letter == "R" and last.value == only)
        of_an_office = letter == "M" and capital and self._is_of_an_office(at)
        behind_role = bool(self.found) and self.found[-1].letter == "R"
        if of_an_office or (behind_role and line.get("not_after")):
            return False
        if not self._stands_as(line, at, after):
            return False
        ends = naming and letter in _VERBS and self._ends_a_name(at, after)
        if ends or (after - at > 1 and self._ends_in_another(letter, after, capital)):
            return False
        if after - at > 1 or not capital or self.shouting:
            return not (naming and letter == WORD and self._is_capitalised(at, after))
        of_a_name = naming and line.get("in_names") and not self._opens_full_name(after)
        return not of_a_name and self._single(letter, at, naming)

    def _stands_as(self, line: dict[str, Any], at: int, after: int) -> bool:
        """Whether a phrase is printed, and followed, as its line wants it."""
        start, end = self.tokens[at][1], self.tokens[after - 1][2]
        if line.get("only_upper") and not self.text[start:end].isupper():
            return False
        leads = line.get("only_before")
        return not leads or self._word(after) in leads

    def _word(self, at: int) -> str:
        """The word with a number; an empty one behind the last."""
        return self.tokens[at][0] if at < len(self.tokens) else ""

    def _ends_in_another(self, letter: str, after: int, capital: bool) -> bool:
        """ "giao Phó Chủ tịch A …": the last word begins a title, not "giao phó".

        Of "Tỉnh ủy Viên Văn A" it begins a name, for it alone has a capital again.
        """
        if self._names_a_unit(after):
            return True
        small = self.text[self.tokens[after - 2][1]].islower()
        if capital and not (letter == "R" and small):
            return False
        words = [word for word, *_ in self.tokens[after - 1 : after + 2]]
        opens_title = not capital and letter == WORD and " ".join(words) in _DEPUTIES
        return opens_title or self._ends_in_name(after)

    def _ends_a_name(self, at: int, after: int) -> bool:
        """ "bầu ông Vũ Đình Sang làm …": "Sang" is of the name, not "sang làm"."""
        small = self.tokens[at + 1 : after]
        return not self.shouting and any(self.text[one[1]].islower() for one in small)

    def _is_of_an_office(self, at: int) -> bool:
        """ "Giám đốc Sở Quy hoạch": a capital right behind that of a body's name."""
        last = self.found[-1] if self.found and not self.shouting else None
        start = self.tokens[at][1]
        return bool(last and last.letter == NAME and self._gap(last.end, start))

    def _ends_in_name(self, after: int) -> bool:
        """ "HĐND tỉnh Đoàn Thị Hậu": the last word is a surname, not "tỉnh đoàn"."""
        if after >= len(self.tokens):
            return False
        word, start, _ = self.tokens[after - 1]
        if not (self.text[start].isupper() and word in surnames()):
            return False
        following = self.tokens[after][1]
        return self.text[following].isupper() and not place_at(self.key, following)

    def _names_a_unit(self, after: int) -> bool:
        """ "xã Hội Sơn", "xã Giao An": a commune by its name, no society."""
        (word, *_), (_, start, _) = self.tokens[after - 2 : after]
        return word in _UNITS and not self.shouting and self.text[start].isupper()

    def _opens_full_name(self, at: int) -> bool:
        """ "Chu Ngọc Anh Tú" is one person: no surname follows, no second syllable."""
        following = self.tokens[at : at + 2]
        capitals = all(self.text[start].isupper() for _, start, _ in following)
        return len(following) > 1 and capitals and following[0][0] in surnames()

    def _is_capitalised(self, at: int, after: int) -> bool:
        """ "Nguyễn Thành Công": every word of what else is a plain phrase."""
        starts = (start for _, start, _ in self.tokens[at:after])
        return not self.shouting and all(self.text[s].isupper() for s in starts)

    def _single(self, letter: str, at: int, naming: bool) -> bool:
        """Whether one capitalised word is its phrase and not a syllable of a name."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        goes_on = bool(following and self.text[following[1]].isupper())
        if letter == "H":
            whole = not naming or self._is_whole_name(self.tokens[at][0])
            return goes_on and whole and not self._is_a_town(at)
        begins = following is not None and following[0] in self.phrases.next
        if self._called_so() and not (goes_on and begins):
            return False  # "ông Tân": a name, be it also a word for "new"
        if letter == "W" and goes_on:
            return begins  # "Thành ủy Tân Uyên" is a town's
        if letter in NOT_CAPITALISED and goes_on and self._goes_on(at) and not begins:
            return False
        return not (naming and letter in IN_NAMES)

    def _is_a_town(self, at: int) -> bool:
        """ "UBND TP Bà Rịa": a town, and no lady's name."""
        return " ".join(word for word, *_ in self.tokens[at : at + 2]) in towns()

    def _called_so(self) -> bool:
        """Whether an honorific stands right before."""
        return bool(self.found and self.found[-1].letter == "H")

    def _goes_on(self, at: int) -> bool:
        """Whether a word stands within a clause, right behind another word."""
        before = self.tokens[at - 1] if at else None
        return bool(before and before[0].isalnum())

    def _is_whole_name(self, honorific: str) -> bool:
        """Whether the capitals before an honorific are a name by themselves.

        "… ông Đặng Việt Dũng Ông Đoàn Xuân Hiếu cho biết" goes on with another; but
        "Nguyễn Thị Anh Thi" and "Lê Ngọc Anh Thư" are one name.
        """
        syllables = key_of(self.found[-1].value).split()
        least = 3 if honorific == "anh" else 2
        return len(syllables) >= least and syllables[-1] not in ("thị", "văn")

    def _name(self, start: int, end: int) -> None:
        last = self.found[-1] if self.found else None
        near = last and last.letter == NAME and self._gap(last.end, start)
        if last and near and self._same_case(last, start, end):
            last.value += " " + self.text[start:end]
            last.end = end
        else:
            self._add(NAME, self.text[start:end], start, end)

    def _same_case(self, last: Piece, start: int, end: int) -> bool:
        piece = self.text[start:end]
        if self.shouting or _is_letter(piece) or _is_letter(last.value):
            return True
        return last.value.isupper() == piece.isupper()


def _is_letter(word: str) -> bool:
    """A capital that is of neither case: "Y Vân", "K' Brang", "H’ Lim"."""
    return len(word.rstrip("'’ʼ")) < 2

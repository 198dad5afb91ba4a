"""When two printed names are one person: variants of spelling within one seat.

Careful on purpose: a wrong join hides a change of leaders, so only what differs as
spellings differ is joined, and only within one position of one organisation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from processing.text import fold, fold_ascii

# A name this long may lose one middle part in print: Nguyễn (Thị) Thu Hà.
SHORTEST_TO_COMPLETE = 3
# The men of the Ê Đê and the M'nông are named Y; of what follows their own name the
# clan of the mother may be left out: Y Hòa Niê (Kđăm).
OF_A_CLAN = "y"
# Schools write one vowel at the end of a syllable as they like: Lý or Lí, Quý or Quí.
_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_Y_ALONE = re.compile(r"\b(qu|[bcdđghklmnpqrstvx]+)([yýỳỷỹỵ])\b")


@dataclass(frozen=True, slots=True)
class Names:
    """The persons of a seat: ``key(printed)`` identifies, ``printed(key)`` names."""

    keys: Mapping[str, str]
    forms: Mapping[str, str]

    def key(self, printed: str) -> str:
        """The identity of the person printed so."""
        return self.keys[printed]

    def printed(self, key: str) -> str:
        """The form most often printed of this person."""
        return self.forms[key]


def identify(printed: Iterable[str]) -> Names:
    """Group the names ``printed`` of one seat, one entry for each time it was printed.

    The longest form of a person becomes the key. In capitals, as headlines are set, a
    person is named where no other form is printed.
    """
    forms = Counter(printed)
    folds = {form: fold(form) for form in forms}
    folded = sorted(set(folds.values()))
    fuller = _completed(folded)
    keys = {form: _last(key, fuller) for form, key in folds.items()}
    best: dict[str, str] = {}
    for form in sorted(forms, key=lambda form: (form.isupper(), -forms[form], form)):
        best.setdefault(keys[form], form)
    return Names(keys, best)


def _completed(keys: list[str]) -> dict[str, str]:
    """For each of the sorted ``keys`` a fuller way of writing it among them.

    Itself if there is none, or there are several. Of several ways of writing the same
    the first stands for all.
    """
    plain = {key: _with_i(key) for key in keys}
    squeezed = {key: _squeezed(one) for key, one in plain.items()}
    first: dict[str, str] = {}
    for key in keys:
        first.setdefault(squeezed[key], key)
    found = {}
    for key in keys:
        found[key] = first[squeezed[key]]
        if found[key] == key:
            fuller = [other for other in keys if _fuller(plain[key], plain[other])]
            if len({squeezed[other] for other in fuller}) == 1:
                found[key] = fuller[0]
    return found


def _last(key: str, fuller: Mapping[str, str]) -> str:
    """Follow ``fuller`` to its end: each step is longer, or gains its accents."""
    while fuller[key] != key:
        key = fuller[key]
    return key


def _fuller(key: str, other: str) -> bool:
    short, full = key.split(), other.split()
    return (
        _lacks_accents(short, full)
        or _lacks_one_middle_part(short, full)
        or _lacks_clan(short, full)
    )


def _squeezed(key: str) -> str:
    """Without the spaces and dashes that names of the highlands are split by."""
    return key.replace(" ", "").replace("-", "")


def _with_i(key: str) -> str:
    """With i where y is but another way of writing it."""
    return _Y_ALONE.sub(lambda found: found[1] + _I[found[2]], key)


def _lacks_accents(short: list[str], full: list[str]) -> bool:
    """Whether no accents are printed: on any part, or on the family name alone.

    Of other parts with and without accents (Thanh, Thành) two persons may be named.
    """
    if short == full or fold_ascii(" ".join(full)) != fold_ascii(" ".join(short)):
        return False
    is_plain = [part.isascii() for part in short]
    return all(is_plain) or (is_plain[0] and short[1:] == full[1:])


def _lacks_one_middle_part(short: list[str], full: list[str]) -> bool:
    if len(short) < SHORTEST_TO_COMPLETE or len(full) != len(short) + 1:
        return False
    return any(
        full[:place] + full[place + 1 :] == short for place in range(1, len(full) - 1)
    )


def _lacks_clan(short: list[str], full: list[str]) -> bool:
    return (
        len(short) >= SHORTEST_TO_COMPLETE
        and short[0] == OF_A_CLAN
        and short == full[:-1]
    )


def is_slip(one: str, other: str) -> bool:
    """Whether a slip of the pen makes the one name of the other.

    The keys of two persons that differ in one letter, or accent, of one part.
    """
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return False
    pairs = zip(mine, theirs, strict=True)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return len(differing) == 1 and _is_one_letter_off(*map(fold_ascii, differing[0]))


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong is all; accents do not count."""
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    return max(len(one), len(other)) - start - end <= 1


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

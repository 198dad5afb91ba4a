"""When two printed names are one person: variants of spelling within one seat.

Careful on purpose: a wrong join hides a change of leaders, so only what differs as
spellings differ is joined, and only within one position of one organisation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from processing.text import fold, fold_ascii

# A name this long may lose one middle part in print: Nguyễn (Thị) Thu Hà.
SHORTEST_TO_COMPLETE = 3


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

    The longest form of a person becomes the key.
    """
    forms = Counter(printed)
    folds = {form: fold(form) for form in forms}
    folded = sorted(set(folds.values()))
    fuller = {key: _complete(key, folded) for key in folded}
    keys = {form: _last(key, fuller) for form, key in folds.items()}
    best: dict[str, str] = {}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        best.setdefault(keys[form], form)
    return Names(keys, best)


def _complete(key: str, others: list[str]) -> str:
    """A fuller way of writing ``key`` among ``others``; itself if none or several."""
    same = [other for other in others if _squeezed(other) == _squeezed(key)]
    if len(same) > 1:
        return min(same)
    fuller = [other for other in others if other != key and _fuller(key, other)]
    return fuller[0] if len({_squeezed(other) for other in fuller}) == 1 else key


def _last(key: str, fuller: Mapping[str, str]) -> str:
    """Follow ``fuller`` to its end: each step is longer, or gains its accents."""
    while fuller[key] != key:
        key = fuller[key]
    return key


def _fuller(key: str, other: str) -> bool:
    plain = key.isascii() and not other.isascii() and fold_ascii(other) == key
    return plain or _lacks_one_middle_part(key.split(), other.split())


def _squeezed(key: str) -> str:
    """Without the spaces and dashes that names of the highlands are split by."""
    return key.replace(" ", "").replace("-", "")


def _lacks_one_middle_part(short: list[str], full: list[str]) -> bool:
    if len(short) < SHORTEST_TO_COMPLETE or len(full) != len(short) + 1:
        return False
    return any(
        full[:place] + full[place + 1 :] == short for place in range(1, len(full) - 1)
    )

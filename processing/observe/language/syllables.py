"""What a written syllable of Vietnamese can be, to tell two that are joined.

Onset, nucleus, coda and tone as in the standard orthography; a syllable that a stop
closes (c, ch, p, t) bears the sharp or the heavy tone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SHARP, _HEAVY = "\u0301", "\u0323"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|uôi|uây|uyu|oai|oay|oeo|oao|iêu|yêu|ươi|ươu|uê|uơ|uy|oa|oă|oe|ia|iê|yê"
    r"|ua|uâ|uô|ưa|ươ|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(ch|ng|nh|[cmnpt])?"
)
_STOPS = frozenset(("c", "ch", "p", "t"))
SHORTEST = 2  # letters of a syllable that a joined word is taken apart into


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word of letters is one syllable as Vietnamese is written."""
    parts = unicodedata.normalize("NFD", word.lower())
    plain = unicodedata.normalize("NFC", parts.translate(_TONES))
    found = _SYLLABLE.fullmatch(plain)
    if found is None:
        return False
    return found[1] not in _STOPS or _SHARP in parts or _HEAVY in parts


def joint(word: str, known: Container[str]) -> int | None:
    """Where two syllables joined into one word part; ``None`` if they are not two.

    A capital inside the word shows it, else two words ``known`` (in lower case), else
    it is the first place that leaves two syllables.
    """
    if is_syllable(word):
        return None
    places = range(SHORTEST, len(word) - SHORTEST + 1)
    parted = [at for at in places if is_syllable(word[:at]) and is_syllable(word[at:])]
    return min(
        parted, key=lambda at: (not _is_shown(word, at, known), at), default=None
    )


def _is_shown(word: str, at: int, known: Container[str]) -> bool:
    if word[at].isupper() and word[at - 1].islower():
        return True
    return word[:at].lower() in known and word[at:].lower() in known

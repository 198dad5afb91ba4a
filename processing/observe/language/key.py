"""The comparison key of a text that keeps every offset: one letter for one letter.

``processing.text.fold`` makes shorter keys; here ``key[i]`` always stands for
``text[i]``, so that what is found in the key can be cut from the text.
"""

from __future__ import annotations

import re
from unicodedata import normalize

TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng


def _late(pair: str) -> dict[str, str]:
    """Both vowels with the tone on the second, to the tone on the first."""
    first, second = pair[0], pair[1]
    return {
        first + normalize("NFC", second + tone): normalize("NFC", first + tone) + second
        for tone in TONES
    }


# hoá, khoẻ, uỷ -> hóa, khỏe, ủy where the syllable ends, as ``fold`` has it.
_PLACED = _late("oa") | _late("oe") | _late("uy")
_PAIR = re.compile("[ou][{}](?![^\\W\\d_])".format("".join({p[1] for p in _PLACED})))


# "nhiệm kì", "kì họp", "kỉ luật": some papers write i where most write y.
_LONG_Y = {"kì": "kỳ", "kỉ": "kỷ"}
_SHORT_I = re.compile(r"(?<!\w)k[ìỉ](?!\w)")


def _place(match: re.Match[str]) -> str:
    if match[0][0] == "u" and match.string[match.start() - 1 : match.start()] == "q":
        return match[0]
    return _PLACED.get(match[0], match[0])


def lower(text: str) -> str:
    """``text`` in lower case, of the same length."""
    key = text.lower()
    if len(key) == len(text):
        return key
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def key_of(text: str) -> str:
    """The key of a normalised text: lower case, the older tone place, ``kỳ``."""
    return key_of_lower(lower(text))


def key_of_lower(low: str) -> str:
    """The key of a normalised text that is in lower case already."""
    if "kì" in low or "kỉ" in low:
        low = _SHORT_I.sub(lambda found: _LONG_Y[found[0]], low)
    return _PAIR.sub(_place, low)

"""Keys for comparison: what two writers spell differently and mean the same."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from processing.text.normalise import normalise

TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
DASHES = "-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\uff07"
QUOTES = "«»“”„‟″\uff02"

_MARKS = re.compile(f"[{APOSTROPHES}{QUOTES}]")
_MARKS_TO = {
    **dict.fromkeys(map(ord, APOSTROPHES), ""),
    **dict.fromkeys(map(ord, QUOTES), '"'),
}
_DASH = re.compile(f" ?[{DASHES}]+ ?")


def _toned(letters: str) -> str:
    toned = [normalize("NFC", one + tone) for one in letters for tone in TONES]
    return "".join(toned)


def _moves(*pairs: str, forward: bool) -> dict[str, str]:
    """Every toned spelling of a vowel pair, to the same with its tone moved."""
    moves = {}
    for pair in pairs:
        first, second = pair[0], pair[1]
        for tone in TONES:
            early = normalize("NFC", first + tone) + second
            late = first + normalize("NFC", second + tone)
            moves.update({early: late} if forward else {late: early})
    return moves


# hoà, khoẻ, uỷ -> hòa, khỏe, ủy where the syllable ends; the other way round where it
# goes on (hòan -> hoàn) and after q, whose u is no vowel (qúy -> quý).
_BACK = _moves("oa", "oe", "uy", forward=False)
_ON = _moves("oa", "oe", "uy", forward=True)
_GLIDE = _moves("ua", "ue", "ui", "uy", forward=True)
_AFTER_Q = {"q" + early: "q" + late for early, late in _GLIDE.items()}
_PLACED = {**_BACK, **_ON, **_AFTER_Q}
_TONE = re.compile(
    f"q[{_toned('u')}][aeiy]"
    f"|(?:o[{_toned('ae')}]|(?<!q)u[{_toned('y')}])(?![^\\W\\d_])"
    f"|(?:[{_toned('o')}][ae]|(?<!q)[{_toned('u')}]y)(?=[^\\W\\d_])"
)


def fold(text: str) -> str:
    """The key under which two spellings of one Vietnamese text are equal.

    Lower case, NFC, true đ; tone marks where the older school puts them (``ủy``,
    ``hòa``, but ``quý``); no apostrophes; one kind of quote; any dash, with or
    without spaces around it, is ``-``; white space is one space.
    """
    text = normalise(normalise(text).casefold())
    if _MARKS.search(text):
        text = normalise(text.translate(_MARKS_TO))
    text = _TONE.sub(lambda match: _PLACED[match.group()], text)
    return _DASH.sub("-", " ".join(text.split())).strip()


# Precomposed Latin letters to their base: faster than decomposing every text.
_BASE = {
    code: base
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := normalize("NFD", chr(code))[0]) != chr(code)
} | {ord("đ"): "d", ord("Đ"): "D"}


def fold_ascii(text: str) -> str:
    """``fold`` without any diacritics: ``Tỉnh uỷ Đắk Lắk`` is ``tinh uy dak lak``.

    Weaker than ``fold``: different words become equal. Letters of other scripts stay.
    """
    plain = fold(text).translate(_BASE)
    if plain.isascii():
        return plain
    return "".join(char for char in normalize("NFD", plain) if not combining(char))

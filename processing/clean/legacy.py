"""Vietnamese from before Unicode: text in the codes of TCVN3 and VNI fonts."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from crawlers.yaml_file import read_yaml

DATA = Path(__file__).with_name("data") / "legacy_fonts.yaml"

# So many words with letters beyond ASCII are enough to judge by ...
FEWEST_WORDS = 6
# ... and of them this share must be syllables of Vietnamese in a font's reading;
# foreign names and misprints are the rest.
LEAST_SHARE = 0.9
# As they stand, so many may be: "là", "và" and "có" read well in any of them.
MOST_AS_IT_STANDS = 0.6

_WORD = re.compile(r"[^\W\d_]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Letters of Vietnamese that no Western font ever had.
_UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")
_LATIN = re.compile("[\x80-\xff]")
# Characters of Western letters, written as entities by the editors of those days.
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|nbsp;|#160;|#xa0;)(?:\w{2,8}|#\w{2,5});")
TAG = re.compile(r"<(script|style)\b.*?</\1|<[^>]*>", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Font:
    """A legacy font: its name, its codes to letters, and a pattern of the codes."""

    name: str
    letters: dict[str, str]
    codes: re.Pattern[str]

    def read(self, text: str) -> str:
        """The text that was meant."""
        return self.codes.sub(lambda found: self.letters[found[0]], text)


def font_of(text: str) -> Font | None:
    """The legacy font that ``text`` is in; None if it is in none, or in doubt.

    ``text`` is plain text as it reads in windows-1252. Judged by its words: one font
    must make syllables of Vietnamese of nearly all of them, as they stand few are.
    """
    if not _LATIN.search(text) or _UNICODE.search(text):
        return None
    if _share(text) > MOST_AS_IT_STANDS:
        return None
    fitting = [font for font in fonts() if _share(font.read(text)) >= LEAST_SHARE]
    return fitting[0] if len(fitting) == 1 else None


def modern(page: str) -> str:
    """A page of HTML with the codes of legacy fonts replaced by what they mean.

    Only a page that is wholly in one font is touched. Where Unicode is mixed in,
    nobody can tell which letter is a code: it stays, for others to refuse.
    """
    if _UNICODE.search(page):
        return page
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), page)
    font = font_of(TAG.sub(" ", plain))
    return font.read(plain) if font else page


def mixed_in(text: str) -> str | None:
    """The name of the legacy font that a paragraph of ``text`` is in."""
    fonts_met = (font_of(line) for line in text.split("\n"))
    return next((font.name for font in fonts_met if font), None)


@cache
def fonts() -> tuple[Font, ...]:
    """The fonts of data/legacy_fonts.yaml."""
    return tuple(
        _font(name, entry["letters"]) for name, entry in _data()["fonts"].items()
    )


def _font(name: str, letters: dict[str, str]) -> Font:
    codes = {code: letter for letter, code in letters.items()}
    for code, letter in list(codes.items()):
        # A capital with the mark of a small letter, as many typed it.
        if len(code) > 1:
            codes.setdefault(code[0] + code[1].swapcase(), letter)
    longest_first = sorted(codes, key=len, reverse=True)
    return Font(name, codes, re.compile("|".join(map(re.escape, longest_first))))


def _share(text: str) -> float:
    """Of the words of ``text`` that are not plain ASCII, how many are syllables.

    0 where there are too few to judge by.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if len(words) < FEWEST_WORDS:
        return 0.0
    return sum(is_syllable(word) for word in words) / len(words)


def is_syllable(word: str) -> bool:
    """Whether a word is built as a syllable of Vietnamese, with one tone at most."""
    bare, tones = _TONES.subn("", normalize("NFD", word.lower()))
    return tones <= 1 and _syllable().fullmatch(normalize("NFC", bare)) is not None


@cache
def _syllable() -> re.Pattern[str]:
    parts = _data()["syllables"]
    start, vowels, end = (
        "|".join(sorted(parts[name], key=len, reverse=True))
        for name in ("starts", "vowels", "ends")
    )
    return re.compile(f"(?:{start})?(?:{vowels})(?:{end})?")


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(DATA)
    return loaded

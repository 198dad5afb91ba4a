"""Repair of text: one form for each letter, one kind of space, nothing invisible."""

from __future__ import annotations

import re
from unicodedata import normalize

# Icelandic eth and African D typed for Đ: they look alike and are common on old pages.
ETH = {0x00D0: "Đ", 0x00F0: "đ", 0x0189: "Đ"}

LINE_ENDS = "\r\v\f\x85\u2028\u2029"
SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Zero-width and directional marks, soft hyphens, variation selectors, control codes.
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
# Halves of pairs, left over from broken JSON; no database takes them.
SURROGATES = "\ud800-\udfff"

#: Anything that ``REPAIRS`` must change.
ODD = re.compile(f"[ÐðƉ{LINE_ENDS}{SPACES}{INVISIBLE}{SURROGATES}]")
#: White space, once repaired, that is more than one space or contains a line end.
SPACE_RUN = re.compile(r" {2,}| ?\n[ \n]*")
#: One of these is in every run that must change: a cheap question before the pattern.
UNEVEN = ("  ", " \n", "\n ", "\n\n\n")


def _members(spec: str) -> list[int]:
    """The code points of a regex character class body such as ``a-cx``."""
    points: list[int] = []
    rest = [ord(char) for char in spec]
    while rest:
        if len(rest) > 2 and rest[1] == ord("-"):
            points += range(rest[0], rest[2] + 1)
            del rest[:3]
        else:
            points.append(rest.pop(0))
    return points


#: What becomes of each odd character by itself; "" means it vanishes.
REPAIRS: dict[int, str] = {
    **dict.fromkeys(_members(INVISIBLE), ""),
    **dict.fromkeys(_members(SURROGATES), "\ufffd"),
    **dict.fromkeys(_members(LINE_ENDS), "\n"),
    **dict.fromkeys(_members(SPACES), " "),
    **ETH,
}


def one_gap(match: re.Match[str]) -> str:
    """What a run of white space becomes: a space, a line end or one empty line."""
    gap = match.group()
    return "\n" * min(gap.count("\n"), 2) or " "


def normalise(text: str) -> str:
    """Return ``text`` in NFC with true Đ, plain spaces and nothing invisible.

    Runs of spaces become one, line ends become ``\\n`` without spaces around them,
    several empty lines become one, and the ends are stripped. Case, tone placement,
    quotes and dashes stay as written. Normalising twice changes nothing.
    """
    if ODD.search(text):
        text = text.replace("\r\n", "\n").translate(REPAIRS)
    text = normalize("NFC", text)
    if any(run in text for run in UNEVEN):  # rare where cleaning has been before
        text = SPACE_RUN.sub(one_gap, text)
    return text.strip(" \n")

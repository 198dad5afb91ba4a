"""Normalising with a way back, so that quotes can be cut from the text as given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining, normalize

from processing.text.normalise import REPAIRS, SPACE_RUN, normalise, one_gap

# Letters that stand alone yet may melt into the one before them (Hangul vowels and
# finals, some Indic vowel signs): a cut before them would change what NFC makes.
_MELTING = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf"
    "\u0ddf\u102e\u1b35\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd"
    "\U000115af\U00011930"
) | {chr(n) for n in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text that knows where each of its characters came from."""

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of ``text[start:end]``, which is not empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters {start}:{end} in {len(self.text)}")
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The exact substring of the original that ``text[start:end]`` stands for."""
        first, last = self.span(start, end)
        return self.original[first:last]


def _repaired(text: str) -> list[tuple[int, int, str]]:
    """Each character after its repair, with its stretch; the vanished left out."""
    found: list[tuple[int, int, str]] = []
    for start, char in enumerate(text):
        end = start + 1
        if char == "\r" and text[end : end + 1] == "\n":
            continue
        if char == "\n" and text[start - 1 : start] == "\r":
            start -= 1  # noqa: PLW2901 - both codes are one line end
        if fixed := REPAIRS.get(ord(char), char):
            found.append((start, end, fixed))
    return found


def _composed(given: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The same in NFC: letters and marks that melt together share one stretch."""
    cuts = [
        i
        for i, (_, _, char) in enumerate(given)
        if i == 0 or not (combining(char) or char in _MELTING)
    ]
    found = []
    for first, after in pairwise([*cuts, len(given)]):
        piece = "".join(char for _, _, char in given[first:after])
        start, end = given[first][0], given[after - 1][1]
        found += [(start, end, char) for char in normalize("NFC", piece)]
    return found


def _spaced(given: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The same with runs of white space made one and the ends stripped."""
    flat = "".join(char for _, _, char in given)
    found: list[tuple[int, int, str]] = []
    at = len(flat) - len(flat.lstrip(" \n"))
    stop = len(flat.rstrip(" \n"))
    for match in SPACE_RUN.finditer(flat, at, stop):
        found += given[at : match.start()]
        start, at = match.span()
        found += [(given[start][0], given[at - 1][1], c) for c in one_gap(match)]
    return found + given[at:stop]


def normalise_with_offsets(text: str) -> Normalised:
    """Normalise ``text`` and keep, for every character, where it stood before.

    The result's ``text`` is exactly ``normalise(text)``.
    """
    if normalise(text) == text:
        steps = tuple(range(len(text) + 1))
        return Normalised(text, text, steps[:-1], steps[1:])
    traced = _spaced(_composed(_repaired(text)))
    return Normalised(
        "".join(char for _, _, char in traced),
        text,
        tuple(start for start, _, _ in traced),
        tuple(end for _, end, _ in traced),
    )

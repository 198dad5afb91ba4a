"""Mark the words in a quoted sentence that made it news, and cut it to size."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from crawlers.yaml_file import read_yaml
from processing.alert.words import FOLDER

QUOTE_LIMIT = 600
# Both ways of placing the tone mark are in use: "Tỉnh ủy", "Tỉnh uỷ".
TONES = {"ủy": "(?:ủy|uỷ)", "hóa": "(?:hóa|hoá)", "hòa": "(?:hòa|hoà)"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence, marked or not."""

    text: str
    is_marked: bool


@cache
def triggers(kind: str) -> tuple[str, ...]:
    """Return the phrases that tell of an event of ``kind``."""
    data = read_yaml(FOLDER / "triggers.yaml")
    return tuple(data.get(kind, ()))


def mark(sentence: str, phrases: Iterable[str]) -> tuple[Segment, ...]:
    """Cut ``sentence`` into segments, those equal to one of ``phrases`` marked.

    A sentence longer than ``QUOTE_LIMIT`` characters is cut around its first mark.
    """
    spans = _spans(sentence, phrases)
    start, end = _window(len(sentence), spans[0][0] if spans else 0)
    segments = [Segment("… ", False)] if start else []
    at = start
    for first, last in spans:
        left, right = max(first, at), min(last, end)
        if left < right:
            segments += [Segment(sentence[at:left], False)] if at < left else []
            segments.append(Segment(sentence[left:right], True))
            at = right
    segments += [Segment(sentence[at:end], False)] if at < end else []
    segments += [Segment(" …", False)] if end < len(sentence) else []
    return tuple(segments)


def _spans(sentence: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    # Longest first: "thôi giữ chức" is one mark, not "thôi" and a marked rest.
    wanted = sorted({p for p in phrases if p}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = "|".join(map(_pattern, wanted))
    # Marks with only a space between them are one mark.
    word = rf"(?<!\w)(?:{pattern})(?!\w)"
    found = re.finditer(rf"{word}(?: {word})*", sentence, re.IGNORECASE)
    return [match.span() for match in found]


def _pattern(phrase: str) -> str:
    pattern = re.escape(phrase)
    for written, either in TONES.items():
        pattern = pattern.replace(written, either)
    return pattern


def _window(length: int, focus: int) -> tuple[int, int]:
    if length <= QUOTE_LIMIT:
        return 0, length
    start = max(0, min(focus - QUOTE_LIMIT // 3, length - QUOTE_LIMIT))
    return start, start + QUOTE_LIMIT

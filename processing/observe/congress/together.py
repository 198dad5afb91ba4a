"""Several units whose congresses share one phase: "các tỉnh A, B và C khai mạc"."""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.language.phrases import ends, made_of

_ORDINAL = re.compile(r"\s*(?:\(?lần(?: thứ)? (?:[ivxl]+|\d+|nhất)(?!\w)\)?)?")


def units_together(sentence: Sentence) -> list[str]:
    """The units of a list behind "Đảng bộ" or "các tỉnh"; none where only one stands.

    Each stands right behind the one before it, with nothing but a comma, "và" and the
    words of its own congress between.
    """
    key = sentence.key
    found: list[str] = []
    end = -1
    for place in sentence.places():
        if found and _is_joined(key[_past_ordinal(key, end) : place.start]):
            found.append(place.slug)
        elif len(found) > 1:
            break
        else:
            found = (
                [place.slug]
                if ends("congress", "head_of_units", key, 0, place.start)
                else []
            )
        end = place.end
    return list(dict.fromkeys(found)) if len(found) > 1 else []


def _is_joined(between: str) -> bool:
    return made_of("congress", "between_units", between)


def _past_ordinal(key: str, at: int) -> int:
    found = _ORDINAL.match(key, at)
    return found.end() if found else at

"""Whom a text credits: an agency, or another house than the one that prints it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from crawlers.yaml_file import read_yaml
from processing.text.fold import fold

# No longer than a credit is: "Nguyễn Văn A - Trần Thị B (TTXVN/Vietnam+)".
LONGEST_CREDIT = 60
_SENTENCE_ENDS = (".", "!", "?", ":")
_ACCORDING = re.compile(r"\(?(?:theo|nguồn)\b\s*:?\s*\S")


@cache
def agencies() -> str:
    """A regular expression for the name of any agency, on folded words."""
    path = resources.files("processing.text") / "agencies.yaml"
    names = read_yaml(path)
    return rf"(?<!\w)(?:{'|'.join(re.escape(fold(name)) for name in names)})(?!\w)"


def is_of_agency(author: str | None, text: str) -> bool:
    """Whether the byline, or the last line of the text, credits a news agency."""
    credited = (fold(author or ""), _credit(text))
    return any(re.search(agencies(), words) for words in credited)


def credits_another(text: str) -> bool:
    """Whether a text credits an agency, or says at its end from where it was taken."""
    return is_of_agency(None, text) or bool(_ACCORDING.match(_credit(text)))


def _credit(text: str) -> str:
    """The last line of a text, folded, if it is no sentence but a credit."""
    last = text.rstrip().rpartition("\n")[2].strip()
    is_credit = len(last) <= LONGEST_CREDIT and not last.endswith(_SENTENCE_ENDS)
    return fold(last) if is_credit else ""

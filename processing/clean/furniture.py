"""What stands beside the news on a page: known by rules kept in data/furniture.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from crawlers.yaml_file import read_yaml
from processing.clean.page import Element
from processing.text import fold_ascii

DATA = Path(__file__).with_name("data")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A line of furniture is short; a paragraph that follows one is not.
LONGEST_LINE = 160
FULL_PARAGRAPH = 120
_IMAGE_NUMBER = re.compile(r"[ -]*(?:anh|hinh|photo)? ?\d{0,3}\.?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the file, with the example that shows it at work."""

    group: str
    pattern: re.Pattern[str]
    example: str


@cache
def rules(group: str) -> tuple[Rule, ...]:
    """The rules of one group of the file, in its order."""
    loaded = read_yaml(DATA / "furniture.yaml")
    return tuple(
        Rule(group, re.compile(r["match"]), str(r["example"])) for r in loaded[group]
    )


@cache
def _joined(group: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r.pattern.pattern})" for r in rules(group)))


@cache
def _name_pattern(group: str) -> re.Pattern[str]:
    names = "|".join(rule.pattern.pattern for rule in rules(group))
    return re.compile(rf"(?:^|[-_])(?:{names})(?:$|[-_\d])")


def _name_fits(group: str, name: str) -> bool:
    return bool(_name_pattern(group).search(_CAMEL.sub("-", name).lower()))


# The same few names stand on most elements of a page, and of a site.
@lru_cache(maxsize=8192)
def _named(group: str, classes: str | None, identity: str | None) -> bool:
    names = f"{classes or ''} {identity or ''}".split()
    return any(_name_fits(group, name) for name in names)


def is_box(element: Element) -> bool:
    """Whether the names of an element say that it holds no text of the article."""
    return _named("boxes", element.get("class"), element.get("id"))


def is_foot(element: Element) -> bool:
    """Whether the names of an element say that it is the imprint of the site."""
    return _named("feet", element.get("class"), element.get("id"))


def is_clock(element: Element) -> bool:
    """Whether the names of an element say that it shows the day of the visit."""
    return _named("clocks", element.get("class"), element.get("id"))


# One line is asked about several times over.
_key = lru_cache(maxsize=1024)(fold_ascii)


def _fits(group: str, line: str) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    return bool(_joined(group).fullmatch(_key(line)))


def is_line(line: str) -> bool:
    """Whether a line by itself is furniture."""
    return _fits("lines", line)


def is_tail(line: str) -> bool:
    """Whether a line opens what follows an article."""
    return _fits("tails", line)


def repeats_title(line: str, title: str) -> bool:
    """Whether a line is the headline again, or a caption made of it (``ảnh 1``)."""
    if len(line) > len(title) + 20:
        return False
    key, wanted = _key(line), _key(title)
    return key.startswith(wanted) and bool(_IMAGE_NUMBER.fullmatch(key[len(wanted) :]))


def tidy(lines: Sequence[str], title: str) -> list[str]:
    """The lines of an article without furniture, tails and the doubled headline."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        if is_tail(line):
            if any(_is_paragraph(rest) for rest in lines[at + 1 :]):
                continue
            break
        text = _without_pieces(line)
        if text and not is_line(text) and not repeats_title(text, title):
            kept.append(text)
    return kept


def _is_paragraph(line: str) -> bool:
    return len(line) >= FULL_PARAGRAPH and line.rstrip('"”’)').endswith(
        (".", "/", "!", "…", ":")
    )


def _without_pieces(line: str) -> str:
    cut = _joined("pieces").sub("", line)
    return line if cut == line else " ".join(cut.split())

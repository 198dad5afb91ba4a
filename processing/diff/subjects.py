"""Subjects of resolutions: when two wordings mean the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import cast

from processing.diff.model import Report
from processing.model import ResolutionFields
from processing.text import fold

Pairs = frozenset[tuple[str, ...]]

# What two wordings of one subject share at least: of the shorter one, and in pairs of
# neighbouring syllables.
ALIKE, SHARED = 0.6, 2
# Words of every title, which tell no resolution from another.
COMMON = frozenset(
    fold(
        "nghị quyết về của và các trên địa bàn tỉnh thành phố đảng bộ ban chấp hành "
        "tỉnh ủy thành ủy nhiệm kỳ giai đoạn đến năm tầm nhìn khóa lần thứ hội đồng "
        "nhân dân chuyên đề"
    ).split()
)
_WORD = re.compile(r"[^\W_]+")


def told(report: Report) -> ResolutionFields:
    """The fields of a report of a resolution."""
    return cast(ResolutionFields, report.fields)


def words(report: Report) -> tuple[str, ...]:
    """The syllables of the subject that are not in every title; empty without one."""
    return _words_of(told(report).subject or "")


def pairs_of(report: Report) -> Pairs:
    """The neighbouring syllables of the subject: one alone is in every other title."""
    found = words(report)
    if len(found) > 1:
        return frozenset(pairwise(found))
    return frozenset([found] if found else [])


@lru_cache(maxsize=10_000)
def _words_of(subject: str) -> tuple[str, ...]:
    return tuple(w for w in _WORD.findall(fold(subject)) if w not in COMMON)


def likeness(pairs: Pairs, others: Pairs) -> float:
    """What part of the shorter subject the two share."""
    shorter = min(len(pairs), len(others))
    return len(pairs & others) / shorter if shorter else 0.0


def are_alike(pairs: Pairs, others: Pairs) -> bool:
    """Whether two subjects share enough to be one."""
    enough = len(pairs & others) >= SHARED or pairs == others
    return enough and likeness(pairs, others) >= ALIKE


def told_apart(group: Iterable[Report], others: Iterable[Report]) -> bool:
    """Whether some article names both as different subjects."""
    subjects: dict[str, Pairs] = {
        report.telling.key: pairs_of(report) for report in group
    }
    return any(
        subjects.get(report.telling.key, pairs_of(report)) != pairs_of(report)
        for report in others
        if told(report).issuer != "congress"
    )

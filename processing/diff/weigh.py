"""How several articles are weighed: votes over values, confidence, number of sources.

Copies of one text count once, and a paper that repeats itself is one witness.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, TypeVar

from processing.diff.model import REPORTS, Evidence, Report, Telling

MOST = 0.99  # no number of articles makes certain

V = TypeVar("V", bound=Hashable)


def order(report: Report) -> tuple[object, ...]:
    """Sorts reports by what they say, never by their numbers or by arrival."""
    told = report.telling.told_on or date.max
    day = report.day or date.max
    where = (report.telling.source, report.telling.key, report.at)
    return (day, told, *where, repr(report.fields))


def vote(
    reports: Iterable[Report],
    value: Callable[[Report], V | None],
    prefer: Callable[[V], Any],
) -> V | None:
    """The value that most independent texts give; a tie goes to the least ``prefer``.

    Reports without a value do not vote; ``None`` if none has one.
    """
    origins: dict[V, set[int]] = {}
    for report in reports:
        found = value(report)
        if found is not None:
            origins.setdefault(found, set()).add(report.telling.origin)
    if not origins:
        return None
    return min(origins, key=lambda found: (-len(origins[found]), prefer(found)))


def witnesses(tellings: Iterable[Telling]) -> dict[int, str]:
    """For each independent text the source that had it first."""
    first: dict[int, tuple[date, str]] = {}
    for telling in tellings:
        candidate = (telling.told_on or date.max, telling.source)
        known = first.get(telling.origin)
        first[telling.origin] = min(candidate, known) if known else candidate
    return {origin: source for origin, (_, source) in first.items()}


def confidence(weighed: Iterable[tuple[float, Telling]]) -> float:
    """How sure all of it together makes: noisy-or over independent sources, capped.

    1 - (1 - a)(1 - b)… over the best of each source, at most 0.99, three decimals.
    """
    items = list(weighed)
    sources = witnesses(telling for _, telling in items)
    best: dict[str, float] = {}
    for sure, telling in items:
        source = sources[telling.origin]
        best[source] = max(sure, best.get(source, 0.0))
    doubt = 1.0
    for source in sorted(best):
        doubt *= 1.0 - best[source]
    return round(min(MOST, 1.0 - doubt), 3)


def source_count(tellings: Iterable[Telling]) -> int:
    """The number of independent sources."""
    return len(set(witnesses(tellings).values()))


def reporting(reports: Iterable[Report]) -> tuple[Evidence, ...]:
    """The reports as evidence of the event that they report."""
    ordered = sorted(reports, key=order)
    return tuple(Evidence(item.id, REPORTS, item.telling) for item in ordered)


def confidence_of(reports: Iterable[Report]) -> float:
    """``confidence`` of reports."""
    return confidence((item.confidence, item.telling) for item in reports)

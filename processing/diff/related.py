"""Which reports of resolutions must be folded together with those that have changed.

Two reports can meet in one event, or in the choice between two, only if the rules of
``resolutions`` let the one be the other. What is not tied to a changed report, however
indirectly, makes the same events as before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from processing.diff.model import Report
from processing.diff.resolutions import (
    SAME_SUBJECT,
    fingerprint,
    is_same,
    may_be,
    numbered_key,
)
from processing.diff.subjects import told


def related(
    organisation_id: str,
    reports: Iterable[Report],
    changed: Iterable[int],
    articles: Iterable[str] = (),
) -> list[Report]:
    """Those of ``reports`` that are tied to one whose number is among ``changed``.

    ``reports`` are all of the organisation's resolutions, those that went included.
    Reports in one of ``articles`` (keys), of which people have judged an event, are
    tied to each other.
    """
    ties = _Ties(organisation_id, list(reports), frozenset(articles))
    return ties.followed(changed)


class _Ties:
    def __init__(
        self, organisation_id: str, reports: Sequence[Report], articles: frozenset[str]
    ) -> None:
        self.organisation_id = organisation_id
        self.by_id = {report.id: report for report in reports}
        self.numbered: dict[str, list[Report]] = defaultdict(list)
        self.printed: dict[str, list[Report]] = defaultdict(list)
        self.judged: dict[str, list[Report]] = defaultdict(list)
        for report in self.by_id.values():
            if told(report).number:
                self.numbered[self._key(report)].append(report)
            else:
                self.printed[fingerprint(report)].append(report)
            if report.telling.key in articles:
                self.judged[report.telling.key].append(report)
        plain = [report for found in self.printed.values() for report in found]
        self.every = _ByDay(self.by_id.values())
        self.unnumbered = _ByDay(plain)

    def followed(self, changed: Iterable[int]) -> list[Report]:
        """All that can be reached from the ``changed``."""
        found = {id_ for id_ in changed if id_ in self.by_id}
        waiting = sorted(found)
        while waiting:
            for other in self._tied(self.by_id[waiting.pop()]):
                if other.id not in found:
                    found.add(other.id)
                    waiting.append(other.id)
        return [self.by_id[id_] for id_ in sorted(found)]

    def _key(self, report: Report) -> str:
        return numbered_key(self.organisation_id, report)

    def _tied(self, report: Report) -> Iterator[Report]:
        yield from self.judged.get(report.telling.key, ())
        if told(report).number:
            yield from self.numbered[self._key(report)]
            near = self.unnumbered.near(report.day)
            yield from (other for other in near if may_be(other, report))
            return
        yield from self.printed[fingerprint(report)]
        for other in self.every.near(report.day):
            if told(other).number:
                if may_be(report, other):
                    yield other
            elif is_same(report, other) or (
                may_be(report, other) or may_be(other, report)
            ):
                yield other


class _ByDay:
    """Reports by day, to find those near a day."""

    def __init__(self, reports: Iterable[Report]) -> None:
        listed = list(reports)
        self.undated = [report for report in listed if report.day is None]
        dated = [(day, report.id, report) for report in listed if (day := report.day)]
        dated.sort(key=lambda found: found[:2])
        self.days = [day.toordinal() for day, _, _ in dated]
        self.dated = [report for _, _, report in dated]

    def near(self, day: date | None) -> list[Report]:
        """Those that can tell of what is told on ``day``; without one the undated."""
        if day is None:
            return self.undated
        first = bisect_left(self.days, day.toordinal() - SAME_SUBJECT)
        last = bisect_right(self.days, day.toordinal() + SAME_SUBJECT)
        return self.dated[first:last]

"""Which of an organisation's resolutions are folded with those that have changed.

Of thousands a day's articles change a few. ``related`` says which others the rules can
make one with them; here no more of them are read than that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from processing.diff import heard
from processing.diff.heard import Heard
from processing.diff.model import Observations, Report, Review
from processing.diff.parts import Scope
from processing.diff.related import related
from processing.model import Kind


@dataclass(frozen=True, slots=True)
class Tied:
    """The reports to fold, gone ones included; ``standing`` are those that stand."""

    reports: tuple[Report, ...]
    standing: tuple[int, ...]

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of all."""
        return frozenset(report.id for report in self.reports)


def unjudged(connection: Connection, scopes: Mapping[str, Scope]) -> dict[str, Tied]:
    """The resolutions to fold of organisations where it takes no more than numbers.

    Nobody has judged anything that they can have to do with. It is so on most days.
    """
    if not scopes:
        return {}
    rows_of = heard.resolutions(connection, scopes, (), near=True)
    found: dict[str, Tied] = {}
    for id_, scope in scopes.items():
        rows = rows_of.get(id_, [])
        reports = _tied(id_, scope, [one.report for one in rows], ())
        if reports is not None and _are_told_by_number(reports, rows):
            found[id_] = _of(reports, rows)
    numbers = [id_ for one in found.values() for id_ in one.numbers]
    for id_ in heard.judged(connection, found, numbers):
        found.pop(id_, None)
    return found


def judged(
    connection: Connection,
    scopes: Mapping[str, Scope],
    decided: Mapping[str, Observations],
) -> dict[str, Tied]:
    """The resolutions to fold by what people have ``decided`` too, by organisation.

    Left out are organisations of which all are to be folded. Most reports have a
    number and no tie but it: others are asked for only where there is one.
    """
    keys = {
        key
        for id_ in scopes
        for review in decided[id_].reviews
        if review.kind is Kind.RESOLUTION
        for key in articles_of(review)
    }
    found: dict[str, Tied] = {}
    asked = dict(scopes)
    for near in (True, False):
        rows_of = heard.resolutions(connection, asked, keys, near=near) if asked else {}
        for id_, scope in list(asked.items()):
            rows = rows_of.get(id_, [])
            listed = [one.report for one in rows]
            reports = _tied(id_, scope, listed, decided[id_].reviews)
            if reports is None:
                asked.pop(id_)
            elif not near or _are_told_by_number(reports, rows):
                found[id_] = _of(reports, rows)
                asked.pop(id_)
    return found


def articles_of(review: Review) -> set[str]:
    """The keys of the articles that a judged event rests on."""
    return {item.telling.key for item in review.originals}


def _of(reports: Iterable[Report], rows: Iterable[Heard]) -> Tied:
    standing = {one.report.id for one in rows if one.is_current}
    listed = tuple(reports)
    return Tied(listed, tuple(one.id for one in listed if one.id in standing))


def _are_told_by_number(reports: Iterable[Report], near: Iterable[Heard]) -> bool:
    """Whether all have the number of one that changed, so that none was left out.

    Of those ``near`` the ones with a number have that of one that changed.
    """
    numbered = {one.report.id for one in near if one.digits}
    return all(report.id in numbered for report in reports)


def _tied(
    organisation_id: str,
    scope: Scope,
    reports: list[Report],
    reviews: Iterable[Review],
) -> list[Report] | None:
    """The reports of resolutions to fold with those changed; None: all of them.

    An edit makes a report say something else, which ties it to others than it says.
    """
    articles = {report.telling.key for report in reports}
    judged = [
        review
        for review in reviews
        if review.kind is Kind.RESOLUTION
        and (review.moved_to is None or articles & articles_of(review))
    ]
    if any(review.edits for review in judged):
        return None
    there = {report.id for report in reports}
    gone = [
        item
        for review in judged
        for item in review.originals
        if isinstance(item, Report) and item.id not in there
    ]
    named = {key for review in judged for key in articles_of(review)}
    return related(organisation_id, [*reports, *gone], scope.changed or (), named)

"""Congresses by phase, and mid-term reviews: one event for each phase and each term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import cast

from processing.diff import terms, weigh
from processing.diff.model import Event, Report
from processing.gazetteer.congresses import congress
from processing.model import CongressFields, Kind, MidtermReviewFields

# Days are counted backwards from here so that the earliest wins a tie.
LATEST = date.max.toordinal()


def congresses(organisation_id: str, reports: Iterable[Report]) -> list[Event]:
    """The phases of congresses: identity is organisation, term and phase.

    Never the ordinal: it changes in the telling (XXI on 1 September, I on the 22nd).
    """
    groups: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=weigh.order):
        fields = cast(CongressFields, report.fields)
        term = _term(organisation_id, fields, report.day, terms.congress_year)
        groups[term, fields.phase].append(report)
    return [
        _congress(organisation_id, term, phase, group)
        for (term, phase), group in sorted(groups.items())
    ]


def _congress(
    organisation_id: str, term: str, phase: str, reports: list[Report]
) -> Event:
    return _event(
        Kind.CONGRESS,
        f"cg|{organisation_id}|{term}|{phase}",
        reports,
        state=phase,
        planned=phase == "announced",
        fields={
            "ordinal": _ordinal(organisation_id, term, reports),
            "term": term,
            "phase": phase,
        },
    )


def midterm_reviews(organisation_id: str, reports: Iterable[Report]) -> list[Event]:
    """Mid-term reviews: one for each term, first planned, then held."""
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=weigh.order):
        fields = cast(MidtermReviewFields, report.fields)
        term = _term(organisation_id, fields, report.day, terms.reviewed_year)
        groups[term].append(report)
    return [
        _midterm(organisation_id, term, group) for term, group in sorted(groups.items())
    ]


def _midterm(organisation_id: str, term: str, reports: list[Report]) -> Event:
    held = [r for r in reports if cast(MidtermReviewFields, r.fields).status == "held"]
    status = "held" if held else "planned"
    return _event(
        Kind.MIDTERM_REVIEW,
        f"mt|{organisation_id}|{term}",
        reports,
        decisive=held,
        state=status,
        planned=not held,
        fields={
            "ordinal": _ordinal(organisation_id, term, reports),
            "term": term,
            "status": status,
        },
    )


def _term(
    organisation_id: str,
    fields: CongressFields | MidtermReviewFields,
    day: date | None,
    year: Callable[[date], int],
) -> str:
    """As told, or of that ordinal in this organisation, or by the calendar."""
    known = terms.term_from_ordinal(organisation_id, fields.ordinal)
    return fields.term or known or (terms.term_of(year(day)) if day else "unknown")


def _ordinal(organisation_id: str, term: str, reports: list[Report]) -> int | None:
    """The ordinal that is told; of several the one of the organisation's series."""
    known = congress(organisation_id, term)
    told = [cast(CongressFields, report.fields).ordinal for report in reports]
    if known and known.ordinal in told:
        return known.ordinal
    return weigh.vote(reports, lambda r: cast(CongressFields, r.fields).ordinal, int)


def _event(
    kind: Kind,
    key: str,
    reports: list[Report],
    *,
    state: str,
    planned: bool,
    fields: dict[str, object],
    decisive: list[Report] | None = None,
) -> Event:
    return Event(
        key=key,
        kind=kind,
        occurred_on=_occurred_on(decisive or reports, planned),
        occurred_after=None,
        state=state,
        fields=fields,
        confidence=weigh.confidence_of(reports),
        source_count=weigh.source_count(report.telling for report in reports),
        evidence=weigh.reporting(reports),
    )


def _occurred_on(reports: list[Report], planned: bool) -> date | None:
    """The day most say, of several the earliest; of plans the newest."""
    if planned:
        reports = _newest_plan(reports)
    return weigh.vote(reports, lambda r: r.occurred_on, lambda day: day)


def _newest_plan(reports: list[Report]) -> list[Report]:
    """The reports of the day that was named last: a plan is put off, and repeated.

    What a single paper names that is not official is taken for a slip while it can be.
    """
    plans: dict[date, list[Report]] = defaultdict(list)
    for report in reports:
        if report.occurred_on:
            plans[report.occurred_on].append(report)
    found = list(plans.values())
    decided = [plan for plan in found if any(report.is_decided for report in plan)]
    sure = decided or [plan for plan in found if _is_sure(plan)] or found
    return max(sure, key=_first_told, default=[])


def _is_sure(plan: list[Report]) -> bool:
    sources = weigh.source_count(report.telling for report in plan)
    return sources > 1 or any(report.telling.is_official for report in plan)


def _first_told(plan: list[Report]) -> tuple[date, int, int]:
    """When a plan was first told; then the one that more tell, then the nearer."""
    planned = plan[0].occurred_on or date.max
    told = (report.telling.told_on for report in plan)
    first = min((day for day in told if day), default=date.min)
    return first, len(plan), LATEST - planned.toordinal()

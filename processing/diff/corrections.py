"""What people have decided, put into the observations before they are folded.

A person who edits an event says what the articles meant. So the observations that the
event rests on are corrected, and everything else follows by the same rules: identity,
merging with articles that had it right, tenures. What was decided stays though newer
rules, or a newer text, no longer say it: then the observation as it was judged counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from processing.diff.leadership import direction_of
from processing.diff.model import (
    Event,
    Observations,
    Rejected,
    Report,
    Review,
    Sighting,
)
from processing.diff.readings import edited, is_reading, is_same_sighting, said_today
from processing.model import Kind, LeadershipChangeFields
from processing.text import fold

Item = Report | Sighting
Told = Callable[[Observations], Sequence[Event]]

# What was fetched after the decision is the same slip only if told this soon.
NEAR = timedelta(days=10)
# How far an event has come: a later article may truly say more.
STEPS = {"phase", "status", "action"}
# An edit of anything else makes a reported change of a silent one.
NAMING = {"person", "position"}


@dataclass
class _Decided:
    """A review and what it speaks of: ``wrong`` is as it was judged, ``same`` joins."""

    review: Review
    wrong: set[int]
    same: set[int] = field(default_factory=set)
    report: Report | None = None


def corrected(observations: Observations, told: Told) -> Observations:
    """The observations as people have corrected them.

    ``told`` gives the events of observations. Which articles tell of a judged event is
    asked of it before and after the correction: later articles that say what the
    correction says belong to the same event, and cannot outvote it.
    """
    reviews = sorted(observations.reviews, key=lambda r: (r.decided_at, r.id))
    if not reviews:
        return observations
    here = (None, observations.organisation_id)
    moved = [review for review in reviews if review.moved_to not in here]
    reviews = [review for review in reviews if review.moved_to in here]
    observations = _without_moved(observations, moved)
    accepted = [review for review in reviews if not review.is_rejected]
    kept = _with_originals(_without_rejected(observations, reviews), accepted)
    decided = [_decided(review, kept) for review in accepted]
    events = told(kept)
    for one in decided:
        _note_what_was_judged(one, events, kept)
    while True:
        found = _applied(kept, decided)
        if not _note_what_joined(decided, told(found)):
            return found


def _without_moved(observations: Observations, moved: Iterable[Review]) -> Observations:
    """Without what people say is another organisation's, however it is read today."""
    for review in moved:
        own = said_today(review, observations)
        told = {
            (report.telling.key, fields.position, fold(fields.person))
            for report in observations.reports
            if report.id in own
            and isinstance(fields := report.fields, LeadershipChangeFields)
        }
        observations = replace(
            observations,
            reports=tuple(r for r in observations.reports if r.id not in own),
            sightings=tuple(
                s
                for s in observations.sightings
                if s.id not in own
                and (s.telling.key, s.position, fold(s.person)) not in told
            ),
        )
    return observations


def _without_rejected(
    observations: Observations, reviews: Iterable[Review]
) -> Observations:
    """With the persons whose change was rejected, however it is read today."""
    found = list(observations.rejected)
    for review in reviews:
        if not review.is_rejected or review.kind is not Kind.LEADERSHIP_CHANGE:
            continue
        if _is_silent(review):
            told = review.told
            since = _day(told["occurred_after"] or told["occurred_on"])
            found.append(Rejected(told["position"], told["person"], "in", since))
        else:
            found += _rejections(review, observations.reports)
    return replace(observations, rejected=tuple(found))


def _rejections(review: Review, reports: Iterable[Report]) -> Iterator[Rejected]:
    readings = list(reports)
    for item in review.originals:
        assert isinstance(item, Report)
        same = (other for other in readings if is_reading(review, item, other))
        for report in (item, *same):
            told = report.fields
            assert isinstance(told, LeadershipChangeFields)
            way = direction_of(told)
            yield Rejected(told.position, told.person, way, report.day)


def _with_originals(
    observations: Observations, reviews: Iterable[Review]
) -> Observations:
    """With the judged observations that newer readings of their articles lack."""
    reports, sightings = list(observations.reports), list(observations.sightings)
    for review in reviews:
        for item in review.originals:
            if isinstance(item, Sighting):
                if not any(is_same_sighting(item, other) for other in sightings):
                    sightings.append(item)
            elif not any(is_reading(review, item, other) for other in reports):
                reports.append(item)
    return replace(observations, reports=tuple(reports), sightings=tuple(sightings))


def _decided(review: Review, kept: Observations) -> _Decided:
    own = said_today(review, kept)
    needs_a_report = _is_silent(review) and review.edits.keys() - NAMING
    seen = [item for item in kept.sightings if item.id in own]
    report = _report(review, min(seen, key=_when)) if seen and needs_a_report else None
    return _Decided(review, own, report=report)


def _is_silent(review: Review) -> bool:
    return bool(review.told["state"] == "silent")


def _report(review: Review, seen: Sighting) -> Report:
    """A change that nobody announced, as a person reports it by an edit."""
    told = review.told
    return Report(
        id=seen.id,
        kind=Kind.LEADERSHIP_CHANGE,
        fields=LeadershipChangeFields(
            person=seen.person,
            position=seen.position,
            direction="in",
            change="",  # nobody says how
            predecessor=told["predecessor"],
        ),
        occurred_on=_day(told["occurred_on"]),
        confidence=seen.confidence,
        at=seen.at,
        telling=seen.telling,
    )


def _note_what_was_judged(
    one: _Decided, events: Iterable[Event], kept: Observations
) -> None:
    """Take in all of the event as it was when it was judged."""
    by_id: dict[int, Item] = {item.id: item for item in kept.reports + kept.sightings}
    judged = set(one.wrong)
    for event in events:
        if not judged & event.proofs:
            continue
        for id_ in event.proofs - judged:
            if _is_the_same_slip(one, by_id[id_], event):
                one.wrong.add(id_)


def _is_the_same_slip(one: _Decided, item: Item, event: Event) -> bool:
    if item.telling.seen_at <= one.review.decided_at:
        return True
    if one.review.edits.keys() & STEPS:
        return False
    day, told_on = event.occurred_on, item.telling.told_on
    return bool(day and told_on and abs(told_on - day) <= NEAR)


def _when(item: Item) -> tuple[object, ...]:
    telling = item.telling
    return (telling.told_on or date.max, telling.source, telling.key, item.at)


def _note_what_joined(decided: Iterable[_Decided], events: Sequence[Event]) -> bool:
    """Take in what tells of a corrected event; whether there is more than before."""
    grown = False
    for one in decided:
        for event in events:
            proofs = event.proofs
            if proofs & (one.wrong | one.same) and proofs - one.wrong - one.same:
                one.same |= proofs - one.wrong
                grown = True
    return grown


def _applied(kept: Observations, decided: Iterable[_Decided]) -> Observations:
    reports = {report.id: report for report in kept.reports}
    sightings = list(kept.sightings)
    for one in decided:
        edits = one.review.edits
        # A report that somebody stayed shows a silent change, and is another event.
        shown = _naming(edits) if _is_silent(one.review) else dict(edits)
        for id_ in one.wrong & reports.keys():
            reports[id_] = _corrected(reports[id_], _way(one, reports[id_]) | shown)
        if one.report:
            reports[one.report.id] = _corrected(one.report, edits)
        details = {k: v for k, v in edits.items() if k not in STEPS}
        for id_ in one.same & reports.keys():
            reports[id_] = _corrected(reports[id_], _way(one, reports[id_]) | details)
        sightings = [_seen(one, reports, item) for item in sightings]
    return replace(kept, reports=tuple(reports.values()), sightings=tuple(sightings))


def _way(one: _Decided, report: Report) -> dict[str, Any]:
    """Of a report that calls an arrival a stay, or a stay an arrival, what it was."""
    told, judged = report.fields, one.review.told.get("direction")
    if not isinstance(told, LeadershipChangeFields) or told.change == "acting":
        return {}
    is_other = {judged, told.direction} == {"in", "continued"}
    return {"direction": judged} if is_other else {}


def _corrected(report: Report, edits: Mapping[str, Any]) -> Report:
    occurred_on = report.occurred_on
    if "occurred_on" in edits:
        occurred_on = _day(edits["occurred_on"])
    return replace(
        report,
        fields=edited(report.fields, edits),
        occurred_on=occurred_on,
        is_decided=True,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _naming(edits: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in edits.items() if k in NAMING}


def _seen(one: _Decided, reports: Mapping[int, Report], item: Sighting) -> Sighting:
    """A sighting as the review has it: judged itself, or of the person judged wrong."""
    review = one.review
    if item.id in one.wrong | one.same:
        item = replace(item, is_decided=True)
    if not review.edits.keys() & NAMING or not _is_meant(one, reports, item):
        return item
    return replace(item, **_naming(review.edits))


def _is_meant(one: _Decided, reports: Mapping[int, Report], item: Sighting) -> bool:
    """Whether it is the wrong name, or the wrong seat, that the review corrects.

    Of a silent change every later article repeats it; of a reported one only its own
    articles, for the person may well sit there at another time.
    """
    told = one.review.told
    if (item.position, fold(item.person)) != (told["position"], fold(told["person"])):
        return False
    if _is_silent(one.review):
        after = _day(told.get("occurred_after"))
        told_on = item.telling.told_on
        return after is None or (told_on is not None and told_on > after)
    return item.telling.key in {
        reports[id_].telling.key for id_ in one.wrong & reports.keys()
    }

"""Which observations of today say what a person judged, of older rules or texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any

from processing.diff.leadership import group_of
from processing.diff.model import Observations, Report, Review, Sighting
from processing.model import Fields, LeadershipChangeFields
from processing.text import fold, fold_ascii

# Two readings of one name are at least so much alike.
ALIKE = 0.75


def said_today(review: Review, kept: Observations) -> set[int]:
    """The observations that say today what the review judged."""
    found = set()
    for item in review.originals:
        if isinstance(item, Sighting):
            same = (s.id for s in kept.sightings if is_same_sighting(item, s))
        else:
            same = (r.id for r in kept.reports if is_reading(review, item, r))
        found |= set(same)
    return found


def is_same_sighting(one: Sighting, other: Sighting) -> bool:
    """Whether both name one person in one seat on one day."""
    return (
        one.position == other.position
        and one.telling.told_on == other.telling.told_on
        and fold(one.person) == fold(other.person)
    )


def is_reading(review: Review, original: Report, report: Report) -> bool:
    """Whether ``report`` is what ``original`` is, or a newer reading of it."""
    if report.id == original.id:
        return True
    if (report.telling.key, report.kind) != (original.telling.key, original.kind):
        return False
    mine, theirs = original.fields, report.fields
    if isinstance(mine, LeadershipChangeFields):
        assert isinstance(theirs, LeadershipChangeFields)
        names = (mine.person, str(review.edits.get("person") or mine.person))
        return any(_are_alike(name, theirs.person) for name in names) and (
            _place(review, mine) & _place(review, theirs) != set()
        )
    return _topic(mine) == _topic(theirs) or _topic(edited(mine, review.edits)) == (
        _topic(theirs)
    )


def _are_alike(one: str, other: str) -> bool:
    ratio = SequenceMatcher(None, fold_ascii(one), fold_ascii(other)).ratio()
    return ratio >= ALIKE


def _place(review: Review, told: LeadershipChangeFields) -> set[tuple[str, str]]:
    """Position and direction as told and as corrected."""
    found = [told, edited(told, review.edits)]
    return {(group_of(each.position), each.direction) for each in found}


def _topic(told: Fields) -> tuple[object, ...]:
    """What tells two observations of one kind in one article apart."""
    names = ("phase", "term", "number", "issuer")
    return tuple(getattr(told, name, None) for name in names)


def edited(told: Any, edits: Mapping[str, Any]) -> Any:
    """What was told, with the edits of those fields that it has."""
    names = {item.name for item in fields(told)}
    return replace(told, **{k: v for k, v in edits.items() if k in names})

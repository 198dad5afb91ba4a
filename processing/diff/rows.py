"""Makes what the diff weighs of the rows that were read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from processing.diff.leadership import direction_of
from processing.diff.model import Rejected, Report, Sighting, Telling
from processing.model import (
    HANOI,
    CongressFields,
    Fields,
    Kind,
    LeadershipChangeFields,
    MidtermReviewFields,
    ResolutionFields,
)

NEVER = datetime.max.replace(tzinfo=HANOI)
FIELDS: dict[Kind, type[Any]] = {
    Kind.CONGRESS: CongressFields,
    Kind.MIDTERM_REVIEW: MidtermReviewFields,
    Kind.LEADERSHIP_CHANGE: LeadershipChangeFields,
    Kind.RESOLUTION: ResolutionFields,
}


def telling_of(row: Row[Any]) -> Telling:
    """What an article weighs as a witness, from the columns of ``WEIGHED``."""
    told_on = None if row.undated else row.told_at.astimezone(HANOI).date()
    return Telling(
        key=row.key,
        origin=row.origin,
        source=row.source_id,
        is_official=row.is_official,
        told_on=told_on,
        seen_at=row.seen_at,
        is_fresh=row.is_fresh,
        is_reread=getattr(row, "is_reread", False),
    )


def report_of(row: Row[Any]) -> Report:
    """An observation with its telling, both from one row."""
    return report_from(row._mapping, telling_of(row))


def report_from(row: Any, telling: Telling) -> Report:
    """An observation of an event, with a telling read before."""
    kind = Kind(row["kind"])
    return Report(
        id=row["id"],
        kind=kind,
        fields=fields_of(kind, row["fields"]),
        occurred_on=row["occurred_on"],
        confidence=float(row["confidence"]),
        at=row["quote_start"],
        telling=telling,
    )


def fields_of(kind: Kind, stored: dict[str, Any]) -> Fields:
    """The fields as their type; what a newer reader adds is left alone."""
    known = FIELDS[kind]
    fields: Fields = known(**{k: v for k, v in stored.items() if k in known.__slots__})
    return fields


def sighting_of(row: Row[Any]) -> Sighting:
    """An office holder as one article names it, from one row."""
    return sighting_from(row._mapping, telling_of(row))


def sighting_from(row: Any, telling: Telling) -> Sighting:
    """An office holder as one article names it, with a telling read before."""
    return Sighting(
        id=row["id"],
        position=row["fields"]["position"],
        person=row["fields"]["person"],
        confidence=float(row["confidence"]),
        at=row["quote_start"],
        telling=telling,
    )


def rejected_of(row: Row[Any]) -> Rejected:
    """A change that a person has rejected."""
    told = fields_of(Kind.LEADERSHIP_CHANGE, row.fields)
    assert isinstance(told, LeadershipChangeFields)
    return Rejected(told.position, told.person, direction_of(told), row.since)

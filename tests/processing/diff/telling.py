"""Short ways to say in a test what an article says."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time
from typing import Any
from zlib import crc32

from processing.diff.fold import fold
from processing.diff.model import Observations, Report, Sighting, State, Telling
from processing.model import (
    CongressFields,
    Fields,
    Kind,
    LeadershipChangeFields,
    MidtermReviewFields,
    ResolutionFields,
)

_numbers = itertools.count(1)
NAM_DINH = "nam-dinh-1"
PHONG, TUC, NAM = "Đoàn Hồng Phong", "Phạm Gia Túc", "Trần Văn Nam"
#: How a tenure ends that lasted until its organisation ended with the merger.
MERGED = ("2025-06-30", "seen", "baseline")


def day(text: str) -> date:
    """``2021-07-30`` as a date."""
    return date.fromisoformat(text)


def telling(
    on: str | None,
    source: str = "paper-a",
    *,
    official: bool = False,
    key: str | None = None,
    copy_of: int | None = None,
    fresh: bool = True,
) -> Telling:
    """An article published ``on`` a day; its key names source and day."""
    told_on = day(on) if on else None
    seen = datetime.combine(told_on or date(2030, 1, 1), time(12), UTC)
    key = key or f"{source}/{on}"
    origin = copy_of if copy_of is not None else crc32(key.encode())
    return Telling(key, origin, source, official, told_on, seen, fresh)


def saw(
    person: str,
    on: str,
    source: str = "paper-a",
    *,
    position: str = "party_secretary",
    confidence: float = 0.9,
    **article: object,
) -> Sighting:
    """An article that names ``person`` as holder of ``position``."""
    told = telling(on, source, **article)  # type: ignore[arg-type]
    return Sighting(next(_numbers), position, person, confidence, 0, told)


#: A secretary and the next one, each seen in an official paper.
SEEDS = [
    saw(PHONG, "2020-12-31", "own-paper", official=True),
    saw(TUC, "2021-07-30", "official", official=True),
]


def report(
    fields: Fields,
    kind: Kind,
    occurred: str | None,
    on: str | None,
    source: str = "paper-a",
    *,
    confidence: float = 0.9,
    **article: object,
) -> Report:
    """An article of ``on`` that reports something of the day ``occurred``."""
    told = telling(on, source, **article)  # type: ignore[arg-type]
    happened = day(occurred) if occurred else None
    return Report(next(_numbers), kind, fields, happened, confidence, 0, told)


def moved(
    person: str,
    change: str,
    occurred: str | None,
    on: str | None = None,
    source: str = "paper-a",
    *,
    position: str = "party_secretary",
    direction: str = "in",
    former: bool | None = None,
    **article: object,
) -> Report:
    """A report that ``person`` came, stayed, left or was sanctioned."""
    fields = LeadershipChangeFields(person, position, direction, change, None, former)
    kind = Kind.LEADERSHIP_CHANGE
    return report(fields, kind, occurred, on or occurred, source, **article)  # type: ignore[arg-type]


def left(person: str, change: str, occurred: str | None, *rest: str, **more: object):
    """A report that ``person`` left."""
    return moved(person, change, occurred, *rest, direction="out", **more)  # type: ignore[arg-type]


def congress(
    phase: str,
    occurred: str | None,
    on: str | None = None,
    source: str = "paper-a",
    *,
    term: str | None = None,
    ordinal: int | None = None,
) -> Report:
    """A report of a phase of a congress."""
    fields = CongressFields(phase, ordinal, term)
    return report(fields, Kind.CONGRESS, occurred, on or occurred, source)


def review(
    occurred: str | None, on: str | None = None, status: str = "held", **fields: object
) -> Report:
    """A report of a mid-term review."""
    found = MidtermReviewFields(status, **fields)  # type: ignore[arg-type]
    return report(found, Kind.MIDTERM_REVIEW, occurred, on or occurred)


def resolved(
    occurred: str | None,
    on: str | None = None,
    source: str = "paper-a",
    *,
    number: str | None = None,
    issuer: str | None = None,
    subject: str | None = None,
    action: str = "adopted",
) -> Report:
    """A report of a resolution."""
    fields = ResolutionFields(action, number, issuer, subject)
    return report(fields, Kind.RESOLUTION, occurred, on or occurred, source)


def observed(
    *items: Report | Sighting, organisation: str = NAM_DINH, rejected: tuple = ()
) -> Observations:
    """The observations of an organisation."""
    return Observations(
        organisation,
        tuple(item for item in items if isinstance(item, Report)),
        tuple(item for item in items if isinstance(item, Sighting)),
        rejected,
    )


def known(*items: Report | Sighting, **more: Any) -> State:
    """What the diff makes of the observations of an organisation."""
    return fold(observed(*items, **more))


def told_of(state: State) -> list[tuple[Any, ...]]:
    """Person, direction, state and day of each event."""
    return [
        (
            event.fields["person"],
            event.fields["direction"],
            event.state,
            str(event.occurred_on) if event.occurred_on else None,
        )
        for event in sorted(state.events, key=lambda e: (str(e.day), e.key))
    ]


def sat(state: State) -> list[tuple[Any, ...]]:
    """Person, first and last day and their bases of each tenure."""
    return [
        (
            tenure.person,
            str(tenure.valid_from) if tenure.valid_from else None,
            str(tenure.valid_to) if tenure.valid_to else None,
            tenure.from_basis,
            tenure.to_basis,
        )
        for tenure in sorted(state.tenures, key=lambda t: t.valid_from or date.min)
    ]

"""The nouns of the diff: what was told, what was seen, and the state made of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from processing.model import Fields, Kind

REPORTS, BEFORE, AFTER = "reports", "before", "after"


@dataclass(frozen=True, slots=True)
class Telling:
    """The article that says it, as far as the diff weighs it.

    ``key`` is the article's canonical key: unlike a number it is the same whatever
    came first, so everything is sorted by it. ``origin`` labels the group of copies
    of one text. ``told_on`` is the day of publication in Ha Noi, null if unknown.
    ``is_fresh``: it came in a daily or manual run after the source's first good one.
    ``is_official``: it is of the organisation's own paper or portal, or of the central
    press. ``homes`` are the provinces of the paper, where it is not yet said of which
    organisation the article speaks. ``is_reread``: it had been read before, by older
    rules, which perhaps missed it.
    """

    key: str
    origin: int
    source: str
    is_official: bool
    told_on: date | None
    seen_at: datetime
    is_fresh: bool
    is_reread: bool = False
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One observation of an event; ``at`` is where in the text its sentence starts.

    ``is_decided``: a person has judged that it is so.
    """

    id: int
    kind: Kind
    fields: Fields
    occurred_on: date | None
    confidence: float
    at: int
    telling: Telling
    is_decided: bool = False

    @property
    def day(self) -> date | None:
        """The day it speaks of, or else the day it was told."""
        return self.occurred_on or self.telling.told_on


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person named with a position in an article of one day; see ``Report``."""

    id: int
    position: str
    person: str
    confidence: float
    at: int
    telling: Telling
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A change that a person has judged not to have happened; see ``docs``."""

    position: str
    person: str
    direction: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision: an event happened as read, as ``edits`` say, or not at all.

    ``told`` is what the event told when it was judged (fields, state and days), and
    ``originals`` are the observations it rested on, whether they still stand or not.
    ``moved_to`` is the organisation whose event it is, if an edit says that the
    articles were read as another's.
    """

    id: int
    kind: Kind
    is_rejected: bool
    edits: Mapping[str, Any]
    told: Mapping[str, Any]
    originals: tuple[Report | Sighting, ...]
    decided_at: datetime
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """An observation that an event rests on, and how: reports, before or after."""

    observation_id: int
    role: str
    telling: Telling


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``key`` identifies it, ``aliases`` are its old keys.

    ``told_on`` is the earliest day of publication among its evidence.
    """

    key: str
    kind: Kind
    occurred_on: date | None
    occurred_after: date | None
    state: str
    fields: Mapping[str, object]
    confidence: float
    source_count: int
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()

    @property
    def told_on(self) -> date | None:
        """The earliest day on which any of its evidence was published."""
        days = (item.telling.told_on for item in self.evidence if item.role != BEFORE)
        return min((day for day in days if day), default=None)

    @property
    def day(self) -> date | None:
        """The day that places it in time."""
        return self.occurred_on or self.told_on

    @property
    def proofs(self) -> set[int]:
        """The observations that tell of it, not of what was before it."""
        return {one.observation_id for one in self.evidence if one.role != BEFORE}


#: What the first day of somebody rests on who is only told to have left: it is the
#: latest one.
LEFT = "left"


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held a position from when to when, and what each end rests on.

    ``from_basis``: event, the reported day; seen, the first sight, or left, the day of
    the departure, both the latest that it can have begun; baseline, reference works.
    ``started_by`` and ``ended_by`` are keys of events.
    """

    position: str
    person: str
    person_key: str
    valid_from: date | None
    valid_to: date | None
    from_basis: str
    to_basis: str | None
    first_seen_on: date | None = None
    last_seen_on: date | None = None
    started_by: str | None = None
    ended_by: str | None = None

    @property
    def opens(self) -> date:
        """Its first day; without bounds where only its end is told."""
        return date.min if self.from_basis == LEFT else self.valid_from or date.min


@dataclass(frozen=True, slots=True)
class Settled:
    """A holder of whom one more article that names the person ``printed`` so says
    nothing new: if it is told after ``since`` by one of ``sources`` (None: by any).
    """

    position: str
    person: str
    printed: str
    since: date
    sources: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class State:
    """Everything known of one organisation."""

    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class Observations:
    """All current observations of one organisation, in any order, and decisions."""

    organisation_id: str
    reports: tuple[Report, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    reviews: tuple[Review, ...] = ()

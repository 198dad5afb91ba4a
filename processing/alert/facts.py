"""What a mail tells, as plain facts: events with evidence, what was known, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from processing.gazetteer.positions import Position
from processing.model import Kind
from processing.states import State

# Of a congress, in their order.
PHASES = ("announced", "preparatory_session", "opening", "result", "closing")


@dataclass(frozen=True, slots=True)
class Proof:
    """One quoted sentence and the article it stands in; ``role`` as in the store."""

    role: str
    quote: str
    title: str
    url: str
    source: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who was known in a position, since when, and what that date rests on."""

    person: str
    since: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class EarlierPhase:
    """A phase of the same congress that was already known."""

    phase: str
    occurred_on: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody the reader follows has left an office; who follows in it, if known.

    ``url``: a link by which the reader follows the successor as well.
    """

    recipient: str
    person: str
    successor: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader was told of an event before a person corrected it."""

    fields: Mapping[str, Any]
    province: str
    level: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event, with all that its reader wants to know of it.

    ``told_on``: when the same reader was told an earlier state of it. ``told_before``:
    what was told then, where a person has corrected it since. ``successor``: who
    is in the office after it, where that is known. ``slug`` and ``province``:
    identifier and name of the same.
    """

    event_id: int
    kind: Kind
    state: str
    slug: str
    province: str
    level: str
    occurred_on: date | None
    occurred_after: date | None
    is_withdrawn: bool
    is_rejected: bool  # withdrawn by a person's review, not by later news
    fields: Mapping[str, Any]
    confidence: float
    source_count: int
    position: Position | None
    proofs: tuple[Proof, ...]
    predecessor: Tenure | None
    own_tenure: Tenure | None
    phases: tuple[EarlierPhase, ...]
    told_on: datetime | None
    successor: str | None = None
    told_before: Told | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether nobody announced it: seen by comparing two articles."""
        roles = {proof.role for proof in self.proofs}
        return "before" in roles and "reports" not in roles

    def text(self, name: str) -> str:
        """Return the field ``name`` as text; empty if the event does not have it."""
        value = self.fields.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class FailedSource:
    """A source that could not be read when last tried, and when it last could."""

    name: str
    state: State
    last_good_at: datetime | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the sources were read; ``since`` the reader's last mail, if any."""

    good: int
    total: int
    failed: tuple[FailedSource, ...]
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """News that did not come: of a source, or of all where ``source`` is None.

    ``since`` is what the last news is of; ``ended_at`` None: it lasts. ``slug`` and
    ``province`` identify and name the home of the source, ``others`` are the names of
    the other sources there that are read. ``again_days``: when it is told again.
    """

    number: int
    cause: str
    since: datetime
    ended_at: datetime | None
    source: str | None = None
    slug: str | None = None
    province: str | None = None
    others: tuple[str, ...] = ()
    again_days: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """A subscription that asked for something in the mail; provinces by name."""

    subscription_id: int
    kinds: tuple[str, ...]
    provinces: tuple[str, ...] | None
    positions: tuple[Position, ...] | None
    persons: tuple[str, ...] | None
    note: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one letter tells, and the moment it speaks for.

    ``unsubscribe_url`` ends the subscriptions of ``reasons`` by one click.
    """

    stories: Sequence[Story]
    coverage: Coverage
    reasons: Sequence[Reason]
    as_of: datetime
    operator: str | None = None
    unsubscribe_url: str | None = None
    outages: Sequence[Outage] = ()

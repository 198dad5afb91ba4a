"""The book of reviews: what people decide about events, and what follows at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, text

from processing.diff.corrections import NAMING
from processing.diff.edits import check_change, understood
from processing.diff.news import Clock
from processing.diff.step import compare
from processing.model import Kind
from processing.store import locks, runs, tables
from processing.store.bulk import upsert
from processing.store.errors import StoreError

CONFIRMED, REJECTED, EDITED = "confirmed", "rejected", "edited"

EVENT = text("""
    SELECT e.*, ARRAY(
        SELECT v.observation_id FROM core.event_evidence v
        WHERE v.event_id = e.id AND v.role <> 'before' ORDER BY v.observation_id
    ) AS observation_ids, EXISTS (
        SELECT FROM core.event_evidence v
        JOIN core.observation o ON o.id = v.observation_id
        WHERE v.event_id = e.id AND v.role = 'after' AND o.kind = 'office_holder'
    ) AS is_seen
    FROM core.event e WHERE e.id = :id
""")
ACTIVE = text("""
    SELECT * FROM core.review WHERE event_id = :id AND superseded_at IS NULL
""")
SUPERSEDE = text("""
    UPDATE core.review SET superseded_at = :at
    WHERE event_id = :id AND superseded_at IS NULL
""")
JUDGE = text("UPDATE core.event SET status = :status WHERE id = :id")
LISTED = text("""
    SELECT r.review_id AS id, r.event_id, r.decision, r.edits, r.is_current,
           r.decided_by, r.note, r.decided_at, e.province, e.kind, e.summary, e.quote
    FROM dashboard.reviews r JOIN dashboard.events e ON e.event_id = r.event_id
    WHERE r.is_current OR :all
    ORDER BY r.decided_at DESC, r.review_id DESC
""")


class ReviewError(StoreError):
    """An event cannot be judged; says which and what to do."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with what its event is today."""

    id: int
    event_id: int
    decision: str
    edits: str
    is_current: bool
    decided_by: str | None
    note: str | None
    decided_at: datetime
    province: str
    kind: str
    summary: str
    quote: str | None


def decide(
    engine: Engine,
    event_id: int,
    decision: str,
    *,
    as_of: datetime,
    window_days: int,
    edits: Iterable[str] = (),
    by: str | None = None,
    note: str | None = None,
) -> int:
    """Write down that ``by`` has ``confirmed``, ``rejected`` or ``edited`` an event.

    The organisation of the event is folded anew at once, as a run by hand at the
    moment ``as_of`` (aware). Earlier reviews of the event are kept as superseded; a
    confirmation keeps the edits of the one before it. ``edits`` are ``field=value``.

    Returns:
        The number of the review.

    Raises:
        ReviewError: there is no such event, or nothing is edited.
        EditError: an edit cannot be understood.
    """
    with engine.begin() as connection:
        locks.hold(connection, locks.DIFF)
        event = _event(connection, event_id)
        before = connection.execute(ACTIVE, {"id": event_id}).mappings().first()
        row = _row(event, before, decision, list(edits))
        connection.execute(SUPERSEDE, {"id": event_id, "at": as_of})
        whole = {**row, "decided_by": by, "note": note, "decided_at": as_of}
        [(review_id,)] = upsert(
            connection, tables.review, [whole], key=[], returning=["id"]
        )
        status = REJECTED if decision == REJECTED else CONFIRMED
        connection.execute(JUDGE, {"id": event_id, "status": status})
        _follow(
            connection, int(review_id), event["organisation_id"], as_of, window_days
        )
    return int(review_id)


def _event(connection: Connection, event_id: int) -> RowMapping:
    event = connection.execute(EVENT, {"id": event_id}).mappings().first()
    if event is None:
        raise ReviewError(f"there is no event {event_id}: `dangbo events` shows them")
    if not event["observation_ids"]:
        raise ReviewError(f"event {event_id} rests on no sentence: nothing to judge")
    return event


def _row(
    event: RowMapping, before: RowMapping | None, decision: str, given: list[str]
) -> dict[str, object]:
    """The review to write; what the event told is as it was read, before any edit."""
    edits = understood(Kind(event["kind"]), given)
    if decision == EDITED and not edits:
        raise ReviewError(
            f"event {event['id']}: nothing to edit: add --set field=value"
        )
    earlier = before if before and before["decision"] != REJECTED else None
    if decision != REJECTED and earlier:
        edits = {**earlier["edits"], **edits}
    if event["state"] == "silent" and not event["is_seen"] and edits.keys() - NAMING:
        raise ReviewError(
            f"event {event['id']}: only a report that the person stayed shows it: "
            "edit person or position, or that report's event"
        )
    now = {**event["fields"], **edits}
    if {"direction", "change"} & edits.keys():
        check_change(now["direction"], now["change"])
    edited = earlier is not None and bool(earlier["edits"])
    ids = {*event["observation_ids"], *(earlier["observation_ids"] if earlier else ())}
    return {
        "event_id": event["id"],
        "organisation_id": event["organisation_id"],
        "kind": event["kind"],
        "identity_key": (
            earlier["identity_key"] if earlier and edited else event["identity_key"]
        ),
        "decision": EDITED if decision == CONFIRMED and edits else decision,
        "edits": edits if decision != REJECTED else {},
        "told": earlier["told"] if earlier and edited else _told(event),
        "observation_ids": sorted(ids),
    }


def _told(event: RowMapping) -> dict[str, object]:
    days = {
        name: event[name].isoformat() if event[name] else None
        for name in ("occurred_on", "occurred_after")
    }
    return {**event["fields"], "state": event["state"], **days}


def _follow(
    connection: Connection,
    review_id: int,
    organisation_id: str,
    as_of: datetime,
    window_days: int,
) -> None:
    """Fold the organisation anew, in a run of the review's own."""
    run = runs.begin_run(connection, f"review.{review_id}", "manual", as_of)
    clock = Clock(as_of, window_days)
    compare(connection, run.id, clock, only=organisation_id)
    runs.finish_run(connection, run.id, at=as_of)


def listed(engine: Engine, *, superseded: bool = False) -> list[ReviewRow]:
    """The reviews, newest first; with ``superseded`` also those that were replaced."""
    with engine.connect() as connection:
        rows = connection.execute(LISTED, {"all": superseded}).mappings()
        return [ReviewRow(**row) for row in rows]

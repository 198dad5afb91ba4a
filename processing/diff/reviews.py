"""The book of reviews: what people decide about events, and what follows at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, RowMapping, text

from processing.diff.corrections import NAMING
from processing.diff.edits import Value, check_change, understood
from processing.diff.news import Clock
from processing.diff.step import compare
from processing.gazetteer.organisations import resolve
from processing.model import HANOI, Kind
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
# Its key is found anew, by what it rests on, when its new organisation is folded.
MOVE = text("""
    UPDATE core.event
    SET organisation_id = :organisation_id, identity_key = '~moved ' || id
    WHERE id = :id
""")
READ_AS = text("""
    SELECT DISTINCT organisation_id FROM core.observation
    WHERE id = ANY(:ids) AND organisation_id IS NOT NULL
""")
JUDGE = text("UPDATE core.event SET status = :status WHERE id = :id")
LISTED = text("""
    SELECT r.review_id AS id, r.event_id, r.decision, r.edits, r.is_current,
           r.decided_by, r.note, r.decided_at, e.province, e.kind, e.summary, e.quote
    FROM dashboard.reviews r JOIN dashboard.events e ON e.event_id = r.event_id
    WHERE (r.is_current OR :all)
      AND (CAST(:event AS bigint) IS NULL OR r.event_id = :event)
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
        event = event_of(connection, event_id)
        given = understood(Kind(event["kind"]), edits)
        signed = Signed(as_of, window_days, by, note)
        return judge(connection, event, decision, given, signed)


@dataclass(frozen=True, slots=True)
class Signed:
    """When a decision is made (aware), by whom and why; and the window of news."""

    as_of: datetime
    window_days: int
    by: str | None = None
    note: str | None = None


def judge(
    connection: Connection,
    event: RowMapping,
    decision: str,
    edits: Mapping[str, Value],
    signed: Signed,
) -> int:
    """``decide`` in a transaction that holds the lock, with ``edits`` understood."""
    before = connection.execute(ACTIVE, {"id": event["id"]}).mappings().first()
    row = _row(event, before, decision, edits)
    connection.execute(SUPERSEDE, {"id": event["id"], "at": signed.as_of})
    whole = {
        **row,
        "decided_by": signed.by,
        "note": signed.note,
        "decided_at": signed.as_of,
    }
    [(review_id,)] = upsert(
        connection, tables.review, [whole], key=[], returning=["id"]
    )
    status = REJECTED if decision == REJECTED else CONFIRMED
    connection.execute(JUDGE, {"id": event["id"], "status": status})
    concerned = {event["organisation_id"], str(row["organisation_id"])}
    if len(concerned) > 1:
        moved = {"id": event["id"], "organisation_id": row["organisation_id"]}
        connection.execute(MOVE, moved)
    concerned |= set(connection.scalars(READ_AS, {"ids": row["observation_ids"]}))
    _follow(connection, int(review_id), concerned, signed)
    return int(review_id)


def event_of(connection: Connection, event_id: int) -> RowMapping:
    """The event to judge, with the observations it rests on.

    Raises:
        ReviewError: there is none, or it rests on nothing.
    """
    event = connection.execute(EVENT, {"id": event_id}).mappings().first()
    if event is None:
        raise ReviewError(f"there is no event {event_id}: `dangbo events` shows them")
    if not event["observation_ids"]:
        raise ReviewError(f"event {event_id} rests on no sentence: nothing to judge")
    return event


def _row(
    event: RowMapping,
    before: RowMapping | None,
    decision: str,
    given: Mapping[str, Value],
) -> dict[str, object]:
    """The review to write; what the event told is as it was read, before any edit."""
    earlier = before if before and before["decision"] != REJECTED else None
    edits = _edits(event, before, decision, given)
    edited = earlier is not None and bool(earlier["edits"])
    ids = {*event["observation_ids"], *(earlier["observation_ids"] if earlier else ())}
    return {
        "event_id": event["id"],
        "organisation_id": _organisation(event, edits),
        "kind": event["kind"],
        "identity_key": (
            earlier["identity_key"] if earlier and edited else event["identity_key"]
        ),
        "decision": EDITED if decision == CONFIRMED and edits else decision,
        "edits": edits,
        "told": earlier["told"] if earlier and edited else _told(event),
        "observation_ids": sorted(ids),
    }


def _edits(
    event: RowMapping,
    before: RowMapping | None,
    decision: str,
    given: Mapping[str, Value],
) -> dict[str, Value]:
    """What is edited now, with what of the review before still holds; checked."""
    edits = dict(given)
    if decision == EDITED and not edits:
        raise ReviewError(
            f"event {event['id']}: nothing to edit: add --set field=value"
        )
    if before and REJECTED not in (decision, before["decision"]):
        edits = {**before["edits"], **edits}
    elif before and "province" in before["edits"]:
        # However it is judged, it is not the one's that it was read as.
        edits = {"province": before["edits"]["province"], **edits}
    if event["state"] == "silent" and not event["is_seen"] and edits.keys() - NAMING:
        raise ReviewError(
            f"event {event['id']}: only a report that the person stayed shows it: "
            "edit person or position, or that report's event"
        )
    if {"direction", "change"} & edits.keys():
        now = {**event["fields"], **edits}
        check_change(now["direction"], now["change"])
    return edits


def _organisation(event: RowMapping, edits: Mapping[str, Value]) -> str:
    """Whose event it is, by an edited province on the day of the event."""
    if "province" not in edits:
        return str(event["organisation_id"])
    slug = str(edits["province"])
    edited = edits.get("occurred_on")
    day = date.fromisoformat(str(edited)) if edited else event["occurred_on"]
    found = resolve(slug, day or event["first_seen_at"].astimezone(HANOI).date())
    if found is None:
        raise ReviewError(
            f"event {event['id']}: there was no province {slug} on {day}: name the one "
            "that it was then"
        )
    return found.id


def _told(event: RowMapping) -> dict[str, object]:
    days = {
        name: event[name].isoformat() if event[name] else None
        for name in ("occurred_on", "occurred_after")
    }
    return {**event["fields"], "state": event["state"], **days}


def _follow(
    connection: Connection,
    review_id: int,
    organisation_ids: Collection[str],
    signed: Signed,
) -> None:
    """Fold the organisations anew, in a run of the review's own."""
    as_of = signed.as_of
    run = runs.begin_run(connection, f"review.{review_id}", "manual", as_of)
    clock = Clock(as_of, signed.window_days)
    compare(connection, run.id, clock, only=organisation_ids)
    runs.finish_run(connection, run.id, at=as_of)


def listed(
    engine: Engine, *, superseded: bool = False, event: int | None = None
) -> list[ReviewRow]:
    """The reviews, newest first, of one ``event`` or of all.

    With ``superseded`` also those that were replaced.
    """
    given = {"all": superseded, "event": event}
    with engine.connect() as connection:
        rows = connection.execute(LISTED, given).mappings()
        return [ReviewRow(**row) for row in rows]

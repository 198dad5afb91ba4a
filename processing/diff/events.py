"""Brings the stored events to the new state: new, changed, moved on or retracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from processing.diff.matching import Known, match
from processing.diff.model import Event
from processing.diff.news import (
    Clock,
    is_forward,
    is_news,
    is_redated,
    shown_by_staying,
)
from processing.gazetteer.organisations import slug_on
from processing.store import tables
from processing.store.bulk import upsert

CONFIRMED = "confirmed"
HUMAN = (CONFIRMED, "rejected")
# What a later diff may change of an event; how it was judged and when it was flagged
# stay.
CHANGING = [
    "province",
    "occurred_on",
    "occurred_after",
    "state",
    "fields",
    "confidence",
    "source_count",
    "status",
    "is_news",
    "last_run_id",
    "first_seen_at",
    "last_seen_at",
]
RENAME = text("""
    UPDATE core.event e SET identity_key = n.key
    FROM unnest(CAST(:ids AS bigint[]), CAST(:keys AS text[])) AS n(id, key)
    WHERE e.id = n.id
""")
RETRACT = text("""
    UPDATE core.event
    SET status = 'retracted', is_news = false, last_run_id = :run_id
    WHERE id = ANY(CAST(:ids AS bigint[]))
""")
NUMBERS = text("""
    SELECT identity_key, id FROM core.event
    WHERE identity_key = ANY(CAST(:keys AS text[]))
""")
FORGET = text("""
    DELETE FROM core.event_evidence e
    USING unnest(CAST(:events AS bigint[]), CAST(:observations AS bigint[]))
          AS gone(event_id, observation_id)
    WHERE (e.event_id, e.observation_id) = (gone.event_id, gone.observation_id)
""")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a diff did to the events, in numbers."""

    new: int = 0
    changed: int = 0
    retracted: int = 0
    news: int = 0


class EventWriter:
    """Collects the changes of all organisations, then writes them at once."""

    def __init__(self, run_id: int, clock: Clock) -> None:
        self.run_id = run_id
        self.clock = clock
        self.rows: list[Row] = []
        self.renamed: dict[int, str] = {}
        self.retracted: list[int] = []
        self.evidence: dict[str, Mapping[int, str]] = {}
        self.stale: list[tuple[int, int]] = []
        self.new = self.news = 0

    def compare(
        self, organisation_id: str, events: Sequence[Event], known: Sequence[Known]
    ) -> None:
        """Note what must change so that the ``known`` events become ``events``."""
        pairs = match(events, known)
        shown = shown_by_staying(events)
        for event in events:
            before = pairs.get(event.key)
            row = self._row(organisation_id, event, before)
            if event.key in shown and not (before and before.row["is_news"]):
                row["is_news"] = False
            self._note(event, row, before)
        matched = {found.id for found in pairs.values()}
        keys = {event.key for event in events}
        told = {proof for event in events for proof in event.proofs}
        for left in known:
            if left.id not in matched:
                self._retract(
                    left, keys, is_merged=bool(left.proofs) and left.proofs <= told
                )

    def _row(self, organisation_id: str, event: Event, before: Known | None) -> Row:
        seen = [item.telling.seen_at for item in event.evidence]
        row: Row = {
            "kind": event.kind.value,
            "identity_key": event.key,
            "organisation_id": organisation_id,
            "province": slug_on(organisation_id, event.day or date.max),
            "occurred_on": event.occurred_on,
            "occurred_after": event.occurred_after,
            "state": event.state,
            "fields": dict(event.fields),
            "confidence": Decimal(str(event.confidence)),
            "source_count": event.source_count,
            "first_seen_at": min(seen),
            "last_seen_at": max(seen),
        }
        return {**row, **self._judgement(event, before)}

    def _judgement(self, event: Event, before: Known | None) -> Row:
        """Status and whether it is news: what is new, a step forward, or redated."""
        if before is None:
            return {
                "status": "flagged",
                "is_news": is_news(event, self.clock),
                "first_run_id": self.run_id,
                "last_run_id": self.run_id,
            }
        old = before.row
        status = "flagged" if old["status"] == "retracted" else old["status"]
        moved = old["state"] != event.state
        news = old["is_news"] and not moved
        forward = moved and is_forward(old["state"], event.state)
        redated = not (moved or news) and self._is_redated(event, before)
        if status != "rejected" and (forward or redated):
            news = is_news(event, self.clock)
        step = moved or status != old["status"] or news != old["is_news"]
        return {
            "status": status,
            "is_news": news,
            "first_run_id": old["first_run_id"],
            "last_run_id": self.run_id if step else old["last_run_id"],
        }

    def _is_redated(self, event: Event, before: Known) -> bool:
        known = [
            item for item in event.evidence if item.observation_id in before.proofs
        ]
        told_on = replace(event, evidence=tuple(known)).told_on
        return is_redated(event, before.row["occurred_on"] or told_on, self.clock)

    def _note(self, event: Event, row: Row, before: Known | None) -> None:
        roles = {item.observation_id: item.role for item in event.evidence}
        if before is None:
            self.new += 1
            self.news += row["is_news"]
            self.rows.append(row)
            self.evidence[event.key] = roles
            return
        if before.key != event.key:
            self.renamed[before.id] = event.key
        if any(before.row[name] != row[name] for name in CHANGING):
            told = ("state", "is_news")
            is_new = any(before.row[name] != row[name] for name in told)
            self.news += row["is_news"] and is_new
            self.rows.append(row)
        if before.roles != roles:
            self.evidence[event.key] = roles
            gone = before.roles.keys() - roles.keys()
            self.stale += [(before.id, observation) for observation in gone]

    def _retract(self, left: Known, keys: set[str], *, is_merged: bool) -> None:
        """Nothing says it any more; what a person has judged stays as it was judged.

        What was confirmed is retracted only if all that it rests on is now another
        event's: they are one.
        """
        if left.key in keys:
            self.renamed[left.id] = f"{left.key}|was {left.id}"
        status = left.row["status"]
        if status not in (*HUMAN, "retracted") or (is_merged and status == CONFIRMED):
            self.retracted.append(left.id)

    def write(self, connection: Connection) -> Changes:
        """Write everything noted, a fixed number of statements whatever its size."""
        self._rename(connection)
        self._mark_retracted(connection)
        ids = self._write_rows(connection)
        self._write_evidence(connection, ids)
        changed = len(self.rows) - self.new
        return Changes(self.new, changed, len(self.retracted), self.news)

    def _rename(self, connection: Connection) -> None:
        """Two steps, for keys may change places."""
        ids = list(self.renamed)
        for keys in ([f"~{id_}" for id_ in ids], list(self.renamed.values())):
            connection.execute(RENAME, {"ids": ids, "keys": keys})

    def _mark_retracted(self, connection: Connection) -> None:
        connection.execute(RETRACT, {"ids": self.retracted, "run_id": self.run_id})

    def _write_rows(self, connection: Connection) -> dict[str, int]:
        upsert(
            connection, tables.event, self.rows, key=["identity_key"], update=CHANGING
        )
        found = connection.execute(NUMBERS, {"keys": list(self.evidence)})
        return {row.identity_key: row.id for row in found}

    def _write_evidence(self, connection: Connection, ids: dict[str, int]) -> None:
        events, observations = zip(*self.stale, strict=True) if self.stale else ((), ())
        connection.execute(
            FORGET, {"events": list(events), "observations": list(observations)}
        )
        upsert(
            connection,
            tables.event_evidence,
            _evidence_rows(self.evidence, ids),
            key=["event_id", "observation_id"],
            update=["role"],
        )


def _evidence_rows(
    evidence: Mapping[str, Mapping[int, str]], ids: Mapping[str, int]
) -> Iterable[Row]:
    for key, roles in evidence.items():
        for observation_id, role in roles.items():
            yield {
                "event_id": ids[key],
                "observation_id": observation_id,
                "role": role,
            }

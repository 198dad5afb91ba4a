"""The step ``diff``: what is observed against what is known, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from processing.diff import again, events, partly, tenures, touched
from processing.diff.events import EventWriter
from processing.diff.news import Clock
from processing.diff.partly import Folded
from processing.diff.parts import ALL
from processing.gazetteer.organisations import ORGANISATIONS
from processing.store import locks

# Once loaded, the baseline is part of every state; rows of it may since be overridden.
HAS_BASELINE = text("SELECT 1 FROM core.tenure WHERE from_basis = 'baseline' LIMIT 1")


@dataclass(frozen=True, slots=True)
class DiffSummary:
    """What a diff did, in numbers; ``news`` are the events that are to be told.

    ``organisations`` are those of which something had changed.
    """

    organisations: int = 0
    new_events: int = 0
    changed_events: int = 0
    retracted_events: int = 0
    news: int = 0
    changed_tenures: int = 0

    def __str__(self) -> str:
        """One line for people."""
        return (
            f"{self.organisations} organisations; events: {self.new_events} new, "
            f"{self.changed_events} changed, {self.retracted_events} retracted, "
            f"{self.news} to be told; {self.changed_tenures} changes of tenures"
        )


def diff(
    engine: Engine,
    *,
    run_id: int,
    as_of: datetime,
    window_days: int,
    told: bool = True,
) -> DiffSummary:
    """Bring events and tenures to what the current observations amount to.

    It happens in one transaction, of which there is one at a time, and for the
    organisations alone of which something has changed; run again it writes nothing.
    ``run_id`` is the run that new and changed events are noted under, ``as_of`` its
    moment (aware), ``window_days`` how many days ago something may have happened to
    be news; with ``told`` false nothing is.
    """
    clock = Clock(as_of, window_days, told)
    with engine.begin() as connection:
        return compare(connection, run_id, clock)


def compare(
    connection: Connection,
    run_id: int,
    clock: Clock,
    *,
    only: Collection[str] | None = None,
) -> DiffSummary:
    """``diff`` in a transaction under way; with ``only`` of these organisations."""
    locks.hold(connection, locks.DIFF)
    baseline = has_baseline(connection)
    rules = touched.rules(baseline=baseline)
    again.take(connection, only=only)
    changed = touched.touched(connection, rules, only=only)
    signed = touched.signs(connection, changed, rules)
    found = partly.states(connection, changed, signed, baseline)
    changes = _write_events(connection, found, EventWriter(run_id, clock))
    moved = write_tenures(connection, found, clock.as_of)
    _remember(connection, found, rules)
    return DiffSummary(
        organisations=len(changed),
        new_events=changes.new,
        changed_events=changes.changed,
        retracted_events=changes.retracted,
        news=changes.news,
        changed_tenures=moved,
    )


def _remember(connection: Connection, found: Mapping[str, Folded], rules: str) -> None:
    touched.remember(connection, {id_: one.signs for id_, one in found.items()}, rules)
    scopes = {id_: one.scope for id_, one in found.items()}
    settled = {id_: one.state.settled for id_, one in found.items()}
    again.remember(connection, scopes, settled)


def has_baseline(connection: Connection) -> bool:
    """Whether the baseline has been loaded."""
    return connection.scalar(HAS_BASELINE) is not None


def whole(connection: Connection, baseline: bool) -> dict[str, Folded]:
    """The whole state of every organisation, folded anew."""
    everywhere = {organisation.id: ALL for organisation in ORGANISATIONS}
    return partly.states(connection, everywhere, {}, baseline)


def _write_events(
    connection: Connection, found: Mapping[str, Folded], writer: EventWriter
) -> events.Changes:
    known = partly.known(connection, found)
    for id_, one in found.items():
        writer.compare(id_, one.state.events, known.get(id_, ()))
    return writer.write(connection)


def write_tenures(
    connection: Connection, folded: Mapping[str, Folded], as_of: datetime
) -> int:
    """Bring the stored tenures to ``folded``; returns how many were closed or opened.

    The events that they rest on are stored already.
    """
    scopes = {id_: one.scope for id_, one in folded.items()}
    believed = tenures.stored(connection, scopes)
    found = [tenure for one in folded.values() for tenure in one.state.tenures]
    ids = tenures.event_ids(connection, found)
    return tenures.write(
        connection,
        [
            tenures.row_of(organisation_id, tenure, ids)
            for organisation_id, one in folded.items()
            for tenure in one.state.tenures
        ],
        [row for rows in believed.values() for row in rows],
        as_of,
    )

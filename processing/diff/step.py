"""The step ``diff``: what is observed against what is known, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from processing.diff import events, load, tenures, touched
from processing.diff.events import EventWriter
from processing.diff.fold import fold
from processing.diff.model import State
from processing.diff.news import Clock
from processing.gazetteer.holders import holders_of
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
    changed = touched.touched(connection, rules, only=only)
    states = states_of(connection, list(changed), baseline)
    changes = _write_events(connection, states, EventWriter(run_id, clock))
    moved = write_tenures(connection, states, clock.as_of)
    touched.remember(connection, changed, rules)
    return DiffSummary(
        organisations=len(changed),
        new_events=changes.new,
        changed_events=changes.changed,
        retracted_events=changes.retracted,
        news=changes.news,
        changed_tenures=moved,
    )


def has_baseline(connection: Connection) -> bool:
    """Whether the baseline has been loaded."""
    return connection.scalar(HAS_BASELINE) is not None


def states_of(
    connection: Connection, wanted: Sequence[str], baseline: bool
) -> dict[str, State]:
    """The state of each of the ``wanted`` organisations, folded anew."""
    return {
        found.organisation_id: fold(
            found, holders_of(found.organisation_id) if baseline else ()
        )
        for found in load.observations(connection, wanted)
    }


def _write_events(
    connection: Connection, states: dict[str, State], writer: EventWriter
) -> events.Changes:
    known = events.stored(connection, list(states))
    for organisation_id, state in states.items():
        writer.compare(organisation_id, state.events, known.get(organisation_id, ()))
    return writer.write(connection)


def write_tenures(
    connection: Connection, states: dict[str, State], as_of: datetime
) -> int:
    """Bring the stored tenures to ``states``; returns how many were closed or opened.

    The events that they rest on are stored already.
    """
    believed = tenures.stored(connection, list(states))
    found = [tenure for state in states.values() for tenure in state.tenures]
    ids = tenures.event_ids(connection, found)
    return tenures.write(
        connection,
        [
            tenures.row_of(organisation_id, tenure, ids)
            for organisation_id, state in states.items()
            for tenure in state.tenures
        ],
        [row for rows in believed.values() for row in rows],
        as_of,
    )

"""The book of states: one row a change, so that "since when" is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, text, update

from processing.model import HANOI
from processing.states import GOOD, State
from processing.store import tables

state = tables.source_state.c

# A source without a row is new; one that left, ended or is switched off is retired.
ENROL = text("""
    WITH seen AS (
        SELECT s.id, held.id AS held_id, held.state AS held_state,
            CASE
                WHEN NOT s.is_active THEN 'not in the catalogue, or switched off in it'
                WHEN ended.on_day < CAST(:today AS date)
                THEN 'no province''s source since ' || ended.on_day::text
            END AS retired
        FROM core.source s
        LEFT JOIN core.source_state held
            ON held.source_id = s.id AND held.ended_at IS NULL
        CROSS JOIN LATERAL (
            SELECT CASE WHEN bool_and(place.until IS NOT NULL)
                        THEN max(place.until::date) END AS on_day
            FROM jsonb_to_recordset(s.homes) AS place(until text)
        ) ended
    ), changed AS (
        SELECT *, CASE WHEN retired IS NULL THEN 'new' ELSE 'retired' END AS state
        FROM seen
        WHERE held_state IS NULL OR (retired IS NOT NULL) <> (held_state = 'retired')
    ), closed AS (
        UPDATE core.source_state old SET ended_at = CAST(:as_of AS timestamptz)
        FROM changed WHERE old.id = changed.held_id
    )
    SELECT id, state, coalesce(retired, 'never crawled yet') AS words FROM changed
    ORDER BY id
""")
# The first change that was not told, and the state that was told last before it.
UNTOLD = text("""
    SELECT s.id AS source_id, s.name, s.next_try_on, now_in.state, now_in.words,
        now_in.since,
        (
            SELECT told.state FROM core.source_state told
            WHERE told.source_id = s.id AND told.told_at IS NOT NULL
            ORDER BY told.id DESC LIMIT 1
        ) AS before,
        untold.ids
    FROM (
        SELECT source_id, array_agg(id ORDER BY id) AS ids
        FROM core.source_state WHERE told_at IS NULL GROUP BY source_id
    ) untold
    JOIN core.source s ON s.id = untold.source_id
    JOIN core.source_state now_in
        ON now_in.source_id = s.id AND now_in.ended_at IS NULL
    ORDER BY s.name, s.id
""")
# What nobody waits to hear: that a new source is there and well, or was never used.
UNREMARKABLE = frozenset({None, State.NEW, State.RETIRED}), GOOD | {State.NEW}


@dataclass(frozen=True, slots=True)
class Change:
    """A source whose state is not the one that the operator was last told.

    ``ids`` are the rows of the book that it covers; ``before`` is None if nothing of
    the source was ever told.
    """

    ids: tuple[int, ...]
    source_id: str
    name: str
    before: State | None
    state: State
    words: str
    since: datetime
    next_try_on: date | None

    @property
    def is_worth_telling(self) -> bool:
        """Whether it is another state than the one known, and no mere beginning."""
        if self.before is None and self.state is State.RETIRED:
            return False
        beginnings, well = UNREMARKABLE
        is_beginning = self.before in beginnings and self.state in well
        return self.state != self.before and not is_beginning


def enrol(connection: Connection, run_id: int, as_of: datetime) -> None:
    """Note which sources of the catalogue are new, and which are retired."""
    given = {"today": as_of.astimezone(HANOI).date(), "as_of": as_of}
    for row in connection.execute(ENROL, given).all():
        _open(connection, row.id, State(row.state), row.words, run_id, as_of)


def note(
    connection: Connection,
    source_id: str,
    now: State,
    words: str,
    *,
    run_id: int,
    as_of: datetime,
    is_accepted: bool = False,
) -> bool:
    """Write down how a source is doing; returns whether that is a change.

    A retired source stays retired whatever its last crawls say. In the same state
    the newest reason replaces the older one; since when stays.
    """
    current = (state.source_id == source_id) & state.ended_at.is_(None)
    held = connection.execute(
        select(state.id, state.state).where(current).with_for_update()
    ).first()
    if held and held.state == State.RETIRED:
        return False
    if held and held.state == now and not is_accepted:
        row = update(tables.source_state).where(state.id == held.id)
        connection.execute(row.values(words=words))
        return False
    if held:
        row = update(tables.source_state).where(state.id == held.id)
        connection.execute(row.values(ended_at=as_of))
    _open(connection, source_id, now, words, run_id, as_of, is_accepted=is_accepted)
    return True


def _open(
    connection: Connection,
    source_id: str,
    now: State,
    words: str,
    run_id: int,
    as_of: datetime,
    *,
    is_accepted: bool = False,
) -> None:
    connection.execute(
        insert(tables.source_state).values(
            source_id=source_id,
            state=now,
            words=words,
            run_id=run_id,
            since=as_of,
            is_accepted=is_accepted,
        )
    )


def untold(connection: Connection) -> list[Change]:
    """What has changed since the operator was last told, a source a line.

    A state that came and went in between is not among them as such.
    """
    return [
        Change(
            ids=tuple(row.ids),
            source_id=row.source_id,
            name=row.name,
            before=State(row.before) if row.before else None,
            state=State(row.state),
            words=row.words,
            since=row.since,
            next_try_on=row.next_try_on,
        )
        for row in connection.execute(UNTOLD)
    ]


def mark_told(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """Note that the operator knows of these changes."""
    rows = update(tables.source_state).where(state.id.in_(ids))
    connection.execute(rows.values(told_at=at))

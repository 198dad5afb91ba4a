"""Brings the stored tenures to the new state, keeping what was known before.

A row whose dates or grounds change is closed (``recorded_to``) and a new one opened;
the days on which articles named the holder are brought up to date in place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from processing.diff import parts
from processing.diff.events import NUMBERS
from processing.diff.model import Tenure
from processing.diff.parts import Scope
from processing.store import tables
from processing.store.bulk import upsert

Row = dict[str, Any]

# What was believed: a change of it is a new row.
BELIEF = [
    "organisation_id",
    "position_id",
    "person_key",
    "valid_from",
    "valid_to",
    "from_basis",
    "to_basis",
    "started_by_id",
    "ended_by_id",
]
# What merely grows with every article.
GROWING = ("person", "first_seen_on", "last_seen_on")

BELIEVED = text("""
    SELECT t.* FROM core.tenure t
    JOIN unnest(CAST(:organisations AS text[]), CAST(:positions AS text[]))
        AS wanted(organisation_id, position)
        ON t.organisation_id = wanted.organisation_id
        AND (wanted.position IS NULL OR t.position_id = wanted.position)
    WHERE t.recorded_to IS NULL
    ORDER BY t.id
""")
# Never before it was opened, even if a run is repeated for an earlier moment.
CLOSE = text("""
    UPDATE core.tenure t SET recorded_to = greatest(n.moment, t.recorded_from)
    FROM unnest(CAST(:ids AS bigint[]), CAST(:moments AS timestamptz[]))
         AS n(id, moment)
    WHERE t.id = n.id
""")
# Until when something else was believed of a seat, in runs for later moments.
LATER = text("""
    SELECT organisation_id, position_id, max(recorded_to) AS moment
    FROM core.tenure
    WHERE organisation_id = ANY(CAST(:organisations AS text[]))
      AND recorded_to > :as_of AND recorded_to > recorded_from
    GROUP BY organisation_id, position_id
""")
GROW = text("""
    UPDATE core.tenure t
    SET person = n.person,
        first_seen_on = n.first_seen_on, last_seen_on = n.last_seen_on
    FROM unnest(CAST(:id AS bigint[]), CAST(:person AS text[]),
                CAST(:first_seen_on AS date[]), CAST(:last_seen_on AS date[]))
         AS n(id, person, first_seen_on, last_seen_on)
    WHERE t.id = n.id
""")


def stored(
    connection: Connection, scopes: Mapping[str, Scope]
) -> dict[str, list[Mapping[str, Any]]]:
    """The tenures believed now of the seats of ``scopes``, by organisation."""
    rows = connection.execute(BELIEVED, parts.seats(scopes)).mappings()
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["organisation_id"]].append(dict(row))
    return found


def event_ids(connection: Connection, found: Iterable[Tenure]) -> dict[str, int]:
    """The numbers of the events that tenures were begun and ended by."""
    keys = {key for tenure in found for key in (tenure.started_by, tenure.ended_by)}
    wanted = {"keys": [key for key in keys if key]}
    rows = connection.execute(NUMBERS, wanted)
    return {row.identity_key: row.id for row in rows}


def row_of(organisation_id: str, tenure: Tenure, ids: Mapping[str, int]) -> Row:
    """A tenure as a row, without its number and its recorded time."""
    return {
        "organisation_id": organisation_id,
        "position_id": tenure.position,
        "person": tenure.person,
        "person_key": tenure.person_key,
        "valid_from": tenure.valid_from,
        "valid_to": tenure.valid_to,
        "from_basis": tenure.from_basis,
        "to_basis": tenure.to_basis,
        "first_seen_on": tenure.first_seen_on,
        "last_seen_on": tenure.last_seen_on,
        "started_by_id": ids.get(tenure.started_by or ""),
        "ended_by_id": ids.get(tenure.ended_by or ""),
    }


def write(
    connection: Connection,
    rows: Iterable[Row],
    believed: Iterable[Mapping[str, Any]],
    as_of: datetime,
) -> int:
    """Make ``rows`` what is believed since ``as_of`` instead of ``believed``.

    Not before what was last believed of a seat in a run for a later moment.

    Returns:
        The number of rows closed or opened; rows that stay the same are not touched.
    """
    held = {_belief(row): row for row in believed}
    wanted = {_belief(row): row for row in rows}
    closed = [row for belief, row in held.items() if belief not in wanted]
    opened = [row for belief, row in wanted.items() if belief not in held]
    grown = [
        {"id": held[belief]["id"], **{name: row[name] for name in GROWING}}
        for belief, row in wanted.items()
        if belief in held and any(held[belief][n] != row[n] for n in GROWING)
    ]
    later = _later(connection, [*closed, *opened], as_of)
    _close(connection, {row["id"]: later.get(_seat(row), as_of) for row in closed})
    _grow(connection, grown)
    fresh = [{**row, "recorded_from": later.get(_seat(row), as_of)} for row in opened]
    upsert(connection, tables.tenure, fresh, key=[])
    return len(closed) + len(opened)


def _later(
    connection: Connection, rows: Iterable[Row | Mapping[str, Any]], as_of: datetime
) -> dict[tuple[str, str], datetime]:
    """The seats of which runs for later moments have changed their mind, and when.

    What is believed from now on is believed from then: else a run that is made for an
    earlier moment would put two holders into what was known in between.
    """
    organisations = sorted({row["organisation_id"] for row in rows})
    given = {"organisations": organisations, "as_of": as_of}
    found = connection.execute(LATER, given) if organisations else ()
    return {(row.organisation_id, row.position_id): row.moment for row in found}


def _seat(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["organisation_id"], row["position_id"]


def _belief(row: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(row[name] for name in BELIEF)


def _close(connection: Connection, moments: Mapping[int, datetime]) -> None:
    given = {"ids": list(moments), "moments": list(moments.values())}
    connection.execute(CLOSE, given)


def _grow(connection: Connection, rows: Sequence[Row]) -> None:
    names = ("id", *GROWING)
    columns = {name: [row[name] for row in rows] for name in names}
    connection.execute(GROW, columns)

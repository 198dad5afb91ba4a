"""Which parts of which organisations must be folded anew: what has changed since.

Triggers note every change of what a state is made of; a diff takes out the notes that
it has seen. Unlike a time of the last diff it misses nothing written meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, text

from processing.diff.ladders import Head
from processing.diff.parts import ALL, RESOLUTIONS, Scope, part_of
from processing.diff.slates import Signs
from processing.gazetteer.congresses import CONGRESSES
from processing.gazetteer.holders import HOLDERS
from processing.gazetteer.organisations import NAMES, ORGANISATIONS
from processing.gazetteer.positions import POSITIONS
from processing.store import tables
from processing.store.bulk import upsert

#: Version of the rules of this room; a new one folds every organisation anew.
RULES = "16"

# Taken out before the observations are read: what arrives in between stays noted, and
# is folded twice, never missed.
CHANGES = text("""
    WITH taken AS (
        DELETE FROM core.diff_change
        WHERE organisation_id = ANY(CAST(:only AS text[])) OR :only IS NULL
        RETURNING organisation_id, part, observation_id
    )
    SELECT organisation_id, part, bool_or(observation_id IS NULL) AS is_whole,
           array_agg(DISTINCT observation_id) FILTER (WHERE part = 'resolution')
               AS observation_ids
    FROM taken GROUP BY organisation_id, part
    ORDER BY organisation_id, part
""")
# Not folded by these rules, and with anything to fold. One by one: as EXISTS the whole
# of the tables would be read.
UNFOLDED = text("""
    SELECT o.id
    FROM core.organisation o
    LEFT JOIN core.diff_state d ON d.organisation_id = o.id
    WHERE d.rules IS DISTINCT FROM :rules AND (
        d.organisation_id IS NOT NULL
        OR (SELECT 1 FROM core.observation seen
            WHERE seen.organisation_id = o.id AND seen.superseded_at IS NULL
            LIMIT 1) IS NOT NULL
        OR (SELECT 1 FROM core.event e
            WHERE e.organisation_id = o.id AND e.status <> 'retracted'
            LIMIT 1) IS NOT NULL
        OR (SELECT 1 FROM core.review r
            WHERE r.organisation_id = o.id AND r.superseded_at IS NULL
            LIMIT 1) IS NOT NULL
    )
    ORDER BY o.id
""")
SIGNS = text("""
    SELECT organisation_id, signs FROM core.diff_state
    WHERE organisation_id = ANY(:wanted) AND rules = :rules
""")


def rules(*, baseline: bool) -> str:
    """What a state depends on besides its observations: code and reference data."""
    return f"{RULES}/{_gazetteer()}{'/baseline' if baseline else ''}"


@lru_cache
def _gazetteer() -> str:
    told = repr((ORGANISATIONS, NAMES, POSITIONS, CONGRESSES, HOLDERS))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def touched(
    connection: Connection, by: str, *, only: Collection[str] | None = None
) -> dict[str, Scope]:
    """What has changed since it was last folded by the rules ``by``, by organisation.

    With ``only`` no other organisations are looked at.
    """
    named = {"only": None if only is None else list(only)}
    found: dict[str, Scope] = {}
    for row in connection.execute(CHANGES, named):
        if part := part_of(row.part):
            before = found.get(row.organisation_id, Scope(frozenset(), frozenset()))
            found[row.organisation_id] = _grown(before, part, row)
    for id_ in connection.scalars(UNFOLDED, {"rules": by}):
        if only is None or id_ in only:
            found[id_] = ALL
    return dict(sorted(found.items()))


def _grown(scope: Scope, part: str, row: Row[Any]) -> Scope:
    changed = scope.changed
    if part == RESOLUTIONS:
        changed = None if row.is_whole else frozenset(row.observation_ids)
    return Scope(scope.parts | {part}, changed)


def signs(
    connection: Connection, wanted: Collection[str], by: str
) -> dict[str, dict[str, Signs]]:
    """The signs of slates as last folded by the rules ``by``: organisation, part."""
    given = {"wanted": list(wanted), "rules": by}
    return {
        row.organisation_id: {part: _read(told) for part, told in row.signs.items()}
        for row in connection.execute(SIGNS, given)
    }


def remember(
    connection: Connection, signs: Mapping[str, Mapping[str, Signs]], by: str
) -> None:
    """Note that these organisations are folded, and the signs of their parts."""
    upsert(
        connection,
        tables.diff_state,
        _rows(signs, by),
        key=["organisation_id"],
        update=["rules", "signs"],
    )


def _rows(
    signs: Mapping[str, Mapping[str, Signs]], by: str
) -> Iterable[dict[str, object]]:
    for organisation_id, parts in signs.items():
        told = {part: _written(parts[part]) for part in sorted(parts)}
        yield {"organisation_id": organisation_id, "rules": by, "signs": told}


def _written(signs: Signs) -> dict[str, list[list[object]]]:
    return {
        "results": [[key, str(day)] for key, day in signs.results],
        "busy": [[body, str(day), n] for (body, day), n in sorted(signs.busy.items())],
        "heads": [
            [head.position, head.person, str(head.since), str(head.until), head.event]
            for head in signs.heads
        ],
    }


def _read(told: Mapping[str, Any]) -> Signs:
    return Signs(
        tuple((key, date.fromisoformat(day)) for key, day in told["results"]),
        {(body, date.fromisoformat(day)): n for body, day, n in told["busy"]},
        tuple(
            Head(seat, who, date.fromisoformat(since), date.fromisoformat(until), by)
            for seat, who, since, until, by in told["heads"]
        ),
    )

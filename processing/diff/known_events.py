"""The stored events that a new state is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, text

from processing.diff import parts
from processing.diff.matching import Known
from processing.diff.parts import Scope

KNOWN = """
    SELECT e.*, coalesce(x.roles, '{}') AS roles, coalesce(x.articles, '{}') AS articles
    FROM core.event e
    LEFT JOIN LATERAL (
        SELECT jsonb_object_agg(ev.observation_id, ev.role) AS roles,
               array_agg(DISTINCT a.key) FILTER (WHERE ev.role <> 'before') AS articles
        FROM core.event_evidence ev
        JOIN core.observation o ON o.id = ev.observation_id
        JOIN core.article_version v ON v.id = o.article_version_id
        JOIN core.article a ON a.id = v.article_id
        WHERE ev.event_id = e.id
    ) x ON true
"""
STORED = text(f"""
    {KNOWN}
    JOIN unnest(CAST(:organisations AS text[]), CAST(:kinds AS text[]),
                CAST(:positions AS text[])) AS wanted(organisation_id, kind, position)
        ON e.organisation_id = wanted.organisation_id AND e.kind = wanted.kind
        AND (wanted.position IS NULL OR e.fields ->> 'position' = wanted.position)
    WHERE e.status <> 'baseline'
    ORDER BY e.id
""")
# The resolutions that rest on these observations or on others of their articles, or
# have, or had, one of these keys; not those that rest on what is left out.
STORED_RESOLUTIONS = text(f"""
    {KNOWN}
    WHERE e.kind = 'resolution' AND e.status <> 'baseline'
      AND e.id IN (
        SELECT ev.event_id
        FROM core.observation said
        JOIN core.article_version its ON its.id = said.article_version_id
        JOIN core.article_version v ON v.article_id = its.article_id
        JOIN core.observation o ON o.article_version_id = v.id
        JOIN core.event_evidence ev ON ev.observation_id = o.id
        WHERE said.id = ANY(:ids)
        UNION
        SELECT id FROM core.event WHERE identity_key = ANY(:keys)
        UNION
        SELECT id FROM core.event
        WHERE organisation_id = ANY(:wanted) AND kind = 'resolution'
          AND fields -> 'aliases' ?| CAST(:keys AS text[])
      )
      AND e.organisation_id = ANY(:wanted)
      AND NOT EXISTS (
        SELECT FROM core.event_evidence ev
        JOIN core.observation o ON o.id = ev.observation_id
        WHERE ev.event_id = e.id AND o.superseded_at IS NULL AND o.id <> ALL(:ids)
      )
    ORDER BY e.id
""")  # noqa: S608 (a constant)


def stored(
    connection: Connection, scopes: Mapping[str, Scope]
) -> dict[str, list[Known]]:
    """The stored events of ``scopes`` by organisation, with what they rest on.

    Not those of resolutions that are not folded whole.
    """
    found: dict[str, list[Known]] = defaultdict(list)
    for known in _known(connection.execute(STORED, parts.reported(scopes))):
        found[known.row["organisation_id"]].append(known)
    return found


def stored_resolutions(
    connection: Connection, ids: Mapping[str, Iterable[int]], keys: Iterable[str]
) -> dict[str, list[Known]]:
    """The stored resolutions that those of the observations ``ids`` can have been.

    ``ids`` by organisation, gone ones included; ``keys`` are those of the new state,
    old ones included.
    """
    given = {
        "wanted": list(ids),
        "ids": [id_ for own in ids.values() for id_ in own],
        "keys": list(keys),
    }
    found: dict[str, list[Known]] = defaultdict(list)
    for known in _known(connection.execute(STORED_RESOLUTIONS, given)):
        found[known.row["organisation_id"]].append(known)
    return found


def _known(rows: CursorResult[Any]) -> Iterator[Known]:
    for row in rows.mappings():
        roles = {int(id_): role for id_, role in row["roles"].items()}
        yield Known(dict(row), roles, frozenset(row["articles"] or ()))

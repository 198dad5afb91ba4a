"""Holders seen again: what is noted as changed though it changes no more than a day.

See ``settled`` for when that is all that an article can say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, text

from processing.diff import parts
from processing.diff.model import Settled
from processing.diff.parts import Scope
from processing.store import tables
from processing.store.bulk import upsert

# Of a part of which anything else is noted too all notes stay: it is folded anew.
# Each step is written out before the next: the planner knows nothing of their sizes.
TAKE = text("""
    WITH noted AS MATERIALIZED (
        SELECT c.id, c.organisation_id, c.part, o.id AS observation_id,
               o.article_version_id, s.position_id, s.person_key, s.since, s.sources
        FROM core.diff_change c
        LEFT JOIN core.observation o ON o.id = c.observation_id
            AND o.organisation_id = c.organisation_id
            AND o.kind = 'office_holder' AND o.superseded_at IS NULL
        LEFT JOIN core.diff_settled s ON s.organisation_id = o.organisation_id
            AND s.position_id = o.fields ->> 'position'
            AND s.person = o.fields ->> 'person'
        WHERE c.organisation_id = ANY(CAST(:only AS text[])) OR :only IS NULL
    ), again AS MATERIALIZED (
        SELECT noted.*, told.on_day
        FROM noted
        JOIN core.article_version v ON v.id = noted.article_version_id
        JOIN core.article a ON a.id = v.article_id
        CROSS JOIN LATERAL (
            SELECT (least(v.published_at, v.fetched_at)
                AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on_day
        ) told
        WHERE noted.position_id = noted.part AND v.published_at IS NOT NULL
          AND told.on_day > noted.since AND a.duplicate_of_id IS NULL
          AND (noted.sources IS NULL OR a.source_id = ANY(noted.sources))
          -- The article says nothing else of the seat, in no version.
          AND NOT EXISTS (
              SELECT FROM core.article_version its
              JOIN core.observation other ON other.article_version_id = its.id
              WHERE its.article_id = a.id AND other.id <> noted.observation_id
                AND other.kind = 'office_holder' AND other.superseded_at IS NULL
                AND other.organisation_id = noted.organisation_id
                AND other.fields ->> 'position' = noted.position_id
          )
    ), changed AS MATERIALIZED (
        SELECT organisation_id, part FROM noted
        WHERE id NOT IN (SELECT id FROM again)
    ), alone AS MATERIALIZED (
        SELECT * FROM again
        WHERE (organisation_id, part) NOT IN (SELECT organisation_id, part FROM changed)
    ), taken AS (
        DELETE FROM core.diff_change c USING alone WHERE c.id = alone.id
    )
    UPDATE core.tenure t
    SET last_seen_on = seen.on_day
    FROM (
        SELECT organisation_id, position_id, person_key, max(on_day) AS on_day
        FROM alone GROUP BY organisation_id, position_id, person_key
    ) seen
    WHERE t.organisation_id = seen.organisation_id
      AND t.position_id = seen.position_id AND t.person_key = seen.person_key
      AND t.recorded_to IS NULL AND t.valid_to IS NULL AND t.last_seen_on < seen.on_day
""")
FORGET = text("""
    DELETE FROM core.diff_settled s
    USING unnest(CAST(:organisations AS text[]), CAST(:positions AS text[]))
        AS folded(organisation_id, position)
    WHERE s.organisation_id = folded.organisation_id
      AND (folded.position IS NULL OR s.position_id = folded.position)
""")


def take(connection: Connection, *, only: Collection[str] | None = None) -> None:
    """Take out the notes of settled holders seen again, and move on their last day.

    With ``only`` no other organisations are looked at.
    """
    connection.execute(TAKE, {"only": None if only is None else list(only)})


def remember(
    connection: Connection,
    scopes: Mapping[str, Scope],
    found: Mapping[str, Iterable[Settled]],
) -> None:
    """Note which holders are settled in the seats of ``scopes``, as just folded."""
    connection.execute(FORGET, parts.seats(scopes))
    upsert(
        connection,
        tables.diff_settled,
        [
            {
                "organisation_id": organisation_id,
                "position_id": one.position,
                "person_key": one.person,
                "person": one.printed,
                "since": one.since,
                "sources": None if one.sources is None else list(one.sources),
            }
            for organisation_id, settled in found.items()
            for one in settled
        ],
        key=[],
    )

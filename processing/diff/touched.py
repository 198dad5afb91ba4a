"""Which organisations must be folded anew: those of which something has changed.

A state is a function of a set, so what was folded is remembered as a digest of that
set. Unlike a time of the last diff it misses nothing that was written meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from sqlalchemy import Connection, text

from processing.gazetteer.congresses import CONGRESSES
from processing.gazetteer.holders import HOLDERS
from processing.gazetteer.organisations import NAMES, ORGANISATIONS
from processing.gazetteer.positions import POSITIONS
from processing.store import tables
from processing.store.bulk import upsert

#: Version of the rules of this room; a new one folds every organisation anew.
RULES = "5"

# What a state is made of: its observations with what their articles weigh, and what
# people have decided. A sum does not depend on the order of rows.
DIGESTS = text("""
    WITH made_of AS (
        SELECT o.organisation_id, hashtextextended(
            concat_ws('|', o.id, coalesce(a.duplicate_of_id, a.id), s.is_official,
                      s.homes, v.published_at), 0) AS part
        FROM core.observation o
        JOIN core.article_version v ON v.id = o.article_version_id
        JOIN core.article a ON a.id = v.article_id
        JOIN core.source s ON s.id = a.source_id
        WHERE o.superseded_at IS NULL AND o.organisation_id IS NOT NULL
        UNION ALL
        SELECT organisation_id, hashtextextended('review ' || id, 0)
        FROM core.review WHERE superseded_at IS NULL
        UNION ALL
        SELECT DISTINCT o.organisation_id, hashtextextended('moved ' || r.id, 0)
        FROM core.review r
        JOIN core.observation o ON o.id = ANY(r.observation_ids)
        WHERE r.superseded_at IS NULL AND r.edits ? 'province'
          AND o.organisation_id IS NOT NULL
        UNION ALL
        SELECT organisation_id, hashtextextended('rejected ' || id, 0)
        FROM core.event WHERE status = 'rejected'
        UNION ALL
        SELECT organisation_id, 0 FROM core.event WHERE status <> 'retracted'
        UNION ALL
        SELECT organisation_id, 0 FROM core.diff_state
    )
    SELECT m.organisation_id, sum(m.part)::text AS digest, d.rules AS folded_by,
           d.digest AS folded
    FROM made_of m
    LEFT JOIN core.diff_state d ON d.organisation_id = m.organisation_id
    GROUP BY m.organisation_id, d.rules, d.digest
    ORDER BY m.organisation_id
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
) -> Mapping[str, str]:
    """The organisations that are not as last folded by the rules ``by``.

    Each with the digest to ``remember`` once it has been folded. It is taken before
    the observations are read: what arrives in between is folded twice, never missed.
    With ``only`` no other organisations are looked at.
    """
    return {
        row.organisation_id: row.digest
        for row in connection.execute(DIGESTS)
        if (row.folded_by, row.folded) != (by, row.digest)
        and (only is None or row.organisation_id in only)
    }


def remember(connection: Connection, digests: Mapping[str, str], by: str) -> None:
    """Note that these organisations are folded."""
    upsert(
        connection,
        tables.diff_state,
        _rows(digests, by),
        key=["organisation_id"],
        update=["rules", "digest"],
    )


def _rows(digests: Mapping[str, str], by: str) -> Iterable[dict[str, object]]:
    for organisation_id, digest in digests.items():
        yield {"organisation_id": organisation_id, "rules": by, "digest": digest}

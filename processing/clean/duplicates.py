"""Articles whose current texts are equal: all are linked to the first of them."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, text

from processing.text import fold


def text_hash(article_text: str) -> str:
    """The key under which equal texts are found, whatever their spelling."""
    return hashlib.sha256(fold(article_text).encode()).hexdigest()


# Of one day the press without a home comes first: papers print what agencies write,
# and often give no time of day. Never by number: that is who was fetched first.
LINK = text("""
    WITH current AS (
        SELECT DISTINCT ON (v.article_id) v.article_id, v.text_hash, v.published_at
        FROM core.article_version v
        WHERE v.article_id IN (
            SELECT article_id FROM core.article_version
            WHERE text_hash = ANY(:hashes)
        )
        ORDER BY v.article_id, v.number DESC
    ), ranked AS (
        SELECT c.article_id, a.duplicate_of_id AS before_id,
               first_value(c.article_id) OVER (
            PARTITION BY c.text_hash
            ORDER BY (c.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date NULLS LAST,
                     jsonb_array_length(s.homes) > 0, c.published_at, a.key
        ) AS first_id
        FROM current c
        JOIN core.article a ON a.id = c.article_id
        JOIN core.source s ON s.id = a.source_id
    )
    UPDATE core.article a SET duplicate_of_id = nullif(r.first_id, a.id)
    FROM ranked r
    WHERE a.id = r.article_id
        AND a.duplicate_of_id IS DISTINCT FROM nullif(r.first_id, a.id)
    RETURNING ARRAY[r.first_id, r.before_id]
""")
# Whose news it is depends on who printed it too.
READ_AGAIN = text("""
    UPDATE core.article_version SET read_by = ''
    WHERE article_id = ANY(:firsts) AND read_by IS NOT NULL
""")


def link_duplicates(connection: Connection, hashes: set[str]) -> None:
    """Link the articles whose current texts have one of ``hashes``.

    The first by day of publication is nobody's duplicate; all others point to it, so
    that a chain is never longer than one. A first that gains or loses copies is to be
    read again.
    """
    if not hashes:
        return
    changed = connection.scalars(LINK, {"hashes": sorted(hashes)})
    firsts = {first for both in changed for first in both if first}
    if firsts:
        connection.execute(READ_AGAIN, {"firsts": sorted(firsts)})

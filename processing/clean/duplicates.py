"""Articles whose current texts are equal: all are linked to the first of them."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, text

from processing.text import fold


def text_hash(article_text: str) -> str:
    """The key under which equal texts are found, whatever their spelling."""
    return hashlib.sha256(fold(article_text).encode()).hexdigest()


def link_duplicates(connection: Connection, hashes: set[str]) -> None:
    """Link the articles whose current texts have one of ``hashes``.

    The first by time of publication, then by number, is nobody's duplicate; all
    others point to it, so that a chain is never longer than one.
    """
    statement = text(
        """
        WITH current AS (
            SELECT DISTINCT ON (v.article_id) v.article_id, v.text_hash, v.published_at
            FROM core.article_version v
            WHERE v.article_id IN (
                SELECT article_id FROM core.article_version
                WHERE text_hash = ANY(:hashes)
            )
            ORDER BY v.article_id, v.number DESC
        ), ranked AS (
            SELECT article_id, first_value(article_id) OVER (
                PARTITION BY text_hash ORDER BY published_at NULLS LAST, article_id
            ) AS first_id
            FROM current
        )
        UPDATE core.article a SET duplicate_of_id = nullif(r.first_id, a.id)
        FROM ranked r
        WHERE a.id = r.article_id
            AND a.duplicate_of_id IS DISTINCT FROM nullif(r.first_id, a.id)
        """
    )
    if hashes:
        connection.execute(statement, {"hashes": sorted(hashes)})

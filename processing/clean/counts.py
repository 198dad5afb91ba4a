"""Why pages were made no article, counted for the statistics of a source's run."""

from __future__ import annotations

import re
from collections import Counter

from sqlalchemy import Connection, text

from processing.store import tables

_NUMBER = re.compile(r"\d[\d.,]*")
SKIPPED = "not an article: "


def reason_class(reason: str) -> str:
    """A reason without what differs from page to page, to be counted by."""
    return SKIPPED + _NUMBER.sub("N", reason.partition(":")[0])


def count_skipped(connection: Connection, run_id: int) -> None:
    """Add to each source's run why pages were made no article, counted by reason."""
    counted = _counted(connection, run_id)
    held = tables.source_run.c
    rows = connection.execute(
        tables.source_run.select().where(held.run_id == run_id).with_for_update()
    ).all()
    for row in rows:
        crawl = {k: v for k, v in row.skipped.items() if not k.startswith(SKIPPED)}
        skipped = crawl | counted.get(row.source_id, {})
        if skipped != row.skipped:
            connection.execute(
                tables.source_run.update()
                .where(held.run_id == run_id, held.source_id == row.source_id)
                .values(skipped=skipped)
            )


def _counted(connection: Connection, run_id: int) -> dict[str, Counter[str]]:
    """How many pages of each source were refused for each reason."""
    query = text(
        """
        SELECT source_id, clean_reason AS reason, count(*) AS n
        FROM core.page
        WHERE run_id = :run AND kind = 'article' AND clean_reason IS NOT NULL
        GROUP BY source_id, clean_reason
        """
    )
    counted: dict[str, Counter[str]] = {}
    for row in connection.execute(query, {"run": run_id}):
        reasons = counted.setdefault(row.source_id, Counter())
        reasons[reason_class(row.reason)] += row.n
    return counted

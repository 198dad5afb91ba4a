"""How sources did before: what a new crawl is judged against."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import Connection, text

from crawlers.manifest import SourceSummary

# How far back a source's own past goes: its last good runs, backfills apart.
GOOD_RUNS = 10

HISTORY = text(
    """
    SELECT past.*
    FROM core.source_run current
    CROSS JOIN LATERAL (
        SELECT s.*
        FROM core.source_run s JOIN core.run r ON r.id = s.run_id
        WHERE s.source_id = current.source_id
          AND (s.run_id = current.run_id
               OR (s.run_id < current.run_id AND s.status = 'succeeded'
                   AND r.kind <> 'backfill'))
        ORDER BY s.run_id DESC
        LIMIT :limit
    ) past
    WHERE current.run_id = :run_id
    ORDER BY past.source_id, past.run_id DESC
    """
)


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """The crawl of a source in a run, and its good ones before, newest first."""

    newest: SourceSummary
    before: tuple[SourceSummary, ...]


def histories(connection: Connection, run_id: int) -> dict[str, SourceHistory]:
    """By source id, every source of the run with its own past."""
    rows = connection.execute(HISTORY, {"run_id": run_id, "limit": GOOD_RUNS + 1})
    names = [field.name for field in fields(SourceSummary)]
    found: dict[str, list[SourceSummary]] = {}
    for row in rows.mappings():
        summary = SourceSummary(**{name: row[name] for name in names})
        found.setdefault(summary.source_id, []).append(summary)
    return {
        source_id: SourceHistory(newest, tuple(before))
        for source_id, (newest, *before) in found.items()
    }

"""Short ways to make an event in a test and to judge it."""

from __future__ import annotations

from typing import Any

from processing.diff import reviews
from tests.processing.diff.archive import Archive
from tests.processing.diff.telling import PHONG

SLIP, OTHER = "Phạm Gia Tức", "Lê Quốc Chỉnh"

ELECTED = {"position": "party_secretary", "direction": "in", "change": "elected"}


def decide(archive: Archive, event: int, decision: str, *edits: str) -> int:
    return reviews.decide(
        archive.engine,
        event,
        decision,
        as_of=archive.as_of,
        window_days=14,
        edits=edits,
        by="Lan",
        note="vì sao",
    )


def reported(archive: Archive, person: str = SLIP) -> int:
    """One article that reports a new secretary; returns the event."""
    archive.run("2021-07-31")
    archive.change("wire", "2021-07-30", "2021-07-30", person, name="told")
    archive.diff()
    [event] = archive.events()
    return int(event.id)


def read_anew(archive: Archive, kind: str, **fields: Any) -> None:
    """New rules read the one article; what they read replaces what was read."""
    [(version,)] = archive.rows("SELECT max(id) FROM core.article_version")
    archive.do("UPDATE core.observation SET superseded_at = now()")
    occurred = fields.pop("occurred", "2021-07-30")
    archive.observe(version, kind, occurred, **fields)


def silent(archive: Archive, person: str = SLIP) -> int:
    archive.run("2021-07-31")
    archive.holder("own", "2020-12-31", PHONG)
    archive.holder("own", "2021-07-30", person)
    archive.diff()
    [event] = archive.events()
    return int(event.id)


def shown(archive: Archive) -> list[tuple[Any, ...]]:
    """What a dashboard shows of events that stand, with their tenure."""
    return [
        (row.summary, row.occurred_on, row.status)
        for row in archive.rows(
            "SELECT * FROM dashboard.events WHERE status <> 'retracted'"
            " ORDER BY occurred_on, event_id"
        )
    ]

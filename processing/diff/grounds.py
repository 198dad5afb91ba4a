"""What an event rests on: every sentence, its article, and where its bytes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, text

from processing.diff.reviews import ReviewError, ReviewRow, listed


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quoted sentence; ``role``: reports the event, or before or after a change.

    ``kept_in``: file and byte of the page in the archive; null if it was let go.
    """

    role: str
    quote: str
    confidence: float
    title: str
    source: str
    published_at: datetime | None
    url: str
    kept_in: str | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """An event of any status with all that it rests on, and what people said of it."""

    event: int
    kind: str
    province: str
    summary: str
    occurred_on: date | None
    occurred_after: date | None
    confidence: float
    source_count: int
    status: str
    is_news: bool
    flagged_at: datetime
    sentences: tuple[Sentence, ...]
    reviews: tuple[ReviewRow, ...]


EVENT = text("""
    SELECT event_id AS event, kind, province, summary, occurred_on, occurred_after,
           confidence, source_count, status, is_news, flagged_at
    FROM dashboard.events WHERE event_id = :event
""")
SENTENCES = text("""
    SELECT e.role, o.quote, o.confidence, v.title, s.name AS source, v.published_at,
           a.url, CASE WHEN p.pruned_at IS NULL
                       THEN p.warc_path || ':' || p.warc_offset END AS kept_in
    FROM core.event_evidence e
    JOIN core.observation o ON o.id = e.observation_id
    JOIN core.article_version v ON v.id = o.article_version_id
    JOIN core.article a ON a.id = v.article_id
    JOIN core.source s ON s.id = a.source_id
    JOIN core.page p ON p.id = v.page_id
    WHERE e.event_id = :event
    ORDER BY e.role = 'after', v.published_at NULLS LAST, o.id
""")


def grounds(engine: Engine, event: int) -> Grounds:
    """All that the event with this number rests on.

    Raises:
        ReviewError: there is none.
    """
    with engine.connect() as connection:
        found = connection.execute(EVENT, {"event": event}).mappings().one_or_none()
        if found is None:
            raise ReviewError(f"there is no event {event}: `dangbo events` shows them")
        rows = connection.execute(SENTENCES, {"event": event}).mappings()
        sentences = tuple(Sentence(**row) for row in rows)
    reviews = tuple(listed(engine, superseded=True, event=event))
    return Grounds(**found, sentences=sentences, reviews=reviews)

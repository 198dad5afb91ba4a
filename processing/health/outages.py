"""The book of outages: since when news does not come, of a source or of all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

from processing.health.lateness import is_late
from processing.model import HANOI

DOUBTED, UNFINISHED = "doubted", "unfinished"

LAST = text("""
    SELECT max(as_of) FROM core.run
    WHERE compared_at IS NOT NULL AND kind <> 'backfill'
""")
OPEN_HOUSE = text("""
    INSERT INTO core.outage (cause, since, noticed_at) VALUES (:cause, :since, :now)
    ON CONFLICT (coalesce(source_id, '')) WHERE ended_at IS NULL
    DO UPDATE SET cause = excluded.cause WHERE excluded.cause = 'doubted'
""")
END_HOUSE = text("""
    UPDATE core.outage o SET ended_at = :now
    WHERE o.source_id IS NULL AND o.ended_at IS NULL AND EXISTS (
        SELECT FROM core.run r WHERE r.compared_at IS NOT NULL
            AND r.kind <> 'backfill' AND r.as_of > o.since
    )
""")
# Of a source that was read well once: not well since, without a good day in between.
# What merely comes late (stopped by the time limit) is no outage.
OUT = """
    SELECT s.id, now_in.state, s.muted_until, trouble.since AS troubled_at, CASE
        WHEN now_in.state = 'quiet' THEN coalesce(newest.at, good.at) ELSE good.at
    END AS since
    FROM core.source s
    JOIN core.source_state now_in
        ON now_in.source_id = s.id AND now_in.ended_at IS NULL
    CROSS JOIN LATERAL (
        SELECT min(bad.since) AS since FROM core.source_state bad
        WHERE bad.source_id = s.id AND bad.id > coalesce((
            SELECT max(well.id) FROM core.source_state well
            WHERE well.source_id = s.id AND well.state IN ('new', 'healthy', 'retired')
        ), 0)
    ) trouble
    CROSS JOIN LATERAL (
        SELECT max(r.as_of) AS at
        FROM core.source_run c JOIN core.run r ON r.id = c.run_id
        WHERE c.source_id = s.id AND r.kind <> 'backfill'
            AND c.state IN ('healthy', 'quiet')
    ) good
    CROSS JOIN LATERAL (
        SELECT max(a.published_at) AS at FROM core.article a
        WHERE a.source_id = s.id AND a.published_at <= :now
    ) newest
    WHERE now_in.state IN ('quiet', 'failing', 'refused', 'moved') OR (
        now_in.state = 'degraded' AND EXISTS (
            SELECT FROM core.source_run held
            WHERE held.source_id = s.id AND held.is_held
        )
    )
"""
OPEN = text(f"""
    INSERT INTO core.outage (source_id, cause, since, noticed_at)
    SELECT out.id, out.state, out.since, :now FROM ({OUT}) out
    WHERE out.since IS NOT NULL AND out.troubled_at <= :known_by
        AND coalesce(out.muted_until < CAST(:today AS date), true)
        AND NOT EXISTS (
            SELECT FROM core.outage o WHERE o.source_id IS NULL AND o.ended_at IS NULL
        )
    ON CONFLICT (coalesce(source_id, '')) WHERE ended_at IS NULL
    DO UPDATE SET cause = excluded.cause
""")  # noqa: S608 - of constants
END = text("""
    UPDATE core.outage o SET ended_at = :now,
        cause = CASE WHEN now_in.state = 'retired' THEN now_in.state ELSE o.cause END
    FROM core.source_state now_in
    WHERE o.ended_at IS NULL AND now_in.source_id = o.source_id
        AND now_in.ended_at IS NULL AND now_in.state IN ('new', 'healthy', 'retired')
""")
MUTE = text("UPDATE core.source SET muted_until = :until WHERE id = :source_id")


def note_house(
    connection: Connection,
    now: datetime,
    *,
    cause: str,
    schedule: str,
    within: timedelta = timedelta(),
) -> bool:
    """Note that no news has come, and return it, if it is late: see ``is_late``.

    Nobody misses the news of an installation that never compared anything.
    """
    last: datetime | None = connection.scalar(LAST)
    if last is None or not is_late(last, now, schedule, within):
        return False
    connection.execute(OPEN_HOUSE, {"cause": cause, "since": last, "now": now})
    return True


def note_news(connection: Connection, now: datetime, *, source_days: int) -> None:
    """Note what has ended and what has begun by ``now``, when a run has compared.

    A source is out when it has not been well for ``source_days`` days; one that is
    silent counts from when its silence had become unusual. While no news came at all
    nobody is told of single sources: that is one thing, and told.
    """
    given = {"now": now, "today": now.astimezone(HANOI).date()}
    connection.execute(END_HOUSE, given)
    connection.execute(END, given)
    known_by = now - timedelta(days=source_days)
    connection.execute(OPEN, given | {"known_by": known_by})


def mute(connection: Connection, source_id: str, until: date | None) -> bool:
    """Tell no reader of an outage of the source until that day; whether it is known."""
    given = {"source_id": source_id, "until": until}
    return connection.execute(MUTE, given).rowcount > 0

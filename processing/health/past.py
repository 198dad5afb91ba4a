"""Reads what a run's crawls are judged by: themselves, their past, their rhythm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, text

from processing.health.crawl import Crawl, Past
from processing.health.rhythm import LEARNT_DAYS, Rhythm
from processing.states import GOOD

# Good crawls that are looked at to find ten of each kind: of a paper that is silent
# for weeks, most bring nothing to measure by.
LOOKED_AT = 60
# An article published longer ago says nothing of today's rhythm.
RECENT_DAYS = 400

# Newest first; without those before a person said that all is well as it is.
GOOD_BEFORE = text("""
    SELECT past.*
    FROM core.source_run current
    CROSS JOIN LATERAL (
        SELECT s.*, r.as_of
        FROM core.source_run s JOIN core.run r ON r.id = s.run_id
        WHERE s.source_id = current.source_id AND s.run_id < current.run_id
          AND s.state = ANY(:good)
          AND s.run_id >= coalesce((
              SELECT max(accepted.run_id) FROM core.source_state accepted
              WHERE accepted.source_id = s.source_id AND accepted.is_accepted
          ), 0)
        ORDER BY s.run_id DESC
        LIMIT :limit
    ) past
    WHERE current.run_id = :run_id
    ORDER BY past.source_id, past.run_id DESC
""")
HELD_BEFORE = text("""
    SELECT s.source_id, sum(s.texts) AS texts,
           (array_agg(s.state_words ORDER BY s.run_id DESC))[1] AS words
    FROM core.source_run s
    WHERE s.is_held AND s.run_id < :run_id
    GROUP BY s.source_id
""")
CURRENT = text("""
    SELECT s.*, r.as_of
    FROM core.source_run s JOIN core.run r ON r.id = s.run_id
    WHERE s.run_id = :run_id AND s.state IS NULL
    ORDER BY s.source_id
""")
# Articles by day of publication in Viet Nam, in the weeks up to the newest one; only of
# the sources that the run crawled.
PUBLISHED = text("""
    SELECT current.source_id, days.day, days.articles
    FROM core.source_run current
    CROSS JOIN LATERAL (
        SELECT max(a.published_at) AS at FROM core.article a
        WHERE a.source_id = current.source_id AND a.published_at <= :as_of
    ) newest
    CROSS JOIN LATERAL (
        SELECT (a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
               count(*) AS articles
        FROM core.article a
        WHERE a.source_id = current.source_id
          AND a.published_at <= newest.at
          AND a.published_at >= ((newest.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
              - CAST(:learnt AS integer) + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
        GROUP BY 1
    ) days
    WHERE current.run_id = :run_id
      AND newest.at > :as_of - make_interval(days => :recent)
""")


def unjudged(connection: Connection, run_id: int) -> list[Crawl]:
    """The crawls of a run that have not been judged yet."""
    rows = connection.execute(CURRENT, {"run_id": run_id})
    return [_crawl(row) for row in rows.mappings()]


def pasts(connection: Connection, run_id: int) -> Mapping[str, Past]:
    """By source of the run, its good crawls before and what of it is held."""
    given = {"run_id": run_id, "limit": LOOKED_AT, "good": sorted(GOOD)}
    good: dict[str, list[Crawl]] = defaultdict(list)
    for row in connection.execute(GOOD_BEFORE, given).mappings():
        good[row["source_id"]].append(_crawl(row))
    held = {
        row.source_id: (int(row.texts), row.words)
        for row in connection.execute(HELD_BEFORE, {"run_id": run_id})
    }
    return {
        source_id: Past(good.get(source_id, ()), *held.get(source_id, (None, "")))
        for source_id in good.keys() | held.keys()
    }


def rhythms(
    connection: Connection, run_id: int, as_of: datetime
) -> Mapping[str, Rhythm]:
    """By source of the run, articles by day of publication up to ``as_of``."""
    given = {
        "run_id": run_id,
        "as_of": as_of,
        "recent": RECENT_DAYS,
        "learnt": LEARNT_DAYS,
    }
    days: dict[str, dict[date, int]] = defaultdict(dict)
    for row in connection.execute(PUBLISHED, given):
        days[row.source_id][row.day] = row.articles
    return {source_id: Rhythm(by_day) for source_id, by_day in days.items()}


def _crawl(row: RowMapping) -> Crawl:
    return Crawl(**{field.name: row[field.name] for field in fields(Crawl)})

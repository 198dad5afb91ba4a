"""A store of any size: articles of years, read, and compared by the real diff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import yaml
from sqlalchemy import Connection, Engine, text

from demo.generator import SENTENCES
from processing.diff.step import DiffSummary, diff
from processing.model import HANOI
from processing.observe.reader import READER
from processing.store import runs
from processing.store.upgrade import run_script

FILL = Path(__file__).parent / "sql" / "fill.sql"
LAST_DAY = date(2026, 10, 31)
# A million articles are those of ten years; fewer are those of the last days of them.
A_DAY = 1_000_000 // 3652
WINDOW_DAYS = 30
WORDS = {
    "surname": "surnames",
    "middle": "middles",
    "given": "givens",
    "subject": "subjects",
    "place": "places",
}


def morning(day: date) -> datetime:
    """Half past five on ``day`` in Ha Noi."""
    return datetime.combine(day, time(5, 30), HANOI)


def fill(engine: Engine, articles: int) -> DiffSummary:
    """Fill a migrated, empty store whose user is a superuser.

    Returns:
        What the diff made of it: an event for every twenty articles or so.
    """
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA filling"))
        _write_words(connection)
        _write_size(connection, articles)
        run_script(connection, FILL)
    _analyse(engine)
    day = LAST_DAY + timedelta(days=1)
    with engine.begin() as connection:
        run = runs.begin_run(connection, "filled", "daily", morning(day))
    found = diff(
        engine, run_id=run.id, as_of=run.as_of, window_days=WINDOW_DAYS, told=False
    )
    with engine.begin() as connection:
        connection.execute(text(SPREAD))
        connection.execute(text(REVIEWS))
    diff(engine, run_id=run.id, as_of=run.as_of, window_days=WINDOW_DAYS, told=False)
    _analyse(engine)
    return found


# A day is measured, not the reading anew of a store that older rules have read. What
# triggers would make of it is there already.
READ = text("""
    UPDATE core.article_version SET read_by = :reader
    WHERE read_by NOT IN (:reader, 'copy')
""")


def read_by_today(engine: Engine) -> bool:
    """Let a kept store count as read by today's rules; whether it did not."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        if not connection.execute(READ, {"reader": READER}).rowcount:
            return False
    _analyse(engine)
    return True


# All was flagged by one run: as if each event had been by the run that fetched it.
SPREAD = """
    UPDATE core.event e SET first_run_id = p.run_id, is_news = true
    FROM core.observation o
    JOIN core.article_version v ON v.id = o.article_version_id
    JOIN core.page p ON p.id = v.page_id
    WHERE o.id = e.best_observation_id
"""

# Every sixteenth event was looked at by a person, who was right to doubt one in five.
REVIEWS = """
    WITH judged AS (
        INSERT INTO core.review (event_id, organisation_id, kind, identity_key,
            decision, told, observation_ids, decided_by, decided_at)
        SELECT e.id, e.organisation_id, e.kind, e.identity_key,
               CASE WHEN e.id % 80 = 0 THEN 'rejected' ELSE 'confirmed' END,
               e.fields || jsonb_build_object('state', e.state,
                   'occurred_on', e.occurred_on, 'occurred_after', e.occurred_after),
               array_agg(v.observation_id), 'benchmark', e.last_seen_at
        FROM core.event e
        JOIN core.event_evidence v ON v.event_id = e.id AND v.role <> 'before'
        WHERE e.id % 16 = 0
        GROUP BY e.id
        RETURNING event_id, decision
    )
    UPDATE core.event e SET status = judged.decision
    FROM judged WHERE judged.event_id = e.id
"""


def _write_size(connection: Connection, articles: int) -> None:
    statement = text("""
        CREATE TABLE filling.size AS SELECT CAST(:articles AS bigint) AS articles,
            CAST(:days AS integer) AS days, CAST(:last_day AS date) AS last_day,
            CAST(:reader AS text) AS reader
    """)
    days = min(3652, max(2, articles // A_DAY))
    values = {"articles": articles, "days": days, "reader": READER}
    connection.execute(statement, {**values, "last_day": LAST_DAY})


def _write_words(connection: Connection) -> None:
    table = "CREATE TABLE filling.words (kind text PRIMARY KEY, words text[])"
    connection.execute(text(table))
    rows = [{"kind": kind, "words": words} for kind, words in _words()]
    insert = text("INSERT INTO filling.words VALUES (:kind, :words)")
    connection.execute(insert, rows)


def _words() -> Iterator[tuple[str, list[str]]]:
    """The lists of the generated newspaper, and all the words of its sentences."""
    held = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    for kind, name in WORDS.items():
        yield kind, held[name]
    sentences = [*held["sentences"], *held["leads"], *held["places"], *held["units"]]
    plain = (
        word.strip(",.:")
        for sentence in sentences
        for word in sentence.split()
        if "{" not in word
    )
    yield "word", list(dict.fromkeys(plain))


def _analyse(engine: Engine) -> None:
    """Statistics and visibility, as the server in time makes them by itself."""
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))

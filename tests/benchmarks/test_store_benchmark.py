"""The benchmark of the store fills, asks and takes in a day, at any size."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, text

from benchmarks.day import leaders, take_in
from benchmarks.filling import LAST_DAY, fill, read_by_today
from benchmarks.store import ask

AS_BEFORE = "UPDATE core.article_version SET read_by = '0'"


def test_a_small_store_is_filled_asked_and_takes_in_a_day(engine: Engine) -> None:
    made = fill(engine, 3000)
    assert made.new_events > 50
    assert made.news == 0
    with engine.connect() as connection:
        query = "SELECT count(*) FROM dashboard.articles WHERE text_length > 0"
        assert connection.scalar(text(query)) == 3000
        query = "SELECT count(*) FROM dashboard.events WHERE quote IS NULL"
        assert connection.scalar(text(query)) == 0
        query = """
            SELECT count(*) FILTER (WHERE v.text = f.text) FROM core.article a
            JOIN core.article_version v ON v.article_id = a.id AND v.read_by = 'copy'
            JOIN core.article_version f ON f.article_id = a.duplicate_of_id
        """
        assert connection.scalar(text(query)) == 300
        papers = leaders(connection)
    ask(engine)
    with engine.begin() as connection:
        connection.execute(text(f"{AS_BEFORE} WHERE read_by <> 'copy'"))
    assert read_by_today(engine)
    assert not read_by_today(engine)
    take_in(engine, LAST_DAY + timedelta(days=2), 200, papers)
    with engine.connect() as connection:
        query = """
            SELECT count(*) FROM dashboard.new_resolutions
            WHERE flagged_at = (SELECT max(as_of) FROM dashboard.runs)
        """
        # Three articles of a hundred tell of one each.
        assert connection.scalar(text(query)) == 6
        query = "SELECT count(*) FROM core.observation WHERE is_reread"
        assert connection.scalar(text(query)) == 0

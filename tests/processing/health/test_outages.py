"""When a source counts as out, and when it is back: by days, and by its own past."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from processing.health import book
from processing.health.outages import mute, note_house, note_news
from processing.model import HANOI
from processing.states import State
from tests.processing.alert.world import World

START = datetime(2025, 10, 1, 5, 30, tzinfo=HANOI)
DAILY = "30 5 * * *"


class Week:
    """A source that is judged every morning, and the book of outages beside it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.world = World(engine)
        self.source = self.world.source("Báo A", home="ninh-binh")

    def morning(self, day: int, state: State, *, is_held: bool = False) -> list[Any]:
        """Judge the source so, note what follows; what lasts then."""
        at = START + timedelta(days=day)
        run = self.world.run(at)
        self.world.crawled(run, self.source, state=state, is_held=is_held)
        with self.engine.begin() as connection:
            book.note(connection, self.source, state, "", run_id=run, as_of=at)
            note_news(connection, at + timedelta(hours=1), source_days=3)
        return self.lasting()

    def lasting(self) -> list[Any]:
        with self.engine.connect() as connection:
            query = "SELECT * FROM core.outage WHERE ended_at IS NULL"
            return list(connection.execute(text(query)))

    def ended(self) -> int:
        with self.engine.connect() as connection:
            query = "SELECT count(*) FROM core.outage WHERE ended_at IS NOT NULL"
            return int(connection.execute(text(query)).scalar_one())


@pytest.fixture
def week(engine: Engine) -> Week:
    return Week(engine)


def test_a_source_is_out_after_some_days_without_a_good_one(week: Week) -> None:
    assert week.morning(0, State.HEALTHY) == []
    assert week.morning(1, State.FAILING) == []
    assert week.morning(2, State.HEALTHY) == []  # a good day: counted anew
    assert week.morning(3, State.FAILING) == []
    assert week.morning(5, State.MOVED) == []
    [outage] = week.morning(6, State.FAILING)
    assert outage.since == START + timedelta(days=2)
    assert (outage.cause, outage.source_id) == ("failing", week.source)
    # Another trouble is the same outage; so is an answer without anything new.
    [same] = week.morning(7, State.QUIET)
    assert (same.id, same.since, same.cause) == (outage.id, outage.since, "quiet")
    assert week.morning(8, State.HEALTHY) == []
    assert week.ended() == 1
    week.morning(9, State.FAILING)
    assert week.morning(11, State.FAILING) == []
    [again] = week.morning(12, State.FAILING)
    assert again.id != outage.id


def test_silence_counts_from_its_newest_article(week: Week) -> None:
    week.morning(0, State.HEALTHY)
    run = week.world.run(START)
    event = week.world.event(run, proofs=[])
    newest = START - timedelta(days=9)
    week.world.proof(event, run, source=week.source, published_at=newest)
    week.morning(1, State.QUIET)
    [outage] = week.morning(4, State.QUIET)
    assert (outage.cause, outage.since) == ("quiet", newest)


def test_what_was_never_read_is_missed_by_nobody(week: Week) -> None:
    week.morning(0, State.FAILING)
    assert week.morning(9, State.FAILING) == []


def test_a_degraded_source_is_out_while_what_it_brings_is_held(week: Week) -> None:
    week.morning(0, State.HEALTHY)
    week.morning(1, State.DEGRADED)  # stopped by the time limit, say
    assert week.morning(5, State.DEGRADED) == []
    assert len(week.morning(6, State.DEGRADED, is_held=True)) == 1


def test_one_that_leaves_the_catalogue_is_out_no_more(week: Week) -> None:
    week.morning(0, State.HEALTHY)
    week.morning(1, State.FAILING)
    assert len(week.morning(4, State.FAILING)) == 1
    assert week.morning(5, State.RETIRED) == []


def test_a_known_outage_is_muted_until_its_day(week: Week) -> None:
    week.morning(0, State.HEALTHY)
    with week.engine.begin() as connection:
        assert mute(connection, week.source, (START + timedelta(days=6)).date())
        assert not mute(connection, "nobody", None)
    week.morning(1, State.FAILING)
    assert week.morning(6, State.FAILING) == []
    assert len(week.morning(7, State.FAILING)) == 1


def test_no_news_at_all_is_one_outage_until_a_run_compares(week: Week) -> None:
    def note(day: int, cause: str = "unfinished") -> bool:
        at = START + timedelta(days=day, hours=5)
        with week.engine.begin() as connection:
            return note_house(connection, at, cause=cause, schedule=DAILY)

    assert not note(9)  # nothing was ever compared
    week.morning(0, State.HEALTHY)
    week.world.change("run", 1, compared_at=START)
    assert not note(0)
    assert note(1)
    assert note(2, "doubted")
    [outage] = week.lasting()
    assert (outage.source_id, outage.since, outage.cause) == (None, START, "doubted")
    # While it lasts nobody is told of single sources, and no run alone ends it.
    week.morning(3, State.FAILING)
    assert [row.id for row in week.morning(7, State.FAILING)] == [outage.id]
    backfill = week.world.add(
        "run", key="b", kind="backfill", as_of=START + timedelta(days=7),
        compared_at=START,
    )  # fmt: skip
    assert backfill
    assert [row.id for row in week.morning(7, State.FAILING)] == [outage.id]
    week.world.change(
        "run", week.world.run(START + timedelta(days=8)), compared_at=START
    )
    [left] = week.morning(8, State.FAILING)
    assert left.source_id == week.source

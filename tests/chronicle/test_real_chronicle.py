"""The labelled articles of all provinces in hostile orders: one history, told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from dangbo.replaying import replay
from processing.diff.step import diff
from processing.model import Article
from processing.observe.jsonl import articles
from tests.chronicle.press import FETCHED, ORDERS, Press, in_order

FOLDERS = ("real", "retold", "seeds")
# What has been found in one order is kept for the others to be compared with.
_first: dict[str, object] = {}


@pytest.fixture(scope="session")
def press_of_all(eval_data: Path) -> list[Article]:
    """The articles of the folder of labelled articles."""
    found = []
    for folder in FOLDERS:
        path = eval_data / "dev" / folder / "articles.jsonl"
        found += [article for _, article in articles(path)]
    return found


@pytest.mark.parametrize("order", ORDERS)
def test_real_articles_end_the_same_in_any_order(
    engine: Engine, press_of_all: list[Article], order: str
) -> None:
    press = Press(engine)
    alerts = press.tell(in_order(press_of_all, order), 6)
    assert alerts, "a test of nothing"
    assert set(alerts.values()) == {1}
    assert press.overlaps() == []
    events, tenures = press.final()
    assert len(events) > 50
    assert len(tenures) > 50
    first_events, first_tenures = _first.setdefault("state", (events, tenures))  # type: ignore[misc]
    assert events == first_events
    assert tenures == first_tenures


def test_the_same_rules_change_nothing_when_all_is_read_again(
    engine: Engine, press_of_all: list[Article]
) -> None:
    press = Press(engine)
    press.tell(in_order(press_of_all, "shuffled 3"), 2)
    query = "SELECT *, xmin FROM core.event ORDER BY id"
    before = press.rows(query)
    summary = diff(engine, run_id=1, as_of=FETCHED, window_days=9000)
    assert summary.organisations == 0
    found = replay(engine, workers=1)
    assert len(found.rows) > 200
    assert found.differences == []
    assert press.rows(query) == before

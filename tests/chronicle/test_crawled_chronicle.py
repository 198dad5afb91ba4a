"""A province's story from web page to tenure, in hostile orders: one history."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from processing.model import HANOI, Article
from processing.observe.jsonl import articles
from tests.chronicle.newsstand import newsstand
from tests.chronicle.press import in_order
from tests.chronicle.test_own_chronicle import EVENTS, TENURES, story, told

pytestmark = pytest.mark.slow

# Told as it was printed, and in a hostile order (all of them: without the crawl).
PROVINCE, WORDS = "da-nang", "Đà Nẵng"
# What has been found in one order is kept for the others to be compared with.
_first: dict[str, str] = {}


def morning(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 05:30").replace(tzinfo=HANOI)


def the_day_after(told: list[Article]) -> datetime:
    """The morning after the last of them was printed."""
    last = max(str(one.published_at)[:10] for one in told if one.published_at)
    return morning(last) + timedelta(days=1)


def copies() -> list[Article]:
    """What each of the two papers takes over from the other; it adds no source."""
    told = {str(one.id): one for one in story()}
    there = "https://nhandan.example/lai", "https://baonamdinh.example/lai"
    resolution, ratified = told["nghi-quyet"], told["phe-chuan"]
    return [
        replace(
            resolution,
            id="nghi-quyet-lai",
            url=there[0],
            home=None,
            published_at=resolution.published_at + timedelta(days=1),
        ),
        replace(ratified, id="phe-chuan-lai", url=there[1], home="nam-dinh"),
    ]


@pytest.mark.parametrize("order", ["by date", "backwards"])
def test_the_own_story_is_the_same_through_the_crawl(
    engine: Engine, tmp_path: Path, order: str
) -> None:
    press = [*story(), *copies()]
    with newsstand(engine, tmp_path, press, morning("2025-10-02")) as stand:
        alerts = stand.tell(in_order(press, order), 3)
        store, final = stand.press, stand.final()
    assert told(store) == EVENTS
    _, tenures = store.final()
    assert [
        (*row[:3], str(row.valid_from), str(row.valid_to) if row.valid_to else None)
        for row in tenures
    ] == TENURES
    assert store.overlaps() == []
    # Of the last 400 days: the merger and the congress that followed it.
    assert sorted(alerts.values()) == [1, 1]
    assert final == _first.setdefault("own", final)


@pytest.fixture(scope="session")
def of_one_province(eval_data: Path) -> list[Article]:
    """The labelled articles of the papers of one province, or that name it."""
    return [
        article
        for folder in ("real", "retold", "seeds")
        for _, article in articles(eval_data / "dev" / folder / "articles.jsonl")
        if article.home == PROVINCE or WORDS in f"{article.title} {article.text}"[:1500]
    ]


@pytest.mark.parametrize("order", ["by date", "shuffled 1"])
def test_real_articles_of_a_province_end_the_same_through_the_crawl(
    engine: Engine, tmp_path: Path, of_one_province: list[Article], order: str
) -> None:
    assert len(of_one_province) > 10
    with newsstand(
        engine, tmp_path, of_one_province, the_day_after(of_one_province)
    ) as stand:
        alerts = stand.tell(in_order(of_one_province, order), 3)
        press, final = stand.press, stand.final()
    [row] = press.rows("SELECT count(*) AS n FROM core.article_version")
    assert row.n >= len(of_one_province)
    assert press.overlaps() == []
    events, tenures = press.final()
    assert len(events) > 3
    assert len(tenures) > 5
    assert set(alerts.values()) <= {1}
    assert final == _first.setdefault("real", final)

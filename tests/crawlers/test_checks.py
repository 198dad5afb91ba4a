"""A source that breaks silently is told of; one that is merely quiet is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.checks import UNCHANGED, judge
from crawlers.manifest import SourceSummary
from tests.crawlers.crawling import source

NOW = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
PAPER = source(
    "paper",
    "http://127.0.0.1:1",
    discovery=[{"kind": "listing", "url": "/"}],
    expected_items_per_week=30,
    quiet_days=3,
)
GOOD = SourceSummary(
    source_id="paper",
    status="succeeded",
    message=None,
    requests=9,
    responses_by_status={"200": 9},
    bytes=9000,
    discovered=40,
    known=35,
    fetched=5,
    failed=0,
    skipped={},
    started_at=NOW,
    finished_at=NOW,
)


def past(days: int, **fields: object) -> list[SourceSummary]:
    """Good nights before, the newest first."""
    return [
        replace(GOOD, started_at=NOW - timedelta(days=n), **fields)  # type: ignore[arg-type]
        for n in range(1, days + 1)
    ]


def test_a_good_night_has_no_problem() -> None:
    assert judge(GOOD, PAPER, past(10)) == []
    assert judge(GOOD, PAPER) == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("refused", "refused by robots.txt"),
        ("failed", "nothing could be read"),
        ("interrupted", "stopped before its end"),
    ],
)
def test_a_bad_end_is_told_with_its_reason(status: str, words: str) -> None:
    (problem,) = judge(replace(GOOD, status=status, message="x answers 500"), PAPER)
    assert words in problem
    assert "x answers 500" in problem


def test_far_fewer_than_its_own_past() -> None:
    changed = replace(GOOD, discovered=4, fetched=1)
    (problem,) = judge(changed, PAPER, past(10))
    assert "found 4 article addresses, usually about 40" in problem
    assert judge(changed, PAPER, past(2)) == []
    assert judge(replace(GOOD, discovered=15), PAPER, past(10)) == []


def test_nothing_found_though_expected() -> None:
    nothing = replace(GOOD, discovered=0, known=0, fetched=0)
    (problem,) = judge(nothing, PAPER)
    assert "no article address at all" in problem
    quiet = PAPER.model_copy(update={"expected_items_per_week": 0})
    assert judge(nothing, quiet) == []


def test_unchanged_pages_are_no_silence() -> None:
    unchanged = replace(GOOD, discovered=0, known=0, fetched=0, skipped={UNCHANGED: 2})
    assert judge(unchanged, PAPER, past(10)) == []


def test_silence_counts_by_days_not_by_runs() -> None:
    quiet = replace(GOOD, fetched=0)
    nights = [*past(3, fetched=0), replace(GOOD, started_at=NOW - timedelta(days=5))]
    (problem,) = judge(quiet, PAPER, nights)
    assert problem == "nothing new for 5 days, though 30 a week are expected"
    assert judge(quiet, PAPER, past(2)) == []


def test_most_articles_failing() -> None:
    (problem,) = judge(replace(GOOD, fetched=2, failed=8), PAPER)
    assert problem == "8 of 10 articles could not be fetched"
    assert judge(replace(GOOD, fetched=8, failed=2), PAPER) == []


def test_articles_behind_a_wall() -> None:
    hidden = replace(GOOD, fetched=0, skipped={"a captcha": 5})
    assert "hide behind a captcha" in judge(hidden, PAPER, past(3))[0]

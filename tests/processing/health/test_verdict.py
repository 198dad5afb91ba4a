"""A source that breaks is seen the same day; one that is small or quiet is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.archive.manifest import UNCHANGED
from processing.health.crawl import Crawl, Past, Verdict
from processing.health.patience import next_try
from processing.health.rhythm import Rhythm, holidays
from processing.health.verdict import Expected, judge
from processing.model import HANOI
from processing.states import GOOD, State

NOW = datetime(2025, 7, 4, 5, 30, tzinfo=HANOI)  # a Friday
GOOD_CRAWL = Crawl(
    source_id="paper",
    run_id=100,
    as_of=NOW,
    status="succeeded",
    message=None,
    discovered=40,
    known=35,
    fetched=5,
    failed=0,
    skipped={},
    problems=0,
    redirected_to={},
    cleaned=5,
    articles=5,
    texts=5,
    filled={"title": 5, "date": 5, "lead": 5, "author": 3},
    median_text_length=2000,
    canonical_at={},
)


def crawl(**values: Any) -> Crawl:
    return replace(GOOD_CRAWL, **values)


def past(days: int = 10, **values: Any) -> Past:
    """Good mornings before, the newest first."""
    return Past(
        [
            crawl(run_id=100 - n, as_of=NOW - timedelta(days=n), **values)
            for n in range(1, days + 1)
        ]
    )


def judged(now: Crawl, before: Past | None = None, **expected: Any) -> Verdict:
    return judge(now, past() if before is None else before, Expected(**expected))


def test_a_good_morning_is_healthy() -> None:
    assert judged(GOOD_CRAWL) == Verdict(State.HEALTHY, "all well")
    assert judged(GOOD_CRAWL, Past()).state is State.HEALTHY


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        ("refused", State.REFUSED, "x answers 500"),
        ("failed", State.FAILING, "nothing could be read: x answers 500"),
        ("interrupted", State.DEGRADED, "stopped before its end: x answers 500"),
    ],
)
def test_a_bad_end_is_told_with_its_reason(
    status: str, state: State, words: str
) -> None:
    none = {"discovered": 0, "fetched": 0, "texts": 0, "cleaned": 0, "articles": 0}
    found = judged(crawl(status=status, message="x answers 500", **none))
    # What was got before the end is as good as ever.
    assert found == Verdict(state, words, is_held=False)


def test_one_dead_link_in_a_quiet_night_is_no_failure() -> None:
    dead = crawl(fetched=0, failed=1, message="a answers 404")
    assert judged(dead).state is State.HEALTHY
    # Where the crawl says that nothing could be read, it is not.
    assert judged(replace(dead, status="failed")).state is State.FAILING
    most = crawl(fetched=2, failed=8, message="a answers 500")
    assert judged(most).state is State.FAILING
    assert judged(crawl(fetched=8, failed=2)).state is State.HEALTHY


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"discovered": 4}, "found 4 article addresses, usually about 40"),
        ({"discovered": 0, "known": 0}, "found no article address at all"),
        ({"articles": 0, "texts": 0, "filled": {}}, "none of its 5 article pages"),
        ({"filled": GOOD_CRAWL.filled | {"date": 0}}, "0 of 5 articles have a date"),
        ({"filled": GOOD_CRAWL.filled | {"lead": 0}}, "0 of 5 articles have a lead"),
        ({"median_text_length": 300}, "too short: 300 characters, usually 2000"),
        ({"median_text_length": 9000}, "too long: 9000 characters"),
        ({"fetched": 0, "skipped": {"a captcha": 5}}, "hide behind a captcha"),
    ],
)
def test_a_change_of_layout_is_seen_the_same_day_and_held(
    values: dict[str, Any], words: str
) -> None:
    found = judged(crawl(**values))
    assert found.state is State.DEGRADED
    assert words in found.words
    assert found.is_held


def test_a_small_paper_is_not_doubted_for_one_odd_article() -> None:
    small = {"texts": 1, "cleaned": 1, "articles": 1, "fetched": 1, "discovered": 3}
    filled = {"title": 1, "date": 1, "lead": 1, "author": 1}
    before = past(**small, filled=filled)
    for odd in ({"date": 0}, {"lead": 0}, {"author": 0}):
        one = crawl(**small, filled=filled | odd, median_text_length=300)
        assert judged(one, before).state is State.HEALTHY
    nothing = {"texts": 0, "cleaned": 1, "articles": 0, "fetched": 1, "discovered": 1}
    assert judged(crawl(**nothing, filled={}), before).state is State.HEALTHY
    two = small | {"texts": 2, "filled": filled | {"title": 2, "date": 0, "lead": 2}}
    assert "0 of 2 articles have a date" in judged(crawl(**two), before).words


def test_a_day_of_the_week_that_is_always_poor_is_no_change() -> None:
    days = past(14).good
    saturday = datetime(2025, 7, 5, 5, 30, tzinfo=HANOI)
    poor = crawl(as_of=saturday, discovered=6, fetched=1)
    assert judged(poor, Past(days)).state is State.DEGRADED
    like = [
        replace(c, discovered=6) if c.day.weekday() == saturday.weekday() else c
        for c in days
    ]
    assert judged(poor, Past(like)).state is State.HEALTHY


def test_a_doubt_lasts_until_articles_are_as_they_were() -> None:
    held = replace(past(), held_texts=5, held_words="no dates")
    nothing = {"fetched": 0, "texts": 0, "cleaned": 0, "articles": 0, "filled": {}}
    silent = crawl(**nothing, median_text_length=None)
    assert judged(silent, held) == Verdict(State.DEGRADED, "no dates", is_held=True)
    one = {"fetched": 1, "texts": 1, "cleaned": 1, "articles": 1}
    undated = crawl(**one, filled={"title": 1, "lead": 1, "author": 1, "date": 0})
    assert judged(undated, held).is_held
    good = crawl(**one, filled={"title": 1, "lead": 1, "author": 1, "date": 1})
    assert judged(good, held).state is State.HEALTHY


def test_a_site_that_leads_elsewhere_has_moved() -> None:
    led = {"status": "failed", "discovered": 0, "fetched": 0, "problems": 2}
    moved = judged(crawl(**led, redirected_to={"new.example": 2}))
    assert moved.state is State.MOVED
    assert "leads to new.example" in moved.words
    partly = crawl(**led | {"problems": 5}, redirected_to={"ads.example": 2})
    assert judged(partly).state is State.FAILING
    own = judged(crawl(canonical_at={"new.example": 4}))
    assert own.state is State.MOVED
    assert judged(crawl(canonical_at={"agency.example": 2})).state is State.HEALTHY


def weeks(newest: date, per_weekday: tuple[int, ...], days: int = 56) -> Rhythm:
    """A paper that prints so many articles on Monday, Tuesday, …"""
    printed = {newest - timedelta(days=n): 0 for n in range(days)}
    return Rhythm({d: n for d in printed if (n := per_weekday[d.weekday()])})


WORKDAYS = (4, 4, 4, 4, 4, 0, 0)
FRIDAY = date(2025, 6, 27)
NOTHING_NEW = {"fetched": 0, "texts": 0, "cleaned": 0, "articles": 0, "filled": {}}


def silent_on(day: date) -> Crawl:
    as_of = datetime(day.year, day.month, day.day, 5, 30, tzinfo=HANOI)
    return crawl(as_of=as_of, **NOTHING_NEW, median_text_length=None)


def test_a_quiet_weekend_is_usual_and_three_silent_workdays_are_not() -> None:
    paper = weeks(FRIDAY, WORKDAYS)
    states = {
        days: judged(silent_on(FRIDAY + timedelta(days=days)), rhythm=paper).state
        for days in range(1, 8)
    }
    # Saturday, Sunday, Monday and Tuesday morning; Monday alone may be a holiday.
    assert {states[days] for days in (1, 2, 3, 4)} == {State.HEALTHY}
    assert states[6] is State.QUIET
    said = judged(silent_on(FRIDAY + timedelta(days=6)), rhythm=paper).words
    assert said == "nothing new since 2025-06-27: it was never silent so long"


def test_tet_is_quiet_for_everybody() -> None:
    last = date(2025, 1, 26)
    assert date(2025, 1, 29) in holidays()
    daily = weeks(last, (9,) * 7)
    assert judged(silent_on(date(2025, 2, 5)), rhythm=daily).state is State.HEALTHY
    assert judged(silent_on(date(2025, 2, 7)), rhythm=daily).state is State.QUIET


def test_without_a_past_the_catalogue_says_what_is_expected() -> None:
    new = {"items_per_week": 30, "quiet_days": 3, "rhythm": Rhythm({FRIDAY: 2})}
    week_later = silent_on(FRIDAY + timedelta(days=7))
    assert judged(week_later, Past(), **new).state is State.QUIET
    assert "30 a week" in judged(week_later, Past(), **new).words
    assert judged(silent_on(FRIDAY + timedelta(days=3)), **new).state is State.HEALTHY
    nothing = crawl(discovered=0, known=0, **NOTHING_NEW)
    assert judged(nothing, Past(), items_per_week=30).state is State.DEGRADED
    assert judged(nothing, Past()).state is State.HEALTHY
    unchanged = replace(nothing, skipped={UNCHANGED: 2})
    assert judged(unchanged, past(), items_per_week=30).state is State.HEALTHY


def test_a_source_that_fails_is_tried_less_and_less_but_every_week() -> None:
    day = date(2025, 7, 1)
    waits = [(next_try(day, failures) - day).days for failures in range(1, 7)]
    assert waits == [1, 2, 4, 7, 7, 7]


@given(
    texts=st.lists(st.integers(1, 30), min_size=3, max_size=10),
    share=st.floats(0, 1),
    length=st.integers(200, 5000),
)
def test_what_is_as_it_always_was_is_never_doubted(
    texts: list[int], share: float, length: int
) -> None:
    """However small a paper, and however many fields it leaves empty."""
    runs = [
        crawl(
            run_id=100 - number,
            as_of=NOW - timedelta(days=number),
            texts=n,
            cleaned=n,
            articles=n,
            fetched=n,
            filled={"title": n, "date": round(n * share), "lead": 0, "author": 0},
            median_text_length=length,
        )
        for number, n in enumerate(texts)
    ]
    assert judged(runs[0], Past(runs)).state in GOOD

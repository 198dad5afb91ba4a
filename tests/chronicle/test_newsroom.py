"""What a newsroom meets: stories of many provinces in hostile orders, one history.

They are told in newsroom.yaml, each with the events and tenures it amounts to. All are
told at once, so that none may disturb another.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine

from processing.diff import baseline
from processing.model import Article
from tests.chronicle.press import FETCHED, Press, in_order

STORIES = yaml.safe_load(
    Path(__file__).with_name("newsroom.yaml").read_text(encoding="utf-8")
)
OWN = "bao-"  # the paper of a province is named so


def articles() -> list[Article]:
    return [
        Article(
            id=f"{number}-{place}",
            url=f"https://{one['source']}.example/{number}-{place}",
            title=one["title"],
            text=one["text"].strip(),
            published_at=one["day"],
            home=one["source"].removeprefix(OWN) if OWN in one["source"] else None,
        )
        for number, story in enumerate(STORIES)
        for place, one in enumerate(story["articles"])
    ]


def events(press: Press) -> Counter[str]:
    """Each event in a line: whose, what, when, and how many articles and papers."""
    return Counter(
        " ".join(str(part) for part in row if part is not None)
        for row in press.rows("""
            SELECT e.organisation_id,
                   coalesce(e.fields ->> 'position', e.fields ->> 'number', e.kind),
                   coalesce(e.fields ->> 'person', e.state),
                   coalesce(e.fields ->> 'change', e.fields ->> 'ordinal'),
                   e.occurred_on,
                   (SELECT count(*) FROM core.event_evidence v WHERE v.event_id = e.id),
                   e.source_count
            FROM core.event e WHERE e.status = 'flagged'
        """)
    )


def tenures(press: Press) -> Counter[str]:
    return Counter(
        f"{row.organisation_id} {row.position_id} {row.person} "
        f"{row.valid_from}..{row.valid_to or ''}"
        for row in press.final()[1]
    )


def expected(what: str) -> Counter[str]:
    return Counter(line for story in STORIES for line in story.get(what, ()))


@pytest.mark.parametrize(
    ("order", "batches"),
    [("by date", 12), ("backwards", 9), ("shuffled 1", 12), ("shuffled 2", 1)],
)
def test_each_story_amounts_to_the_same_in_any_order(
    engine: Engine, order: str, batches: int
) -> None:
    press = Press(engine)
    alerts: Counter[Any] = press.tell(in_order(articles(), order), batches)
    assert events(press) == expected("events")
    assert tenures(press) == expected("tenures")
    assert press.overlaps() == []
    assert set(alerts.values()) == {1}


def test_what_reference_works_say_adds_no_event_and_no_alert(engine: Engine) -> None:
    baseline.load(engine, as_of=FETCHED)
    press = Press(engine)
    alerts: Counter[Any] = press.tell(in_order(articles(), "shuffled 3"), 6)
    assert events(press) == expected("events")
    assert press.overlaps() == []
    assert set(alerts.values()) == {1}

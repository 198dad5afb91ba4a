"""Five invented years of one province in hostile orders: one history, told once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine

from processing.model import Article
from tests.chronicle.press import ORDERS, Press, in_order

STORY = Path(__file__).with_name("nam-dinh.yaml")
KHOAT, HUAN = "Vũ Đình Khoát", "Phùng Sỹ Huân"
LUONG, VINH, THAO = "Trịnh Bá Lương", "Hoàng Thế Vĩnh", "Đặng Quý Thảo"


def story() -> list[Article]:
    told = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    return [
        Article(
            id=one["id"],
            url=f"https://{one['source']}.example/{one['id']}",
            title=one["title"],
            text=one["text"].strip(),
            published_at=one["day"],
            home="nam-dinh" if one["source"] == "baonamdinh" else None,
        )
        for one in told
    ]


EVENTS = {
    ("nam-dinh", "congress", "announced", "2020-09-24", 1),
    ("nam-dinh", "congress", "opening", "2020-09-25", 1),
    ("nam-dinh", "congress", "result", "2020-09-26", 1),
    ("nam-dinh", "congress", "closing", "2020-09-26", 1),
    ("nam-dinh", "leadership_change", KHOAT, "2020-09-26", 1),
    # Elected, ratified, handed over: one event of three articles in two papers.
    ("nam-dinh", "leadership_change", LUONG, "2020-12-09", 2),
    # Nobody announced it; two articles of two days name the new head.
    ("nam-dinh", "leadership_change", THAO, "2021-08-16", 1),
    ("nam-dinh", "resolution", "12-NQ/TU", "2022-04-20", 1),
    ("nam-dinh", "midterm_review", "held", "2023-07-11", 1),
    ("nam-dinh", "leadership_change", HUAN, "2024-02-02", 1),
    ("ninh-binh", "leadership_change", HUAN, "2025-07-01", 1),
    ("ninh-binh", "congress", "opening", "2025-09-30", 1),
}
MERGED = date(2025, 6, 30)
TENURES = [
    ("nam-dinh-1", "organisation_commission_head", VINH, "2021-03-02", "2021-08-15"),
    ("nam-dinh-1", "organisation_commission_head", THAO, "2021-08-16", "2025-06-30"),
    ("nam-dinh-1", "party_secretary", KHOAT, "2020-09-26", "2024-02-01"),
    ("nam-dinh-1", "party_secretary", HUAN, "2024-02-02", "2025-06-30"),
    ("nam-dinh-1", "peoples_committee_chair", LUONG, "2020-12-09", "2025-06-30"),
    ("ninh-binh-2", "party_secretary", HUAN, "2025-07-01", None),
]


def told(press: Press) -> set[tuple[Any, ...]]:
    rows = press.rows("SELECT * FROM core.event WHERE status = 'flagged'")
    return {
        (
            row.province,
            row.kind,
            row.fields.get("person") or row.fields.get("number") or row.state,
            str(row.occurred_on),
            row.source_count,
        )
        for row in rows
    }


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("batches", [1, 5, 16])
def test_the_story_is_the_same_in_any_order(
    engine: Engine, order: str, batches: int
) -> None:
    press = Press(engine)
    alerts = press.tell(in_order(story(), order), batches)
    assert told(press) == EVENTS
    _, tenures = press.final()
    found = [
        (*row[:3], str(row.valid_from), str(row.valid_to) if row.valid_to else None)
        for row in tenures
    ]
    assert found == TENURES
    assert press.overlaps() == []
    assert press.rows("SELECT * FROM core.event WHERE status <> 'flagged'") == []
    assert sum(alerts.values()) == len(EVENTS)


def test_the_evidence_of_a_change_that_was_told_three_times(engine: Engine) -> None:
    press = Press(engine)
    press.tell(in_order(story(), "shuffled 3"), 4)
    quotes = press.rows(f"""
        SELECT o.quote FROM core.event e
        JOIN core.event_evidence ev ON ev.event_id = e.id AND ev.role = 'reports'
        JOIN core.observation o ON o.id = ev.observation_id
        WHERE e.fields ->> 'person' = '{LUONG}'
    """)
    assert len(quotes) == 3
    assert all(LUONG in row.quote for row in quotes)
    [silent] = press.rows("SELECT * FROM core.event WHERE state = 'silent'")
    assert silent.occurred_after == date(2021, 3, 2)
    assert silent.fields["predecessor"] == VINH

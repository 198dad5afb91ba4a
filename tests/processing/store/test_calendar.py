"""Who has held a congress or a review and who has not, also across mergers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from processing.gazetteer.congresses import CONGRESSES
from processing.gazetteer.organisations import existing_on

QUERIES = Path(__file__).resolve().parents[3] / "sql/queries"
DAY = date(2028, 9, 30)
TODAY = [organisation.id for organisation in existing_on(DAY)]


def read(engine: Engine, query: str, **values: object) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        rows = connection.execute(text(query), values).mappings()
        return [dict(row) for row in rows]


def on(engine: Engine, day: str, organisation: str) -> dict[str, Any]:
    query = "SELECT * FROM dashboard.calendar_on(:day) WHERE organisation_id = :id"
    [row] = read(engine, query, day=day, id=organisation)
    return row


def ask(engine: Engine, name: str, day: date) -> list[dict[str, Any]]:
    """An example query as of another day than today."""
    query = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    assert "dashboard.calendar\n" in query
    dated = query.replace("dashboard.calendar\n", "dashboard.calendar_on(:day)\n")
    return read(engine, dated, day=day)


@pytest.fixture
def write(engine: Engine, chronicle: Any) -> Any:
    """Writes an event of an organisation."""

    def one(organisation: str, kind: str, day: str, **more: Any) -> None:
        with engine.begin() as connection:
            writer = chronicle(connection)
            number = connection.scalar(text("SELECT count(*) FROM core.event"))
            writer.event(
                writer.run(f"run-{number}"),
                kind,
                more.pop("fields"),
                identity_key=f"event-{number}",
                organisation_id=organisation,
                occurred_on=date.fromisoformat(day),
                **more,
            )

    return one


def review(write: Any, organisation: str, day: str, **more: Any) -> None:
    state = more.pop("state", "held")
    term = more.pop("term", "2025-2030")
    fields = {"term": term, "status": state}
    write(organisation, "midterm_review", day, state=state, fields=fields, **more)


def test_27_of_34_have_held_theirs(engine: Engine, write: Any) -> None:
    for organisation in TODAY[:27]:
        review(write, organisation, "2028-08-15")
    review(write, TODAY[27], "2028-10-15", state="planned")
    review(write, TODAY[28], "2028-08-15", status="rejected")
    review(write, TODAY[29], "2023-08-15", term="2020-2025")
    review(write, TODAY[30], "2028-10-01")  # the day after
    [row] = ask(engine, "reviews_held", DAY)
    assert (row["held"], row["organisations"]) == (27, 34)
    assert (row["term"], row["midterm_due"]) == ("2025-2030", 2028)
    missing = row["not_yet"].split(", ")
    assert len(missing) == 7
    names = {o.id: o.name for o in existing_on(DAY)}
    assert names[TODAY[28]] in missing


def test_congresses_of_the_cycle_are_counted_day_by_day(engine: Engine) -> None:
    held = {
        item.organisation_id: item.held_from.first
        for item in CONGRESSES
        if item.term == "2025-2030" and item.held_from
    }
    assert len(held) == 34
    for day in (date(2025, 7, 1), date(2025, 9, 25), date(2025, 12, 31)):
        [row] = ask(engine, "congresses_missing", day)
        count = sum(first <= day for first in held.values())
        assert (row["congress_due"], row["organisations"]) == (2025, 34)
        assert row["held"] == count
        assert len((row["not_yet"] or "").split(", ")) == max(1, 34 - count)
    assert row["by_reference_only"] == 34


def test_the_news_adds_phases_and_overrides_the_reference(
    engine: Engine, write: Any
) -> None:
    phases = {
        "preparatory_session": "2025-09-29",
        "opening": "2025-09-30",
        "closing": "2025-10-02",
    }
    for phase, day in phases.items():
        fields = {"term": "2025-2030", "ordinal": 1, "phase": phase}
        write("ninh-binh-2", "congress", day, state=phase, fields=fields)
    row = on(engine, "2025-12-31", "ninh-binh-2")
    assert (row["preparatory_on"], row["opened_on"], row["closed_on"]) == tuple(
        date.fromisoformat(day) for day in phases.values()
    )
    assert (row["congress_ordinal"], row["term"]) == (1, "2025-2030")
    assert row["congress_basis"] == "news and reference"
    assert row["is_congress_held"]
    other = on(engine, "2025-12-31", "an-giang-2")
    assert other["congress_basis"] == "reference"


def test_what_is_next(engine: Engine, write: Any) -> None:
    def following(day: str, organisation: str) -> tuple[str, int]:
        row = on(engine, day, organisation)
        return (row["next_expected"], row["next_due"])

    assert following("2022-01-01", "nam-dinh-1") == ("midterm_review", 2023)
    review(write, "nam-dinh-1", "2023-07-11", term="2020-2025")
    assert following("2023-07-10", "nam-dinh-1") == ("midterm_review", 2023)
    assert following("2023-07-11", "nam-dinh-1") == ("congress", 2025)
    # Merged, and without a congress of its own yet.
    assert following("2025-08-01", "ninh-binh-2") == ("congress", 2025)
    assert on(engine, "2025-08-01", "ninh-binh-2")["term"] is None
    assert following("2026-11-21", "ninh-binh-2") == ("midterm_review", 2028)
    assert following("2030-01-01", "ninh-binh-2") == ("congress", 2030)
    assert not on(engine, "2030-01-01", "ninh-binh-2")["is_congress_held"]


def test_an_announced_congress_is_expected_and_not_held(
    engine: Engine, write: Any
) -> None:
    fields = {"term": "2030-2035", "ordinal": 2, "phase": "announced"}
    write("ninh-binh-2", "congress", "2030-09-20", state="announced", fields=fields)
    row = on(engine, "2030-09-25", "ninh-binh-2")
    assert (row["next_expected"], row["next_due"]) == ("congress", 2030)
    assert row["next_announced_for"] == date(2030, 9, 20)
    assert not row["is_congress_held"]


def test_the_calendar_of_today_and_of_before_the_mergers(engine: Engine) -> None:
    assert len(read(engine, "SELECT * FROM dashboard.calendar")) == 34
    rows = read(engine, "SELECT * FROM dashboard.calendar_on('2021-03-01')")
    assert len(rows) == 63
    assert {row["term"] for row in rows} == {"2020-2025"}


def test_a_first_congress_is_led_back_to_those_of_its_predecessors(
    engine: Engine,
) -> None:
    query = (QUERIES / "congress_predecessors.sql").read_text(encoding="utf-8")
    rows = [r for r in read(engine, query) if r["province_name"] == "Ninh Bình"]
    assert {(r["predecessor_name"], r["predecessor_ordinal"]) for r in rows} >= {
        ("Nam Định", 20),
        ("Ninh Bình", 22),
    }
    assert {(r["ordinal"], r["term"]) for r in rows} == {(1, "2025-2030")}
    assert {r["predecessor_term"] for r in rows} == {"2020-2025"}
    assert len(rows) == 3


def test_the_chain_holds_every_organisation_and_what_it_went_into(
    engine: Engine,
) -> None:
    rows = read(engine, "SELECT * FROM dashboard.organisation_chain")
    itself = [row for row in rows if row["steps"] == 0]
    assert len(itself) == len({row["predecessor_organisation_id"] for row in rows})
    [merged] = [
        row for row in rows if row["predecessor"] == "nam-dinh" and row["steps"] == 1
    ]
    assert merged["successor_organisation_id"] == "ninh-binh-2"
    assert (merged["successor_name"], merged["ended_on"]) == (
        "Ninh Bình",
        date(2025, 6, 30),
    )


def test_the_events_of_predecessors_are_found_by_the_chain(
    engine: Engine, write: Any
) -> None:
    fields = {"term": "2020-2025", "ordinal": 20, "phase": "opening"}
    write("nam-dinh-1", "congress", "2020-09-25", state="opening", fields=fields)
    fields = {"term": "2025-2030", "ordinal": 1, "phase": "opening"}
    write("ninh-binh-2", "congress", "2025-09-30", state="opening", fields=fields)
    rows = read(
        engine,
        """
        SELECT c.ordinal, c.province_name, chain.steps
        FROM dashboard.congresses c
        JOIN dashboard.organisation_chain chain
            ON chain.predecessor_organisation_id = c.organisation_id
        WHERE chain.successor_organisation_id = 'ninh-binh-2'
        ORDER BY c.occurred_on
        """,
    )
    assert [(r["ordinal"], r["steps"]) for r in rows] == [(20, 1), (1, 0)]

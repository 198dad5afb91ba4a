"""What a dashboard draws: succession, silent edits, silence told from blindness."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError

from processing.store import tables
from processing.store.bulk import upsert

DAY = datetime(2021, 8, 1, 5, 30, tzinfo=UTC)


def read(engine: Engine, query: str, **values: object) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        rows = connection.execute(text(query), values).mappings()
        return [dict(row) for row in rows]


@pytest.mark.parametrize(
    ("asked", "now"),
    [
        ("nam-dinh", "ninh-binh"),
        ("Nam Định", "ninh-binh"),
        ("ninh-binh", "ninh-binh"),
        ("thua-thien-hue", "hue"),
        ("cao-bang", "cao-bang"),
    ],
)
def test_a_province_of_former_times_is_asked_for_by_what_it_went_into(
    silent_change: Engine, asked: str, now: str
) -> None:
    query = (
        "SELECT province, iso_code, iso_code_now FROM dashboard.leadership_changes"
        " WHERE province_now = dashboard.province_now(:asked)"
    )
    assert read(
        silent_change, "SELECT dashboard.province_now(:asked) AS now", asked=asked
    ) == [{"now": now}]
    found = read(silent_change, query, asked=asked)
    assert [row["province"] for row in found] == ["nam-dinh"] * (now == "ninh-binh")
    for row in found:
        assert (row["iso_code"], row["iso_code_now"]) == ("VN-67", "VN-18")


def test_a_province_that_never_was_is_an_error_with_a_remedy(engine: Engine) -> None:
    with pytest.raises(DataError, match=r"(?s)no province 'Atlantis'.*organisations"):
        read(engine, "SELECT dashboard.province_now('Atlantis')")


def test_every_province_has_a_code_for_maps(engine: Engine) -> None:
    rows = read(engine, "SELECT * FROM dashboard.calendar")
    assert len({row["iso_code"] for row in rows}) == 34
    assert {row["calendar_status"] for row in rows} <= {"congress held", "review due"}
    rows = read(engine, "SELECT * FROM dashboard.organisations WHERE valid_to IS NULL")
    assert all(row["iso_code"].startswith("VN-") for row in rows)


def test_leaders_have_their_days_and_what_was_thought_before(
    silent_change: Engine,
) -> None:
    query = (
        "SELECT person, days_in_office, is_current, province_now"
        " FROM dashboard.leaders_history ORDER BY held_from"
    )
    first, second = read(silent_change, query)
    assert (first["days_in_office"], first["is_current"]) == (308, False)
    # Nam Định ended on 2025-06-30, and with it the office.
    held = (date(2025, 6, 30) - date(2021, 7, 30)).days
    assert (second["days_in_office"], second["is_current"]) == (held, False)
    assert second["province_now"] == "ninh-binh"
    recorded = read(
        silent_change,
        "SELECT person, held_to, known_until FROM dashboard.leaders_recorded"
        " WHERE known_until IS NOT NULL",
    )
    was = {"person": "Lê Văn Trước", "held_to": None, "known_until": DAY}
    assert recorded == [was]


def test_whom_the_news_has_not_named_for_a_whole_term_is_not_current(
    engine: Engine,
) -> None:
    """Unless a reference work says that it goes on; the history keeps everybody."""
    with engine.begin() as connection:
        for person, basis, seen in (
            ("Lê Văn Lâu", "seen", 6),
            ("Lê Văn Mới", "seen", 4),
            ("Lê Văn Sách", "baseline", 6),
        ):
            connection.execute(
                text("""
                    INSERT INTO core.tenure (organisation_id, position_id, person,
                        person_key, from_basis, valid_from, last_seen_on, recorded_from)
                    VALUES ('ha-noi-1', 'peoples_committee_vice_chair', :person,
                        lower(:person), :basis, now() - interval '8 years',
                        now() - make_interval(years => :seen), now())
                """),
                {"person": person, "basis": basis, "seen": seen},
            )
    query = "SELECT person FROM dashboard.leaders_{} ORDER BY person"
    assert [row["person"] for row in read(engine, query.format("current"))] == [
        "Lê Văn Mới",
        "Lê Văn Sách",
    ]
    assert len(read(engine, query.format("history"))) == 3
    # Of an installation that nobody runs any more the last is kept as it was.
    with engine.begin() as connection:
        connection.execute(
            text("""
                INSERT INTO core.run (key, kind, as_of)
                VALUES ('daily-1', 'daily', now() - interval '3 years')
            """)
        )
    assert len(read(engine, query.format("current"))) == 3


def test_an_edit_shows_what_was_added_and_what_removed(
    engine: Engine, chronicle: Any
) -> None:
    first, second = "Mở đầu.\nCó 3 người.\nHết.", "Mở đầu.\nCó 4 người.\nHết.\nThêm."
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper", home="ninh-binh")
        write.observation(write.run("daily-1"), first)
        row = connection.execute(text("SELECT * FROM core.article_version")).one()
        write.add(
            tables.article_version,
            article_id=row.article_id,
            number=2,
            page_id=row.page_id,
            title="Tin mới",
            text=second,
            text_hash="2",
            extractor="test",
            fetched_at=DAY + timedelta(days=1),
        )
    [edit] = read(engine, "SELECT * FROM dashboard.article_edits")
    assert edit["removed"] == "Có 3 người."
    assert edit["added"] == "Có 4 người.\nThêm."
    assert (edit["title_before"], edit["title"]) == ("Tin 0", "Tin mới")
    assert edit["is_title_changed"] is True
    assert (edit["seen_before_at"], edit["seen_at"]) == (DAY, DAY + timedelta(days=1))
    assert (edit["version_number"], edit["province"]) == (2, "ninh-binh")


def test_coverage_tells_silence_from_blindness(engine: Engine, chronicle: Any) -> None:
    crawls = [
        {"status": "succeeded", "discovered": 9, "known": 6, "articles": 3},
        {"status": "failed", "discovered": 0, "message": "timeout"},
        None,
        {"status": "succeeded", "discovered": 0},
        {"status": "succeeded", "discovered": 9, "known": 9},
    ]
    with engine.begin() as connection:
        write = chronicle(connection)
        write.source("paper")
        write.source("never crawled")
        for number, crawl in enumerate(crawls):
            if crawl:
                run = write.run(f"daily-{number}", DAY + timedelta(days=number))
                row = {**crawl, "run_id": run, "source_id": "paper"}
                upsert(connection, tables.source_run, [row], key=[])
        write.observation(run, "Một bài.", published_at=DAY)
    rows = read(engine, "SELECT * FROM dashboard.coverage_by_day ORDER BY day")
    assert [(row["day"].day, row["coverage"], row["is_seen"]) for row in rows] == [
        (1, "articles", True),
        (2, "failing", False),
        (3, "not crawled", False),
        (4, "nothing found", False),
        (5, "nothing new", True),
    ]
    assert {row["source_id"] for row in rows} == {"paper"}
    first = {name: rows[0][name] for name in ("found", "new", "articles")}
    assert first == {"found": 9, "new": 3, "articles": 3}
    assert [row["articles_published"] for row in rows] == [1, 0, 0, 0, 0]
    assert rows[1]["message"] == "timeout"


def test_the_sentence_of_an_event_follows_what_becomes_of_it(
    silent_change: Engine,
) -> None:
    def quote() -> str:
        [row] = read(silent_change, "SELECT quote FROM dashboard.events")
        return str(row["quote"])[:20]

    def change(statement: str) -> None:
        with silent_change.begin() as connection:
            connection.execute(text(statement))

    assert quote() == "Đồng chí Trần Thị Sa"
    change("UPDATE core.event_evidence SET role = 'reports' WHERE role = 'before'")
    change(
        "UPDATE core.observation SET superseded_at = now()"
        " WHERE fields ->> 'person' = 'Trần Thị Sau'"
    )
    assert quote() == "Đồng chí Lê Văn Trướ"
    change("UPDATE core.observation SET superseded_at = NULL, confidence = 0.5")
    change(
        "UPDATE core.article_version SET published_at = published_at - interval '1 day'"
        " WHERE text LIKE '%Sau%'"
    )
    assert quote() == "Đồng chí Trần Thị Sa"
    change("DELETE FROM core.event_evidence WHERE role = 'after'")
    assert quote() == "Đồng chí Lê Văn Trướ"

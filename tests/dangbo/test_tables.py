"""Tables for people: nothing is lost in a narrow window, nothing is wider than it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from dangbo.cli.output import render
from dangbo.cli.sources import health_table


@dataclass(frozen=True, slots=True)
class Line:
    """As wide a row as a command prints."""

    number: int
    recipient: str
    kinds: tuple[str, ...]
    enabled: bool
    note: str | None
    address: str
    made_at: datetime


LINE = Line(
    number=17,
    recipient="ban-bien-tap@newsroom.example",
    kinds=("congress", "leadership_change"),
    enabled=True,
    note=None,
    address="https://baovidu.example/chinh-tri/xay-dung-dang",
    made_at=datetime(2025, 9, 25, 22, 30, 12, 591074, UTC),
)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("FORCE_COLOR", "1")  # by which rich takes it for a terminal
    return monkeypatch


def test_a_table_too_wide_for_the_window_becomes_a_line_a_field(
    window: pytest.MonkeyPatch,
) -> None:
    window.setenv("COLUMNS", "90")
    other = replace(LINE, number=18, note="vì sao", enabled=False)
    assert render([LINE, other], "table", title="lines").splitlines() == [
        "lines",
        "",
        "  number     17",
        "  recipient  ban-bien-tap@newsroom.example",
        "  kinds      congress, leadership_change",
        "  enabled    yes",
        "  address    https://baovidu.example/chinh-tri/xay-dung-dang",
        "  made at    2025-09-26 05:30",
        "",
        "  number     18",
        "  recipient  ban-bien-tap@newsroom.example",
        "  kinds      congress, leadership_change",
        "  enabled    no",
        "  note       vì sao",
        "  address    https://baovidu.example/chinh-tri/xay-dung-dang",
        "  made at    2025-09-26 05:30",
    ]


@pytest.mark.parametrize("columns", [80, 100, 120, 132, 160, 200])
def test_no_window_hides_a_character(window: pytest.MonkeyPatch, columns: int) -> None:
    window.setenv("COLUMNS", str(columns))
    shown = render([LINE], "table")
    together = "".join(shown.split())
    for word in ("17", "yes", "2025-09-26"):
        assert word in shown.split()
    for start in ("https://baovidu.ex", "ban-bien-tap@newsr", "congress,"):
        assert start in together
    assert all(len(line) <= columns for line in shown.splitlines())
    assert not any(line.endswith(" ") for line in shown.splitlines())


def test_sources_in_trouble_come_first_and_retired_ones_are_counted() -> None:
    dates = ("health_since", "last_good_crawl_at", "newest_article_at", "next_try_on")
    blank = dict.fromkeys((*dates, "muted_until"))
    found = [
        {"source_id": f"{state}-one", "health": state, "health_words": "", **blank}
        for state in ("healthy", "retired", "failing", "new", "quiet", "degraded")
    ]
    *rows, _, last = health_table(found).splitlines()
    named = [row.split()[0] for row in rows if "-one" in row]
    states = ("degraded", "failing", "quiet", "new", "healthy")
    assert named == [f"{state}-one" for state in states]
    assert last.startswith("1 retired")


def test_a_table_that_fits_is_a_table(window: pytest.MonkeyPatch) -> None:
    window.setenv("COLUMNS", "200")
    heading, rule, row = render([LINE], "table").splitlines()[-3:]
    assert heading.split() == [
        *("number", "recipient", "kinds", "enabled", "note", "address", "made", "at")
    ]
    assert set(rule.strip()) == {"─"}
    assert row.split()[-2:] == ["2025-09-26", "05:30"]

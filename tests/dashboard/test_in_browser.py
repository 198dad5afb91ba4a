"""The dashboard as a person sees it. Heavy: run by `make test-dashboard` alone."""

from __future__ import annotations

import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest
import yaml

from tests.dashboard.conftest import Dashboard, Seen, started

pytestmark = [pytest.mark.dashboard, pytest.mark.timeout(900)]

CHARTS = Path(__file__).parents[2] / "dashboards" / "assets" / "charts"
LATEST = "Latest events, each with its sentence"
# What Superset, and the browser, say of a chart that cannot be drawn.
RED = "[role=alert], .ant-alert-error, [data-test=error-message], .missing-chart"


def test_every_chart_is_drawn_and_nothing_is_red(seen: Seen) -> None:
    names = [yaml.safe_load(f.read_text())["slice_name"] for f in CHARTS.glob("*.yaml")]
    shown = seen.page.locator(".dashboard-component-chart-holder")
    assert shown.count() == len(names) == 11
    for name in names:
        assert name in seen.chart(name)
        assert "No results" not in seen.chart(name), name
    assert seen.page.locator(RED).count() == 0
    assert seen.page.locator("canvas").count() == 3, "tiles, timeline, months"
    assert seen.wrong == []


def test_it_shows_the_events_of_the_demo(seen: Seen) -> None:
    assert seen.number("Events") == 20
    assert seen.number("Resolutions") == 5
    assert seen.number("Sources that answer") == 7
    table = seen.chart(LATEST)
    assert "Mai Đình Phúc, Bí thư Tỉnh ủy: takes office" in table
    assert "Đồng chí Vi Thị Lụa tái cử Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy." in table
    links = seen.page.locator("td a[href^='http://127.0.0.1']")
    assert links.count() >= 9


def test_a_province_brings_what_went_into_it(seen: Seen) -> None:
    seen.choose("province", "Ninh Bình")
    assert seen.number("Events") == 2
    table = seen.chart(LATEST)
    assert "Nam Định" in table, "its mid-term review of 2023"
    assert "05-NQ/TU" in table
    assert "Lạng Sơn" not in table
    assert "Lạng Sơn" not in seen.chart("Leaders and their days in office")
    assert seen.page.locator(RED).count() == 0


def test_a_kind_leaves_the_others_out(seen: Seen) -> None:
    seen.choose("kind", "Mid-term review")
    assert seen.number("Events") == 1
    assert seen.number("Resolutions") == 5, "a number of its own"
    assert "Change of leader" not in seen.chart(LATEST)


def test_a_time_leaves_the_others_out(seen: Seen, dashboard: Dashboard) -> None:
    span = "2023-01-01 : 2024-01-01"
    chosen = (
        f"(NATIVE_FILTER-time:(extraFormData:(time_range:'{span}'),"
        f"filterState:(value:'{span}'),id:NATIVE_FILTER-time,ownState:()))"
    )
    page = f"{dashboard.url}/superset/dashboard/dangbo/?native_filters={chosen}"
    seen.open(page)
    assert seen.number("Events") == 4
    assert seen.number("Resolutions") == 2
    assert "2025-09" not in seen.chart(LATEST)


def test_a_hostile_page_is_text(seen: Seen) -> None:
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.locator("img[src='x'], img[src$='/x']").count() == 0
    assert "‹img src=x onerror" in seen.chart(LATEST), "the sentence"
    link = seen.page.locator("td a", has_text="window.hacked")
    assert link.inner_text().startswith('<img src=x onerror="window.hacked=1">')
    assert seen.wrong == []


def test_nobody_sees_it_without_the_password(dashboard: Dashboard) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{dashboard.url}/api/v1/dashboard/dangbo")
    assert refused.value.code in (401, 403, 404)
    with urllib.request.urlopen(f"{dashboard.url}/superset/dashboard/dangbo/") as page:
        assert "/login/" in page.url
    family = psutil.Process(dashboard.process.pid).children(recursive=True)
    listening = {
        one.laddr.ip
        for process in family
        for one in process.net_connections("tcp")
        if one.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_a_second_start_keeps_what_was_changed_and_tells_no_password(
    data: Path, password: str, dashboard: Dashboard
) -> None:
    assert password in dashboard.told
    metadata = data / "dashboard" / "superset.db"
    with sqlite3.connect(metadata) as connection:
        connection.execute("UPDATE slices SET slice_name = 'Mine' WHERE id = 1")
    with started(data) as again:
        assert again.seconds < dashboard.seconds
        assert password not in again.told
        family = psutil.Process(again.process.pid).children(recursive=True)
        assert family
    assert not any(process.is_running() for process in family)
    with sqlite3.connect(metadata) as connection:
        query = "SELECT slice_name FROM slices WHERE id = 1"
        assert connection.execute(query).fetchone() == ("Mine",)
    for secret in (password, "dashboard_app:"):
        assert secret.encode() not in metadata.read_bytes()

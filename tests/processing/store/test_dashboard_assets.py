"""The dashboard's YAML agrees with itself and with the views that it reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from processing.store.errors import StoreError
from processing.store.logins import ensure_reading_login

ASSETS = Path(__file__).parents[3] / "dashboards" / "assets"
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script> &amp; Đại hội'
# PostgreSQL's name of a type to the one that Superset keeps.
TYPES = {
    "int8": "BIGINT",
    "int4": "INTEGER",
    "text": "TEXT",
    "date": "DATE",
    "bool": "BOOLEAN",
    "numeric": "NUMERIC",
}


def load(kind: str) -> list[dict[str, Any]]:
    """All assets of a kind, as Superset reads them."""
    files = sorted((ASSETS / kind).rglob("*.yaml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


DATASETS = {dataset["uuid"]: dataset for dataset in load("datasets")}
CHARTS = {chart["uuid"]: chart for chart in load("charts")}
[DASHBOARD] = load("dashboards")
[DATABASE] = load("databases")
PLACES = [one for one in DASHBOARD["position"].values() if isinstance(one, dict)]
ON_PAGE = {one["meta"]["chartId"]: one for one in PLACES if one["type"] == "CHART"}


def columns(dataset: dict[str, Any]) -> list[str]:
    """The names of its columns."""
    return [column["column_name"] for column in dataset["columns"]]


def asked(params: dict[str, Any]) -> Iterator[str]:
    """Every column that a chart names, wherever it names it."""
    yield from params.get("groupby", [])
    yield from params.get("all_columns", [])
    yield from (params[key] for key in ("x_axis", "x_axis_sort") if key in params)
    yield from (yaml.safe_load(one)[0] for one in params.get("order_by_cols", []))
    yield from (one["subject"] for one in params["adhoc_filters"])
    yield from (one["column"] for one in params.get("conditional_formatting", []))
    yield from params.get("column_config", {})


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda c: c["slice_name"])
def test_a_chart_asks_for_what_its_dataset_has(chart: dict[str, Any]) -> None:
    dataset, params = DATASETS[chart["dataset_uuid"]], chart["params"]
    assert set(asked(params)) <= set(columns(dataset))
    metrics = {metric["metric_name"] for metric in dataset["metrics"]}
    wanted = {*params.get("metrics", []), params.get("metric")} - {None}
    assert wanted <= metrics
    assert wanted or params["all_columns"]
    assert params["viz_type"] == chart["viz_type"]
    assert chart["description"].endswith("?"), "what it answers"


def test_every_chart_stands_on_the_page_once() -> None:
    assert sorted(one["meta"]["uuid"] for one in ON_PAGE.values()) == sorted(CHARTS)
    for one in ON_PAGE.values():
        chart = CHARTS[one["meta"]["uuid"]]
        assert one["meta"]["sliceName"] == chart["slice_name"]
        assert one["id"] in DASHBOARD["position"][one["parents"][-1]]["children"]
    for row in (one for one in PLACES if one["type"] == "ROW"):
        widths = [DASHBOARD["position"][n]["meta"]["width"] for n in row["children"]]
        assert sum(widths) == 12


def test_a_filter_reaches_charts_that_have_its_column() -> None:
    filters = DASHBOARD["metadata"]["native_filter_configuration"]
    assert [one["name"] for one in filters] == ["Province", "Kind of event", "Time"]
    for one in filters:
        [target] = one["targets"]
        if target:
            name = target["column"]["name"]
            assert name in columns(DATASETS[target["datasetUuid"]])
        for number in set(ON_PAGE) - set(one["scope"]["excluded"]):
            chart = CHARTS[ON_PAGE[number]["meta"]["uuid"]]
            if target:
                assert name in columns(DATASETS[chart["dataset_uuid"]])
            else:  # Superset puts the days of the filter in place of such a one
                operators = [a["operator"] for a in chart["params"]["adhoc_filters"]]
                assert operators == ["TEMPORAL_RANGE"]
        assert set(one["scope"]["excluded"]) <= set(ON_PAGE)


def test_html_is_rendered_where_it_is_ours_alone() -> None:
    rendering = {
        chart["slice_name"]
        for chart in CHARTS.values()
        if chart["viz_type"] == "table"
        and chart["params"].get("allow_render_html", True)
    }
    assert rendering == {"Latest events, each with its sentence"}


def test_the_database_carries_no_password() -> None:
    assert DATABASE["sqlalchemy_uri"].count(":") == 1
    assert not DATABASE["allow_dml"]
    assert {one["database_uuid"] for one in DATASETS.values()} == {DATABASE["uuid"]}


@pytest.fixture
def chronicled(silent_change: Engine, chronicle: Any) -> Engine:
    """A store with an event of each kind; its pages mean harm."""
    fields = {
        "congress": {"term": "2020-2025", "phase": "preparatory_session"},
        "midterm_review": {"term": "2020-2025", "status": "held"},
        "resolution": {"number": HOSTILE, "subject": HOSTILE, "issuer": "congress"},
        "leadership_change": {
            "person": HOSTILE,
            "position": "party_secretary",
            "direction": "in",
        },
    }
    with silent_change.begin() as connection:
        write = chronicle(connection, count(100))
        run = write.run("hostile")
        for kind, said in fields.items():
            observation = write.observation(run, HOSTILE, kind=kind, fields=said)
            event = write.event(run, kind, said, occurred_on=None)
            write.evidence(event, observation)
        write.tenure(HOSTILE, organisation_id="ninh-binh-2")
        connection.execute(
            text("UPDATE core.article_version SET title = :title"), {"title": HOSTILE}
        )
        connection.execute(
            text(
                "UPDATE core.article SET url = :url WHERE id = (SELECT max(id) FROM"
                " core.article)"
            ),
            {"url": 'https://paper.example/"><script>alert(3)</script>'},
        )
        write.source("evil", name=HOSTILE)
    return silent_change


@pytest.fixture
def login(chronicled: Engine) -> Iterator[Engine]:
    """The dashboard's way into the store."""
    name = f"dashboard_test_{os.getpid()}"
    with chronicled.begin() as connection:
        ensure_reading_login(connection, name, "a password: ' %")
        ensure_reading_login(connection, name, "another")
    yield create_engine(chronicled.url.set(username=name), poolclass=NullPool)
    with chronicled.begin() as connection:
        connection.execute(text(f"DROP ROLE {name}"))


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d["table_name"])
def test_a_dataset_runs_as_reader_and_gives_its_columns(
    login: Engine, dataset: dict[str, Any]
) -> None:
    with login.connect() as connection:
        result = connection.exec_driver_sql(dataset["sql"].replace("%", "%%"))
        assert result.cursor is not None
        names = [
            connection.scalar(
                text("SELECT typname FROM pg_type WHERE oid = :oid"),
                {"oid": described.type_code},
            )
            for described in result.cursor.description
        ]
        assert list(result.keys()) == columns(dataset)
        declared = [column["type"] for column in dataset["columns"]]
        assert [TYPES[name] for name in names] == declared
        rows = result.mappings().all()
        assert rows
        for metric in dataset["metrics"]:
            query = f"SELECT {metric['expression']} FROM ({dataset['sql']}) d"
            assert connection.exec_driver_sql(query).scalar() is not None


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d["table_name"])
def test_no_text_of_a_page_is_html(login: Engine, dataset: dict[str, Any]) -> None:
    with login.connect() as connection:
        rows = connection.exec_driver_sql(dataset["sql"]).mappings().all()
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and name != "article":
                assert not {"<", ">"} & set(value), name
    if dataset["table_name"] != "calendar_shown":
        assert any("‹img src=x" in str(value) for row in rows for value in row.values())


def test_a_link_is_one_element_with_the_headline_as_text(login: Engine) -> None:
    [events] = [one for one in DATASETS.values() if one["table_name"] == "events_shown"]
    with login.connect() as connection:
        rows = connection.exec_driver_sql(events["sql"]).mappings().all()
    assert len(rows) == 5
    for row in rows:
        [link] = lxml.html.fragments_fromstring(row["article"])
        assert link.tag == "a"
        assert len(link) == 0
        assert link.text == HOSTILE
        assert set(link.attrib) == {"href", "target"}
        assert link.get("href").startswith("https://paper.example/")
    assert {row["kind_name"] for row in rows} == {
        "Congress",
        "Mid-term review",
        "Change of leader",
        "Resolution",
    }
    assert "Term 2020-2025: preparatory session" in {row["summary"] for row in rows}


def test_a_link_of_another_scheme_is_not_made(
    chronicled: Engine, login: Engine
) -> None:
    with chronicled.begin() as connection:
        query = "UPDATE core.article SET url = 'javascript:alert(1)//' || id"
        connection.execute(text(query))
    [events] = [one for one in DATASETS.values() if one["table_name"] == "events_shown"]
    with login.connect() as connection:
        rows = connection.exec_driver_sql(events["sql"]).mappings().all()
    assert {row["article"] for row in rows} == {None}


def test_the_login_reads_views_alone_and_not_for_long(login: Engine) -> None:
    with login.connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "30s"
        assert connection.scalar(text("SHOW default_transaction_read_only")) == "on"
        assert connection.scalar(text("SHOW timezone")) == "Asia/Ho_Chi_Minh"
        for statement in (
            "SELECT recipient FROM core.subscription",
            "SET TRANSACTION READ WRITE; DELETE FROM core.article",
        ):
            with pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(text(statement))
            connection.rollback()


def test_a_role_that_may_do_more_is_not_used(engine: Engine) -> None:
    name = f"dashboard_strong_{os.getpid()}"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name} IN ROLE pipeline"))
        with pytest.raises(StoreError, match="may do more than read"):
            ensure_reading_login(connection, name, "secret")
        connection.execute(text(f"DROP ROLE {name}"))


def test_without_the_right_to_make_roles_it_says_what_to_run(engine: Engine) -> None:
    name = f"dashboard_weak_{os.getpid()}"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name}"))
        connection.execute(text(f"SET ROLE {name}"))
        with pytest.raises(StoreError, match="IN ROLE dashboard_reader"):
            ensure_reading_login(connection, "dashboard_app", "secret")
        connection.execute(text("RESET ROLE"))
        connection.execute(text(f"DROP ROLE {name}"))


def test_a_server_where_we_may_only_make_roles_is_enough(
    chronicled: Engine,
) -> None:
    maker, name = f"dashboard_maker_{os.getpid()}", f"dashboard_made_{os.getpid()}"
    with chronicled.begin() as connection:
        connection.execute(text(f"CREATE ROLE {maker} CREATEROLE"))
        connection.execute(text(f"GRANT dashboard_reader TO {maker} WITH ADMIN OPTION"))
        connection.execute(text(f"SET ROLE {maker}"))
        ensure_reading_login(connection, name, "secret")
        ensure_reading_login(connection, name, "secret")
        connection.execute(text("RESET ROLE"))
    alone = create_engine(chronicled.url.set(username=name), poolclass=NullPool)
    with alone.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM events")) == 5
    with chronicled.begin() as connection:
        connection.execute(text(f"DROP ROLE {name}"))
        connection.execute(text(f"DROP OWNED BY {maker}"))
        connection.execute(text(f"DROP ROLE {maker}"))

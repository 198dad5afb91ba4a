"""History by date range, without alerts: triggered by hand with its parameters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pendulum
from airflow.sdk import Param, dag, task

from dangbo import scheduled


@dag(
    dag_id="backfill",
    schedule=None,
    start_date=pendulum.datetime(2020, 1, 1, tz=scheduled.TIME_ZONE),
    max_active_runs=1,
    is_paused_upon_creation=False,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=1),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
        "on_failure_callback": scheduled.report_failure,
    },
    params={
        "since": Param(
            None, type=["null", "string"], format="date", description="First day."
        ),
        "until": Param(
            None, type=["null", "string"], format="date", description="Last day."
        ),
        "warc": Param(
            None,
            type=["null", "string"],
            description="Read these WARC files instead: any fsspec address.",
        ),
        "sources": Param([], type="array", description="Source ids; empty: all."),
    },
    doc_md=__doc__,
    tags=["dangbo"],
)
def backfill() -> None:
    @task
    def begin(dag_run: Any = None, params: Any = None) -> dict[str, str]:
        return scheduled.begin(
            dag_run,
            "backfill",
            since=params["since"],
            until=params["until"],
            warc=params["warc"],
        )

    @task
    def batches(run: dict[str, str], params: Any = None) -> list[list[str]]:
        return scheduled.batches(run, only=params["sources"])

    crawl = task(scheduled.crawl)
    clean = task(trigger_rule="all_done_min_one_success")(scheduled.clean)
    observe = task(scheduled.observe)
    diff = task(scheduled.diff)

    run = begin()
    crawled = crawl.partial(run=run).expand(sources=batches(run))
    crawled >> clean(run) >> observe(run) >> diff(run)


backfill()

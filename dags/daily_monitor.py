"""Every morning: crawl, clean, observe, diff, alert. Each task calls one step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pendulum
from airflow.sdk import dag, task
from airflow.timetables.trigger import CronTriggerTimetable

from dangbo import scheduled
from processing.settings import load_settings


@dag(
    dag_id="daily_monitor",
    schedule=CronTriggerTimetable(
        load_settings().schedule, timezone=scheduled.TIME_ZONE
    ),
    start_date=pendulum.datetime(2020, 1, 1, tz=scheduled.TIME_ZONE),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    # Four tries within some minutes: an API server that is still starting or a
    # database that restarts must not cost the morning.
    default_args={
        "retries": 3,
        "retry_delay": timedelta(seconds=30),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=10),
        "on_failure_callback": scheduled.report_failure,
    },
    doc_md=__doc__,
    tags=["dangbo"],
)
def daily_monitor() -> None:
    @task
    def begin(dag_run: Any = None) -> dict[str, str]:
        return scheduled.begin(dag_run, "daily")

    @task
    def batches(run: dict[str, str]) -> list[list[str]]:
        return scheduled.batches(run)

    crawl = task(
        map_index_template="{{ task.op_kwargs['sources'] | join(', ') | truncate(60) }}"
    )(scheduled.crawl)
    # A batch that died must not keep the others from being read; but where the run
    # could not even begin, one failure is enough.
    clean = task(trigger_rule="all_done_min_one_success")(scheduled.clean)
    observe = task(scheduled.observe)
    check = task(scheduled.check)
    diff = task(scheduled.diff)
    # In half an hour a mail server has often come back; what cannot be mailed then
    # goes out with the next run.
    alert = task(retries=6)(scheduled.alert)

    run = begin()
    crawled = crawl.partial(run=run).expand(sources=batches(run))
    crawled >> clean(run) >> observe(run) >> check(run) >> diff(run) >> alert(run)


daily_monitor()

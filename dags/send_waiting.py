"""Every half hour: mail what waits, and tell readers if the run of the day is late."""

from __future__ import annotations

from typing import Any

import pendulum
from airflow.sdk import dag, task
from airflow.timetables.trigger import CronTriggerTimetable

from dangbo import scheduled


@dag(
    dag_id="send_waiting",
    schedule=CronTriggerTimetable("*/30 * * * *", timezone=scheduled.TIME_ZONE),
    start_date=pendulum.datetime(2020, 1, 1, tz=scheduled.TIME_ZONE),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    doc_md=__doc__,
    tags=["dangbo"],
)
def send_waiting() -> None:
    # Without retries and alarms: the next half hour is the retry, and a run that
    # cannot mail raises the alarm.
    @task
    def send(dag_run: Any = None) -> str:
        return scheduled.send_waiting(dag_run)

    send()


send_waiting()

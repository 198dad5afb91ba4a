"""The chain as Airflow calls it: plain values in and out, one call a task.

Tasks may run on different machines: what they share is the run's key, by which
``begin`` finds the same row again, and otherwise only the database and the archive.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from dangbo import chain, failure, waiting
from dangbo.errors import CrawlFailed, DangboError, MailWaits
from dangbo.held_back import tell_held_back
from dangbo.plan import plan_from
from processing.settings import load_settings

log = logging.getLogger(__name__)

TIME_ZONE = "Asia/Ho_Chi_Minh"


def run_key(dag_id: str, run_id: str) -> str:
    """The key of the run that a DAG run is; it names files in the archive."""
    return re.sub(r"[^A-Za-z0-9._+-]", "", f"{dag_id}.{run_id}")


def begin(
    dag_run: Any,
    kind: str,
    since: str | None = None,
    until: str | None = None,
    warc: str | None = None,
) -> dict[str, str]:
    """Begin the run that a DAG run is, or find it again; what later tasks are handed.

    It speaks for the logical date, or for the moment it was triggered.
    """
    if kind == "backfill" and not warc and not (since and until):
        raise DangboError("a backfill needs since and until, or warc with an address")
    moment = dag_run.logical_date or dag_run.run_after
    plan = plan_from(
        {
            "key": run_key(dag_run.dag_id, dag_run.run_id),
            "kind": kind,
            "as_of": moment.isoformat(),
            "since": since or "",
            "until": until or "",
            "warc": warc or "",
        }
    )
    with chain.open_chain(load_settings(), plan) as link:
        link.batches()  # refuses an empty catalogue before anything else begins
        return plan.to_dict()


def _step(run: dict[str, str], step: Callable[[chain.Chain], str]) -> str:
    with (
        _without_airflow(),
        chain.open_chain(load_settings(), plan_from(run), begins=False) as link,
    ):
        return _say(step(link))


def _say(line: str) -> str:
    for part in line.splitlines():
        log.info("%s%s", chain.SAID, part)
    return line


@contextmanager
def _without_airflow() -> Iterator[None]:
    """Let the pools of a step start processes that know nothing of Airflow.

    A new process of multiprocessing first imports the main program of its parent. In
    a task that is Airflow, which refuses to be imported there: it has taken away the
    address of its own database. Every process of every pool would die of it.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def batches(run: dict[str, str], only: list[str] | None = None) -> list[list[str]]:
    """The source ids to crawl, in batches of one Scrapy process each."""
    with chain.open_chain(load_settings(), plan_from(run), begins=False) as link:
        return link.batches(only or None)


def crawl(run: dict[str, str], sources: list[str]) -> str:
    """Crawl one batch; a line for the task's log."""
    return _step(run, lambda link: link.crawl(sources))


def clean(run: dict[str, str]) -> str:
    """Clean what was crawled; a line for the task's log."""
    return _step(run, chain.Chain.clean)


def observe(run: dict[str, str]) -> str:
    """Read what was cleaned; a line for the task's log."""
    return _step(run, chain.Chain.observe)


def check(run: dict[str, str]) -> str:
    """Refuse to go on from a crawl that failed; a line for the task's log."""
    return _step(run, chain.Chain.check)


def diff(run: dict[str, str]) -> str:
    """Compare with what is known; a line for the task's log."""
    return _step(run, chain.Chain.diff)


def alert(run: dict[str, str]) -> str:
    """Tell those who asked, and end the run; a line for the task's log."""
    return _step(run, chain.Chain.alert)


def send_waiting(dag_run: Any) -> str:
    """Send what waits in the outbox and is due; a line for the task's log.

    What waits on is said and no failure: the next half hour is the next try, and a run
    that cannot mail raises the alarm.
    """
    moment = dag_run.logical_date or dag_run.run_after
    with _without_airflow():
        try:
            return _say(waiting.send_waiting(load_settings(), moment))
        except MailWaits as error:
            return _say(str(error))


def report_failure(context: Mapping[str, Any]) -> None:
    """Mark the run failed and mail the operator which task of which run failed, why.

    Where the day was refused its readers are told that its news is held back.

    For ``on_failure_callback``: never raises for a reason of its own, since that
    would hide the failure it reports.
    """
    task, error = context["ti"], context.get("exception")
    settings = load_settings()
    failure.report_failure(
        settings,
        key=run_key(task.dag_id, task.run_id),
        where=f"{task.dag_id}.{task.task_id}",
        error=error,
    )
    if isinstance(error, CrawlFailed):
        dag_run = context["dag_run"]
        tell_held_back(settings, dag_run.logical_date or dag_run.run_after, error)

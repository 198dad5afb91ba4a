"""The chain as Airflow calls it: plain values in and out, one call a task.

Tasks may run on different machines: what they share is the run's key, by which
``begin`` finds the same row again, and otherwise only the database and the archive.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dangbo import chain
from processing.settings import load_settings

log = logging.getLogger(__name__)

TIME_ZONE = "Asia/Ho_Chi_Minh"

RunDict = dict[str, str]


def run_key(dag_id: str, run_id: str) -> str:
    """The key of the run that a DAG run is."""
    return f"{dag_id}/{run_id}"


def begin(
    dag_id: str,
    run_id: str,
    kind: str,
    as_of: str,
    since: str = "",
    until: str = "",
) -> RunDict:
    """Begin the run, or find it again; what later tasks are handed."""
    plan = chain.Plan(
        key=run_key(dag_id, run_id),
        kind=kind,
        as_of=datetime.fromisoformat(as_of),
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
    )
    with chain.open_chain(load_settings(), plan):
        return {name: str(value or "") for name, value in asdict(plan).items()}


def _plan(run: RunDict) -> chain.Plan:
    return chain.Plan(
        key=run["key"],
        kind=run["kind"],
        as_of=datetime.fromisoformat(run["as_of"]),
        since=date.fromisoformat(run["since"]) if run["since"] else None,
        until=date.fromisoformat(run["until"]) if run["until"] else None,
    )


def _step(run: RunDict, step: Callable[[chain.Chain], str]) -> str:
    with chain.open_chain(load_settings(), _plan(run)) as link:
        line = step(link)
    log.info(line)
    return line


def batches(run: RunDict, only: list[str] | None = None) -> list[list[str]]:
    """The source ids to crawl, in batches of one Scrapy process each."""
    with chain.open_chain(load_settings(), _plan(run)) as link:
        return link.batches(only or None)


def crawl(run: RunDict, sources: list[str]) -> str:
    """Crawl one batch; a line for the task's log."""
    return _step(run, lambda link: link.crawl(sources))


def clean(run: RunDict) -> str:
    """Clean what was crawled; a line for the task's log."""
    return _step(run, chain.Chain.clean)


def observe(run: RunDict) -> str:
    """Read what was cleaned; a line for the task's log."""
    return _step(run, chain.Chain.observe)


def check(run: RunDict) -> str:
    """Refuse to go on from a crawl that failed; a line for the task's log."""
    return _step(run, chain.Chain.check)


def diff(run: RunDict) -> str:
    """Compare with what is known; a line for the task's log."""
    return _step(run, chain.Chain.diff)


def alert(run: RunDict) -> str:
    """Tell those who asked, and end the run; a line for the task's log."""
    return _step(run, chain.Chain.alert)


def as_of(dag_run: Any) -> str:
    """The moment a DAG run speaks for: its logical date, or when it was triggered."""
    moment = dag_run.logical_date or dag_run.run_after
    return str(moment.isoformat())


def report_failure(context: Mapping[str, Any]) -> None:
    """Mark the run failed and mail the operator which task of which run failed, why.

    For ``on_failure_callback``: never raises for a reason of its own, since that
    would hide the failure it reports.
    """
    task = context["ti"]
    chain.report_failure(
        load_settings(),
        key=run_key(task.dag_id, task.run_id),
        where=f"{task.dag_id}.{task.task_id}",
        error=context.get("exception"),
    )

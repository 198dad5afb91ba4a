"""The crawl as the chain runs it: a process of its own, then its manifests loaded."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from crawlers.checks import judge
from sqlalchemy import Engine

from crawlers.archive import Archive
from crawlers.catalogue import Catalogue, Source
from crawlers.manifest import SourceSummary, read_manifest
from dangbo.errors import CrawlFailed, DangboError
from processing.settings import Settings
from processing.store import pages, runs

if TYPE_CHECKING:
    from dangbo.chain import Plan

log = logging.getLogger(__name__)

# The process stops itself at the time limit; this is what it may need for that.
GRACE_SECONDS = 120


def crawl(
    settings: Settings,
    engine: Engine,
    run_id: int,
    plan: Plan,
    sources: Sequence[Source],
) -> str:
    """Crawl these sources in one process of its own and load what it got.

    What an earlier, killed attempt of the same run got is loaded first, so that it
    is known and not fetched again.

    Raises:
        DangboError: if the process died; what it had got is loaded all the same.
    """
    load(settings, engine, run_id, plan.key, sources)
    job = json.dumps(
        {
            "key": plan.key,
            "kind": plan.kind,
            "as_of": plan.as_of.isoformat(),
            "since": _iso(plan.since),
            "until": _iso(plan.until),
            "sources": [source.id for source in sources],
        }
    )
    died = _run_process(settings, job)
    summaries = load(settings, engine, run_id, plan.key, sources)
    if died:
        raise DangboError(f"the crawl process {died}; what it had got is kept")
    return told(summaries)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _run_process(settings: Settings, job: str) -> str | None:
    """Run the worker; None if it ended well, else in words how it died."""
    command = [sys.executable, "-m", "dangbo.crawl_worker"]
    limit = settings.crawl_time_limit_minutes * 60 + GRACE_SECONDS
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=job.encode(), timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return f"did not stop at its time limit of {limit} s and was killed"
    if done.returncode < 0:
        return f"was killed by signal {-done.returncode}"
    return f"ended with status {done.returncode}" if done.returncode else None


def load(
    settings: Settings,
    engine: Engine,
    run_id: int,
    key: str,
    sources: Sequence[Source],
) -> list[SourceSummary]:
    """Bring the manifests of a run into the store; safe to repeat."""
    archive = Archive(settings.archive_address)
    summaries = []
    for source in sources:
        manifest = read_manifest(archive, key, source.id)
        with engine.begin() as connection:
            pages.save_pages(connection, run_id, manifest.pages)
            if manifest.summary is not None:
                runs.save_source_run(connection, run_id, manifest.summary)
                summaries.append(manifest.summary)
    return summaries


def told(summaries: Sequence[SourceSummary]) -> str:
    """One line on a crawl; a second one for each source with a problem."""
    new = sum(summary.fetched for summary in summaries)
    known = sum(summary.known for summary in summaries)
    lines = [f"crawled {len(summaries)} sources: {new} new articles, {known} known"]
    lines += [
        f"  {s.source_id}: {s.status}: {s.message}" for s in summaries if s.message
    ]
    return "\n".join(lines)


def check(settings: Settings, engine: Engine, run_id: int, catalogue: Catalogue) -> str:
    """Judge every source of the run; refuse to go on when too few did well.

    Raises:
        CrawlFailed: naming the sources and what is wrong with them.
    """
    with engine.begin() as connection:
        history = runs.source_history(connection, run_id)
        problems = _problems(history, catalogue)
        runs.mark_good_sources(connection, run_id, bad=set(problems))
    good = len(history) - len(problems)
    words = "; ".join(f"{name}: {', '.join(why)}" for name, why in problems.items())
    if not history or good < settings.min_good_sources * len(history):
        raise CrawlFailed(
            f"only {good} of {len(history)} sources did well, so nothing is compared"
            f" ({words or 'no source was crawled'})"
        )
    return f"checked {len(history)} sources" + (f": {words}" if words else ": all well")


def _problems(
    history: Mapping[str, Sequence[SourceSummary]], catalogue: Catalogue
) -> dict[str, list[str]]:
    """By source, what is wrong with its newest crawl compared with those before."""
    found = {}
    for source_id, (newest, *before) in history.items():
        source = catalogue.get(source_id)
        problems = judge(newest, source, before) if source else []
        if problems:
            found[source_id] = problems
    return found

"""The crawl as the chain runs it: a process of its own, then its manifests loaded."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Sequence

from sqlalchemy import Engine

from crawlers.archive import Archive
from crawlers.catalogue import Catalogue, Source
from crawlers.checks import judge
from crawlers.manifest import Manifest, read_manifest
from dangbo.errors import CrawlFailed, DangboError
from dangbo.plan import Plan
from processing.settings import Settings
from processing.store import health, pages, runs

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
    died = _run_process(settings, plan, sources)
    manifests = load(settings, engine, run_id, plan.key, sources)
    if died:
        raise DangboError(f"the crawl process {died}; what it had got is kept")
    return told(manifests)


def _run_process(
    settings: Settings, plan: Plan, sources: Sequence[Source]
) -> str | None:
    """Run the worker; None if it ended well, else in words how it died."""
    command = [sys.executable, "-m", "dangbo.crawl_worker"]
    command += [source.id for source in sources]
    limit = settings.crawl_time_limit_minutes * 60 + GRACE_SECONDS
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=plan.to_json().encode(), timeout=limit, check=False
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
) -> list[Manifest]:
    """Bring the manifests of a run into the store; safe to repeat."""
    archive = Archive(settings.archive_address)
    read = (read_manifest(archive, key, source.id) for source in sources)
    begun = [manifest for manifest in read if manifest.pages or manifest.summary]
    with engine.begin() as connection:
        for manifest in begun:
            pages.load_pages(connection, run_id, manifest.pages)
        runs.record_source_runs(connection, run_id, begun)
    return begun


def told(manifests: Sequence[Manifest]) -> str:
    """One line on a crawl, and one for each source with something to say."""
    summaries = [m.summary for m in manifests if m.summary is not None]
    new = sum(summary.fetched for summary in summaries)
    known = sum(summary.known for summary in summaries)
    lines = [
        f"crawled {len(summaries)} sources: {new} new article pages, {known} known",
        *(f"  {s.source_id}: {s.status}: {s.message}" for s in summaries if s.message),
    ]
    return "\n".join(lines)


def check(settings: Settings, engine: Engine, run_id: int, catalogue: Catalogue) -> str:
    """Judge every source of the run; refuse to go on when too few did well.

    Raises:
        CrawlFailed: naming the sources and what is wrong with them.
    """
    with engine.begin() as connection:
        runs.count_articles(connection, run_id)
        histories = health.histories(connection, run_id)
    problems = {
        source_id: why
        for source_id, history in histories.items()
        if (source := catalogue.get(source_id))
        and (why := judge(history.newest, source, history.before))
    }
    good = len(histories) - len(problems)
    words = "; ".join(f"{name}: {', '.join(why)}" for name, why in problems.items())
    if not histories or good < settings.min_good_sources * len(histories):
        raise CrawlFailed(
            f"only {good} of {len(histories)} sources did well, so nothing is compared"
            f" ({words or 'no source was crawled'})"
        )
    verdict = words or "all well"
    return f"checked {len(histories)} sources: {verdict}"

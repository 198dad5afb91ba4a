"""The crawl as the chain runs it: a process of its own, then its manifests loaded."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from sqlalchemy import Engine, text

from crawlers.archive import Archive
from crawlers.archive.manifest import Manifest, read_manifest
from crawlers.catalogue import Catalogue, Source
from dangbo.errors import CrawlFailed, DangboError
from dangbo.plan import Plan
from processing.health.causes import causes
from processing.health.step import judge_crawls, judged_in
from processing.settings import Settings
from processing.store import pages, runs

log = logging.getLogger(__name__)

UNFINISHED = text(
    """
    SELECT id, key FROM core.run
    WHERE id = :run_id OR (
        id < :run_id AND status <> 'succeeded'
        AND started_at > now() - make_interval(days => :days)
    )
    ORDER BY id
    """
)
# What was got longer ago and never loaded has long been fetched again.
DAYS_KEPT = 14

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

    What killed attempts got, of this run and of earlier ones, is loaded first, so
    that it is known and not fetched again.

    Raises:
        DangboError: if the process died; what it had got is loaded all the same.
    """
    for left_id, left_key in _unfinished(engine, run_id):
        load(settings, engine, left_id, left_key, sources)
    died = _run_process(settings, plan, sources)
    manifests = load(settings, engine, run_id, plan.key, sources)
    if died:
        raise DangboError(f"the crawl process {died}; what it had got is kept")
    return told(manifests)


def _unfinished(engine: Engine, run_id: int) -> list[tuple[int, str]]:
    """Number and key of this run and of those before it that never succeeded.

    A run that is going on beside this one is among them: reading its account early
    does it no harm.
    """
    with engine.connect() as connection:
        rows = connection.execute(UNFINISHED, {"run_id": run_id, "days": DAYS_KEPT})
        return [(row.id, row.key) for row in rows]


def _run_process(
    settings: Settings, plan: Plan, sources: Sequence[Source]
) -> str | None:
    """Run the worker; None if it ended well, else in words how it died.

    Its temporary files (what waits to be put into an archive elsewhere, a browser's
    profile) lie in a folder of ours: a worker that is killed cannot remove them.
    """
    # -P: no file of the folder we happen to stand in is a module of ours.
    command = [sys.executable, "-P", "-m", "dangbo.crawl_worker"]
    command += [source.id for source in sources]
    limit = settings.crawl_time_limit_minutes * 60 + GRACE_SECONDS
    try:
        with tempfile.TemporaryDirectory(
            prefix="dangbo-crawl-", ignore_cleanup_errors=True
        ) as folder:
            done = subprocess.run(  # noqa: S603 - our own module, no shell
                command,
                input=plan.to_json().encode(),
                env={**os.environ, "TMPDIR": folder},
                stdout=subprocess.PIPE,
                timeout=limit,
                check=False,
            )
    except subprocess.TimeoutExpired:
        return f"did not stop at its time limit of {limit} s and was killed"
    if done.returncode < 0:
        return f"was killed by signal {-done.returncode}"
    if not done.returncode:
        return None
    reason = done.stdout.decode(errors="replace").strip()
    return f"gave up: {reason}" if reason else f"ended with status {done.returncode}"


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


def judge(settings: Settings, engine: Engine, catalogue: Catalogue) -> None:
    """Judge every crawl that was cleaned, before anything of it is read."""
    judge_crawls(engine, catalogue, least_good=settings.min_good_sources)


def check(settings: Settings, engine: Engine, run_id: int) -> str:
    """Refuse to go on when too few sources of the run did well.

    Raises:
        CrawlFailed: naming the sources and what is wrong with them.
    """
    with engine.connect() as connection:
        judged = judged_in(connection, run_id)
    bad = [one for one in judged if not one.is_good]
    good = len(judged) - len(bad)
    words = "; ".join(causes(bad))
    if not judged or good < settings.min_good_sources * len(judged):
        raise CrawlFailed(
            f"only {good} of {len(judged)} sources did well, so nothing is compared"
            f" ({words or 'no source was crawled'})"
        )
    return f"checked {len(judged)} sources: {words or 'all well'}"

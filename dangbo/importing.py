"""WARC files of others as the chain imports them: into the archive, then the store."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from crawlers.archive import Archive, ArchiveError
from crawlers.catalogue import Source
from crawlers.crawl.known import KnownKeys
from crawlers.importing.choice import Choice
from crawlers.importing.files import ImportFailed, shown
from crawlers.importing.state import State
from crawlers.importing.warcs import ImportJob
from crawlers.importing.warcs import import_warcs as read_warcs
from dangbo import crawling
from dangbo.errors import DangboError
from dangbo.plan import Plan
from processing.settings import Settings
from processing.store import pages

log = logging.getLogger(__name__)

# So many broken places are shown; the archive has more of them.
MOST_SHOWN = 10

Meter = Callable[[int, int | None], None]


def import_warcs(
    settings: Settings,
    engine: Engine,
    run_id: int,
    plan: Plan,
    sources: Sequence[Source],
    meter: Meter | None = None,
) -> str:
    """Import the articles of these sources from the files of the plan.

    Returns:
        A line on what was found, and one for each broken place.

    Raises:
        DangboError: if a file cannot be read at all; the same plan goes on there.
    """
    assert plan.warc is not None
    ids = [source.id for source in sources]
    with engine.connect() as connection:
        # What a killed attempt of this run loaded is found again by its manifests.
        known = pages.known_articles(connection, ids, but_run=run_id)
    job = ImportJob(
        run_key=plan.key,
        archive=settings.archive_address,
        address=plan.warc,
        choice=Choice(tuple(sources), plan.as_of, plan.first_moment, plan.last_moment),
        workers=settings.workers,
    )
    try:
        Archive(job.archive).try_writing()
        state = read_warcs(job, KnownKeys(known), meter or _quiet, log.info)
    except (ImportFailed, ArchiveError) as error:
        raise DangboError(str(error)) from error
    crawling.load(settings, engine, run_id, plan.key, sources)
    return told(plan.warc, state)


def told(address: str, state: State) -> str:
    """What an import found, in lines."""
    known = sum(tally.known for tally in state.sources.values())
    skipped = sum((t.skipped for t in state.sources.values()), state.others)
    reasons = (f"{number} {reason}" for reason, number in skipped.most_common())
    lines = [
        f"imported {shown(address)}: {state.records} records, {state.pages} pages of "
        f"{sum(t.pages > 0 for t in state.sources.values())} sources, {known} known, "
        f"{state.broken} broken",
        *(f"  passed over: {', '.join(reasons)}" for _ in [0] if skipped),
        *(f"  broken: {words}" for words in state.told[:MOST_SHOWN]),
    ]
    if state.broken > MOST_SHOWN:
        lines.append(f"  and {state.broken - MOST_SHOWN} more broken places")
    return "\n".join(lines)


def _quiet(done: int, total: int | None) -> None:
    """Nobody watches."""

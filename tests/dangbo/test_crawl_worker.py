"""What a plan means for the crawl: which days, which sources, how thorough."""

from __future__ import annotations

from datetime import UTC, date, datetime

from crawlers.catalogue.table import FOLDER
from dangbo.crawl_worker import DAYS_BACK, job_of
from dangbo.plan import Plan
from processing.settings import Settings

AS_OF = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)


def settings() -> Settings:
    return Settings(sources=FOLDER, _env_file=None)  # type: ignore[call-arg]


def test_a_backfill_keeps_to_its_days() -> None:
    first, last = date(2025, 1, 1), date(2025, 6, 30)
    plan = Plan("history", "backfill", AS_OF, since=first, until=last)
    job = job_of(settings(), plan, ["baohatinh"])
    assert [source.id for source in job.sources] == ["baohatinh"]
    # Days as they are in Viet Nam, seven hours before Greenwich.
    assert not job.covers(datetime(2024, 12, 31, 16, 59, tzinfo=UTC))
    assert job.covers(datetime(2024, 12, 31, 17, 0, tzinfo=UTC))
    assert job.covers(datetime(2025, 6, 30, 16, 59, tzinfo=UTC))
    assert not job.covers(datetime(2025, 6, 30, 17, 0, tzinfo=UTC))
    # Changed in July, it may have been published in June; changed a year later, not.
    assert job.covers(datetime(2025, 7, 20, tzinfo=UTC), is_change=True)
    assert not job.covers(datetime(2026, 7, 20, tzinfo=UTC), is_change=True)
    assert not job.conditional
    assert job.max_revisits == 0
    assert job.max_articles > 10_000


def test_a_daily_crawl_looks_back_for_late_postings() -> None:
    job = job_of(settings(), Plan("today", "daily", AS_OF), ["baohatinh"])
    assert job.since is not None
    assert (AS_OF - job.since).days == DAYS_BACK
    assert job.until is None
    assert job.conditional
    assert job.max_revisits > 0

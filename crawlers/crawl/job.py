"""What one crawl is asked to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from crawlers.catalogue import Source

MOST_ARTICLES = 500
MOST_REVISITS = 100
# At ten articles a page the history of some years.
MOST_LISTING_PAGES = 500
# Later edits are too rare to fetch all later articles for them.
CHANGED_WITHIN = timedelta(days=30)
RUN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,119}")


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """One crawl of several sources in one process.

    run_key: names the run; the same key again continues it: what was already got
        is not fetched again, sources that ended well are left alone.
    as_of: the moment the run speaks for (aware); the clock of its records.
    archive: fsspec address where WARC files and manifests go.
    contact: address in the user agent, for those who run the sites.
    since, until: articles that discovery dates before or after are left out; None:
        no bound. What discovery does not date is fetched.
    max_articles: most new articles fetched of one source.
    max_revisits: most known articles of one source looked at again for silent edits.
    time_limit_seconds: after this no new request is sent; what was got is kept.
    conditional: whether unchanged feeds and listings may be skipped (a backfill
        must read them again).
    reaches_back: whether listings are read on until ``since`` is passed, also over
        pages on which all is known (a backfill).
    most_listing_pages: most pages of one listing that are read so.
    """

    run_key: str
    as_of: datetime
    sources: tuple[Source, ...]
    archive: str
    contact: str = "https://github.com/dangbo/dangbo"
    since: datetime | None = None
    until: datetime | None = None
    max_articles: int = MOST_ARTICLES
    max_revisits: int = MOST_REVISITS
    time_limit_seconds: float = 7200.0
    conditional: bool = True
    reaches_back: bool = False
    most_listing_pages: int = MOST_LISTING_PAGES
    log_level: str = "WARNING"
    # Seconds; tests make them short.
    download_timeout: float = field(default=45.0)
    retry_delay: float = field(default=5.0)

    def __post_init__(self) -> None:
        for name in ("as_of", "since", "until"):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{name} needs a time zone")
        # It becomes part of file names.
        if not RUN_KEY.fullmatch(self.run_key):
            allowed = "letters, digits and . _ + - only, at most 120"
            raise ValueError(f"run_key {self.run_key!r}: {allowed}")

    def covers(self, date: datetime | None, *, is_change: bool = False) -> bool:
        """Whether an article that discovery dates so is asked for.

        What was changed (``is_change``) within `CHANGED_WITHIN` after the last day
        may have been published on it.
        """
        if date is None:
            return True
        is_late = self.since is None or date >= self.since
        leeway = CHANGED_WITHIN if is_change else timedelta()
        return is_late and (self.until is None or date <= self.until + leeway)

    @property
    def user_agent(self) -> str:
        """Who we are and where to complain."""
        try:
            number = version("dangbo")
        except PackageNotFoundError:
            number = "dev"
        return f"Dangbo/{number} (+{self.contact})"

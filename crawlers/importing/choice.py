"""Which records are ours: by host and address before, by date after they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from crawlers.catalogue import Source
from crawlers.catalogue.urls import is_article_url
from crawlers.discovery.dated import declared_date
from crawlers.web import host_port

FOREIGN = "of other hosts"
NO_ARTICLE = "not the address of an article"
OUT_OF_RANGE = "outside of the days asked for"
REVISIT = "a revisit: its content is another record's"


@dataclass(frozen=True)
class Choice:
    """What is asked for.

    ``since`` and ``until`` (aware) bound the publication, as far as a page declares
    it, else its capture; None: no bound. ``now`` (aware): what was captured later has
    a wrong date.
    """

    sources: tuple[Source, ...]
    now: datetime
    since: datetime | None = None
    until: datetime | None = None
    _hosts: dict[tuple[str, int], tuple[Source, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        hosts: dict[tuple[str, int], tuple[Source, ...]] = {}
        for source in self.sources:
            for place in source.allowed:
                hosts[place] = (*hosts.get(place, ()), source)
        object.__setattr__(self, "_hosts", hosts)

    def on_host(self, url: str) -> tuple[Source, ...]:
        """The sources an address could be of: its host and port are exactly theirs."""
        try:
            return self._hosts.get(host_port(url), ())
        except ValueError:
            return ()

    def source_of(self, url: str, candidates: Iterable[Source]) -> Source | None:
        """Of these the source whose article has this address."""
        return next((s for s in candidates if is_article_url(url, s)), None)

    def is_captured_too_early(self, at: datetime) -> bool:
        """Whether a page captured then cannot have been published in the range."""
        return self.since is not None and at < self.since

    def covers(self, body: bytes, source: Source, at: datetime) -> bool:
        """Whether a page captured ``at`` was published within the range."""
        if self.since is None and self.until is None:
            return True
        day = declared_date(body, ZoneInfo(source.time_zone)) or at
        is_late = self.since is None or day >= self.since
        return is_late and (self.until is None or day <= self.until)

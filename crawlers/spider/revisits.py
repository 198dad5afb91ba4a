"""Articles looked at again some days later: silent edits are worth knowing.

A changed page goes the way of every page: into the archive, and through cleaning, which
makes a new version of the article if its text is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.crawl.known import Known, Visit
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.page import content_type, first_address, is_same
from crawlers.discovery.obstacles import obstacle
from crawlers.network.faults import ROBOTS, fault_words
from crawlers.network.guard import RefusedRequest
from crawlers.network.unpacking import PackedBody

GONE = (404, 410)
# More than this share of what we have, and so many, is never changed in a few days.
MOST_CHANGED = 0.5
ENOUGH_CHANGED = 10
# After all that is new, should time run out.
PRIORITY = -100
SAME = "article unchanged since it was last looked at"
REMOVED = "article gone when looked at again"
OVER_LIMIT = "article due to be looked at again, over the limit of a run"
NOT_BELIEVED = "changes of nearly all articles at once: the sitemap is not believed"
NOT_ALLOWED = "article not allowed by robots.txt to be looked at again"
ELSEWHERE = "article leading elsewhere when looked at again"


class Revisits:
    """The revisits of one source in one run: what is due, and what came of it.

    They count neither as new articles nor as failed ones; what goes wrong is told.
    """

    def __init__(self, ledger: Ledger, known: Known) -> None:
        self._ledger = ledger
        self._known = known
        self._asked: set[str] = set()

    def requests(self) -> Iterator[Request]:
        """Conditional requests for what is due, the newest first, within the limit."""
        job, source = self._ledger.job, self._ledger.source
        if not job.max_revisits:
            return
        due = [
            visit
            for visit in self._known.due(source.id, job.as_of)
            if visit.article_key not in self._ledger.had
        ]
        yield from self._within_limit(due)

    def changed(self, changes: Mapping[str, datetime]) -> Iterator[Request]:
        """Requests for articles that a sitemap says were changed since we had them.

        ``changes``: by key, when a sitemap says that an article was changed last. One
        that says it of nearly all writes the moment of our visit, and is not believed.
        """
        visits = {key: self._visit(key) for key in changes}
        had = [visit for visit in visits.values() if visit is not None]
        newer = [v for v in had if changes[v.article_key] > v.last_at]
        if len(newer) > MOST_CHANGED * len(had) and len(newer) >= ENOUGH_CHANGED:
            self._ledger.skip(NOT_BELIEVED, len(newer))
        else:
            newer.sort(key=lambda visit: changes[visit.article_key], reverse=True)
            yield from self._within_limit(newer)

    def _visit(self, key: str) -> Visit | None:
        if key in self._asked or key in self._ledger.had:
            return None
        return self._known.visit(self._ledger.source.id, key)

    def _within_limit(self, visits: Sequence[Visit]) -> Iterator[Request]:
        left = max(0, self._ledger.job.max_revisits - len(self._asked))
        for visit in visits[:left]:
            self._asked.add(visit.article_key)
            yield self._request(visit)
        if visits[left:]:
            self._ledger.skip(OVER_LIMIT, len(visits[left:]))

    def _request(self, visit: Visit) -> Request:
        return Request(
            visit.url,
            callback=self.on_article,
            errback=self.on_lost,
            priority=PRIORITY,
            dont_filter=True,
            meta={"kind": "article", "item": visit.article_key, "visit": visit},
        )

    def on_article(self, response: Response) -> None:
        """Account for what came; a changed page is left to cleaning."""
        if response.status == 304 or (response.status == 200 and is_same(response)):
            self._ledger.skip(SAME)
        elif response.status in GONE:
            self._ledger.skip(REMOVED)
        elif response.status != 200:
            self._ledger.problem(response.url, f"answers {response.status}")
        elif wall := obstacle(response.body, content_type(response)):
            self._ledger.disown(response.meta["record"])
            self._ledger.skip(wall)
            self._ledger.problem(response.url, f"answers with {wall}")

    def on_lost(self, failure: Failure) -> None:
        """Note why an article could not be had again."""
        request: Request = failure.request  # type: ignore[attr-defined]
        words = fault_words(failure.value)
        if isinstance(failure.value, PackedBody):
            self._ledger.disown(request.meta["record"])
        if words == ROBOTS:
            self._ledger.skip(NOT_ALLOWED)
        elif isinstance(failure.value, RefusedRequest):
            self._ledger.skip(ELSEWHERE)
        else:
            self._ledger.problem(first_address(request), words)

"""Articles looked at again some days later: silent edits are worth knowing.

A changed page goes the way of every page: into the archive, and through cleaning, which
makes a new version of the article if its text is another.
"""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.faults import ROBOTS, fault_words
from crawlers.guard import RefusedRequest
from crawlers.known import Known, Visit
from crawlers.ledger import Ledger
from crawlers.obstacles import obstacle
from crawlers.page import content_type, first_address, is_same
from crawlers.unpacking import PackedBody

GONE = (404, 410)
# After all that is new, should time run out.
PRIORITY = -100
UNCHANGED = "article unchanged since it was last looked at"
REMOVED = "article gone when looked at again"
OVER_LIMIT = "article due to be looked at again, over the limit of a run"
NOT_ALLOWED = "article not allowed by robots.txt to be looked at again"
ELSEWHERE = "article leading elsewhere when looked at again"


class Revisits:
    """The revisits of one source in one run: what is due, and what came of it.

    They count neither as new articles nor as failed ones; what goes wrong is told.
    """

    def __init__(self, ledger: Ledger, known: Known) -> None:
        self._ledger = ledger
        self._known = known

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
        for visit in due[: job.max_revisits]:
            yield self._request(visit)
        if left := due[job.max_revisits :]:
            self._ledger.skip(OVER_LIMIT, len(left))

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
            self._ledger.skip(UNCHANGED)
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

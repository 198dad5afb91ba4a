"""The recorder: every answer is in the archive before anything looks into it."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.crawl.ledger import Ledger


class Recorder:
    """Downloader middleware next to the network: sees bodies as they came."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy; the ledger is the spider's."""
        return cls(crawler.spider.ledger)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Count what is sent."""
        self._ledger.requests += 1

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the response; its record travels on in ``meta["record"]``.

        Parts that a rendered page asks for are not kept: the rendered page is. Where
        the archive takes no more, nothing looks into the answer.
        """
        if request.meta.get("kind") == "part":
            return response
        # Requests of our own carry their kind; Scrapy itself only asks for robots.txt.
        try:
            request.meta["record"] = self._ledger.record(
                response.url,
                response.status,
                _pairs(response),
                response.body,
                kind=request.meta.get("kind", "robots"),
                item=request.meta.get("item"),
            )
        except OSError as error:
            self._ledger.broken = str(error)
            raise IgnoreRequest(f"it could not be archived: {error}") from error
        return response


def _pairs(response: Response) -> list[tuple[str, str]]:
    """The headers, each value by itself; bytes beyond ASCII as Latin-1."""
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in response.headers
        for value in response.headers.getlist(name)
    ]

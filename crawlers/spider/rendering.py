"""Listings that are built by script: rendered, archived as such, read as any other.

In force for sources alone that have a place with ``render: true``.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse

from crawlers.catalogue import Discovery
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.page import content_type
from crawlers.discovery.obstacles import obstacle
from crawlers.network.browser import EXTRA, Browser, BrowserError, Part
from crawlers.network.faults import WORDS

SECONDS = "DANGBO_RENDER_SECONDS"
# The header by which the archive tells a rendered page from one that was sent.
RENDERED = "X-Dangbo-Rendered"
FAULTS: tuple[type[Exception], ...] = (
    ValueError,
    IgnoreRequest,
    *(kind for kind, _ in WORDS),
)


class NotRendered(IgnoreRequest):
    """A listing that could not be rendered; says why."""


class Renderer:
    """Downloader middleware: a listing's answer becomes what its scripts make of it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._browser: Browser | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        made = cls(crawler)
        crawler.signals.connect(made.close, signal=signals.spider_closed)
        return made

    async def process_response(self, request: Request, response: Response) -> Response:
        """Render the answer to a request that asks for it.

        Raises:
            NotRendered: if that cannot be done.
        """
        if not request.meta.get("render") or response.status != 200:
            return response
        if obstacle(response.body, content_type(response)):
            # A wall is to be seen as one, and not to be climbed.
            return response
        try:
            body = await self._ready().rendered(
                response.url, _as_utf8(response), self._fetch
            )
        except BrowserError as error:
            raise NotRendered(str(error)) from error
        headers = [("Content-Type", "text/html; charset=utf-8"), (RENDERED, "chromium")]
        request.meta["record"] = self._ledger.record(
            response.url,
            200,
            headers,
            body,
            kind="listing",
            item=request.meta.get("item"),
        )
        return HtmlResponse(
            response.url, headers=dict(headers), body=body, encoding="utf-8"
        )

    async def close(self) -> None:
        """End the browser; called by Scrapy when the source is done."""
        if self._browser is not None:
            await self._browser.close()

    @property
    def _ledger(self) -> Ledger:
        return self._crawler.spider.ledger  # type: ignore[union-attr,no-any-return]

    def _ready(self) -> Browser:
        if self._browser is None:
            if find_spec("playwright") is None:
                raise BrowserError(EXTRA)
            settings = self._crawler.settings
            agent = settings["USER_AGENT"]
            self._browser = Browser(agent, settings.getfloat(SECONDS))
        return self._browser

    async def _fetch(self, url: str, accept: str) -> Part | None:
        """Ask for a part of a page as for anything else: guarded, paced, bounded."""
        try:
            request = Request(url, headers={"Accept": accept}, meta={"kind": "part"})
            response = await self._crawler.engine.download_async(request)
        except FAULTS:
            return None
        declared = response.headers.get("Content-Type") or b"application/octet-stream"
        return Part(response.status, declared.decode("latin-1"), response.body)


def _as_utf8(response: Response) -> bytes:
    if isinstance(response, TextResponse):
        return response.text.encode("utf-8", errors="replace")
    return response.body


def is_needed(places: Sequence[Discovery]) -> bool:
    """Whether any place has to be rendered."""
    return any(place.render for place in places)

"""Bodies unpacked for the spider, just as they are when read from the archive."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from crawlers.decoding import DecodingError, decoded


class PackedBody(IgnoreRequest):
    """An answer whose body cannot be unpacked, or not within the bound."""


class Unpacker:
    """Downloader middleware in the place of Scrapy's, which takes half a body for one.

    ``limit``: bytes a body may grow to.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """The response with its content encoding undone.

        Raises:
            PackedBody: saying why that cannot be.
        """
        names = response.headers.getlist("Content-Encoding")
        if not names:
            return response
        encoding = b",".join(names).decode("latin-1")
        try:
            body = decoded(response.body, encoding, limit=self._limit)
        except DecodingError as error:
            raise PackedBody(f"its body cannot be unpacked: {error}") from error
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        # The character set must be found anew: that of packed bytes means nothing.
        fields = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, headers=headers, body=body, **fields)

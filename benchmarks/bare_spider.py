"""What one would write in an afternoon: Scrapy, trafilatura in the pipeline, INSERT.

usage: python -m benchmarks.bare_spider SITE_ADDRESS DATABASE_URL
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import trafilatura
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.spiders import SitemapSpider

TABLE = """CREATE TABLE IF NOT EXISTS bare_article (
    url text PRIMARY KEY, title text, author text, published text, body text)"""
INSERT = """INSERT INTO bare_article VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (url) DO NOTHING"""


class BareSpider(SitemapSpider):
    """Follows the sitemap and yields every page."""

    name = "bare"

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        """A page as an item; the pipeline does the work."""
        yield {"url": response.url, "html": response.text}


class Pipeline:
    """Extracts and inserts, an item at a time, inside the reactor."""

    def open_spider(self) -> None:
        """Connect."""
        self.connection = psycopg.connect(sys.argv[2], autocommit=True)
        self.connection.execute(TABLE)

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Extract with default settings and metadata, and insert."""
        found = trafilatura.bare_extraction(
            item["html"], url=item["url"], with_metadata=True
        )
        if found is not None:
            row = (item["url"], found.title, found.author, found.date, found.text)
            self.connection.execute(INSERT, row)
        return item

    def close_spider(self) -> None:
        """Disconnect."""
        self.connection.close()


def main() -> None:
    """Crawl the site."""
    settings = {
        "ITEM_PIPELINES": {Pipeline: 100},
        "LOG_LEVEL": "ERROR",
        "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "CONCURRENT_REQUESTS": 16,
    }
    process = CrawlerProcess(settings)
    process.crawl(BareSpider, sitemap_urls=[f"{sys.argv[1]}/sitemap.xml"])
    process.start()


if __name__ == "__main__":
    main()

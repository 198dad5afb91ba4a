"""robots.txt: what it lets us do, and the sitemaps it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from protego import Protego

from crawlers.catalogue import Source
from crawlers.catalogue.families import families
from crawlers.catalogue.urls import clean_url
from crawlers.discovery.candidate import Candidate
from crawlers.discovery.sitemap import recency
from crawlers.web import host_port

# The name we go by in robots.txt.
ROBOTS_AGENT = "Dangbo"
# Search engines read no more of a robots.txt either (RFC 9309 asks for 500 KiB).
LONGEST_ROBOTS = 512 * 1024


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host.

    ``delay``: seconds between two requests that it asks us for. ``sitemaps``: the
    addresses as they stand there.
    """

    rules: Protego
    delay: float | None
    sitemaps: tuple[str, ...]

    @classmethod
    def read(cls, status: int, body: bytes) -> Self:
        """The rules of an answer, as RFC 9309 reads it.

        A robots.txt that answers 5xx forbids everything for now; one that answers
        4xx forbids nothing: an error page holds no rules.
        """
        text = effective_rules(status, body).decode("utf-8", "ignore")
        rules = Protego.parse(text)
        delay = rules.crawl_delay(ROBOTS_AGENT)
        return cls(rules, float(delay) if delay else None, tuple(rules.sitemaps))

    def allows(self, url: str) -> bool:
        """Whether we may fetch ``url``."""
        return bool(self.rules.can_fetch(url, ROBOTS_AGENT))


def effective_rules(status: int, body: bytes) -> bytes:
    """The text whose rules hold, for an answer with this status."""
    if status >= 500:
        return b"User-agent: *\nDisallow: /\n"
    return b"" if status >= 400 else body[:LONGEST_ROBOTS]


def news_sitemaps(named: tuple[str, ...], base: str, source: Source) -> list[Candidate]:
    """Of the sitemaps a robots.txt names those that can hold articles of the source.

    On its own hosts alone, judged by name, the newest first.
    """
    common = families().common
    urls = (clean_url(url, base) for url in named)
    found = [
        Candidate(url)
        for url in dict.fromkeys(urls)
        if url and host_port(url) in source.allowed and not common.is_other_sitemap(url)
    ]
    return sorted(found, key=recency, reverse=True)

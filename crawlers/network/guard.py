"""The guard: no request leaves for where the source does not live.

Two walls. Before a request is sent (first ones, retries and every hop of a redirect)
its address is judged as written; when a name is resolved, the address it resolves to
is judged, and that very address is connected to: a name that changes its answer
(DNS rebinding) gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawlers.catalogue import Source
from crawlers.catalogue.urls import LONGEST_URL, is_article_url
from crawlers.network.elsewhere import FOREIGN, REDIRECTS
from crawlers.web import PORTS, host_port, is_private_address, is_private_literal

LOCAL_HOSTS = "DANGBO_LOCAL_HOSTS"


class RefusedRequest(IgnoreRequest):
    """A request that may not be sent; ``reason`` in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refusal(url: str, source: Source) -> str | None:
    """Why ``url`` may not be fetched for ``source``; None if it may."""
    if len(url) > LONGEST_URL:
        return f"an address of {len(url)} characters"
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        return f"the scheme {parts.scheme}: is neither http nor https"
    if parts.username is not None or parts.password is not None:
        return "an address with user name or password"
    try:
        host, port = host_port(url)
    except ValueError:
        return "an address without a usable host"
    return _refused_host(host, port, source)


def _refused_host(host: str, port: int, source: Source) -> str | None:
    if is_private_literal(host) and not source.local:
        return f"{host} is a private address"
    if (host, port) not in source.allowed:
        return f"{host}:{port} {FOREIGN}"
    return None


class HostGivenUp(IgnoreRequest):
    """A request to a host that is left alone for the rest of the run."""


class Guard:
    """Downloader middleware, the outermost: refuses before anything is sent."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy; the source is the spider's."""
        return cls(crawler.spider.source)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it.

        Raises:
            RefusedRequest: saying why.
        """
        reason = refusal(request.url, self._source)
        if reason is not None:
            raise RefusedRequest(_with_origin(request, reason))
        if self._is_dead_article(request):
            raise RefusedRequest(f"leads to {request.url}, which is no article")

    def _is_dead_article(self, request: Request) -> bool:
        """Whether an article leads elsewhere: dead ones lead to the front page."""
        is_redirected = request.meta.get("redirect_times", 0) > 0
        is_article = request.meta.get("kind") == "article"
        return (
            is_article
            and is_redirected
            and not is_article_url(request.url, self._source)
        )


class PublicResolver(CachingThreadedResolver):
    """A resolver that knows public addresses only, but for hosts declared local.

    There is one in a process; ``refused`` are the names it refused, with what they
    resolved to.
    """

    refused: ClassVar[dict[str, str]] = {}

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        timeout: float,
        local_hosts: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._local_hosts = local_hosts

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        """Made by Scrapy, once a process."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE"),
            settings.getfloat("DNS_TIMEOUT"),
            frozenset(settings.getlist(LOCAL_HOSTS)),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """Resolve ``name``; fails with DNSLookupError if the answer is private.

        What the cache answers is judged as well.
        """
        found = super().getHostByName(name, timeout)
        return found.addCallback(self._judged, name)

    def _judged(self, address: str, name: str) -> str:
        if name.lower() not in self._local_hosts and is_private_address(address):
            self.refused[name.lower()] = address
            raise DNSLookupError(f"{name} resolves to the private address {address}")
        return address


def _with_origin(request: Request, reason: str) -> str:
    if request.meta.get("redirect_urls"):
        # Messages are read by many: no passwords in them.
        target = re.sub(r"//[^/@]*@", "//…@", request.url)
        return f"{REDIRECTS}{target}: {reason}"
    return reason

"""A crawl in a process where names lie, every connection is noted, none leaves."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import scrapy.resolver

from crawlers.crawl.job import CrawlJob
from crawlers.spider.process import crawl


@dataclass(frozen=True)
class Surroundings:
    """What the process of a crawl lives in.

    names: by name, the addresses that the DNS gives, one after the other; the last
    one stays. A name that is missing cannot be resolved.
    connections: file that gets a line ``host port`` for each connection begun.
    trusted: file of the certificates that are trusted.
    """

    names: Mapping[str, tuple[str, ...]]
    connections: Path
    trusted: Path

    def connected(self) -> list[tuple[str, int]]:
        """Where the crawl tried to connect to, in order."""
        lines = self.connections.read_text().splitlines()
        return [(host, int(port)) for host, port in map(str.split, lines)]


class _Forgetful(dict[str, Any]):
    """Scrapy's cache of names, without a memory: every lookup asks the DNS anew."""

    limit = 0

    def __setitem__(self, key: str, value: Any) -> None:
        """Forget it."""


def crawl_inside(job: CrawlJob, around: Surroundings) -> None:
    """Crawl; to be run in a process of its own."""
    os.environ["SSL_CERT_FILE"] = str(around.trusted)
    scrapy.resolver.dnscache = _Forgetful()
    left = {name: list(answers) for name, answers in around.names.items()}

    def resolve(name: str) -> str:
        answers = [name] if name.replace(".", "").isdigit() else left.get(name)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    connect = socket.socket.connect_ex

    def noted(self: socket.socket, address: Any, /) -> int:
        with around.connections.open("a") as file:
            file.write(f"{address[0]} {address[1]}\n")
        if not str(address[0]).startswith("127."):
            return errno.ECONNREFUSED
        return connect(self, address)

    socket.gethostbyname = resolve  # type: ignore[assignment]
    socket.socket.connect_ex = noted  # type: ignore[method-assign]
    crawl(job)

"""How a fault of a web site is declared: a function, and what must come of it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.crawlers.crawling import ARTICLE
from tests.crawlers.site import Answer, Site

HTML = {"Content-Type": "text/html; charset=utf-8"}
# Seconds after which the crawler gives the answer of a slow site up.
TIMEOUT = 2.0


@dataclass(frozen=True)
class World:
    """What a fault may lead to: nothing here may ever be asked.

    ``closed``: a port that refuses connections.
    """

    other: Site
    closed: socket.socket

    @property
    def closed_port(self) -> int:
        """Its number."""
        return int(self.closed.getsockname()[1])


Laid = Callable[[Site, World], dict[str, Any] | None]


@dataclass(frozen=True)
class Fault:
    """A site with one fault, and what a crawl of it must come to.

    lay: declares the answers of the site; returns fields of its source, None for one
    listing of one page. does: what Dangbo does, for people. got: numbers of the
    articles it has in the end. told: words in the message of the summary, "" for no
    message at all. skipped: a reason for which something is counted as not fetched.
    at_most: requests the site sees, retries included. tls: the certificate it shows.
    is_slow: it is waited for until the timeout, which is short for these alone, so that
    a busy machine makes no other site slow.
    """

    lay: Laid
    does: str
    status: str = "succeeded"
    got: tuple[int, ...] = (1,)
    told: str = ""
    skipped: str = ""
    at_most: int | None = None
    tls: str | None = None
    is_slow: bool = False

    @property
    def name(self) -> str:
        """The name of its function; that of its source has hyphens."""
        return self.lay.__name__

    @property
    def source_id(self) -> str:
        """The id of its source."""
        return self.name.replace("_", "-")

    @property
    def site(self) -> str:
        """What the site does, for people."""
        return " ".join((self.lay.__doc__ or "").split()).removesuffix(".")


FAULTS: list[Fault] = []


def fault(does: str, **expected: Any) -> Callable[[Laid], Laid]:
    """Declare the fault whose site the decorated function lays out."""

    def declare(lay: Laid) -> Laid:
        FAULTS.append(Fault(lay, does, **expected))
        return lay

    return declare


def links(*numbers: int) -> str:
    """Links to articles."""
    return "".join(f'<a href="/tin-so-{n}-a{n}.html">{n}</a>' for n in numbers)


def place(url: str = "/thoi-su/", **fields: Any) -> dict[str, Any]:
    """A source with one listing of one page."""
    return {"discovery": [{"kind": "listing", "url": url, "pages": 1, **fields}]}


def at(number: int) -> str:
    """The path of an article."""
    return f"/tin-so-{number}-a{number}.html"


def paper(site: Site, *faulty: Answer) -> None:
    """A listing with the good article 1, then one article for each faulty answer."""
    site.page("/thoi-su/", links(*range(1, len(faulty) + 2)))
    articles(site, 1)
    for number, answer in enumerate(faulty, start=2):
        site.add(at(number), answer)


def articles(site: Site, *numbers: int) -> None:
    """Good articles."""
    for number in numbers:
        site.page(at(number), ARTICLE.format(title=number))

"""Faults of connections, of TLS and of HTTP itself."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable
from typing import Any

from tests.crawlers.crawling import ARTICLE
from tests.crawlers.faults.declared import (
    HTML,
    TIMEOUT,
    World,
    articles,
    fault,
    links,
    paper,
    place,
)
from tests.crawlers.site import Answer, Site

LATE = "no complete answer in time"
LOST = "the connection was lost"
BROKEN_OFF = "the answer broke off before its end"
DISTRUST = "its TLS certificate or handshake cannot be trusted"
HEAD_TOO_LARGE = "its headers are larger than is allowed"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def says(*pieces: bytes) -> Callable[[], Iterable[bytes]]:
    """What goes over the wire as it is."""
    return lambda: pieces


@fault("Crawls it as if it were alone.", got=(1, 2, 3), is_slow=True)
def good_neighbour(site: Site, world: World) -> None:
    """Nothing is wrong with it: the neighbour of all others."""
    site.page("/thoi-su/", links(1, 2, 3))
    articles(site, 1, 2, 3)


@fault(
    "Tries three times; the source has failed.",
    status="failed",
    got=(),
    told="the connection was refused",
)
def refuses(site: Site, world: World) -> dict[str, Any]:
    """Refuses connections."""
    base = f"http://127.0.0.1:{world.closed_port}"
    return {**place(f"{base}/thoi-su/"), "base_url": base}


@fault("Tries three times, keeps the rest.", told=BROKEN_OFF)
def resets_midway(site: Site, world: World) -> None:
    """Resets the connection in the middle of an article."""
    paper(site, Answer(b"x" * 5000, headers=HTML, cut=100))


@fault("Tries three times, keeps the rest.", told=LOST)
def resets_at_once(site: Site, world: World) -> None:
    """Resets the connection before it has said a word."""
    paper(site, Answer(wire=says(), cut=0))


@fault("Tries three times, keeps the rest.", told=LOST)
def hangs_up(site: Site, world: World) -> None:
    """Ends the connection before it has said a word."""
    paper(site, Answer(wire=says()))


@fault("Stops waiting at the timeout.", told=LATE, is_slow=True)
def late(site: Site, world: World) -> None:
    """Answers an article too late."""
    paper(site, Answer(b"late", headers=HTML, delay=2 * TIMEOUT))


@fault("Stops waiting at the timeout, lively as it looks.", told=LATE, is_slow=True)
def dripping(site: Site, world: World) -> None:
    """Sends an article byte by byte."""
    paper(site, Answer(b"x" * 1000, headers=HTML, drip=0.05))


@fault("Stops waiting at the timeout.", told=LATE, is_slow=True)
def dripping_head(site: Site, world: World) -> None:
    """Sends the head of an answer byte by byte."""

    def drops() -> Iterable[bytes]:
        for byte in HEAD * 5:
            time.sleep(0.05)
            yield bytes([byte])

    paper(site, Answer(wire=drops))


@fault("Takes it for broken off: no part of an article is an article.", told=BROKEN_OFF)
def promises_more(site: Site, world: World) -> None:
    """Promises a longer body than it sends."""
    paper(site, Answer(b"short", headers=HTML, length=5000))


@fault("Keeps what was promised.", got=(1, 2))
def promises_less(site: Site, world: World) -> None:
    """Sends a longer body than it promised."""
    body = ARTICLE.format(title=2).encode()
    paper(site, Answer(body + b"x" * 500, headers=HTML, length=len(body)))


@fault("Refuses the answer.", told=LOST)
def nonsense_length(site: Site, world: World) -> None:
    """Gives a length that is no number."""
    paper(site, Answer(wire=says(HEAD, b"Content-Length: many\r\n\r\nhello")))


@fault("Refuses the answer: nobody can say where it ends.", told=LOST)
def two_lengths(site: Site, world: World) -> None:
    """Gives two different lengths."""
    both = b"Content-Length: 5\r\nContent-Length: 50\r\n\r\nhello"
    paper(site, Answer(wire=says(HEAD, both)))


@fault("Takes it for broken off.", told=BROKEN_OFF)
def broken_chunks(site: Site, world: World) -> None:
    """Sends chunks whose sizes are no numbers."""
    paper(site, Answer(wire=says(HEAD, b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhi")))


@fault("Takes it for broken off.", told=BROKEN_OFF)
def endless_chunks(site: Site, world: World) -> None:
    """Ends the connection before the last chunk."""
    paper(
        site,
        Answer(wire=says(HEAD, b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")),
    )


@fault("Refuses the answer.", told=LOST)
def no_http(site: Site, world: World) -> None:
    """Speaks another protocol than HTTP."""
    paper(site, Answer(wire=says(b"SSH-2.0-OpenSSH_9.2p1\r\n", b"\x00\x01" * 500)))


def for_ever(first: bytes, *pieces: bytes) -> Callable[[], Iterable[bytes]]:
    """A first piece, then the others again and again."""
    return lambda: itertools.chain([first], itertools.cycle(pieces))


@fault("Breaks off when the head has grown beyond 256 KB.", told=HEAD_TOO_LARGE)
def flood_of_headers(site: Site, world: World) -> None:
    """Sends headers without end."""
    paper(site, Answer(wire=for_ever(HEAD, b"X-Flood: aaaaaaaaaaaaaaaa\r\n" * 500)))


@fault("Breaks off when the line is longer than 16 KB.", told=LOST)
def endless_header(site: Site, world: World) -> None:
    """Sends one header that never ends."""
    paper(site, Answer(wire=for_ever(HEAD + b"X-Long: ", b"a" * 8192)))


@fault("Breaks off when the head has grown beyond 256 KB.", told=HEAD_TOO_LARGE)
def endless_continue(site: Site, world: World) -> None:
    """Says "100 Continue" for ever."""
    paper(site, Answer(wire=for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 200)))


@fault("Crawls it: the control of the four below.", tls="good")
def trusted(site: Site, world: World) -> None:
    """Shows a certificate that is in order."""
    paper(site)


@fault("Refuses the connection.", status="failed", got=(), told=DISTRUST, tls="expired")
def expired(site: Site, world: World) -> None:
    """Shows a certificate that expired yesterday."""
    paper(site)


@fault(
    "Refuses the connection.",
    status="failed",
    got=(),
    told=DISTRUST,
    tls="self-signed",
)
def self_signed(site: Site, world: World) -> None:
    """Shows a certificate that nobody vouches for."""
    paper(site)


@fault(
    "Refuses the connection.", status="failed", got=(), told=DISTRUST, tls="other name"
)
def other_name(site: Site, world: World) -> None:
    """Shows a certificate of another site."""
    paper(site)


@fault("Refuses the connection.", status="failed", got=(), told=DISTRUST)
def plain_for_tls(site: Site, world: World) -> dict[str, Any]:
    """Speaks plain HTTP where HTTPS is expected."""
    paper(site)
    base = site.url.replace("http:", "https:")
    return {**place(f"{base}/thoi-su/"), "base_url": base}


@fault(
    "Tries three times; the source has failed.",
    status="failed",
    got=(),
    told="its name cannot be resolved",
)
def without_name(site: Site, world: World) -> dict[str, Any]:
    """Has a name that the DNS does not know."""
    base = f"http://gone.test:{site.port}"
    return {**place(f"{base}/thoi-su/"), "base_url": base}


@fault("Crawls it: the catalogue declares it local. The control of the two below.")
def declared_inside(site: Site, world: World) -> dict[str, Any]:
    """Has a name that leads to a private address, and may."""
    paper(site)
    base = f"http://declared.test:{site.port}"
    return {**place(f"{base}/thoi-su/"), "base_url": base}


@fault(
    "Never connects: the name is judged after it was resolved.",
    status="failed",
    got=(),
    told="its name leads to the private address 127.0.0.1",
    at_most=0,
)
def name_of_an_inside(site: Site, world: World) -> dict[str, Any]:
    """Has a name that leads to a private address."""
    paper(site)
    base = f"http://inside.test:{site.port}"
    return {**place(f"{base}/thoi-su/"), **public(base)}


@fault(
    "Connects to the very address it judged, and judges every answer anew.",
    status="failed",
    got=(),
    told="its name leads to the private address 127.0.0.1",
    at_most=0,
)
def rebinding(site: Site, world: World) -> dict[str, Any]:
    """Has a name that is public when it is first asked for, private afterwards."""
    paper(site)
    base = f"http://rebinding.test:{site.port}"
    return {**place(f"{base}/thoi-su/"), **public(base)}


def public(base: str) -> dict[str, Any]:
    """Fields of a source that is not declared local."""
    return {"base_url": base, "local": False, "delay_seconds": 1}

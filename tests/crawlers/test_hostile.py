"""Hostile and broken sites: nothing leaves, nothing hangs, nobody else suffers."""

from __future__ import annotations

import gzip
import multiprocessing
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from crawlers.guard import refusal
from crawlers.job import CrawlJob
from crawlers.process import crawl
from crawlers.web import is_private_address, is_private_literal
from tests.crawlers.crawling import ARTICLE, Outcome, crawled, job, outcome, source
from tests.crawlers.site import Answer, Asked, Site, redirect

HTML = {"Content-Type": "text/html; charset=utf-8"}
MEGA = 1024 * 1024
TIMEOUT = 1.0


def links(*numbers: int) -> str:
    return "".join(f'<a href="/tin-so-{n}-a{n}.html">{n}</a>' for n in numbers)


def place(url: str = "/thoi-su/", **fields: Any) -> dict[str, Any]:
    return {"discovery": [{"kind": "listing", "url": url, "pages": 1, **fields}]}


def good(site: Site, other: Site) -> dict[str, Any]:
    """The good neighbour of all the others."""
    site.page("/thoi-su/", links(1, 2, 3))
    for n in (1, 2, 3):
        site.page(f"/tin-so-{n}-a{n}.html", ARTICLE.format(title=n))
    return place()


def leads_away(site: Site, other: Site) -> dict[str, Any]:
    """Articles that redirect to where no request may go."""
    targets = (
        f"{other.url}/tin-so-1-a1.html",
        "http://169.254.169.254/latest/meta-data-a1.html",
        "http://10.0.0.7/tin-a1.html",
        "file:///etc/passwd",
        f"http://me:secret@127.0.0.1:{site.port}/tin-so-9-a9.html",
        "http://[::1]:80/tin-a1.html",
        f"http://2130706433:{other.port}/tin-a1.html",
    )
    site.page("/thoi-su/", links(*range(1, len(targets) + 1)))
    for number, target in enumerate(targets, start=1):
        site.add(f"/tin-so-{number}-a{number}.html", redirect(target))
    return place()


def circles(site: Site, other: Site) -> dict[str, Any]:
    """Redirects without end."""
    site.page("/thoi-su/", links(1))
    site.add("/tin-so-1-a1.html", redirect("/tin-so-1-a1.html?x=1"))
    site.add("/tin-so-1-a1.html?x=1", redirect("/tin-so-1-a1.html"))
    return place()


def heavy(site: Site, other: Site) -> dict[str, Any]:
    """Bodies of 50 MB, with and without their length said, and bombs."""
    site.page("/thoi-su/", links(1, 2, 3, 4))
    body = b"x" * (50 * MEGA)
    site.add("/tin-so-1-a1.html", Answer(body, headers=HTML))
    site.add("/tin-so-2-a2.html", Answer(body, headers=HTML, chunked=True))
    packed = gzip.compress(body)
    bomb = {**HTML, "Content-Encoding": "gzip"}
    site.add("/tin-so-3-a3.html", Answer(packed, headers=bomb))
    bomb = {**HTML, "Content-Encoding": "br"}
    site.add(
        "/tin-so-4-a4.html", Answer(brotli.compress(body, quality=1), headers=bomb)
    )
    return place()


def slow(site: Site, other: Site) -> dict[str, Any]:
    """Answers too late, or drop by drop."""
    site.page("/thoi-su/", links(1, 2))
    site.page("/tin-so-1-a1.html", "late", delay=3 * TIMEOUT)
    site.page("/tin-so-2-a2.html", "x" * 2000, drip=0.01)
    return place()


def rude(site: Site, other: Site) -> dict[str, Any]:
    """Resets connections, and promises more than it gives."""
    site.page("/thoi-su/", links(1, 2, 3))
    site.page("/tin-so-1-a1.html", "x" * 5000, cut=100)
    site.page("/tin-so-2-a2.html", "short", length=5000)
    site.page("/tin-so-3-a3.html", ARTICLE.format(title=3))
    return place()


def endless(site: Site, other: Site) -> dict[str, Any]:
    """Every page has new articles and a next page, for ever."""

    def answer(asked: Asked) -> Answer:
        number = int(asked.path.partition("?p=")[2] or 1)
        return Answer(links(1000 + number).encode(), headers=HTML)

    site.add("/thoi-su/", answer)
    for number in range(1, 40):
        site.add(f"/thoi-su/?p={number}", answer)
        path = f"/tin-so-{1000 + number}-a{1000 + number}.html"
        site.page(path, ARTICLE.format(title=number))
    return place(pages=5)


def xml_bomb(site: Site, other: Site) -> dict[str, Any]:
    """A feed that grows a billion-fold, and one that reads files."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    site.xml("/bomb", f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><rss>&l9;</rss>')
    outside = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    site.xml("/file", f"{outside}<rss><item><link>&f;</link></item></rss>")
    return {"discovery": [{"kind": "feed", "url": u} for u in ("/bomb", "/file")]}


def nested(site: Site, other: Site) -> dict[str, Any]:
    """Sitemap indexes within indexes, without end."""
    for n in range(20):
        inner = f"<sitemap><loc>{site.url}/map-{n + 1}.xml</loc></sitemap>"
        site.xml(f"/map-{n}.xml", f"<sitemapindex>{inner}</sitemapindex>")
    return {"discovery": [{"kind": "sitemap", "url": "/map-0.xml"}]}


def dead(site: Site, other: Site) -> dict[str, Any]:
    """Answers the listing, then nothing but 500."""
    site.page("/thoi-su/", links(*range(1, 41)))
    for n in range(1, 41):
        site.add(f"/tin-so-{n}-a{n}.html", Answer(b"oops", status=500))
    return place()


def crowded(site: Site, other: Site) -> dict[str, Any]:
    """A hundred thousand links on one page."""
    site.page("/thoi-su/", links(*range(100_000)))
    return place()


SITES = (
    good,
    leads_away,
    circles,
    heavy,
    slow,
    rude,
    endless,
    xml_bomb,
    nested,
    dead,
    crowded,
)


@dataclass(frozen=True)
class Hostile:
    """One crawl of all of them together."""

    sites: dict[str, Site]
    other: Site
    outcome: Outcome
    seconds: float

    def message(self, name: str) -> str:
        return self.outcome.summary(name).message or ""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    with ExitStack() as stack:
        other = stack.enter_context(Site())
        other.page("/tin-so-1-a1.html", ARTICLE.format(title="other"))
        sites = {shape.__name__: stack.enter_context(Site()) for shape in SITES}
        sources = [
            source(
                s.__name__.replace("_", "-"),
                sites[s.__name__].url,
                **s(sites[s.__name__], other),
            )
            for s in SITES
        ]
        folder = tmp_path_factory.mktemp("archive")
        begin = time.monotonic()
        found = crawled(
            job(folder, *sources, download_timeout=TIMEOUT, max_articles=60)
        )
        yield Hostile(sites, other, found, time.monotonic() - begin)


def test_the_good_neighbour_is_not_harmed(hostile: Hostile) -> None:
    assert hostile.outcome.keys("good") == ["good:1", "good:2", "good:3"]
    summary = hostile.outcome.summary("good")
    assert (summary.status, summary.message) == ("succeeded", None)


def test_no_redirect_leads_away(hostile: Hostile) -> None:
    assert hostile.other.requests == []
    assert hostile.outcome.keys("leads-away") == []
    message = hostile.message("leads-away")
    assert "is not among the hosts of the source" in message
    assert "/tin-so-4-a4.html: answers 302" in message
    assert "with user name or password" in message
    assert "secret" not in message
    assert hostile.sites["leads_away"].seen("/tin-so-9-a9.html") == 0


def test_circles_end(hostile: Hostile) -> None:
    assert "it redirects without end" in hostile.message("circles")
    asked = [one for one in hostile.sites["circles"].requests if "tin-so" in one.path]
    assert len(asked) == 6


def test_heavy_bodies_are_broken_off(hostile: Hostile) -> None:
    assert hostile.outcome.keys("heavy") == ["heavy:3", "heavy:4"]
    summary = hostile.outcome.summary("heavy")
    assert (summary.fetched, summary.failed) == (0, 4)
    assert "larger than is allowed" in hostile.message("heavy")
    assert summary.bytes < MEGA


def test_the_slow_are_left_behind(hostile: Hostile) -> None:
    assert hostile.outcome.summary("slow").failed == 2
    assert "no complete answer in time" in hostile.message("slow")
    assert hostile.seconds < 30


def test_broken_connections_are_told(hostile: Hostile) -> None:
    assert hostile.outcome.keys("rude") == ["rude:3"]
    summary = hostile.outcome.summary("rude")
    assert (summary.fetched, summary.failed) == (1, 2)


def test_endless_paging_ends_at_the_bound(hostile: Hostile) -> None:
    asked = [a for a in hostile.sites["endless"].requests if "thoi-su" in a.path]
    assert len(asked) == 5
    assert len(hostile.outcome.keys("endless")) == 5


def test_bombs_in_feeds_are_refused(hostile: Hostile) -> None:
    assert hostile.outcome.summary("xml-bomb").status == "failed"
    assert "declares entities of its own" in hostile.message("xml-bomb")


def test_nested_indexes_end(hostile: Hostile) -> None:
    assert "nested deeper than 3" in hostile.message("nested")
    asked = [one for one in hostile.sites["nested"].requests if "map" in one.path]
    assert len(asked) == 4


def test_a_dying_site_is_left_alone(hostile: Hostile) -> None:
    asked = [one for one in hostile.sites["dead"].requests if "tin-so" in one.path]
    assert len(asked) < 30
    assert "left alone for this run" in hostile.message("dead")
    assert hostile.outcome.summary("dead").status == "failed"


def test_a_flood_of_links_is_bounded(hostile: Hostile) -> None:
    summary = hostile.outcome.summary("crowded")
    assert summary.discovered <= 20_000
    assert summary.skipped["over the limit of articles a run"] > 10_000


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00:ec2::254", True),
        ("::ffff:127.0.0.1", True),
        ("64:ff9b::7f00:1", True),
        ("2002:7f00:1::", True),
        ("8.8.8.8", False),
        ("2606:4700:4700::1111", False),
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private_address(address) is private


@pytest.mark.parametrize(
    "host", ["localhost", "x.localhost", "127.1", "0x7f000001", "2130706433", "[::1]"]
)
def test_private_hosts_in_every_spelling(host: str) -> None:
    assert is_private_literal(host)
    assert not is_private_literal("baovidu.vn")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/x", "is a private address"),
        ("https://other.vn/x", "not among the hosts"),
        ("https://paper.test:8443/x", "not among the hosts"),
        ("ftp://paper.test/x", "neither http nor https"),
        ("https://me:pw@paper.test/x", "user name or password"),
        ("https:///x", "without a usable host"),
        ("https://paper.test/" + "x" * 3000, "characters"),
    ],
)
def test_what_the_guard_refuses(url: str, words: str) -> None:
    public = source(
        "paper",
        "https://paper.test",
        local=False,
        delay_seconds=2,
        discovery=[{"kind": "listing", "url": "/"}],
    )
    assert words in (refusal(url, public) or "")
    for fine in ("https://paper.test/x", "http://www.paper.test/y"):
        assert refusal(fine, public) is None


def crawl_with_names(work: CrawlJob, addresses: dict[str, str]) -> None:
    """Crawl where names resolve as told."""
    socket.gethostbyname = addresses.__getitem__
    crawl(work)


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "site.pem"
    pem.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_certificates_are_verified(tmp_path: Path) -> None:
    with Site(tls=self_signed(tmp_path)) as site:
        site.page("/thoi-su/", links(1))
        work = job(tmp_path, source("paper", site.url, **place()))
        summary = crawled(work).summary("paper")
        assert site.requests == []
    assert summary.status == "failed"
    assert "TLS certificate or handshake" in (summary.message or "")


def test_a_name_that_leads_to_a_private_address_is_not_connected_to(
    tmp_path: Path,
) -> None:
    with Site() as site:
        site.page("/thoi-su/", links(1))
        site.page("/tin-so-1-a1.html", ARTICLE.format(title=1))
        where = f"http://{{}}.test:{site.port}"
        public = {"local": False, "delay_seconds": 1}
        always = source("always", where.format("always"), **place(), **public)
        declared = source("declared", where.format("declared"), **place())
        work = job(tmp_path, always, declared)
        names = {"always.test": "127.0.0.1", "declared.test": "127.0.0.1"}
        process = multiprocessing.get_context("spawn").Process(
            target=crawl_with_names, args=(work, names)
        )
        process.start()
        process.join(60)
        found = outcome(work)
        hosts = {one.headers["Host"] for one in site.requests}
    assert hosts == {f"declared.test:{site.port}"}
    assert found.keys("declared") == ["declared:1"]
    assert found.summary("always").status == "failed"
    message = found.summary("always").message or ""
    assert "its name leads to the private address 127.0.0.1" in message

"""The guard: what is private, and what may not be asked for."""

from __future__ import annotations

import pytest

from crawlers.network.guard import refusal
from crawlers.web import is_private_address, is_private_literal
from tests.crawlers.crawling import source
from tests.crawlers.faults.addresses import FURTHER_INSIDE, INSIDE


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
    "host",
    [*INSIDE, *(url.removeprefix("http://") for url in FURTHER_INSIDE), "x.localhost"],
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

"""The generated site: heavy, repeatable, truthful, and never whole in memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import lxml.html
import pytest

from crawlers.catalogue import load_catalogue
from crawlers.catalogue.urls import article_key, is_article_url
from demo.generated import write_catalogue
from demo.generator import generate
from demo.server import SiteServer
from tests.demo.asking import ask


def test_the_same_seed_makes_the_same_site() -> None:
    one, two, other = generate(50, 7), generate(50, 7), generate(50, 8)
    assert one.html(11) == two.html(11)
    assert one.html(11) != other.html(11)


def test_pages_are_as_heavy_as_real_ones() -> None:
    sizes = [len(generate(100, 1).html(number)) for number in range(0, 100, 20)]
    assert all(180_000 <= size <= 240_000 for size in sizes)


def test_about_three_in_a_hundred_report_an_event() -> None:
    site = generate(2000, 1)
    truths = list(site.truth())
    assert len(truths) == 60
    assert {t.kind for t in truths} == {"resolution", "leadership_change"}
    for truth in truths[:10]:
        number = int(truth.path.rpartition("-post")[2].removesuffix(".html"))
        page = site.html(number - 1_000_000).decode()
        named = truth.fields.get("number") or truth.fields["person"]
        assert named in page


def test_a_large_site_takes_no_more_memory_than_a_small_one() -> None:
    site = generate(100_000, 1)
    site.html(0)
    tracemalloc.start()
    for number in range(300):
        site.html(number)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_sitemap_and_listing_lead_to_every_page(tmp_path: Path) -> None:
    site = generate(60, 3)
    with SiteServer(site.answer) as server:
        source = load_catalogue(write_catalogue(tmp_path, server.base)).sources[0]
        paths = {site.article(n).path for n in range(60)}
        mapped = ask(f"{server.base}/sitemaps/0.xml").text
        assert all(f"<loc>{server.base}{path}</loc>" in mapped for path in paths)
        assert "/sitemaps/0.xml" in ask(f"{server.base}/sitemap.xml").text
        listed: set[str] = set()
        for page in (1, 2, 3):
            reply = ask(f"{server.base}/tin-tuc/?trang={page}")
            listed |= {
                a.get("href", "") for a in lxml.html.fromstring(reply.text).iter("a")
            }
        assert paths <= listed
        urls = {server.base + path for path in paths}
        assert all(is_article_url(url, source) for url in urls)
        assert len({article_key(url, source) for url in urls}) == 60
        first = ask(next(iter(urls)))
        again = ask(next(iter(urls)), If_None_Match=first.headers["ETag"])
        assert (first.status, again.status) == (200, 304)


@pytest.mark.parametrize(
    "path",
    ["/x-post1000000.html", "/x-post9.html", "/sitemaps/7.xml", "/tin-tuc/?trang=99"],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert generate(5, 1).answer(path, "http://127.0.0.1").status == 404


def test_a_site_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page, not 0"):
        generate(0, 1)

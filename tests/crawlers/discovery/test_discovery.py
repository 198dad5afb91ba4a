"""Feeds, sitemaps and listings are read as they are, and refused as they should be."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from crawlers.catalogue import Discovery, Source, load_catalogue
from crawlers.catalogue.table import FOLDER
from crawlers.catalogue.urls import article_key
from crawlers.discovery.candidate import Candidate, DiscoveryError
from crawlers.discovery.feed import read_feed
from crawlers.discovery.listing import read_listing
from crawlers.discovery.sitemap import (
    begins_after,
    ends_before,
    read_sitemap,
    recency,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BASE = "https://baovidu.vn"
BOMB = (
    '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel><item><link>&b;</link></item></channel></rss>"
)


def paper(family: str = "afam", base: str = BASE) -> Source:
    return Source.model_validate(
        {
            "id": "baovidu",
            "name": "Báo Ví Dụ",
            "kind": "newspaper",
            "base_url": base,
            "family": family,
            "discovery": [{"kind": "listing", "url": base + "/"}],
        }
    )


def place(url: str = f"{BASE}/thoi-su/", **fields: object) -> Discovery:
    return Discovery.model_validate({"kind": "listing", "url": url, **fields})


def test_rss_with_dates_of_both_kinds() -> None:
    body = """<?xml version="1.0"?><rss version="2.0"><channel>
      <item><link> https://baovidu.vn/a-a1.html </link>
        <pubDate>Tue, 01 Jul 2025 05:30:00 +0700</pubDate></item>
      <item><link>/b-a2.html</link><pubDate>2025-07-01 05:30:00</pubDate></item>
      <item><guid isPermaLink="true">https://baovidu.vn/c-a3.html</guid>
        <pubDate>hôm qua</pubDate></item>
      <item><title>no address</title></item>
    </channel></rss>""".encode()
    moment = datetime(2025, 6, 30, 22, 30, tzinfo=UTC)
    found = read_feed(body, f"{BASE}/rss", ZONE)
    assert [c.url for c in found] == [
        f"{BASE}/{x}.html" for x in ("a-a1", "b-a2", "c-a3")
    ]
    assert [c.date for c in found] == [moment, moment, None]


def test_atom_and_rdf() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry>
      <link rel="self" href="/self"/><link href="/a-a1.html"/>
      <updated>2025-07-01T05:30:00+07:00</updated></entry></feed>"""
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <item><link>https://baovidu.vn/b-a2.html</link><dc:date>2025-07-01</dc:date></item>
      </rdf:RDF>"""
    (one,) = read_feed(atom, f"{BASE}/atom", ZONE)
    (two,) = read_feed(rdf, f"{BASE}/rdf", ZONE)
    assert (one.url, two.url) == (f"{BASE}/a-a1.html", f"{BASE}/b-a2.html")
    assert two.date == datetime(2025, 7, 1, tzinfo=ZONE)


def test_a_feed_with_an_unescaped_ampersand_is_forgiven() -> None:
    body = b"<rss><item><title>A & B</title><link>/a-a1.html</link></item></rss>"
    assert [c.url for c in read_feed(body, BASE, ZONE)] == [f"{BASE}/a-a1.html"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><body>x</body></html>", "HTML page where XML"),
        (b"<html><head></head></html>", "HTML page where XML"),
        (b"<rss><channel><title>x</title></channel></rss>", "without entries"),
        (b"<urlset></urlset>", "is no feed: its root is <urlset>"),
        (b"hello", "is no XML"),
        (BOMB.encode(), "declares entities"),
        (gzip.compress(b"\0" * 60_000_000, mtime=0), "cannot be unpacked: more than"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, words: str) -> None:
    with pytest.raises(DiscoveryError, match=words):
        read_feed(body, BASE, ZONE)


def test_sitemaps_plain_news_and_index() -> None:
    urlset = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>https://baovidu.vn/a-a1.html</loc><lastmod>2025-07-01</lastmod></url>
      <url><loc>https://baovidu.vn/b-a2.html</loc><lastmod>2025-07-02</lastmod><n:news>
      <n:publication_date>2025-06-30T08:00:00+07:00</n:publication_date></n:news></url>
      </urlset>"""
    index = """<sitemapindex><sitemap><loc>https://baovidu.vn/news-2025-6.xml</loc>
      </sitemap></sitemapindex>"""
    plain = read_sitemap(gzip.compress(urlset.encode()), ZONE)
    assert [c.date for c in plain.entries] == [
        datetime(2025, 7, 1, tzinfo=ZONE),
        datetime(2025, 6, 30, 8, tzinfo=ZONE),
    ]
    assert [c.is_change for c in plain.entries] == [True, False]
    assert [c.url for c in read_sitemap(index.encode(), ZONE).sitemaps] == [
        "https://baovidu.vn/news-2025-6.xml"
    ]
    with pytest.raises(DiscoveryError, match="without entries"):
        read_sitemap(b"<urlset/>", ZONE)


def test_old_sitemaps_are_told_by_date_or_name() -> None:
    since = datetime(2025, 7, 3, tzinfo=UTC)
    names = ["news-2025-7.xml", "news-2025-06.xml.gz", "news-2024-12.xml", "news.xml"]
    found = [Candidate(f"{BASE}/{name}") for name in names]
    assert [ends_before(one, since) for one in found] == [False, True, True, False]
    assert [begins_after(one, datetime(2025, 6, 30, tzinfo=UTC)) for one in found] == [
        True,
        False,
        False,
        False,
    ]
    dated = Candidate(f"{BASE}/x.xml", datetime(2025, 6, 1, tzinfo=UTC))
    # Changed yesterday, it may hold what is a year old.
    assert not begins_after(dated, datetime(2024, 1, 1, tzinfo=UTC))
    assert ends_before(dated, since)
    ordered = sorted([*found, dated], key=recency, reverse=True)
    assert [urlsplit(one.url).path for one in ordered] == [
        "/news.xml",
        "/news-2025-7.xml",
        "/news-2025-06.xml.gz",
        "/x.xml",
        "/news-2024-12.xml",
    ]


def test_base_href_decides_where_links_lead() -> None:
    body = (
        b'<base href="/cu/"><a href="tin-a1.html">x</a><a href="//other.vn/t-a2.html">'
    )
    found = read_listing(body, f"{BASE}/thoi-su/", paper())
    assert [c.url for c in found.candidates] == [f"{BASE}/cu/tin-a1.html"]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("?p={n}&d=", f"{BASE}/thoi-su/?p=2&d="),
        ("/thoi-su/trang-{n}.html", f"{BASE}/thoi-su/trang-2.html"),
        ("rel=next", f"{BASE}/thoi-su/tiep"),
        ("a.older", f"{BASE}/thoi-su/cu-hon"),
        ("a.nothing", None),
    ],
)
def test_ways_a_listing_goes_on(way: str, expected: str | None) -> None:
    body = b'<a href="/t-a1.html">x</a><a rel="nofollow next" href="tiep">2</a>'
    body += b'<a class="older" href="cu-hon">3</a>'
    url = f"{BASE}/thoi-su/"
    found = read_listing(body, url, paper(), place=place(next=way))
    assert found.next_url == expected


def test_a_listing_ends_at_its_last_page() -> None:
    body = b'<a href="/t-a1.html">x</a>'
    here = place(next="-page{n}", second=1, pages=2)
    first = read_listing(body, BASE, paper(), place=here, number=1)
    last = read_listing(body, BASE, paper(), place=here, number=2)
    assert first.next_url is not None
    assert first.next_url.endswith("-page1")
    assert last.next_url is None


def test_deep_and_broken_html_is_survived() -> None:
    deep = b"<div>" * 100_000 + b'<a href="/t-a1.html">x</a>'
    start = b'<a href="/t-a2.html">x</a>'
    found = read_listing(start + deep, BASE, paper())
    assert f"{BASE}/t-a2.html" in [c.url for c in found.candidates]


# The papers of the stored section pages, with what the catalogue says of them.
def test_links_of_real_section_pages(eval_data: Path) -> None:
    pages = eval_data / "dev" / "pages"
    golds = [json.loads(x) for x in (pages / "gold.jsonl").read_text().splitlines()]
    catalogue = load_catalogue(FOLDER)
    wanted = missed = 0
    for gold in (gold for gold in golds if gold["kind"] == "listing"):
        host = urlsplit(gold["url"]).hostname
        for source in (
            next(s for s in catalogue.sources if urlsplit(s.base_url).hostname == host),
            paper("generic", f"https://{host}"),
        ):
            body = (pages / gold["file"]).read_bytes()
            listing = read_listing(body, gold["url"], source)
            found = {article_key(c.url, source) for c in listing.candidates}
            expected = {article_key(url, source) for url in gold["article_urls"]}
            taken = {c.url for c in listing.candidates} & set(gold["not_articles"])
            assert taken == set(), (gold["file"], source.family)
            wanted += len(expected)
            missed += len(expected - found)
    assert wanted > 100
    assert missed <= 0.05 * wanted

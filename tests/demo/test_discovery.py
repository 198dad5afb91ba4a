"""Every article of a day can be reached by what the catalogue says of its site."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import pytest

from crawlers.catalogue import load_catalogue
from crawlers.catalogue.urls import article_key, is_article_url
from demo.errors import DemoError
from demo.expected import load_expected
from demo.newsroom import Newsroom
from demo.site import load_sites
from demo.story import news_days, stories_on
from tests.demo.asking import ask


def stands(newsroom: Newsroom, site_id: str, since: dt.date) -> set[str]:
    """Addresses of what was printed since a day, but for what robots.txt forbids."""
    site, base = load_sites()[site_id], newsroom.bases[site_id]
    found = stories_on(newsroom.day, site_id)
    paths = (s.path(site) for s in found if s.published_at.date() >= since)
    return {base + p for p in paths if not p.startswith(site.refuses)}


def found(newsroom: Newsroom, site_id: str) -> set[str]:
    """Addresses that its places of discovery lead to."""
    links: set[str] = set()
    for place in load_sites()[site_id].discovery:
        url = newsroom.bases[site_id] + place.path
        if place.kind == "listing":
            pattern = place.next or "page-{n}/"
            pages = range(2, (place.pages or 3) + 1)
            more = [urljoin(url, pattern.format(n=n)) for n in pages]
            for page in [url, *more]:
                links |= listed(page)
        elif place.kind == "feed":
            links |= {u.partition("?")[0] for u in addresses(url, "item/link")}
        else:
            links |= mapped(url)
    return links


def listed(url: str) -> set[str]:
    """All links of a page, joined as a browser would."""
    reply = ask(url)
    if reply.status != 200:
        return set()
    page = lxml.html.fromstring(reply.text, base_url=url)
    page.make_links_absolute(url)
    base = page.find(".//base")
    start = url if base is None else base.get("href", url)
    return {urljoin(start, a.get("href", "")) for a in page.iter("a")}


def addresses(url: str, where: str) -> list[str]:
    """The texts at a path of an XML document, compressed or not."""
    body = ask(url).body
    tree = lxml.etree.fromstring(gzip.decompress(body) if url.endswith(".gz") else body)
    for element in tree.iter():
        element.tag = re.sub(r"^\{.*\}", "", str(element.tag))
    return [element.text or "" for element in tree.findall(f".//{where}")]


def mapped(url: str) -> set[str]:
    """All pages of a sitemap, or of the sitemaps of an index."""
    maps = addresses(url, "sitemap/loc")
    pages = addresses(url, "url/loc")
    return set(pages).union(*(mapped(inner) for inner in maps))


@pytest.mark.parametrize("day", news_days())
@pytest.mark.parametrize("site", load_sites())
def test_discovery_reaches_every_article_of_the_day(
    newsroom: Newsroom, site: str, day: dt.date
) -> None:
    newsroom.day = day
    if day in load_sites()[site].down:
        assert ask(newsroom.bases[site] + "/").status == 503
        return
    missing = stands(newsroom, site, since=day) - found(newsroom, site)
    assert missing == set()


def test_what_was_printed_while_a_site_was_down_is_found_later(
    newsroom: Newsroom,
) -> None:
    newsroom.day = "2025-09-27"
    late = load_expected()[newsroom.day].late[0].rpartition("/")[2]
    assert any(late in url for url in found(newsroom, "bao-da-nang"))


def test_listings_end_in_the_way_the_site_has(newsroom: Newsroom) -> None:
    newsroom.day = news_days()[-1]
    nukeviet = newsroom.bases["cong-tinh-uy-lang-son"]
    assert ask(f"{nukeviet}/vi/news/hoat-dong-cua-tinh-uy/page-99/").status == 404
    afam = newsroom.bases["bao-vinh-long"]
    last = ask(f"{afam}/chinh-tri/?p=2&d=")
    assert ask(f"{afam}/chinh-tri/?p=99&d=").body == last.body


def test_the_catalogue_is_taken_by_the_strict_loader(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    catalogue = load_catalogue(newsroom.write_catalogue(tmp_path))
    assert {s.id for s in catalogue.enabled} == set(load_sites())
    assert {d.kind for s in catalogue.sources for d in s.discovery} == {
        "feed",
        "sitemap",
        "listing",
    }
    assert len({s.family for s in catalogue.sources}) >= 5
    paper = catalogue.get("bao-ninh-binh")
    assert paper is not None
    assert paper.home_on(dt.date(2025, 6, 30)) == "nam-dinh"
    assert paper.home_on(dt.date(2025, 7, 1)) == "ninh-binh"


def test_a_feed_holds_its_own_sections_alone(newsroom: Newsroom) -> None:
    newsroom.day = news_days()[-1]
    base = newsroom.bases["bao-lang-son"]
    for section in ("chinh-tri", "kinh-te", "xa-hoi"):
        links = addresses(f"{base}/rss/news/{section}.rss", "item/link")
        assert links
        assert all(link.startswith(f"{base}/{section}/") for link in links)


def test_a_catalogue_of_others_is_left_alone(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.write_catalogue(tmp_path)
    newsroom.write_catalogue(tmp_path)  # its own it may replace
    (tmp_path / "ha-noi.yaml").write_text("sources: []\n")
    with pytest.raises(DemoError, match=r"ha-noi\.yaml: .*choose an empty folder"):
        newsroom.write_catalogue(tmp_path)
    assert (tmp_path / "lang-son.yaml").exists()


def test_the_crawler_knows_the_addresses_as_articles(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.day = news_days()[-1]
    catalogue = load_catalogue(newsroom.write_catalogue(tmp_path))
    for source in catalogue.sources:
        urls = stands(newsroom, source.id, since=dt.date.min)
        assert [u for u in urls if not is_article_url(u, source)] == []
        assert len({article_key(u, source) for u in urls}) == len(urls)
        for path in ("/", "/gioi-thieu", "/tag/nghi-quyet", "/noi-bo/lich-truc"):
            assert not is_article_url(newsroom.bases[source.id] + path, source)

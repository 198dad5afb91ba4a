"""What `dangbo sources check` and `new` say of sites: good, broken, closed, unknown."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawlers.catalogue import load_catalogue
from crawlers.probing.probe import ProbeError
from crawlers.probing.proposal import first_look, ranked
from dangbo.cli.probed import shown
from dangbo.cli.sources import sources
from dangbo.errors import DangboError
from dangbo.probing import Report, check
from dangbo.stored_pages import differences
from demo.newsroom import Newsroom
from tests.crawlers.crawling import AS_OF, source
from tests.crawlers.site import Answer, Site

Ask = Callable[..., Result]
QUICK = {"retry_delay": 0.05, "download_timeout": 2.0}
SENTENCE = "Sáng 30/6, Ban Thường vụ Tỉnh ủy tổ chức hội nghị bàn về công tác cán bộ. "
NEWS = """<html lang="vi"><head><title>{title}</title>{head}</head>
<body><h1>{title}</h1><div id="newscontents">
<p>{text}</p><p>{text}</p><p>{text}</p></div></body></html>"""
DATE = '<meta property="article:published_time" content="2025-06-30T08:15:00+07:00">'
# Fetched before that day, which may be the ninth of August.
UNSURE = DATE.replace("2025-06-30", "2025-09-08")
STUB = "<script>document.cookie='D1N=1';location.reload()</script>"
# Control characters of a page must not reach the terminal.
TITLE = "Hội nghị Ban Thường vụ Tỉnh ủy lần thứ \x1b[31mnhất"


def newspaper(site: Site) -> None:
    """A paper with one good feed, three places of no use, and articles of all sorts."""
    rules = b"User-agent: *\nDisallow: /noi-bo/\nCrawl-delay: 3\nSitemap: /maps.xml\n"
    site.add("/robots.txt", Answer(rules))
    entries = "".join(
        f"<item><link>{site.url}{path}</link>"
        "<pubDate>Mon, 30 Jun 2025 08:15:00 +0700</pubDate></item>"
        for path in ("/tin-a1.html", "/tin-a2.html", "/tin-a3.html", "/lien-he.html")
    )
    site.xml("/rss", f"<rss><channel>{entries}</channel></rss>")
    site.page("/thoi-su/", "<p>x</p>" * 50)
    site.page("/noi-bo/", "<a href='/tin-a1.html'>x</a>")
    text = SENTENCE * 4
    site.page("/tin-a1.html", NEWS.format(title=TITLE, head=DATE, text=text))
    site.page("/tin-a2.html", NEWS.format(title="Tin hai", head=UNSURE, text=text))
    site.page("/tin-a3.html", STUB)


PLACES = [
    {"kind": "feed", "url": "/rss"},
    {"kind": "sitemap", "url": "/missing.xml"},
    {"kind": "listing", "url": "/thoi-su/"},
    {"kind": "listing", "url": "/noi-bo/"},
]


@pytest.fixture(scope="module")
def report() -> Report:
    with Site() as site:
        newspaper(site)
        paper = source("paper", site.url, discovery=PLACES)
        found = check(paper, as_of=AS_OF, contact="https://e.example", **QUICK)
        assert site.seen("/tin-a1.html") == 1
        return found


def test_robots_and_places_are_told_in_words(report: Report) -> None:
    assert report.robots == (
        "answers 200: refuses /noi-bo/; asks for 3 seconds between requests;"
        " names 1 sitemap"
    )
    feed, sitemap, listing, closed = report.places
    assert (feed.is_good, feed.links, feed.entries) == (True, 3, 4)
    assert feed.newest is not None
    assert feed.newest.isoformat() == "2025-06-30T08:15:00+07:00"
    assert (sitemap.is_good, sitemap.words) == (False, "answers 404")
    assert not listing.is_good
    assert "no link on it has the shape of an article" in listing.words
    assert (closed.is_good, closed.words) == (False, "refused by robots.txt")


def test_samples_are_read_as_cleaning_reads_them(report: Report) -> None:
    samples = {sample.key: sample for sample in report.samples}
    good, undated = samples["paper:1"], samples["paper:2"]
    assert good.title is not None
    assert good.title.startswith("Hội nghị Ban Thường vụ Tỉnh ủy")
    assert good.published_at is not None
    assert good.published_at.isoformat() == "2025-06-30T08:15:00+07:00"
    assert good.published_from == "meta"
    assert good.text_length > 500
    assert undated.problem is None
    assert undated.published_at is None
    assert "paper:3" not in samples
    assert report.is_usable


def test_obstacles_are_told_in_words(report: Report) -> None:
    (wall,) = [words for words in report.obstacles if "/tin-a3.html" in words]
    assert "answers with an anti-robot page" in wall
    assert "no date was found on 1 of 2 articles" in report.obstacles
    [unsure] = [words for words in report.obstacles if "/tin-a2.html" in words]
    assert unsure.endswith("and may be 2025-08-09: no date")


def test_the_page_cannot_write_to_the_terminal(report: Report) -> None:
    text = shown(report, "text")
    assert "\x1b" not in text
    assert "Hội nghị Ban Thường vụ Tỉnh ủy" in text


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom("2025-09-26") as served:
        yield served


@pytest.fixture
def ask(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """The command `dangbo sources …`, with the catalogue of the sample newsroom."""
    folder = newsroom.write_catalogue(tmp_path / "newsroom")
    monkeypatch.setenv("DANGBO_SOURCES", str(folder))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(sources, arguments)


def test_a_source_of_the_catalogue_by_its_id(ask: Ask, newsroom: Newsroom) -> None:
    done = ask("check", "bao-gia-lai", "--format", "json")
    assert done.exit_code == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["usable"] is True
    assert told["robots"] == "answers 200: lets us in; names 2 sitemaps"
    index, month = told["places"][:2]
    assert index["words"] == "answers 200, an index of 3 sitemaps"
    assert month["url"].endswith("/sitemaps/news-2025-9.xml.gz")
    assert month["links"] > 0
    assert len(told["samples"]) == 3
    for sample in told["samples"]:
        assert sample["published_at"].endswith("+07:00")
        assert sample["title"]
        assert sample["author"]
    articles = [r for r in newsroom.requests if "-post" in r.target]
    assert len(articles) == 3
    assert {r.user_agent.partition("/")[0] for r in articles} == {"Dangbo"}


def test_an_unknown_site_is_proposed_with_the_family_whose_selectors_fit(
    ask: Ask, newsroom: Newsroom, tmp_path: Path
) -> None:
    base = newsroom.bases["bao-lang-son"]
    done = ask("new", base)
    assert done.exit_code == 0, done.stderr
    # Several families share the shape of its addresses.
    assert "family hname: " in done.stderr
    assert "its selectors fit 3 of 3 articles" in done.stderr
    assert "family onecms: " in done.stderr
    (tmp_path / "lang-son.yaml").write_text(done.stdout, "utf-8")
    (proposal,) = load_catalogue(tmp_path).sources
    assert (proposal.family, proposal.base_url) == ("hname", base)
    assert [(p.kind, p.url) for p in proposal.discovery] == [
        ("listing", f"{base}/chinh-tri")
    ]


def test_a_new_source_brings_its_test_case(
    ask: Ask, newsroom: Newsroom, tmp_path: Path
) -> None:
    base = newsroom.bases["bao-thanh-hoa"]
    (tmp_path / "tests" / "sources").mkdir(parents=True)
    done = ask("new", base)
    assert done.exit_code == 0, done.stderr
    (case,) = (tmp_path / "tests" / "sources").iterdir()
    assert f"test case kept in {case.relative_to(tmp_path)}" in done.stderr
    (tmp_path / "thanh-hoa.yaml").write_text(done.stdout, "utf-8")
    assert list(differences(case, load_catalogue(tmp_path))) == []
    again = ask("new", base)
    assert "is there already" in again.stderr


def test_each_field_is_told_with_where_it_came_from(ask: Ask) -> None:
    done = ask("check", "bao-lang-son")
    fields = [line.split() for line in done.stdout.splitlines() if "(" in line]
    told = {line[0]: " ".join(line) for line in fields}
    assert told["title"].endswith("(selector h1.name)")
    assert told["lead"].endswith("(the page itself, h2.lead)")
    assert told["author"].endswith("(the page itself, div.author > strong)")
    assert told["date"].endswith("(a date beside the headline or the text)")
    assert told["body"].endswith("(selector #content-detail, read by trafilatura)")


def test_a_site_that_refuses_ends_with_1(ask: Ask) -> None:
    with Site() as site:
        site.add("/robots.txt", Answer(b"User-agent: *\nDisallow: /\n"))
        site.page("/", "<a href='/tin-a1.html'>x</a>")
        done = ask("check", site.url)
        assert {asked.path for asked in site.requests} == {"/robots.txt"}
    assert done.exit_code == 1
    assert "robots.txt answers 200: refuses /" in done.stdout
    assert "not usable" in done.stdout
    assert isinstance(done.exception, SystemExit)


def test_an_id_nobody_knows_is_told(ask: Ask) -> None:
    done = ask("check", "bao-nao-do")
    assert done.exit_code == 1
    assert isinstance(done.exception, DangboError)
    assert "no source bao-nao-do" in str(done.exception)
    assert "dangbo sources list" in str(done.exception)


def test_a_site_that_is_not_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        paper = source("paper", url, discovery=[{"kind": "feed", "url": "/rss"}])
        found = check(paper, as_of=AS_OF, contact="https://e.example", **QUICK)
    assert not found.is_usable
    assert found.robots == "could not be asked"
    assert [place.words for place in found.places] == [
        "the site did not tell its rules: the connection was refused"
    ]


def test_a_listing_without_its_browser_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "no-such-chromium")
    with Site() as site:
        site.page("/tin/", "<p>x</p>" * 50)
        place = {"kind": "listing", "url": "/tin/", "render": True}
        paper = source("paper", site.url, discovery=[place])
        found = check(paper, as_of=AS_OF, contact="https://e.example", **QUICK)
    (only,) = found.places
    assert only.words.startswith("answers 200, but needs ")
    # Whichever is missing first: the extra, or Chromium.
    assert "requirements/browser.txt" in only.words or "apt-get" in only.words


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/le-khanh-thanh-cau-moi-post40499{n}.html", "epi"),
        ("/xay-dung-dang/202507/hoi-nghi-lan-thu-hai-1f2e3d{n}/", "ymd"),
        ("/khanh-thanh-truong-hoc-moi-a19600{n}.html", "afam"),
        ("/bo-nhiem-can-bo-postid43210{n}.bbg", "bbg"),
        ("/vi/news/hoat-dong/hoi-nghi-lan-thu-hai-4321{n}.html", "nukeviet"),
        ("/trang-chu/mot-bai-viet-rat-dai-khong-co-ma-so-nao-{n}x/", "generic"),
    ],
)
def test_families_are_ranked_by_what_they_see(path: str, family: str) -> None:
    base = "https://baovidu.vn"
    links = [f"{base}{path.format(n=n)}" for n in range(5)]
    others = [f"{base}/chinh-tri/", f"{base}/lien-he", "https://elsewhere.vn/x-a1.html"]
    best = ranked(links + others, base)[0]
    assert (best.family, best.links) == (family, 5)


def test_a_front_page_without_articles_fits_no_family() -> None:
    assert ranked(["https://baovidu.vn/lien-he"], "https://baovidu.vn") == []


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ProbeError, match="not a web address"):
        first_look("ftp://baovidu.vn/")
    assert first_look("baovidu.vn").base_url == "https://baovidu.vn"
    assert not first_look("baovidu.vn").local

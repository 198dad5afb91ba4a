"""Listings built by script: a real browser that has no network but ours."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from crawlers.archive.warc.response import read_record
from crawlers.network.browser import Browser, BrowserError, Part, find_chromium
from crawlers.spider.rendering import RENDERED, NotRendered, Renderer
from tests.crawlers.crawling import Outcome, crawled, job, source
from tests.crawlers.site import Answer, Site

NEWS = "<html><body><h1>{0}</h1>" + "<p>Sáng nay, hội nghị diễn ra.</p>" * 5
FURNITURE = "<p>Trang chủ</p><p>Liên hệ</p><p>Toà soạn</p><p>Quảng cáo</p>"
LISTING = """<html><head><meta charset="iso-8859-1"><title>Chính trị</title>
<link rel="stylesheet" href="/style.css"><script src="/list.js"></script></head>
<body><h1>Chính trị</h1>{furniture}<div id="list"></div><img src="/picture.jpg">
<iframe src="/frame.html"></iframe></body></html>"""
SCRIPT = """
addEventListener("DOMContentLoaded", async () => {{
  const refused = [];
  for (const url of ["{other}/api", "http://10.0.0.1/x", "http://169.254.169.254/"])
    await fetch(url).catch(() => refused.push(url));
  const socket = new WebSocket("{socket}");
  navigator.sendBeacon("/beacon", "x");
  await fetch("/api/list", {{method: "POST"}}).catch(() => refused.push("POST"));
  const found = await (await fetch("/api/list?page=1&n=20")).json();
  document.getElementById("list").innerHTML = found.map(
    (one) => `<h3><a href="${{one.path}}">${{one.title}}</a></h3>`
  ).join("") + `<p id=refused>${{refused.length}}</p><p>${{navigator.userAgent}}</p>`;
}});
"""
STUB = "<script>document.cookie='D1N=1';location.reload()</script>"
RENDERED_PLACE = {
    "kind": "listing",
    "url": "/tin-tuc/chinh-tri",
    "render": True,
    "pages": 1,
}


def has_browser() -> bool:
    try:
        import playwright.async_api  # noqa: F401

        find_chromium()
    except (ImportError, BrowserError):
        return False
    return True


needs_browser = pytest.mark.skipif(
    not has_browser(),
    reason="needs requirements/browser.txt and, on Debian, apt-get install chromium",
)


def newspaper(site: Site, other: str) -> None:
    site.page("/tin-tuc/chinh-tri", LISTING.format(furniture=FURNITURE))
    script = SCRIPT.format(other=other, socket=other.replace("http", "ws"))
    javascript = {"Content-Type": "text/javascript"}
    site.add("/list.js", Answer(script.encode(), headers=javascript))
    listed = '[{"path": "/tin-a1.html", "title": "Tin một"}, {"path": "/tin-a2.html", '
    body = (listed + '"title": "Tin hai"}]').encode()
    json = {"Content-Type": "application/json"}
    site.add("/api/list?page=1&n=20", Answer(body, headers=json))
    for number in (1, 2):
        site.page(f"/tin-a{number}.html", NEWS.format(number))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Site, Site]:
    with Site() as site, Site() as other:
        newspaper(site, other.url)
        other.page("/api", "secret")
        paper = source("paper", site.url, discovery=[RENDERED_PLACE])
        archive = tmp_path_factory.mktemp("archive")
        return crawled(job(archive, paper)), site, other


@needs_browser
def test_articles_listed_by_script_are_found(run: tuple[Outcome, Site, Site]) -> None:
    done, _, _ = run
    assert done.keys("paper") == ["paper:1", "paper:2"]
    assert done.summary("paper").status == "succeeded"
    assert done.summary("paper").message is None


@needs_browser
def test_the_rendered_page_is_archived_as_such(run: tuple[Outcome, Site, Site]) -> None:
    done, _, _ = run
    sent, rendered = done.pages("paper", "listing")
    assert b"tin-a1" not in done.body(sent)
    answer = read_record(done.archive, rendered.warc_path, rendered.warc_offset)
    assert answer.header(RENDERED) == "chromium"
    text = answer.body.decode()
    assert '<a href="/tin-a2.html">Tin hai</a>' in text
    # The page lies about its character set, and is read right all the same.
    assert "Trang chủ" in text
    assert "Dangbo/" in text


@needs_browser
def test_the_browser_asks_for_nothing_but_what_it_may(
    run: tuple[Outcome, Site, Site],
) -> None:
    done, site, other = run
    assert other.requests == []
    asked = [request.path for request in site.requests]
    assert sorted(asked) == [
        "/api/list?page=1&n=20",
        "/list.js",
        "/robots.txt",
        "/tin-a1.html",
        "/tin-a2.html",
        "/tin-tuc/chinh-tri",
    ]
    refused = done.body(done.pages("paper", "listing")[1])
    assert b'<p id="refused">4</p>' in refused
    assert {r.headers["User-Agent"].partition("/")[0] for r in site.requests} == {
        "Dangbo"
    }


@needs_browser
def test_robots_txt_holds_for_what_scripts_ask(tmp_path: Path) -> None:
    with Site() as site:
        newspaper(site, site.url)
        site.add("/robots.txt", Answer(b"User-agent: *\nDisallow: /api/\n"))
        paper = source("paper", site.url, discovery=[RENDERED_PLACE])
        done = crawled(job(tmp_path, paper))
        assert site.seen("/list.js") == 1
        assert site.seen("/api/list?page=1&n=20") == 0
    message = done.summary("paper").message or ""
    assert "no link on it has the shape of an article" in message


@needs_browser
def test_a_stub_that_wants_a_cookie_gets_none(tmp_path: Path) -> None:
    with Site() as site:
        site.page("/tin-tuc/chinh-tri", STUB)
        paper = source("paper", site.url, discovery=[RENDERED_PLACE])
        done = crawled(job(tmp_path, paper))
        assert site.seen("/tin-tuc/chinh-tri") == 1
    assert "answers with an anti-robot page" in (done.summary("paper").message or "")


async def nothing(url: str, accept: str) -> Part | None:
    return None


def rendered(*pages: str, seconds: float) -> list[str]:
    """Pages one after the other in one browser; what went wrong, in words."""

    async def all_of_them() -> list[str]:
        browser = Browser("Dangbo/test", seconds)
        found = []
        for page in pages:
            try:
                html = page.encode()
                found.append(await browser.rendered("http://a.test/", html, nothing))
            except BrowserError as error:
                found.append(str(error).encode())
        await browser.close()
        return [text.decode() for text in found]

    return asyncio.run(all_of_them())


@needs_browser
def test_pages_without_end_or_measure_are_given_up_and_the_next_one_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawlers.network.browser.LARGEST_PAGE", 5000)
    hanging, grown, good = rendered(
        "<script>while (true) {}</script>",
        "<script>document.write('<p>' + 'x'.repeat(6000))</script>",
        "<p>x</p><script>document.write('<b>được</b>'); location.reload();"
        "for (let n = 0; n < 90; n++) fetch('/' + n).catch(() => 0)</script>",
        seconds=2.0,
    )
    assert hanging == "its scripts did not end within 2 seconds"
    assert "more than is allowed" in grown
    assert "<b>được</b>" in good


def test_a_missing_browser_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "no-such-chromium")
    with pytest.raises(BrowserError, match="apt-get install chromium"):
        find_chromium()


def test_a_missing_extra_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawlers.spider.rendering.find_spec", lambda name: None)
    crawler: Any = SimpleNamespace(settings={})
    page = HtmlResponse("http://a.test/", body=b"<p>x", encoding="utf-8")
    asked = Request("http://a.test/", meta={"render": True})
    with pytest.raises(NotRendered, match=r"requirements/browser\.txt"):
        asyncio.run(Renderer(crawler).process_response(asked, page))


def test_nothing_of_it_is_loaded_for_a_source_that_needs_none(tmp_path: Path) -> None:
    code = """
import sys
from crawlers.spider.settings import settings_for
from tests.crawlers.crawling import job, source
paper = source("paper", "http://127.0.0.1:1", discovery=[{"kind": "feed", "url": "/"}])
settings = settings_for(job(sys.argv[1], paper), paper)
assert "crawlers.spider.rendering.Renderer" not in settings["DOWNLOADER_MIDDLEWARES"]
assert not any(name.startswith("playwright") for name in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60)

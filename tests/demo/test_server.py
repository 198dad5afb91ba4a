"""The servers of the newsroom: days, validators, a site that is down, robots."""

from __future__ import annotations

import datetime as dt
import socket

import pytest

from demo.errors import DemoError
from demo.newsroom import Newsroom
from demo.site import load_sites
from demo.story import news_days, stories_on
from tests.demo.asking import ask

EDITED = "bo-chinh-tri-dieu-dong-dong-chi-vo-quoc-tue"


def edited_url(newsroom: Newsroom) -> str:
    """The address of the article that is edited on 2025-09-27."""
    site = load_sites()["bao-gia-lai"]
    found = stories_on(dt.date(2025, 9, 25), site.id)
    story = next(s for s in found if s.slug == EDITED)
    return newsroom.bases[site.id] + story.path(site)


def test_an_article_is_there_from_its_day_on(newsroom: Newsroom) -> None:
    newsroom.day = "2025-09-24"
    assert ask(edited_url(newsroom)).status == 404
    newsroom.day = "2025-09-25"
    assert ask(edited_url(newsroom)).status == 200


def test_an_edit_changes_the_text_at_the_same_address(newsroom: Newsroom) -> None:
    newsroom.day = "2025-09-26"
    before = ask(edited_url(newsroom))
    newsroom.day = "2025-09-27"
    after = ask(edited_url(newsroom))
    assert "2460-QĐNS/TW" not in before.text
    assert "2460-QĐNS/TW" in after.text
    assert '"2025-09-25T17:42:00+0700"' in after.text
    assert "2025-09-27T09:10:00+0700" in after.text


@pytest.mark.parametrize(
    ("given", "sent"),
    [("ETag", "If_None_Match"), ("Last-Modified", "If_Modified_Since")],
)
def test_what_is_known_is_not_sent_again(
    newsroom: Newsroom, given: str, sent: str
) -> None:
    newsroom.day = "2025-09-25"
    first = ask(edited_url(newsroom))
    again = ask(edited_url(newsroom), **{sent: first.headers[given]})
    assert (again.status, again.body) == (304, b"")
    newsroom.day = "2025-09-26"  # not edited yet: the page does not know the day
    assert ask(edited_url(newsroom), **{sent: first.headers[given]}).status == 304
    newsroom.day = "2025-09-27"
    assert ask(edited_url(newsroom), **{sent: first.headers[given]}).status == 200


def test_a_page_with_a_server_clock_shows_the_day_of_the_visit(
    newsroom: Newsroom,
) -> None:
    site = load_sites()["bao-lang-son"]
    story = stories_on(newsroom.day, site.id)[0]
    url = newsroom.bases[site.id] + story.path(site)
    assert "Thứ hai, 10/07/2023</span>" in ask(url).text
    newsroom.day = "2023-07-12"
    page = ask(url).text
    assert "Thứ tư, 12/07/2023</span>" in page
    assert "Thứ hai, 10/07/2023 - " in page  # the stamp of the article stays


def test_a_site_that_is_down_answers_503_all_day(newsroom: Newsroom) -> None:
    newsroom.day = "2025-09-26"
    base = newsroom.bases["bao-da-nang"]
    paths = ["/", "/robots.txt", "/sitemap-news.xml", "/chinh-tri"]
    assert {ask(base + path).status for path in paths} == {503}
    others = [b for name, b in newsroom.bases.items() if name != "bao-da-nang"]
    assert {ask(b + "/").status for b in others} == {200}


def test_head_sends_the_headers_alone(newsroom: Newsroom) -> None:
    url = newsroom.bases["bao-thanh-hoa"] + "/thoi-su"
    full, head = ask(url), ask(url, method="HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(full.body))


def test_every_site_forbids_a_folder_that_exists(newsroom: Newsroom) -> None:
    for base in newsroom.bases.values():
        assert "Disallow: /noi-bo/" in ask(f"{base}/robots.txt").text
        assert ask(f"{base}/noi-bo/lich-truc").status == 200


def test_requests_are_on_record(newsroom: Newsroom) -> None:
    ask(newsroom.bases["bao-gia-lai"] + "/khong-co", User_Agent="someone")
    seen = newsroom.requests[-1]
    assert (seen.site, seen.target, seen.status, seen.user_agent) == (
        "bao-gia-lai",
        "/khong-co",
        404,
        "someone",
    )


def test_a_day_without_news_is_refused_by_name(newsroom: Newsroom) -> None:
    with pytest.raises(DemoError, match=r"2025-01-01: one of 2023-07-10, "):
        newsroom.day = "2025-01-01"
    assert newsroom.day == news_days()[0]


def test_a_port_for_an_unknown_site_is_refused() -> None:
    with pytest.raises(DemoError, match="no site 'bao-mat-trang'"):
        Newsroom("2025-09-26", {"bao-mat-trang": 1})


def test_without_open_ports_there_is_no_catalogue(tmp_path: object) -> None:
    with pytest.raises(DemoError, match="start the newsroom first"):
        Newsroom("2025-09-26").write_catalogue(tmp_path)  # type: ignore[arg-type]


def test_a_port_that_is_taken_leaves_none_open() -> None:
    first, *_, last = load_sites()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        newsroom = Newsroom("2025-09-26", {first: port, last: taken.getsockname()[1]})
        with pytest.raises(OSError, match="in use"):
            newsroom.__enter__()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))

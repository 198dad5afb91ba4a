"""What is no article, and why; what a source's selectors and a page's own words do."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawlers.catalogue import Source
from processing.clean import EXTRACTOR, NotAnArticle, extract
from processing.clean.jsonable import NotAnArticleError, extract_to_json
from processing.model import CleanArticle
from tests.processing.clean import newsstand as stand
from tests.processing.clean.shapes import SHAPES

FETCHED = datetime(2025, 11, 1, 0, 31, tzinfo=UTC)
SHAPE = SHAPES["htm"]
BASE = "https://songthao.test"


def refused(html: str, path: str = "/tin/hoi-nghi-tinh-uy-123456.html") -> str:
    made = extract(html.encode(), BASE + path, fetched_at=FETCHED)
    assert isinstance(made, NotAnArticle), made
    return made.reason


def test_the_home_page() -> None:
    page = stand.listing("Báo Sông Thao")
    for path in ("/", "", "/index.html", "/trang-chu"):
        assert refused(page, path) == "home page"


def test_tag_and_search_pages_by_their_address() -> None:
    for path in ("/tags/tinh-uy", "/tu-khoa/tinh-uy-tag12.html", "/tim-kiem/q/a/p/1",
                 "/bi-thu-18075/tag.html", "/bi-thu-ptag.htm"):  # fmt: skip
        assert "address" in refused(SHAPE.article, path)


def test_a_search_page_whose_address_says_nothing() -> None:
    assert refused(stand.listing("Kết quả tìm kiếm: bí thư"), "/ket-qua?q=bi+thu")


def test_a_video_index() -> None:
    items = "".join(
        f'<div class="video"><a href="/video/v-{n}.html"><img></a><h3><a href="/video/'
        f'v-{n}.html">{t}</a></h3><span>{at}</span></div>'
        for n, (t, _, at) in enumerate(stand.TEASERS * 5)
    )
    assert refused(stand.listing("Video", rows=items), "/video/")


@pytest.mark.parametrize(
    "message",
    [
        "404 Not Found",
        "Không tìm thấy trang bạn yêu cầu",
        "Trang bạn đang tìm kiếm không tồn tại",
        "Bài viết này không tồn tại hoặc đã bị xóa",
    ],
)
def test_an_error_told_with_status_200(message: str) -> None:
    page = stand.html(f"<h1>{message}</h1><p>{message}. Mời quý vị về trang chủ.</p>",
                      title=message, tail=stand.teasers())  # fmt: skip
    assert "error page" in refused(page)


def test_news_about_something_not_found_is_no_error_page() -> None:
    title = "Không tìm thấy nạn nhân mất tích sau ba ngày"
    html = SHAPE.article.replace(stand.TITLE, title)
    made = extract(html.encode(), SHAPE.url)
    assert isinstance(made, CleanArticle)
    assert made.title == title


def test_the_home_page_under_the_address_of_a_dead_article() -> None:
    canonical = f'<link rel="canonical" href="{BASE}/">'
    page = stand.listing("Sông Thao online").replace("</head>", canonical + "</head>")
    assert refused(page)
    article = SHAPE.article.replace("</head>", canonical + "</head>")
    assert "soft 404" in refused(article)


def test_a_login_page() -> None:
    form = (
        "<h1>Đăng nhập hệ thống quản lý văn bản và điều hành</h1><form><label>Tên đăng "
        "nhập<input name=u></label><label>Mật khẩu<input type='password'></label>"
        "</form><p>Quên mật khẩu, liên hệ quản trị hệ thống của cơ quan.</p>"
    )
    assert "login" in refused(f"<html><body>{form}</body></html>")


def test_a_static_page() -> None:
    text = "".join(f"<p>{p}</p>" for p in stand.PARAGRAPHS)
    page = stand.html(f"<h1>Giới thiệu</h1><div>{text}</div>", title="Giới thiệu")
    assert "without a date" in refused(page, "/gioi-thieu")


def test_a_photo_page_without_text() -> None:
    photos = "".join(f"<figure><img src={n}.jpg></figure>" for n in range(20))
    page = stand.html(f"<h1>{stand.TITLE}</h1><i>14/10/2025 16:05</i>{photos}")
    assert refused(page)


def source(**fields: Any) -> Source:
    given = {
        "id": "song-thao", "name": "Sông Thao", "kind": "newspaper", "base_url": BASE,
        "discovery": [{"kind": "listing", "url": BASE + "/"}],
    }  # fmt: skip
    return Source.model_validate({**given, **fields})


ODD = (
    f"<div id=t2><b>{stand.TITLE}</b></div><div id=l2>{stand.LEAD}</div>"
    f"<div id=b2>{stand.text()}<div class=x9>Đặt báo tháng 11 qua số này</div></div>"
    "<div id=d2>Số ra ngày 14-10-2025, 16h05</div><div id=a2>Lê Thu Hà (ghi)</div>"
)
SELECTORS = {"title": "#t2", "lead": "#l2", "body": "#b2", "date": "#d2",
             "author": "#a2", "remove": [".x9"]}  # fmt: skip


def test_the_selectors_of_the_source_are_followed() -> None:
    html = stand.html(ODD, title="Báo in")
    made = extract(html.encode(), SHAPE.url, source=source(selectors=[SELECTORS]))
    assert isinstance(made, CleanArticle), made
    assert (made.title, made.lead, made.author) == (
        stand.TITLE, stand.LEAD, stand.AUTHOR,
    )  # fmt: skip
    assert made.published_from == "selector"
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"
    assert "Đặt báo" not in made.text


def test_selectors_hold_on_the_days_they_say() -> None:
    old = {
        **SELECTORS,
        "lead": "#none",
        "title": "#l2",
        "valid_until": date(2025, 6, 30),
    }
    new = {**SELECTORS, "valid_from": date(2025, 7, 1)}
    html = stand.html(ODD, title="Báo in")
    before = "https://songthao.test/a/202503/tinh-uy-song-thao-trien-khai-3f71fbf/"
    dated = source(selectors=[old, new])
    late = extract(html.encode(), SHAPE.url, source=dated, fetched_at=FETCHED)
    early = extract(html.encode(), before, source=dated, fetched_at=FETCHED)
    assert isinstance(late, CleanArticle)
    assert isinstance(early, CleanArticle)
    assert (late.title, early.title) == (stand.TITLE, stand.LEAD)


def test_the_zone_of_the_source_is_used() -> None:
    html = stand.html(ODD, title="Báo in")
    abroad = source(selectors=[SELECTORS], time_zone="Europe/Berlin")
    made = extract(html.encode(), SHAPE.url, source=abroad)
    assert isinstance(made, CleanArticle)
    assert made.published_at is not None
    assert made.published_at.isoformat() == "2025-10-14T16:05:00+02:00"


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        (
            "https://www.songthao.test/tin-1.html",
            "https://www.songthao.test/tin-1.html",
        ),
        ("/tin-1.html#top", "https://songthao.test/tin-1.html"),
        ("https://khac.test/tin-1.html", SHAPE.url),
        ("javascript:alert(1)", SHAPE.url),
        ("http://[", SHAPE.url),
    ],
)
def test_the_canonical_address_must_be_of_the_same_site(link: str, wanted: str) -> None:
    canonical = f'<link rel="canonical" href="{link}"></head>'
    html = SHAPE.article.replace("</head>", canonical)
    made = extract(html.encode(), SHAPE.url)
    assert isinstance(made, CleanArticle)
    assert made.url == wanted


def test_the_json_of_an_article_is_plain() -> None:
    made = extract_to_json(SHAPE.article.encode(), SHAPE.url)
    assert json.loads(json.dumps(made)) == made
    assert made["published_at"] == "2025-10-14T16:05:00+07:00"
    assert (made["language"], made["extractor"]) == ("vi", EXTRACTOR)
    with pytest.raises(NotAnArticleError, match="home page"):
        extract_to_json(SHAPE.article.encode(), BASE + "/")


def test_a_selector_that_is_out_of_date_does_not_hide_the_text() -> None:
    note = "<div class=old>Tòa soạn đã chuyển sang giao diện mới từ tháng này.</div>"
    html = SHAPE.article.replace("<h1>", note + "<h1>", 1)
    stale = source(selectors=[{"body": ".old"}])
    made = extract(html.encode(), SHAPE.url, source=stale)
    assert isinstance(made, CleanArticle), made
    assert stand.PARAGRAPHS[-1] in made.text


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("epi", "epi"), ("onecms", "onecms"), ("ymd", "ymd"), ("ymd", "ymd-main"),
        ("afam", "afam"), ("hname", "hname"), ("hname", "hname-summary"),
        ("bbg", "bbg"), ("htm", "htm"), ("stamp", "vccorp"), ("channel", "channel"),
    ],
)  # fmt: skip
def test_the_selectors_of_a_family_fit_its_pages(family: str, name: str) -> None:
    shape = SHAPES[name]
    made = extract(shape.article.encode(), shape.url, source=source(family=family))
    assert isinstance(made, CleanArticle), made
    assert made.text.split("\n")[0] == stand.LEAD
    assert all(paragraph in made.text for paragraph in stand.PARAGRAPHS)
    assert not any(word in made.text for word in stand.FURNITURE)
    assert made.published_at is not None
    assert made.published_at.strftime("%Y-%m-%dT%H:%M") == shape.moment

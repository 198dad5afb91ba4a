"""Articles and sections in the shape of every platform family."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from processing.clean import NotAnArticle, extract
from processing.model import CleanArticle
from tests.processing.clean import newsstand as stand
from tests.processing.clean.shapes import SHAPES

FETCHED = datetime(2025, 11, 1, 0, 31, tzinfo=UTC)
NAMES = sorted(SHAPES)


def article(name: str) -> CleanArticle:
    shape = SHAPES[name]
    made = extract(shape.article.encode(), shape.url, fetched_at=FETCHED)
    assert isinstance(made, CleanArticle), made
    return made


@pytest.mark.parametrize("name", NAMES)
def test_headline_lead_and_text_are_whole(name: str) -> None:
    made = article(name)
    assert made.title == stand.TITLE
    lines = made.text.split("\n")
    assert lines[0] == stand.LEAD
    assert made.text.count(stand.LEAD) == 1
    assert made.lead in (None, stand.LEAD)
    for wanted in (*stand.PARAGRAPHS, stand.HEADING):
        assert lines.count(wanted) == 1, wanted
    in_order = [lines.index(p) for p in stand.PARAGRAPHS]
    assert in_order == sorted(in_order)
    assert made.language == "vi"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_page_around_it_gets_in(name: str) -> None:
    lines = article(name).text.split("\n")
    allowed = {stand.LEAD, *stand.PARAGRAPHS, stand.HEADING, stand.CAPTION}
    assert set(lines) <= allowed


@pytest.mark.parametrize("name", NAMES)
def test_the_minute_of_publication_is_told(name: str) -> None:
    made, shape = article(name), SHAPES[name]
    assert made.published_at is not None
    assert made.published_at.strftime("%Y-%m-%dT%H:%M%z") == shape.moment + "+0700"
    assert (made.published_precision, made.published_from) == (
        shape.precision,
        shape.origin,
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_author_is_told_where_the_page_tells_it(name: str) -> None:
    assert article(name).author == SHAPES[name].author


@pytest.mark.parametrize("name", NAMES)
def test_a_section_is_no_article(name: str) -> None:
    shape = SHAPES[name]
    made = extract(shape.section.encode(), shape.section_url, fetched_at=FETCHED)
    assert isinstance(made, NotAnArticle), made
    assert made.reason


def loose(main: str) -> str:
    head = (
        '<meta property="article:published_time" content="2025-10-14T16:05:00+07:00">'
    )
    html = stand.html(main, head=stand.described() + head)
    made = extract(html.encode(), "https://bao.test/tinh-uy-song-thao-12345.html")
    assert isinstance(made, CleanArticle), made
    return made.text


def test_related_links_between_few_paragraphs_leave_them_text() -> None:
    one, two, *_ = stand.PARAGRAPHS
    link = '<p><a href="/b.html">Nước sông dâng nhanh trong đêm</a></p>'
    body = f"<div><p>{one}</p>{link}<p>{two}</p>{link}</div>"
    text = loose(f"<h1>{stand.TITLE}</h1>{body}")
    assert text.split("\n") == [one, two]


@pytest.mark.parametrize("name", ["has-sidebar", "content-share", "box-comment-wrap"])
def test_a_misleading_name_of_the_column_does_no_harm(name: str) -> None:
    links = "".join(f'<p><a href="/{n}">{t}</a></p>' for n, (t, _, _) in
                    enumerate(stand.TEASERS[:3]))  # fmt: skip
    main = f"<h2>{stand.TITLE}</h2><div class='{name}'>{stand.text()}{links}</div>"
    assert all(p in loose(main) for p in stand.PARAGRAPHS)


def test_tables_are_read_row_by_row() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>{who}</td><td>{what}</td></tr>"
        for n, (who, what) in enumerate(
            [("Trần Văn Mẫu", "Bí thư Tỉnh ủy"), ("Lê Thị Mơ", "Phó Bí thư")], 1
        )
    )
    text = loose(
        f"<h1>{stand.TITLE}</h1><div>{stand.text()}<table>{rows}</table></div>"
    )
    assert "\n1 | Trần Văn Mẫu | Bí thư Tỉnh ủy\n2 | Lê Thị Mơ | Phó Bí thư" in text


def test_sentences_broken_by_single_breaks_are_made_whole() -> None:
    one, two, three, _ = stand.PARAGRAPHS
    broken = one.replace("chủ trì ", "chủ trì<br>")
    text = loose(f"<h1>{stand.TITLE}</h1><div>{broken}<br>{two}<br><br>{three}</div>")
    assert text.split("\n") == [one, two, three]


@pytest.mark.parametrize("account", ["thuha", "admin", "Báo Sông Thao", ""])
def test_a_declared_account_or_house_is_no_author(account: str) -> None:
    shape = SHAPES["vccorp"]
    told = f'"name":"{stand.AUTHOR}"'
    html = shape.article.replace(told, f'"name":"{account}"')
    visible = f'<p class="detail-author">{stand.AUTHOR}</p>'
    html = html.replace(
        '<div class="detail-time">', visible + '<div class="detail-time">'
    )
    made = extract(html.encode(), shape.url)
    assert isinstance(made, CleanArticle)
    assert made.author == stand.AUTHOR

"""Articles and sections in the shape of every platform family."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from processing.clean import NotAnArticle, extract
from processing.model import CleanArticle
from tests.processing.clean import newsstand as stand

FETCHED = datetime(2025, 11, 1, 0, 31, tzinfo=UTC)
NAMES = sorted(stand.SHAPES)


def article(name: str) -> CleanArticle:
    shape = stand.SHAPES[name]
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
    made, shape = article(name), stand.SHAPES[name]
    assert made.published_at is not None
    assert made.published_at.strftime("%Y-%m-%dT%H:%M%z") == shape.moment + "+0700"
    assert (made.published_precision, made.published_from) == (
        shape.precision,
        shape.origin,
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_author_is_told_where_the_page_tells_it(name: str) -> None:
    assert article(name).author == stand.SHAPES[name].author


@pytest.mark.parametrize("name", NAMES)
def test_a_section_is_no_article(name: str) -> None:
    shape = stand.SHAPES[name]
    made = extract(shape.section.encode(), shape.section_url, fetched_at=FETCHED)
    assert isinstance(made, NotAnArticle), made
    assert made.reason

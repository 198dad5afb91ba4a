"""Every family: a paper of it is crawled, cleaned and keyed; one article is one key."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.catalogue.families import families
from crawlers.catalogue.urls import article_key, is_article_url
from processing.clean import extract
from processing.model import CleanArticle
from tests.crawlers.crawling import Outcome, crawled, job
from tests.crawlers.site import Site
from tests.families.papers import (
    LEAD,
    PARAGRAPHS,
    TITLE,
    Shape,
    article_page,
    list_page,
    paper,
    shapes,
)

NAMES = sorted(families().families)
NUMBERS = range(3, 6)
HOME = "https://baovidu.vn"
PAPERS = {name: paper(name, HOME, hosts=["baocu.com.vn"]) for name in NAMES}


def test_every_family_has_a_shape_of_its_own() -> None:
    assert sorted(shapes()) == NAMES
    # Platforms of whole provinces; "csr" goes by the name of its key, the slug.
    assert {"epi", "onecms", "ymd", "afam", "hname", "bbg", "htm", "slug"} <= set(NAMES)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, list[Site]]:
    """A site of each family, all crawled in one run."""
    sites = [Site() for _ in NAMES]
    for name, site in zip(NAMES, sites, strict=True):
        site.__enter__()
        for number in NUMBERS:
            site.page(shapes()[name].path(number), article_page(name, number))
        site.page(shapes()[name].list, list_page(name, NUMBERS))
    sources = [
        paper(name, site.url, local=True, delay_seconds=0)
        for name, site in zip(NAMES, sites, strict=True)
    ]
    try:
        done = crawled(job(tmp_path_factory.mktemp("archive"), *sources))
    finally:
        for site in sites:
            site.__exit__()
    return done, sites


@pytest.mark.parametrize("name", NAMES)
def test_its_articles_are_found_and_nothing_else(
    newsroom: tuple[Outcome, list[Site]], name: str
) -> None:
    done, sites = newsroom
    source_id = f"bao-{name}"
    expected = [f"{source_id}:{shapes()[name].key_of(number)}" for number in NUMBERS]
    assert done.keys(source_id) == expected
    asked = sites[NAMES.index(name)].requests
    assert len(asked) == 2 + len(NUMBERS), [one.path for one in asked]


@pytest.mark.parametrize("name", NAMES)
def test_its_articles_are_read_whole(
    newsroom: tuple[Outcome, list[Site]], name: str
) -> None:
    done, _ = newsroom
    source = PAPERS[name]
    for page in done.pages(f"bao-{name}", "article"):
        made = extract(
            done.body(page),
            page.url,
            source=source,
            content_type=page.content_type,
            fetched_at=page.fetched_at.replace(year=2026),
        )
        assert isinstance(made, CleanArticle), made
        assert made.title in [TITLE.format(number=number) for number in NUMBERS]
        assert made.text.split("\n") == [LEAD, *PARAGRAPHS]
        assert made.published_at is not None
        assert made.published_at.isoformat() == "2025-10-14T16:05:00+07:00"


every_shape = st.sampled_from(sorted(shapes().values(), key=lambda shape: shape.family))
numbers = st.integers(0, 999_999)
slugs = st.from_regex(r"[a-z]{2,8}(-[a-z]{2,8}){2,5}", fullmatch=True)
schemes = st.sampled_from(["http", "https"])
FIRST_LABELS = ("", "www.", "m.", "amp.", "WWW.")
DOMAINS = ("baovidu.vn", "baocu.com.vn")
hosts = st.sampled_from([label + name for label in FIRST_LABELS for name in DOMAINS])
tracking = st.lists(
    st.sampled_from(["utm_source=x", "fbclid=A1", "zarsrc=30", "_t=9", "mobile=yes"]),
    max_size=3,
    unique=True,
)


@settings(max_examples=150, deadline=None)
@given(every_shape, numbers, slugs, schemes, hosts, tracking, st.booleans())
def test_every_address_of_an_article_is_one_article(
    shape: Shape,
    number: int,
    slug: str,
    scheme: str,
    host: str,
    extra: list[str],
    slash: bool,
) -> None:
    source = PAPERS[shape.family]
    path, _, query = shape.path(number, slug).partition("?")
    path = path.rstrip("/") + ("/" if slash else "")
    parts = [*extra[:1], *filter(None, [query]), *extra[1:]]
    tail = f"?{'&'.join(parts)}" if parts else ""
    url = f"{scheme}://{host}{path}{tail}#binh-luan"
    assert article_key(url, source) == f"{source.id}:{shape.key_of(number, slug)}"
    is_known_host = urlsplit(url).hostname in {h for h, _ in source.allowed}
    assert is_article_url(url, source) == is_known_host


@settings(max_examples=100, deadline=None)
@given(every_shape, numbers, numbers, slugs)
def test_two_articles_are_two(shape: Shape, one: int, other: int, slug: str) -> None:
    source = PAPERS[shape.family]
    keys = {article_key(HOME + shape.path(n, slug), source) for n in (one, other)}
    expected = {shape.key_of(n, slug) for n in (one, other)}
    assert len(keys) == len(expected)


@settings(max_examples=100, deadline=None)
@given(every_shape, numbers)
def test_case_is_kept_where_it_matters(shape: Shape, number: int) -> None:
    source = PAPERS[shape.family]
    path = shape.path(number)
    swapped = path.replace("/Ab", "/aB").replace("-Ab", "-aB")
    if swapped != path and not shape.folds:
        assert article_key(HOME + swapped, source) != article_key(HOME + path, source)
    key = article_key(HOME + path, source)
    assert article_key(key, source) == key

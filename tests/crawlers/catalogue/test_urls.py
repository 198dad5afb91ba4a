"""One article has one key, however its address is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.catalogue import Source
from crawlers.catalogue.urls import article_key, clean_url, is_article_url


def paper(family: str, **fields: object) -> Source:
    return Source.model_validate(
        {
            "id": "paper",
            "name": "Paper",
            "kind": "newspaper",
            "base_url": "https://baovidu.vn",
            "hosts": ["baovidu.com.vn"],
            "family": family,
            "discovery": [{"kind": "listing", "url": "https://baovidu.vn/"}],
            **fields,
        }
    )


PAPERS = {name: paper(name) for name in ("epi", "ymd", "nanoid", "slug")}
PATHS = {
    "epi": "/{slug}-post{number}.html",
    "ymd": "/thoi-su/202507/{slug}-{number:07d}/",
    "nanoid": "/thoi-su/{slug}-Ab{number:07d}.html",
    "slug": "/tin-bai/thoi-su/{slug}-va-hoi-nghi",
}
slugs = st.from_regex(r"[a-z]{2,8}(-[a-z]{1,8}){2,6}", fullmatch=True)
numbers = st.integers(100000, 999999)
families = st.sampled_from(sorted(PATHS))
hosts = st.sampled_from(["baovidu.vn", "www.baovidu.vn", "m.baovidu.vn", "BaoViDu.vn"])
moved = st.sampled_from(["baovidu.com.vn", "amp.baovidu.com.vn"])
schemes = st.sampled_from(["http", "https"])
tracking = st.lists(
    st.sampled_from(["utm_source=fb", "utm_medium=x", "fbclid=1", "zarsrc=9"]),
    max_size=3,
)


@given(families, slugs, numbers, schemes, hosts | moved, tracking, st.booleans())
def test_every_spelling_has_the_same_key(
    family: str,
    slug: str,
    number: int,
    scheme: str,
    host: str,
    extra: list[str],
    slash: bool,
) -> None:
    source = PAPERS[family]
    path = PATHS[family].format(slug=slug, number=number)
    plain = article_key(f"https://baovidu.vn{path}", source)
    varied = path.rstrip("/") + ("/" if slash else "")
    query = f"?{'&'.join(extra)}" if extra else ""
    assert article_key(f"{scheme}://{host}{varied}{query}#top", source) == plain


@given(families, slugs, numbers)
def test_a_key_is_its_own_key(family: str, slug: str, number: int) -> None:
    source = PAPERS[family]
    key = article_key(
        "https://baovidu.vn" + PATHS[family].format(slug=slug, number=number), source
    )
    assert article_key(key, source) == key


@given(families, slugs, numbers, numbers)
def test_other_numbers_are_other_articles(
    family: str, slug: str, one: int, other: int
) -> None:
    if family == "slug" or one == other:
        return
    source = PAPERS[family]
    keys = {
        article_key(
            "https://baovidu.vn" + PATHS[family].format(slug=slug, number=number),
            source,
        )
        for number in (one, other)
    }
    assert len(keys) == 2


@given(st.text(max_size=60))
def test_no_text_breaks_the_cleaning(text: str) -> None:
    cleaned = clean_url(text, "https://baovidu.vn/thoi-su/")
    assert cleaned is None or cleaned.startswith(("http://", "https://"))
    if cleaned is not None:
        assert clean_url(cleaned) == cleaned


def test_the_case_of_a_code_matters() -> None:
    source = PAPERS["nanoid"]
    one = article_key("https://baovidu.vn/a/tin-moi-hom-nay-AbCdEfGh9.html", source)
    other = article_key("https://baovidu.vn/a/tin-moi-hom-nay-abCdEfGh9.html", source)
    assert one != other


def test_another_host_is_another_article() -> None:
    source = PAPERS["epi"]
    here = article_key("https://baovidu.vn/tin-moi-post1.html", source)
    assert article_key("https://other.vn/tin-moi-post1.html", source) != here


def test_a_key_in_the_query_is_kept() -> None:
    source = paper("sharepoint")
    url = "https://baovidu.vn/Pages/chi-tiet.aspx?utm_source=x&ItemID=265&l=Tin"
    assert is_article_url(url, source)
    assert article_key(url, source) == "paper:265"
    assert clean_url(url) == "https://baovidu.vn/Pages/chi-tiet.aspx?ItemID=265&l=Tin"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "mailto:a@b.vn",
        "tel:0123",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://me:secret@baovidu.vn/a-post1.html",
        "http://[::1",
        "https://baovidu.vn:99999/",
        "https://baovidu.vn/" + "a" * 3000,
    ],
)
def test_what_is_no_web_page_is_dropped(href: str) -> None:
    assert clean_url(href, "https://baovidu.vn/") is None

"""What cleaning makes of the newsroom's pages is what the newsroom wrote."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from crawlers.catalogue import Source, load_catalogue
from demo.newsroom import Newsroom
from demo.site import load_sites
from demo.story import HANOI, news_days, stories_on
from demo.web import Answer, answer
from processing.clean import NotAnArticle, extract
from processing.model import CleanArticle

FURNITURE = (
    *("Bình luận", "Đọc nhiều", "Tỷ giá", "Trang mẫu", "invented", "Chia sẻ"),
    *("Từ khóa", "Tin cùng chuyên mục", "Tin liên quan", "Các tin khác", "Đã xem"),
    *("Thời tiết", "Ghi rõ nguồn", "Có thể bạn", "Liên kết website"),
    *("Tác giả bài viết", "Những tin mới hơn"),
)


def plain(text: str) -> str:
    """A text as cleaning normalises it, on one line."""
    return " ".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").split())


@pytest.fixture
def sources(newsroom: Newsroom, tmp_path: Path) -> dict[str, Source]:
    """The newsroom's sources by id."""
    found = load_catalogue(newsroom.write_catalogue(tmp_path)).sources
    return {source.id: source for source in found}


def cleaned(found: Answer, url: str, source: Source) -> CleanArticle | NotAnArticle:
    """What cleaning makes of an answer."""
    return extract(
        found.body,
        url,
        source=source,
        content_type=found.content_type,
        fetched_at=NIGHT,
    )


LAST = news_days()[-1]
NIGHT = dt.datetime.combine(LAST, dt.time(23, 59), HANOI)


@pytest.mark.parametrize("site_id", load_sites())
def test_articles_come_out_whole_and_alone(
    newsroom: Newsroom, sources: dict[str, Source], site_id: str
) -> None:
    site, base = load_sites()[site_id], newsroom.bases[site_id]
    stories = [s for s in stories_on(LAST, site_id) if s.kind == "article"]
    for story in stories:
        url = base + story.path(site)
        made = cleaned(
            answer(site, LAST, story.path(site), base), url, sources[site_id]
        )
        assert isinstance(made, CleanArticle), (url, made)
        assert (plain(made.title), made.published_at, made.published_precision) == (
            plain(story.title),
            story.published_at,
            "minute",
        )
        text = plain(made.text)
        wanted = [b.text for b in story.blocks if b.kind != "photo"]
        assert [w for w in [story.lead, *wanted] if plain(w) not in text] == [], url
        others = [s.title for s in stories if s is not story]
        assert [f for f in [*FURNITURE, *others] if plain(f) in text] == [], url


@pytest.mark.parametrize("site_id", load_sites())
def test_no_article_is_made_of_other_pages(
    newsroom: Newsroom, sources: dict[str, Source], site_id: str
) -> None:
    site, base = load_sites()[site_id], newsroom.bases[site_id]
    videos = [s.path(site) for s in stories_on(LAST, site_id) if s.kind == "video"]
    sections = [site.section_path(section) for section in site.sections]
    for path in [
        "/",
        "/gioi-thieu",
        "/tag/nghi-quyet",
        "/khong-co",
        *sections,
        *videos,
    ]:
        found = answer(site, LAST, path, base)
        made = cleaned(found, base + path, sources[site_id])
        assert isinstance(made, NotAnArticle), path

"""Whether a page is an article at all; if not, why not in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from crawlers.catalogue import Source
from crawlers.catalogue.families import families
from processing.clean.body import Body
from processing.clean.declared import Declared
from processing.clean.page import Page, joined, raw_text, text_length
from processing.clean.published import Published
from processing.text import fold

_HOST = re.compile(r"[a-z0-9.-]{1,253}")
_HOME = re.compile(r"(?i)^/?((index|default|home|trang-chu)(\.\w+)?)?/?$")
_SERVICE = re.compile(
    r"(?i)(^|/)(tags?|tu-khoa|tag-video|tim-kiem|search|rss|login|dang-nhap|signin)"
    r"(/|\.|$)|-p?tag\d*(\.\w+)?$|/tag\.html$"
)
_ERROR = re.compile(
    r"^(error|lỗi)?[ :.-]*(404|403|500|502|503)\b|"
    r"^(page|file|trang)? ?not found|^access denied|^just a moment|"
    r"không (tìm thấy|tồn tại)( \w+){0,3} (trang|nội dung|đường dẫn|bài viết|kết quả)|"
    r"^không tìm thấy (trang|nội dung|đường dẫn|bài viết|kết quả)|"
    r"(trang|nội dung|đường dẫn|bài viết|liên kết|địa chỉ)( \w+){0,6} "
    r"(không tồn tại|không tìm thấy|đã bị (xóa|gỡ)|không có sẵn)"
)
# Text of an article: at the least, and enough to be one without other signs.
LEAST_DECLARED, LEAST, FAIR, LONG = 100, 200, 350, 600
STUB_TEXT = 120


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found on a page, to be weighed."""

    title: str | None
    text: Sequence[str]
    body: Body | None
    published: Published | None


def refuse_early(page: Page, html: bytes) -> str | None:
    """Why a page is no article, where that shows before its text is looked for."""
    path = urlsplit(page.url).path
    if _HOME.match(path) and not urlsplit(page.url).query:
        return "home page"
    if _SERVICE.search(path):
        return f"tag, search or service page by its address: {path[:80]}"
    length = text_length(page.body)
    if length < STUB_TEXT:
        kind = "cookie or script check" if b"<script" in html else "no text"
        return f"stub of {len(html)} bytes with {length} characters of text ({kind})"
    if length < LONG and re.search(rb"(?i)type=[\"']?password", html):
        return "login page"
    return None


def refuse_error(page: Page, title: str | None) -> str | None:
    """Whether the page is an error told with status 200 (soft 404)."""
    first = islice(page.body.iter("h1", "h2"), 3)
    headings = [fold(raw_text(h)[:200]) for h in first]
    document_title = fold(page.tree.findtext(".//head/title") or "")
    for heading in [fold(title or ""), document_title, *headings]:
        if _ERROR.search(heading) and len(heading) < 150:
            return f"error page: {heading[:80]}"
    if text_length(page.body) < LONG:
        words = fold(" ".join(raw_text(page.body).split()))
        if found := _ERROR.search(words):
            return f"error page: {found.group()[:80]}"
    return None


def refuse(
    page: Page, declared: Declared, found: Findings, source: Source | None
) -> str | None:
    """Why the findings are no article; None if they are one."""
    if found.title is None:
        return "no headline"
    size = sum(map(len, found.text))
    if found.body is None or size < LEAST_DECLARED:
        return f"no body of text: {size} characters; a list, video or photo page"
    if _is_home(page):
        return "the page names the home page as its own address (soft 404)"
    if declared.is_article and not declared.is_list:
        return None
    return _weigh(page, found, source, size)


def _weigh(page: Page, found: Findings, source: Source | None, size: int) -> str | None:
    """Judge a page that declares nothing by its date, address and text."""
    assert found.body is not None
    score = found.body.score
    if score.teasers > max(2, score.paragraphs):
        return f"list of articles: {score.teasers} teasers"
    if size < LEAST:
        return f"only {size} characters of text and no declared article"
    dated = found.published is not None and found.published.origin != "url"
    shaped = _has_article_address(page.url, source)
    marked = found.body.how in ("selector", "known")
    if dated and (shaped or marked or size >= LONG):
        return None
    if shaped and size >= FAIR and score.paragraphs >= 2:
        return None
    missing = "without a date" if not dated else "without an article's address"
    return f"section or static page: {size} characters of text {missing}"


def _has_article_address(url: str, source: Source | None) -> bool:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if source is not None:
        return any(pattern.search(path) for pattern in source.article_patterns)
    known = families().families.values()
    return any(p.search(path) for one in known for p in one.article_patterns)


def _is_home(page: Page) -> bool:
    """Whether the page's canonical address is the home page, and ours is not."""
    own = canonical_link(page)
    if own is None or _HOME.match(urlsplit(page.url).path):
        return False
    parts = urlsplit(own)
    return bool(_HOME.match(parts.path)) and not parts.query


def canonical_link(page: Page) -> str | None:
    """The address the page gives for itself, whole; None if it gives none."""
    for link in page.tree.iter("link"):
        href = link.get("href")
        if href and (link.get("rel") or "").lower() == "canonical":
            return joined(page.base, href)
    og = page.metas.get("og:url")
    return joined(page.base, og) if og else None


def canonical_url(page: Page) -> str:
    """The canonical address, if it is one of this site; else the one fetched."""
    own = canonical_link(page)
    if own is None:
        return page.url
    given, told = urlsplit(page.url), urlsplit(own)
    if told.scheme not in ("http", "https") or _HOME.match(told.path):
        return page.url
    same = _bare(told.hostname) == _bare(given.hostname) and told.port == given.port
    return told._replace(fragment="").geturl() if same else page.url


def foreign_host(page: Page) -> str | None:
    """The host of the page's canonical address, if it is another site's."""
    own = canonical_link(page)
    host = (urlsplit(own).hostname or "") if own else ""
    if not _HOST.fullmatch(host) or _bare(host) == _bare(urlsplit(page.url).hostname):
        return None
    return host


def _bare(host: str | None) -> str:
    return re.sub(r"^(www|m|mobile|amp|lite)\.", "", host or "")

"""What a page says of itself for machines: JSON-LD and meta elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from processing.clean.page import Page
from processing.text import normalise

ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle",
        "OpinionNewsArticle", "BackgroundNewsArticle", "BlogPosting", "Report",
        "LiveBlogPosting", "TechArticle", "AdvertiserContentArticle",
    }
)  # fmt: skip
LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
PUBLISHED_METAS = (
    "article:published_time", "datepublished", "og:published_time", "pubdate",
    "publishdate", "publish_date", "publication_date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "sailthru.date",
    "article:published", "citation_publication_date", "its_publication",
)  # fmt: skip

_COMMA = re.compile(r",\s*([}\]])")
_LAX = {name: re.compile(rf'"{name}"\s*:\s*"((?:[^"\\]|\\.)*)"') for name in
        ("headline", "description", "datePublished", "@type")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declared:
    """Declared facts; texts unescaped and normalised, dates as written."""

    headline: str | None = None
    titles: tuple[str, ...] = ()
    description: str | None = None
    json_date: str | None = None
    meta_dates: tuple[str, ...] = ()
    author: str | None = None
    site_names: tuple[str, ...] = ()
    is_article: bool = False
    is_list: bool = False


def plain(text: object) -> str | None:
    """A declared text without the entities and tags that generators leave in it."""
    if not isinstance(text, str):
        return None
    once = html.unescape(html.unescape(text))
    return normalise(re.sub(r"<[^<>]{1,200}>|\s+", " ", once)) or None


def read_declared(page: Page) -> Declared:
    """Gather what the JSON-LD blocks and the metas of the page declare."""
    nodes = [node for block in page.json_ld for node in _nodes(block)]
    articles = [node for node in nodes if _types(node) & ARTICLE_TYPES]
    article = articles[0] if articles else {}
    metas = page.metas
    headline = plain(article.get("headline")) or plain(article.get("name"))
    shown = (metas.get(name) for name in ("og:title", "twitter:title", "title"))
    document_title = page.tree.findtext(".//head/title")
    titles = [headline, *map(plain, shown), plain(document_title)]
    described = (metas.get(k) for k in ("og:description", "description"))
    descriptions = [plain(article.get("description")), *map(plain, described)]
    return Declared(
        headline=headline,
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        description=max(filter(None, descriptions), key=len, default=None),
        json_date=_text(article.get("datePublished")),
        meta_dates=tuple(metas[k] for k in PUBLISHED_METAS if k in metas),
        author=_author(article.get("author")),
        site_names=tuple(_site_names(page, nodes, article)),
        is_article=bool(articles),
        is_list=any(_types(node) & LIST_TYPES for node in nodes),
    )


def _nodes(block: str) -> Iterator[dict[str, object]]:
    """Every object on the upper levels of a JSON-LD block, even a broken one."""
    text = block.strip().removeprefix("<!--").removesuffix("-->").strip(" \n\r\t;")
    waiting = _loaded(text)
    if waiting is None:
        yield _lax(text)
        return
    for _ in range(200):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node[k] for k in ("@graph", "mainEntity") if k in node]


def _loaded(text: str) -> list[object] | None:
    """The block as JSON, with the commas too many that generators leave in lists."""
    for attempt in (text, _COMMA.sub(r"\1", text)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):
            continue
    return None


def _lax(text: str) -> dict[str, object]:
    """What can be read of a block that is no valid JSON."""
    found = {name: pattern.search(text) for name, pattern in _LAX.items()}
    return {name: match.group(1) for name, match in found.items() if match}


def _types(node: dict[str, object]) -> set[str]:
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {str(one).rsplit("/", 1)[-1] for one in listed}


def _text(value: object) -> str | None:
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _author(value: object) -> str | None:
    """The persons among the declared authors; organisations are no authors."""
    listed = value if isinstance(value, list) else [value]
    names = []
    for one in listed:
        if isinstance(one, dict) and "Organization" not in str(one.get("@type")):
            names.append(plain(one.get("name")))
        elif isinstance(one, str):
            names.append(plain(one))
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _site_names(
    page: Page, nodes: Iterable[dict[str, object]], article: dict[str, object]
) -> Iterator[str]:
    organisations = [article.get("publisher")]
    organisations += [
        node for node in nodes if any("Organization" in t for t in _types(node))
    ]
    names = [one.get("name") for one in organisations if isinstance(one, dict)]
    keys = ("og:site_name", "apple-mobile-web-app-title", "application-name")
    for name in [*names, *(page.metas.get(key) for key in keys)]:
        if found := plain(name):
            yield found

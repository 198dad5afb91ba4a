"""One extracted page as an object that can be written as JSON."""

from __future__ import annotations

from crawlers.catalogue import Source
from processing.clean.article import extract
from processing.clean.outcome import NotAnArticle
from processing.model import CleanArticle


class NotAnArticleError(Exception):
    """The page is no article; the message says why."""


def extract_to_json(
    html: bytes, url: str, *, source: Source | None = None
) -> dict[str, str | None]:
    """What ``dangbo extract`` prints of a saved page.

    Raises:
        NotAnArticleError: the page is no article or cannot be read.
    """
    made = extract(html, url, source=source)
    if isinstance(made, NotAnArticle):
        raise NotAnArticleError(f"{url}: not an article: {made.reason}")
    return to_json(made)


def to_json(article: CleanArticle) -> dict[str, str | None]:
    """The article as plain values; its time in ISO 8601 with offset."""
    moment = article.published_at
    return {
        "url": article.url,
        "title": article.title,
        "published_at": moment.isoformat() if moment else None,
        "published_precision": article.published_precision,
        "published_from": article.published_from,
        "author": article.author,
        "lead": article.lead,
        "text": article.text,
        "language": article.language,
        "extractor": article.extractor,
    }

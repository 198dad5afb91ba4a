"""One extracted page as an object that can be written as JSON."""

from __future__ import annotations

from pathlib import Path

from crawlers.catalogue import Source
from processing.clean.article import extract
from processing.clean.outcome import NotAnArticle
from processing.model import CleanArticle


def report(article: CleanArticle) -> dict[str, str | None]:
    """The article as ``dangbo extract`` prints it: its time in ISO 8601 with offset."""
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


def extract_file(
    file: Path, url: str, *, source: Source | None = None
) -> dict[str, str | None] | NotAnArticle:
    """What ``dangbo extract FILE --url URL`` prints, or why the page is no article.

    Raises:
        OSError: the file cannot be read.
    """
    made = extract(file.read_bytes(), url, source=source)
    return made if isinstance(made, NotAnArticle) else report(made)

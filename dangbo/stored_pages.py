"""Pages kept as test cases: a page of a source, and what must be read from it.

A case is a folder with ``page.html.gz`` and ``expected.yaml``; the tests run all of
them, so that a change of rules or selectors that breaks a source is seen at once.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from crawlers.catalogue import Catalogue, Source
from crawlers.catalogue.urls import article_key
from crawlers.yaml_file import read_yaml
from dangbo.errors import DangboError
from processing.clean import NotAnArticle, extract
from processing.model import CleanArticle

PAGE = "page.html.gz"
EXPECTED = "expected.yaml"
# Characters of the first and last paragraph that are compared.
ENDS = 120
# The text may be read a little better or worse before somebody has to look.
LEEWAY = 0.1
HEAD = """\
# What is read from page.html.gz. Made by `dangbo sources new`: look at the page, and
# correct what is wrong here before the selectors are corrected.
"""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An article page as it was answered."""

    url: str
    body: bytes
    content_type: str | None
    fetched_at: datetime


def keep(folder: Path, source: Source, page: KeptPage) -> Path | None:
    """Write a page and what is read from it as a case below ``folder``.

    Returns its folder; None if the source has one, which stays as it is.

    Raises:
        DangboError: if the page is no article.
    """
    case = folder / source.id
    if case.exists():
        return None
    made = _read(page, source)
    if isinstance(made, NotAnArticle):
        raise DangboError(f"{page.url} is no article: {made.reason}")
    expected = {
        "source": source.id,
        "family": source.family,
        "url": page.url,
        "content_type": page.content_type,
        "fetched_at": page.fetched_at,
        **_fields(made, page, source),
    }
    case.mkdir(parents=True)
    (case / PAGE).write_bytes(gzip.compress(page.body, mtime=0))
    text = yaml.safe_dump(expected, allow_unicode=True, sort_keys=False, width=88)
    (case / EXPECTED).write_text(HEAD + text, "utf-8")
    return case


def differences(case: Path, catalogue: Catalogue) -> Iterator[str]:
    """What is read from a kept page otherwise than expected, in words.

    By the source's entry in the catalogue; where it has none, by its family alone.
    """
    expected = read_yaml(case / EXPECTED)
    page = KeptPage(
        expected["url"],
        gzip.decompress((case / PAGE).read_bytes()),
        expected["content_type"],
        expected["fetched_at"],
    )
    source = catalogue.get(expected["source"]) or _bare(expected)
    made = _read(page, source)
    if isinstance(made, NotAnArticle):
        yield f"it is no article: {made.reason}"
        return
    for name, value in _fields(made, page, source).items():
        wanted = expected[name]
        if name == "characters" and abs(value - wanted) <= LEEWAY * wanted:
            continue
        if value != wanted:
            yield f"{name} is {value!r}, expected {wanted!r}"


def _read(page: KeptPage, source: Source) -> CleanArticle | NotAnArticle:
    return extract(
        page.body,
        page.url,
        source=source,
        content_type=page.content_type,
        fetched_at=page.fetched_at,
    )


def _fields(made: CleanArticle, page: KeptPage, source: Source) -> dict[str, Any]:
    lines = made.text.split("\n")
    moment = made.published_at
    return {
        "key": article_key(page.url, source),
        "title": made.title,
        "lead": made.lead,
        "author": made.author,
        "published_at": moment.isoformat() if moment else None,
        "begins": lines[0][:ENDS],
        "ends": lines[-1][-ENDS:],
        "characters": len(made.text),
    }


def _bare(expected: dict[str, Any]) -> Source:
    parts = urlsplit(expected["url"])
    base = f"{parts.scheme}://{parts.netloc}"
    return Source.model_validate(
        {
            "id": expected["source"],
            "name": expected["source"],
            "kind": "newspaper",
            "base_url": base,
            "family": expected["family"],
            "local": True,
            "enabled": False,
        }
    )

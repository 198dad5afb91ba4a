"""Articles printed on web sites of loopback, and the whole chain run on them.

Each paper is a site of its own. What is printed in one morning is crawled, cleaned,
read, compared and told in that morning's run.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import yaml
from sqlalchemy import Engine

from dangbo import chain
from dangbo.plan import Plan
from processing.alert.subscriptions import ALL_KINDS, Wish, subscribe
from processing.model import HANOI, Article
from processing.settings import load_settings
from tests.chronicle.press import Press
from tests.crawlers.site import Site
from tests.seeds.pages import FOOT, MENU, RELATED, listing, ordinary

ORDINARY = "/chinh-tri/hop-tac-xa-mo-rong-vung-rau-1.html"
ARTICLE_URL = r"/chinh-tri/[a-z0-9-]+-\d+\.html$"


@dataclass
class Newsstand:
    """The sites of the papers, by name, and what each has printed so far."""

    engine: Engine
    first_morning: datetime
    sites: dict[str, Site]
    printed: dict[str, list[str]] = field(default_factory=dict)
    mornings: int = 0

    def tell(self, articles: Sequence[Article], batches: int) -> Counter[Any]:
        """Print the articles in so many mornings; count the alerts of each event.

        A morning before it the papers print an ordinary article each, so that none of
        them is new when it matters.
        """
        subscribe(self.engine, Wish("reader@example.org", ALL_KINDS))
        for name in self.sites:
            self.sites[name].page(ORDINARY, ordinary(name))
            self.printed[name] = [ORDINARY]
        self._morning()
        size = -(-len(articles) // batches)
        for start in range(0, len(articles), size):
            for article in articles[start : start + size]:
                self._print(article)
            self._morning()
        return Counter(
            (row.identity_key, row.state)
            for row in self.press.rows(
                "SELECT e.identity_key, a.state FROM core.alert a"
                " JOIN core.event e ON e.id = a.event_id"
            )
        )

    @property
    def press(self) -> Press:
        """The store, to look into."""
        return Press(self.engine)

    def final(self) -> str:
        """Events and tenures in words, without numbers of rows and of ports."""
        words = repr(self.press.final())
        for name, site in self.sites.items():
            words = words.replace(f"127.0.0.1:{site.port}", name)
        return words

    def _print(self, article: Article) -> None:
        name = paper_of(article)
        slug = re.sub(r"[^a-z0-9]+", "-", str(article.id).lower()).strip("-")
        path = f"/chinh-tri/{slug}-{1000 + len(slug)}.html"
        self.sites[name].page(path, page(article))
        self.printed[name].append(path)

    def _morning(self) -> None:
        for name, paths in self.printed.items():
            self.sites[name].page("/", listing(paths[::-1]))
        as_of = self.first_morning + timedelta(days=self.mornings)
        self.mornings += 1
        chain.run_all(load_settings(), Plan(f"test.{self.mornings}", "daily", as_of))


def paper_of(article: Article) -> str:
    """The id of the source: its host, and the province whose paper it is."""
    host = urlsplit(article.url or "").hostname or "unknown"
    name = f"{host}-{article.home}" if article.home else host
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


def page(article: Article) -> str:
    """A whole HTML page with menu, related articles and foot around the text."""
    body = "\n".join(
        f"<p>{escape(line)}</p>" for line in article.text.splitlines() if line.strip()
    )
    title = escape(article.title or "Tin trong tỉnh")
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>{title} | Báo điện tử</title>{_stamp(article)}
<meta property="og:title" content="{title}">
<script type="application/ld+json">{_declared(article)}</script></head>
<body>{MENU}<main><article class="content-detail"><h1>{title}</h1>
<div id="content">{body}</div></article>{RELATED}</main>{FOOT}</body></html>"""


def _stamp(article: Article) -> str:
    moment = _published(article)
    if moment is None:
        return ""
    return f'<meta property="article:published_time" content="{moment}">'


def _declared(article: Article) -> str:
    """What the page says of itself: short texts are articles only if they say so."""
    title, moment = article.title or "Tin trong tỉnh", _published(article)
    said = {"@type": "NewsArticle", "headline": title, "datePublished": moment}
    found = json.dumps({k: v for k, v in said.items() if v}, ensure_ascii=False)
    return found.replace("<", "\\u003c")


def _published(article: Article) -> str | None:
    published = article.published_at
    if published is None:
        return None
    if not isinstance(published, datetime):
        published = datetime.combine(published, time(12), HANOI)
    return published.astimezone(HANOI).isoformat()


@contextmanager
def newsstand(
    engine: Engine, folder: Path, articles: Sequence[Article], first_morning: datetime
) -> Iterator[Newsstand]:
    """The papers of ``articles`` on loopback, in a catalogue of their own."""
    homes = {paper_of(article): article.home for article in articles}
    with ExitStack() as stack:
        sites = {name: stack.enter_context(Site()) for name in sorted(homes)}
        catalogue = folder / "sources"
        catalogue.mkdir()
        entries = [_entry(name, site, homes[name]) for name, site in sites.items()]
        (catalogue / "papers.yaml").write_text(
            yaml.safe_dump({"sources": entries}, allow_unicode=True), encoding="utf-8"
        )
        settings = {
            "DATABASE_URL": engine.url.render_as_string(False),
            "DANGBO_DATA": str(folder / "data"),
            "DANGBO_SOURCES": str(catalogue),
            "DANGBO_WORKERS": "1",
            "DANGBO_ALERT_WINDOW_DAYS": "400",
        }
        stack.enter_context(patch.dict(os.environ, settings))
        yield Newsstand(engine, first_morning, sites)


def _entry(name: str, site: Site, home: str | None) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "kind": "newspaper" if home else "central",
        "official": home is not None,
        "home": [{"province": home}] if home else [],
        "base_url": site.url,
        "discovery": [{"kind": "listing", "url": f"{site.url}/", "pages": 1}],
        "article_url": ARTICLE_URL,
        "delay_seconds": 0,
        "local": True,
    }

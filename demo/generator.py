"""A generated newspaper of any size, for measuring: pages as heavy as real ones.

Every page is made from the seed and its number alone, when it is asked for: a site of
a hundred thousand pages takes no more memory than one of ten. About three in a hundred
report an event; `GeneratedSite.truth` says which.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import yaml

from demo.article import GeneratedArticle, Truth
from demo.pages import slug
from demo.story import HANOI
from demo.web import HTML, MAP, Answer
from demo.weight import Furniture

SENTENCES = Path(__file__).with_name("sentences.yaml")
PROVINCE = "nghe-an"
PER_LIST = 25
PER_MAP = 10_000
EVENTS_IN_A_HUNDRED = 3
# The newest article; the others precede it by up to DAYS.
NEWEST = dt.datetime(2025, 11, 10, 20, 0, tzinfo=HANOI)
DAYS = 10


@dataclass(frozen=True)
class GeneratedSite:
    """A site of ``pages`` article pages; the same seed makes the same site."""

    pages: int
    seed: int

    def article(self, number: int) -> GeneratedArticle:
        """Article ``number``, from 0; 0 is the newest."""
        if not 0 <= number < self.pages:
            raise IndexError(f"article {number} of {self.pages}")
        return _Writer(self, number).article()

    def truth(self) -> Iterator[Truth]:
        """All events that the site reports, in the order of its pages."""
        for number in range(self.pages):
            if (found := self.article(number).truth) is not None:
                yield found

    def html(self, number: int) -> bytes:
        """The page of an article, about 200 KB."""
        neighbours = [
            self.article((number + step) % self.pages) for step in range(1, 4)
        ]
        links = [(a.title, a.path) for a in neighbours]
        return self._furniture.page(self.article(number), links)

    def answer(self, target: str, base: str) -> Answer:
        """What the site answers to a path and query."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            rules = f"User-agent: *\nDisallow: /noi-bo/\nSitemap: {base}/sitemap.xml\n"
            return Answer(200, "text/plain; charset=utf-8", rules.encode())
        if parts.path == "/sitemap.xml":
            return Answer(200, MAP, self._index(base).encode())
        if parts.path.startswith("/sitemaps/"):
            return self._map(parts.path, base)
        if parts.path in ("/", "/tin-tuc/"):
            return self._list(dict(parse_qsl(parts.query)))
        return self._page(parts.path)

    @functools.cached_property
    def _furniture(self) -> Furniture:
        return Furniture(self.seed)

    def _page(self, path: str) -> Answer:
        tail = path.rpartition("-post")[2].removesuffix(".html")
        number = int(tail) - 1_000_000 if tail.isdecimal() else -1
        if not 0 <= number < self.pages or self.article(number).path != path:
            return Answer(404, HTML, b"<h1>404</h1>")
        published = self.article(number).published_at
        return Answer(200, HTML, self.html(number), published)

    def _index(self, base: str) -> str:
        count = -(-self.pages // PER_MAP)
        maps = "".join(
            f"<sitemap><loc>{base}/sitemaps/{n}.xml</loc></sitemap>"
            for n in range(count)
        )
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        return f'<?xml version="1.0"?><sitemapindex {names}>{maps}</sitemapindex>'

    def _map(self, path: str, base: str) -> Answer:
        name = path.removeprefix("/sitemaps/").removesuffix(".xml")
        first = int(name) * PER_MAP if name.isdecimal() else self.pages
        if first >= self.pages:
            return Answer(404, HTML, b"<h1>404</h1>")
        numbers = range(first, min(first + PER_MAP, self.pages))
        places = "".join(
            f"<url><loc>{base}{a.path}</loc>"
            f"<lastmod>{a.published_at.isoformat()}</lastmod></url>"
            for a in map(self.article, numbers)
        )
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        text = f'<?xml version="1.0"?><urlset {names}>{places}</urlset>'
        return Answer(200, MAP, text.encode())

    def _list(self, query: Mapping[str, str]) -> Answer:
        given = query.get("trang", "1")
        page = int(given) if given.isdecimal() else 1
        first = (page - 1) * PER_LIST
        if not 0 <= first < self.pages:
            return Answer(404, HTML, b"<h1>404</h1>")
        shown = range(first, min(first + PER_LIST, self.pages))
        links = [(a.title, a.path) for a in map(self.article, shown)]
        more = page + 1 if first + PER_LIST < self.pages else None
        return Answer(200, HTML, self._furniture.list(links, more))


def generate(n: int, seed: int) -> GeneratedSite:
    """A site of ``n`` article pages; raises ValueError where ``n`` is below 1."""
    if n < 1:
        raise ValueError(f"a site needs at least one page, not {n}")
    return GeneratedSite(n, seed)


def catalogue_entry(base: str) -> dict[str, Any]:
    """The site as a source of the catalogue, served at ``base``."""
    return {
        "id": "generated",
        "name": "Báo sinh tự động (mẫu)",
        "kind": "newspaper",
        "home": [{"province": PROVINCE}],
        "base_url": f"{base}/",
        "family": "epi",
        "discovery": [{"kind": "sitemap", "url": f"{base}/sitemap.xml"}],
        "delay_seconds": 0.0,
        "local": True,
    }


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(SENTENCES.read_text("utf-8"))
    return data


class _Writer:
    """Writes one article; every choice comes from the seed and the number."""

    def __init__(self, site: GeneratedSite, number: int) -> None:
        self.number = number
        # Not hash(): it differs from process to process.
        name = f"{site.seed}/{number}".encode()
        self.random = Random(hashlib.sha256(name).digest())
        age = dt.timedelta(minutes=number * DAYS * 1440 / site.pages)
        self.published_at = (NEWEST - age).replace(second=0, microsecond=0)
        self.data = _data()

    def article(self) -> GeneratedArticle:
        kind = self._kind()
        words = self._words()
        if kind:
            title = self.data["events"][kind]["title"].format(**words)
            lead = self.data["events"][kind]["lead"].format(**words)
        else:
            title = self._one("titles", words)
            lead = self._one("leads", words)
        title = title[0].upper() + title[1:]
        path = f"/{slug(title)}-post{1_000_000 + self.number}.html"
        return GeneratedArticle(
            number=self.number,
            path=path,
            title=title,
            lead=lead,
            paragraphs=tuple(
                self._paragraph() for _ in range(self.random.randint(5, 11))
            ),
            author=self._person(),
            published_at=self.published_at,
            truth=self._truth(kind, path, words) if kind else None,
        )

    def _kind(self) -> str | None:
        """Which kind of event the article reports; None: none, as nearly all do."""
        # Spread evenly: a share that holds for small sites too.
        if (self.number * 37 + 11) % 100 >= EVENTS_IN_A_HUNDRED:
            return None
        return self.random.choice(["resolution", "leadership"])

    def _words(self) -> dict[str, str]:
        pick = self.random
        return {
            "place": pick.choice(self.data["places"]),
            "unit": pick.choice(self.data["units"]),
            "subject": pick.choice(self.data["subjects"]),
            "person": self._person(),
            "n": str(pick.randint(11, 480)),
            "m": str(pick.randint(2, 9)),
            "number": f"{self.number + 1:02}",
            "date": f"{self.published_at:%-d/%-m}",
            "secretary": self.data["secretary"],
            "chair": self.data["chair"],
        }

    def _person(self) -> str:
        parts = ("surnames", "middles", "givens")
        return " ".join(self.random.choice(self.data[part]) for part in parts)

    def _one(self, part: str, words: dict[str, str]) -> str:
        text: str = self.random.choice(self.data[part])
        return text.format(**words)

    def _paragraph(self) -> str:
        chosen = self.random.sample(self.data["sentences"], self.random.randint(2, 4))
        # Now and then a holder is named or a past congress cited, as papers do.
        if self.random.random() < 0.12:
            chosen.append(self.random.choice(self.data["holders"]))
        if self.random.random() < 0.05:
            chosen.append(self.random.choice(self.data["distractors"]))
        return " ".join(text.format(**self._words()) for text in chosen)

    def _truth(self, kind: str, path: str, words: dict[str, str]) -> Truth:
        day = self.published_at.date()
        if kind == "resolution":
            fields = {"number": f"{words['number']}-NQ/TU", "action": "issued"}
            return Truth(path, "resolution", day, fields)
        fields = {
            "person": words["person"],
            "position": "party_office_chief",
            "direction": "in",
            "change": "appointed",
        }
        return Truth(path, "leadership_change", day, fields)

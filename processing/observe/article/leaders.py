"""The province and the year that an article leaves out, by the leaders that it names.

"Bí thư Tỉnh ủy Nguyễn Đức Thanh" is Ninh Thuận in 2020: the known holders tell. It is
the last resort, when neither words nor paper nor date tell (see ``scope``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from processing.gazetteer.holders import holders_of
from processing.gazetteer.organisations import resolve
from processing.observe.article.document import Document, Sentence
from processing.observe.article.known_holders import unit_of_person
from processing.observe.article.scope import Basis, Scope, scope
from processing.observe.article.units import fits
from processing.observe.language.phrases import pattern
from processing.text import fold

SECRETARY = "party_secretary"
_NAME_FIRST = re.compile(
    r"(?:đồng chí|đ/c|ông|bà)\s+(?P<name>[^,;:.–-]{5,40})[,–-][^;]{0,60}?"
    r"(?<!phó )bí thư (?:tỉnh|thành) ủy"
)
_WORD = re.compile(r"[^\W\d_]\S*")
CONGRESS_YEARS = (2010, 2015, 2020, 2025)
REVIEW_YEARS = (2013, 2018, 2023, 2028)
Months = tuple[int, int]
AUTUMN: Months = (9, 12)  # shortly before and after a congress
MIN_WORDS, MAX_WORDS = 2, 5


def scope_or_leaders(
    document: Document, sentence: Sentence, at: int, level: str | None = None
) -> Scope:
    """``scope``, and where it finds nothing the province of the leaders named."""
    found = scope(document, sentence, at, level)
    if found.province is not None:
        return found
    slug = province_of_leaders(document)
    if slug is None or not fits(document, slug, level):
        return found
    return Scope(slug, Basis.HOLDER)


def congress_year_of_leaders(document: Document, slug: str) -> int | None:
    """The one congress year around which a unit had a leader whom the article names."""
    return year_of_leaders(document, slug, CONGRESS_YEARS)


def year_of_leaders(
    document: Document, slug: str, years: Iterable[int], *, months: Months = AUTUMN
) -> int | None:
    """The one of several years in whose ``months`` a unit had a leader named here."""
    names = {fold(name) for name in _names(document)}
    found = [year for year in years if names & _leaders_in(slug, year, months)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=256)
def _leaders_in(slug: str, year: int, months: Months) -> frozenset[str]:
    """The known leaders of a unit on the first of two months of a year."""
    organisation = resolve(slug, date(year, months[1] - 1, 1))
    if organisation is None:
        return frozenset()
    around = (date(year, months[0], 1), date(year, months[1], 1))
    known = holders_of(organisation.id)
    return frozenset(
        fold(one.person) for one in known if any(one.holds_on(day) for day in around)
    )


@lru_cache(maxsize=64)
def province_of_leaders(document: Document) -> str | None:
    """The one province whose known secretary the article names; else ``None``."""
    found: Counter[str] = Counter()
    for name in _names(document):
        if slug := unit_of_person(name, document, {SECRETARY}):
            found[slug] += 1
    return next(iter(found)) if len(found) == 1 else None


def _names(document: Document) -> set[str]:
    names = set()
    for title in pattern("offices", "secretary").finditer(document.key):
        if "," in title[0] or not title[0].endswith((" ", "\n")):
            continue
        before = document.key[max(0, title.start() - 4) : title.start()]
        name = _capitalised(document.text[title.end() : title.end() + 60])
        if name and before != "phó ":
            names.add(name)
    for match in _NAME_FIRST.finditer(document.key):
        if name := _capitalised(document.text[match.start("name") : match.end("name")]):
            names.add(name)
    return names


def _capitalised(text: str) -> str | None:
    """The capitalised words that a text begins with, if they can be a name."""
    words: list[str] = []
    for word in text.split():
        if not _WORD.match(word) or not word[0].isupper() or len(words) == MAX_WORDS:
            break
        words.append(word.strip(",.;:)"))
        if word[-1] in ",.;:)":
            break
    return " ".join(words) if len(words) >= MIN_WORDS else None

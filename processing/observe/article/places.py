"""Where a text names a province or centrally-run city, under whatever spelling.

A name is a word-for-word match of the gazetteer or of ``lexicon/places.yaml``; what it
means depends on the day: "Huế" is a provincial city until 2024, a unit since 2025.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

from processing.gazetteer.organisations import NAMES, resolve
from processing.observe.language import lexicon_file
from processing.observe.language.key import key_of

_HUE_CITY = date(2025, 1, 1)
#: Units that changed their name without becoming another.
RENAMED = frozenset({"hue", "thua-thien-hue"})


@dataclass(frozen=True, slots=True)
class Place:
    """A province named at ``key[start:end]``."""

    start: int
    end: int
    slug: str


@lru_cache
def names() -> dict[str, str]:
    """Every spelling as a key with plain dashes, to its slug."""
    found = {_plain(name.name): name.slug for name in NAMES}
    del found[_plain("Hồ Chí Minh")]  # alone it is the person
    for line in lexicon_file.lines("places", "aliases"):
        found[_plain(line["say"])] = line["province"]
    return found


def _plain(name: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "-", key_of(name))


def _source(name: str) -> str:
    """The regular expression of one spelling: its spaces and dashes may vary."""
    escaped = re.escape(name).replace(r"\-", r"\s?[-–—]?\s?").replace(r"\ ", r"\s+")
    return escaped


@lru_cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(names(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(_source, longest))})(?!\\w)")


@lru_cache
def _not_after() -> re.Pattern[str]:
    listed = lexicon_file.lines("places", "not_after")
    words = "|".join(re.escape(key_of(line["say"])) for line in listed)
    # "thành phố" is no street
    return re.compile(rf"(?<!\w)(?<!thành )(?:{words})[\s:]*$")


@lru_cache(maxsize=4096)
def _slug(spelling: str) -> str | None:
    plain = re.sub(r"\s*[-–—]\s*", "-", re.sub(r"\s+", " ", spelling))
    found = names().get(plain) or names().get(plain.replace("-", " "))
    if found is None:
        squeezed = re.sub(r"[\s-]", "", plain)
        found = next(
            (s for n, s in names().items() if re.sub(r"[\s-]", "", n) == squeezed), None
        )
    return found


def towns() -> dict[str, str]:
    """Provincial cities, as keys, to the slug of their province before 2025-07-01."""
    return lexicon_file.owners("places", "towns")


@lru_cache
def abroad() -> frozenset[str]:
    """Units of neighbouring countries, as keys."""
    return frozenset(lexicon_file.names("places", "abroad"))


@lru_cache
def parts() -> dict[str, str]:
    """Provincial cities and well-known districts, as keys, to their province."""
    return towns() | lexicon_file.owners("places", "districts")


@lru_cache
def _part_pattern() -> re.Pattern[str]:
    longest = sorted(parts(), key=len, reverse=True)
    listed = lexicon_file.lines("places", "part_words")
    words = "|".join(re.escape(line["say"]) for line in listed)
    named = "|".join(map(re.escape, longest))
    return re.compile(rf"(?<!\w)(?:{words})\s*({named})(?!\w)")


def provinces_of_parts(key: str) -> set[str]:
    """The provinces whose parts a text names ("TP Biên Hòa" is of Đồng Nai)."""
    return {parts()[found[1]] for found in _part_pattern().finditer(key)}


def place_at(key: str, at: int) -> Place | None:
    """The province whose name begins at ``key[at]``, whatever its level."""
    found = _pattern().match(key, at)
    if not found or (at and key[at - 1].isalnum()):
        return None
    slug = _slug(found[0])
    return Place(found.start(), found.end(), slug) if slug else None


def may_begin(text: str, at: int) -> bool:
    """Whether the words there are written as a name begins."""
    return _WORD.match(text, at) is not None


def places(key: str, text: str) -> list[Place]:
    """All provinces named in a text, from left to right; its capitals must be there."""
    found = []
    end, first = 0, heads()
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end or key[start : word.end()] not in first:
            continue
        if (place := place_at(key, start)) is None:
            continue
        if not (
            _not_after().search(key, max(0, start - 12), start)
            or _is_in_a_name(key, text, place)
        ):
            found.append(place)
        end = place.end
    return found


def _is_in_a_name(key: str, text: str, place: Place) -> bool:
    """Whether a person is named like a province: "đồng chí Nguyễn Hòa Bình"."""
    before = text.rfind(" ", 0, max(0, place.start - 1)) + 1
    if not text[before].isupper() or text[place.start : place.end].isupper():
        return False
    named = _called().search(key, max(0, place.start - NAMED), place.start)
    return named is not None and all(
        text[word.start()].isupper() for word in _SYLLABLE.finditer(key, *named.span(1))
    )


@lru_cache
def _called() -> re.Pattern[str]:
    """An honorific and the first syllables of a full name, up to where it goes on."""
    honorifics = lexicon_file.lines("persons", "honorifics")
    said = "|".join(re.escape(line["say"]) for line in honorifics)
    surnames = "|".join(map(re.escape, lexicon_file.names("persons", "surnames")))
    more = r"(?:[^\W\d_]+\s+){0,2}"
    return re.compile(rf"(?<!\w)(?:{said})\s+((?:{surnames})\s+{more})$")


#: So many characters before a province the name of a person may begin.
NAMED = 40
_SYLLABLE = re.compile(r"[^\W\d_]+")
#: A capital word, or the small one with which "thành phố Hồ Chí Minh" begins.
_WORD = re.compile(r"[A-ZĐ]\w*|(?<!\w)(?:thành(?=\s+phố\s+Hồ)|tp(?=\.?\s*Hồ))")


@lru_cache
def heads() -> frozenset[str]:
    """The first syllables of all names, as keys: a cheap test before ``place_at``."""
    return frozenset(re.split(r"[\s.-]", name)[0] for name in names())


def is_city(slug: str, on: date | None) -> bool:
    """Whether the unit is a centrally-run city on a day.

    Without a day it is what it was first: nearly all articles without one are older
    than the provinces that became cities in 2026.
    """
    return (_level(slug, on) if on else _first_level(slug)) == "central_city"


@lru_cache
def _first_level(slug: str) -> str | None:
    bearers = [name for name in NAMES if name.slug == slug]
    first = min(bearers, key=lambda name: name.valid_from, default=None)
    return first.level if first else None


def is_unit(slug: str, on: date | None) -> bool:
    """Whether a unit of provincial level bears this slug on a day."""
    return on is None or _level(slug, on) is not None


@lru_cache(maxsize=4096)
def _level(slug: str, on: date) -> str | None:
    bearers = [name for name in NAMES if name.slug == slug and name.holds_on(on)]
    return bearers[0].level if bearers else None


def dated(slug: str, on: date | None) -> str:
    """The slug of a unit on a day: ``hue`` in 2020 is ``thua-thien-hue``."""
    if slug in RENAMED:
        return "hue" if on and on >= _HUE_CITY else "thua-thien-hue"
    return slug


def at_home(slug: str | None, on: date | None) -> str | None:
    """The unit that a home means on a day: after a merger the successor."""
    if slug is None or on is None or resolve(slug, on) is not None:
        return dated(slug, on) if slug else None
    last = resolve(slug, None)
    while last is not None and last.valid_to and last.valid_to < on:
        successor = last.successor_id
        last = resolve(successor.rsplit("-", 1)[0], on) if successor else None
    return last.id.rsplit("-", 1)[0] if last else None


@lru_cache
def _hosts() -> dict[str, str]:
    path = resources.files("processing.observe") / "lexicon" / "hosts.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["host"]: row["province"] for row in rows}


def home_of_url(url: str | None) -> str | None:
    """The province whose paper or portal an address belongs to, if it is known.

    An address that is none ("http://[bad") belongs to nobody.
    """
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    parts = host.lower().split(".")
    found = (_hosts().get(".".join(parts[n:])) for n in range(len(parts) - 1))
    return next((slug for slug in found if slug), None)

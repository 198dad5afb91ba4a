"""Platform families: what sites built with one system have in common, as data."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import cssselect
from pydantic import AfterValidator, BaseModel, ConfigDict, Strict, ValidationError

from crawlers.catalogue.strict_yaml import Fault, read_document

FAMILIES_FILE = Path(__file__).with_name("families.yaml")


class FamilyError(Exception):
    """families.yaml cannot be used; the message lists every fault."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression ({error}): {pattern!r}") from error
    if "://" in pattern:
        raise ValueError(
            "is searched in path and query alone, which begin with '/': "
            f"leave out scheme and host of {pattern!r}"
        )
    return pattern


def _selects(selector: str) -> str:
    try:
        cssselect.parse(selector)
    except cssselect.SelectorError as error:
        raise ValueError(f"not a CSS selector ({error}): {selector!r}") from error
    return selector


def _pages_on(text: str) -> str:
    return text if "{n}" in text or text == "rel=next" else _selects(text)


def _names_a_month(path: str) -> str:
    try:
        named = path.format(year=2025, month=6)
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"holds more than {{year}} and {{month}}: {path!r}") from error
    if named == path.format(year=2024, month=7):
        raise ValueError(f"holds neither {{year}} nor {{month}}: {path!r}")
    return path


Pattern = Annotated[str, AfterValidator(_compiles)]
Css = Annotated[str, AfterValidator(_selects)]
# How a listing goes on: an address with {n} for the number of the page (joined to
# the listing's own), the words rel=next, or a CSS selector of the link.
NextPage = Annotated[str, AfterValidator(_pages_on)]
# The path of the sitemap of one month, such as /news-{year}-{month:02}.xml.
MonthSitemap = Annotated[str, AfterValidator(_names_a_month)]


class Strictly(BaseModel):
    """A model that refuses unknown keys and values of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Selectors(Strictly):
    """CSS selectors of one page shape; each may be left out."""

    title: Css | None = None
    lead: Css | None = None
    body: Css | None = None
    date: Css | None = None
    author: Css | None = None
    remove: Annotated[tuple[Css, ...], Strict(False)] = ()


class Family(Strictly):
    """What holds for every site of one system; a source may override any of it.

    ``article_url``: regular expressions searched in path and query; the first that
    matches decides, its group ``id`` is what all addresses of the article share.
    ``month_sitemap``: where the articles of a past month are listed.
    """

    about: str
    article_url: Annotated[tuple[Pattern, ...], Strict(False)]
    not_article: Annotated[tuple[Pattern, ...], Strict(False)] = ()
    selectors: Selectors = Selectors()
    next: NextPage | None = None
    month_sitemap: MonthSitemap | None = None
    notes: str | None = None

    @functools.cached_property
    def article_patterns(self) -> tuple[re.Pattern[str], ...]:
        """``article_url``, compiled."""
        return tuple(re.compile(pattern) for pattern in self.article_url)

    @functools.cached_property
    def not_article_patterns(self) -> tuple[re.Pattern[str], ...]:
        """``not_article``, compiled."""
        return tuple(re.compile(pattern) for pattern in self.not_article)


class Common(Strictly):
    """What holds on every site, whatever its family.

    ``tracking``: query parameters that never change what is shown (``utm_*`` stands
    for a prefix). ``mirrors``: first labels of hosts that show the same articles.
    ``not_article``: shapes of addresses that are no article anywhere.
    ``other_sitemaps``: names of sitemaps that list no articles.
    """

    tracking: Annotated[tuple[str, ...], Strict(False)]
    mirrors: Annotated[tuple[str, ...], Strict(False)]
    not_article: Annotated[tuple[Pattern, ...], Strict(False)]
    other_sitemaps: Pattern

    @functools.cached_property
    def not_article_patterns(self) -> tuple[re.Pattern[str], ...]:
        """``not_article``, compiled."""
        return tuple(re.compile(pattern) for pattern in self.not_article)

    def is_other_sitemap(self, url: str) -> bool:
        """Whether the name of a sitemap says that it lists no articles."""
        return re.search(self.other_sitemaps, url.rsplit("/", 1)[-1]) is not None

    def is_tracking(self, parameter: str) -> bool:
        """Whether a query parameter says nothing about the content."""
        name = parameter.lower()
        return any(
            name.startswith(known[:-1]) if known.endswith("*") else name == known
            for known in self.tracking
        )


class Families(Strictly):
    """The whole of families.yaml."""

    common: Common
    families: dict[str, Family]


def load_families(file: Path = FAMILIES_FILE) -> Families:
    """Read the families.

    Raises:
        FamilyError: listing every fault with file and line.
    """
    document, faults = read_document(file)
    if not faults:
        try:
            return Families.model_validate(document.data)
        except ValidationError as error:
            faults = [
                document.fault(one["loc"], one["msg"])
                for one in error.errors(include_url=False)
            ]
    raise FamilyError(told(faults))


@functools.cache
def families() -> Families:
    """The families that come with the program, read once."""
    return load_families()


def family(name: str) -> Family:
    """The family called ``name``; ``KeyError`` where there is none."""
    return families().families[name]


def told(faults: Sequence[Fault] | Sequence[Any]) -> str:
    """Faults as lines, for an error message."""
    return "\n".join(str(fault) for fault in faults)

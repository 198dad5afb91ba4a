"""The headline of a page: the visible one that agrees with what is declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from crawlers.yaml_file import read_yaml
from processing.clean.declared import Declared
from processing.clean.page import Element, Page, text_of
from processing.text import fold

CONTAINERS = Path(__file__).with_name("data") / "containers.yaml"
LONGEST = 400
_PARTS = re.compile(r"\s+(?:[|•·»]|::|-|–|—)\s+")
_SITE_WORDS = re.compile(
    r"\b(?:báo|online|điện tử|cổng thông tin|trang thông tin|trang chủ|tin tức|đài|"
    r"tạp chí|portal|news|newspaper)\b|\.(?:vn|com|net|org)\b"
)


@cache
def known(role: str) -> tuple[str, ...]:
    """Where known systems keep a part of the article (data/containers.yaml)."""
    return tuple(read_yaml(CONTAINERS)[role])


def candidates(page: Page, role: str, selector: str | None) -> Iterator[Element]:
    """Elements that may hold a part: those of the source's selector, then known."""
    if selector:
        yield from page.select(selector)
    for token in known(role):
        yield from page.named(token)


def without_site(title: str, site_names: Iterable[str]) -> str:
    """A declared title without the name of the site and its section at the end."""
    sites = {fold(name) for name in site_names}
    ends = list(_PARTS.finditer(title))
    for end in reversed(ends):
        rest = fold(title[end.end() :])
        if rest in sites or (len(rest) <= 60 and _SITE_WORDS.search(rest)):
            title = title[: end.start()]
        else:
            break
    return title.strip()


def find_title(
    page: Page, declared: Declared, selector: str | None, ignored: set[Element]
) -> tuple[str | None, Element | None]:
    """The headline and the element that shows it; either may be missing.

    A visible heading is believed if a declared title holds it, or it holds that:
    sites also print their name and their sections as headings.
    """
    if selector:
        for element in page.select(selector):
            if text := _headline(element):
                return text, element
    titles = [fold(without_site(t, declared.site_names)) for t in declared.titles]
    first: tuple[str | None, Element | None] = (None, None)
    for element in _headings(page, ignored):
        if text := _headline(element):
            if any(_agree(fold(text), title) for title in titles):
                return text, element
            first = first if first[0] else (text, element)
    if declared.titles:
        sites = {fold(name) for name in declared.site_names}
        for title in declared.titles:
            shown = without_site(title, declared.site_names)
            if shown and fold(shown) not in sites:
                return shown, None
    return first


def _headings(page: Page, ignored: set[Element]) -> Iterator[Element]:
    for token in known("title"):
        yield from (e for e in page.named(token) if e not in ignored)
    for tag in ("h1", "h2", "h3"):
        yield from (e for e in page.body.iter(tag) if e not in ignored)
    # Old pages have no headings: a short line of the text of the title will do.
    for tag in ("div", "p", "span", "td", "strong", "b", "font"):
        yield from (e for e in page.body.iter(tag) if _may_be_line(e, ignored))


def _may_be_line(element: Element, ignored: set[Element]) -> bool:
    parent = element.getparent()
    if element in ignored or len(element) > 3 or parent is None or parent.tag == "a":
        return False
    return 15 <= len((element.text or "").strip()) <= LONGEST


def _headline(element: Element) -> str | None:
    text = text_of(element).replace("\n", " ")
    return text if 5 <= len(text) <= LONGEST else None


def _agree(visible: str, declared: str) -> bool:
    if visible == declared:
        return True
    short, long = sorted((visible, declared), key=len)
    return len(short) >= max(10, 0.6 * len(long)) and short in long

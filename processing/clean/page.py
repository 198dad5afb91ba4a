"""A parsed page: its tree without scripts, and quick look-ups by class and id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from cssselect import HTMLTranslator
from lxml import etree

from processing.text import normalise

Element: TypeAlias = etree._Element

MAX_ELEMENTS = 150_000
# Never text of an article. Not form: ASP.NET wraps the whole page in one.
DEAD = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed",
    "select", "button", "input", "textarea", "video", "audio", "canvas", "map",
    "dialog", "datalist",
)  # fmt: skip
_SCRIPT = b"<script"
_MARKS = {"id": "#", "itemprop": "=", "data-role": "@"}
_TEXT = etree.XPath("string()", smart_strings=False)
_LENGTH = etree.XPath("string-length(normalize-space(string()))")


class PageError(Exception):
    """The page cannot be parsed, or is built to exhaust whoever tries."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``body`` without scripts, ``json_ld`` blocks, ``metas`` by name."""

    url: str
    base: str
    tree: Element
    body: Element
    json_ld: tuple[str, ...]
    metas: dict[str, str]
    elements: list[Element]
    position: dict[Element, int]
    _tokens: dict[str, list[Element]] = field(repr=False)

    def named(self, token: str) -> list[Element]:
        """Elements by ``.class``, ``#id`` or ``=itemprop``, in document order."""
        return self._tokens.get(token, [])

    def select(self, css: str) -> list[Element]:
        """Elements of the body that a CSS selector matches, in document order."""
        found = _xpath(css)(self.tree)
        assert isinstance(found, list)
        return [e for e in found if isinstance(e, Element) and e in self.position]

    def inside(self, element: Element) -> list[Element]:
        """The element and all below it, in document order."""
        start = self.position[element]
        end = start + sum(1 for _ in element.iter())
        return self.elements[start:end]


@cache
def _xpath(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


def raw_text(element: Element) -> str:
    """All text below an element as it stands in the source."""
    text = _TEXT(element)
    assert isinstance(text, str)
    return text


def text_of(element: Element) -> str:
    """All text below an element on one line, normalised."""
    return normalise(" ".join(raw_text(element).split()))


def text_length(element: Element) -> int:
    """Characters of text below an element, runs of white space counted as one."""
    length = _LENGTH(element)
    assert isinstance(length, float)
    return int(length)


def parse(html: bytes, url: str) -> Page:
    """Parse UTF-8 bytes once.

    Raises:
        PageError: nothing to parse, or more elements than any real page has.
    """
    tree = _tree(html)
    blocks = tuple(
        script.text
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "") and script.text
    )
    etree.strip_elements(tree, *DEAD, with_tail=False)
    body = tree.find("body")
    if body is None:
        scripts = blocks or _SCRIPT in html
        only = " but scripts (cookie or script check)" if scripts else ""
        raise PageError(f"no body in it{only}")
    elements = _elements(body)
    return Page(
        url,
        _base(tree, url),
        tree,
        body,
        blocks,
        dict(_metas(tree)),
        elements,
        {element: at for at, element in enumerate(elements)},
        _index(elements),
    )


def _elements(body: Element) -> list[Element]:
    elements = list(body.iter())
    if len(elements) > MAX_ELEMENTS:
        raise PageError(f"{len(elements)} elements: more than any real page has")
    return elements


def _tree(html: bytes) -> Element:
    # Not lxml.html: its elements are made by Python code, one by one.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False
    )
    # A page cut off within a tag: what is left of the tag is no text.
    last = html.rfind(b"<")
    if b">" not in html[last:]:
        html = html[:last]
    try:
        tree = etree.fromstring(html, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PageError(f"no HTML in it ({error})") from error
    if tree is None:
        raise PageError("no HTML in it")
    return tree


def _base(tree: Element, url: str) -> str:
    """What relative addresses are joined to: the base element may be elsewhere."""
    element = tree.find(".//base")
    href = element.get("href") if element is not None else None
    return (joined(url, href) or url) if href else url


def joined(base: str, address: str) -> str | None:
    """An address joined to its base; None for what no browser could follow."""
    try:
        whole: str = urljoin(base, address.strip())
        _ = urlsplit(whole).port
    except ValueError:
        return None
    return whole


def _metas(tree: Element) -> Iterator[tuple[str, str]]:
    """Every meta with a name, the last first, so that a dict keeps the first."""
    for meta in reversed(list(tree.iter("meta"))):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := meta.get("content")):
            yield name.strip().lower(), content


def _index(elements: list[Element]) -> dict[str, list[Element]]:
    tokens: dict[str, list[Element]] = {}
    for element in elements:
        for key, raw in element.items():
            value = str(raw)
            if key == "class":
                for name in value.split():
                    tokens.setdefault("." + name, []).append(element)
            elif key in _MARKS:
                tokens.setdefault(_MARKS[key] + value, []).append(element)
    return tokens

"""Where the text of an article is on a page that nobody has described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from processing.clean.blocks import (
    BLOCK_TAGS,
    BOX_SHARE,
    HEADINGS,
    HEADLINE_LINK,
    LIST_SHARE,
    NEVER,
    lists_links,
)
from processing.clean.furniture import is_box, is_foot
from processing.clean.page import Element, Page, raw_text, text_length

PARAGRAPHS = frozenset(
    {
        "p",
        "div",
        "td",
        "li",
        "blockquote",
        "span",
        "font",
        "section",
        "article",
        *HEADINGS,
    }
)
INLINE = frozenset(
    {
        "a",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "span",
        "font",
        "sup",
        "sub",
        "small",
        "br",
        "img",
        "mark",
        "abbr",
        "label",
        "big",
        "strike",
    }
)
# Shorter lines are labels; a text counts by its length, links count against it.
SHORTEST = 50
LINK_WEIGHT = 2.0
# How far above its summary the part that is repeated in a list may be.
TEASER_DEPTH = 6


@dataclass(slots=True)
class Score:
    """A part of the page: ``gain`` is its text in characters less its links."""

    gain: float = 0.0
    paragraphs: int = 0
    teasers: int = 0


def outside(page: Page, *, by_name: bool = True) -> set[Element]:
    """Elements below menus, footers and boxes: no text of the article is there.

    A name may mislead: what holds the headline or much of the page is no box. With
    ``by_name`` false only the kind of an element counts.
    """
    found: set[Element] = set()
    limit = BOX_SHARE * text_length(page.body)
    for element in page.elements:
        if element.getparent() in found or _is_aside(element, limit, by_name):
            found.add(element)
    return found


def _is_aside(element: Element, limit: float, by_name: bool) -> bool:
    if element.tag in NEVER:
        return True
    suspect = element.tag == "aside" or is_foot(element)
    if element.tag == "body" or not (suspect or (by_name and is_box(element))):
        return False
    if element.find(".//h1") is not None:
        return False
    length = text_length(element)
    return length < limit or (length < LIST_SHARE * limit and lists_links(element))


def scores(
    elements: Iterable[Element], ignored: set[Element]
) -> tuple[dict[Element, Score], frozenset[Element]]:
    """Every part around ``elements`` that has text, with its score; and the teasers.

    Teasers (a summary beside a linked headline) count as links, so that a list of
    other articles never wins.
    """
    sums: dict[Element, Score] = {}
    teasers: set[Element] = set()
    for element in elements:
        if element in ignored:
            continue
        gain, teaser = _gain(element)
        if teaser:
            teasers.add(element)
        if not gain:
            continue
        for above in _chain(element):
            total = sums.setdefault(above, Score())
            total.gain += gain
            total.paragraphs += gain > 0
            total.teasers += teaser
    return sums, frozenset(teasers)


def best(page: Page, sums: dict[Element, Score]) -> Element | None:
    """The part with most text and fewest links; of equals the innermost."""
    # Of equal gains the deepest, which comes last in the order of the page.
    return max(sums, key=lambda e: (sums[e].gain, page.position[e]), default=None)


def _chain(element: Element) -> Iterator[Element]:
    yield element
    for above in element.iterancestors():
        if above.tag == "html":
            return
        yield above


def _gain(element: Element) -> tuple[float, bool]:
    """What an element's own line adds to its part of the page; is it a teaser?"""
    tag = element.tag
    if tag == "a":
        text = len(" ".join(raw_text(element).split()))
        return (-LINK_WEIGHT * text, False) if _stands_alone(element) else (0.0, False)
    if tag not in PARAGRAPHS or (tag in INLINE and _within_line(element)):
        return 0.0, False
    text, links = _own_line(element)
    if text - links < SHORTEST or links > 0.4 * text:
        return 0.0, False
    if is_teaser(element):
        return -0.2 * text, True
    return float(text - links), False


def _within_line(element: Element) -> bool:
    """Whether an inline element is part of a line that is counted elsewhere."""
    parent = element.getparent()
    return parent is not None and (parent.tag in INLINE or parent.tag in PARAGRAPHS)


def _stands_alone(link: Element) -> bool:
    """Whether a link is a line of its own rather than words of a sentence."""
    line = link.getparent()
    while line is not None and line.tag in INLINE:
        line = line.getparent()
    if line is None:
        return True
    text, links = _own_line(line)
    return links > 0.4 * text


def _own_line(element: Element) -> tuple[int, int]:
    """Characters of an element's own inline text, and of the links in it."""
    text, links = len((element.text or "").strip()), 0
    for child in element:
        if child.tag not in BLOCK_TAGS:
            inner = len(raw_text(child).strip())
            text += inner
            if child.tag == "a":
                links += inner
            elif child.find(".//a") is not None:
                links += sum(len(raw_text(a).strip()) for a in child.iter("a"))
        text += len((child.tail or "").strip())
    return text, links


def is_teaser(paragraph: Element) -> bool:
    """Whether a paragraph is the summary below a linked headline in a list of such.

    That is: going up, a part with a headline link before the only paragraph of text
    in it; either a heading is that link, or the part has a twin beside it.
    """
    item = paragraph.getparent()
    for _ in range(TEASER_DEPTH):
        if item is None or item.tag in ("body", "html", "main"):
            return False
        if _has_other_text(item, paragraph):
            return False
        headline = _headline_before(item, paragraph)
        if headline is not None and (_is_heading(headline) or _has_twin(item)):
            return True
        item = item.getparent()
    return False


def _has_other_text(item: Element, paragraph: Element) -> bool:
    for other in item.iter("p", "div", "span", "li"):
        if other is not paragraph:
            text, links = _own_line(other)
            if text - links >= SHORTEST and paragraph not in other.iterdescendants():
                return other not in paragraph.iterdescendants()
    return False


def _headline_before(item: Element, paragraph: Element) -> Element | None:
    for element in item.iter("a", paragraph.tag):
        if element is paragraph:
            return None
        if element.tag == "a" and text_length(element) >= HEADLINE_LINK:
            return element
    return None


def _is_heading(link: Element) -> bool:
    """Whether a link is a heading all by itself: of another article, then."""
    above = link.getparent()
    return link.find("h3") is not None or (above is not None and above.tag in HEADINGS)


def _has_twin(item: Element) -> bool:
    """Whether a part of the same make stands beside it, as in every list."""
    make = item.tag, item.get("class")
    beside = (*item.itersiblings(), *item.itersiblings(preceding=True))
    return any((e.tag, e.get("class")) == make for e in beside)

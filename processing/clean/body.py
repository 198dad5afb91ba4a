"""The body of an article: which part of the page it is, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lxml.html
import trafilatura
from lxml import etree

from processing.clean.blocks import Block, blocks
from processing.clean.headline import known
from processing.clean.page import Element, Page, text_length
from processing.clean.scoring import Score, best, scores
from processing.text import normalise

# A known container is taken if it has this share of what the best part has.
SHARE = 0.5
# Below this the text of a selected part is no body.
LEAST = 40
# A marked part with so many characters of text is the body without more ado.
ENOUGH = 400
# So much of the narrowed text must come through the extractor unharmed.
KEPT = 0.9


_SKELETON = "<html><body><article></article></body></html>"


@dataclass(frozen=True, slots=True)
class Body:
    """Where the text is: ``how`` is selector, known or scored."""

    element: Element
    how: str
    score: Score
    teasers: frozenset[Element] = frozenset()


def find_body(page: Page, selector: str | None, ignored: set[Element]) -> Body | None:
    """The part of the page that holds the text, or None if no part does.

    What the source selects or a known system marks is believed if it has text; only
    then is the whole page weighed.
    """
    selected = _selected(page, selector, ignored) if selector else None
    if selected is not None and selected.score.gain >= ENOUGH:
        return selected
    other = _unselected(page, ignored)
    if selected is None:
        return other
    # A selector that finds next to nothing on a page full of text is out of date.
    stale = other is not None and other.score.gain >= max(
        ENOUGH, 3 * selected.score.gain
    )
    return other if stale else selected


def _selected(page: Page, selector: str, ignored: set[Element]) -> Body | None:
    chosen = max(page.select(selector), key=text_length, default=None)
    if chosen is None or text_length(chosen) < LEAST:
        return None
    return _weighed(page, chosen, "selector", ignored, tight=True)


def _unselected(page: Page, ignored: set[Element]) -> Body | None:
    """What a known system marks; else the part of the page with most text."""
    for element in _marked(page, ignored):
        body = _weighed(page, element, "known", ignored, tight=True)
        if body.score.gain >= ENOUGH:
            return body
    sums, teasers = scores(page.elements, ignored)
    winner = best(page, sums)
    if winner is None or sums[winner].gain <= 0:
        return None
    enough = SHARE * sums[winner].gain
    for token in known("body"):
        fit = [e for e in page.named(token) if e in sums and sums[e].gain >= enough]
        if fit:
            chosen = max(fit, key=lambda e: sums[e].gain)
            return Body(chosen, "known", sums[chosen], teasers)
    return Body(winner, "scored", sums[winner], teasers)


def _marked(page: Page, ignored: set[Element]) -> Iterator[Element]:
    """Elements that known systems use for the text, the most telling first."""
    for token in known("body"):
        found = [element for element in page.named(token) if element not in ignored]
        if found and text_length(chosen := max(found, key=text_length)) >= ENOUGH:
            yield chosen


def _weighed(
    page: Page,
    element: Element,
    how: str,
    ignored: set[Element],
    *,
    tight: bool = False,
) -> Body:
    """An element as the body; or the part of it that has more for itself.

    Some sites mark their whole column as text, with the lists that stand in it.
    """
    sums, teasers = scores(page.inside(element), ignored)
    inside = {e: sums[e] for e in page.inside(element) if e in sums}
    score = inside.get(element, Score())
    inner = best(page, inside) if tight else None
    if inner is not None and inside[inner].gain > score.gain:
        return Body(inner, how, inside[inner], teasers)
    return Body(element, how, score, teasers)


def read_lines(body: Body) -> list[str]:
    """The paragraphs of the body, sub-headings and captions among them.

    The part is narrowed to its paragraphs before trafilatura is asked. Should that
    lose paragraphs of what is certainly the body, they are kept.
    """
    found = [b for b in blocks(body.element, body.teasers) if not b.is_link]
    extracted = _extract(found)
    wanted = sum(len(block.text) for block in found)
    if sum(map(len, extracted)) >= KEPT * wanted:
        return extracted
    return [block.text for block in found]


def _extract(found: Sequence[Block]) -> list[str]:
    """What trafilatura takes for text among the paragraphs."""
    root = lxml.html.document_fromstring(_SKELETON)
    article = root.find("body/article")
    assert article is not None
    for block in found:
        etree.SubElement(article, "p").text = block.text
    return extract_text(root)


def extract_text(tree: Element) -> list[str]:
    """The lines that trafilatura makes of a tree, which may be changed by it."""
    document = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, favor_recall=True, with_metadata=False
    )
    text = getattr(document, "text", None)
    return [line for line in normalise(text or "").split("\n") if line]

"""The body of an article: which part of the page it is, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from processing.clean.blocks import Block, blocks
from processing.clean.headline import known
from processing.clean.page import Page, text_length
from processing.clean.scoring import Score, best, scores
from processing.text import normalise

# A known container is taken if it has this share of what the best part has.
SHARE = 0.5
# Below this the text of a selected part is no body.
LEAST = 40
# So much of the narrowed text must come through the extractor unharmed.
KEPT = 0.9


@dataclass(frozen=True, slots=True)
class Body:
    """Where the text is: ``how`` is selector, known or scored."""

    element: HtmlElement
    how: str
    score: Score
    teasers: frozenset[HtmlElement] = frozenset()


def find_body(
    page: Page, selector: str | None, ignored: set[HtmlElement]
) -> Body | None:
    """The part of the page that holds the text, or None if no part does."""
    sums, found = scores(page, ignored)
    teasers = frozenset(found)
    if selector:
        chosen = max(page.select(selector), key=text_length, default=None)
        if chosen is not None and text_length(chosen) >= LEAST:
            return Body(chosen, "selector", sums.get(chosen, Score()), teasers)
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
    root = etree.Element("html")
    article = etree.SubElement(etree.SubElement(root, "body"), "article")
    for block in found:
        etree.SubElement(article, "p").text = block.text
    return extract_text(root)


def extract_text(tree: HtmlElement) -> list[str]:
    """The lines that trafilatura makes of a tree, which may be changed by it."""
    document = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, favor_recall=True, with_metadata=False
    )
    text = getattr(document, "text", None)
    return [line for line in normalise(text or "").split("\n") if line]

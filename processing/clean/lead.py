"""The sapo (lead): printed above the body, lost by most extractors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from processing.clean.declared import Declared
from processing.clean.headline import candidates
from processing.clean.page import Element, Page, raw_text, text_of
from processing.clean.scoring import is_teaser
from processing.text import fold

SHORTEST, LONGEST = 25, 1500
# So much of a declared description must stand in the lead: descriptions are cut.
KEY = 40
# How many elements behind the headline, or within the body, it may stand.
BEHIND_TITLE, INTO_BODY = 40, 25
_LINES = ("p", "h2", "h3", "h4", "div", "strong", "b", "td", "span", "em", "i")


def find_lead(
    page: Page,
    declared: Declared,
    selector: str | None,
    *,
    title: Element | None,
    body: Element,
    ignored: set[Element],
) -> str | None:
    """The lead as printed on the page, or None where none can be told.

    It stands after the headline (if that is visible) and not far into the body; it
    is an element that known systems use for it, or what the description begins with.
    """
    first = page.position[title] if title is not None else 0
    last = max(page.position[body] + INTO_BODY, first + BEHIND_TITLE)
    near = {*page.elements[first + 1 : last + 1]} - ignored
    selected = page.select(selector) if selector else []
    return (
        _first_lead(e for e in selected if not is_teaser(e))
        or _first_lead(_of_role(page, "lead", near))
        or _described(page, declared, first, ignored)
        or _first_lead(e for e in _of_role(page, "weak_lead", near) if not is_teaser(e))
    )


def _of_role(page: Page, role: str, near: set[Element]) -> Iterator[Element]:
    """The elements that known systems use for it, where it can stand."""
    return (one for one in candidates(page, role, None) if one in near)


def _first_lead(elements: Iterable[Element]) -> str | None:
    """The text of the first that can be a lead."""
    return next(filter(None, map(_lead, elements)), None)


def _lead(element: Element) -> str | None:
    text = text_of(element).replace("\n", " ")
    links = sum(len(text_of(link)) for link in element.iter("a"))
    sound = SHORTEST <= len(text) <= LONGEST and links < 0.5 * len(text)
    return text if sound else None


def _described(
    page: Page, declared: Declared, first: int, ignored: set[Element]
) -> str | None:
    """The visible line that begins as the declared description does."""
    key = fold(declared.description or "")[:KEY]
    if len(key) < KEY:
        return None
    for element in _lines(page, first, ignored):
        head = " ".join(raw_text(element).split())[: 4 * KEY]
        folded = fold(head)
        # A site prefix such as "(CTO) -" may stand before it.
        if key in folded and folded.index(key) <= 30:
            return _lead(element)
    return None


def _lines(page: Page, first: int, ignored: set[Element]) -> Iterator[Element]:
    for element in page.elements[first:]:
        if element.tag not in _LINES or element in ignored:
            continue
        if any(above.tag == "a" for above in element.iterancestors()):
            continue
        if not any(child.tag in ("p", "div", "table", "ul", "h1") for child in element):
            yield element

"""Where on its page each field of an article stands: for people who add a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crawlers.catalogue import Source
from crawlers.catalogue.families import Selectors
from processing.clean.declared import Declared, read_declared
from processing.clean.decode import to_utf8
from processing.clean.outcome import NotAnArticle
from processing.clean.page import Element, Page, PageError, parse, text_length, text_of
from processing.model import CleanArticle
from processing.text import fold

FIELDS = ("title", "lead", "author", "date", "body")
# So many of the lines of a text must stand in the part it was taken from.
SHARE = 0.8
DEEPEST = 4
DATES = {
    "json_ld": "JSON-LD datePublished",
    "meta": "a meta element",
    "stamp": "a date beside the headline or the text",
    "url": "the address",
}
# Names that pages are written with; numbers in them belong to one article alone.
_NAME = re.compile(r"[A-Za-z_][A-Za-z_-]*(?:\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of an article came from.

    ``value``: what it is, shortened. ``where``: in words. ``css``: a selector of the
    element that shows it, as short as the page allows; None where none does.
    """

    field: str
    value: str
    where: str
    css: str | None = None


def selected(
    html: bytes, url: str, css: str, *, content_type: str | None = None
) -> str | None:
    """What a selector finds on a page: the first text; None if there is none."""
    page = _parsed(html, url, content_type)
    found = page.select(css) if page else []
    return next((text for e in found if (text := text_of(e))), None)


def origins(
    html: bytes,
    url: str,
    made: CleanArticle,
    *,
    source: Source,
    content_type: str | None = None,
) -> tuple[Origin, ...]:
    """Where each field of ``made`` stands on the page it was made of.

    Told by looking for what was found: by the source's selector first, then on the
    page, then among what it declares for machines.
    """
    page = _parsed(html, url, content_type)
    if page is None:
        return ()
    day = made.published_at.date() if made.published_at else date.max
    own = source.selectors_on(day)
    declared = read_declared(page)
    return tuple(_all(page, declared, own, made))


def _parsed(html: bytes, url: str, content_type: str | None) -> Page | None:
    utf8 = to_utf8(html, content_type)
    try:
        return None if isinstance(utf8, NotAnArticle) else parse(utf8, url)
    except PageError:
        return None


def _all(
    page: Page, declared: Declared, own: Selectors, made: CleanArticle
) -> Iterator[Origin]:
    texts = {"title": made.title, "lead": made.lead, "author": made.author}
    for field, value in texts.items():
        if value:
            yield _text(page, declared, field, value, getattr(own, field))
    if made.published_at:
        yield _date(page, made, own.date)
    yield _body(page, made, own.body)


def _text(
    page: Page, declared: Declared, field: str, value: str, css: str | None
) -> Origin:
    shown = _showing(page, value)
    if css and any(_is_same(text_of(e), value) for e in page.select(css)):
        return Origin(field, value, f"selector {css}", css)
    if shown is not None:
        found = css_of(page, shown)
        return Origin(field, value, f"the page itself, {found or shown.tag}", found)
    return Origin(field, value, _declared(declared, field, value))


def _declared(declared: Declared, field: str, value: str) -> str:
    """Where among the declared facts a value stands, in words."""
    if field == "title" and _is_same(declared.headline or "", value):
        return "JSON-LD headline"
    if field == "author" and _is_same(declared.author or "", value):
        return "JSON-LD author"
    if field == "title":
        return "a declared title, without the name of the site"
    return "a byline in the text" if field == "author" else "the text"


def _date(page: Page, made: CleanArticle, css: str | None) -> Origin:
    assert made.published_at is not None
    value = f"{made.published_at:%Y-%m-%d %H:%M %z}"
    told = made.published_from or ""
    if told == "selector" and css:
        return Origin("date", value, f"selector {css}", css)
    return Origin("date", value, DATES.get(told, told))


def _body(page: Page, made: CleanArticle, css: str | None) -> Origin:
    lines = [fold(line) for line in made.text.split("\n") if line != made.lead]
    value = f"{len(made.text)} characters"
    if css and any(_holds(e, lines) for e in page.select(css)):
        return Origin("body", value, f"selector {css}, read by trafilatura", css)
    holder = _smallest(page, lines)
    found = css_of(page, holder) if holder is not None else None
    where = f"the part with most text, {found}" if found else "the part with most text"
    return Origin("body", value, f"{where}, read by trafilatura", found)


def _smallest(page: Page, lines: list[str]) -> Element | None:
    """The deepest element that holds most of the lines."""
    holder: Element | None = page.body if _holds(page.body, lines) else None
    inner = holder
    while inner is not None:
        holder = inner
        inner = next((child for child in holder if _holds(child, lines)), None)
    return holder


def _holds(element: Element, lines: list[str]) -> bool:
    if not isinstance(element.tag, str):
        return False
    text = fold(text_of(element))
    return sum(line in text for line in lines) >= max(1, SHARE * len(lines))


def _showing(page: Page, value: str) -> Element | None:
    """The deepest first element whose whole text is ``value``."""
    near = range(len(value) // 2, 2 * len(value) + 10)
    found = (e for e in page.elements if text_length(e) in near)
    first = next((e for e in found if _is_same(text_of(e), value)), None)
    while first is not None:
        inner = [child for child in first if _is_same(text_of(child), value)]
        if not inner:
            return first
        first = inner[0]
    return None


def _is_same(text: str, value: str) -> bool:
    return fold(text) == fold(value)


def css_of(page: Page, element: Element) -> str | None:
    """A selector that finds ``element`` first on the page, by names and not by place.

    None where neither it nor an element around it has a name to go by.
    """
    tail = ""
    around: Element | None = element
    for _ in range(DEEPEST):
        if around is None or around.tag in ("body", "html"):
            return None
        for name in _names(around):
            css = f"{name}{tail}"
            found = page.select(css)
            if found and found[0] is element:
                return css
        tail = f" > {around.tag}{tail}"
        around = around.getparent()
    return None


def _names(element: Element) -> Iterator[str]:
    """Selectors for an element by itself, the most lasting first."""
    tag, id_ = element.tag, element.get("id") or ""
    if _NAME.fullmatch(id_):
        yield f"#{id_}"
    classes = [c for c in (element.get("class") or "").split() if _NAME.fullmatch(c)]
    yield from (f"{tag}.{name}" for name in classes)
    if len(classes) > 1:
        yield tag + "".join(f".{name}" for name in classes)
    if tag in ("h1", "article", "main"):
        yield str(tag)

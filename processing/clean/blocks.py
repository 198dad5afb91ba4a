"""The paragraphs of a part of a page, in order, as the eye of a reader parts them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from processing.clean.furniture import is_box, is_foot
from processing.clean.page import Element, text_length
from processing.text import normalise

BLOCK_TAGS = frozenset(
    {
        "p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "li",
        "ul", "ol", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "figure",
        "figcaption", "caption", "pre", "dl", "dt", "dd", "center", "main", "header",
        "footer", "aside", "form", "fieldset", "address", "hr", "details", "summary",
        "nav", "body",
    }
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NEVER = frozenset({"nav", "footer"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_GOES_ON = re.compile(r"[^\s.!?:;…”\"/]\s*\n\s*(?![-–•+*\d])")
_BREAKS = re.compile(r"\n\s*\n+")
_SPACES = re.compile(r"[^\S\n]+")
# A box inside the article holds less than this share of its text, or is no box.
BOX_SHARE = 0.4
# A box that lists other articles may be larger by this factor.
LIST_SHARE = 1.8
# A link of so many characters is a headline; a paragraph of so many is text.
HEADLINE_LINK, FULL_PARAGRAPH = 20, 120


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its text on one line, and how much of it is links."""

    text: str
    links: int
    tag: str

    @property
    def is_link(self) -> bool:
        """Whether the paragraph is little more than a link to something else."""
        return self.links >= 0.7 * len(self.text)


def blocks(container: Element, teasers: Collection[Element]) -> list[Block]:
    """The paragraphs below an element, without boxes, menus, teasers, hidden parts.

    Table rows of short cells are one paragraph with `` | `` between the cells.
    Lines parted by a single break are one paragraph if the sentence goes on.
    """
    reader = _Reader()
    whole = text_length(container)
    walk = etree.iterwalk(container, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            reader.leave(element, is_root=element is container)
        elif element is not container and (
            element in teasers or _skipped(element, whole)
        ):
            reader.leave_out(element)
            walk.skip_subtree()
        elif element.tag == "tr" and (row := _row(element)):
            reader.add_row(row)
            walk.skip_subtree()
        else:
            reader.enter(element)
    reader.flush()
    return reader.found


def _skipped(element: Element, whole: int) -> bool:
    if element.tag in NEVER or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    if not (element.tag == "aside" or is_box(element) or is_foot(element)):
        return False
    length, limit = text_length(element), BOX_SHARE * whole
    return length < limit or (length < LIST_SHARE * limit and lists_links(element))


def lists_links(element: Element) -> bool:
    """Whether an element is a list of linked headlines."""
    links = sum(text_length(link) >= HEADLINE_LINK for link in element.iter("a"))
    paragraphs = sum(text_length(p) >= FULL_PARAGRAPH for p in element.iter("p"))
    return links >= 2 and links >= paragraphs


def _row(row: Element) -> str | None:
    """A row of short cells on one line; None for tables that only make layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(cell.find(".//img") is not None for cell in cells):
        return None
    texts = [
        normalise(" ".join(" ".join(map(str, cell.itertext())).split()))
        for cell in cells
    ]
    if max(map(len, texts)) > 250 or sum(map(bool, texts)) < 2:
        return None
    return " | ".join(text for text in texts if text)


class _Reader:
    """Gathers pieces of text into blocks while the tree is walked."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._pieces: list[str] = []
        self._links = 0
        self._in_link = 0
        self._tag = "p"

    def enter(self, element: Element) -> None:
        if element.tag in BLOCK_TAGS:
            self.flush()
            self._tag = element.tag
        elif element.tag == "br":
            self._pieces.append("\n")
        elif element.tag == "a":
            self._in_link += 1
        self._add(element.text)

    def leave(self, element: Element, *, is_root: bool) -> None:
        if element.tag in BLOCK_TAGS:
            self.flush()
        elif element.tag == "a":
            self._in_link = max(0, self._in_link - 1)
        if not is_root:
            self._add(element.tail)

    def leave_out(self, element: Element) -> None:
        # Its end event still comes, and with it the tail.
        if element.tag == "a":
            self._in_link += 1

    def add_row(self, row: str) -> None:
        self.flush()
        self.found.append(Block(row, 0, "tr"))

    def flush(self) -> None:
        if self._pieces:
            self.found += _parted("".join(self._pieces), self._links, self._tag)
        self._pieces.clear()
        self._links = 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        # White space in the source is no break: only br is.
        text = re.sub(r"\s+", " ", text)
        self._pieces.append(text)
        if self._in_link:
            self._links += len(text.strip())


def _parted(text: str, links: int, tag: str) -> Iterator[Block]:
    """One stretch of inline text as paragraphs, cut where breaks cut it."""
    text = _SPACES.sub(" ", text)
    if "\n" in text:
        text = _BREAKS.sub("\0", text)
        text = _GOES_ON.sub(lambda m: m.group().replace("\n", " "), text)
    parts = [normalise(part) for part in re.split(r"[\0\n]", text)]
    parts = [part for part in parts if part]
    for part in parts:
        yield Block(part, round(links * len(part) / sum(map(len, parts))), tag)

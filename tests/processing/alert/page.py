"""The HTML part of a mail, taken apart."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """The words and the links of an HTML part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.marked, self.tags = "", [], [], set()
        self._is_marked = False
        self.feed(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        self.tags.add(tag)
        self._is_marked = tag == "mark"
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self._is_marked = False

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._is_marked:
            self.marked.append(data)


def squeezed(text: str) -> str:
    """The words with one space between them."""
    return re.sub(r"\s+", " ", text)

"""Where in an article a sentence stands: its headline, lead, body or captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from processing.observe.language.phrases import holds, may_hold, pattern

LEAD_SENTENCES = 2
MIN_LEAD = 40  # characters: shorter lines at the top are labels, not the lead
CAPTION = 200  # characters of a caption, at most
_STOPS = '.!?…:;"”’»)'  # the last character of a sentence
_FIGURES = re.compile(r"\d[/.-]\d")  # of a day
_PICTURE = "ảnh "  # so a caption may begin
_SIGNS = ("caption", "label_of_picture")
#: What may stand before "Ảnh:"; behind a comma it is no caption's sign.
_BEFORE_LABEL = " \n\t(/-–."


class Zone(Enum):
    """Where in the article a sentence stands."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"


def zones(text: str, key: str, spans: Iterable[tuple[int, int]]) -> Iterator[Zone]:
    """The zone of each of the sentences of a text, which stand at ``spans``."""
    leads, body = 0, Zone.BODY  # a look into an Enum is slow
    pictures = any(may_hold("sentences", one, key) for one in _SIGNS)
    for start, end in spans:
        if pictures and _is_caption(key[start:end]):
            yield Zone.CAPTION
        elif leads < LEAD_SENTENCES and end - start >= MIN_LEAD:
            leads += 1
            yield Zone.LEAD
        else:
            yield body


def ranks(
    text: str, spans: Sequence[tuple[int, int]], shown: Sequence[Zone]
) -> Iterator[int]:
    """How many sentences before each of them tell something of the article.

    A caption tells nothing, nor does what stands before its "Ảnh:" on a short line; nor
    a label: "Chia sẻ", the name of an author or of a section. A stamp tells a day.
    """
    told = 0
    for at, (start, end) in enumerate(spans):
        yield told
        if shown[at] is Zone.CAPTION and end - start <= CAPTION:
            continue
        label = end - start < MIN_LEAD and text[end - 1] not in _STOPS
        label = label and not _FIGURES.search(text, start, end)
        if not (label or _is_of_caption(text, spans, shown, at)):
            told += 1


def _is_of_caption(
    text: str, spans: Sequence[tuple[int, int]], shown: Sequence[Zone], at: int
) -> bool:
    """ "Quang cảnh hội nghị. Ảnh: A.B": the next sentence of its line is a caption."""
    if at + 1 >= len(spans) or shown[at + 1] is not Zone.CAPTION:
        return False
    start, end = spans[at][0], spans[at + 1][1]
    return end - start <= CAPTION and "\n" not in text[start:end]


def _is_caption(words: str) -> bool:
    if words.startswith(_PICTURE) or holds("sentences", "caption", words):
        return True
    labels = pattern("sentences", "label_of_picture").finditer(words)
    return any(words[: one.start()][-1:] in _BEFORE_LABEL for one in labels)

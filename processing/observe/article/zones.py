"""Where in an article a sentence stands: its headline, lead, body or captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from processing.observe.language.phrases import holds, may_hold, pattern

LEAD_SENTENCES = 2
MIN_LEAD = 40  # characters: shorter lines at the top are labels, not the lead
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


def _is_caption(words: str) -> bool:
    if words.startswith(_PICTURE) or holds("sentences", "caption", words):
        return True
    labels = pattern("sentences", "label_of_picture").finditer(words)
    return any(words[: one.start()][-1:] in _BEFORE_LABEL for one in labels)

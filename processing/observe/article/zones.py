"""Where in an article a sentence stands: its headline, lead, body or captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

LEAD_SENTENCES = 2
MIN_LEAD = 40  # characters: shorter lines at the top are labels, not the lead
# one of them is in every caption's sign
_OF_PICTURES = ("ảnh", "video", "clip", "từ trái", "từ phải", "bìa ")
_CAPTION = re.compile(
    r"(?:^|[\s(/\-–.])(?:ảnh|video|clip)\s*(?:tư liệu|minh họa|minh hoạ)?\s*:"
    r"|^ảnh\s|\(ảnh|từ (?:trái|phải)(?:\)| sang| qua)|\(bìa (?:trái|phải)\)",
    re.IGNORECASE,
)


class Zone(Enum):
    """Where in the article a sentence stands."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"


def zones(text: str, key: str, spans: Iterable[tuple[int, int]]) -> Iterator[Zone]:
    """The zone of each of the sentences of a text, which stand at ``spans``."""
    leads, body = 0, Zone.BODY  # a look into an Enum is slow
    pictures = [word for word in _OF_PICTURES if word in key]
    for start, end in spans:
        shows = pictures and any(word in key[start:end] for word in pictures)
        if shows and _CAPTION.search(text[start:end]):
            yield Zone.CAPTION
        elif leads < LEAD_SENTENCES and end - start >= MIN_LEAD:
            leads += 1
            yield Zone.LEAD
        else:
            yield body

"""What is printed in capitals alone, read as it would be written otherwise.

"ÔNG NGUYỄN XUÂN ANH LÀM CHỦ TỊCH HĐND TP ĐÀ NẴNG": where a name ends, the capitals do
not tell. The text around does, which writes "Nguyễn Xuân Anh" and "làm chủ tịch".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from processing.observe.article.document import Sentence

#: A word written with a capital, and one more behind it.
_PAIR = re.compile(r"(?<!\w)([^\W\d_]+)(?=\s([^\W\d_]+))")
_WORD = re.compile(r"[^\W\d_]+")


def as_written(sentence: Sentence) -> str:
    """The text of a sentence; where it is all capitals, as the article writes it.

    Every character keeps its place. Without names in the article it stays as it is.
    """
    text = sentence.text
    if not text.isupper():
        return text
    pairs = _pairs(sentence.document.text)
    if not pairs or len(text.lower()) != len(text):
        return text
    return _told(sentence, pairs)


def _told(sentence: Sentence, pairs: set[tuple[str, str]]) -> str:
    text = sentence.text
    words = list(_WORD.finditer(text))
    written = list(text.lower())
    capital: set[int] = set()
    for one, other in pairwise(words):
        if (one[0].lower(), other[0].lower()) in pairs:
            capital |= {one.start(), other.start()}
    for place in sentence.places():
        capital |= {
            one.start() for one in words if place.start <= one.start() < place.end
        }
    for at in capital:
        written[at] = text[at]
    return "".join(written)


@lru_cache(maxsize=4)  # every sentence of an article in capitals asks for them
def _pairs(text: str) -> set[tuple[str, str]]:
    """Two words side by side of which both begin with a capital and go on small."""
    return {
        (one[1].lower(), one[2].lower())
        for one in _PAIR.finditer(text)
        if one[1].istitle() and one[2].istitle()
    }

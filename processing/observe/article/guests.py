"""Whose unit it is where guests are received: not that of the guests."""

from __future__ import annotations

import re
from collections import Counter

from processing.observe.article.document import Document, Sentence
from processing.observe.article.units import fits

#: Who receives guests is not of their unit: "A tiếp đoàn …", "Cùng tiếp đoàn có …".
_RECEIVES = re.compile(r"(?<!\w)tiếp (?:và làm việc với |đón )?đoàn(?!\w)")
_OPENS = re.compile(r"\W*(?:cùng |tham gia )?(?:đón,? )?$")

_GUESTS = re.compile(
    r"(?<!\w)đoàn(?: đại biểu| công tác| cán bộ| lãnh đạo)?(?: của)?"
    r" (?:tỉnh|thành phố|tp\.?)\s*$"
)


def host(
    document: Document, sentence: Sentence, at: int, level: str | None
) -> str | None:
    """The unit named most, beside that of the guests whom a sentence receives.

    Where it names a unit before ``at``, that counts, and this says nothing.
    """
    receives = _RECEIVES.search(sentence.key)
    if receives is None or not (
        at < receives.start() or _OPENS.match(sentence.key, 0, receives.start())
    ):
        return None
    if any(one.end <= at for one in sentence.places()):
        return None
    named = [
        (place.slug, bool(_GUESTS.search(one.key, 0, place.start)))
        for one in document.all_sentences
        for place in one.places()
    ]
    guests = {slug for slug, is_guest in named if is_guest}
    hosts = Counter(
        slug for slug, _ in named if slug not in guests and fits(document, slug, level)
    ).most_common(1)
    return hosts[0][0] if guests and hosts else None

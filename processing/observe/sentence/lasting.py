"""What is told as lasting: "hiện ông A giữ chức P", "với chức danh P", "vẫn là P"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from processing.observe.language.phrases import before, holds, opens
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.titles import TITLES

#: A name, and the titles that it is said to hold still or now.
HOLDS = re.compile(rf"[Nn](?:\([^()]*\))?(?:,?w{{0,2}}J|oJ|w)({TITLES})")
UNTIL = 60  # characters behind a title in which its end is told
_SINCE_NOW = r"[^,;]{0,40}"


def is_held(key: str, pieces: Sequence[Piece], office: int) -> bool:
    """Whether the word before a title says that it is held, not come to.

    ``office`` is the number of that word ("giữ chức", "vẫn giữ chức") in the pieces.
    """
    piece = pieces[office]
    if piece.letter == "w":
        return piece.text.lower().startswith("vẫn giữ")
    if piece.data.get("noun"):
        return office > 0 and pieces[office - 1].text.lower() == "với"
    if _is_of_today(key, pieces, office):
        return True
    now = before("holding", "now", _SINCE_NOW).search(key, 0, piece.start)
    since = [one.letter for one in pieces[:office] if now and one.start >= now.start()]
    return now is not None and not set("IPp") & set(since)


def _is_of_today(key: str, pieces: Sequence[Piece], office: int) -> bool:
    """ "Hiện nay, ông A giữ chức P1, ông B giữ chức P2": so are all of them."""
    news = {one.letter for one in pieces[:office]} & set("IOXpET")
    voted = opens("holding", "of_today", key) or holds("holding", "confidence", key)
    return not news and voted


def is_kept(key: str, start: int, end: int) -> bool:
    """Whether what is told from ``start`` to the title that ends there is "vẫn là"."""
    still = holds("statements", "still", key, start, end)
    return still and not holds("statements", "until", key, end, end + UNTIL)

"""Takes apart the words that a lost line break has joined ("Bí thưTỉnh ủy").

Old pages of agencies lose spaces where their lines were broken. Spaces are put back
before anything is read; ``Apart.back`` leads from the mended text to the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from processing.observe.lexicon_file import lines


@dataclass(frozen=True, slots=True)
class Apart:
    """A text with the lost spaces put in, at ``gaps`` (offsets in ``text``)."""

    text: str
    gaps: tuple[int, ...] = ()

    def back(self, at: int) -> int:
        """The offset in the text before mending of an offset in ``text``."""
        return at - bisect_left(self.gaps, at)


def apart(text: str) -> Apart:
    """Return a normalised ``text`` with the spaces put back between glued words.

    Words glued to numbers or in lower case are sought only where a capital stands
    glued too: a page that lost its breaks lost many, and the others need no search.
    """
    cheap, glued, rest = _joints()
    if not (cheap.search(text) and glued.search(text)):
        return Apart(text)
    cuts = sorted(
        {one.end() for joint in (glued, rest) for one in joint.finditer(text)}
    )
    pieces = [text[start:end] for start, end in pairwise((0, *cuts, len(text)))]
    return Apart(" ".join(pieces), tuple(cut + n for n, cut in enumerate(cuts)))


@lru_cache
def _joints() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A cheap question before all, glued capitals, and all else that is glued."""
    last = "".join(sorted({word[-1] for word in _words("before_capital")}))
    capital = "[A-ZĐ]"
    ends = "|".join(_words("before_capital"))
    numbered, both = "|".join(_words("before_number")), "|".join(_words("together"))
    return (
        # the capital first: looking behind at every letter would cost five times more
        re.compile(f"{capital}(?<=[{last}].)"),
        re.compile(rf"(?i:{ends})(?={capital})(?<=[{last}])"),
        re.compile(
            rf"(?i)(?<!\w)(?:(?:{numbered})(?=\d)|(?:{both})(?=(?:{both})(?!\w)))"
        ),
    )


def _words(section: str) -> list[str]:
    says = [line["say"] for line in lines("gluing", section)]
    return [*says, *(["uỷ"] if "ủy" in says else [])]

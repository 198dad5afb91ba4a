"""A paper's home that is gone by now, but still acts in what the paper tells.

"HĐND tỉnh Bắc Kạn họp kỳ cuối …, từ ngày 1/7/2025 hợp nhất" was told before the merger,
whatever the latest day is that it prints.
"""

from __future__ import annotations

from datetime import date

from processing.gazetteer.organisations import resolve
from processing.observe.article.places import places
from processing.observe.language.phrases import ends


def last_of_home(slug: str | None, told: date, head_key: str, head: str) -> date | None:
    """The last day of a home that was gone on ``told``, if a body of it is in the head.

    Args:
        slug: The home of the paper, as its source says.
        told: The day that the dates in the text speak for.
        head_key: The headline, or else the first sentence, as a key.
        head: The same as printed.
    """
    if slug is None or resolve(slug, told) is not None:
        return None
    acts = any(
        one.slug == slug and ends("scope", "acts", head_key, 0, one.start)
        for one in places(head_key, head)
    )
    last = resolve(slug, None)
    return last.valid_to if acts and last else None

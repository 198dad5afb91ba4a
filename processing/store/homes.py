"""Whose paper wrote a text: the home that "Tỉnh ủy" means where nothing else tells.

A text that an agency wrote, or the paper of another province, is not of the province
whose paper prints it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from processing.text.credits import is_of_agency

Homes = Sequence[Mapping[str, str | None]]

# The homes of all sources that had the text of article ``a`` on its first day.
PAPERS = """
    ARRAY(
        SELECT paper.homes
        FROM core.article original, core.article printed
        JOIN core.source paper ON paper.id = printed.source_id
        WHERE original.id = coalesce(a.duplicate_of_id, a.id)
          AND (printed.id = original.id OR printed.duplicate_of_id = original.id)
          AND (printed.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
              IS NOT DISTINCT FROM
              (original.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    )
"""


def home_on(homes: Iterable[Mapping[str, str | None]], day: date) -> str | None:
    """The province whose paper a source was on ``day``, of its column ``homes``."""
    for home in homes:
        since, until = home.get("since"), home.get("until")
        if (not since or since <= day.isoformat()) and (
            not until or day.isoformat() <= until
        ):
            return home["province"]
    return None


def home_of_text(
    papers: Iterable[Homes], day: date, *, author: str | None, text: str
) -> str | None:
    """The province whose paper wrote ``text``; none if that is not certain.

    ``papers`` are the ``homes`` of all sources that had it on its first ``day``: the
    central press has none, so what it had on that day too is no province's own.
    ``author`` is the byline.
    """
    homes = {home_on(homes, day) for homes in papers}
    if len(homes) > 1 or is_of_agency(author, text):
        return None
    return homes.pop() if homes else None

"""Several units and the days of each: "tỉnh A từ 20-22/9, tỉnh B từ 24-26/9"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from processing.observe.article.document import Sentence
from processing.observe.language.phrases import made_of
from processing.observe.when.dates import DateMention

#: The year of some days, printed behind the last of them.
_ITS_YEAR = re.compile(r"\s?/\s?20\d\d")
_AROUND_DAYS = " ,:()0123456789-–"  # signs between a unit and its days
SEVERAL = 2  # units with days of their own: a schedule


def days_of_units(sentence: Sentence) -> dict[str, DateMention]:
    """The first days of the units that follow one another, each with its own.

    A unit that only "và" parts from the next shares its days. Empty where there are
    not two of them with days.
    """
    found: dict[str, DateMention] = {}
    for units, day in _runs(sentence):
        found |= dict.fromkeys(units, day)
    return found if len({day.start for day in found.values()}) >= SEVERAL else {}


def _goes_on(between: str) -> bool:
    """Whether nothing but what leads to the next unit stands between."""
    rest = _ITS_YEAR.sub("", between, count=1)
    return made_of("congress", "next_unit", rest, " ,;)")


def _runs(sentence: Sentence) -> Iterator[tuple[list[str], DateMention]]:
    """Units that share days, and the days; the first break ends the schedule."""
    key, days = sentence.key, [one for one in sentence.dates() if one.is_day]
    waiting: list[str] = []
    end = -1  # where the days or the unit before end
    for place in sentence.places():
        if end >= 0 and not _goes_on(key[end : place.start]):
            if not waiting:
                return
            waiting = []
        waiting.append(place.slug)
        end = place.end
        day = next((one for one in days if one.start >= end), None)
        if day and made_of("congress", "its_days", key[end : day.start], _AROUND_DAYS):
            yield waiting, day
            waiting, end = [], day.end

"""Several units and the days of each: "tỉnh A từ 20-22/9, tỉnh B từ 24-26/9"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from processing.observe.article.document import Sentence
from processing.observe.when.dates import DateMention

#: Between the days of one unit, or its name, and the next unit.
_NEXT = re.compile(
    r"(?:\s?/\s?20\d\d|\s*\)|\s+năm 20\d\d)?[\s,;]*"
    r"(?:(?:và|còn|rồi|sau đó|tiếp đến|tiếp theo|kế đến|cuối cùng)(?: là)?[\s,]+)?"
    r"(?:(?:là )?đại hội (?:đại biểu )?(?:của )?)?"
    r"(?:(?:đảng bộ|tỉnh ủy|thành ủy|các)\s+)*(?:(?:tỉnh|thành phố|tp\.?)\s+)?"
)
#: Between a unit and its days: the ordinal, the term, and that it is held then.
_ITS_DAYS = re.compile(
    r"[\s,:]*(?:\(?\s*(?:đại hội )?(?:lần(?: thứ)?|khóa) (?:[ivxl]+|\d+|nhất)\)?"
    r"[\s,]*)?"
    r"(?:\(?(?:nhiệm kỳ )?20\d\d\s?[-–]\s?20\d\d\)?[\s,]*)?"
    r"(?:(?:cũng|sẽ|dự kiến|được|tổ chức|tiến hành|diễn ra|khai mạc|họp|đại hội"
    r"|bắt đầu|đảng bộ|tỉnh|thành phố|đại biểu)[\s,:]+)*"
    r"(?:(?:vào|trong|các|từ|là|hai|ba|bốn|\d|ngày|sáng|chiều)[\s,:(]+)*\(?"
)
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


def _runs(sentence: Sentence) -> Iterator[tuple[list[str], DateMention]]:
    """Units that share days, and the days; the first break ends the schedule."""
    key, days = sentence.key, [one for one in sentence.dates() if one.is_day]
    waiting: list[str] = []
    end = -1  # where the days or the unit before end
    for place in sentence.places():
        if end >= 0 and not _NEXT.fullmatch(key, end, place.start):
            if not waiting:
                return
            waiting = []
        waiting.append(place.slug)
        end = place.end
        day = next((one for one in days if one.start >= end), None)
        if day and _ITS_DAYS.fullmatch(key, end, day.start):
            yield waiting, day
            waiting, end = [], day.end

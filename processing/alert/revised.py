"""Whether an event says by now something else than what was told of it.

A paper corrects its article, or more papers tell the day: who, which number, and by
more than a month when. A name that is merely spelt otherwise or completed is the same.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Date, and_, cast, func, or_
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from processing.store.tables import event

# Days by which a date may move without a further word.
DAYS = 30


def is_revised(last: CTE) -> Any:
    """Whether the ``event`` contradicts what ``last`` has in its column ``told``."""
    before = last.c.told.op("->>")
    now = event.c.fields.op("->>")
    day = cast(before("occurred_on"), Date)
    return or_(
        _is_other_name(before("person"), now("person")),
        _squeezed(before("number")) != _squeezed(now("number")),
        func.abs(day - event.c.occurred_on) > DAYS,
    )


def _is_other_name(one: Any, other: Any) -> Any:
    """Whether two names differ in more than spaces, accents and parts left out."""
    parts, more = _parts(one), _parts(other)
    contained = or_(parts.op("<@")(more), more.op("<@")(parts))
    return and_(~contained, _squeezed(one) != _squeezed(other))


def _plain(words: Any) -> Any:
    """Without accents, and with i for y: Lý and Lí are one."""
    return func.translate(func.core.fold_ascii(words), "y'’", "i")


def _squeezed(words: Any) -> Any:
    return func.regexp_replace(_plain(words), r"\W+", "", "g")


def _parts(words: Any) -> Any:
    return cast(func.regexp_split_to_array(_plain(words), r"\W+"), ARRAY(TEXT))

"""Whether an event is news: it happened lately, and was not known before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from processing.diff.model import BEFORE, Event
from processing.model import HANOI

# States in the order in which an event goes through them. Only a step forward is told.
STATES = ("planned", "silent", "adopted", "announced", "reported", "held", "issued")
# A day of grace for clocks and time zones, one for papers printed the evening before.
EARLY_DAYS = 2
# A silent change that may have happened this long ago happened lately for nobody.
LONGEST_SILENCE_DAYS = 400
PLANS = ("announced", "planned")


@dataclass(frozen=True, slots=True)
class Clock:
    """What decides about news: the moment, the window in days, and whether to tell."""

    as_of: datetime
    window_days: int
    told: bool = True

    @property
    def today(self) -> date:
        """The day in Ha Noi."""
        return self.as_of.astimezone(HANOI).date()


def is_news(event: Event, clock: Clock) -> bool:
    """Whether an event that has just been found, or has just moved on, is to be told.

    Its day (of a plan, the day it was told) lies within the window, and an article
    that reports it came in an ordinary run after its source's first good one.
    """
    day = event.told_on if event.state in PLANS else event.day
    if not clock.told or day is None:
        return False
    if not -EARLY_DAYS <= (clock.today - day).days <= clock.window_days:
        return False
    if event.occurred_after and event.occurred_on:
        silence = (event.occurred_on - event.occurred_after).days
        if silence > LONGEST_SILENCE_DAYS:
            return False
    return any(e.telling.is_fresh for e in event.evidence if e.role != BEFORE)


def is_forward(before: str, after: str) -> bool:
    """Whether ``after`` is a later state than ``before``."""
    order = {state: place for place, state in enumerate(STATES)}
    return order.get(after, 0) > order.get(before, 0)

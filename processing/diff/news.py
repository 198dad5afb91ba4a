"""Whether an event is news: it happened lately, and was not known before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from processing.diff.model import BEFORE, Event, Evidence
from processing.model import HANOI, Kind

# States in the order in which an event goes through them. Only a step forward is told.
STATES = ("planned", "silent", "adopted", "announced", "reported", "held", "issued")
# A day of grace for clocks and time zones, one for papers printed the evening before.
EARLY_DAYS = 2
# A silent change that may have happened this long ago happened lately for nobody.
LONGEST_SILENCE_DAYS = 400
# What newer rules find in texts that older ones had read: told if of these days, for
# a change of rules is no news, but what was missed yesterday is.
REREAD_DAYS = 3
PLANS = ("announced", "planned")
STAYS = "continued"


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
    that reports it came in an ordinary run after its source's first good one. What
    is found only by reading again must be of the last ``REREAD_DAYS``.
    """
    day = event.told_on if event.state in PLANS else event.day
    fresh = [proof.telling for proof in _proofs(event) if proof.telling.is_fresh]
    if not (clock.told and fresh):
        return False
    is_reread = all(telling.is_reread for telling in fresh)
    days = min(REREAD_DAYS, clock.window_days) if is_reread else clock.window_days
    return _is_lately(day, clock, days) and not _is_long_silent(event)


def is_redated(event: Event, before: date | None, clock: Clock) -> bool:
    """Whether an event that was no news by its day of ``before`` has another now.

    That day was not known, or wrong, and lay out of the window.
    """
    is_other = event.state not in PLANS and event.day != before
    return is_other and not _is_lately(before, clock, clock.window_days)


def shown_by_staying(events: Iterable[Event]) -> set[str]:
    """The keys of silent changes that are told by the report that the person stayed.

    "A goes on as secretary" is that day's news; that A is secretary now is none beside
    it.
    """
    listed = [event for event in events if event.kind is Kind.LEADERSHIP_CHANGE]
    stays = {_told(event) for event in listed if event.fields["direction"] == STAYS}
    return {e.key for e in listed if e.state == "silent" and _told(e) in stays}


def _told(event: Event) -> tuple[object, ...]:
    return event.fields["person"], event.fields["position"], event.occurred_on


def _is_lately(day: date | None, clock: Clock, days: int) -> bool:
    return day is not None and -EARLY_DAYS <= (clock.today - day).days <= days


def _proofs(event: Event) -> Iterator[Evidence]:
    return (proof for proof in event.evidence if proof.role != BEFORE)


def _is_long_silent(event: Event) -> bool:
    if not (event.occurred_after and event.occurred_on):
        return False
    return (event.occurred_on - event.occurred_after).days > LONGEST_SILENCE_DAYS


def is_forward(before: str, after: str) -> bool:
    """Whether ``after`` is a later state than ``before``."""
    order = {state: place for place, state in enumerate(STATES)}
    return order.get(after, 0) > order.get(before, 0)

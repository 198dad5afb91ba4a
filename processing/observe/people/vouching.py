"""Departures told as history, or as still to come, that the news itself vouches for.

"Trước đó, ông B, P, được điều động giữ chức Thứ trưởng" is recalled, but where A has
just come to P it is how the seat fell vacant. "Sẽ thôi giữ chức P" is a plan, but where
the new office is decided it is only a manner of speaking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.observe.language.names import folded
from processing.observe.people.story import Event, Story, seat, untold

VACANT = timedelta(days=14)  # what emptied a seat longer ago is known by then


def vouched_for(story: Story, events: Iterable[Event]) -> Iterator[Event]:
    """The departures set aside that one of the ``events`` makes news."""
    events = list(events)
    filled = [one for one in story.vacated if _is_filled(story, one, events)]
    gone = {folded(one.person) for one in filled}
    with_it = [
        one
        for one in story.vacated
        if one in filled
        or (folded(one.person) in gone and not one.bare)
        or any(_is_one_decision(one, other) for other in filled)
    ]
    decided = [one for one in story.announced if _is_decided(story, one, events)]
    return untold(
        (one for one in (*with_it, *decided) if one.province),
        events,
        lambda one: (folded(one.person), seat(one.position), one.direction),
    )


def _is_decided(story: Story, one: Event, events: Iterable[Event]) -> bool:
    """Whether the new office of somebody who "sẽ thôi giữ chức P" is decided.

    It is none of those watched, or the same sentence tells that it is taken up.
    """
    return one.person in story.posted or any(
        (other.person, other.direction) == (one.person, "in")
        and other.sentence is one.sentence
        for other in events
    )


def _is_one_decision(one: Event, other: Event) -> bool:
    """Whether two departures are told with one verb."""
    return (one.sentence, one.change) == (other.sentence, other.change)


def _is_filled(story: Story, gone: Event, events: Iterable[Event]) -> bool:
    """Whether somebody else comes to the one seat, soon after it fell vacant."""
    position = POSITIONS.get(gone.position)
    if position is None or not position.is_single_seat or _is_long_ago(story, gone):
        return False
    return any(
        one.direction == "in"
        # that is how a vacant seat is kept, and nothing new but behind a death
        and (one.change != "acting" or gone.change == "died")
        and (one.position, one.province) == (gone.position, gone.province)
        and folded(one.person) != folded(gone.person)
        for one in events
    )


def _is_long_ago(story: Story, gone: Event) -> bool:
    """Whether the sentence names a time too far back to have caused the news."""
    news = story.news
    for mention in gone.sentence.dates():
        day = story.document.day_of(mention) if mention.is_day else None
        if day and news and news - day > VACANT:
            return True
        if mention.year and (news is None or mention.year < news.year):
            return True
        if mention.year and news and (mention.month or 12) + 2 < news.month:
            return True
    return False

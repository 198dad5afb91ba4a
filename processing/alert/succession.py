"""Who follows a person is offered the successor when an office changes hands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from processing.alert.facts import Offer, Reason, Story
from processing.alert.links import Links
from processing.text import fold


def with_offers(
    stories: Sequence[Story],
    reasons: Iterable[Reason],
    recipient: str,
    links: Links | None,
) -> list[Story]:
    """Return the stories, each with what it offers to those who follow a person.

    A successor is offered once a mail, and not to somebody who follows both.
    """
    followed = {
        fold(person): reason for reason in reasons for person in reason.persons or ()
    }
    offers = _offers(stories, followed, recipient, links)
    return [
        replace(story, offers=(offers[story.event_id],))
        if story.event_id in offers
        else story
        for story in stories
    ]


def _offers(
    stories: Sequence[Story],
    followed: Mapping[str, Reason],
    recipient: str,
    links: Links | None,
) -> dict[int, Offer]:
    """What the events offer, by their number; ``followed`` are persons, folded."""
    offered: set[tuple[str, str]] = set()
    found = {}
    # Arrivals first: they name the successor, departures may only know of one.
    for story in sorted(stories, key=lambda s: s.text("direction") != "in"):
        left, successor = left_by(story), story.successor
        key = fold(left or ""), fold(successor or "")
        reason = followed.get(key[0])
        is_old = key in offered or key[1] in followed
        if left is None or reason is None or is_old or story.is_withdrawn:
            continue
        if successor is None and any(person == key[0] for person, _ in offered):
            continue
        offered.add(key)
        url = None
        if successor and links:
            url = links.follow(reason.subscription_id, story.event_id, recipient)
        found[story.event_id] = Offer(recipient, left, successor, url)
    return found


def left_by(story: Story) -> str | None:
    """Return who leaves an office by this event, or None."""
    if story.text("direction") == "out":
        return story.text("person")
    if story.text("direction") == "in" and story.predecessor:
        return story.predecessor.person
    return None

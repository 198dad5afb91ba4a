"""Titles that the changes of the same article have overtaken."""

from __future__ import annotations

from processing.observe.article.scope import Scope
from processing.observe.language.names import folded
from processing.observe.people.story import (
    CHAIRS,
    COMMISSIONS,
    FAMILIES,
    VICE,
    Event,
    Story,
    seat,
)
from processing.observe.sentence.titles import Post, is_single_seat

STATE = CHAIRS | VICE


def is_overtaken(
    story: Story, events: list[Event], person: str, post: Post, whose: Scope
) -> bool:
    """Whether the person has left the office by now, or another has come to it."""
    if _is_taken(person, post, whose, events):
        return True
    current = post.current or post.position in story.still
    own = [event for event in events if folded(event.person) == folded(person)]
    if not current and any(_is_left(post, whose, event, own) for event in own):
        return True
    return not post.new and any(
        event.direction in ("in", "continued")
        and event.change != "acting"
        and event.province == whose.province
        and _superseded(post, event)
        for event in own
    )


def _is_taken(person: str, post: Post, whose: Scope, events: list[Event]) -> bool:
    """ "B, Bí thư Tỉnh ủy khóa XIII", when A has been elected to that seat.

    Or "Bà A cảm ơn Bí thư Tỉnh ủy B"; not while A only acts.
    """
    return is_single_seat(post) and any(
        event.direction == "in"
        and (event.change != "acting" or bool(post.term))
        and (event.position, event.province) == (post.position, whose.province)
        and folded(event.person) != folded(person)
        for event in events
    )


def _is_left(post: Post, whose: Scope, event: Event, own: list[Event]) -> bool:
    """Whether one of the person's ``own`` changes takes the office away."""
    if event.direction != "out" or event.province not in (whose.province, None):
        return False
    if seat(event.position) == seat(post.position or ""):
        return True
    if event.change == "transferred":
        return not (_stays(whose, own) or _rises(post, event))
    stripped = event.change == "dismissed" and event.position in STATE
    return stripped and post.position not in STATE  # by the Party before


def _stays(whose: Scope, own: list[Event]) -> bool:
    """Whether the person comes to another office of the same province."""
    return any(
        event.direction in ("in", "continued") and event.province == whose.province
        for event in own
    )


def _rises(post: Post, event: Event) -> bool:
    """ "thôi giữ chức Chủ tịch UBND tỉnh để nhận nhiệm vụ mới", titled secretary.

    Or a vice chair titled head of a commission: the one takes who does not the other.
    """
    rises = post.position == "party_secretary" != event.position
    return rises or (post.position in COMMISSIONS and event.position in VICE)


def _superseded(post: Post, event: Event) -> bool:
    """Whether who comes to that office gives up this one: it ranks above."""
    family = next((one for one in FAMILIES if post.position in one), ())
    if post.position in VICE and event.position in CHAIRS:
        return True
    if {post.position, event.position} <= COMMISSIONS:
        return post.position != event.position
    if event.position not in family or post.position == event.position:
        return False
    return family.index(event.position) < family.index(post.position or "")

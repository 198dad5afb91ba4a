"""Weighs what a sentence claims: told as news, set aside, or left for what it is."""

from __future__ import annotations

from dataclasses import replace

from processing.observe.changes.claims import Claim
from processing.observe.language.names import folded
from processing.observe.language.phrases import before, ends
from processing.observe.people.events import event_of, whose_office
from processing.observe.people.former import is_by_the_way, is_state, left_before
from processing.observe.people.news import is_after_election, is_decided, is_news
from processing.observe.people.recalled import opens_recalled
from processing.observe.people.story import MOVES_WITH, Event, Story, person_of, seat
from processing.observe.people.untitled import weigh_untitled
from processing.observe.sentence.roles import Line
from processing.observe.sentence.whose import province_of

#: Told as history, they end what a title elsewhere in the article says.
LEFT = frozenset(
    ["relieved", "transferred", "resigned", "dismissed", "retired", "died", "replaced"]
)


def weigh(story: Story, made: Line, claim: Claim, *, is_past: bool) -> None:
    """Add what a claim comes to to the story; ``is_past``: its sentence recalls."""
    person = person_of(story, made, claim.name)
    if person is None:
        return
    position = claim.post.position
    if position is None:
        weigh_untitled(story, made, claim, person, is_past=is_past)
    elif is_by_the_way(made, claim) or is_state(story, made, claim):
        if claim.direction == "out":
            story.left.add((folded(person), seat(position)))
    elif claim.direction == "out":
        _weigh_departure(story, made, claim, person, is_past=is_past)
    elif claim.direction == "continued" and opens_recalled(made.sentence):
        story.again.add((folded(person), seat(position)))
    elif claim.direction == "in" and is_past:
        _leave_for(story, made, claim, person)
    elif claim.planned:
        story.planned.add((folded(person), seat(position)))
        story.candidates.append((made, claim, person))
    elif is_news(story, made, claim, is_past=is_past):
        _tell(story, made, claim, person, position)


def _weigh_departure(
    story: Story, made: Line, claim: Claim, person: str, *, is_past: bool
) -> None:
    """Who leaves is news, or is told by the way and may have made room.

    Unless the headline says that it happened before.
    """
    position = claim.post.position or ""
    held = (folded(person), seat(position))
    if claim.past or is_past:
        if claim.explicit:  # "chuyển từ P sang Q" tells of the arrival at Q
            _set_aside(story.vacated, story, made, claim, person)
        if claim.change in LEFT:
            story.left.add(held)
    elif claim.planned:
        will = _says_will(made.sentence.key[: claim.at])
        pile = story.announced if will else story.vacated
        _set_aside(pile, story, made, claim, person)
        story.planned.add(held)
    elif left_before(story, person, position):
        return
    elif is_news(story, made, claim, is_past=False):
        _tell(story, made, claim, person, position)
    else:
        _set_aside(story.vacated, story, made, claim, person)
        if claim.change == "died":
            story.left.add(held)


def _leave_for(story: Story, made: Line, claim: Claim, person: str) -> None:
    """ "Hôm 18/3, Bí thư tỉnh M A được phân công giữ chức Bí thư tỉnh N": left M."""
    there = province_of(made, claim.post, claim.run, None).province
    for role in made.roles_of(claim.name):
        here = province_of(made, role.post, role.run, person).province
        moves = role.post.position in MOVES_WITH and here != there
        if moves and here and there:
            story.left.add((folded(person), seat(role.post.position or "")))


def _says_will(told: str) -> bool:
    """ "ông A sẽ | thôi tham gia …; | thôi giữ chức P": how a decision is told, too."""
    if ends("statements", "will", told):
        return True
    listed = told.rstrip().endswith((";", ",", " và"))
    return (
        listed and before("statements", "will_leave", "[^.]*").search(told) is not None
    )


def _set_aside(
    pile: list[Event], story: Story, made: Line, claim: Claim, person: str
) -> None:
    """Keep a departure that only another event of the article may vouch for."""
    position = claim.post.position or ""
    if whose := whose_office(story, made, claim, person, position):
        pile.append(event_of(story, made, claim, person, position, whose))


def _tell(story: Story, made: Line, claim: Claim, person: str, position: str) -> None:
    whose = whose_office(story, made, claim, person, position)
    if whose is None:
        return
    event = event_of(story, made, claim, person, position, whose)
    last = story.last_in
    if last and not claim.explicit and _goes_on(event, last):
        event = replace(event, change=_FIRST_TIME.get(last.change, last.change))
    if not claim.explicit and is_decided(story, made, claim):
        event = replace(event, change=story.opened_as[1])
    elif not claim.explicit and (_is_by_vote(made, event) or _is_among(event, last)):
        event = replace(event, change=_BY_VOTE[event.direction])
    story.events.append(event)
    if event.direction in ("in", "continued"):
        story.last_in = event


_FIRST_TIME = {"re_elected": "elected"}
_BY_VOTE = {"in": "elected", "continued": "re_elected"}


def _is_by_vote(made: Line, event: Event) -> bool:
    """A mere "làm P", "tiếp tục giữ chức P" right after the election of a body."""
    mere = event.change in ("appointed", "re_appointed")
    return mere and is_after_election(made.sentence)


def _is_among(event: Event, last: Event | None) -> bool:
    """ "Tiếp tục giữ chức P" among the elections of one council or congress."""
    if last is None or event.change != "re_appointed":
        return False
    of_the_state = {one.position.startswith("peoples_") for one in (event, last)}
    near = (
        0 <= event.sentence.index - last.sentence.index <= 2
    )  # a life may stand between
    return near and len(of_the_state) == 1 and last.change in ("elected", "re_elected")


def _goes_on(event: Event, last: Event) -> bool:
    """Whether a mere "A làm P" is told right after another arrival: it came so, too."""
    near = 0 <= event.sentence.index - last.sentence.index <= 1
    elected = last.change == "re_elected"
    alike = event.direction == "in" and (last.direction == "in" or elected)
    of_the_state = {one.position.startswith("peoples_") for one in (event, last)}
    alike &= len(of_the_state) == 1  # a council elects nobody to an office of the Party
    return near and alike and event.change in ("elected", "appointed")

"""Punishments and departures that name no office: in those that the person bears."""

from __future__ import annotations

from dataclasses import replace

from processing.observe.changes.claims import Claim
from processing.observe.language.names import folded
from processing.observe.language.phrases import holds
from processing.observe.people.events import event_of
from processing.observe.people.former import is_by_the_way, left_before
from processing.observe.people.news import is_aside, is_told_as_old
from processing.observe.people.of_headline import offices_of_headline
from processing.observe.people.story import Event, Story, seat
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import Post
from processing.observe.sentence.whose import province_of


def weigh_untitled(
    story: Story, made: Line, claim: Claim, person: str, *, is_past: bool
) -> None:
    """A claim without an office: of those that the person is titled with."""
    punished = claim.direction == "sanction" or claim.change == "dismissed"
    if punished and not is_by_the_way(made, claim):
        _sanction(story, made, claim, person, is_past=is_past)
    elif claim.direction == "out" and not is_past:
        _leaves_titles(story, made, claim, person)


def _sanction(
    story: Story, made: Line, claim: Claim, person: str, *, is_past: bool
) -> None:
    """A punishment counts in every watched position that the person is titled with."""
    here = [
        (role.post, province_of(made, role.post, role.run, person))
        for role in made.roles_of(claim.name)
        if role.post.position
    ]
    titles = here or story.titles.get(folded(person), [])
    titles = titles or offices_of_headline(story, made, "sanction")
    if not (titles or is_past) and story.is_about("sanction"):
        story.untitled.append((made, claim, person))
    for post, whose in titles:
        if _lost_it_before(story, made, claim, person, post):
            continue
        if claim.planned:
            story.planned.add((folded(person), seat(post.position or "")))
        elif not (
            claim.past
            or is_past
            or is_told_as_old(story, made, claim.at)
            or is_aside(story, made, claim)
        ):
            event = event_of(story, made, claim, person, post.position or "", whose)
            event = replace(event, former=post.former)
            story.events.append(_kept_in_office(event))


SOON = 3  # sentences behind a punishment in which it is told of whom


def weigh_later_titled(story: Story, made: Line) -> None:
    """ "Công an bắt ông A. Ông A nguyên là P": the office is told behind it.

    So is whose own request to retire was granted.
    """
    waiting, story.untitled = story.untitled, []
    for line, claim, person in waiting:
        if made.sentence.index - line.sentence.index > SOON:
            continue
        if made is not line and story.titles.get(folded(person)):
            weigh_untitled(story, line, claim, person, is_past=False)
        else:
            story.untitled.append((line, claim, person))


def _lost_it_before(
    story: Story, made: Line, claim: Claim, person: str, post: Post
) -> bool:
    """ "cách các chức vụ", of whom a headline about other things calls "cựu P"."""
    stripped = holds("statements", "strips", made.sentence.key, claim.at)
    stripped &= not story.is_about("sanction")
    return stripped and left_before(story, person, post.position or "")


def _kept_in_office(event: Event) -> Event:
    """ "cách tất cả các chức vụ trong Đảng" leaves the offices of the state.

    And nobody loses an office that was left before: "đối với ông A, nguyên P".
    """
    of_the_party = holds("statements", "of_the_party", event.sentence.key)
    of_the_state = event.position.startswith("peoples_")
    untouched = of_the_state or event.former
    if event.change == "dismissed" and untouched and of_the_party:
        return replace(event, direction="sanction", change="disciplined", implied=True)
    return event


def _leaves_titles(story: Story, made: Line, claim: Claim, person: str) -> None:
    """Who retires, as the headline tells: out of the titles borne so far."""
    told = claim.change in ("retired", "resigned") and story.is_about("out")
    if not told or is_told_as_old(story, made, claim.at):
        return
    titles = story.titles.get(folded(person), [])
    titles = titles or offices_of_headline(story, made, "out")
    if not titles and made.letters[claim.name] == "N":
        story.untitled.append((made, claim, person))
    for post, whose in titles:
        if post.position and not post.former:
            story.events.append(
                event_of(story, made, claim, person, post.position, whose)
            )

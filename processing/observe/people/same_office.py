"""Who comes to the office just told of: "bầu ông B thay thế", "B trúng cử vị trí này".

The sentence names the person and no office: it is that from which another was let go
in the sentence before or in this one, or the one that was to be filled.
"""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.changes.claims import Found
from processing.observe.language.names import folded
from processing.observe.people.slates import elected_with
from processing.observe.people.story import Event, Story, person_of, seat
from processing.observe.people.succession import how_he_comes
from processing.observe.sentence.roles import Line, Role

#: "bầu ông B thay thế", "bầu ông B kế nhiệm ông A".
_INSTEAD = re.compile(r"(I)[mHwo]{0,3}([Nn])(?:[,\-][PYt]+)*,?T[wJo]{0,3}(?:H*([Nn]))?")
#: "ông B, P, được bầu thay thế (ông A)".
_PUT_INSTEAD = re.compile(
    r"()([Nn])(?:[,\-][PYt]+)*,?[pw]{1,3}[bBw]{0,3}IT[wJo]{0,3}(?:H*([Nn]))?"
)
#: "Thay ông A là ông B", "Kế nhiệm ông A là ông B".
_AFTER = re.compile(r"(T)[wo]{0,2}(?:(?=H*([Nn]))H*[Nn]|H)w{0,2}=H*([Nn])")
#: "bầu ông B vào vị trí này", "chỉ định bà B giữ chức vụ trên".
_TO_THIS = re.compile(r"(I)[mHo]{0,3}([Nn])[^;:IOXNn]*?J(w{1,2})")
#: "ông B, P, được bầu vào vị trí này", "ông B trúng cử chức danh trên".
_PUT_TO_THIS = re.compile(
    r"()([Nn])(?:[,\-][PYt]+)*,?[pwbB]{0,5}I[^;:IOXNn]*?J(w{1,2})"
)
#: "Vị trí này được giao cho ông B".
_GIVEN_THIS = re.compile(r"J(w{1,2})[wZ]{0,2}p[bBw]{0,2}([Iw])oH*([Nn])")
_THIS = ("này", "trên", "đó", "nói trên")


def tell_in_that_office(story: Story, made: Line, found: Found) -> None:
    """Add who comes to the office of the sentence before, if this one names none."""
    if made.sentence.is_headline or set("MZ") & set(made.letters):
        return
    if any(one.direction in ("in", "continued") for one in found.claims):
        return
    left = _just_left(story, made)
    name = _who_replaces(story, made, left) if left else None
    name = _who_comes_to_it(made) if name is None else name
    person = None if name is None else person_of(story, made, name)
    if name is None or person is None:
        return
    if left:
        _comes_after(story, made, person, left)
    elif story.opened and story.opened.position and _is_open(story, made):
        post = story.opened
        if not _is_told(story, person, post.position or ""):
            elected_with(story, made, Role(name, post, run=(post,)))


def _is_open(story: Story, made: Line) -> bool:
    return story.electing_at == made.sentence.index - 1


def _just_left(story: Story, made: Line) -> Event | None:
    """The one departure told right before, or in this sentence."""
    last = story.events[-1] if story.events else None
    if last is None or last.direction != "out":
        return None
    with_it = {
        seat(one.position) for one in story.events if one.sentence is last.sentence
    }
    near = made.sentence.index - last.sentence.index in (0, 1)
    return last if near and len(with_it) == 1 else None


def _who_replaces(story: Story, made: Line, left: Event) -> int | None:
    """The name of who is elected instead, of nobody else than who left."""
    for pattern in (_INSTEAD, _PUT_INSTEAD):
        if match := pattern.search(made.letters):
            named = match[3] and person_of(story, made, match.start(3))
            if not named or folded(named) == folded(left.person):
                return match.start(2)
    if match := _AFTER.search(made.letters):
        named = person_of(story, made, match.start(2)) if match[2] else left.person
        if named and folded(named) == folded(left.person):
            return match.start(3)
    return None


def _who_comes_to_it(made: Line) -> int | None:
    if given := _GIVEN_THIS.match(made.letters):
        words = made.pieces[slice(*given.span(1))]
        this = " ".join(one.text.lower() for one in words)
        verb = made.pieces[given.start(2)].text.lower()
        if this in _THIS and verb in ("giao", "trao"):
            return given.start(3)
    for pattern in (_TO_THIS, _PUT_TO_THIS):
        match = pattern.search(made.letters)
        if match and made.pieces[match.end() - 1].text.lower() in _THIS:
            return match.start(2)
    return None


def _comes_after(story: Story, made: Line, person: str, left: Event) -> None:
    if folded(person) == folded(left.person) or _is_told(story, person, left.position):
        return
    came = replace(
        left,
        person=person,
        direction="in",
        change=how_he_comes(made, left.position),
        sentence=made.sentence,
        implied=False,
    )
    story.events.append(came)
    story.last_in = came


def _is_told(story: Story, person: str, position: str) -> bool:
    return any(
        folded(one.person) == folded(person) and seat(one.position) == seat(position)
        for one in story.events
    )

"""Who of those just elected stays: "…, trong đó ông A và bà B tái cử"."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.changes.claims import AGAIN
from processing.observe.language.names import folded
from processing.observe.language.phrases import ends
from processing.observe.people.slates import elected_with
from processing.observe.people.story import Story, person_of
from processing.observe.sentence.roles import Line, Role

_NAMES = r"(?P<names>(?:[mH]*[Nn](?:,?&|,)?)+)"
#: "trong đó ông A và bà B (là những người) tái cử".
_AMONG = re.compile(rf"w{_NAMES}(?:=[mw]{{0,3}}|[pA]{{0,2}})(?P<again>I)")
#: "Hai người tái cử là ông A và ông B", "người mới là ông C".
_THOSE = re.compile(rf"(?:(?P<again>I)|w)[=:]{{1,2}}{_NAMES}")
NEAR = 2  # sentences behind the election in which it is told
AGAIN_ELECTED, ELECTED = ("continued", "re_elected"), ("in", "elected")


def tell_who_stays(story: Story, made: Line) -> None:
    """Tell who of those elected right before stays, and who is new."""
    for found in _AMONG.finditer(made.letters):
        if _says_again(made, found) and _stands_before(
            made, found.start("names"), "among_them"
        ):
            for name in _names(made, found):
                _stays(story, made, name)
    for found in _THOSE.finditer(made.letters):
        is_again = found["again"] is not None
        told = "those_who_stay" if is_again else "those_who_are_new"
        if _stands_before(made, found.start("names") - 1, told):
            for name in _names(made, found):
                if not (is_again and _stays(story, made, name)):
                    _is_elected(
                        story, made, name, AGAIN_ELECTED if is_again else ELECTED
                    )


def _says_again(made: Line, found: re.Match[str]) -> bool:
    return str(made.pieces[found.start("again")].value).startswith("re_")


def _stands_before(made: Line, at: int, section: str) -> bool:
    """Whether a phrase of the section ends right before a piece."""
    return ends("slates", section, made.sentence.key, 0, made.pieces[at].start)


def _names(made: Line, found: re.Match[str]) -> list[int]:
    return [at for at in range(*found.span("names")) if made.letters[at] in "Nn"]


def _stays(story: Story, made: Line, name: int) -> bool:
    """Tell the election of a person told of right before as one again, if there is."""
    person, first = person_of(story, made, name), made.sentence.index - NEAR
    told = [
        event
        for event in story.events
        if event.direction == "in" and first <= event.sentence.index
        if person and folded(event.person) == folded(person)
    ]
    for event in told:
        change = AGAIN.get(event.change, event.change)
        story.events.append(replace(event, direction="continued", change=change))
    return bool(told)


def _is_elected(story: Story, made: Line, name: int, way: tuple[str, str]) -> None:
    """ "HĐND bầu 3 Phó Chủ tịch. Hai người tái cử là …": to the office told there."""
    post = story.opened
    if post and post.position and story.electing_at == made.sentence.index - 1:
        elected_with(story, made, Role(name, post, run=(post,)), way)

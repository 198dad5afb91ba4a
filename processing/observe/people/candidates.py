"""Those proposed before are elected: "Cả sáu nhân sự đều đã trúng cử"."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.language.names import folded
from processing.observe.language.phrases import holds
from processing.observe.people.events import event_of
from processing.observe.people.story import Story, person_of
from processing.observe.sentence.roles import Line
from processing.observe.sentence.whose import province_of


def elect_candidates(story: Story, made: Line) -> None:
    """ "Cả sáu nhân sự đều đã trúng cử": those proposed before are elected.

    "Ông A trúng cử với 52/54 phiếu": A alone.
    """
    together = holds("slates", "all_elected", made.sentence.key)
    alone = None if together else _who_won(story, made)
    for line_, claim, person in story.candidates if together or alone else ():
        near = made.sentence.index - line_.sentence.index
        if alone and folded(alone) != folded(person):
            continue
        if 0 <= near <= 3 and claim.direction in _ELECTED and claim.post.position:
            whose = province_of(line_, claim.post, claim.run, None)
            event = event_of(story, line_, claim, person, claim.post.position, whose)
            change = _ELECTED[claim.direction]
            story.events.append(replace(event, change=change, explicit=True))


#: What becomes of who was proposed: "được giới thiệu tái cử P" is so again.
_ELECTED = {"in": "elected", "continued": "re_elected"}
_WON = re.compile(r"[w,#]{0,6}H*([Nn])[pw]{0,3}I[^PJYbNn;]*$")
#: "Kết quả, ông A được bầu giữ chức vụ này với 51/51 phiếu".
_WON_THIS = re.compile(
    r"[w,#]{0,6}H*([Nn])(?:[,\-][PYt]+)*,?[pw#/%]{0,9}IJ(w)[^PJYbNn;]*$"
)
_THIS = ("này", "trên")


def _who_won(story: Story, made: Line) -> str | None:
    """Who is elected, as a sentence says that names no office."""
    name = named_to_this(made)
    if name is None and holds("slates", "won", made.sentence.key):
        found = _WON.match(made.letters)
        name = found.start(1) if found else None
    return None if name is None else person_of(story, made, name)


def named_to_this(made: Line) -> int | None:
    """The piece that names who is elected to "this office", told of before."""
    found = _WON_THIS.match(made.letters)
    if found is None or made.pieces[found.start(2)].text.lower() not in _THIS:
        return None
    return found.start(1)

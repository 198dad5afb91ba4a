"""The office that only the headline names, of the one whom the lead names alone.

"Bí thư Tỉnh ủy Lai Châu về Trung ương | Ông A được điều động làm Phó Trưởng ban …".
"""

from __future__ import annotations

import re

from processing.observe.article.scope import Scope
from processing.observe.language.phrases import follows
from processing.observe.people.story import Story
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import Post
from processing.observe.sentence.whose import province_of

_LEAD = 2  # sentences in which the person is named
_TITLED_OTHERWISE = re.compile(r"[Nn][,\-(]{1,2}Y|YH*[Nn]")
#: One office and nobody's name: "Lai Châu: P nghỉ hưu", "Khởi tố, bắt tạm giam P".
_OFFICE_FIRST = re.compile(r"(?:[GLw]{1,3}[:,])?[w#]?(P)[^NnPHY]*$")
_PUNISHED = re.compile(r"(?:[BbGw]{0,4}[,:]?X)(?:[,&X]*)(P)[^NnPHY]*$")


def offices_of_headline(
    story: Story, made: Line, direction: str
) -> list[tuple[Post, Scope]]:
    """The office in the headline which the one person of a lead leaves, or is
    punished in; none where the headline names a person, or does not say so."""
    headline = story.headline
    if headline is None or made.sentence.rank >= _LEAD or made.sentence.is_headline:
        return []
    if sum(letter in "Nn" for letter in made.letters) != 1:
        return []
    if _TITLED_OTHERWISE.search(made.letters):
        return []  # "ông A, Giám đốc Sở, bị khởi tố": not whom the headline means
    found = _OFFICE_FIRST.match(headline.letters)
    if found and not _is_said_of(headline, found, direction):
        return []
    if not found and direction == "sanction":
        found = _PUNISHED.match(headline.letters)
    post = headline.pieces[found.start(1)].post if found else None
    if post is None or post.position is None or post.former or post.new:
        return []
    return [(post, province_of(headline, post, (post,), None))]


def _is_said_of(headline: Line, found: re.Match[str], direction: str) -> bool:
    post = headline.pieces[found.start(1)]
    section = "is_punished" if direction == "sanction" else "goes_away"
    return follows("statements", section, headline.sentence.key, post.end)

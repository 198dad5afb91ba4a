"""What befell somebody before the news, as brackets and the head of the article say."""

from __future__ import annotations

import re

from processing.observe.article.document import HEAD_SENTENCES, Sentence
from processing.observe.changes.claims import Claim
from processing.observe.language.names import folded
from processing.observe.language.phrases import follows, opens
from processing.observe.people.occasion import knows_of_punishment
from processing.observe.people.recalled import is_of_this_meeting
from processing.observe.people.story import Story, person_of, seat
from processing.observe.sentence.roles import Line


def is_by_the_way(made: Line, claim: Claim) -> bool:
    """ "ông A, Chủ tịch UBND tỉnh (hiện đã nghỉ hưu)"; not "thay ông B (đã …)"."""
    key = made.sentence.key
    opened = key.rfind("(", 0, claim.at + 1)
    beside = opened > key.rfind(")", 0, claim.at) and follows(
        "statements", "state_in_brackets", key, opened, ""
    )
    return beside and "thay " not in key[:opened]


def is_state(story: Story, made: Line, claim: Claim) -> bool:
    """ "ông A đã nghỉ hưu" far down, where the headline tells of no change: a state."""
    leaves = any(p.letter == "E" and p.start == claim.at for p in made.pieces)
    far = made.sentence.rank >= HEAD_SENTENCES
    return leaves and far and claim.change != "died" and not story.is_about("out")


def is_recalled_punishment(made: Line) -> bool:
    """Whether a punishment stands far down in an article whose head knows of none.

    Or where the case is told of as a whole: "Trong vụ án này, … còn bắt ông A".
    """
    sentence = made.sentence
    if sentence.rank < HEAD_SENTENCES:
        return False
    return not knows_of_punishment(sentence.document) or _is_of_the_case(sentence)


def _is_of_the_case(sentence: Sentence) -> bool:
    """ "Đến nay, 15 bị can bị khởi tố. Trong đó, ông A …": who was arrested before."""
    if any(one.is_day for one in sentence.dates()) or is_of_this_meeting(sentence.key):
        return False
    if opens("background", "case_so_far", sentence.key):
        return True
    last = sentence.last
    goes_on = last is not None and opens("background", "at_once", sentence.key)
    return goes_on and last is not None and _is_of_the_case(last)


ANYONE = ""  # stands for whom a headline calls "nguyên P" without a name


def note_former(story: Story, made: Line) -> None:
    """Remember whom the headline calls by an office left before: "nguyên P [A]".

    "Cách chức nguyên Bí thư A" tells of it; "… sau khi bị cách chức" does not.
    """
    if not made.sentence.is_headline or re.match("[^Z]*O", made.letters):
        return
    named = {id(role.post): role.name for role in made.roles}
    for piece in made.pieces:
        post = piece.post
        if post is None or not (post.former and post.position):
            continue
        name = named.get(id(post))
        person = ANYONE if name is None else person_of(story, made, name)
        if person is not None:
            story.formerly.add((folded(person), seat(post.position)))


def left_before(story: Story, person: str, position: str) -> bool:
    """Whether the headline says that a person held an office before."""
    return any(
        (one, seat(position)) in story.formerly for one in (folded(person), ANYONE)
    )

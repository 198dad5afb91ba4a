"""Who goes to an office that is not watched leaves the one held so far."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.article.document import Sentence
from processing.observe.article.scope import Scope
from processing.observe.changes.claims import Claim
from processing.observe.language.names import folded
from processing.observe.language.phrases import follows, holds, opens
from processing.observe.people.events import event_of
from processing.observe.people.of_headline import offices_of_headline
from processing.observe.people.story import (
    MOVES_WITH,
    VICE,
    Event,
    Story,
    person_of,
    seat,
)
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import Post
from processing.observe.sentence.whose import province_of

DECISION = 80  # characters before a verb in which its decision is named


def weigh_move(story: Story, made: Line, claim: Claim, *, is_past: bool) -> None:
    """Someone goes to an office that is not watched: out of the one held so far."""
    person = person_of(story, made, claim.name)
    if person is None or claim.planned:
        return
    where = made.sentence.key[claim.post.start : claim.post.end]
    if claim.direction == "in" and _is_later(made, claim) and _is_post(where):
        titles = [*story.titles.get(folded(person), [])]
        titles += _titles_left(made, claim, person)
        story.left |= {
            (folded(person), seat(post.position or "")) for post, _ in titles
        }
    if claim.past or is_past:
        if claim.direction == "in" and is_away(where):
            titles = _titles_left(made, claim, person)
            _leave(story.vacated, story, made, claim, person, titles)
            story.left |= _given_up(made, titles, person)
        if claim.direction == "in" and is_away(where) and _is_central(where):
            story.left |= {(folded(person), seat(one)) for one in MOVES_WITH}
        return
    down = any(
        role.post.position and _is_moved(made, role.post.position)
        for role in made.roles_of(claim.name)
    )
    if claim.direction != "in" or not (is_away(where) or (down and _is_post(where))):
        return
    story.posted.add(person)
    titles = _titles_left(made, claim, person)
    if not titles and _is_sent(made):
        titles = _titled_right_before(story, made, person)
    titles = titles or offices_of_headline(story, made, "out")
    if not titles and made.letters[claim.name] == "N":
        story.sent.append((made, claim, person))
    _leave(story.events, story, made, claim, person, titles)


def leave_later_titled(story: Story, made: Line) -> None:
    """ "Điều động ông A làm Thứ trưởng. Ông A đang là P": P is told right behind it."""
    waiting, story.sent = story.sent, []
    for line, claim, person in waiting:
        if made is line:
            story.sent.append((line, claim, person))
        elif made.sentence.last is not line.sentence:
            continue
        elif follows("holding", "is_now", made.sentence.key, 0):
            titles = _titled_there(story, made.sentence, person)
            titles = titles or _until_then(made, person)
            _leave(story.events, story, line, claim, person, titles)
        elif opens("holding", "until_then", made.sentence.key):
            _leave(story.events, story, line, claim, person, _until_then(made, person))


#: "Trước khi nhận nhiệm vụ mới, ông (A) là P (kiêm P)", "Ông đang giữ chức P".
_UNTIL_THEN = re.compile(
    r"(?:[ZwJIpbB]{1,6},?(?:Hn|H|HN|N|n)|H?w)[wpKM]{0,2}[=J](P(?:[,&]P)*)"
)


def _until_then(made: Line, person: str) -> list[tuple[Post, Scope]]:
    """What somebody was right up to the decision told in the sentence before."""
    told = _UNTIL_THEN.match(made.letters)
    named = [one.text for one in made.pieces if one.letter in "Nn"]
    if told is None or any(not folded(person).endswith(folded(n)) for n in named):
        return []
    posts = (one.post for one in made.pieces[slice(*told.span(1))])
    return [
        (post, province_of(made, post, (post,), None))
        for post in posts
        if post and post.position
    ]


def _is_sent(made: Line) -> bool:
    return any(p.letter == "I" and p.data.get("moves") for p in made.pieces)


def _titled_right_before(
    story: Story, made: Line, person: str
) -> list[tuple[Post, Scope]]:
    """ "Quyết định đối với ông A, P. Cụ thể, ông A được điều động làm Thứ trưởng"."""
    last = made.sentence.last
    return _titled_there(story, last, person) if last else []


def _titled_there(
    story: Story, sentence: Sentence, person: str
) -> list[tuple[Post, Scope]]:
    return [
        (role.post, whose)
        for name, role, line, whose in story.holders
        if (name, line.sentence) == (person, sentence)
        and role.post.position
        and not (role.post.former or role.post.new)
    ]


def _is_later(made: Line, claim: Claim) -> bool:
    """ "Bà A sau đó được điều động làm Phó Bí thư Đảng ủy Khối": not what she was."""
    return holds("statements", "sent_later", made.sentence.key, 0, claim.post.start)


def _titles_left(made: Line, claim: Claim, person: str) -> list[tuple[Post, Scope]]:
    """The titles beside the name of one who goes to another office."""
    sent = _is_sent(made)
    decided = "quyết định" in made.sentence.key[: claim.at][-DECISION:]
    decided &= all(one.is_day for one in made.sentence.dates() if one.start < claim.at)
    return [
        (role.post, province_of(made, role.post, role.run, person))
        for role in made.roles_of(claim.name)
        # "điều động ông A, nguyên P, giữ chức …": out of P with this decision
        if role.post.position
        and not role.post.new
        and (sent or not role.post.former or (decided and role.post is role.run[-1]))
    ]


def _given_up(
    made: Line, titles: list[tuple[Post, Scope]], person: str
) -> set[tuple[str, str]]:
    """ "Hôm 3/5, ông A, P, được điều động làm Thứ trưởng": nobody is P beside that."""
    return {
        (folded(person), seat(post.position))
        for post, _ in titles
        if post.position and _goes_with(made, post.position)
    }


def _leave(
    pile: list[Event],
    story: Story,
    made: Line,
    claim: Claim,
    person: str,
    titles: list[tuple[Post, Scope]],
) -> None:
    for post, whose in titles:
        if not whose.province or not post.position:
            continue
        if _goes_with(made, post.position):
            event = event_of(story, made, claim, person, post.position, whose)
            story.gone.add(folded(person))
            pile.append(
                replace(event, direction="out", change="transferred", implied=True)
            )


def _goes_with(made: Line, position: str) -> bool:
    """Whether an office is left by whoever goes to another unit or the centre."""
    return position in MOVES_WITH | VICE or _is_moved(made, position)


def _is_moved(made: Line, position: str) -> bool:
    """Whether the head of a commission is sent to another office."""
    if "commission" not in position and position != "party_office_chief":
        return False
    return any(
        piece.data.get("moves" if piece.letter == "I" else "goes")
        for piece in made.pieces
        if piece.letter in "IJ"
    )


def _is_post(title: str) -> bool:
    """Whether a title is an office that takes a whole person."""
    return not _says("beside", title) and (_says("full", title) or _says("away", title))


def is_away(title: str) -> bool:
    """Whether a title is one for which the province is left."""
    if _says("of_a_region", title):
        return True
    return _says("away", title) and not _says("beside", title)


def _is_central(title: str) -> bool:
    return "trung ương" in title or _says("of_a_region", title)


def _says(section: str, title: str) -> bool:
    return holds("offices", section, title)

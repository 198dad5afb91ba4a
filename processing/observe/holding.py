"""Who holds what by the end of an article: titled so, and neither gone nor risen."""

from __future__ import annotations

from collections.abc import Iterator

from processing.model import Kind, Observation, OfficeHolderFields
from processing.observe.bygone import is_of_another_time
from processing.observe.confidence import confidence
from processing.observe.events import may_fit
from processing.observe.names import folded
from processing.observe.phrases import before, holds
from processing.observe.roles import Line, Role
from processing.observe.scope import Basis, Scope
from processing.observe.story import (
    CHAIRS,
    COMMISSIONS,
    FAMILIES,
    VICE,
    Event,
    Story,
    seat,
)
from processing.observe.titles import Post, is_single_seat
from processing.observe.zones import Zone

STATE = CHAIRS | VICE


def _named(story: Story) -> dict[tuple[str, str | None], str | None]:
    """The province that is named in a title of a person, by person and office."""
    return {
        (folded(person), role.post.position): whose.province
        for person, role, _, whose in reversed(story.holders)
        if whose.basis is Basis.NAMED and not role.post.former
    }


def _come_to(person: str, post: Post, events: list[Event]) -> str | None:
    """Where the bearer of "tân P" has come to P, as the article tells."""
    came = (
        event.province
        for event in events
        if event.direction == "in"
        and (event.person, seat(event.position)) == (person, seat(post.position or ""))
    )
    return next(came, None)


def _of_the_others(story: Story, post: Post) -> Scope | None:
    """The one province whose known holder the article titles, if it can be this one."""
    known = {one.province for *_, one in story.holders if one.province}
    slug = known.pop() if len(known) == 1 else None
    if slug is None or not may_fit(story.document, slug, post.level):
        return None
    return Scope(slug, Basis.HOLDER)


def _bygone(story: Story) -> set[tuple[str, str, str | None]]:
    """Whom the article calls "nguyên P"; the same title without it is of that time.

    With the province, where the title itself names it.
    """
    return {
        (folded(person), seat(role.post.position or ""), role.post.place)
        for person, role, made, _ in story.holders
        if role.post.former and made.sentence.zone is not Zone.CAPTION
    }


def _is_of_the_last_term(
    person: str, post: Post, whose: Scope, events: list[Event]
) -> bool:
    """ "B, Bí thư Tỉnh ủy khóa XIII", when A has been elected to that seat."""
    return bool(post.term) and any(
        event.direction == "in"
        and (event.position, event.province) == (post.position, whose.province)
        and folded(event.person) != folded(person)
        and is_single_seat(post)
        for event in events
    )


def _may_be_below(post: Post, role: Role) -> bool:
    """A title of a city that nothing names: perhaps a provincial city's."""
    return "city" in (post.level, *(one.level for one in role.run))


def holder_observations(story: Story, events: list[Event]) -> Iterator[Observation]:
    seen: set[tuple[str, str, str | None]] = set()
    bygone = _bygone(story)
    dead = _dead(story)
    named = _named(story)
    come = {
        (folded(event.person), seat(event.position))
        for event in events
        if event.direction in ("in", "continued")
    }
    for person, role, made, told in story.holders:
        post = role.post
        whose = told if told.province else _of_the_others(story, post) or told
        if post.new and not post.place and (unit := _come_to(person, post, events)):
            whose = Scope(unit, Basis.NAMED)
        elif whose.basis > Basis.SENTENCE:
            whose = Scope(
                named.get((folded(person), post.position), whose.province), whose.basis
            )
        if post.former or post.position is None or _is_void(role, made):
            continue
        if folded(person) in dead:
            continue
        if whose.province is None and _may_be_below(post, role):
            continue
        level = post.level or next((one.level for one in role.run if one.level), None)
        if not post.place and not may_fit(story.document, whose.province, level):
            continue
        held = (folded(person), seat(post.position))
        was = bool({(*held, None), (*held, whose.province)} & bygone)
        gone = was or (held in story.left and held not in come)
        if gone and not post.current:
            continue
        if _is_of_the_last_term(person, post, whose, events):
            continue
        key = (folded(person), seat(post.position), whose.province)
        if key in seen or _gone(person, post, role, whose, events, story.still):
            continue
        seen.add(key)
        yield Observation(
            Kind.OFFICE_HOLDER,
            whose.province,
            None,
            confidence(made.sentence, whose.basis),
            made.sentence.evidence(),
            OfficeHolderFields(person, post.position),
        )


def _is_void(role: Role, made: Line) -> bool:
    """A title that is no present one: a bare vice chair, a biography's."""
    post = role.post
    if post.bare and "chair" in (post.position or ""):
        beside = role.prefixed and _names_its_body(post, made)
        told = role.grouped or post.new or beside
        return not (told or _is_of_the_body(role, made))
    if post.acting or (role.listed and not _is_told_of_now(made)):
        return True
    if is_of_another_time(post, role, made):
        return True
    return "U" in made.letters[max(0, role.name - 2) : role.name] and role.prefixed


def _names_its_body(post: Post, made: Line) -> bool:
    """ "Phó Chủ tịch A được giao điều hành UBND tỉnh"; the great of old are chairs."""
    body = {
        "peoples_committee_vice_chair": "ubnd",
        "peoples_council_vice_chair": "hđnd",
    }
    name = body.get(post.position or "")
    return name is not None and name in made.sentence.key


def _is_of_the_body(role: Role, made: Line) -> bool:
    """ "Thường trực UBND tỉnh phân công: Chủ tịch A lo …. Phó Chủ tịch B lo …"."""
    here = made.sentence
    if holds("holding", "members", here.key, 0, made.pieces[role.name].start):
        return True
    earlier = here.document.sentences[: max(here.index, 0)]
    return any(holds("holding", "divided", one.key) for one in earlier)


#: "mặc niệm các đồng chí Bí thư Tỉnh ủy A và B"; not "truy điệu có sự tham dự của A".
_OF_WHOM = r"(?:(?!(?<!\w)(?:có|do|tại|dự)(?!\w))[^,;.]){0,80}"


def _dead(story: Story) -> set[str]:
    """Whom an article mourns or tells of as killed, in whatever sentence."""
    mourned = before("holding", "mourned", _OF_WHOM)
    return {
        folded(person)
        for person, role, made, _ in story.holders
        if mourned.search(
            made.sentence.key, 0, min(role.post.start, made.pieces[role.name].start)
        )
    }


def _is_told_of_now(made: Line) -> bool:
    """ "P hiện là ông A. …; P2 là ông B": the list of those now in office goes on."""
    here = made.sentence
    return any(one and holds("holding", "now", one.key) for one in (here.last, here))


def _gone(
    person: str,
    post: Post,
    role: Role,
    whose: Scope,
    events: list[Event],
    still: set[str],
) -> bool:
    """Whether the article says that the person leaves it, or rose above it."""
    current = post.current or post.position in still
    own = [event for event in events if folded(event.person) == folded(person)]
    stays = any(
        event.direction in ("in", "continued") and event.province == whose.province
        for event in own
    )
    for event in own:
        same = seat(event.position) == seat(post.position or "")
        left = event.direction == "out" and event.province in (whose.province, None)
        moved = event.change == "transferred" and not (stays or _rises(post, event))
        stripped = event.change == "dismissed" and event.position in STATE
        stripped = stripped and post.position not in STATE  # by the Party before
        if left and (same or moved or stripped) and not current:
            return True
        if event.direction not in ("in", "continued") or event.change == "acting":
            continue
        if post.new:
            continue
        if event.province == whose.province and _superseded(post, event):
            return True
    return False


def _rises(post: Post, event: Event) -> bool:
    """ "thôi giữ chức Chủ tịch UBND tỉnh để nhận nhiệm vụ mới", titled secretary.

    Or a vice chair titled head of a commission: the one takes who does not the other.
    """
    rises = post.position == "party_secretary" != event.position
    return rises or (post.position in COMMISSIONS and event.position in VICE)


def _superseded(post: Post, event: Event) -> bool:
    family = next((one for one in FAMILIES if post.position in one), ())
    if post.position in VICE and event.position in CHAIRS:
        return True
    if {post.position, event.position} <= COMMISSIONS:
        return post.position != event.position
    if event.position not in family or post.position == event.position:
        return False
    return family.index(event.position) < family.index(post.position or "")

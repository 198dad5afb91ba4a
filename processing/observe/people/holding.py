"""Who holds what by the end of an article: titled so, and neither gone nor risen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from processing.model import Kind, Observation, OfficeHolderFields
from processing.observe.article.confidence import confidence
from processing.observe.article.known_holders import unit_of_person
from processing.observe.article.scope import Basis, Scope
from processing.observe.article.zones import Zone
from processing.observe.language.names import folded
from processing.observe.language.numbers import YEAR
from processing.observe.language.phrases import before, follows, holds
from processing.observe.people.events import may_fit
from processing.observe.people.overtaken import is_overtaken
from processing.observe.people.story import CHAIRS, Event, Story, seat
from processing.observe.sentence.bygone import is_of_another_time
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import Post, is_single_seat

_BODY_OF = {
    "peoples_committee_vice_chair": ("ubnd", "ủy ban nhân dân"),
    "peoples_council_vice_chair": ("hđnd", "hội đồng nhân dân"),
}


#: Behind a title that stands alone: "giao cho ông A - Phó Chủ tịch Thường trực."
_ENDS = re.compile(r"\s*(?:[.;)]|$)")


def holder_observations(story: Story, events: list[Event]) -> Iterator[Observation]:
    """Who holds which office, each once; ``events`` are the changes of the article."""
    seen: set[tuple[str, str, str | None]] = set()
    over, dead, named = _over(story, events), _dead(story), _named(story)
    for person, role, made, told in story.holders:
        post = role.post
        if post.former or post.position is None or _is_void(role, made, person):
            continue
        known = named.get((folded(person), post.position))
        come = _come_to(person, post, events)
        whose = _whose(story, post, told, known, come)
        if folded(person) in dead or not _can_be_of(story, role, whose):
            continue
        if post.bare and _is_called_in_full(story, person, post):
            continue
        if not come and _is_followed(story, person, role, made, whose):
            continue
        key = (folded(person), seat(post.position), whose.province)
        if not post.current and {key, (*key[:2], None)} & over:
            continue
        if key in seen or is_overtaken(story, events, person, post, whose):
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


_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")


def _is_followed(
    story: Story, person: str, role: Role, made: Line, whose: Scope
) -> bool:
    """ "A, Bí thư Tỉnh ủy nhiệm kỳ 2010-2015", where another is titled so without.

    Or "năm 2008, Chủ tịch UBND tỉnh A hứa …", where no year stands before the other.
    """
    post = role.post
    years = _YEAR.findall(post.term) or _years_before(made, role)
    if post.new or not (is_single_seat(post) and years):
        return False
    over = years[-1] < max(_YEAR.findall(story.document.text))
    return any(
        other != person and its.post.position == post.position
        for other, its, line, told in story.holders
        if told.province == whose.province and (over or its.post.current)
        if not (its.post.term or its.post.former or its.post.bare)
        if post.term or not _years_before(line, its)
    )


def _years_before(made: Line, role: Role) -> list[str]:
    """The years named in a sentence before somebody and his title."""
    first = min(role.post.start, made.pieces[role.name].start)
    return [
        str(one.year) for one in made.sentence.dates() if one.year and one.end <= first
    ]


def _is_called_in_full(story: Story, person: str, post: Post) -> bool:
    """ "Phó Chủ tịch A" (of the committee?) when A is the council's elsewhere."""
    told = [
        role.post
        for other, role, *_ in story.holders
        if other == person and role.post.role == post.role and not role.post.bare
    ]
    return bool(told) and all(one.position != post.position for one in told)


def _whose(
    story: Story, post: Post, told: Scope, named: str | None, come_to: str | None
) -> Scope:
    """Whose office a title is of, as the whole article shows.

    ``told`` is what its sentence says, ``named`` the province that another title of
    the person names, ``come_to`` the one in which the article has the person arrive.
    """
    if post.new and not post.place and come_to:
        return Scope(come_to, Basis.NAMED)
    whose = told if told.province else _of_the_others(story, post) or told
    if named and whose.basis > Basis.NAMED:
        return Scope(named, whose.basis)
    return whose


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


def _can_be_of(story: Story, role: Role, whose: Scope) -> bool:
    """Whether the levels of a title and of the unit agree.

    A title of a city that nothing names is perhaps a provincial city's.
    """
    levels = [role.post.level, *(one.level for one in role.run)]
    if whose.province is None and "city" in levels:
        return False
    level = next(filter(None, levels), None)
    return bool(role.post.place) or may_fit(story.document, whose.province, level)


def _over(story: Story, events: list[Event]) -> set[tuple[str, str, str | None]]:
    """The offices that a person has left before, as the article says elsewhere.

    Whom it calls "nguyên P" is called P only of that time. With the province, where
    that title names it.
    """
    bygone = {
        (folded(person), seat(role.post.position or ""), role.post.place)
        for person, role, made, _ in story.holders
        if role.post.former and made.sentence.zone is not Zone.CAPTION
    }
    come = {
        (folded(event.person), seat(event.position))
        for event in events
        if event.direction in ("in", "continued")
    }
    return bygone | {(*held, None) for held in story.left - come}


def _is_void(role: Role, made: Line, person: str) -> bool:
    """A title that is no present one: a bare vice chair, a biography's."""
    post = role.post
    if is_of_another_time(post, role, made):
        return True
    if post.bare and "chair" in (post.position or ""):
        if _is_of_another_body(made, role):
            return True
        alone = role.prefixed or _ENDS.match(made.sentence.key, post.end)
        beside = bool(alone) and _names_its_body(post, made)
        told = role.grouped or post.new or beside or _is_led(role, made, person)
        return not (told or _is_of_the_body(role, made))
    now = post.current or _is_told_of_now(made)
    if post.acting or (role.listed and not now):
        return True
    return made.letters.endswith("U", 0, role.name) and role.prefixed


def _is_of_another_body(made: Line, role: Role) -> bool:
    """ "Quốc hội hiện có bốn Phó Chủ tịch, gồm các ông A, B": of the Assembly.

    "Quận 2 có ba Phó Chủ tịch": of that district.
    """
    earlier = [one for one in made.pieces if one.end <= role.post.start]
    bodies = [one for one in earlier if one.letter in "BbL"]
    others = ("central", "below") if role.grouped else ("central",)
    return bool(bodies) and bodies[-1].value in others


def _names_its_body(post: Post, made: Line) -> bool:
    """ "Phó Chủ tịch A được giao điều hành UBND tỉnh"; the great of old are chairs."""
    names = _BODY_OF.get(post.position or "", ())
    return any(name in made.sentence.key for name in names)


def _is_led(role: Role, made: Line, person: str) -> bool:
    """ "Chủ tịch UBND tỉnh A …. Phó Chủ tịch B …": the chair's own vice chair.

    A bare chair is one only where that person is known to have been one.
    """
    post = role.post
    if not (post.led and role.prefixed):
        return False
    if post.role == "vice":
        return True
    known = unit_of_person(person, made.sentence.document, CHAIRS)
    return known is not None and post.hint in (known, None)


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
    """Whom an article mourns or tells of as dead, in whatever sentence."""
    return {
        folded(person)
        for person, role, made, _ in story.holders
        if _is_dead(role, made)
    }


def _is_dead(role: Role, made: Line) -> bool:
    name, key = made.pieces[role.name], made.sentence.key
    if follows("holding", "died", key, name.end):
        return True
    mourned = before("holding", "mourned", _OF_WHOM)
    return mourned.search(key, 0, min(role.post.start, name.start)) is not None


def _is_told_of_now(made: Line) -> bool:
    """ "P hiện là ông A. …; P2 là ông B": the list of those now in office goes on."""
    here = made.sentence
    return any(one and holds("holding", "now", one.key) for one in (here.last, here))

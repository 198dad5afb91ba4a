"""Who holds what by the end of an article: titled so, and neither gone nor risen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from processing.model import (
    Kind,
    Observation,
    OfficeHolderFields,
)
from processing.observe.cast import (
    Line,
    Role,
    is_single_seat,
)
from processing.observe.claims import Found
from processing.observe.confidence import confidence
from processing.observe.document import Zone
from processing.observe.lasting import is_kept
from processing.observe.names import folded, run_together
from processing.observe.scope import Basis, Scope
from processing.observe.story import (
    CHAIRS,
    COMMISSIONS,
    FAMILIES,
    VICE,
    Event,
    Story,
    person_of,
    seat,
)
from processing.observe.titles import Post
from processing.observe.weighing import fits, is_away
from processing.observe.whose import is_loose, province_of


def remember_titles(story: Story, made: Line, found: Found, *, is_past: bool) -> None:
    moved = {claim.name for claim in found.claims} | {
        claim.name
        for claim in found.elsewhere
        if is_away(made.sentence.key[claim.post.start : claim.post.end])
    }
    moved_later = {claim.name for claim in found.claims if claim.planned}
    if still := _STILL.search(made.sentence.key):
        named = any(p.letter == "N" and p.start < still.start() for p in made.pieces)
        story.still |= {
            piece.post.position
            for piece in made.pieces
            if piece.start > still.start() and piece.post and piece.post.position
            if not named
        }
    for role in made.roles:
        person = person_of(story, made, role.name)
        if person is None or role.post.position is None:
            continue
        told = role.prefixed or role.post.current
        beside = _stands_in_a_list(made, role)
        if is_past and not beside and (not told or role.name in moved):
            continue
        if not told and re.search(r"Z[^,;]*=", made.letters[: role.name]):
            continue
        if not told and made.sentence.key.startswith("trước khi"):
            continue
        if role.grouped and role.name in moved_later:
            continue
        if not role.prefixed and _is_given(role, found):
            continue
        if role.post.term.startswith("khóa") and role.name in moved:
            continue
        whose = province_of(made, role.post, role.run, person)
        if is_loose(role.post, role.run) and whose.basis > Basis.HOME:
            continue
        story.titles.setdefault(folded(person), []).append((role.post, whose))
        if is_kept(made.sentence.key, made.pieces[role.name].end, role.post.end):
            story.kept.add((run_together(person), seat(role.post.position)))
        story.holders.append((person, role, made, whose))


def _stands_in_a_list(made: Line, role: Role) -> bool:
    """ "năm 2015 bầu bốn Phó Bí thư gồm bà A (Chủ tịch HĐND), …": what each is now."""
    name = made.pieces[role.name]
    listed = any(one.grouped for one in made.roles_of(role.name))
    return listed and not role.grouped and made.sentence.key.startswith(" (", name.end)


def _named(story: Story) -> dict[tuple[str, str | None], str | None]:
    """The province that is named in a title of a person, by person and office."""
    return {
        (folded(person), role.post.position): whose.province
        for person, role, _, whose in reversed(story.holders)
        if whose.basis is Basis.NAMED and not role.post.former
    }


def _of_the_others(story: Story, post: Post) -> Scope | None:
    """The one province whose known holder the article titles, if it can be this one."""
    known = {one.province for *_, one in story.holders if one.province}
    slug = known.pop() if len(known) == 1 else None
    if slug is None or not fits(story.document, slug, post.level):
        return None
    return Scope(slug, Basis.HOLDER)


def _bygone(story: Story) -> set[tuple[str, str]]:
    """Whom the article calls "nguyên P"; the same title without it is of that time."""
    return {
        (folded(person), seat(role.post.position or ""))
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


def _is_given(role: Role, found: Found) -> bool:
    """ "bầu 4 Phó Bí thư gồm A, B": the title is what they are elected to."""
    return any(
        claim.name == role.name
        and claim.post is role.post
        and claim.direction in ("in", "continued")
        for claim in found.claims
    )


def holder_observations(story: Story, events: list[Event]) -> Iterator[Observation]:
    seen: set[tuple[str, str, str | None]] = set()
    bygone = _bygone(story)
    named = _named(story)
    come = {
        (folded(event.person), seat(event.position))
        for event in events
        if event.direction in ("in", "continued")
    }
    for person, role, made, told in story.holders:
        post = role.post
        whose = told if told.province else _of_the_others(story, post) or told
        if whose.basis > Basis.SENTENCE:
            whose = Scope(
                named.get((folded(person), post.position), whose.province), whose.basis
            )
        if post.former or post.position is None or _is_void(role, made):
            continue
        if whose.province is None and _may_be_below(post, role):
            continue
        level = post.level or next((one.level for one in role.run if one.level), None)
        if not post.place and not fits(story.document, whose.province, level):
            continue
        held = (folded(person), seat(post.position))
        gone = held in bygone or (held in story.left and held not in come)
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
        return not (role.grouped or post.new or _is_of_the_body(role, made))
    if post.acting or (role.listed and not _is_told_of_now(made)):
        return True
    if _DEAD.search(
        made.sentence.key[: min([post.start, made.pieces[role.name].start])]
    ):
        return True
    if _is_of_another_time(post, role, made):
        return True
    return "U" in made.letters[max(0, role.name - 2) : role.name] and role.prefixed


_MEMBERS = re.compile(
    r"thường trực (?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)"
    r"|(?:ubnd|ủy ban nhân dân|hđnd)[^,;]{0,25} (?:hiện|chỉ) (?:nay )?(?:có|còn|gồm)"
)
#: The members of a body are given their shares of its work.
_DIVIDED = re.compile(
    r"phân công (?:công tác|nhiệm vụ)[^.;]{0,40}(?:thường trực|thành viên)"
    r" (?:ubnd|ủy ban nhân dân)"
)


def _is_of_the_body(role: Role, made: Line) -> bool:
    """ "Thường trực UBND tỉnh phân công: Chủ tịch A lo …. Phó Chủ tịch B lo …"."""
    here = made.sentence
    if _MEMBERS.search(here.key, 0, made.pieces[role.name].start):
        return True
    before = here.document.sentences[: max(here.index, 0)]
    return any(_DIVIDED.search(one.key) for one in before)


#: "dành một phút mặc niệm Bí thư Tỉnh ủy A và …".
_DEAD = re.compile(r"(?<!\w)(?:mặc niệm|truy điệu|sát hại|bắn chết)(?!\w)[^,;.]{0,80}$")


def _is_told_of_now(made: Line) -> bool:
    """ "P hiện là ông A. …; P2 là ông B": the list of those now in office goes on."""
    here = made.sentence
    before = here.document.sentences[max(here.index - 1, 0) : max(here.index, 0)]
    return any(_NOW.search(one.key) for one in (*before, here))


def _is_of_ended_terms(role: Role) -> bool:
    """ "Bí thư Tỉnh ủy nhiệm kỳ 2010-2015, Chủ tịch UBND tỉnh nhiệm kỳ 2011-2016".

    Who is titled with the terms of two offices is spoken of as the one of that time.
    """
    return len({one.term for one in role.run if one.position and one.term}) > 1


_NOW = re.compile(r"(?<!\w)hiện(?: nay| tại)?(?!\w)")
_BACK_THEN = re.compile(
    r"^[\s,)]*(?:(?:ở|tại|vào) )?(?:lúc bấy giờ|bấy giờ|khi đó|khi ấy|lúc đó"
    r"|thời đó|thời điểm (?:đó|ấy)|đương thời|trong từng (?:thời kỳ|giai đoạn))"
)
_AT_THE_TIME = re.compile(r"(?:thời điểm|thời kỳ|thời)\s*$")
_THEN_BY = re.compile(r"(?:lúc|khi) (?:này|đó|ấy) do\s*$")
_YEARS = re.compile(r"(?:19|20)\d\d")


def _is_of_another_time(post: Post, role: Role, made: Line) -> bool:
    """ "… lúc bấy giờ", "khóa XVIII (2010-2015)" in a later year."""
    key = made.sentence.key
    name = made.pieces[role.name]
    if any(_BACK_THEN.search(key[end:]) for end in (post.end, name.end)):
        return True
    if key.startswith(" trước khi ", post.end) or _is_of_ended_terms(role):
        return True
    first = re.search("H*$", made.letters[: role.name])
    opens = made.pieces[first.start() if first else role.name].start
    titled = min([post.start, *(one.start for one in role.run)])
    if _AT_THE_TIME.search(key[:opens]) or _THEN_BY.search(key[:titled]):
        return True
    years = _YEARS.findall(post.term)
    when = made.sentence.document.when
    return bool(years and when and len(years) > 1 and int(years[-1]) < when.year)


#: "Ông hiện là …; Bí thư Tỉnh ủy": until the new office is taken up.
_STILL = re.compile(r"(?<!\w)hiện (?:nay )?(?:đang )?(?:là|giữ)(?!\w)")


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
        moved = event.change == "transferred" and not stays
        if left and (same or moved) and not current:
            return True
        if event.direction not in ("in", "continued") or event.change == "acting":
            continue
        if post.new:
            continue
        if event.province == whose.province and _superseded(post, event):
            return True
    return False


def _superseded(post: Post, event: Event) -> bool:
    family = next((one for one in FAMILIES if post.position in one), ())
    if post.position in VICE and event.position in CHAIRS:
        return True
    if {post.position, event.position} <= COMMISSIONS:
        return post.position != event.position
    if event.position not in family or post.position == event.position:
        return False
    return family.index(event.position) < family.index(post.position or "")

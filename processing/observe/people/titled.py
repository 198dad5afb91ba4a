"""Which titles of a sentence tell what somebody holds; the story remembers them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from processing.observe.article.scope import Basis, Scope
from processing.observe.changes.claims import Claim, Found
from processing.observe.language.names import folded, run_together
from processing.observe.language.numbers import YEAR
from processing.observe.language.phrases import before, opens, pattern
from processing.observe.people.moving import is_away
from processing.observe.people.recalled import recalls
from processing.observe.people.story import COMMISSIONS, Story, person_of, seat
from processing.observe.sentence.bygone import is_of_an_older_term
from processing.observe.sentence.lasting import is_kept
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import TITLES
from processing.observe.sentence.whose import is_loose, province_of


@dataclass(frozen=True, slots=True)
class _Moved:
    """Of whom a sentence tells a change, now or later: the numbers of the pieces."""

    names: frozenset[int]
    later: frozenset[int]

    @classmethod
    def by(cls, story: Story, made: Line, found: Found) -> _Moved:
        away = {
            claim.name
            for claim in found.elsewhere
            if is_away(made.sentence.key[claim.post.start : claim.post.end])
        }
        names = away | {claim.name for claim in found.claims}
        names |= _listed_as_elected(story, made)
        later = {claim.name for claim in found.claims if claim.planned}
        return cls(frozenset(names), frozenset(later))


#: "Ông A, P, cho biết", "Ông A - P - thông tin:".
_SPEAKER = re.compile(rf"[Nn][,\-(]{TITLES}[,\-)]{{0,2}}(?:w{{1,3}}[:“\"]|w)")


def remember_titles(story: Story, made: Line, found: Found, *, is_past: bool) -> None:
    """Note who is titled with what; a mere apposition counts not where ``is_past``."""
    _note_still(story, made)
    moved = _Moved.by(story, made, found)
    for role in made.roles:
        person = person_of(story, made, role.name)
        if person is None:
            continue
        if role.post.position is None:
            _note_below(story, person, role)
        elif not (
            _is_of_the_district(story, person, role)
            or _is_elected_so(story, made, role, person)
        ) and (_tells_of_now(made, role, found, moved, is_past=is_past)):
            _remember(story, made, role, person, found)
    for claim in found.claims:
        if _shows_holder(claim, made):
            _remember_claimed(story, made, claim)


def _remember(story: Story, made: Line, role: Role, person: str, found: Found) -> None:
    whose = province_of(made, role.post, role.run, person)
    # "A, Trưởng ban Tổ chức, giữ chức Trưởng Ban Dân vận Tỉnh ủy": both of it
    given = tuple(
        one.post
        for one in found.claims
        if one.name == role.name and one.post.position in COMMISSIONS
    )
    if is_loose(role.post, (*role.run, *given)) and not _is_sure(made, role, whose):
        return
    story.titles.setdefault(folded(person), []).append((role.post, whose))
    if is_kept(made.sentence.key, made.pieces[role.name].end, role.post.end):
        story.kept.add((run_together(person), seat(role.post.position or "")))
    story.holders.append((person, role, made, whose))


def _is_sure(made: Line, role: Role, whose: Scope) -> bool:
    """Whether a commission without its committee is sure to be of a province.

    Not in "Trưởng ban Tuyên giáo A, Bí thư Thành ủy Hà Nội B": A is of the centre.
    """
    if _organises(made, role):
        return False
    if whose.basis is not Basis.SENTENCE or not role.prefixed:
        return whose.basis <= Basis.HOME
    return any(one.end <= role.post.end for one in made.sentence.places())


def _organises(made: Line, role: Role) -> bool:
    """ "bà A, trưởng ban tổ chức liên hoan": in small letters, it runs an event."""
    return "ban tổ chức" in made.sentence.text[role.post.start : role.post.end]


def _tells_of_now(
    made: Line, role: Role, found: Found, moved: _Moved, *, is_past: bool
) -> bool:
    """Whether a title is how the person is called today, in this sentence."""
    told = role.prefixed or role.post.current
    key, post = made.sentence.key, role.post
    if is_past and (not told or role.name in moved.names):
        told = _stands_in_a_list(made, role) or _opens_a_life(made, role)
        told = told or _speaks_of_it(made, role, moved)
        if told or role.name in moved.names or not _acts_of_late(made, role):
            return told
    looks_back = not told and (
        key.startswith("trước khi")
        or re.search(r"Z[^,;]*=", made.letters[: role.name]) is not None
        or _was_before(made, role)
    )
    given = not role.prefixed and _is_given(role, found)
    to_come = role.grouped and role.name in moved.later
    of_a_term = post.term.startswith("khóa") and role.name in moved.names
    older = of_a_term or is_of_an_older_term(made, post)
    return not (looks_back or given or to_come or older)


def _is_elected_so(story: Story, made: Line, role: Role, person: str) -> bool:
    """ "Các Phó Bí thư gồm A, B", behind an election: those it has brought.

    "Hai Phó Bí thư là A, B" says who holds the office, too.
    """
    if not (role.grouped and _comprises(made, role)):
        return False
    held = (folded(person), seat(role.post.position or ""))
    return any(
        (folded(event.person), seat(event.position)) == held
        and event.sentence is made.sentence
        and event.direction in ("in", "continued")
        for event in story.events
    )


def _listed_as_elected(story: Story, made: Line) -> set[int]:
    """Whom a list behind an election names, without a verb of its own."""
    told = {folded(e.person) for e in story.events if e.sentence is made.sentence}
    return {
        role.name
        for role in made.roles
        if told and folded(person_of(story, made, role.name) or "") in told
    }


def _comprises(made: Line, role: Role) -> bool:
    name = made.pieces[role.name].start
    return any(
        one.letter == "=" and "gồm" in one.text.lower()
        for one in made.pieces
        if role.post.end <= one.start < name
    )


_YEARS = re.compile(rf"(?<!\w)(?:{YEAR})(?!\w)")
_WAS = re.compile(r"w{0,2}=")


def _was_before(made: Line, role: Role) -> bool:
    """ "được bầu giữ chức P1, trước đó ông A là P2": P2 was that of before."""
    key, name = made.sentence.key, made.pieces[role.name].start
    then = before("holding", "before_that").search(key, 0, name)
    told = key[: then.start()].rstrip() if then else "…"
    opens_clause = not told or told.endswith((",", ";", "("))
    return opens_clause and _WAS.match(made.letters, role.name + 1) is not None


def _note_below(story: Story, person: str, role: Role) -> None:
    if role.post.below:
        story.below.add((folded(person), role.post.role))


def _is_of_the_district(story: Story, person: str, role: Role) -> bool:
    """ "Bí thư A", after "Bí thư huyện Mỹ Xuyên A": of that district."""
    return role.post.bare and (folded(person), role.post.role) in story.below


def _note_still(story: Story, made: Line) -> None:
    """ "Ông hiện là …; Bí thư Tỉnh ủy": until the new office is taken up."""
    still = pattern("holding", "still").search(made.sentence.key)
    if still is None:
        return
    if any(p.letter == "N" and p.start < still.start() for p in made.pieces):
        return
    story.still |= {
        piece.post.position
        for piece in made.pieces
        if piece.start > still.start() and piece.post and piece.post.position
    }


def _shows_holder(claim: Claim, made: Line) -> bool:
    """ "trở thành tân Phó Bí thư Tỉnh ủy", "xin thôi giữ chức P": who holds it now."""
    if claim.direction == "in":
        became = made.sentence.key.endswith("trở thành ", 0, claim.post.start)
        return became and claim.post.new and not (claim.planned or claim.past)
    asks = claim.direction == "out" and claim.planned
    asking = before("holding", "asks").search(made.sentence.key, 0, claim.at)
    return asks and asking is not None


def _remember_claimed(story: Story, made: Line, claim: Claim) -> None:
    person = person_of(story, made, claim.name)
    if person is not None and claim.post.position is not None:
        whose = province_of(made, claim.post, claim.run, person)
        story.holders.append((person, Role(claim.name, claim.post), made, whose))


def _stands_in_a_list(made: Line, role: Role) -> bool:
    """ "năm 2015 bầu bốn Phó Bí thư gồm bà A (Chủ tịch HĐND), …": what each is now."""
    name = made.pieces[role.name]
    listed = any(one.grouped for one in made.roles_of(role.name))
    return listed and not role.grouped and made.sentence.key.startswith(" (", name.end)


def _speaks_of_it(made: Line, role: Role, moved: _Moved) -> bool:
    """ "Ông A, P, cho biết: dự án bắt đầu năm 2009": only what A says is of old.

    Not "Năm 2009, ông A, P, cho biết …", where the day stands before.
    """
    told = _SPEAKER.match(made.letters, role.name)
    if told is None or role.name in moved.names:
        return False
    speech = made.pieces[told.end() - 1]
    if speech.letter == "w" and speech.value != "says":
        return False
    sentence = made.sentence
    recalled = opens("background", "looks_back", sentence.key) or recalls(sentence.key)
    return not recalled and all(one.start > speech.start for one in sentence.dates())


#: "Ông A, P, đã ký quyết định", not "ông A (P)".
_ACTS = re.compile(rf"[Nn][,\-]{TITLES}[,\-]?[wI]")
_LATE = 1  # years before that of the article in which people seldom change office


def _acts_of_late(made: Line, role: Role) -> bool:
    """ "Ngày 15/12, ông A, P, ký quyết định": who did so in office is so still.

    Not many years ago, nor who is blamed there ("kết luận ông A, P, vi phạm …").
    """
    acts = _ACTS.match(made.letters, role.name)
    if (
        acts is None
        or _is_blamed(made, role.name)
        or role.post.term
        or role.post.former
    ):
        return False
    document = made.sentence.document
    latest = document.year or max(map(int, _YEARS.findall(document.text)), default=0)
    told = [one.year for one in made.sentence.dates() if one.year]
    return all(year >= latest - _LATE for year in told)


def _is_blamed(made: Line, name: int) -> bool:
    called = re.search("H*$", made.letters[:name])
    at = made.pieces[called.start() if called else name].start
    found = before("holding", "finds").search(made.sentence.key, 0, at)
    return "X" in made.letters[:name] or found is not None


def _opens_a_life(made: Line, role: Role) -> bool:
    """ "Ông A, Phó Chủ tịch UBND tỉnh, sinh năm 1962": what A is now."""
    first = re.match("H*[Nn]", made.letters)
    if first is None or first.end() - 1 != role.name or role.post.former:
        return False
    return made.sentence.key.startswith((", sinh ", " sinh ", " (sinh "), role.post.end)


def _is_given(role: Role, found: Found) -> bool:
    """ "bầu 4 Phó Bí thư gồm A, B": the title is what they are elected to."""
    # "A, P, tái cử": so called, and so it stays
    given = role.grouped or bool(role.post.term)
    return any(
        claim.name == role.name
        and claim.post is role.post
        and (claim.direction == "in" or (claim.direction == "continued" and given))
        for claim in found.claims
    )

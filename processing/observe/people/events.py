"""Makes an event of a claim: in whose office, and of what day."""

from __future__ import annotations

from processing.observe.article.document import Document
from processing.observe.article.known_holders import unit_of_change
from processing.observe.article.scope import Basis, Scope
from processing.observe.article.units import fits
from processing.observe.changes.claims import FIRST, Claim
from processing.observe.language.phrases import holds
from processing.observe.people.days import (
    day_of_change,
    first_meeting_day,
    session_day,
)
from processing.observe.people.story import Event, Story
from processing.observe.sentence.roles import Line
from processing.observe.sentence.whose import is_loose, province_of

ELECTED = ("elected", "re_elected")
PARTY = ("party_", "inspection_")  # the offices that the first meeting elects


def event_of(
    story: Story, made: Line, claim: Claim, person: str, position: str, whose: Scope
) -> Event:
    """The event that a claim tells of a person, in an office of that scope."""
    day = day_of_change(story, made, claim.at, claim.post.start)
    if claim.direction == "sanction":
        day = session_day(story.document) or day
    elif claim.change in ELECTED and position.startswith(PARTY):
        day = first_meeting_day(story.document, day)
    direction, change = claim.direction, claim.change
    if claim.held_in and whose.province not in (None, claim.held_in):
        # "chỉ định làm Phó Bí thư: A, Phó Bí thư Tỉnh ủy Đắk Nông": new in the unit
        direction, change = "in", FIRST.get(change, change)
    return Event(
        person,
        position,
        direction,
        change,
        whose,
        day,
        made.sentence,
        explicit=claim.explicit,
        bare=claim.post.bare,
        former=claim.post.former,
    )


def whose_office(
    story: Story, made: Line, claim: Claim, person: str, position: str
) -> Scope | None:
    """Whose post a claim is of; ``None`` where it cannot be that unit's."""
    whose = province_of(made, claim.post, claim.run, None)
    if whose.basis > Basis.HEADLINE:
        known = unit_of_change(person, story.document, position, claim.direction)
        whose = Scope(known, Basis.HOLDER) if known else whose
    beside = tuple(role.post for role in made.roles_of(claim.name))
    loose = is_loose(claim.post, (*claim.run, *beside)) and whose.basis > Basis.HOME
    if loose and not (_is_just_elected(made, claim) or _is_decided_above(made)):
        return None
    return whose if may_fit(story.document, whose.province, claim.post.level) else None


def _is_just_elected(made: Line, claim: Claim) -> bool:
    """ "… bầu Ủy ban Kiểm tra Tỉnh ủy. Ông A làm Chủ nhiệm Ủy ban Kiểm tra"."""
    last = made.sentence.last
    if last is None or claim.post.position != "inspection_commission_head":
        return False
    return holds("statements", "elects_inspectors", last.key)


def _is_decided_above(made: Line) -> bool:
    """ "Thành ủy Hà Nội trao quyết định …. Theo đó, ông A giữ chức Trưởng ban …"."""
    last, document = made.sentence.last, made.sentence.document
    if last is None or not made.sentence.key.startswith(("theo đó", "cụ thể")):
        return False
    if not holds("statements", "decides_on_cadres", last.key):
        return False
    cities = (document.is_city(place.slug) for place in last.places())
    return "tỉnh ủy" in last.key or any(cities)


def may_fit(document: Document, province: str | None, level: str | None) -> bool:
    """Whether a title of a level can be that unit's, as far as one can know."""
    return province is None or document.when is None or fits(document, province, level)

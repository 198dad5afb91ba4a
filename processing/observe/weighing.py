"""Weighs what a sentence claims: is it news, whose post is it, since when."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.background import Background
from processing.observe.cast import Line
from processing.observe.claims import Claim
from processing.observe.days import day_of_change, session_day
from processing.observe.document import Document, Sentence, Zone
from processing.observe.former import (
    is_by_the_way,
    is_recalled_punishment,
    is_state,
    left_before,
)
from processing.observe.names import folded
from processing.observe.phrases import holds
from processing.observe.scope import Basis, Scope, unit_of_change
from processing.observe.story import MOVES_WITH, Event, Story, person_of, seat
from processing.observe.titles import Post
from processing.observe.whose import is_loose, province_of

#: Told as history, they end what a title elsewhere in the article says.
LEFT = (
    *("relieved", "transferred", "resigned", "dismissed", "retired", "died"),
    "replaced",
)


def weigh(story: Story, made: Line, claim: Claim, *, is_past: bool) -> None:
    person = person_of(story, made, claim.name)
    if person is None:
        return
    position = claim.post.position
    if position is None:
        _weigh_untitled(story, made, claim, person, is_past=is_past)
    elif is_by_the_way(made, claim) or is_state(story, made, claim):
        if claim.direction == "out":
            story.left.add((folded(person), seat(position)))
    elif claim.direction == "out" and (claim.past or is_past):
        _set_aside(story.vacated, story, made, claim, person)
        if claim.change in LEFT:
            story.left.add((folded(person), seat(position)))
    elif claim.direction == "in" and is_past:
        _leave_for(story, made, claim, person)
    elif claim.planned:
        if claim.direction == "out":
            will = _WILL.search(made.sentence.key[: claim.at])
            pile = story.announced if will else story.vacated
            _set_aside(pile, story, made, claim, person)
        story.planned.add((folded(person), seat(position)))
        story.candidates.append((made, claim, person))
    elif claim.direction == "out":
        _weigh_departure(story, made, claim, person, position)
    elif _is_news(story, made, claim, is_past=is_past):
        _tell(story, made, claim, person, position)


def _weigh_untitled(
    story: Story, made: Line, claim: Claim, person: str, *, is_past: bool
) -> None:
    """A claim without an office: of those that the person is titled with."""
    punished = claim.direction == "sanction" or claim.change == "dismissed"
    if punished and not is_by_the_way(made, claim):
        _sanction(story, made, claim, person, is_past=is_past)
    elif claim.direction == "out" and not is_past:
        _leaves_titles(story, made, claim, person)


def _weigh_departure(
    story: Story, made: Line, claim: Claim, person: str, position: str
) -> None:
    """Who leaves is news, or is told by the way and may have made room.

    Unless the headline says that it happened before.
    """
    if left_before(story, person, position):
        return
    if _is_news(story, made, claim, is_past=False):
        _tell(story, made, claim, person, position)
    else:
        _set_aside(story.vacated, story, made, claim, person)


def _leave_for(story: Story, made: Line, claim: Claim, person: str) -> None:
    """ "Hôm 18/3, Bí thư tỉnh M A được phân công giữ chức Bí thư tỉnh N": left M."""
    there = province_of(made, claim.post, claim.run, None).province
    for role in made.roles_of(claim.name):
        here = province_of(made, role.post, role.run, person).province
        moves = role.post.position in MOVES_WITH and here != there
        if moves and here and there:
            story.left.add((folded(person), seat(role.post.position or "")))


#: The congress of a mass organisation elects; its bare "Chủ tịch" is its own.
ELECTS_ANOTHER = re.compile(
    r"(?<!\w)bầu (?:ra )?(?:ban chấp hành|bch|ban thường vụ|ủy ban|hội đồng)"
    r" (?:công đoàn|liên đoàn|liên hiệp|hội|đoàn|mặt trận|mttq|trung ương hội)(?!\w)"
    r"|(?<!\w)(?:cổ đông|tập đoàn|hội đồng quản trị|hđqt|câu lạc bộ|hiệp hội)(?!\w)"
    # a board that selects or judges: "hội đồng do Bí thư Tỉnh ủy A làm chủ tịch"
    r"|(?<!\w)hội đồng(?! nhân dân)[^,;]{0,40} do [^,;]{0,60} làm chủ tịch(?!\w)"
)


_EARLIER = re.compile(r"[ ,(]*(?:nhiệm kỳ|khóa) trước(?!\w)")


#: "Tại kỳ họp thứ 16, nhiệm kỳ 2016-2021, …": of that term, whatever comes of it.
_SESSION = re.compile(
    r"^\W*(?:tại|trong) kỳ họp[^.;]{0,60}nhiệm kỳ 20\d\d\s*[-–]\s*(20\d\d)"
)


def _is_of_an_earlier_term(made: Line, claim: Claim) -> bool:
    """ "được bầu làm P nhiệm kỳ trước", "nhiệm kỳ 2011-2016" beside 2016-2021."""
    key = made.sentence.key
    if _EARLIER.match(key, claim.post.end) and claim.post.start > claim.at:
        return claim.direction in ("in", "continued")
    if session := _SESSION.search(key, 0, claim.at):
        later = rf"nhiệm kỳ {session[1]}\s*[-–]"
        return bool(re.search(later, made.sentence.document.key))
    years = re.findall(r"20\d\d", claim.post.term)
    year = made.sentence.document.year
    # whoever is elected again is often named with the term that ends
    came = claim.direction == "in"
    if len(years) < 2 or not came or not year or year < int(years[-1]):
        return False
    title = re.escape(" ".join(key[claim.post.start :].split()[:3]))
    following = rf"{title}[^.;]{{0,30}} nhiệm kỳ {years[-1]}\s*[-–]"
    return bool(re.search(following, made.sentence.document.key))


def _is_of_another(made: Line, claim: Claim) -> bool:
    """Whether a title without a body is that of the organisation that just voted."""
    at = made.sentence.index
    before = made.sentence.document.sentences[at - 1].key if at > 0 else ""
    told = f"{before} {made.sentence.key}"
    return claim.post.bare and bool(ELECTS_ANOTHER.search(told))


def _is_aside(story: Story, made: Line, claim: Claim) -> bool:
    """Whether a sentence tells by the way of a kind of change that is not the news."""
    stripped = made.sentence.key.startswith("cách ", claim.at)  # by the Party
    punished = claim.direction == "sanction" or stripped
    kinds = {claim.direction} if claim.post.position else {"sanction"}
    kinds |= {"sanction"} if punished else set()
    if story.goes_on and not all(map(story.is_about, kinds)):
        return True
    return punished and is_recalled_punishment(made)


def _is_news(story: Story, made: Line, claim: Claim, *, is_past: bool) -> bool:
    if _is_of_another(made, claim):
        return False
    if claim.past or is_past or is_told_as_old(story, made, claim.at):
        return False
    if _is_aside(story, made, claim):
        return False
    if _is_of_an_earlier_term(made, claim):
        return False
    if not claim.explicit and made.sentence.key.startswith("trước khi"):
        return False
    told = claim.explicit or _is_decided(story, made, claim)
    return told or _is_in_company(story, made, claim)


#: "ông A sẽ thôi tham gia …; thôi giữ chức P": how a decision is told, too.
_WILL = re.compile(r"(?<!\w)sẽ (?:thôi[^.]*(?:;|,|và) )?$")


def _set_aside(
    pile: list[Event], story: Story, made: Line, claim: Claim, person: str
) -> None:
    """Keep a departure that only another event of the article may vouch for."""
    position = claim.post.position or ""
    if whose := _whose(story, made, claim, person, position):
        pile.append(event_of(story, made, claim, person, position, whose))


def _whose(
    story: Story, made: Line, claim: Claim, person: str, position: str
) -> Scope | None:
    """Whose post a claim is of; ``None`` where it cannot be that unit's."""
    whose = province_of(made, claim.post, claim.run, None)
    if whose.basis > Basis.HEADLINE:
        known = unit_of_change(person, story.document, position, claim.direction)
        whose = Scope(known, Basis.HOLDER) if known else whose
    beside = tuple(role.post for role in made.roles_of(claim.name))
    loose = is_loose(claim.post, (*claim.run, *beside)) and whose.basis > Basis.HOME
    if loose and not _is_of_who_was_just_elected(made, claim):
        return None
    return whose if fits(story.document, whose.province, claim.post.level) else None


_INSPECTORS = re.compile(r"(?<!\w)bầu [^.;]*ủy ban kiểm tra (?:tỉnh|thành) ủy")


def _is_of_who_was_just_elected(made: Line, claim: Claim) -> bool:
    """ "… bầu Ủy ban Kiểm tra Tỉnh ủy. Ông A làm Chủ nhiệm Ủy ban Kiểm tra"."""
    at = made.sentence.index
    before = made.sentence.document.sentences[max(at - 1, 0) : max(at, 0)]
    inspects = claim.post.position == "inspection_commission_head"
    return inspects and any(_INSPECTORS.search(one.key) for one in before)


def _tell(story: Story, made: Line, claim: Claim, person: str, position: str) -> None:
    whose = _whose(story, made, claim, person, position)
    if whose is None:
        return
    event = event_of(story, made, claim, person, position, whose)
    last = story.last_in
    if last and not claim.explicit and _goes_on(event, last):
        event = replace(event, change=_FIRST_TIME.get(last.change, last.change))
    if not claim.explicit and _is_decided(story, made, claim):
        event = replace(event, change=story.opened_as[1])
    elif not claim.explicit and _is_after_election(story, made, event):
        event = replace(event, change=AGAIN_ELECTED[event.direction])
    story.events.append(event)
    if event.direction in ("in", "continued"):
        story.last_in = event


def _is_decided(story: Story, made: Line, claim: Claim) -> bool:
    """ "… công bố quyết định chuẩn y Bí thư. Theo đó, ông A giữ chức Bí thư"."""
    if story.opened is None or story.electing_at != made.sentence.index - 1:
        return False
    told = (story.opened.position, story.opened_as[0])
    return told == (claim.post.position, claim.direction)


_FIRST_TIME = {"re_elected": "elected"}
AGAIN_ELECTED = {"in": "elected", "continued": "re_elected"}


def _is_after_election(story: Story, made: Line, event: Event) -> bool:
    """A mere "làm P", "tiếp tục giữ chức P" right after the election of a body."""
    at = made.sentence.index
    told = at > 0 and elects_a_body(story.document.sentences[at - 1])
    return told and event.change in ("appointed", "re_appointed")


def elects_a_body(sentence: Sentence) -> bool:
    """ "Đại hội bầu Ban Chấp hành gồm 51 đồng chí": a body, not a person."""
    return holds("statements", "elects_a_body", sentence.key)


def _goes_on(event: Event, last: Event) -> bool:
    """Whether a mere "A làm P" is told right after another arrival: it came so, too."""
    near = 0 <= event.sentence.index - last.sentence.index <= 1
    elected = last.change == "re_elected"
    alike = event.direction == "in" and (last.direction == "in" or elected)
    of_the_state = {one.position.startswith("peoples_") for one in (event, last)}
    alike &= len(of_the_state) == 1  # a council elects nobody to an office of the Party
    return near and alike and event.change in ("elected", "appointed")


def fits(document: Document, province: str | None, level: str | None) -> bool:
    """Whether a title of a city or a province can be that unit's."""
    if province is None or level is None or document.when is None:
        return True
    return document.is_city(province) == (level == "city")


_IS_NOW = re.compile(r"\W*hiện(?: nay| tại)?,? (?:ông|bà|đồng chí)")


def _is_in_company(story: Story, made: Line, claim: Claim) -> bool:
    """Whether a mere "A làm P", "A giữ chức P" is told as news.

    It is in the headline and the lead, beside the one replaced, with the day, or after
    another arrival; elsewhere it tells who holds or held what.
    """
    shown = made.sentence.zone in (Zone.HEADLINE, Zone.LEAD)
    if claim.direction != "in" or shown or re.search("[TOI]", made.letters):
        return True
    if any(one.is_day and one.start < claim.at for one in made.sentence.dates()):
        return True
    if _IS_NOW.match(made.sentence.key):
        return False
    at = made.sentence.index
    last = story.last_in
    if last is not None and 0 <= at - last.sentence.index <= 2:
        return True
    left = story.events[-1] if story.events else None
    opens = made.letters.startswith(("N", "HN"))
    if opens and left and left.direction == "out" and 0 < at - left.sentence.index <= 1:
        return True  # "A giữ chức … Trung ương. B, Chủ tịch UBND tỉnh giữ chức P."
    return opens and at > 0 and elects_a_body(story.document.sentences[at - 1])


def is_told_as_old(story: Story, made: Line, at: int) -> bool:
    """Whether the verb at an offset of the sentence tells of days before the news."""
    background = Background(story.document)
    return background.is_told_as_old(made.sentence, at, story.news)


def event_of(
    story: Story, made: Line, claim: Claim, person: str, position: str, whose: Scope
) -> Event:
    day = day_of_change(story, made, claim.at, claim.post.start)
    if claim.direction == "sanction":
        day = session_day(story.document) or day
    return Event(
        person,
        position,
        claim.direction,
        claim.change,
        whose,
        day,
        made.sentence,
        claim.explicit,
        claim.implied,
        claim.post.bare,
    )


def _sanction(
    story: Story, made: Line, claim: Claim, person: str, *, is_past: bool
) -> None:
    """A punishment counts in every watched position that the person is titled with."""
    here = [
        (role.post, province_of(made, role.post, role.run, person))
        for role in made.roles_of(claim.name)
        if role.post.position
    ]
    titles = here or story.titles.get(folded(person), [])
    for post, whose in titles:
        if _lost_it_before(story, made, claim, person, post):
            continue
        if claim.planned:
            story.planned.add((folded(person), seat(post.position or "")))
        elif not (
            claim.past
            or is_past
            or is_told_as_old(story, made, claim.at)
            or _is_aside(story, made, claim)
        ):
            event = event_of(story, made, claim, person, post.position or "", whose)
            story.events.append(_kept_in_office(event, post))


_STRIPS = re.compile(r"(?<!\w)cách (?:chức )?(?:(?:tất cả|hết|mọi) )?(?:các )?chức vụ")


def _lost_it_before(
    story: Story, made: Line, claim: Claim, person: str, post: Post
) -> bool:
    """ "cách các chức vụ", of whom a headline about other things calls "cựu P"."""
    stripped = _STRIPS.search(made.sentence.key, claim.at) is not None
    stripped &= not story.is_about("sanction")
    return stripped and left_before(story, person, post.position or "")


def _leaves_titles(story: Story, made: Line, claim: Claim, person: str) -> None:
    """Who retires, as the headline tells: out of the titles borne so far."""
    told = claim.change in ("retired", "resigned") and story.is_about("out")
    if not told or is_told_as_old(story, made, claim.at):
        return
    for post, whose in story.titles.get(folded(person), []):
        if post.position and not post.former:
            story.events.append(
                event_of(story, made, claim, person, post.position, whose)
            )


def _kept_in_office(event: Event, post: Post) -> Event:
    """ "cách tất cả các chức vụ trong Đảng" leaves the offices of the state.

    And nobody loses an office that was left before: "đối với ông A, nguyên P".
    """
    of_the_party = re.search(r"chức\s+vụ (?:trong )?đảng", event.sentence.key)
    of_the_state = event.position.startswith("peoples_")
    untouched = of_the_state or post.former
    if event.change == "dismissed" and untouched and of_the_party:
        return replace(event, direction="sanction", change="disciplined", implied=True)
    return event

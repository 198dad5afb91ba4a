"""Whether what a sentence claims is news: told as done, now, and not by the way."""

from __future__ import annotations

import re

from processing.observe.article.document import HEAD_SENTENCES, Sentence
from processing.observe.article.zones import Zone
from processing.observe.changes.claims import Claim
from processing.observe.language.phrases import follows, holds, opening, opens, pattern
from processing.observe.people.background import Background
from processing.observe.people.former import is_recalled_punishment
from processing.observe.people.how_old import NEWS_DAYS, is_old_day
from processing.observe.people.recalled import is_since
from processing.observe.people.story import MOVES_WITH, Story
from processing.observe.sentence.roles import Line
from processing.observe.when.dates import DateMention


def is_news(story: Story, made: Line, claim: Claim, *, is_past: bool) -> bool:
    """Whether a claim of an office is news; ``is_past``: its sentence recalls."""
    if claim.past or is_past or is_told_as_old(story, made, claim.at):
        return False
    if _is_of_another(made, claim) or _is_of_an_earlier_term(made, claim):
        return False
    if is_aside(story, made, claim) or _is_a_state(made, claim):
        return False
    told = claim.explicit or is_decided(story, made, claim)
    return told or _is_in_company(story, made, claim)


def _is_a_state(made: Line, claim: Claim) -> bool:
    """ "Hiện, ông A làm quyền P", far below; "Trước khi làm P, ông A …"."""
    key = made.sentence.key
    if not claim.explicit and key.startswith("trước khi"):
        return True
    if not claim.explicit and follows("statements", "since", key, claim.post.end):
        return claim.direction == "in"
    below = made.sentence.rank >= HEAD_SENTENCES
    return claim.direction == "in" and below and opens("statements", "is_now", key)


def _is_of_another(made: Line, claim: Claim) -> bool:
    """Whether a title without a body is that of the organisation that just voted."""
    if not claim.post.bare:
        return False
    last = made.sentence.last
    told = f"{last.key if last else ''} {made.sentence.key}"
    boards = pattern("statements", "chairs_a_board").finditer(told)
    board = any(not one[0].startswith("hội đồng nhân dân") for one in boards)
    return board or holds("statements", "another_elects", told)


def is_told_as_old(story: Story, made: Line, at: int) -> bool:
    """Whether the verb at an offset of the sentence tells of days before the news."""
    background = Background(story.document)
    return background.is_told_as_old(made.sentence, at, story.news)


#: "…, Phó Giám đốc, giữ chức P thay ông B": torn off the sentence that names whose.
_NOBODYS = re.compile(r"[PY][^NnHIOX;]*J")


def is_aside(story: Story, made: Line, claim: Claim) -> bool:
    """Whether a sentence tells by the way of a kind of change that is not the news."""
    stripped = made.sentence.key.startswith("cách ", claim.at)  # by the Party
    punished = claim.direction == "sanction" or stripped
    if holds("statements", "denied", made.sentence.key):
        return True
    kinds = {claim.direction} if claim.post.position else {"sanction"}
    kinds |= {"sanction"} if punished else set()
    if story.goes_on and not all(map(story.is_about, kinds)):
        return True
    if story.goes_on and _NOBODYS.match(made.letters):
        return True
    if not punished or not is_recalled_punishment(made):
        return False
    return not _is_of_these_days(story, made.sentence)


def _is_of_these_days(story: Story, sentence: Sentence) -> bool:
    """ "Ngày 2/1, ông A bị khởi tố", in a paper of 4/1: it led to the news."""
    days = [story.document.day_of(one) for one in sentence.dates() if one.is_day]
    news = story.document.published and story.news
    return news is not None and any(
        day and 0 <= (news - day).days <= NEWS_DAYS for day in days
    )


def _is_of_an_earlier_term(made: Line, claim: Claim) -> bool:
    """ "được bầu làm P nhiệm kỳ trước", "nhiệm kỳ 2011-2016" beside 2016-2021."""
    key = made.sentence.key
    post = claim.post
    past = post.is_of_the_last_term
    past = past or follows("holding", "last_term", key, post.end, " ,(")
    if past and post.start > claim.at:
        return claim.direction in ("in", "continued")
    session = opening("statements", "session_of_term").match(key, 0, claim.at)
    if session:  # of that term, whatever comes of it
        next_one = rf"nhiệm kỳ {session[0].rstrip(' ,')[-4:]}\s*[-–]"
        return bool(re.search(next_one, made.sentence.document.key))
    if claim.direction == "in" and _has_ended(made.sentence, post.end):
        return True
    years = re.findall(r"20\d\d", post.term)
    year = made.sentence.document.year
    # whoever is elected again is often named with the term that ends
    came = claim.direction == "in"
    if len(years) > 1 and came and _names_the_next_term(made, years[-1]):
        return True
    if len(years) < 2 or not came or not year or year < int(years[-1]):
        return False
    title = re.escape(" ".join(key[post.start :].split()[:3]))
    following = rf"{title}[^.;]{{0,30}} nhiệm kỳ {years[-1]}\s*[-–]"
    return bool(re.search(following, made.sentence.document.key))


_ITS_TERM = re.compile(r",? \(?nhiệm kỳ 20\d\d\s*[-–]\s*(20\d\d)")


def _has_ended(sentence: Sentence, at: int) -> bool:
    """ "giữ chức P, nhiệm kỳ 2011-2016", in an article that tells of days of 2020."""
    term, document = _ITS_TERM.match(sentence.key, at), sentence.document
    if term is None:
        return False
    dated = [one for one, to_come in document.with_year if one.month and not to_come]
    told = max((one.year or 0 for one in dated), default=0)
    return int(term[1]) < (document.year or told)


def _names_the_next_term(made: Line, year: str) -> bool:
    """Whether the head, above the sentence, is of the term that begins in a year."""
    head = made.sentence.document.headed(HEAD_SENTENCES)
    begins = re.compile(rf"nhiệm kỳ {year}\s*[-–]")
    below = made.sentence.rank >= HEAD_SENTENCES
    return below and any(begins.search(one.key) for one in head)


def is_decided(story: Story, made: Line, claim: Claim) -> bool:
    """ "… công bố quyết định chuẩn y Bí thư. Theo đó, ông A giữ chức Bí thư"."""
    if story.opened is None or story.electing_at != made.sentence.index - 1:
        return False
    told = (story.opened.position, story.opened_as[0])
    return told == (claim.post.position, claim.direction)


def _is_in_company(story: Story, made: Line, claim: Claim) -> bool:
    """Whether a mere "A làm P", "A giữ chức P" is told as news.

    It is in the headline and the lead, beside the one replaced, with the day, or after
    another arrival; elsewhere it tells who holds or held what.
    """
    shown = made.sentence.zone in (Zone.HEADLINE, Zone.LEAD)
    if claim.direction != "in" or shown or re.search("[TOI]", made.letters):
        return True
    days = (one for one in made.sentence.dates() if one.is_day)
    if any(
        one.start < claim.at and not _is_long_since(story, made, one) for one in days
    ):
        return True
    if _comes_from_elsewhere(made, claim):
        return True
    at = made.sentence.index
    if story.last_in is not None and 0 <= at - story.last_in.sentence.index <= 2:
        return True
    behind = _is_next_to_departure(story, at) or is_after_election(made.sentence)
    behind |= story.electing_at == at - 1 and _commissions(made.sentence.last)
    return behind and made.letters.startswith(("N", "HN"))


def _is_long_since(story: Story, made: Line, day: DateMention) -> bool:
    """ "Sau sáp nhập, từ ngày 1/7, ông A giữ chức P", told in September."""
    since = is_since(made.sentence, day)
    return since and is_old_day(story.document, day, story.news)


def _comes_from_elsewhere(made: Line, claim: Claim) -> bool:
    """ "A, Bí thư Tỉnh ủy M, giữ chức Chủ tịch UBND tỉnh N": nobody leads two units."""
    there = next((one.place for one in (claim.post, *claim.run) if one.place), None)
    return there is not None and any(
        role.post.position in MOVES_WITH
        and role.post.place not in (None, there)
        and not role.post.former
        for role in made.roles_of(claim.name)
    )


def _is_next_to_departure(story: Story, at: int) -> bool:
    """ "A giữ chức … Trung ương. B, Chủ tịch UBND tỉnh, giữ chức P.": B comes, too."""
    told = story.events[-1] if story.events else None
    return bool(told and told.direction == "out" and at - told.sentence.index == 1)


def _commissions(sentence: Sentence | None) -> bool:
    """ "Bộ Chính trị chỉ định Ban Chấp hành gồm 60 người": who leads it, is next."""
    return sentence is not None and holds("statements", "commissions", sentence.key)


def is_after_election(sentence: Sentence) -> bool:
    """Whether the election of a body is told right before."""
    return sentence.last is not None and elects_a_body(sentence.last)


def elects_a_body(sentence: Sentence) -> bool:
    """ "Đại hội bầu Ban Chấp hành gồm 51 đồng chí": a body, not a person."""
    return holds("statements", "elects_a_body", sentence.key)

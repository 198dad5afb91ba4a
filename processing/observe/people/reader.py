"""Reads who holds what, and who comes, stays, leaves or is punished.

Every sentence that names a title is taken apart (``cast``, ``changes``); what it claims
is weighed against the whole article: short names are completed, provinces and days
found, biographies and plans left out, and one change told several times becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from processing.model import (
    LeadershipChangeFields,
    Observation,
    OfficeHolderFields,
)
from processing.observe.article.document import Document, Sentence
from processing.observe.article.known_holders import unit_of_person
from processing.observe.changes.claims import Claim, Found
from processing.observe.changes.entries import tell_entry
from processing.observe.changes.grammar import changes
from processing.observe.language.words import any_of
from processing.observe.people.among_them import tell_who_stays
from processing.observe.people.background import Background
from processing.observe.people.candidates import elect_candidates
from processing.observe.people.days import news_day, note_day
from processing.observe.people.former import note_former
from processing.observe.people.heads_listed import tell_heads
from processing.observe.people.holding import holder_observations
from processing.observe.people.joining import event_observation, joined
from processing.observe.people.moving import leave_later_titled, weigh_move
from processing.observe.people.pronouns import refer, speaks_of_him
from processing.observe.people.same_office import tell_in_that_office
from processing.observe.people.slates import note_list, tell_slate
from processing.observe.people.story import Story, meet
from processing.observe.people.succession import (
    held_before,
    tell_replaced,
    tell_successor,
)
from processing.observe.people.titled import remember_titles
from processing.observe.people.untitled import weigh_later_titled
from processing.observe.people.weighing import weigh
from processing.observe.sentence.cast import line
from processing.observe.sentence.roles import Line
from processing.observe.sentence.titles import Memory
from processing.observe.when.own_day import weigh_years
from processing.observe.when.terms import again_elected
from processing.observe.when.year_people import change_hints

TRIGGERS = (
    *("bí thư", "chủ tịch", "chủ nhiệm", "chánh văn phòng", "chánh vp"),
    *("trưởng các ban", "các ban đảng"),
    *("btv", "pct ", "cvp", "pbt", "cnubkt", "phó bí", "trưởng b", "ct ubnd"),
    *("ct hđnd", "ct hdnd", "bt tỉnh", "bt thành"),
)

#: An office that is watched, or somebody who is to run a body.
_NAMES_OFFICE = re.compile("P|b[^;.]*D|D[^;.]*b|b[-:]")

#: A sentence without any of these words says nothing of people in office.
WORDS = (
    *TRIGGERS,
    *(
        "miễn nhiệm",
        "bãi nhiệm",
        "cách chức",
        "thôi ",
        "nghỉ hưu",
        "nghỉ việc",
        "nghỉ công tác",
        "từ trần",
        "qua đời",
    ),
    *("kỷ luật", "cảnh cáo", "khiển trách", "khai trừ", "khởi tố", "bắt", "đình chỉ"),
    *("thay ông", "thay bà", "thay đồng chí", "thay thế", "thay cho"),
    *("tiền nhiệm", "kế nhiệm", "chức danh", "trúng cử", "đắc cử", "người được b"),
    *("người được ch", "người được ph", "người được gi", "thay là", "tiếp quản"),
    *(
        "điều động",
        "chuyển công tác",
        "phụ trách",
        "điều hành",
        "giữ chức",
        "tái cử",
        "thường vụ",
    ),
    *(
        " phiếu",
        "bầu ông",
        "bầu hai",
        "thuộc về ông",
        "thuộc về bà",
        "bầu bà",
        "bầu đồng chí",
        "đó là ông",
        "đó là bà",
        "đó là đồng chí",
        "vị trí này",
        "cương vị này",
    ),
    *("vào ban chấp hành", "vào bch", "chỉ định ", "quyết định cho "),
)
_SPEAKS = any_of(WORDS)


def read(document: Document) -> Iterator[Observation]:
    """The leadership changes and office holders that an article reports.

    Where only those who come and leave tell the year, what the sentences claim is
    weighed once more with it; they are not taken apart again.
    """
    lines = _lines(document)
    if not any(_NAMES_OFFICE.search(made.letters) for made in lines.values()):
        return  # nobody is titled with an office that is watched, or leads a body
    story = _story(document, lines)
    if document.own_day is None and (year := _year_of(story)):
        document.settle(year)
        story = _story(document, lines)
    events = joined(story)
    found = [*map(event_observation, events), *holder_observations(story, events)]
    yield from _of_the_known(document, found)


def _year_of(story: Story) -> int | None:
    """The year of the news, with what the changes read say of it."""
    head = story.document.head
    told = [(e.person, e.position, e.province, e.direction) for e in story.events]
    again = {e.position for e in story.events if e.change == "re_elected"}
    hints = [*change_hints(told), *again_elected(story.document, again)]
    if not hints or head is None:
        return None
    return weigh_years(story.document, head.month or 1, head.day or 1, hints)


#: A body with the name of a city, and of none that was always centrally-run.
_OF_A_TOWN = re.compile(
    r"ND (?<=HĐND |UBND )(?:TP\.?|thành phố) ?(?=[A-ZĐÂ])"
    r"(?!H(?:CM|ồ Chí Minh|à Nội|ải Phòng)|Đà Nẵng|Cần Thơ)"
)


def _lines(document: Document) -> dict[int, Line]:
    """The sentences that may say something of people in office, taken apart."""
    memory = Memory()
    lines: dict[int, Line] = {}
    for sentence in document.all_sentences:
        if _SPEAKS.search(sentence.key) or _is_next_entry(sentence, lines):
            lines[sentence.index] = _taken_apart(sentence, memory, lines)
        elif memory.is_of_a_town and _names_a_city(sentence):
            memory.city = None  # "Thành ủy" is no longer the provincial city's
        elif _OF_A_TOWN.search(sentence.text):
            line(sentence, aside := replace(memory))
            memory.city = aside.city  # whose "UBND thành phố" comes next
    return lines


def _taken_apart(sentence: Sentence, memory: Memory, lines: dict[int, Line]) -> Line:
    """The line of a sentence; a pronoun at its head names the one told of before."""
    before = lines.get(sentence.index - 1)
    if not speaks_of_him(sentence):
        return line(sentence, memory)
    if before is None and sentence.index > 0:
        last = sentence.document.sentences[sentence.index - 1]
        before = line(last, replace(memory))
    made = line(sentence, memory)
    refer(made, before)
    return made


#: An entry of a list, and what opens one: "bầu 2 Phó Chủ tịch UBND tỉnh, gồm:".
_ENTRY = re.compile(r"\W{0,3}(?:\d\W{1,2})?(?:[^:,.]{2,40}: )?(?:ông|bà|đồng chí|đ/c) ")
_OPENS_LIST = (":", "gồm", "sau")


def _is_next_entry(sentence: Sentence, lines: dict[int, Line]) -> bool:
    """ "- Ông A, Giám đốc Sở Y tế", behind the opening of a list or another entry."""
    last = lines.get(sentence.index - 1)
    if last is None or not _ENTRY.match(sentence.key):
        return False
    opens = last.sentence.key.rstrip().endswith(_OPENS_LIST)
    return opens or _ENTRY.match(last.sentence.key) is not None


def _names_a_city(sentence: Sentence) -> bool:
    document = sentence.document
    return any(document.is_city(place.slug) for place in sentence.places())


def _story(document: Document, lines: dict[int, Line]) -> Story:
    """All that the sentences of an article claim."""
    story = Story(document)
    meet(story, lines.values())
    story.headline = next((m for m in lines.values() if m.sentence.is_headline), None)
    story.news = news_day(document)
    background = Background(document)
    last = max(lines)
    for sentence in document.all_sentences[: last + 2]:
        is_past = background.is_background(sentence, story.news)
        story.goes_on = background.goes_on
        if made := lines.get(sentence.index):
            bygone = is_past and not background.is_recent
            found = changes(made)
            listed = tell_entry(made, found, lines)
            _read_line(story, made, found, listed, is_past=is_past, bygone=bygone)
        note_day(story, sentence, is_past=is_past)
    return story


def _of_the_known(
    document: Document, found: list[Observation]
) -> Iterator[Observation]:
    """Give what names no province that of the leader everybody knows, if it is one."""
    named = {one.province for one in found} - {None}
    if len(named) != 1 or all(one.province for one in found):
        yield from found
        return
    leaders = {unit_of_person(name, document) for name in _names(found)} - {None}
    for one in found:
        known = one.province or (next(iter(named)) if leaders == named else None)
        yield replace(one, province=known)


def _names(found: list[Observation]) -> set[str]:
    return {
        one.fields.person
        for one in found
        if isinstance(one.fields, LeadershipChangeFields | OfficeHolderFields)
    }


def _read_line(
    story: Story,
    made: Line,
    found: Found,
    listed: list[Claim],
    *,
    is_past: bool,
    bygone: bool,
) -> None:
    """Changes count unless ``is_past``; titles unless they are ``bygone``."""
    if not is_past:
        elect_candidates(story, made)
    replaced = not is_past or held_before(made) is not None
    replaced = replaced and tell_replaced(story, made, found)
    for claim in found.claims:
        weigh(story, made, claim, is_past=is_past)
    for claim in listed:
        weigh(story, made, claim, is_past=is_past)
    for claim in found.elsewhere:
        weigh_move(story, made, claim, is_past=is_past)
    if not is_past and not replaced:
        tell_replaced(story, made, found)
    if not is_past:
        tell_successor(story, made)
        tell_in_that_office(story, made, found)
    tell_slate(story, made, found, is_past=is_past)
    tell_heads(story, made, is_past=is_past)
    if not is_past:
        tell_who_stays(story, made)
    note_list(story, made, is_past=is_past)
    note_former(story, made)
    remember_titles(story, made, found, is_past=bygone)
    weigh_later_titled(story, made)
    leave_later_titled(story, made)

"""What a phrase of a congress phase means where it stands: done, planned, recalled.

Each question is asked of the words before and after the phrase; the words themselves
are the sections of ``lexicon/congress.yaml``.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.congress.names import Named
from processing.observe.language.numbers import number
from processing.observe.language.phrases import (
    clause_of,
    ends,
    follows,
    holds,
    kept,
    made_of,
    opens,
    pattern,
)
from processing.observe.when import dates
from processing.observe.when.dates import DateMention

REACH = 60  # characters before a congress in which a citing word governs it
NEAR = 25  # characters between a phrase and the congress it is about
PLAN_REACH = 90  # characters before a phrase in which a word makes it a plan
PLAN_AFTER = 24  # characters after it in which "sẽ" does
DONE_REACH = 20  # characters before a phrase in which "đã" makes it done
PART = 90  # characters from a part of the congress to the word that it ends

#: How many: "bầu 52 đồng chí".
_NUMBER = re.compile(r"(?<![\d/.-])\d{1,3}(?:/\d+)? (?![/.-])")


def recalls(key: str) -> bool:
    """Whether a whole sentence looks back."""
    return opens("congress", "of_a_life", key) or holds("congress", "looks_back", key)


def is_of_a_later_plenum(key: str) -> bool:
    """ "Hội nghị lần thứ 42 bầu Bí thư Tỉnh ủy": in the middle of a term."""
    found = pattern("congress", "plenum").search(key)
    return found is not None and (number(kept(found)) or 0) > 1


def fits(phase: str, cue: re.Match[str], key: str) -> bool:
    """Whether a phrase means what it says: not another meeting, not the presidium."""
    if cue[0].startswith(("khai mạc", "bế mạc")) and _precedes(
        "another_meeting", key, cue
    ):
        return False
    if ends("congress", "time_beside", key, 0, cue.start()):
        return False
    if phase == "announced":
        return not _is_done(key, cue)
    if phase == "closing":
        return not _ends_a_part(key, cue)
    if phase == "opening":
        return not _precedes("preparatory_session", key, cue)
    return phase != "result" or _is_election(cue, key)


def _ends_a_part(key: str, cue: re.Match[str]) -> bool:
    """Whether only a session of the congress ends."""
    clause = key[clause_of(key, cue.start()) : cue.start()]
    part = len(clause) < PART and opens("congress", "session_of_it", clause)
    ended = cue[0].startswith("kết thúc") and part
    return ended or _precedes("part_of_congress", key, cue)


def is_first_plenum(cue: re.Match[str]) -> bool:
    """Whether a phrase of a result is of the first plenum of the new committee."""
    return holds("congress", "first_plenum", cue[0])


def _is_done(key: str, cue: re.Match[str]) -> bool:
    """Whether a phrase of what is announced tells of what has been held."""
    held = follows("congress", "held", cue[0], 0) and _is_done_just_before(key, cue)
    return held or holds("congress", "after_debate", key)


def _is_done_just_before(key: str, cue: re.Match[str]) -> bool:
    first = max(0, cue.start() - DONE_REACH)
    return ends("congress", "done_just_before", key, first, cue.start())


def _precedes(section: str, key: str, cue: re.Match[str]) -> bool:
    return bool(pattern("congress", section).match(key, cue.end()))


def _is_election(cue: re.Match[str], key: str) -> bool:
    """Whether leaders are elected: no presidium, no first plenum still to meet."""
    if is_first_plenum(cue) and not holds("congress", "elects", key):
        return False
    organs = pattern("congress", "not_leadership")
    others = organs.search(cue[0]) or organs.match(key, cue.end())
    return "bổ sung" not in cue[0] and not others and not is_of_others(cue, key)


def is_of_others(cue: re.Match[str], key: str) -> bool:
    """ "… bầu giữ chức Bí thư Tỉnh | đoàn": the word behind makes it another's."""
    return follows("congress", "not_ours", key, cue.end())


def is_cited(key: str, named: Named) -> bool:
    """Whether the words around a congress make it a past or a merely cited one."""
    if _stands_before("bygone", key, named.start):
        return not is_in_the_making(key, named)
    if follows("congress", "in_year", key, named.end, " ,"):
        return True
    right = key[named.end : named.end + NEAR].lstrip(' ,)”"')
    return bool(pattern("congress", "bygone_after").match(right))


def says_what_it_set(key: str, named: Named) -> bool:
    """Whether a congress is cited by its goal alone: "… được Đại hội xác định"."""
    right = key[named.end : named.end + NEAR].lstrip(' ,)”"')
    return right.startswith(("xác định", "đề ra")) and not _stands_before(
        "bygone", key, named.start
    )


def tells_results(key: str, named: Named) -> bool:
    """Whether the press is told of the results of a congress just held."""
    left = key[max(0, named.start - REACH) : named.start]
    return holds("congress", "results_told", left)


def is_in_the_making(key: str, named: Named) -> bool:
    """Whether the documents of a congress are still being written before it."""
    left = key[max(0, named.start - REACH) : named.start]
    return holds("congress", "in_the_making", left)


def is_aside(key: str, named: Named) -> bool:
    """Whether a congress is named in passing ("đoàn đại biểu dự Đại hội …")."""
    return _stands_before("aside", key, named.start)


def _stands_before(section: str, key: str, at: int) -> bool:
    """Whether a phrase of the section ends right before ``at``."""
    left = key[max(0, at - REACH) : at].rstrip(" '\"“(")
    found = pattern("congress", section).finditer(left)
    return any(one.end() >= len(left) for one in found)


def about(cue: re.Match[str], live: list[Named]) -> Named | None:
    """The congress a phrase is about: its object, else the nearest one before it."""
    before = [one for one in live if one.start < cue.end()]
    after = [one for one in live if one.start >= cue.end()]
    takes_object = cue[0].startswith(("khai mạc", "bế mạc", "phiên"))
    if takes_object and after and after[0].start - cue.end() < NEAR:
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else None


def _clause(key: str, at: int) -> int:
    """Where the clause begins; "… sẽ bầu …; thông qua …" is one, without a subject."""
    start = key.rfind(";", 0, at) + 1
    while start and follows("congress", "goes_on", key, start):
        start = key.rfind(";", 0, start - 1) + 1
    return start


def is_planned(key: str, cue: re.Match[str], *, over: bool = False) -> bool:
    """Whether what a phrase says is still to come.

    When the congress is ``over``, its agenda has been carried out.
    """
    if _is_done_just_before(key, cue):
        return False
    clause = _clause(key, cue.start())
    piece = max(clause, key.rfind(",", clause, cue.start()) + 1)
    near = pattern("congress", "planned_near").search(key, piece, cue.start())
    if near and not pattern("congress", "done_near").search(key, piece, cue.start()):
        return True
    if _lies_ahead("planned", key, max(clause, cue.start() - PLAN_REACH), cue.start()):
        return True
    listed = not over and _is_on_agenda(key, cue)
    if listed or _lies_ahead("programme", key, 0, cue.start()):
        return True
    if _lies_ahead("planned", key, *cue.span()) or holds(
        "congress", "to_elect", cue[0]
    ):
        return True
    end = cue.end() + PLAN_AFTER
    parted = key.find(" và ", cue.end(), end)  # "khai mạc sáng 14/10 và dự kiến …"
    end = parted if parted >= 0 else end
    return holds("congress", "planned_after", key, cue.end(), end)


def is_told_done(key: str, cue: re.Match[str]) -> bool:
    """Whether "đã" or "vừa" stands before a phrase, in its sentence."""
    return holds("congress", "done", key, 0, cue.end())


def is_of_the_day(sentence: Sentence, cue: re.Match[str]) -> bool:
    """ "Hôm qua … khai mạc. Hôm nay, đại hội bầu …": a morning paper, so to come.

    So is "Chiều nay, …" in a report of the morning, where no number has come out.
    """
    if is_told_done(sentence.key, cue):
        return False
    head = sentence.document.sentences[:1]
    if any(holds("congress", "yesterday", one.key) for one in head):
        return holds("congress", "today", sentence.key, 0, cue.start())
    if sentence in head or _NUMBER.search(sentence.key):
        return False
    morning = any(holds("congress", "morning", one.key) for one in head)
    return morning and holds("congress", "later_today", sentence.key, 0, cue.start())


def is_wished(key: str, cue: re.Match[str]) -> bool:
    """Whether a speech only hopes for an election or asks for it."""
    clause = key.rfind(";", 0, cue.start()) + 1
    return _lies_ahead("wished", key, clause, cue.start())


def _lies_ahead(section: str, key: str, first: int, end: int) -> bool:
    """Whether a word of the section stands before ``end``, and no "đã" after it."""
    words = list(pattern("congress", section).finditer(key, first, end))
    done = pattern("congress", "done")
    return bool(words) and not done.search(key, words[-1].start(), end)


def _is_on_agenda(key: str, cue: re.Match[str]) -> bool:
    """Whether a phrase stands in the list of what a congress is there for."""
    listed = pattern("congress", "agenda").search(key, 0, cue.start())
    done = pattern("congress", "done")
    return bool(listed) and not done.search(key, 0, cue.start())


def years_before(sentence: Sentence, cue: re.Match[str]) -> tuple[int, ...]:
    """Years printed before a phrase, but not years of birth, nor since when one serves.

    "Ông A, phó bí thư từ năm 2014, đã đắc cử …".
    """
    return tuple(
        one.year
        for one in sentence.dates()
        if one.year
        and one.start < cue.end()
        and (one.month or one.year >= dates.NEW_ERA)
        and not _is_since(sentence.key, one)
    )


def _is_since(key: str, one: DateMention) -> bool:
    """Whether a bare year inside a sentence is one "since" which something lasts."""
    return one.month is None and key.endswith(" từ ", 0, one.start)


def date_of(
    sentence: Sentence, cue: re.Match[str], *, announced: bool
) -> DateMention | None:
    """The day in a sentence that belongs to a phrase: the last one before it.

    The day before a word of preparation is the day of a meeting: the congress's own
    comes after it. In a programme ("họp trù bị chiều 25/9, khai mạc sáng 26/9") each
    phrase has its day right behind it.
    """
    days = [one for one in sentence.dates() if one.is_day]
    before = [one for one in days if one.start < cue.start()]
    after = [one for one in days if one.start >= cue.start()]
    if not announced:  # "… mới được bổ nhiệm từ 1/9": the day of another thing
        after = [one for one in after if not dates.is_aside(sentence.key, one)]
    if before and not announced and not _in_programme(sentence, cue, before, after):
        return before[-1]
    if before and not after and _are_its_days(cue, before[-1]):
        return before[-1]
    return after[0] if after else None


def _are_its_days(cue: re.Match[str], days: DateMention) -> bool:
    """ "Từ ngày 15 đến 17/9, tại … sẽ diễn ra Đại hội": several days are its own."""
    return days.first is not None and holds("congress", "planned_after", cue[0])


def _in_programme(
    sentence: Sentence,
    cue: re.Match[str],
    before: list[DateMention],
    after: list[DateMention],
) -> bool:
    """Whether a day stands right behind a phrase, and a comma or "và" parts it."""
    parted = sentence.key[before[-1].end : cue.start()]
    if not after or after[0].same_day:
        return False
    if "," not in parted and parted.strip() != "và":
        return False
    between = sentence.key[cue.end() : after[0].start]
    return made_of("congress", "takes_place", between, " ")

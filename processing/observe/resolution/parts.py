"""What stands behind "nghị quyết": its body, its day of issue, what it is about."""

from __future__ import annotations

import re

from processing.observe.article.bodies import BodyMention
from processing.observe.article.document import Sentence
from processing.observe.language.key import key_of
from processing.observe.language.phrases import (
    before,
    end_of,
    follows,
    opening,
    pattern,
)
from processing.observe.resolution.verbs import Verb
from processing.observe.when.dates import DateMention

SUBJECT = 200  # characters of a subject that are kept
PASSIVE_REACH = 12  # characters behind a passive in which its day stands

_IN_BRACKETS = re.compile(
    r"\((?:ký |ban hành )?(?=ngày\s[\d/.\-]+\))|,\s(?=ngày\s[\d/.\-]+[\s.]*$)"
)
_ISSUED_ON = re.compile(r"[\s,(]*(?=ngày\s)|\s*\((?=\d+[/.-]\d+[/.-]20\d\d\))")


def between(sentence: Sentence, noun: re.Match[str], body: BodyMention) -> str:
    """The words between "nghị quyết" and a body behind it."""
    return sentence.key[noun.end() : body.start].strip()


def day_after(
    sentence: Sentence, end: int, days: list[DateMention]
) -> DateMention | None:
    """The day of issue in "số 17-NQ/TU ngày 17/01/2022", or in brackets further on."""
    after = _ISSUED_ON.match(sentence.key, end) or _IN_BRACKETS.search(
        sentence.key, end
    )
    if after is None:
        return None
    return next(
        (one for one in days if after.start() <= one.start <= after.end()), None
    )


def day_of_passive(verb: Verb, days: list[DateMention]) -> DateMention | None:
    """The day in "Nghị quyết được HĐND tỉnh thông qua sáng 4/12"."""
    after = (one for one in days if 0 <= one.start - verb.end <= PASSIVE_REACH)
    return next(after, None) if verb.passive else None


def day_of_meeting(
    sentence: Sentence, verb: Verb, days: list[DateMention]
) -> DateMention | None:
    """The day in "… thông qua Nghị quyết về du lịch tại hội nghị ngày 19-1"."""
    after = (one for one in days if one.start > verb.start)
    at_meeting = before("resolution", "at_meeting")
    return next(
        (one for one in after if at_meeting.search(sentence.key, 0, one.start)), None
    )


def day_told_next(sentence: Sentence) -> DateMention | None:
    """The day in "Nghị quyết ban hành ngày 26-9 nêu rõ …", said of it right after."""
    after = sentence.document.sentences[sentence.index + 1 : sentence.index + 3]
    for one in after:
        told = opening("resolution", "issued_on").match(one.key)
        days = (day for day in one.dates() if day.is_day)
        if told and (day := next((x for x in days if x.start >= told.end()), None)):
            return day if day.start - end_of(told) <= PASSIVE_REACH else None
    return None


# "… về phát triển văn hóa và Nghị quyết về kinh tế biển": where the next one begins.
_ANOTHER = re.compile(
    r"[.;]\s|[.;]$|(?:,| và) (?:nghị quyết (?:số|về|\d)|số \d+\s*[-–/]\s*nq)",
    re.IGNORECASE,
)


_ITS_DAY = re.compile(
    r", ngày [\d/.\-]+\s*$|\s*\((?:ký |ban hành )?ngày [\d/.\-]+\)\s*$"
)


def about_in(key: str, start: int, end: int) -> re.Match[str] | None:
    """The first "về" in a stretch of a key; not one that a list hangs on: "về:"."""
    found = pattern("resolution", "about").finditer(key, start, end)
    return next((one for one in found if one[0][-1:].isspace()), None)


def subject_of(sentence: Sentence, end: int, verb: Verb) -> str | None:
    """What it is about, in the words of the article."""
    stop = pattern("resolution", "subject_ends").search(sentence.key, end)
    last = stop.start() if stop else len(sentence.key)
    about = about_in(sentence.key, end, last)
    if verb.passive and about is None:
        return None  # what follows is the rest of the sentence
    said = about is not None and about.start() - end < SUBJECT
    words = sentence.text[about.end() if about and said else end : last]
    words = _ITS_DAY.sub("", _ANOTHER.split(words)[0]).strip(' ,:–-"“”')
    if not said and follows("resolution", "no_subject", key_of(words), 0, ""):
        return None
    return words[:SUBJECT] or None

"""Whether a resolution is told as news: not as background, a count, or an election.

A council's is news of the session that passes it; a Party committee's where it stands
at the top of the article, has a day of its own, or is passed by the meeting told of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from processing.observe.article.bodies import BodyMention
from processing.observe.article.document import Document, Sentence
from processing.observe.article.years import HEAD, first_day, year_of
from processing.observe.language.phrases import ends, follows, holds, opens, pattern
from processing.observe.people.occasion import is_history
from processing.observe.resolution.parts import day_of_passive
from processing.observe.resolution.verbs import (
    COUNCIL_CODE,
    MODAL_REACH,
    PARTY_CODE,
    Verb,
)
from processing.observe.when.dates import DateMention
from processing.observe.when.own_day import is_another_time

LATELY = timedelta(days=30)  # passed so long ago, it is still told as new
COUNCIL = "peoples_council"
CONGRESS = "congress"
YEAR_OPENS = 10  # characters before a year that opens its sentence
SUBJECT_OPENS = 8  # characters before a body that opens its sentence
YEAR_BEHIND = 6  # characters between a number and the year of its issue
AGREED = 16  # characters before "ban hành" in which a meeting agrees on it
DAY_BEHIND = 12  # characters behind a passive in which its day stands
COUNT_REACH = 25  # characters before the noun in which its number stands

#: Between a number and what it is about: "ngày 25/6/2021 của HĐND tỉnh".
_DAY_AND_BODY = re.compile(
    r"(?:[\s,(]*ngày \d[\d/.\-]*(?: ?(?:tháng|năm) \d+)*\)?(?=\s))?"
    r"(?:\s(?:của )(?:hđnd|hội đồng nhân dân) (?:tỉnh|thành phố|tp)(?!\w))?"
)
_NUMBER_YEAR = re.compile(r"/(20\d\d)/")
#: Right before a year: the session that is held each year, "kỳ họp cuối năm 2025".
_YEARLY = re.compile(r"(?:kỳ họp|phiên họp|thường lệ)[^,;]{0,30}(?:cuối|giữa) $")


@dataclass(frozen=True, slots=True)
class Told:
    """A resolution as a sentence tells it; ``host`` is the body that meets."""

    sentence: Sentence
    noun: re.Match[str]
    verb: Verb
    issuer: BodyMention
    number: str | None
    host: BodyMention | None

    @property
    def document(self) -> Document:
        """The article it stands in."""
        return self.sentence.document

    @property
    def head(self) -> tuple[Sentence, ...]:
        """The sentences that say what the article is about."""
        return self.document.headed(HEAD)

    @property
    def is_dated(self) -> bool:
        """Whether its sentence has a day before the verb."""
        before = (one for one in self.sentence.dates() if one.end <= self.verb.start)
        return any(one.day for one in before)

    @property
    def is_of_late(self) -> bool:
        """Whether the day right behind a passive lies shortly before the article."""
        day = day_of_passive(
            self.verb, [one for one in self.sentence.dates() if one.day]
        )
        published = self.document.published
        if day is None or published is None:
            return False
        passed = self.document.day_of(day, year=year_of(self.document))
        return passed is not None and timedelta(0) <= published - passed <= LATELY

    @property
    def is_of_a_day(self) -> bool:
        """The same, or right behind a passive: "được thông qua trong ngày 19-3"."""
        after = (one.start - self.verb.end for one in self.sentence.dates() if one.day)
        behind = self.verb.passive and any(0 <= one <= DAY_BEHIND for one in after)
        return self.is_dated or behind

    @property
    def is_counted(self) -> bool:
        """Whether it says how many resolutions, not which."""
        start = max(0, self.noun.start() - COUNT_REACH)
        words = self.sentence.key[start : self.noun.end()]
        return holds("resolution", "counts", words)

    @property
    def is_agreed(self) -> bool:
        """Whether a meeting agrees on issuing it, or closes with that."""
        ended = ends("resolution", "ends_with", self.sentence.key, 0, self.verb.start)
        return ended or is_agreed(self.sentence, self.verb)

    @property
    def is_just_done(self) -> bool:
        """Whether "vừa" stands before its verb, or is part of it ("vừa có")."""
        start = max(0, self.verb.start - MODAL_REACH)
        end = max(self.verb.start, self.noun.start())
        return "vừa" in self.sentence.key[start:end]


def is_agreed(sentence: Sentence, verb: Verb) -> bool:
    """Whether a meeting agrees on it: "thống nhất ban hành", "Sau khi thảo luận, …"."""
    key, end = sentence.key, verb.start
    near = max(0, end - AGREED)
    agreed = holds("resolution", "agreed", key, near, end)
    return agreed or opens("resolution", "came_of_it", key[:end])


def is_news(told: Told) -> bool:
    """Whether it is told as news, not as background, a count or a mere election."""
    if told.issuer.kind == CONGRESS or told.verb.fresh:
        return told.verb.fresh or not is_history(told.document)
    if not (told.is_dated or told.verb.latest) and _is_background(told):
        return False
    if _is_of_a_day_before(told) or _is_of_another_time(told):
        return False
    if _is_long_since(told) or _is_of_a_year(told):
        return False
    if told.issuer.kind == COUNCIL:
        return _is_of_council(told)
    return _is_of_committee(told)


def _is_to_come(told: Told) -> bool:
    """Whether the headline announces what a session will do, and nothing is done."""
    headline, key = told.document.headline, told.sentence.key
    if headline is None or not holds("resolution", "to_come", headline.key):
        return False
    done = pattern("resolution", "done")
    return not done.search(key, max(0, told.verb.start - MODAL_REACH), told.verb.start)


def _is_of_council(told: Told) -> bool:
    """Whether a council's resolution is of its session, and is no mere election."""
    news = _is_numbered_news(told) if told.number else _is_of_session(told)
    return news and not (_is_to_come(told) or _is_personnel(told))


def _is_of_committee(told: Told) -> bool:
    """Whether a Party committee's resolution is of this meeting, day or headline."""
    meets = (told.verb.action == "adopted" or told.is_agreed) and _meets(told)
    unnumbered = told.number is None
    told_when = told.is_dated or told.is_of_late
    if unnumbered and told.verb.passive and not (told_when or meets):
        return False
    if unnumbered and told.is_counted:
        passed = told.verb.action == "adopted" and told.is_of_a_day
        return (meets or passed) and told.sentence.rank < HEAD
    if unnumbered and told.verb.action == "issued" and _looks_back(told):
        return False
    if not meets and _is_built_upon(told):
        return False
    return told.sentence.rank < HEAD or meets or told_when


def _meets(told: Told) -> bool:
    """Whether the head tells of a meeting of the host, or the sentence of its own."""
    key, verb = told.sentence.key, told.verb
    end = verb.end if verb.passive else verb.start
    if told.sentence.rank < HEAD and holds("resolution", "conference", key, 0, end):
        return True
    of_lead = told.sentence.rank < HEAD and told.issuer.end <= verb.start
    if told.host is None and not of_lead:
        return False
    if follows("resolution", "conference", key, 0):
        return True
    return any(holds("resolution", "conference", one.key) for one in told.head)


def _is_of_months_ago(told: Told) -> bool:
    """Whether its day lies long before an article whose headline is of other things."""
    headline, published = told.document.headline, told.document.published
    if headline is None or published is None or "nghị quyết" in headline.key:
        return False
    before = [one for one in told.sentence.dates() if one.end <= told.verb.start]
    day = before[-1] if before else None
    passed = told.document.day_of(day) if day and day.year and day.day else None
    return passed is not None and published - passed > LATELY


def _is_of_a_day_before(told: Told) -> bool:
    """ "Ngày 12/9/2018, HĐND tỉnh ban hành …", below the head "Ngày 19/12": history."""
    before = [one for one in told.sentence.dates() if one.end <= told.verb.start]
    days = [one for one in before if one.day and one.year]
    if days and is_another_time(told.document, days[-1]):
        return True
    return told.is_dated and _is_of_months_ago(told)


def _looks_back(told: Told) -> bool:
    """Whether the headline speaks of the years that have passed since."""
    headline = told.document.headline
    since = pattern("resolution", "years_since")
    return headline is not None and bool(since.search(headline.key))


def _is_background(told: Told) -> bool:
    """Whether the words or an earlier year before the verb set it in the past."""
    key, start = told.sentence.key, told.verb.start
    if pattern("resolution", "background").search(key, 0, start):
        return True
    now = year_of(told.document) or told.document.year
    years = [one for one in told.sentence.dates() if one.year and one.start < start]
    if now is None:  # "Năm 2011, Tỉnh ủy ban hành …": news would have its day
        return any(one.month is None and _opens(told, one) for one in years) or (
            any(one.month and not one.day for one in years)  # "tháng 12-2017 đã ra"
            and told.sentence.rank >= HEAD
        )
    return any(one.year and one.year < now for one in (*years, *_year_behind(told)))


def _year_behind(told: Told) -> list[DateMention]:
    """The year in "Nghị quyết số 08-NQ/TU năm 2019", which is that of its issue."""
    code = PARTY_CODE.match(told.sentence.key, told.noun.end())
    end = code.end() if code else len(told.sentence.key)
    return [
        one
        for one in told.sentence.dates()
        if one.year and not one.month and 0 <= one.start - end <= YEAR_BEHIND
    ]


def _is_of_another_time(told: Told) -> bool:
    """Whether an undated article cites a council's number far down, with its date."""
    document, sentence = told.document, told.sentence
    if told.issuer.kind != COUNCIL or told.number is None or document.published:
        return False
    if sentence.rank < HEAD or any(
        holds("resolution", "session", one.key) for one in told.head
    ):
        return False
    return any(one.day and one.year for one in sentence.dates())


def _is_long_since(told: Told) -> bool:
    """Whether the article goes on with what has come of it since: "Đến nay, …"."""
    document, after = told.document, told.sentence.index + 1
    if told.sentence.is_headline or (document.published and _is_told_as_new(told)):
        return False
    then = document.sentences[after : after + 1]
    if then and follows(
        "resolution", "contents", then[0].key, 0, ""
    ):  # "Theo đó, mức phí là …"
        then = document.sentences[after : after + 2]
    return any(pattern("resolution", "since_then").match(one.key) for one in then)


def _is_of_a_year(told: Told) -> bool:
    """Whether the headline goes through a year: "10 sự kiện nổi bật năm 2021"."""
    headline = told.document.headline
    if headline is None or told.issuer.kind == COUNCIL or told.is_dated:
        return False
    return holds("resolution", "year_in_review", headline.key)


def _is_built_upon(told: Told) -> bool:
    """ "Nhằm giữ rừng, Tỉnh ủy đã ban hành …": no day, and not what opens the news."""
    key, verb = told.sentence.key, told.verb
    if verb.passive or verb.action != "issued" or _is_told_as_new(told):
        return False
    opens = told.sentence.index == 0 and told.issuer.start < SUBJECT_OPENS
    done = key[: verb.start].rstrip().endswith("đã")
    done |= key.startswith("đã ", verb.start)
    opens = opens and not holds("resolution", "falls_short", key, told.noun.end())
    return done and not (opens or told.sentence.is_headline or _meets(told))


def _is_told_as_new(told: Told) -> bool:
    """Whether it has a day, "vừa" or "mới" with it, or the headline speaks of it."""
    start = max(0, told.verb.start - MODAL_REACH)
    if told.is_of_a_day or told.is_of_late or told.is_just_done:
        return True
    key = told.sentence.key
    lately = holds("resolution", "lately", key, 0, told.verb.start)
    if lately or "mới" in key[start : told.noun.start()]:
        return True
    headline = told.document.headline
    at = headline.key.find("nghị quyết") if headline else -1
    return (
        headline is not None
        and at >= 0
        and not ends("resolution", "carried_out", headline.key, 0, at)
    )


def _opens(told: Told, year: DateMention) -> bool:
    """Whether a year opens the sentence, or stands right before the body."""
    key = told.sentence.key
    if year.start < YEAR_OPENS:
        return True
    of_session = _YEARLY.search(key, 0, year.start) is not None
    between = key[year.end : told.issuer.start]
    return not of_session and year.end < told.issuer.start and not between.strip(" ,")


def _is_personnel(told: Told) -> bool:
    """Whether a council's resolution only records an election or a dismissal."""
    key, noun = told.sentence.key, told.noun
    code = COUNCIL_CODE.match(key, noun.end()) if told.number else None
    rest = _DAY_AND_BODY.sub("", key[(code or noun).end() :], count=1)
    if told.is_counted and rest.lstrip().startswith(","):
        return False  # "thông qua 7 nghị quyết, bầu bổ sung …": another act
    return bool(pattern("resolution", "personnel").match(rest.lstrip(" ,")))


def _is_numbered_news(told: Told) -> bool:
    """Whether a council's numbered resolution is of this year, and not just cited."""
    printed = _NUMBER_YEAR.search(told.number or "")
    now = year_of(told.document) or told.document.year
    if printed and now and int(printed[1]) < now:
        return False
    session = any(holds("resolution", "session", one.key) for one in told.head)
    return told.sentence.rank < HEAD or told.is_dated or session


def _is_programme(told: Told) -> bool:
    """Whether a session has only opened, and the sentence says what it is there for."""
    if told.sentence.is_headline or not any(
        holds("resolution", "session_opens", one.key) for one in told.head
    ):
        return False
    done = pattern("resolution", "done_at_session")
    return not done.search(told.sentence.key, 0, told.noun.start())


def _is_of_session(told: Told) -> bool:
    """Whether a council's unnumbered resolution is of the session told of."""
    session = any(holds("resolution", "session", one.key) for one in told.head)
    ended = any(
        pattern("resolution", "session_ends").search(one.key) for one in told.head
    )
    own = ended and "kỳ họp" in told.sentence.key[: told.verb.start]
    if told.is_counted and told.verb.action == "issued" and not own:
        return False  # "đã ban hành 25 nghị quyết": of many sessions
    if told.is_counted and not ended and _is_programme(told):
        return False
    settled = ended or first_day(told.document) is not None
    if told.sentence.rank >= HEAD:
        return session and settled
    if settled or told.is_just_done:
        return True
    voted = told.verb.action == "adopted" and holds(
        "resolution", "votes", told.document.key
    )
    if _is_in_headline(told):
        return True
    return not told.is_counted and (session or voted)


def _is_in_headline(told: Told) -> bool:
    """Whether the headline tells of it: "HĐND tỉnh thông qua 20 nghị quyết"."""
    headline = told.document.headline
    return headline is not None and holds(
        "resolution", "passed_in_headline", headline.key
    )

"""When it happened: the day of a change, and the day of the news."""

from __future__ import annotations

from datetime import date, timedelta

from processing.observe.article.document import HEAD_SENTENCES, Document, Sentence
from processing.observe.language.numbers import number
from processing.observe.language.phrases import (
    ends,
    may_hold,
    opening,
    opens,
    pattern,
)
from processing.observe.people.how_old import LASTING_DAYS, NEWS_DAYS
from processing.observe.people.recalled import (
    opens_recalled,
    opens_with_date,
    tells,
    tells_a_life,
)
from processing.observe.people.story import Story
from processing.observe.sentence.roles import Line
from processing.observe.when.dates import DateMention, is_of_a_rule

FAR = timedelta(days=10)  # between the day of the news and the publication
RECENT = timedelta(days=NEWS_DAYS)
QUOTES = ('"', "“")
NEAR_TOP = 10  # sentences in which the day of the news is told at the latest


def news_day(document: Document) -> date | None:
    """The day of the news: the first one named in the lead, else the publication.

    Where the year of that day is not settled, no later one stands for it; nor does
    one that opens a sentence with its year, once a life is told. The day of a decision
    just taken stands for what is told below ("Quyết định số 9 ngày 24/11").
    """
    life, decided = False, None
    for sentence in document.all_sentences[:7]:
        life |= not document.published and tells_a_life(sentence)
        if opens_recalled(sentence) or (life and opens_with_date(sentence)):
            continue
        for mention in sentence.dates():
            if not (mention.is_day and tells(sentence, mention)):
                continue
            if mention.is_of_a_life:
                continue
            day = document.day_of(mention)
            if day is None and mention.day and not document.published:
                return None
            if day and not _is_far(sentence, day):
                return decided or _evening_before(sentence, day)
        decided = decided or _just_decided(sentence)
    return decided or document.published


def _is_far(sentence: Sentence, day: date) -> bool:
    """Whether a day is too far from the publication to be that of the news.

    Below the head, a day of a week ago is rather that of a step before.
    """
    published = sentence.document.published
    if published is None:
        return False
    below = sentence.rank >= HEAD_SENTENCES
    return day > published + FAR or day < published - (RECENT if below else FAR)


def _just_decided(sentence: Sentence) -> date | None:
    """ "Tại Quyết định số 9 ngày 24/11, Thủ tướng phê chuẩn …", printed on 25/11."""
    document = sentence.document
    told = document.published or document.own_day
    for mention in sentence.dates() if told else ():
        day = document.day_of(mention) if mention.day else None
        signed = day and ends("statements", "signed", sentence.key, 0, mention.start)
        if day and signed and told and told - RECENT <= day <= told:
            return day
    return None


def note_day(story: Story, sentence: Sentence, *, is_past: bool) -> None:
    """The day last named: the sentences after it go on with it.

    What somebody says of "chiều qua" leaves the story where it is.
    """
    if is_past or sentence.is_headline:
        return
    is_said = sentence.text.startswith(QUOTES)
    if story.last_day and (later := _days_later(sentence.key)):
        story.last_day = (sentence.index, story.last_day[1] + timedelta(days=later))
    for mention in sentence.dates():
        if is_said and mention.relative is not None:
            continue
        told = tells(sentence, mention) or _is_known_since(sentence.key, mention)
        if mention.is_day and not mention.same_day and told:
            day = _resolve(story, mention)
            near = story.news and day and abs((day - story.news).days) <= NEWS_DAYS
            if day and near:
                story.last_day = (sentence.index, _evening_before(sentence, day))


def _days_later(key: str) -> int:
    """ "Hai ngày sau, HĐND tỉnh họp": so many days behind the day told last."""
    found = opening("dates", "days_later").match(key)
    if found is None:
        return 0
    words = found[0].rstrip(" ,").split()
    return number(words[-3]) or 0 if words[-2:] == ["ngày", "sau"] else 1


def _is_known_since(key: str, mention: DateMention) -> bool:
    """ "kết quả được công bố từ chiều 15/10": of that day."""
    first = mention.start + len("từ ") * key.startswith("từ ", mention.start)
    return ends("dates", "known_since", key, 0, first)


def day_of_change(story: Story, made: Line, at: int, post: int) -> date | None:
    """The day of a change: named before the verb, else in the sentence, else news.

    ``at`` and ``post`` are where in the sentence its verb and the office stand.
    """
    document = story.document
    days = [
        one
        for one in made.sentence.dates()
        if one.is_day and (one.start > at or tells(made.sentence, one))
    ]
    key = made.sentence.key
    days = [one for one in days if not is_of_a_rule(key, one)]
    days = [one for one in days if not _only_takes_effect(story, made, one)]
    days = days or _since(made.sentence, at)
    days = _same_part(key, days, max(at, post))
    turn = next((p.start for p in made.pieces if p.letter == "T"), len(key))
    if at < turn:
        days = [one for one in days if one.start < turn]
    before = [one for one in days if one.start <= at]
    after = [one for one in days if one.start > at]
    nearest = reversed(before) if at < turn else iter(after)
    for mention in (*nearest, *days):
        if mention.same_day:
            return story.last_day[1] if story.last_day else story.news
        if day := _resolve(story, mention):
            return _evening_before(made.sentence, day)
    if day := _effective(story, made):
        return day
    if story.last_day and 0 <= made.sentence.index - story.last_day[0] <= 4:
        return story.last_day[1]
    return story.news or _any_day(document, story)


def session_day(document: Document) -> date | None:
    """The last day of the session of inspectors whose communiqué it is."""
    for sentence in document.sentences[:5]:
        if "họp" not in sentence.key or "kỳ" not in sentence.key:
            continue
        ranges = [one for one in sentence.dates() if one.first]
        if ranges:
            return document.day_of(ranges[0])
        if ended := pattern("dates", "from_day_to").search(sentence.key):
            to = sentence.key.rindex("đến", *ended.span())
            last = [one for one in sentence.dates() if one.start >= to]
            return document.day_of(last[0]) if last else None
    return None


def first_meeting_day(document: Document, told: date | None) -> date | None:
    """The day on which the new committee elected, where a congress heard of it later.

    "Sáng 24-9, Đại hội nghe kết quả Hội nghị lần thứ nhất (diễn ra chiều 23-9)".
    """
    if told is None or "ban chấp hành" not in document.key:
        return told
    for sentence in document.sentences:
        if not may_hold("statements", "first_meeting", sentence.key):
            continue
        for mention in sentence.dates():
            if ends("statements", "first_meeting", sentence.key, 0, mention.start):
                day = document.day_of(mention)
                near = day and timedelta(0) < told - day <= RECENT
                return day if near else told
    return told


def _only_takes_effect(story: Story, made: Line, mention: DateMention) -> bool:
    """Whether a date says from when on a decision of another day holds.

    "Từ ngày 1-5" of last week is the day itself; one to come, or of months ago, is not.
    """
    day = _resolve(story, mention)
    if tells(made.sentence, mention) or not (story.news and day):
        return False
    if ends("dates", "lasts", made.sentence.key[: mention.start].rstrip()):
        return True
    return not 0 <= (story.news - day).days <= LASTING_DAYS


def _begins_then(key: str, mention: DateMention) -> bool:
    since = opening("dates", "since").fullmatch(key, 0, mention.start)
    return since is not None or (
        key.startswith(("từ ngày", "từ "), mention.start) and mention.start < 8
    )


def _since(sentence: Sentence, at: int) -> list[DateMention]:
    """ "Từ ngày 1-8, ông A giữ quyền …": the day from which it is so."""
    opening = [
        one
        for one in sentence.dates()
        if one.day and one.end <= at and _begins_then(sentence.key, one)
    ]
    return opening[:1]


def _same_part(key: str, days: list[DateMention], at: int) -> list[DateMention]:
    """Between semicolons each part has days of its own, if it has any."""
    start = key.rfind(";", 0, at) + 1
    end = key.find(";", at)
    here = [one for one in days if start <= one.start and (end < 0 or one.end <= end)]
    return here or [one for one in days if one.start < at]


def _effective(story: Story, made: Line) -> date | None:
    """ "Thời điểm tính từ ngày 17.11": the next sentence gives the day."""
    at = made.sentence.index + 1
    following = story.document.sentences[at : at + 1]
    if not following or not opens("statements", "effective", following[0].key):
        return None
    return next(
        filter(None, (_resolve(story, one) for one in following[0].dates())), None
    )


def _evening_before(sentence: Sentence, day: date) -> date:
    key = sentence.key
    if "hôm trước" in key or "tối trước đó" in key:
        return day - timedelta(days=1)
    return day


def _resolve(story: Story, mention: DateMention) -> date | None:
    """The day that a mention means, in the year that the text tells if need be."""
    return story.document.day_of(mention, year=story.document.year)


def _any_day(document: Document, story: Story) -> date | None:
    """The first day that the text names, in the year of the news.

    One that the text recalls stands for it only where there is no other.
    """
    near = document.sentences[:NEAR_TOP]
    told = [one for one in near if not opens_recalled(one)]
    recalled = [one for one in near if opens_recalled(one)]
    for sentence in (*told, *recalled):
        for mention in sentence.dates():
            day = _resolve(story, mention) if mention.is_day else None
            if day and day.year == document.year:
                return day
    return None

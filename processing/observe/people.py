"""Reads who holds what, and who comes, stays, leaves or is punished.

Every sentence that names a title is taken apart (``cast``, ``changes``); what it claims
is weighed against the whole article: short names are completed, provinces and days
found, biographies and plans left out, and one change told several times becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from processing.model import (
    Kind,
    LeadershipChangeFields,
    Observation,
    OfficeHolderFields,
)
from processing.observe.background import DAYS, Background, tells
from processing.observe.cast import Line, Role, is_loose, line, province_of
from processing.observe.changes import Claim, Found, changes, reason
from processing.observe.confidence import confidence
from processing.observe.dates import DateMention, make_date
from processing.observe.document import Document, Sentence, Zone
from processing.observe.names import Persons, folded, tenures
from processing.observe.posts import BOARD, Memory, Post
from processing.observe.scope import Basis, Scope

TRIGGERS = (
    *("bí thư", "chủ tịch", "trưởng ban", "chủ nhiệm", "chánh văn phòng", "chánh vp"),
    *("uvbtv", "pct ", "cvp", "pbt", "cnubkt", "phó bí"),
)
#: A sentence without any of these words says nothing of people in office.
WORDS = (
    *TRIGGERS,
    *(
        "miễn nhiệm",
        "bãi nhiệm",
        "cách chức",
        "thôi ",
        "nghỉ hưu",
        "từ trần",
        "qua đời",
    ),
    *("kỷ luật", "cảnh cáo", "khiển trách", "khai trừ", "khởi tố", "bắt", "đình chỉ"),
    *("chuyển công tác", "phụ trách", "điều hành", "giữ chức", "tái cử", "thường vụ"),
)
PARTY_RANK = {
    "party_deputy_secretary": 1,
    "party_standing_deputy_secretary": 2,
    "party_secretary": 3,
}
FAMILIES = (
    ("party_secretary", "party_standing_deputy_secretary", "party_deputy_secretary"),
    ("peoples_committee_chair", "peoples_committee_vice_chair"),
    ("peoples_council_chair", "peoples_council_vice_chair"),
)
VICE = {"peoples_committee_vice_chair", "peoples_council_vice_chair"}
CHAIRS = {"peoples_committee_chair", "peoples_council_chair"}
MOVES_WITH = {*FAMILIES[0], "peoples_committee_chair"}


@dataclass(frozen=True, slots=True)
class Event:
    """A change with everything found out about it."""

    person: str
    position: str
    direction: str
    change: str
    scope: Scope
    day: date | None
    sentence: Sentence
    explicit: bool
    implied: bool = False

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        """What two reports of the same change share."""
        return (folded(self.person), seat(self.position), self.direction, self.province)

    @property
    def province(self) -> str | None:
        """Whose post it is."""
        return self.scope.province


@dataclass(slots=True)
class Story:
    """What is known of an article so far, while it is being read."""

    document: Document
    memory: Memory = field(default_factory=Memory)
    persons: Persons = field(default_factory=Persons)
    events: list[Event] = field(default_factory=list)
    planned: set[tuple[str, str]] = field(default_factory=set)
    holders: list[tuple[str, Role, Line, Scope]] = field(default_factory=list)
    titles: dict[str, list[tuple[Post, Scope]]] = field(default_factory=dict)
    news: date | None = None
    last_in: Event | None = None
    lists_at: int | None = None
    electing_at: int | None = None
    candidates: list[tuple[Line, Claim, str]] = field(default_factory=list)
    last_day: tuple[int, date] | None = None
    gone: set[str] = field(default_factory=set)
    spoken_of: str | None = None


def seat(position: str) -> str:
    """Positions that count as one when reports are joined."""
    if position == "party_standing_deputy_secretary":
        return "party_deputy_secretary"
    return position


def read(document: Document) -> Iterator[Observation]:
    """The leadership changes and office holders that an article reports."""
    story = Story(document)
    lines = {
        sentence.index: line(sentence, story.memory)
        for sentence in document.all_sentences
        if any(word in sentence.key for word in WORDS)
    }
    if not any("P" in made.letters for made in lines.values()):
        return
    _meet(story, lines.values())
    story.news = _news_day(document)
    background = Background(document)
    last = max(lines)
    for sentence in document.all_sentences[: last + 2]:
        is_past = background.is_background(sentence, story.news)
        if made := lines.get(sentence.index):
            _read_line(story, made, is_past=is_past)
        _note_day(story, sentence, is_past=is_past)
    events = _joined(story)
    yield from map(_event_observation, events)
    yield from _holder_observations(story, events)


def _news_day(document: Document) -> date | None:
    """The day of the news: the first one named in the lead, else the publication."""
    for sentence in document.all_sentences[:7]:
        for mention in sentence.dates():
            if (
                mention.is_day
                and tells(sentence, mention)
                and (day := document.day_of(mention))
            ):
                far = document.published and abs(day - document.published).days > 10
                if not far:
                    return _evening_before(sentence, day)
    return document.published


# --- persons ----------------------------------------------------------------------


def _meet(story: Story, lines: Iterable[Line]) -> None:
    """Learn all full names first: the headline may use the short one."""
    for made in lines:
        for piece in made.pieces:
            if piece.letter == "N":
                story.persons.add(piece.text)


def _person(story: Story, made: Line, name: int) -> str | None:
    if name < 0:
        return None
    piece = made.pieces[name]
    if piece.letter == "N":
        return " ".join(piece.text.split())
    return story.persons.resolve(piece.text)


# --- one sentence -------------------------------------------------------------------


def _read_line(story: Story, made: Line, *, is_past: bool) -> None:
    found = changes(made)
    if not is_past and _ALL_ELECTED.search(made.sentence.key):
        _elect_candidates(story, made)
    for claim in found.claims:
        _weigh(story, made, claim, is_past=is_past)
    for claim in found.elsewhere:
        _weigh_move(story, made, claim, is_past=is_past)
    if not is_past:
        _replaced(story, made, found)
    _slate(story, made, found, is_past=is_past)
    _note_list(story, made, is_past=is_past)
    _remember_titles(story, made, found, is_past=is_past)


_ALL_ELECTED = re.compile(
    r"(?:cả (?:hai|ba|bốn|năm|sáu|bảy|\d+)|các|những) (?:nhân sự|ông|người|đồng chí"
    r"|ứng cử viên|ứng viên)[^.;]{0,60}(?:đều |đã )+trúng cử"
)


def _elect_candidates(story: Story, made: Line) -> None:
    """ "Cả sáu nhân sự đều đã trúng cử": those proposed before are elected."""
    for line_, claim, person in story.candidates:
        near = made.sentence.index - line_.sentence.index
        if 0 <= near <= 3 and claim.direction == "in" and claim.post.position:
            whose = province_of(line_, claim.post, claim.run, None)
            event = _event(story, line_, claim, person, claim.post.position, whose)
            story.events.append(replace(event, change="elected", explicit=True))


def _note_day(story: Story, sentence: Sentence, *, is_past: bool) -> None:
    """The day last named: the sentences after it go on with it."""
    if is_past or sentence.is_headline:
        return
    for mention in sentence.dates():
        if mention.is_day and not mention.same_day and tells(sentence, mention):
            day = _resolve(story, mention)
            near = story.news and day and abs((day - story.news).days) <= DAYS
            if day and near:
                story.last_day = (sentence.index, _evening_before(sentence, day))


def _remember_titles(story: Story, made: Line, found: Found, *, is_past: bool) -> None:
    moved = {claim.name for claim in found.claims} | {
        claim.name
        for claim in found.elsewhere
        if _is_away(made.sentence.key[claim.post.start : claim.post.end])
    }
    moved_later = {claim.name for claim in found.claims if claim.planned}
    for role in made.roles:
        person = _person(story, made, role.name)
        if person is None or role.post.position is None:
            continue
        told = role.prefixed or role.post.current
        if is_past and (not told or role.name in moved):
            continue
        if not told and re.search(r"Z[^,;]*=", made.letters[: role.name]):
            continue
        if not told and made.sentence.key.startswith("trước khi"):
            continue
        if role.grouped and role.name in moved_later:
            continue
        if role.post.term.startswith("khóa") and role.name in moved:
            continue
        whose = province_of(made, role.post, role.run, person)
        if is_loose(role.post, role.run) and whose.basis > Basis.HOME:
            continue
        story.titles.setdefault(folded(person), []).append((role.post, whose))
        story.holders.append((person, role, made, whose))


def _weigh(story: Story, made: Line, claim: Claim, *, is_past: bool) -> None:
    person = _person(story, made, claim.name)
    if person is None:
        return
    position = claim.post.position
    if position is None:
        if claim.direction == "sanction":
            _sanction(story, made, claim, person, is_past=is_past)
    elif claim.planned:
        story.planned.add((folded(person), seat(position)))
        story.candidates.append((made, claim, person))
    elif _is_news(story, made, claim, is_past=is_past):
        _tell(story, made, claim, person, position)


def _is_news(story: Story, made: Line, claim: Claim, *, is_past: bool) -> bool:
    if claim.past or is_past or _is_old(story, made, claim):
        return False
    return claim.explicit or _is_in_company(story, made, claim)


def _tell(story: Story, made: Line, claim: Claim, person: str, position: str) -> None:
    whose = province_of(made, claim.post, claim.run, None)
    if is_loose(claim.post, claim.run) and whose.basis > Basis.HOME:
        return
    event = _event(story, made, claim, person, position, whose)
    story.events.append(event)
    if event.direction in ("in", "continued"):
        story.last_in = event


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
    last = story.last_in
    return last is not None and 0 <= made.sentence.index - last.sentence.index <= 2


def _is_old(story: Story, made: Line, claim: Claim) -> bool:
    background = Background(story.document)
    return background.is_told_as_old(made.sentence, claim.at, story.news)


def _event(
    story: Story, made: Line, claim: Claim, person: str, position: str, whose: Scope
) -> Event:
    day = _day(story, made, claim.at)
    if claim.direction == "sanction":
        day = _session(story.document) or day
    if day is None:
        day = _by_tenure(story, made, claim, person, position)
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
    )


def _session(document: Document) -> date | None:
    """The last day of the session of inspectors whose communiqué it is."""
    for sentence in document.sentences[:5]:
        if "họp" not in sentence.key or "kỳ" not in sentence.key:
            continue
        ranges = [one for one in sentence.dates() if one.first]
        if ranges:
            return document.day_of(ranges[0])
        ended = re.search(r"từ ngày[^,;]{1,14}đến", sentence.key)
        if ended:
            last = [one for one in sentence.dates() if one.start >= ended.end() - 4]
            return document.day_of(last[0]) if last else None
    return None


def _by_tenure(
    story: Story, made: Line, claim: Claim, person: str, position: str
) -> date | None:
    """A day printed without its year, in the year when the tenure is known to begin.

    Or to end, for a departure; only where one year is possible.
    """
    mentions = [
        one
        for sentence in (made.sentence, *story.document.sentences[:4])
        for one in sentence.dates()
        if one.day and one.month and not one.year
    ]
    if not mentions or claim.direction not in ("in", "out"):
        return None
    years = {
        (
            one.valid_from
            if claim.direction == "in"
            else one.valid_to or one.valid_from
        ).first.year
        for one in tenures(person)
        if one.position_id == position
        and "weak" not in one.confidence
        and (claim.direction == "in" or one.valid_to)
    }
    if len(years) != 1:
        return None
    first = mentions[0]
    return make_date(years.pop(), first.month or 1, first.day or 1)


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
        if claim.planned:
            story.planned.add((folded(person), seat(post.position or "")))
        elif not (claim.past or is_past or _is_old(story, made, claim)):
            story.events.append(
                _event(story, made, claim, person, post.position or "", whose)
            )


def _weigh_move(story: Story, made: Line, claim: Claim, *, is_past: bool) -> None:
    """Someone goes to an office that is not watched: out of the one held so far."""
    person = _person(story, made, claim.name)
    if person is None or claim.planned or claim.past or is_past:
        return
    where = made.sentence.key[claim.post.start : claim.post.end]
    down = any(
        role.post.position and _is_moved(made, role.post.position)
        for role in made.roles_of(claim.name)
    )
    if claim.direction != "in" or not (_is_away(where) or (down and _is_post(where))):
        return
    titles = [
        (role.post, province_of(made, role.post, role.run, person))
        for role in made.roles_of(claim.name)
        if role.post.position and not role.post.former and not role.post.new
    ]
    _leave(story, made, claim, person, titles)


def _leave(
    story: Story,
    made: Line,
    claim: Claim,
    person: str,
    titles: list[tuple[Post, Scope]],
) -> None:
    for post, whose in titles:
        if not whose.province or not post.position:
            continue
        if post.position in MOVES_WITH or _is_moved(made, post.position):
            event = _event(story, made, claim, person, post.position, whose)
            story.gone.add(folded(person))
            story.events.append(
                replace(event, direction="out", change="transferred", implied=True)
            )
            return


def _is_moved(made: Line, position: str) -> bool:
    """Whether the head of a commission is sent to another office."""
    if "commission" not in position and position != "party_office_chief":
        return False
    return any(piece.letter == "I" and piece.data.get("moves") for piece in made.pieces)


def _is_post(title: str) -> bool:
    """Whether a title is an office that takes a whole person."""
    return not any(word in title for word in _NOT_AWAY) and any(
        word in title for word in ("giám đốc", "chánh thanh tra", *_AWAY)
    )


_AWAY = (
    *("bộ trưởng", "thứ trưởng", "trung ương", "t.ư", "quốc hội", "chính phủ"),
    *(
        "thủ tướng",
        "huyện ủy",
        "quận ủy",
        "thị ủy",
        "chủ tịch nước",
        "việt nam",
        "nhà nước",
    ),
)
_NOT_AWAY = ("ủy viên", "tổ trưởng", "ban chỉ đạo", "đoàn đại biểu", "tiểu ban")


def _is_away(title: str) -> bool:
    """Whether a title is one for which the province is left."""
    return any(word in title for word in _AWAY) and not any(
        word in title for word in _NOT_AWAY
    )


def _replaced(story: Story, made: Line, found: Found) -> None:
    """ "Ông Bình thay bà Dung": out of the office that was told of just before."""
    last = story.last_in
    match = re.search(r"([Nn])[pw]{0,3}T[wo]{0,3}H*([Nn])", made.letters)
    if last is None or match is None or any(c.direction == "out" for c in found.claims):
        return
    if made.sentence.index - last.sentence.index not in (0, 1):
        return
    came = _person(story, made, match.start(1))
    left = _person(story, made, match.start(2))
    if came is None or left is None or folded(came) != folded(last.person):
        return
    tail = made.sentence.key[made.pieces[match.start(2)].end :]
    story.events.append(
        replace(
            last,
            person=left,
            direction="out",
            change=reason(tail) or "replaced",
            sentence=made.sentence,
        )
    )


def _slate(story: Story, made: Line, found: Found, *, is_past: bool) -> None:
    """Who was elected with somebody, told after it without a verb of its own.

    "Hai Phó Bí thư là ông A và ông B", or a list with one person a line.
    """
    if is_past or made.sentence.is_headline or not _is_electing(story, made):
        return
    if any(word in made.sentence.key for word in _NOT_A_SLATE):
        return
    listing = _LISTING.match(made.letters)
    claimed = {claim.name for claim in found.claims}
    for role in made.roles:
        if role.post.position is None or role.post.former or role.name in claimed:
            continue
        named = role.grouped and re.search("[=:]", made.letters[: role.name])
        if named or (listing and story.lists_at is not None):
            _elected_with(story, made, role)


#: What is so today, or of several units one by one, is not a list of the elected.
_NOT_A_SLATE = ("hiện", "đến nay", "như vậy", "lần lượt")
#: A line that is an entry of a list: a name with its titles, or the other way round.
_LISTING = re.compile(r"^[\-#.)*+]{0,3}(?:HN|N|P|mP|m)[^IOXJETMZ]*$")
SLATE = 6  # lines that a list may go on for


def _is_electing(story: Story, made: Line) -> bool:
    """Whether an election has been told of just before."""
    at = made.sentence.index
    if story.electing_at is not None and 0 < at - story.electing_at <= 3:
        return True
    if story.last_in and 0 <= at - story.last_in.sentence.index <= 1:
        return True
    return story.lists_at is not None and 0 < at - story.lists_at <= SLATE


def _note_list(story: Story, made: Line, *, is_past: bool) -> None:
    """ "Ban Chấp hành đã bầu Bí thư, Phó Bí thư gồm:" opens a list of the elected."""
    if is_past or made.sentence.is_headline:
        return
    opens = re.search(r"I[^NnM]*[PbJ][^NnM]*$", made.letters)
    ends = made.sentence.text.rstrip().endswith((":", "gồm", "sau"))
    if not opens or "M" in made.letters:
        return
    story.electing_at = made.sentence.index
    if ends:
        story.lists_at = made.sentence.index


def _elected_with(story: Story, made: Line, role: Role) -> None:
    person, last = _person(story, made, role.name), story.last_in
    if person is None:
        return
    whose = province_of(made, role.post, role.run, None)
    again = _marked_again(made, role.name)
    change = last.change if last and last.direction == "in" else "elected"
    story.events.append(
        Event(
            person,
            role.post.position or "",
            "continued" if again else "in",
            "re_elected" if again else change,
            last.scope if last and not whose.province else whose,
            _day(story, made, role.post.start) or (last.day if last else None),
            made.sentence,
            explicit=True,
        )
    )


def _marked_again(made: Line, name: int) -> bool:
    """Whether "(tái cử)" stands beside a name of a list."""
    end = next(
        (n for n in range(name + 1, len(made.letters)) if made.letters[n] in "Nn"),
        len(made.letters),
    )
    return any(
        piece.letter == "A" or piece.value == "re_elected"
        for piece in made.pieces[name:end]
    )


# --- days ----------------------------------------------------------------------------


def _day(story: Story, made: Line, at: int) -> date | None:
    """The day of a change: named before the verb, else in the sentence, else news."""
    document = story.document
    days = [
        one
        for one in made.sentence.dates()
        if one.is_day and (one.start > at or tells(made.sentence, one))
    ]
    days = _same_part(made.sentence.key, days, at)
    turn = next(
        (p.start for p in made.pieces if p.letter == "T"), len(made.sentence.key)
    )
    if at < turn:
        days = [one for one in days if one.start < turn]
    before = [one for one in days if one.start <= at]
    after = [one for one in days if one.start > at]
    nearest = reversed(before) if at < turn else iter(after)
    for mention in (*nearest, *days):
        if mention.same_day:
            return story.news
        if day := _resolve(story, mention):
            return _evening_before(made.sentence, day)
    if day := _effective(story, made):
        return day
    if story.last_day and 0 <= made.sentence.index - story.last_day[0] <= 2:
        return story.last_day[1]
    return story.news or _any_day(document, story)


def _same_part(key: str, days: list[DateMention], at: int) -> list[DateMention]:
    """Between semicolons each part has days of its own, if it has any."""
    start = key.rfind(";", 0, at) + 1
    end = key.find(";", at)
    here = [one for one in days if start <= one.start and (end < 0 or one.end <= end)]
    return here or [one for one in days if one.start < at]


_EFFECTIVE = re.compile(r"^\W*thời (?:điểm|gian)[^.]{0,40}từ ngày")


def _effective(story: Story, made: Line) -> date | None:
    """ "Thời điểm tính từ ngày 17.11": the next sentence gives the day."""
    at = made.sentence.index + 1
    following = story.document.sentences[at : at + 1]
    if not following or not _EFFECTIVE.search(following[0].key):
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
    return story.document.day_of(mention, year=_year(story.document))


def _year(document: Document) -> int | None:
    """The year where nothing but the text tells it; see ``Document.year``."""
    return document.year


def _any_day(document: Document, story: Story) -> date | None:
    """The first day that the text names, in the year of the news."""
    for sentence in document.sentences[:6]:
        for mention in sentence.dates():
            day = _resolve(story, mention) if mention.is_day else None
            if day and day.year == document.year:
                return day
    return None


# --- the whole article ---------------------------------------------------------------


def _joined(story: Story) -> list[Event]:
    """One event for each change; the sentence that says most about it stays."""
    best: dict[tuple[object, ...], Event] = {}
    for event in story.events:
        if event.sentence.is_headline and (
            (folded(event.person), seat(event.position)) in story.planned
        ):
            continue
        known = best.get(event.key)
        if known is None or _weight(event) > _weight(known):
            best[event.key] = event
    kept = [
        event
        for event in best.values()
        if not (_overruled(event, best.values()) or _is_milder(event, best.values()))
    ]
    kept += list(_left_behind(story, kept))
    return [_moved_on(story, event, kept) for event in kept]


def _left_behind(story: Story, events: list[Event]) -> Iterator[Event]:
    """Who comes from an office in another province has left it."""
    told = {(folded(event.person), event.province, event.direction) for event in events}
    for event in events:
        if event.direction != "in" or event.position not in MOVES_WITH:
            continue
        for post, whose in story.titles.get(folded(event.person), []):
            other = whose.province
            if whose.basis > Basis.SENTENCE or other in (None, event.province):
                continue
            key = (folded(event.person), other, "out")
            if post.former or post.position not in MOVES_WITH or key in told:
                continue
            told.add(key)
            yield replace(
                event,
                position=post.position,
                direction="out",
                change="transferred",
                scope=whose,
                implied=True,
            )


def _moved_on(story: Story, event: Event, events: list[Event]) -> Event:
    """A departure without a reason, of one who goes to another unit: transferred."""
    if event.direction != "out" or event.change != "relieved":
        return event
    person = folded(event.person)
    elsewhere = any(
        folded(other.person) == person
        and other.direction == "in"
        and other.province != event.province
        for other in events
    )
    if elsewhere or person in story.gone or _told_to_move(story, event):
        return replace(event, change="transferred")
    return event


_ON_THE_MOVE = re.compile(
    r"chuyển công tác|chuyển sang|nhận nhiệm vụ|nhận chức|nhận công tác|được điều động"
    r"|được luân chuyển"
)


def _told_to_move(story: Story, event: Event) -> bool:
    """Whether one of the next sentences says where the person goes."""
    at = event.sentence.index + 1
    short = folded(event.person).rsplit(" ", 1)[-1]
    return any(
        re.search(rf"(?<!\w){re.escape(short)}(?!\w)", following.key)
        and _ON_THE_MOVE.search(following.key)
        for following in story.document.sentences[at : at + 2]
        if len(following.text) < 200
    )


def _weight(event: Event) -> tuple[bool, bool, bool, bool]:
    vague = event.change in ("replaced", "relieved")
    return (
        event.explicit,
        not event.sentence.is_headline,
        not vague,
        event.sentence.zone is not Zone.CAPTION,
    )


def _is_milder(event: Event, events: Iterable[Event]) -> bool:
    """ "kỷ luật bằng hình thức cách chức": the dismissal says it all."""
    return (event.direction, event.change) == ("sanction", "disciplined") and any(
        other.change == "dismissed" and folded(other.person) == folded(event.person)
        for other in events
    )


def _overruled(event: Event, events: Iterable[Event]) -> bool:
    """In and continued of one seat, or a guess beside a statement: the better stays."""
    for other in events:
        if other is event or (folded(other.person), seat(other.position)) != (
            folded(event.person),
            seat(event.position),
        ):
            continue
        if {other.direction, event.direction} == {"in", "continued"} and (
            other.province == event.province or event.sentence.is_headline
        ):
            return _weight(event) < _weight(other) or (
                _weight(event) == _weight(other) and event.direction == "in"
            )
        if other.direction == event.direction and event.province is None:
            return True
        if other.direction == event.direction and event.sentence.is_headline:
            return True
    return False


def _event_observation(event: Event) -> Observation:
    return Observation(
        Kind.LEADERSHIP_CHANGE,
        event.province,
        event.day,
        confidence(event.sentence, event.scope.basis, implied=event.implied),
        event.sentence.evidence(),
        LeadershipChangeFields(
            event.person, event.position, event.direction, event.change
        ),
    )


# --- holders -----------------------------------------------------------------------


def _holder_observations(story: Story, events: list[Event]) -> Iterator[Observation]:
    seen: set[tuple[str, str, str | None]] = set()
    for person, role, made, whose in story.holders:
        post = role.post
        if post.former or post.position is None or _is_void(role, made):
            continue
        key = (folded(person), seat(post.position), whose.province)
        if key in seen or _gone(person, post, role, whose, events, story.gone):
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
        return not (role.grouped or post.new)
    if post.acting or role.listed:
        return True
    return "U" in made.letters[max(0, role.name - 2) : role.name] and role.prefixed


def _gone(
    person: str,
    post: Post,
    role: Role,
    whose: Scope,
    events: list[Event],
    gone: set[str],
) -> bool:
    """Whether the article says that the person leaves it, or rose above it."""
    for event in events:
        if folded(event.person) != folded(person):
            continue
        same = seat(event.position) == seat(post.position or "")
        if event.direction == "out" and event.province in (whose.province, None):
            if event.implied and folded(person) in gone:
                continue
            if same and not post.current:
                return True
            if event.change == "transferred" and not post.current:
                return True
        if event.direction not in ("in", "continued") or event.change == "acting":
            continue
        if role.prefixed and post.new:
            continue
        if event.province == whose.province and _superseded(post, event):
            return True
    return False


def _superseded(post: Post, event: Event) -> bool:
    family = next((one for one in FAMILIES if post.position in one), ())
    if post.position in VICE and event.position in CHAIRS:
        return True
    if event.position not in family or post.position == event.position:
        return False
    return family.index(event.position) < family.index(post.position or "")


__all__ = ["BOARD", "TRIGGERS", "read"]

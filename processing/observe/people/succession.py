"""Who comes after whom, told behind an arrival or a departure with "thay" alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from processing.gazetteer.positions import BY_ID as POSITIONS
from processing.observe.changes.claims import Found, reason
from processing.observe.language.names import folded
from processing.observe.language.phrases import ends, follows, pattern
from processing.observe.people.recalled import tells
from processing.observe.people.story import CHAIRS, Event, Story, person_of
from processing.observe.people.vouching import VACANT
from processing.observe.sentence.roles import Line

NEAR = 5  # sentences after an arrival in which "thay ông B" means that one's office


def tell_replaced(story: Story, made: Line, found: Found) -> bool:
    """Who is out of the office to which another came, as was told just before.

    Says whether anything was told.
    """
    return (
        _tell_predecessor(story, made)
        or _tell_titled_successor(story, made, found)
        or _tell_of_the_last(story, made, found)
        or _tell_left_this(story, made, found)
        or _tell_who_made_room(story, made, found)
    )


def _leaves(
    story: Story,
    made: Line,
    person: str,
    came: Event,
    end: int,
    otherwise: str = "replaced",
) -> None:
    """Add that a person left what another came to; why, is told from ``end`` on."""
    why = reason(made.sentence.key[end:]) or otherwise
    gone = replace(came, person=person, direction="out", change=why)
    day = _day_left(story, made, came, end)
    story.events.append(replace(gone, sentence=made.sentence, day=day))


def _day_left(story: Story, made: Line, came: Event, end: int) -> date | None:
    """ "… thay ông B, người hôm qua được phân công công tác khác": a day of its own."""
    for mention in made.sentence.dates():
        if mention.start < end or not (
            mention.is_day and tells(made.sentence, mention)
        ):
            continue
        day = story.document.day_of(mention)
        if day and came.day and came.day - VACANT <= day <= came.day:
            return day
    return came.day


_REPLACES = re.compile(r"([Nn])[pwM]{0,3}I?T[wJo]{0,3}H*([Nn])")


def _tell_of_the_last(story: Story, made: Line, found: Found) -> bool:
    """ "Ông Bình thay bà Dung": out of the office that was told of just before."""
    last, match = story.last_in, _REPLACES.search(made.letters)
    if last is None or match is None or any(c.direction == "out" for c in found.claims):
        return False
    if not 0 <= made.sentence.index - last.sentence.index <= NEAR:
        return False
    came = person_of(story, made, match.start(1))
    left = person_of(story, made, match.start(2))
    if came is None or left is None or not _is_called(last.person, came, made, match):
        return False
    _leaves(story, made, left, last, made.pieces[match.start(2)].end)
    return True


#: "miễn nhiệm chức vụ này đối với ông B", "ông B được miễn nhiệm chức danh trên".
_LEFT_THIS = re.compile(r"(O)(?=J?(w{1,2})oH*([Nn]))J?w{1,2}oH*[Nn]")
_LEAVES_THIS = re.compile(
    r"(?=([Nn]))[Nn]w{0,2}p?[bBw]{0,2}(?P<verb>O)J?(?P<this>w{1,2})"
)
#: "Ông B, người giữ chức vụ này từ 2020, được điều động về Trung ương".
_HELD_THIS = re.compile(
    r"(?=H*([Nn]))H*[Nn],w?J(?P<this>w)[w#]{0,4},?p[bBw]{0,2}(?P<verb>[IO])"
)
#: "Người giữ chức vụ này trước đó, ông B, được điều động về Trung ương".
_WHO_HELD_THIS = re.compile(
    r"w[Zw]{0,2}J(?P<this>w)[wZ#]{0,4}(?:,|=)H*(?P<who>[Nn]),?w{0,2}p[bBw]{0,2}(?P<verb>[IO])"
)
_WAS_HELD = re.compile(r"(?=J[wo]{2,6}H*([Nn]))(?P<verb>J)(?P<this>w)")
_A_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_THIS = ("này", "trên", "nói trên", "đó")


def _tell_left_this(story: Story, made: Line, found: Found) -> bool:
    """ "… và miễn nhiệm chức vụ này đối với ông B": out of what another came to."""
    last = story.last_in
    if last is None or any(one.direction == "out" for one in found.claims):
        return False
    if not 0 <= made.sentence.index - last.sentence.index <= 1:
        return False
    verb, this, name = _who_left_this(made)
    if verb < 0 or "M" in made.letters[:verb] or not this.startswith(_THIS):
        return False
    left = person_of(story, made, name)
    if left is None or folded(left) == folded(last.person):
        return False
    piece = made.pieces[verb]
    how = "replaced" if piece.letter == "J" else _WHY.get(piece.letter, piece.value)
    _leaves(story, made, left, last, made.pieces[max(name, verb)].end, how)
    return True


def _who_left_this(made: Line) -> tuple[int, str, int]:
    """The verb, which office it is of, and the name; a verb -1 where there is none."""
    if match := _LEFT_THIS.search(made.letters):
        verb, name, this = match.start(1), match.start(3), match.span(2)
    elif match := _WHO_HELD_THIS.match(made.letters):
        verb, name, this = match.start("verb"), match.start("who"), match.span("this")
    elif match := (
        _LEAVES_THIS.search(made.letters)
        or _HELD_THIS.match(made.letters)
        or held_before(made)
    ):
        verb, name, this = match.start("verb"), match.start(1), match.span("this")
    else:
        return -1, "", -1
    words = (one.text.lower() for one in made.pieces[slice(*this)])
    return verb, " ".join(words), name


def held_before(made: Line) -> re.Match[str] | None:
    """ "Chức danh này trước đó do ông B đảm nhiệm": who has just left it."""
    key = made.sentence.key
    told = follows("statements", "until_then", key, 0) and not _A_YEAR.search(key)
    return _WAS_HELD.match(made.letters) if told else None


_MADE_ROOM = re.compile(
    r"[Zw]H*([Nn])(?:\([^()]*\))?,?(?:w{0,2}([EO])|w?p[bBw]{0,2}([OI]))"
)
_WHY = {"I": "transferred", "O": "relieved"}


def _tell_who_made_room(story: Story, made: Line, found: Found) -> bool:
    """ "… sau khi ông B được miễn nhiệm": out of the one seat that A came to.

    Told with the arrival or right behind it, and naming no office of B's.
    """
    last, match = story.last_in, _MADE_ROOM.search(made.letters)
    if last is None or match is None or not _is_one_seat(last):
        return False
    name = made.pieces[match.start(1)]
    key = made.sentence.key
    near = made.sentence.index - last.sentence.index in (0, 1)
    since = ends("statements", "since_he_left", key, 0, name.start)
    if not (near and since) or _is_known_by_now(key):
        return False
    left = person_of(story, made, match.start(1))
    told = any(
        one.name == match.start(1) and one.direction == "out" for one in found.claims
    )
    if left is None or told or folded(left) == folded(last.person):
        return False
    verb = made.pieces[match.start(match.lastindex or 0)]
    _leaves(story, made, left, last, verb.end, _WHY.get(verb.letter, verb.value))
    return True


def _is_one_seat(event: Event) -> bool:
    position = POSITIONS.get(event.position)
    return position is not None and position.is_single_seat and not event.bare


def _is_called(person: str, came: str, made: Line, found: re.Match[str]) -> bool:
    """Whether who replaces is the one: by the full name, or the end of it."""
    named = made.pieces[found.start(1)]
    short = named.letter == "n" and folded(person).endswith(f" {folded(named.text)}")
    return short or folded(came) == folded(person)


_TITLED_SUCCESSOR = re.compile(r"([Nn])[,\-](P),?T[wo]{0,2}H*([Nn])")


def _tell_titled_successor(story: Story, made: Line, found: Found) -> bool:
    """ "Ông A - tân Bí thư Tỉnh ủy thay thế ông B": out of what A came to."""
    match = _TITLED_SUCCESSOR.search(made.letters)
    post = made.pieces[match.start(2)].post if match else None
    if match is None or post is None or not post.new or found.claims:
        return False
    came = person_of(story, made, match.start(1))
    left = person_of(story, made, match.start(3))
    for event in story.events:
        same = event.direction == "in" and event.position == post.position
        if came and left and same and folded(event.person) == folded(came):
            _leaves(story, made, left, event, post.end)
            return True
    return False


_PREDECESSOR = re.compile(
    r"T(?:(?:o?H*([Nn])|o?H)?(?:[w]{0,2}=|,)H*|H*(?=[Nn],?w{0,2}p[bBY]{0,2}[IO]))([Nn])"
)


def _tell_predecessor(story: Story, made: Line) -> bool:
    """ "… thay người tiền nhiệm là ông B, nghỉ hưu": out of what A came to."""
    match = _PREDECESSOR.search(made.letters)
    if match is None or "tiền nhiệm" not in made.sentence.key:
        return False
    left = person_of(story, made, match.start(2))
    came = _successor(story, made, match)
    if left is None or came is None or "P" in made.letters[: match.start(2)]:
        return False
    if folded(left) == folded(came.person):
        return False
    came = _named_with_body(story, came)
    _leaves(story, made, left, came, made.pieces[match.start(2)].end)
    return True


def _successor(story: Story, made: Line, found: re.Match[str]) -> Event | None:
    """Who came: the one named ("người tiền nhiệm của ông A"), else the last one."""
    if found[1]:
        named = person_of(story, made, found.start(1)) or ""
        came = (one for one in story.events if folded(one.person) == folded(named))
        return next((one for one in came if one.direction == "in"), None)
    last = story.last_in
    near = last and 0 <= made.sentence.index - last.sentence.index <= NEAR
    return last if near else None


def _named_with_body(story: Story, last: Event) -> Event:
    """ "bầu ông A làm Chủ tịch": the same arrival told with its body, if it was."""
    told = (
        one
        for one in reversed(story.events)
        if folded(one.person) == folded(last.person)
        and {one.position, last.position} == CHAIRS
        and one.direction == last.direction
    )
    return (next(told, None) or last) if last.bare else last


#: "Người thay thế (vị trí P) là ông B", "Người thay thế ông (A) là ông B".
_SUCCESSOR = re.compile(r"T(?:o?H[Nn]?|[wJ,]{0,5}(P?)[w,]{0,4})=H*([Nn])")


def tell_successor(story: Story, made: Line) -> None:
    """ "Người thay thế vị trí Bí thư Tỉnh ủy là ông B": into what A has just left."""
    match = _SUCCESSOR.search(made.letters)
    left = story.events[-1] if story.events else None
    if match is None or left is None or left.direction != "out":
        return
    post = made.pieces[match.start(1)].post if match[1] else None
    near = 0 <= made.sentence.index - left.sentence.index <= 2
    person = person_of(story, made, match.start(2))
    if not near or person is None or (post and post.position != left.position):
        return
    if "tiền nhiệm" in made.sentence.key or folded(person) == folded(left.person):
        return
    came = replace(
        left,
        person=person,
        direction="in",
        change=how_he_comes(made, left.position),
        sentence=made.sentence,
        implied=False,
    )
    story.events.append(came)
    story.last_in = came


_WAYS = ("elected", "appointed", "ratified", "acting")


def how_he_comes(made: Line, position: str) -> str:
    """How somebody comes to an office that the sentence does not name: by its verb."""
    if any(one.letter == "D" for one in made.pieces):
        return "acting"  # "vị trí này được giao cho ông B tạm thời phụ trách"
    verb = next((one.value for one in made.pieces if one.letter == "I"), None)
    usual = "elected" if position.startswith("peoples_") else "appointed"
    return verb if verb in _WAYS else usual


def _is_known_by_now(key: str) -> bool:
    """ "… sau 9 tháng vị trí này bị khuyết"; "tháng 9 năm 2020" is no such time."""
    told = pattern("statements", "for_months").finditer(key)
    return any(not key.startswith("20", one.end()) for one in told)

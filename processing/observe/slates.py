"""Changes told without a verb of their own, after an election or an arrival."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.cast import Line, Role, names_of_list
from processing.observe.claims import AGAIN, Found, reason
from processing.observe.days import day_of_change
from processing.observe.events import event_of
from processing.observe.names import folded
from processing.observe.news import elects_a_body, is_told_as_old
from processing.observe.phrases import holds, opens
from processing.observe.story import CHAIRS, Event, Story, person_of, seat
from processing.observe.whose import province_of


def elect_candidates(story: Story, made: Line) -> None:
    """ "Cả sáu nhân sự đều đã trúng cử": those proposed before are elected."""
    if not holds("slates", "all_elected", made.sentence.key):
        return
    for line_, claim, person in story.candidates:
        near = made.sentence.index - line_.sentence.index
        if 0 <= near <= 3 and claim.direction == "in" and claim.post.position:
            whose = province_of(line_, claim.post, claim.run, None)
            event = event_of(story, line_, claim, person, claim.post.position, whose)
            story.events.append(replace(event, change="elected", explicit=True))


def tell_replaced(story: Story, made: Line, found: Found) -> bool:
    """ "Ông Bình thay bà Dung": out of the office that was told of just before.

    Says whether anything was told.
    """
    last = story.last_in
    if _tell_predecessor(story, made):
        return True
    if _tell_titled_successor(story, made, found):
        return True
    match = re.search(r"([Nn])[pwM]{0,3}T[wo]{0,3}H*([Nn])", made.letters)
    if last is None or match is None or any(c.direction == "out" for c in found.claims):
        return False
    if made.sentence.index - last.sentence.index not in (0, 1):
        return False
    came = person_of(story, made, match.start(1))
    left = person_of(story, made, match.start(2))
    if came is None or left is None or folded(came) != folded(last.person):
        return False
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
    return True


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
            gone = replace(
                event,
                person=left,
                direction="out",
                change=reason(made.sentence.key[post.end :]) or "replaced",
                sentence=made.sentence,
            )
            story.events.append(gone)
            return True
    return False


_PREDECESSOR = re.compile(r"T(?:o?H*([Nn]))?(?:[w]{0,2}=|,)H*([Nn])")


def _tell_predecessor(story: Story, made: Line) -> bool:
    """ "… thay người tiền nhiệm là ông B, nghỉ hưu": out of what A came to."""
    match = _PREDECESSOR.search(made.letters)
    if match is None or "tiền nhiệm" not in made.sentence.key:
        return False
    left = person_of(story, made, match.start(2))
    came = _successor(story, made, match)
    if left is None or came is None or "P" in made.letters[: match.start(2)]:
        return False
    tail = made.sentence.key[made.pieces[match.start(2)].end :]
    gone = replace(
        _named_with_body(story, came),
        person=left,
        direction="out",
        change=reason(tail) or "replaced",
        sentence=made.sentence,
    )
    story.events.append(gone)
    return True


NEAR = 5  # sentences after an arrival in which "người tiền nhiệm" means that one's


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


_SUCCESSOR = re.compile(r"T[wJ,]{0,5}(P?)[w,]{0,4}=H*([Nn])")


def tell_successor(story: Story, made: Line) -> None:
    """ "Người thay thế vị trí Bí thư Tỉnh ủy là ông B": into what A has just left."""
    match = _SUCCESSOR.search(made.letters)
    left = story.events[-1] if story.events else None
    if match is None or left is None or left.direction != "out":
        return
    post = made.pieces[match.start(1)].post if match[1] else None
    near = 0 <= made.sentence.index - left.sentence.index <= 1
    person = person_of(story, made, match.start(2))
    if not near or person is None or (post and post.position != left.position):
        return
    if "tiền nhiệm" in made.sentence.key or folded(person) == folded(left.person):
        return
    came = replace(
        left,
        person=person,
        direction="in",
        change="appointed",
        sentence=made.sentence,
        implied=False,
    )
    story.events.append(came)
    story.last_in = came


def tell_slate(story: Story, made: Line, found: Found, *, is_past: bool) -> None:
    """Who was elected with somebody, told after it without a verb of its own.

    "Hai Phó Bí thư là ông A và ông B", or a list with one person a line.
    """
    if is_past or made.sentence.is_headline or not _is_electing(story, made):
        return
    if holds("slates", "none", made.sentence.key):
        return
    if not found.claims and _is_result(made):
        _elected_to_it(story, made)
        return
    if not found.claims and _tell_those(story, made):
        return
    listing = _LISTING.match(made.letters)
    claimed = {claim.name for claim in found.claims}
    for role in made.roles:
        if role.post.position is None or role.post.former or role.name in claimed:
            continue
        named = role.grouped and _LISTS.search(made.letters, 0, role.name)
        listed = listing and story.lists_at is not None
        if named or (listed and _is_opened(story, role)):
            _elected_with(story, made, role)


_THOSE = re.compile(r"w=[mH]*([Nn])")
_ALL_AGAIN = re.compile(r"\W*cả [^.;]{0,80} (?:tái cử|tái đắc cử|tái bổ nhiệm)")


def _tell_those(story: Story, made: Line) -> bool:
    """ "… kết quả bầu 4 Phó Chủ tịch UBND tỉnh. Đó là ông A, …; ông B, …"."""
    those = _THOSE.match(made.letters)
    post, at = story.opened, made.sentence.index
    just_before = story.electing_at == at - 1 and made.sentence.key.startswith("đó là")
    if not (those and post and post.position and just_before):
        return False
    following = made.sentence.document.sentences[at + 1 : at + 2]
    again = any(_ALL_AGAIN.match(one.key) for one in following)
    for name in names_of_list(made, those.start(1)):
        way = ("continued", "re_elected") if again else story.opened_as
        _elected_with(story, made, Role(name, post, run=(post,)), way)
    return True


def _is_opened(story: Story, role: Role) -> bool:
    """Behind "bầu 3 Phó Bí thư, gồm:" the other titles of each tell what he is."""
    opened = story.opened
    return opened is None or seat(opened.position or "") == seat(
        role.post.position or ""
    )


def _is_result(made: Line) -> bool:
    """ "Kết quả, ông A, Chủ tịch UBND tỉnh trúng cử với 52/54 phiếu"."""
    key = made.sentence.key
    told = opens("slates", "result", key) or holds("slates", "won", key)
    return told and bool(re.search("N.*I[^PJ]*$", made.letters))


#: "Hai Phó Bí thư là …"; not "giao việc cho hai Phó Chủ tịch là …".
_LISTS = re.compile("(?<!o)(?<!o[m#])(?<!o[m#]H)P[^P]*[=:]")


def _elected_to_it(story: Story, made: Line) -> None:
    post, verb = story.opened, made.letters.rindex("I")
    if post is None or not post.position or made.pieces[verb].data.get("moves"):
        return
    first = made.letters.index("N")
    role = Role(first, post, run=(post,))
    _elected_with(story, made, role)


#: A line that is an entry of a list: a name with its titles, or the other way round.
_LISTING = re.compile(r"^[\-#.)*+]{0,3}(?:HN|N|P|mP|m)[^IOXJETMZ]*$")


SLATE = 6  # lines that a list may go on for


def _is_electing(story: Story, made: Line) -> bool:
    """Whether an election has been told of just before."""
    at = made.sentence.index
    if elects_a_body(made.sentence) and "M" not in made.letters:
        return True
    if story.electing_at is not None and 0 < at - story.electing_at <= 3:
        return True
    if story.last_in and 0 <= at - story.last_in.sentence.index <= 1:
        return True
    return story.lists_at is not None and 0 < at - story.lists_at <= SLATE


def note_list(story: Story, made: Line, *, is_past: bool) -> None:
    """ "Ban Chấp hành đã bầu Bí thư, Phó Bí thư gồm:" opens a list of the elected."""
    if is_past or made.sentence.is_headline:
        return
    if holds("slates", "new_body", made.sentence.key) and "M" not in made.letters:
        story.electing_at = made.sentence.index
    opens = re.search(r"I[^NnM]*[PbJ][^NnM]*$", made.letters)
    ends = made.sentence.text.rstrip().endswith((":", "gồm", "sau"))
    if not opens or "M" in made.letters:
        return
    if is_told_as_old(story, made, made.pieces[opens.start()].start):
        return
    story.electing_at = made.sentence.index
    posts = [
        one.post
        for one in made.pieces
        if one.letter == "P" and one.post and not one.post.former
    ]
    alike = len({seat(post.position or "") for post in posts}) == 1
    story.opened = posts[-1] if alike and (ends or not posts[1:]) else None
    story.opened_as = _way_of(made)
    if ends:
        story.lists_at = made.sentence.index


def _way_of(made: Line) -> tuple[str, str]:
    """Direction and change of what a sentence decides on: "chuẩn y", "tiếp tục"."""
    last = made.letters.rindex("I")
    change = made.pieces[last].value
    if "A" in made.letters[last:] or change in AGAIN.values():
        return "continued", AGAIN.get(change, change)
    return "in", change


def _elected_with(
    story: Story, made: Line, role: Role, way: tuple[str, str] | None = None
) -> None:
    person, last = person_of(story, made, role.name), story.last_in
    if person is None:
        return
    whose = province_of(made, role.post, role.run, None)
    direction, change = way or _told_way(story, last)
    if _marked_again(made, role):
        direction, change = "continued", AGAIN.get(change, change)
    story.events.append(
        Event(
            person,
            role.post.position or "",
            direction,
            change,
            last.scope if last and not whose.province else whose,
            day_of_change(story, made, role.post.start, role.post.start)
            or (last.day if last else None),
            made.sentence,
            explicit=True,
        )
    )


def _told_way(story: Story, last: Event | None) -> tuple[str, str]:
    """How those of a list come: as its opening says, else as the one told before."""
    if story.lists_at is not None and story.lists_at == story.electing_at:
        return story.opened_as
    return "in", last.change if last and last.direction == "in" else "elected"


def _marked_again(made: Line, role: Role) -> bool:
    """Whether "(tái cử)" or "(Phó Bí thư Thường trực)" stands beside a name."""
    name = role.name
    if role.grouped and any(
        seat(one.post.position or "") == seat(role.post.position or "")
        for one in made.roles_of(name)
        if not (one.grouped or one.post.former)
    ):
        return True
    end = next(
        (n for n in range(name + 1, len(made.letters)) if made.letters[n] in "Nn"),
        len(made.letters),
    )
    return any(
        piece.letter == "A" or piece.value == "re_elected"
        for piece in made.pieces[name:end]
    )

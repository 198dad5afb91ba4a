"""Lists of the elected, told after an election or an arrival without a verb."""

from __future__ import annotations

import re

from processing.observe.changes.claims import AGAIN, Found
from processing.observe.language.phrases import holds, opens
from processing.observe.people.candidates import named_to_this
from processing.observe.people.days import day_of_change
from processing.observe.people.news import elects_a_body, is_told_as_old
from processing.observe.people.story import Event, Story, person_of, seat
from processing.observe.people.votes import is_fewer_than_half, with_votes
from processing.observe.sentence.listing import names_of_list, stands_above
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import Post, is_single_seat
from processing.observe.sentence.whose import province_of


def tell_slate(story: Story, made: Line, found: Found, *, is_past: bool) -> None:
    """Who was elected with somebody, told after it without a verb of its own.

    "Hai Phó Bí thư là ông A và ông B", or a list with one person a line.
    """
    if made.sentence.is_headline or (is_past and not _is_next_entry(story, made)):
        return
    if _opens_itself(story, made):
        story.electing_at, story.opened_as = made.sentence.index, _way_of(made)
    elif not _is_electing(story, made):
        return
    if holds("slates", "none", made.sentence.key):
        return
    if not found.claims and _is_result(made):
        _elected_to_it(story, made)
        return
    if not found.claims and any(
        tells(story, made)
        for tells in (_tell_those, _voted_for, _handed_to, _elected_to_this)
    ):
        return
    listing = _LISTING.match(made.letters)
    claimed = {claim.name for claim in found.claims}
    for role in made.roles:
        if role.post.position is None or role.post.former or role.name in claimed:
            continue
        named = role.grouped and _LISTS.search(made.letters, 0, role.name)
        listed = listing and story.lists_at is not None
        if named:
            elected_with(story, made, role)
        elif listed and _is_opened(story, role):
            elected_with(story, made, _to_the_opened(story, role))
    if listing and not found.claims:
        _tell_entry(story, made)


def _to_the_opened(story: Story, role: Role) -> Role:
    """ "chỉ định 3 Phó Chủ tịch tỉnh X, gồm: ông A, Phó Chủ tịch tỉnh Y": now of X."""
    opened, place = story.opened, role.post.place
    if opened is None or not (opened.place and place) or opened.place == place:
        return role
    return Role(role.name, opened, run=(opened,))


#: An entry with the name first, and behind it what he has been.
_ENTRY = re.compile(r"[\-#.)*+]{0,3}H*(N)[,\-(]")


def _tell_entry(story: Story, made: Line) -> None:
    """ "bầu 3 Phó Chủ tịch UBND tỉnh, gồm:", then "- Ông A, Giám đốc Sở Y tế"."""
    opened, entry = story.opened, _ENTRY.match(made.letters)
    if entry is None or opened is None or not opened.position:
        return
    told = any(one.sentence is made.sentence for one in story.events)
    if not told and _is_next_entry(story, made) and not is_single_seat(opened):
        elected_with(story, made, Role(entry.start(1), opened, run=(opened,)))


def _is_next_entry(story: Story, made: Line) -> bool:
    """Whether a line follows the opening of a list, or an entry that was read so."""
    before = made.sentence.index - 1
    if story.lists_at is None or _ENTRY.match(made.letters) is None:
        return False
    last = story.events[-1].sentence.index if story.events else None
    return before in (story.lists_at, last) and story.lists_at <= before


#: "chỉ định Ban Thường vụ gồm 20 người, trong đó P là ông A", "… nhân sự, gồm: P: A".
_OF_ITSELF = re.compile(r"I[^NnMPXOI]*b[^NnMIXOP]*=[^NnMIXO]*P[=:][mH]*[Nn]")


def _opens_itself(story: Story, made: Line) -> bool:
    """Whether the sentence that names a list says that they are chosen, too."""
    found = _OF_ITSELF.search(made.letters)
    if found is None or re.search("[MZ]", made.letters[: found.end()]):
        return False
    return not is_told_as_old(story, made, made.pieces[found.start()].start)


_THOSE = re.compile(r"(?:w(?:pI|I)?|w{0,2}[wp]?I)=[mH]*:?[mH]*([Nn])")
_WHO = (
    *("đó là", "người được", "người trúng cử", "người đắc cử"),
    *("trúng cử là", "trúng cử gồm", "đắc cử là", "được bầu là", "kết quả trúng cử"),
)


def _tell_those(story: Story, made: Line) -> bool:
    """ "… kết quả bầu 4 Phó Chủ tịch UBND tỉnh. Đó là ông A, …; ông B, …".

    "… bổ nhiệm Chánh Văn phòng. Người được bổ nhiệm là ông A".
    """
    those = _THOSE.match(made.letters)
    post, at = story.opened, made.sentence.index
    just_before = story.electing_at == at - 1 and made.sentence.key.startswith(_WHO)
    if not (those and post and post.position and just_before):
        return False
    following = made.sentence.document.sentences[at + 1 : at + 2]
    again = any(opens("slates", "all_again", one.key) for one in following)
    for name in names_of_list(made, those.start(1)):
        way = ("continued", "re_elected") if again else story.opened_as
        elected_with(story, made, Role(name, post, run=(post,)), way)
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
    told = told and not holds("slates", "lost", key)
    if _LISTS.search(made.letters):
        return False  # "Ba Phó Bí thư là A, B và C; cả ba trúng cử": they say to what
    won = re.search("N.*(I)[^PJ]*$", made.letters) if told else None
    return won is not None and not _tells_of_others(made, won.start(1))


def _tells_of_others(made: Line, verb: int) -> bool:
    """ "Ông A chúc mừng các thành viên UBND tỉnh tái đắc cử": it is not A who won."""
    first = made.letters.index("N")
    return any(one.value == "says" for one in made.pieces[first:verb])


#: "Hai Phó Bí thư là …"; not "giao việc cho hai Phó Chủ tịch là …".
_LISTS = re.compile("(?<!o)(?<!o[m#])(?<!o[m#]H)P[^P]*[=:]")


def _elected_to_it(story: Story, made: Line) -> None:
    post, verb = story.opened, made.letters.rindex("I")
    if post is None or not post.position or made.pieces[verb].data.get("moves"):
        return
    first = made.letters.index("N")
    gone = _IN_TURN.match(made.letters)
    if gone:  # "Kết quả, ông A được miễn nhiệm; ông B được bầu với tỷ lệ 100%"
        first = gone.start(2)
        left = Role(gone.start(1), post, run=(post,))
        elected_with(story, made, left, ("out", "relieved"))
    elected_with(story, made, Role(first, post, run=(post,)))


_IN_TURN = re.compile(r"[w,]{0,6}H*([Nn])w?pO[;,]H*([Nn])w?pI")


def _just_opened(story: Story, made: Line) -> Post | None:
    """The watched office to which the sentence before elects, if it does."""
    post, last = story.opened, made.sentence.index - 1
    return post if post and post.position and story.electing_at == last else None


def _voted_for(story: Story, made: Line) -> bool:
    """Who had the votes for the office that the sentence before elects to."""
    key, post = made.sentence.key, _just_opened(story, made)
    if post is None or holds("slates", "lost", key):
        return False
    if not holds("slates", "votes", key) or is_fewer_than_half(key):
        return False
    if not (opens("slates", "result", key) or made.letters.startswith(("HN", "N"))):
        return False
    names = with_votes(made)
    for name in names:
        elected_with(story, made, Role(name, post, run=(post,)), story.opened_as)
    return bool(names)


#: "Ông A trao quyết định cho ông B (bên phải)": and no office of B's.
_HANDED = re.compile(r"(I)[bBwo]{0,4}oH*([Nn])(?:\([^()]*\))?w{0,2}\.?$")


def _handed_to(story: Story, made: Line) -> bool:
    """Who is handed the decision on the office that the sentence before names alone."""
    given, post = _HANDED.search(made.letters), _just_opened(story, made)
    if given is None or post is None or story.opened_as[0] != "in":
        return False
    if not made.pieces[given.start(1)].text.lower().startswith("trao"):
        return False
    elected_with(story, made, Role(given.start(2), post, run=(post,)), story.opened_as)
    return True


def _elected_to_this(story: Story, made: Line) -> bool:
    """Who is elected to "this office", which the sentence before elects to."""
    name, post = named_to_this(made), _just_opened(story, made)
    if name is None or post is None or story.opened_as[0] != "in":
        return False
    if is_fewer_than_half(made.sentence.key):
        return False
    elected_with(story, made, Role(name, post, run=(post,)), story.opened_as)
    return True


#: A line that is an entry of a list: a name with its titles, or the other way round.
_LISTING = re.compile(r"^[\-#.)*+]{0,3}(?:HN|N|P|mP|m)[^IOXJETMZ]*$")


SLATE = 6  # lines that a list may go on for


def _is_electing(story: Story, made: Line) -> bool:
    """Whether an election has been told of just before."""
    at = made.sentence.index
    if elects_a_body(made.sentence) and "M" not in made.letters:
        return True
    if _LABELLED.match(made.letters) and _has_met(made):
        return True
    if story.electing_at is not None and 0 < at - story.electing_at <= 3:
        return True
    if story.last_in and 0 <= at - story.last_in.sentence.index <= 1:
        return True
    return story.lists_at is not None and 0 < at - story.lists_at <= SLATE


#: "Bí thư: ông A", at the beginning.
_LABELLED = re.compile(r"P:H*[Nn]")


def _has_met(made: Line) -> bool:
    """Whether a committee of so many has been elected right before."""
    at = made.sentence.index
    before = made.sentence.document.sentences[max(0, at - SLATE // 2) : at]
    return any(holds("slates", "new_body", one.key) for one in before)


#: Whom the one to be elected replaces, may be told: "bầu P thay ông B nghỉ hưu".
_ELECTS_TO = re.compile(r"I[^NnM]*[PbJ][^NnM]*(?:(?<=P)T[wo]{0,2}H*[Nn][^NnMPIJOX]*)?$")


#: "đại biểu bầu hai người (lên) thay": to the offices just left.
_ELECTS_INSTEAD = re.compile(r"I[m#][mwH]{0,3}T[^NnPIOX]*$")


def note_list(story: Story, made: Line, *, is_past: bool) -> None:
    """ "Ban Chấp hành đã bầu Bí thư, Phó Bí thư gồm:" opens a list of the elected."""
    if is_past or made.sentence.is_headline:
        return
    if "M" in made.letters:
        _note_procedure(story, made)
        return
    if holds("slates", "new_body", made.sentence.key):
        story.electing_at = made.sentence.index
    elects = _ELECTS_TO.search(made.letters)
    if not elects and holds("slates", "new_ones", made.sentence.key):
        story.electing_at = made.sentence.index
        story.opened, story.opened_as = _opened(made, is_list=True), ("in", "elected")
    left = story.events[-1] if story.events else None
    if left and left.direction == "out" and _ELECTS_INSTEAD.search(made.letters):
        story.electing_at, story.opened_as = made.sentence.index, ("in", "elected")
        story.opened = Post(0, 0, "left", left.position, left.province)
    if not elects:
        return
    if is_told_as_old(story, made, made.pieces[elects.start()].start):
        return
    ends = made.sentence.text.rstrip().endswith((":", "gồm", "sau"))
    story.electing_at = made.sentence.index
    story.opened = _opened(made, is_list=ends)
    story.opened_as = _way_of(made)
    if ends:
        story.lists_at = made.sentence.index


#: "tiến hành quy trình bầu P", "xem xét, bầu bổ sung P": the next may say whom.
_PROCEDURE = re.compile(r"[^NnMPIOXJE]*M(?:[w,]{0,3}I)?w{0,3}J?w{0,2}P[^NnMPIOXJE]*$")


def _note_procedure(story: Story, made: Line) -> None:
    """ "HĐND tỉnh thực hiện quy trình bầu P. Kết quả, ông A trúng cử": it is done."""
    opened, at = _PROCEDURE.match(made.letters), made.sentence.index
    if opened is None or not made.pieces[made.letters.index("M")].data.get("near"):
        return
    following = made.sentence.document.sentences[at + 1 : at + 2]
    told = any(opens("slates", "result", one.key) for one in following)
    told |= holds("slates", "vote_held", made.sentence.key)
    if "bầu" not in made.sentence.key or not told:
        return
    story.electing_at, story.opened_as = at, ("in", "elected")
    story.opened = _opened(made, is_list=False)


def _opened(made: Line, *, is_list: bool) -> Post | None:
    """The one office that a sentence elects to; a list may name it several times."""
    borne = {id(role.post) for role in made.roles}  # "A, P1, dự kỳ họp bầu P2"
    named = [
        one.post
        for one in made.pieces
        if one.letter == "P" and id(one.post) not in borne
    ]
    posts = [post for post in named if post and not post.former]
    alike = len({seat(post.position or "") for post in posts}) == 1
    return posts[-1] if alike and (is_list or not posts[1:]) else None


def _way_of(made: Line) -> tuple[str, str]:
    """Direction and change of what a sentence decides on: "chuẩn y", "tiếp tục"."""
    last = made.letters.rindex("I")
    change = made.pieces[last].value
    if "A" in made.letters[last:] or change in AGAIN.values():
        return "continued", AGAIN.get(change, change)
    return "in", change


def elected_with(
    story: Story, made: Line, role: Role, way: tuple[str, str] | None = None
) -> None:
    """Add that a person came to an office as the election told of before says."""
    person, last = person_of(story, made, role.name), story.last_in
    if person is None:
        return
    position = role.post.position or ""
    if stands_above(made, role.name, role.post):
        position = "party_standing_deputy_secretary"
    whose = province_of(made, role.post, role.run, None)
    direction, change = way or _told_way(story, last)
    if _marked_again(made, role):
        direction, change = "continued", AGAIN.get(change, change)
    story.events.append(
        Event(
            person,
            position,
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
    if last and last.direction == "in":
        return "in", last.change
    return "in", story.opened_as[1] if story.opened_as[0] == "in" else "elected"


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

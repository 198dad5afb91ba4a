"""Who is titled with what: joins the names and the titles of a sentence.

Titles stand before a name ("Bí thư Tỉnh ủy Phạm Gia Túc"), after it as an apposition
("Phạm Gia Túc, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy"; in brackets; behind a dash),
or over a list ("các đồng chí Phó Bí thư: A, B và C"). The letters of the pieces make a
string, and the shapes are patterns on it.
"""

from __future__ import annotations

import re

from processing.observe.article.document import Sentence
from processing.observe.language.phrases import before, holds
from processing.observe.sentence.calling import (
    is_dashed,
    is_given_before,
    is_given_first,
    only_leads_to,
    speaks_or_acts,
)
from processing.observe.sentence.lasting import HOLDS, is_held
from processing.observe.sentence.listing import titled_together
from processing.observe.sentence.posts import pieces
from processing.observe.sentence.roles import Line, Role
from processing.observe.sentence.titles import (
    TITLES,
    Memory,
    Piece,
    Post,
    is_single_seat,
)

_AFTER = re.compile(
    rf"[Nn](?:\([^()NnPY]*\)|-[#w]{{1,4}}(?=,)|,#w(?=,))?"
    rf"(?:[,\-:]|,?K|\((?:[w#m]{{1,8}},)?|,-|--)({TITLES})"
)
_BEFORE = re.compile(
    rf"({TITLES})(?:K?,H*|H*|\.(?=N)|-H+|-(?=N[w.p&\-])|D[w\-&]{{1,8}}H*)([Nn])"
)
#: "ông A Chủ tịch UBND tỉnh", "ông A (bên phải) Chủ tịch UBND tỉnh".
_BESIDE = re.compile(rf"[Nn](?:\([^()NnPY]*\))?({TITLES})(?!H*[Nn])")
_ALL_ALIKE = re.compile(r"([Nn](?:(?:,|,?&)H*[Nn])+)[,\-(]{0,2}&?w?=(P)")
_ALIKE = re.compile(
    r"[\s,(–-]*(?:cả (?:hai|ba|bốn) )?(?:đều|cùng) (?:từng )?(?:là|làm)(?!\w)"
)
_IS = re.compile(rf"[Nn](?:\([^()]*\)|,#w(?=,))?(?:w?|[,\-])(?:K|=)({TITLES})")
#: Bare names of a plural list, up to its last one.
_OTHERS = re.compile(r"(?:mH*:?|;)H*((?:[Nn](?:,|&|,&)H*)+)$")


#: "Sau khi miễn nhiệm ông A, Chủ tịch UBND tỉnh có quyết định …": not A's title.
_SUBJECT_NEXT = re.compile(rf"Z[^,;]*[IOX][^,;PY]*[Nn],{TITLES}w$")
#: "A và B lần lượt giữ chức P1 và P2": of two it tells no history.
_SEVERAL_IN_TURN = re.compile(r"[Nn](?:,&?|&)H*[Nn](Z)(?=[wm]{0,3}J[PY][,&]{1,2}[PY])")


def line(sentence: Sentence, memory: Memory) -> Line:
    """Read a sentence: pieces, letters, roles."""
    made = Line(sentence, pieces(sentence, memory))
    made.letters = _letters(made.pieces)
    if "P" in made.letters or "Y" in made.letters:
        _assign(made)
    return made


def _letters(found: list[Piece]) -> str:
    """The letters of pieces; "lần lượt" tells the past of one person, not of two."""
    letters = "".join(piece.letter for piece in found)
    for several in _SEVERAL_IN_TURN.finditer(letters):
        at = several.start(1)
        if found[at].text.lower() == "lần lượt":
            found[at].letter = "w"
            letters = f"{letters[:at]}w{letters[at + 1 :]}"
    return letters


def _assign(made: Line) -> None:
    taken: set[int] = set()
    groups = titled_together(made)
    for start in groups:
        taken.add(start)
    for found in _BEFORE.finditer(made.letters):
        _prefix(made, found, taken)
    for pattern in (_AFTER, _IS, _BESIDE):
        for found in pattern.finditer(made.letters):
            _suffix(made, found, taken)
    for found in HOLDS.finditer(made.letters):
        if is_held(made.sentence.key, made.pieces, found.start(1) - 1):
            _suffix(made, found, taken)
    _all_alike(made)
    made.roles = [role for role in made.roles if not _among_foreign(made, role)]
    made.roles.sort(key=lambda role: role.name)


def _all_alike(made: Line) -> None:
    """ "ông A và B - đều là nguyên Phó Chủ tịch UBND tỉnh": the title is of both."""
    for found in _ALL_ALIKE.finditer(made.letters):
        post = made.pieces[found.start(2)].post
        told = made.sentence.key[made.pieces[found.end(1) - 1].end :]
        if post is None or post.position is None or not _ALIKE.match(told):
            continue
        borne = {role.name for role in made.roles if role.post is post}
        for name in range(*found.span(1)):
            if made.letters[name] in "Nn" and name not in borne:
                made.roles.append(Role(name, post, run=(post,)))


def _posts(made: Line, start: int, end: int) -> list[tuple[int, Post]]:
    found = []
    for at in range(start, end):
        post = made.pieces[at].post
        if made.letters[at] in "PY" and post:
            found.append((at, post))
    _spread_former(found)
    return [] if _is_foreign(made, found) else found


def _is_foreign(made: Line, found: list[tuple[int, Post]]) -> bool:
    """ "Bí thư Tỉnh ủy, Tỉnh trưởng tỉnh Hủa Phăn": titles of another country."""
    return any(
        post.foreign
        or holds("statements", "abroad", made.sentence.key, post.start, post.end)
        for _, post in found
    )


def _among_foreign(made: Line, role: Role) -> bool:
    """Titles behind a foreign one in the sentence, unless they name a unit of ours."""
    if any(one.place for one in role.run):
        return False
    return any(
        _is_foreign(made, [(at, piece.post)])
        for at, piece in enumerate(made.pieces)
        if piece.post and piece.start < role.post.start and piece.letter in "PY"
    )


def _spread_former(found: list[tuple[int, Post]]) -> None:
    """ "nguyên" covers the titles after it, up to "hiện là" or a second "nguyên"."""
    marked = [at for at, post in found if post.former]
    if len(marked) != 1:
        return
    covered = False
    for _, post in found:
        covered = (covered or post.former) and not post.current
        post.former = covered


def _prefix(made: Line, found: re.Match[str], taken: set[int]) -> None:
    """Titles before a name; those of a person named before them are that person's."""
    start, name = found.start(1), found.start(2)
    owner = _owner(made, start)
    if owner is not None and _leads_to_the_next(made, owner, found):
        owner = None
    if _calls_nobody(made, found, owner):
        return
    run = [one for one in _own_run(made, found, owner) if one[0] not in taken]
    governed = re.search(r"[JIOXMZ]$", made.letters[:start])
    if owner is None and governed and "," in made.letters[found.end(1) : name]:
        return
    posts = tuple(post for _, post in run)
    for at, post in run:
        taken.add(at)
        post.former = post.former or (_is_left(made, start) and not post.current)
        made.roles.append(Role(name, post, prefixed=True, run=posts))


_OWNER = re.compile(r"[Nn](?:\([^()]*\))?(?:[,\-(:=]|,?K)$")


def _owner(made: Line, start: int) -> int | None:
    """The name before some titles that can be its own; not a mere source."""
    owned = _OWNER.search(made.letters[:start])
    if owned is None or _is_short_source(made, owned.start()):
        return None
    return owned.start()


def _leads_to_the_next(made: Line, owner: int, found: re.Match[str]) -> bool:
    """ "Ngắt lời ông A, P1, P2 B cho rằng …": both titles are B's."""
    apart = "," in made.letters[found.end(1) : found.start(2)]
    return not apart and _speaks_behind(made, found.start(2), owner)


def _speaks_behind(made: Line, name: int, other: int) -> bool:
    """Whether who is named speaks, behind words that only lead there from another."""
    key = made.sentence.key
    speaks = speaks_or_acts(key, made.pieces[name].end)
    return speaks and only_leads_to(key, made.pieces[other].start)


def _calls_nobody(made: Line, found: re.Match[str], owner: int | None) -> bool:
    """Whether titles before a name do not call the one who is named."""
    start, name = found.start(1), found.start(2)
    before, between = made.letters[:start], made.letters[found.end(1) : name]
    if is_given_before(before, between) or _is_of_several(made, found):
        return True
    if before.endswith("U") and "-" in between:
        return True  # "vợ Phó Chủ tịch UBND tỉnh - bà B"
    if "," not in between:
        return owner is not None and "D" in between
    if owner is not None or _is_the_source(made, start, name):
        return True
    # "sau lễ của Bí thư và Chủ tịch, ông A …"
    return before.endswith("o") or _is_addressed(made, start)


def _own_run(
    made: Line, found: re.Match[str], owner: int | None
) -> list[tuple[int, Post]]:
    """Those of the titles before a name that are not another's."""
    start, end = found.span(1)
    before = made.letters[:start]
    run = _without_the_heard(made, _posts(made, start, end), before)
    if before.endswith("o") and len(run) > 1 and _is_heard(made, found):
        run = run[-1:]
    if owner is not None and not is_dashed(made.letters, start, end, owner):
        run = run[-1:]
    verb = made.pieces[start - 1].start if start else 0
    given = is_given_first(made.sentence.key, verb, before, made.letters[start:end])
    return run[1:] if given and len(run) > 1 else run


_ONE_ONLY = re.compile(r",H*[Nn](?!H*[,&]+H*[Nn])")


def _is_of_several(made: Line, found: re.Match[str]) -> bool:
    """ "Nhắn nhủ với hai tân Phó Chủ tịch, ông An nói": he is none of the two."""
    plural = re.search("[m#]$", made.letters[: found.start(1)])
    return bool(plural and _ONE_ONLY.match(made.letters, found.end(1)))


_HEADS = ("party_secretary", "peoples_committee_chair")
#: Who is so titled is not the secretary or the chair named before it.
_MINOR = (
    "giám đốc",
    "phó giám đốc",
    "trưởng phòng",
    "bí thư thành đoàn",
    "bí thư tỉnh đoàn",
)


def _without_the_heard(
    made: Line, run: list[tuple[int, Post]], before: str
) -> list[tuple[int, Post]]:
    """ "Báo cáo với Bí thư Thành ủy, Chủ tịch UBND quận A …": A reports to another."""
    minor = [
        number
        for number, (_, post) in enumerate(run)
        if post.below or made.sentence.key.startswith(_MINOR, post.start)
    ]
    heads = run and run[0][1].position in _HEADS
    return run[minor[0] :] if minor and heads and before.endswith("o") else run


def _is_heard(made: Line, found: re.Match[str]) -> bool:
    """ "Tiếp thu ý kiến của P1, P2 A khẳng định …": A has listened to another."""
    return _speaks_behind(made, found.start(2), found.start(1))


def _is_left(made: Line, start: int) -> bool:
    """ "thay Bí thư Tỉnh ủy A", "người tiền nhiệm - Bí thư Tỉnh ủy A"."""
    return bool(re.search(r"T[w\-,]{0,2}$", made.letters[:start]))


def _is_the_source(made: Line, start: int, name: int) -> bool:
    """ "Theo (vị) Chủ tịch UBND tỉnh, chị Lan được …": the one is not the other."""
    words = [piece.text.lower() for piece in made.pieces[max(0, start - 2) : start]]
    if words == ["theo", "vị"]:
        return True
    return made.letters[name] == "n" and words[-1:] == ["theo"]


def _is_addressed(made: Line, start: int) -> bool:
    """ "Gửi lời chúc mừng đến tân Bí thư Tỉnh ủy, ông A nói": A speaks to another."""
    to = before("statements", "addressed")
    return bool(to.search(made.sentence.key, 0, made.pieces[start].start))


_WITH = re.compile(r"(?:^|, )(?:cùng với|đồng thời với|bên cạnh|ngoài) [^,;]*$")


def _is_of_the_next(made: Line, found: re.Match[str]) -> bool:
    """Whether a title behind a name is another's, who is told of next.

    "Cùng với việc kỷ luật ông A, Chủ tịch UBND tỉnh cũng …"; "Theo ông An, Bí thư
    đương nhiệm, ông B …".
    """
    key, first = made.sentence.key, made.pieces[found.start()]
    end = made.pieces[found.end() - 1].end
    if key.startswith(" cũng ", end) and _WITH.search(key, 0, first.start):
        return True
    if speaks_or_acts(key, end) and only_leads_to(key, first.start):
        return True
    told = made.letters.startswith((",HN", ",HHN"), found.end())
    return told and _is_short_source(made, found.start())


def _is_short_source(made: Line, name: int) -> bool:
    """ "Theo ông An": a source that was named in full before."""
    before = made.sentence.key[: made.pieces[name].start]
    return made.letters[name] == "n" and bool(_SOURCE.search(before))


_SOURCE = re.compile(r"(?:^|, )theo (?:ông|bà|đồng chí) $")
_FIRST_OR_OLD = re.compile(r" (?:đầu tiên|cũ)(?!\w)")


def _suffix(made: Line, found: re.Match[str], taken: set[int]) -> None:
    if _SUBJECT_NEXT.match(made.letters[: found.end() + 1]):
        return
    if _is_of_the_next(made, found):
        return
    run = [(at, post) for at, post in _posts(made, *found.span(1)) if at not in taken]
    posts = tuple(post for _, post in run)
    for at, post in run:
        taken.add(at)
        first = _FIRST_OR_OLD.match(made.sentence.key, post.end)
        post.former = post.former or (bool(first) and not post.new)
        made.roles.append(Role(found.start(), post, run=posts))
    _share(made, found.start(), posts)


def _share(made: Line, last: int, posts: tuple[Post, ...]) -> None:
    """ "các đồng chí A và B, Phó Chủ tịch HĐND tỉnh": what fits several is A's, too."""
    before = _OTHERS.search(made.letters[:last])
    if before is None or len(posts) != 1 or is_single_seat(posts[0]):
        return
    for name in range(before.start(1), last):
        if made.letters[name] in "Nn":
            made.roles.append(Role(name, posts[0], run=posts))

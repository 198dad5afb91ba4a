"""Who is titled with what: joins the names and the titles of a sentence.

Titles stand before a name ("Bí thư Tỉnh ủy Phạm Gia Túc"), after it as an apposition
("Phạm Gia Túc, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy"; in brackets; behind a dash),
or over a list ("các đồng chí Phó Bí thư: A, B và C"). The letters of the pieces make a
string, and the shapes are patterns on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from processing.gazetteer.positions import BY_ID as POSITIONS_BY_ID
from processing.observe.calling import is_dashed, is_given_before, is_given_first
from processing.observe.document import Sentence
from processing.observe.lasting import HOLDS, is_held
from processing.observe.phrases import holds
from processing.observe.posts import pieces
from processing.observe.titles import TITLES, Memory, Piece, Post

_AFTER = re.compile(
    rf"[Nn](?:\([^()NnPY]*\)|-[#w]{{1,4}}(?=,)|,#w(?=,))?"
    rf"(?:[,\-:]|,?K|\((?:[w#]{{1,8}},)?|,-|--)({TITLES})"
)
_BEFORE = re.compile(rf"({TITLES})(?:K?,H*|H*|-H+|-(?=N[w.])|D[w\-&]{{1,8}}H*)([Nn])")
_BESIDE = re.compile(rf"[Nn]({TITLES})(?!H*[Nn])")  # "ông A Chủ tịch UBND tỉnh"
_IS = re.compile(rf"[Nn](?:\([^()]*\))?(?:w?|[,\-])(?:K|=)({TITLES})")
_GROUP = re.compile(r"(?:[m#]|[m#]H|Hm?)?(P)w{0,3}(?:,?=|:|=:)m?(?=([:H]*[Nn].*))")
#: "Bí thư Tỉnh ủy là ông A", "Phó Bí thư: đồng chí B".
_LISTED = re.compile(r"(P)(?:=|:|K)(H+[Nn](?:(?:,H+[Nn])*&H+[Nn])?)")
_ONE_OF_THEM = re.compile(r"(P)[wp#]{1,14}=H+[Nn]")
_APART = re.compile(r"(?<!\w)(?:phiếu|tín nhiệm|khác|còn lại)(?!\w)")
_GROUP_BESIDE = re.compile(
    r"[m#]H?(P)(H*[Nn](?:\([^()]*\))?(?:[,&]H*[Nn](?:\([^()]*\))?)+)"
)
_ITEM = re.compile(
    rf"H*[Nn](?:\([^()]*\)(?:{TITLES})?|-[#w]{{1,4}}(?=,)|,#w(?=[,;&])"
    rf"|[,\-](?:{TITLES}))*"
)
#: A departure's list: each may have its reason ("ông A, để nghỉ hưu; ông B để …").
_REASON = re.compile(r",?[wEMJOo#tpLBIbY]{1,14}(?=,?[,;&]H*[Nn])")
#: "đối với ông A, để làm P; với ông B để …": each with his own reason.
_REASON_EACH = re.compile(r",?[wEMJ#t,\-bY=P]{1,14};o(?=H*[Nn])")
#: "ông A (51 tuổi), tiến sĩ …; ông B": what is told of A before the semicolon.
_ASIDE = re.compile(r"(?:,[w#BbLt&]{1,20})+(?=;H*[Nn])")
#: Bare names of a plural list, up to its last one.
_OTHERS = re.compile(r"(?:mH*:?|;)H*((?:[Nn](?:,|&|,&)H*)+)$")
#: A comma may be lost behind a bracket: "bà A (tái cử) ông B".
_LIST_SEPARATOR = re.compile(r"[,\-]?(?:;&|[,;&])|(?<=\))(?=H)")


#: "Sau khi miễn nhiệm ông A, Chủ tịch UBND tỉnh có quyết định …": not A's title.
_SUBJECT_NEXT = re.compile(rf"Z[^,;]*[IOX][^,;PY]*[Nn],{TITLES}w$")


@dataclass(slots=True)
class Role:
    """A person with one title; ``piece`` is the name's index in the sentence."""

    name: int
    post: Post
    grouped: bool = False
    listed: bool = False  # "Bí thư Tỉnh ủy là ông A": said of, not called
    prefixed: bool = False  # the title stands right before the name
    run: tuple[Post, ...] = ()


@dataclass(slots=True)
class Line:
    """A sentence made ready: its pieces, their letters and who is titled with what."""

    sentence: Sentence
    pieces: list[Piece]
    letters: str = ""
    roles: list[Role] = field(default_factory=list)

    def roles_of(self, name: int) -> list[Role]:
        """The titles of the person whose name is piece number ``name``."""
        return [role for role in self.roles if role.name == name]


def line(sentence: Sentence, memory: Memory) -> Line:
    """Read a sentence: pieces, letters, roles."""
    made = Line(sentence, pieces(sentence, memory))
    made.letters = "".join(piece.letter for piece in made.pieces)
    if "P" in made.letters or "Y" in made.letters:
        _assign(made)
    return made


def _assign(made: Line) -> None:
    taken: set[int] = set()
    groups = _groups(made)
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
    made.roles = [role for role in made.roles if not _among_foreign(made, role)]
    made.roles.sort(key=lambda role: role.name)


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
    start, end = found.span(1)
    before = made.letters[:start]
    comma = "," in made.letters[end : found.start(2)]
    owned = re.search(r"[Nn](?:\([^()]*\))?(?:[,\-(:=]|,?K)$", before)
    if owned and _is_short_source(made, owned.start()):
        owned = None
    before_it = is_given_before(before, made.letters[end : found.start(2)])
    if before_it or _is_of_several(made, found):
        return
    if owned and (comma or "D" in made.letters[end : found.start(2)]):
        return
    if comma and _is_the_source(made, start, found.start(2)):
        return
    if comma and (before.endswith("o") or _is_addressed(made, start)):
        return  # "sau lễ của Bí thư và Chủ tịch, ông A …"
    if before.endswith("U") and "-" in made.letters[end : found.start(2)]:
        return  # "vợ Phó Chủ tịch UBND tỉnh - bà B"
    run = _without_the_heard(made, _posts(made, start, end), before)
    if (
        owned
        and len(run) > 1
        and not is_dashed(made.letters, start, end, owned.start())
    ):
        run = run[-1:]
    if not owned and re.search(r"[JIOXMZ]$", before) and comma:
        return
    verb = made.pieces[start - 1].start if start else 0
    given = is_given_first(made.sentence.key, verb, before, made.letters[start:end])
    run = run[1:] if given and len(run) > 1 else run
    run = [(at, post) for at, post in run if at not in taken]
    posts = tuple(post for _, post in run)
    for at, post in run:
        taken.add(at)
        post.former = post.former or (_is_left(made, start) and not post.current)
        made.roles.append(Role(found.start(2), post, prefixed=True, run=posts))


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


def _is_left(made: Line, start: int) -> bool:
    """ "thay Bí thư Tỉnh ủy A", "người tiền nhiệm - Bí thư Tỉnh ủy A"."""
    return bool(re.search(r"T[w\-,]{0,2}$", made.letters[:start]))


def _is_the_source(made: Line, start: int, name: int) -> bool:
    """ "Theo (vị) Chủ tịch UBND tỉnh, chị Lan được …": the one is not the other."""
    words = [piece.text.lower() for piece in made.pieces[max(0, start - 2) : start]]
    if words == ["theo", "vị"]:
        return True
    return made.letters[name] == "n" and words[-1:] == ["theo"]


_TO = re.compile(r"(?<!\w)(?:gửi|chúc mừng)(?: (?:đến|tới|cho))? (?:các )?$")


def _is_addressed(made: Line, start: int) -> bool:
    """ "Gửi lời chúc mừng đến tân Bí thư Tỉnh ủy, ông A nói": A speaks to another."""
    return bool(_TO.search(made.sentence.key, 0, made.pieces[start].start))


_WITH = re.compile(r"(?:^|, )(?:cùng với|bên cạnh|ngoài) [^,;]*$")


def _is_of_the_next(made: Line, found: re.Match[str]) -> bool:
    """Whether a title behind a name is another's, who is told of next.

    "Cùng với việc kỷ luật ông A, Chủ tịch UBND tỉnh cũng …"; "Theo ông An, Bí thư
    đương nhiệm, ông B …".
    """
    key, first = made.sentence.key, made.pieces[found.start()]
    end = made.pieces[found.end() - 1].end
    if key.startswith(" cũng ", end) and _WITH.search(key, 0, first.start):
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


def _groups(made: Line) -> list[int]:
    """ "các đồng chí Phó Bí thư: A, Chủ tịch HĐND; B; C": the title is everybody's."""
    heads = []
    for found in _GROUP.finditer(made.letters):
        head = found.start(1)
        post = made.pieces[head].post
        if post is None or not _is_plural(made, found):
            continue
        heads.append(head)
        names = names_of_list(made, found.start(2))
        between = made.sentence.key[post.end : made.pieces[names[0]].start]
        # one seat for several people: those who held it one after another
        if "qua các" in between or (len(names) > 1 and is_single_seat(post)):
            post.former = True
        for name in names:
            made.roles.append(Role(name, post, grouped=True, run=(post,)))
    for found in _LISTED.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is not None and found.start(1) not in heads:
            heads.append(found.start(1))
            names = [at for at in range(*found.span(2)) if made.letters[at] in "Nn"]
            for name in names[:1] if is_single_seat(post) else names:
                role = Role(name, post, grouped=True, listed=True, run=(post,))
                made.roles.append(role)
    heads += _told_apart(made, heads)
    for found in _GROUP_BESIDE.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is None or found.start(1) in heads:
            continue
        heads.append(found.start(1))
        post.former = post.former or is_single_seat(post)
        for name in names_of_list(made, found.start(2)):
            role = Role(name, post, grouped=True, prefixed=True, run=(post,))
            made.roles.append(role)
    return heads


def _told_apart(made: Line, taken: list[int]) -> list[int]:
    """ "Phó Chủ tịch được ít phiếu nhất là ông A", "một Phó Chủ tịch khác là ông B"."""
    heads = []
    for found in _ONE_OF_THEM.finditer(made.letters):
        post, name = made.pieces[found.start(1)].post, found.end() - 1
        if post is None or post.bare or found.start(1) in taken:
            continue
        if _APART.search(made.sentence.key, post.end, made.pieces[name].start):
            heads.append(found.start(1))
            made.roles.append(Role(name, post, grouped=True, run=(post,)))
    return heads


def is_single_seat(post: Post) -> bool:
    position = POSITIONS_BY_ID.get(post.position or "")
    return position is not None and position.is_single_seat


def _is_plural(made: Line, found: re.Match[str]) -> bool:
    head = found.start(1)
    if made.letters[max(0, head - 2) : head].strip("wH,").endswith(("m", "#")):
        return True
    between = made.letters[head + 1 : found.start(2)]
    return "m" in between or (":" in between and "H" not in between[:1])


def names_of_list(made: Line, at: int, *, reasons: bool = False) -> list[int]:
    """The names of a list of persons, each perhaps with titles after it.

    With ``reasons`` a reason may stand after each ("ông A, để nghỉ hưu; ông B …").
    """
    names = []
    while at < len(made.letters) and made.letters[at] in ":Hm":
        at += 1
    while (item := _ITEM.match(made.letters, at)) is not None:
        name = next(
            n for n in range(item.start(), item.end()) if made.letters[n] in "Nn"
        )
        names.append(name)
        end = item.end()
        if aside := _ASIDE.match(made.letters, end):
            end = aside.end()
        if reasons and (told := _REASON.match(made.letters, end)):
            end = told.end()
        elif reasons and (told := _REASON_EACH.match(made.letters, end)):
            at = told.end()
            continue
        separator = _LIST_SEPARATOR.match(made.letters, end)
        if separator is None:
            break
        at = separator.end()
        while (
            at < len(made.letters)
            and made.letters[at] in "mH"
            and made.letters[at + 1 : at + 2] in ("H", "m", "N", "n")
        ):
            at += 1
    return names

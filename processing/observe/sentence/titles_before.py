"""Titles before a name: "Bí thư Tỉnh ủy Phạm Gia Túc", and when they are another's."""

from __future__ import annotations

import re

from processing.observe.language.phrases import ends
from processing.observe.sentence.calling import (
    are_of_the_next,
    is_called,
    is_given_before,
    is_given_first,
    is_short_source,
    only_leads_to,
    speaks_or_acts,
)
from processing.observe.sentence.rivals import are_rivals, is_rivalled
from processing.observe.sentence.roles import Line, Role, posts_between
from processing.observe.sentence.titles import TITLES, Post

_BEFORE = re.compile(
    rf"({TITLES})(?:K?,H*|H*|\.(?=N)|-H+|-(?=N[w.p&:\-])|&?D[w\-&]{{1,10}}H*)([Nn])"
)
_OWNER = re.compile(r"[Nn](?:\([^()]*\))?(?:[,\-(:=]|,?K)$")
_ONE_ONLY = re.compile(r",H*[Nn](?!H*[,&]+H*[Nn])")
_HEADS = ("party_secretary", "peoples_committee_chair")
#: Who is so titled is not the secretary or the chair named before it.
_MINOR = (
    "giám đốc",
    "phó giám đốc",
    "trưởng phòng",
    "bí thư thành đoàn",
    "bí thư tỉnh đoàn",
)


def add_titles_before(made: Line, taken: set[int]) -> None:
    """Add who is titled before his name; ``taken`` are pieces titled so already."""
    for found in _BEFORE.finditer(made.letters):
        _prefix(made, found, taken)


def _prefix(made: Line, found: re.Match[str], taken: set[int]) -> None:
    """Titles before a name; those of a person named before them are that person's."""
    start, name = found.start(1), found.start(2)
    owner = _owner(made, start)
    if owner is not None and (
        _leads_to_the_next(made, owner, found) or is_rivalled(made, owner, start)
    ):
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


#: "ông A - lúc đó là Chánh Văn phòng Tỉnh ủy, bà B - cán bộ Sở …": said of A.
_IS = re.compile(r"[Nn](?:\([^()]*\))?[,\-]?w{0,3}=$")


def _owner(made: Line, start: int) -> int | None:
    """The name before some titles that can be its own; not a mere source."""
    owned = _OWNER.search(made.letters[:start])
    if owned is None or is_short_source(made, owned.start()):
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
    if before.endswith("U") and between.startswith("-"):
        return True  # "vợ Phó Chủ tịch UBND tỉnh - bà B"
    if "," not in between:
        # "Chủ tịch A, Phó Chủ tịch phụ trách đô thị B": each has his own
        own = owner is not None and not is_called(made.letters, owner)
        return own and ("D" in between or _begins_anew(made, found))
    if owner is not None or _is_the_source(made, start, name) or _IS.search(before):
        return True
    # "sau lễ của Bí thư và Chủ tịch, ông A …", "với con rể Chủ tịch, ông A …"; not
    # "ý kiến của Chủ tịch, ông A."
    goes_on = not made.letters.startswith((".", ";", ")"), name + 1)
    return (before.endswith(("o", "U")) and goes_on) or _is_addressed(made, start)


def _begins_anew(made: Line, found: re.Match[str]) -> bool:
    """ "…, ông A, Phó Chủ tịch UBND tỉnh Ông B, Giám đốc, nói": a full stop is lost."""
    first = made.pieces[found.end(1)]
    return first.letter == "H" and first.text in ("Ông", "Bà")


#: "chúc mừng tân Bí thư Tỉnh ủy X, Chủ tịch nước A nói": A leads no unit.
_OF_THE_NATION = ("chủ tịch nước", "thủ tướng", "tổng bí thư", "chủ tịch quốc hội")
_MINISTERS = ("phó thủ tướng", "bộ trưởng", "thứ trưởng")


def _own_run(
    made: Line, found: re.Match[str], owner: int | None
) -> list[tuple[int, Post]]:
    """Those of the titles before a name that are not another's."""
    start, end = found.span(1)
    before = made.letters[:start]
    run = _without_the_heard(made, posts_between(made, start, end), before)
    if before.endswith("o") and len(run) > 1 and _is_heard(made, found):
        run = run[-1:]
    if owner is not None and not are_of_the_next(made.letters, start, end, owner):
        run = run[-1:]
    if run and made.sentence.key.startswith(_OF_THE_NATION, run[-1][1].start):
        return run[-1:]
    if len(run) > 1 and _is_a_minister(made, run[-1][1]):
        return run[-1:]
    if len(run) == 2 and before.endswith("o") and _are_of_two(run[0][1], run[1][1]):
        return run[1:]
    verb = made.pieces[start - 1].start if start else 0
    given = is_given_first(made.sentence.key, verb, before, made.letters[start:end])
    return run[1:] if given and len(run) > 1 else run


def _are_of_two(one: Post, other: Post) -> bool:
    """ "Theo phân công của Chủ tịch UBND, Phó Chủ tịch UBND A phụ trách …"."""
    of_one_time = not (one.former or other.former or one.acting or other.acting)
    return of_one_time and are_rivals(one.position, other.position)


def _is_a_minister(made: Line, post: Post) -> bool:
    """ "Chủ tịch UBND tỉnh và Thứ trưởng Bộ Y tế A": two persons; A is the second."""
    key = made.sentence.key
    joined = key.endswith(" và ", 0, post.start)
    return joined and key.startswith(_MINISTERS, post.start)


def _is_of_several(made: Line, found: re.Match[str]) -> bool:
    """ "Nhắn nhủ với hai tân Phó Chủ tịch, ông An nói": he is none of the two."""
    title = found.start(1)
    counted = re.search("[m#]$", made.letters[:title])
    start = made.pieces[title].start
    plural = counted or ends("holding", "some_of_them", made.sentence.key, 0, start)
    return bool(plural and _ONE_ONLY.match(made.letters, found.end(1)))


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
    at = made.pieces[start].start
    return ends("statements", "addressed", made.sentence.key, 0, at)

"""Lists of persons: their names, and a title that stands over all of them."""

from __future__ import annotations

import re
from dataclasses import replace

from processing.observe.language.numbers import number
from processing.observe.language.phrases import holds, pattern
from processing.observe.sentence.marks import Piece
from processing.observe.sentence.rivals import are_rivals
from processing.observe.sentence.roles import Line, Role, posts_between
from processing.observe.sentence.titles import TITLES, Post, is_single_seat

_GROUP = re.compile(
    r"(?:[m#]|[m#]H|Hm?)?(P)w{0,3}(?:,?=|:|=:)(?:m(?:,H)?)?(?=([:H]*[Nn].*))"
)
#: Two and more persons behind an office, each called by a lower title before the name.
_TITLED_ITEM = re.compile(r"YH*([Nn])(?:\([^()]*\))?")
_TITLED_LIST = re.compile(
    r"[m#]H?(P)w{0,3}(?:,?=|:|=:)[mH:]*"
    r"((?:YH*[Nn](?:\([^()]*\))?(?:,&|[,;&]))+YH*[Nn])"
)
_LISTED = re.compile(r"(P)(?:=|:|K)(H+[Nn](?:(?:,H+[Nn])*&H+[Nn])?)")
LABEL = 12  # characters from a word of credits to its colon, at most
_IN_TURN = re.compile(
    r"(?P<names>[Nn](?:(?:,&?|&)H*[Nn])+)[,\-]?(?P<are>=)(?P<posts>[PY](?:(?:,&?|&)[PY])+)"
)
_PAIR = re.compile(r"(P)&(P)H*([Nn])(?:,|,?&)H*([Nn])(?![,\-(]?H*[PY])")
_SEVERAL = re.compile(r"(?<![m#])(P)(N(?:(?:,N){2,}(?:&N)?|,N&N))(?![,\-(]?H*[PY])")
#: Several persons, each behind his titles and a dash; none is titled behind the last.
_DASHED = re.compile(
    rf"(?<![NnPYG)][,\-:(&])(?<![NnPYG&K=\-])(?:{TITLES}-H*[Nn][,;&]{{1,2}})+"
    rf"{TITLES}-H*[Nn](?![,\-(:]?[PY])"
)
_DASHED_ITEM = re.compile(rf"({TITLES})-H*([Nn])")
#: Behind one of several names: "A (Lào Cai)", "A (tỉnh Lào Cai)".
_ITS_UNIT = re.compile(r"[Nn]\([wL]?G\)")
_BEHIND_UNIT = re.compile(r"(G)\(H*[Nn]\)$")
_UNITS_WITH_ONE = re.compile(r"[=:]{1,2}[m]?(?:L?G\(H*[Nn]\)[,;&]{0,2}){2,}")
#: Several units, of each of which somebody is told behind the verb.
_UNITS = re.compile(r"(?:b(?:mLG)?|L?G)(?:,L?G)*,?&L?G|b(?:mLG)?(?:,L?G)+")
_UNITS_BEHIND = re.compile(r"P(?:,L?G)*,?[&,]L?G(?![NnHP])")
_ONE_OF_THEM = re.compile(r"(P)[wp#]{1,14}=H+[Nn]")
_GROUP_BESIDE = re.compile(
    r"[m#]H?(P)(H*[Nn](?:\([^()]*\))?(?:[,&]H*[Nn](?:\([^()]*\))?)+)"
)
_ITEM = re.compile(
    rf"H*[Nn](?:\([^()]*\)(?:{TITLES})?|-[#w]{{1,4}}(?=,)|,#w(?=[,;&])|w?#(?:/#|%)?w(?=[,;&.])"
    r"|[,\-]I(?=[,;&.])"  # "A, Chủ tịch HĐND tỉnh, tái cử; B"
    rf"|[,\-](?:{TITLES}))*"
)
#: A departure's list: each may have its reason ("ông A, để nghỉ hưu; ông B để …").
_REASON = re.compile(r",?[wEMJOo#tpLBIbY]{1,14}(?=,?[,;&]H*[Nn])")
#: "hai Phó Chủ tịch UBND tỉnh, ông A và bà B": as many names as are counted.
_COUNTED_TWO = re.compile(r"([m#])H?(P),H+([Nn]),?&H+([Nn])(?![,\-(]?H*[PY])")
_TWO = ("hai", "2", "02")
#: Behind the name of one who takes the place of those let go.
_COMES = re.compile(r"(?:,[PYt]+)*,?[pw]{0,3}IT")
#: "đối với ông A, để làm P; với ông B để …": each with his own reason.
_REASON_EACH = re.compile(r",?[wEMJ#t,\-bY=P]{1,14};o(?=H*[Nn])")
#: "ông A (51 tuổi), tiến sĩ …; ông B": what is told of A before the semicolon.
_ASIDE = re.compile(r"(?:,[w#%/BbLt&]{1,20})+(?=;H*[Nn])")
#: "còn lại là bà A được 50 phiếu cao, 3 phiếu thấp; ông B": how many votes each has.
_VOTES = re.compile(r"(?:p#|w{1,6}#)[w#%/\",&]{0,40}(?=;H*[Nn])")
#: Before the first name of a list, and before each of the others.
_LEADS_IN = re.compile("[:Hm]*")
_CALLS = re.compile("(?:[mH](?=[HmNn]))*")
#: A comma may be lost behind a bracket: "bà A (tái cử) ông B".
_LIST_SEPARATOR = re.compile(r"[,\-]?(?:;&|[,;&])|(?<=\))(?=H)")


def titled_together(made: Line) -> list[int]:
    """Add the roles of those whom one title calls together; which pieces are titles."""
    heads = _over_lists(made) + _in_turn(made) + _head_and_deputy(made)
    heads += _several_of_one(made, heads)
    heads += _behind_dashes(made)
    heads += _titled_lists(made, heads)
    heads += _told_of(made, heads)
    heads += _told_apart(made, heads)
    heads += _counted_two(made, heads)
    return [*heads, *_beside_lists(made, heads)]


def _over_lists(made: Line) -> list[int]:
    """ "các đồng chí Phó Bí thư: A, Chủ tịch HĐND; B; C": the title is everybody's."""
    heads = []
    for found in _GROUP.finditer(made.letters):
        head = found.start(1)
        post = made.pieces[head].post
        if post is None or not _is_plural(made, found):
            continue
        if _is_before_a_credit(made.sentence.key[post.end :]):
            continue
        heads.append(head)
        names = names_of_list(made, found.start(2), votes=True)
        names = _without_the_next(made, names, _count(made, head))
        between = made.sentence.key[post.end : made.pieces[names[0]].start]
        apart = units_of_list(made, names)
        # one seat for several people: those who held it one after another
        alone = len(names) > 1 and is_single_seat(post) and not apart
        if "qua các" in between or alone:
            post.former = True
        for name in names:
            own = replace(post, place=apart[name]) if apart else post
            made.roles.append(Role(name, own, grouped=True, run=(own,)))
    return heads


def _count(made: Line, head: int) -> int:
    """How many a title in the plural counts: "2 Phó Chủ tịch"; 0 is not told."""
    before = made.pieces[head - 1] if head else None
    counted = before is not None and before.letter in "m#"
    return (number(before.text) or 0) if before and counted else 0


def _without_the_next(made: Line, names: list[int], count: int) -> list[int]:
    """ "2 Phó Chủ tịch gồm các ông A, B, ông Phong cho biết …": he is none of them."""
    told = names[count:] if count else []
    return [one for one in names if not (one in told and made.letters[one] == "n")]


def units_of_list(made: Line, names: list[int]) -> dict[int, str]:
    """ "ba Bí thư Tỉnh ủy: A (Lào Cai), B (Sơn La)": whose each is; all or none."""
    units = [_ITS_UNIT.match(made.letters, name) for name in names]
    places = [made.pieces[one.end() - 2].value for one in units if one]
    if not places:  # "gồm: Sơn La (ông A), Lào Cai (ông B)"
        before = [_BEHIND_UNIT.search(made.letters, 0, name + 2) for name in names]
        places = [made.pieces[one.start(1)].value for one in before if one]
    if len(places) < max(2, len(names)):
        return {}
    dated = made.sentence.document.dated
    return {name: dated(one) for name, one in zip(names, places, strict=True)}


def _is_before_a_credit(behind: str) -> bool:
    """ "… Chủ tịch UBND tỉnh. Ảnh: Lê Hoàng": who took the picture."""
    label = behind.partition(":")[0].lstrip(" .,(–-")
    credit = pattern("sentences", "credit").match(label)
    return credit is not None and len(label) - credit.end() <= LABEL


#: Behind one of several deputies: "A (Thường trực)", "A, Thường trực".
_STANDING = re.compile(r" ?[(,–-] ?thường trực(?: [^)(,;]{0,24})?(?=[),;.&]| và |$)")


def stands_above(made: Line, name: int, post: Post) -> bool:
    """ "4 Phó Bí thư gồm: A (Thường trực), B, C": A is the standing one."""
    deputy = post.position == "party_deputy_secretary"
    end = made.pieces[name].end
    return deputy and _STANDING.match(made.sentence.key, end) is not None


def names_by_unit(made: Line, at: int) -> list[int]:
    """ "bầu P gồm: Sơn La (ông A), Lào Cai (ông B)": who, from ``at`` on."""
    listed = _UNITS_WITH_ONE.match(made.letters, at)
    span = range(*listed.span()) if listed else range(0)
    return [name for name in span if made.letters[name] in "Nn"]


def units_in_turn(made: Line, at: int, names: list[int]) -> dict[int, str]:
    """ "HĐND ba tỉnh X, Y và Z đã bầu A, B và C giữ chức P": each in one of them.

    Or "chỉ định A và B làm P tỉnh X và Y". ``at`` is where the verb stands; as many
    units as persons, and two at least.
    """
    if not names[1:]:
        return {}
    listed = [*_UNITS.finditer(made.letters, 0, at)]
    listed = listed or [*_UNITS_BEHIND.finditer(made.letters, names[-1])]
    if len(listed) != 1:
        return {}
    units = [_unit_of(one) for one in made.pieces[slice(*listed[0].span())]]
    places = [one for one in units if one]
    if len(places) != len(names):
        return {}
    dated = made.sentence.document.dated
    return {name: dated(one) for name, one in zip(names, places, strict=True)}


def _unit_of(piece: Piece) -> str | None:
    """The place a piece names, or that of the body or title: "HĐND tỉnh X"."""
    if piece.letter in "bP":
        return piece.post.place if piece.post else None
    return piece.value if piece.letter == "G" else None


def _in_turn(made: Line) -> list[int]:
    """ "ông A và bà B, lần lượt là P1 và P2": each has one of them."""
    heads = []
    for found in _IN_TURN.finditer(made.letters):
        said = made.pieces[found.start("are")].text.lower()
        names = [at for at in range(*found.span("names")) if made.letters[at] in "Nn"]
        titles = [at for at in range(*found.span("posts")) if made.letters[at] in "PY"]
        if not said.startswith("lần lượt") or len(names) != len(titles):
            continue
        heads += titles
        for name, title in zip(names, titles, strict=True):
            if post := made.pieces[title].post:
                made.roles.append(Role(name, post, run=(post,)))
    return heads


def _head_and_deputy(made: Line) -> list[int]:
    """ "Chủ tịch và Phó Chủ tịch UBND tỉnh A, B": A is the one, B the other."""
    heads = []
    for found in _PAIR.finditer(made.letters):
        posts = [made.pieces[found.start(at)].post for at in (1, 2)]
        first, second = posts
        if first is None or second is None:
            continue
        if not are_rivals(first.position, second.position):
            continue
        heads += [found.start(1), found.start(2)]
        run = (first, second)
        for name, post in zip((3, 4), run, strict=True):
            role = Role(found.start(name), post, grouped=True, prefixed=True, run=run)
            made.roles.append(role)
    return heads


def _several_of_one(made: Line, taken: list[int]) -> list[int]:
    """ "Phó Chủ tịch UBND tỉnh A, B và C": each is one of them."""
    heads = []
    for found in _SEVERAL.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is None or found.start(1) in taken or is_single_seat(post):
            continue
        if post.bare and not post.led:
            continue
        heads.append(found.start(1))
        for name in range(*found.span(2)):
            if made.letters[name] == "N":
                role = Role(name, post, grouped=True, prefixed=True, run=(post,))
                made.roles.append(role)
    return heads


def _behind_dashes(made: Line) -> list[int]:
    """ "P1, P2 – A, P3 - B": where a dash leads to each, the titles before are his."""
    heads = []
    for listed in _DASHED.finditer(made.letters):
        for item in _DASHED_ITEM.finditer(made.letters, *listed.span()):
            run = posts_between(made, *item.span(1))
            posts = tuple(post for _, post in run)
            heads += [at for at, _ in run]
            for post in posts:
                role = Role(item.start(2), post, prefixed=True, run=posts)
                made.roles.append(role)
    return heads


def _titled_lists(made: Line, taken: list[int]) -> list[int]:
    """ "hai Phó Chủ tịch gồm: Chánh Văn phòng A (82/90 phiếu), Giám đốc Sở B"."""
    heads = []
    for found in _TITLED_LIST.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is None or found.start(1) in taken or is_single_seat(post):
            continue
        heads.append(found.start(1))
        for item in _TITLED_ITEM.finditer(made.letters, *found.span(2)):
            role = Role(item.start(1), post, grouped=True, run=(post,))
            made.roles.append(role)
    return heads


def _told_of(made: Line, taken: list[int]) -> list[int]:
    """ "Bí thư Tỉnh ủy là ông A", "Phó Bí thư: đồng chí B"."""
    heads = []
    for found in _LISTED.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is None or found.start(1) in taken:
            continue
        heads.append(found.start(1))
        names = [at for at in range(*found.span(2)) if made.letters[at] in "Nn"]
        for name in names[:1] if is_single_seat(post) else names:
            role = Role(name, post, grouped=True, listed=True, run=(post,))
            made.roles.append(role)
    return heads


def _beside_lists(made: Line, taken: list[int]) -> list[int]:
    """ "hai Phó Chủ tịch HĐND tỉnh A và B"."""
    heads = []
    for found in _GROUP_BESIDE.finditer(made.letters):
        post = made.pieces[found.start(1)].post
        if post is None or found.start(1) in taken:
            continue
        heads.append(found.start(1))
        post.former = post.former or is_single_seat(post)
        for name in names_of_list(made, found.start(2)):
            role = Role(name, post, grouped=True, prefixed=True, run=(post,))
            made.roles.append(role)
    return heads


def _counted_two(made: Line, taken: list[int]) -> list[int]:
    """ "kỷ luật hai nguyên Phó Chủ tịch UBND tỉnh, ông A và bà B": both are such."""
    heads = []
    for found in _COUNTED_TWO.finditer(made.letters):
        post = made.pieces[found.start(2)].post
        if post is None or found.start(2) in taken or is_single_seat(post):
            continue
        if made.pieces[found.start(1)].text.lower() in _TWO:
            heads.append(found.start(2))
            for name in (found.start(3), found.start(4)):
                made.roles.append(Role(name, post, grouped=True, run=(post,)))
    return heads


def _told_apart(made: Line, taken: list[int]) -> list[int]:
    """ "Phó Chủ tịch được ít phiếu nhất là ông A", "một Phó Chủ tịch khác là ông B"."""
    heads = []
    for found in _ONE_OF_THEM.finditer(made.letters):
        post, name = made.pieces[found.start(1)].post, found.end() - 1
        if post is None or post.bare or found.start(1) in taken:
            continue
        start = made.pieces[name].start
        if holds("statements", "told_apart", made.sentence.key, post.end, start):
            heads.append(found.start(1))
            made.roles.append(Role(name, post, grouped=True, run=(post,)))
    return heads


def _is_plural(made: Line, found: re.Match[str]) -> bool:
    head = found.start(1)
    if made.letters[max(0, head - 2) : head].strip("wH,").endswith(("m", "#")):
        return True
    between = made.letters[head + 1 : found.start(2)]
    return "m" in between or (":" in between and "H" not in between[:1])


def names_of_list(
    made: Line, at: int, *, reasons: bool = False, votes: bool = False
) -> list[int]:
    """The names of a list of persons, each perhaps with titles after it.

    With ``reasons`` a reason may stand after each ("ông A, để nghỉ hưu; ông B …"), with
    ``votes`` what each has been given ("ông A được 50 phiếu; ông B …").
    """
    names: list[int] = []
    at = _past(_LEADS_IN, made.letters, at)
    while (item := _ITEM.match(made.letters, at)) is not None:
        name = next(n for n in range(*item.span()) if made.letters[n] in "Nn")
        names.append(name)
        end = _past_aside(made, item.end(), votes=votes)
        if reasons and (told := _REASON.match(made.letters, end)):
            end = told.end()
        elif reasons and (told := _REASON_EACH.match(made.letters, end)):
            at = told.end()
            continue
        if reasons and names[1:] and _COMES.match(made.letters, name + 1):
            names.pop()  # "miễn nhiệm P đối với A; ông B được bầu thay thế"
            break
        separator = _LIST_SEPARATOR.match(made.letters, end)
        if separator is None:
            break
        at = _past(_CALLS, made.letters, separator.end())
    return names


def _past(letters: re.Pattern[str], line: str, at: int) -> int:
    found = letters.match(line, at)
    return found.end() if found else at


def _past_aside(made: Line, end: int, *, votes: bool) -> int:
    """Where what is told of one of a list by the way ends; his votes, where asked."""
    aside = _ASIDE.match(made.letters, end)
    aside = aside or (_VOTES.match(made.letters, end) if votes else None)
    return aside.end() if aside else end

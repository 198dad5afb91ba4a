"""The verb that governs "nghị quyết", and the number behind it.

A verb right before the noun ("ban hành Nghị quyết"), the noun as the next of a list
that was adopted, or the passive after it ("Nghị quyết … được thông qua"); done, not
planned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from processing.observe.language.phrases import (
    before,
    clause_of,
    end_of,
    ends,
    follows,
    holds,
    is_all,
    made_of,
    may_hold,
    opens,
    pattern,
)

LIST_TAIL = 32  # characters before the noun in which a list shows
LIST_REACH = 45  # the same when it is the next in a list
VERB_REACH = 20  # words between the verb and "nghị quyết"
ISSUES_REACH = 150  # characters before the noun in which "ra" is told of these days
LIGHT_REACH = 4  # the same for "có", "ra" and "ký", which govern what is next to them
PASSIVE_FROM = 160  # characters behind the noun in which its passive begins
PASSIVE_REACH = 60  # characters before a passive in which a word makes it a plan
NOUN_REACH = 30  # characters before the noun in which a word takes it for known
JUST_REACH = 130  # characters behind it in which it is told as just passed
KNOWN_REACH = 90  # characters around a noun before a verb in which it is only studied
MODAL_REACH = 40  # characters before the verb in which a word makes it a plan
NOUN = re.compile(
    r"(?<!\w)(?:nghị quyết|(?:(?<![\d/–-] )|(?=nq chuyên đề))(?<![/–-])nq(?!\s*[/–-]))"
    r"(?!\w)"
)
#: "Nghị quyết số 06-NQ/TU | ban hành ngày 23/9; Nghị quyết …": of that one alone.
_OF_A_NUMBER = re.compile(
    r"(?<!\w)nghị quyết(?: số)?\s+\d{1,3}\s*[-–/]\s*nq\s*[-–/]\s*t[uư],? $"
)
_IN_FULL = re.compile(r"(?:hội đồng|ủy ban) nhân dân")

_SAYS = r":?(?:\s+[^\s\d,;.]+){0,3}?[\s:]*"
PARTY_CODE = re.compile(rf"{_SAYS}(\d{{1,4}})\s*[-–/]?\s*nq\s*[-–/]\s*t[uư](?!\w)")
#: "Nghị quyết số 12 về …": a Party committee's number without its code.
SHORT_CODE = re.compile(
    r"[\s:]*(?:số[\s:]*)?(\d{1,3})(?=,? (?:về|của|ngày|ban hành|chuyên đề)(?!\w))"
)
#: "… nghị quyết chuyên đề về cảng biển, mang số 05-NQ/TU", "(số 05-NQ/TU)".
LATER_CODE = re.compile(
    r"[^;.(]{0,160}?(?:mang số|\((?:nghị quyết )?số)[\s:]*"
    r"(\d{1,4})\s*[-–/]?\s*nq\s*[-–/]\s*t[uư](?!\w)"
)
#: "… và số 21-NQ/TU về …": the next of several, without the noun.
NEXT_CODE = re.compile(
    r"(?:[;,]| và) số (\d{1,4})\s*[-–/]?\s*nq\s*[-–/]\s*t[uư](?= về )"
)
COUNCIL_CODE = re.compile(
    rf"{_SAYS}(\d{{1,4}})\s*(?:/\s*(20\d\d)\s*)?[-/–]\s*nq\s*[-–/]\s*hđnd(?!\w)"
)
_OTHER_CODE = re.compile(
    rf"{_SAYS}\d+\s*(?:/\s*20\d\d\s*)?[-/–]\s*(?:nq|qh|qđ|ct|kl|cp|ubtvqh)"
)
_COUNTED_DRAFTS = ("counted_drafts", "drafts_counted")
#: A day, in a sentence that tells of these days.
_DAY = re.compile(r"\d[/.-]\d+")


@dataclass(frozen=True, slots=True)
class Verb:
    """The verb that governs a resolution: what it does and where it begins.

    A passive begins with the noun; ``end`` is where its verb ends. ``latest`` is the
    one that a count of several names last; ``fresh``, one dated these days.
    """

    action: str
    start: int
    passive: bool = False
    end: int = 0
    latest: bool = False
    fresh: bool = False


def verb_of(
    key: str, noun: re.Match[str], *, session: bool = False, head: bool = False
) -> Verb | None:
    """The verb that governs a resolution, if it is done and not planned.

    At the ``head`` of an article "Tỉnh ủy ra nghị quyết về …" needs no day to be news.

    Behind a ``session`` that the sentence before dates, "Theo nghị quyết được HĐND tỉnh
    thông qua" goes by what it has just passed.
    """
    if ends("resolution", "part", key, 0, noun.start()):
        return None
    if ends("resolution", "latest", key, 0, noun.start()):
        coded = PARTY_CODE.match(key, noun.end())
        return Verb("issued", noun.start(), latest=True) if coded else None
    clause = _reach_of_verbs(key, noun.start())
    nearest = _nearest(key, noun, clause, head=head)
    if nearest and _governs_noun(key, nearest, noun.start(), clause):
        start, _, action = nearest
        own = follows("resolution", "of_congress", key, noun.end())
        planned = is_planned(key, clause, start, own=own) or _is_on_agenda(key, start)
        planned = planned or holds("resolution", "programme", key, 0, start)
        return None if planned else Verb(action, start)
    return _passive_verb(key, noun, session=session)


def _reach_of_verbs(key: str, noun: int) -> int:
    """Where the words begin in which the verb of a noun may stand."""
    if _is_listed(key, noun):
        return 0
    # "2 nghị quyết: A và Nghị quyết B"
    return clause_of(key, noun, ";" if key.endswith("và ", 0, noun) else ";:")


def _nearest(
    key: str, noun: re.Match[str], clause: int, *, head: bool
) -> tuple[int, int, str] | None:
    """The last verb before a noun that issues or adopts: its stretch, its action."""
    found: list[tuple[int, int, str]] = [
        (match.start(), match.end(), action)
        for action in ("issued", "adopted")
        for match in pattern("resolution", action).finditer(key, clause, noun.start())
        if not _OF_A_NUMBER.search(key, 0, match.start())
        if not _tells_of_the_known(key, match.start())
    ]
    near = max(clause, noun.start() - ISSUES_REACH)
    if " ra " in key and (light := _issues(key, near, noun.start(), head=head)):
        found.append((*light, "issued"))
    if agreed := before("resolution", "agrees_to").search(key, near, noun.start()):
        found.append((*agreed.span(), "adopted"))
    return max(found, default=None)


def _tells_of_the_known(key: str, verb: int) -> bool:
    """ "triển khai 3 nghị quyết đã được Tỉnh ủy | thông qua": those are studied now."""
    earlier = max(
        NOUN.finditer(key, max(0, verb - KNOWN_REACH), verb),
        key=lambda one: one.start(),
        default=None,
    )
    if earlier is None or not holds("resolution", "was", key, earlier.end(), verb):
        return False
    first = max(0, earlier.start() - KNOWN_REACH)
    return ends("resolution", "carried_out", key, first, earlier.start())


def _governs_noun(key: str, verb: tuple[int, int, str], noun: int, clause: int) -> bool:
    """Whether a verb stands near enough before a noun, and nothing takes its place."""
    start, end, _ = verb
    between = key[end:noun]
    listed = _is_listed(key, noun) or _is_coordinated(between)
    reach = LIST_REACH if listed else VERB_REACH
    if ends("resolution", "light_verb", key, start, end):
        reach = LIGHT_REACH
    voted = key[max(clause, start - MODAL_REACH) : end]
    return len(between.split()) <= reach and _governs(between, voted)


def _issues(key: str, start: int, end: int, *, head: bool) -> tuple[int, int] | None:
    """Where "ra" stands in "Mới đây, Ban Thường vụ Tỉnh ủy ra Nghị quyết số 09"."""
    found = before("resolution", "issues").search(key, start, end)
    if found is None:
        return None
    told = key[start : found.start()]
    dated = _DAY.search(told) or holds("resolution", "lately", told)
    first = head and start == 0 and "," not in told
    news = dated or (first and opens("resolution", "with_its_body", told))
    if not (news or ends("resolution", "meeting", told)):  # "Hội nghị ra nghị quyết"
        return None
    return found.start(), found.start() + len("ra")


def _governs(between: str, voted: str) -> bool:
    """Whether nothing between verb and noun is what is really adopted or issued.

    A draft that was voted on ("biểu quyết thông qua dự thảo Nghị quyết") is adopted,
    and so are drafts that are counted ("thông qua 8 dự thảo nghị quyết").
    """
    if is_all("resolution", "cited", between):
        return False
    if not holds("resolution", "another_document", between):
        return True
    if any(is_all("resolution", one, between) for one in _COUNTED_DRAFTS):
        return True
    if "dự thảo" in between:
        return holds("resolution", "voted", voted) and is_all(
            "resolution", "draft", between
        )
    return _is_coordinated(between)


def _is_listed(key: str, noun: int) -> bool:
    """Whether a noun is the next of a list: "thông qua kế hoạch, các | nghị quyết"."""
    start = clause_of(key, noun, ";:,")
    near = start and noun - start < LIST_TAIL
    return bool(near) and made_of("resolution", "listed", key[start:noun])


def _is_coordinated(between: str) -> bool:
    """Whether words end so that the noun behind them is one thing more."""
    if ends("resolution", "and_with", between):
        return True
    told = before("resolution", "how_told").search(between)
    return between[: told.start() if told else None].rstrip().endswith((",", ";", ":"))


def is_planned(key: str, clause: int, start: int, *, own: bool) -> bool:
    """Whether a word before the verb makes it a plan, a proposal or a condition.

    "Sau khi thông qua Nghị quyết Đại hội, Đại hội bế mạc" tells what a congress that
    takes place (``own``) has done; so does "Hội nghị đã bế mạc sau khi thông qua …".
    """
    given, key = key, _without_lookalikes(key)
    first = max(clause, start - MODAL_REACH - _surplus(key, start))
    if ends("resolution", "asked", given, clause, start):
        return True
    done = pattern("resolution", "done")
    modal = list(pattern("resolution", "not_yet").finditer(key, first, start))
    if modal and not done.search(key, modal[-1].end(), start):
        return True
    told = key[first : _before_the_list(key, first, start)]
    named = given[first : _before_the_list(given, first, start)]
    if ends("resolution", "ends_with", given, clause, start):
        return False
    if ends("resolution", "only_named", named):
        return not holds("resolution", "agreed_on", told)
    piece = told[told.rfind(",") + 1 :]
    near = list(pattern("resolution", "not_yet_near").finditer(piece))
    over = own or holds("resolution", "meeting_over", key, clause)
    if over and near and near[-1][0].startswith("sau khi"):
        return False
    return bool(near) and not done.search(piece, near[-1].end())


def _before_the_list(key: str, first: int, end: int) -> int:
    """Where what a meeting does begins: "xem xét, thảo luận và | thông qua"."""
    considers = before("resolution", "considers")
    while found := considers.search(key, first, end):
        end = found.start()
    return first + len(key[first:end].rstrip(" ,"))


def _surplus(key: str, start: int) -> int:
    """How much longer the bodies right before are written than "HĐND", "UBND"."""
    near = key[max(0, start - MODAL_REACH) : start]
    return sum(len(one) - len("hđnd") for one in _IN_FULL.findall(near))


def _without_lookalikes(key: str) -> str:
    """The key with "Cần Thơ", "tờ trình" and the like blanked: no "cần", no "trình"."""
    if not may_hold("resolution", "no_modal", key):
        return key
    blank = pattern("resolution", "no_modal")
    return blank.sub(lambda found: re.sub(r"\w", "x", found[0]), key)


def _is_on_agenda(key: str, start: int) -> bool:
    """Whether it is an item of what a meeting will do: "sẽ xem xét …; thông qua …"."""
    if not is_next_item(key, start):
        return False
    planned = list(pattern("resolution", "not_yet").finditer(key, 0, start))
    done = pattern("resolution", "done")
    return bool(planned) and not done.search(key, planned[-1].end(), start)


def is_next_item(key: str, start: int) -> bool:
    """Whether a verb at ``start`` opens an item of a list: "nghe …; thông qua …"."""
    first = max(0, start - LIST_REACH)
    item = clause_of(key, start, ";")
    if item > first and made_of("resolution", "next_item", key[item:start]):
        return True
    # what is only looked at, or done besides: the next act of the same subject
    besides = before("resolution", "done_besides").search(key, first, start)
    return besides is not None and key.endswith(", ", 0, besides.start())


def _passive_verb(key: str, noun: re.Match[str], *, session: bool) -> Verb | None:
    """ "Nghị quyết … đã được Ban Chấp hành thông qua".

    Not when more is said of it: "Nghị quyết … vừa ban hành được … đón nhận" and "sau
    khi Nghị quyết … được ban hành" take the resolution for known; "theo nghị quyết vừa
    được HĐND thông qua" tells of a new one.
    """
    found = _passive(key, noun.end())
    near, end = max(0, noun.start() - NOUN_REACH), noun.start()
    if found is None:
        return None
    verb = end_of(found)
    told = key[noun.end() : verb]
    acted = " ".join(told.split()[-2:])
    issued = acted == "ban hành"
    just = ends("resolution", "according_to", key, near, end)
    just &= session or _is_just_passed(key, noun.end())
    counted = ends("resolution", "counted_drafts", key, near, end)
    voted = ends("resolution", "draft", key, near, end) and "biểu quyết" in told
    just |= not issued and (counted or voted)
    if not just and holds("resolution", "another_document", key, near, end):
        return None
    known = issued and follows("resolution", "goes_on", key, verb, " ,)")
    if known or ends("resolution", "since", key, near, end):
        return None
    if _is_ahead(_without_lookalikes(key), noun.end(), verb - len(acted)):
        return None
    action = "issued" if issued else "adopted"
    return Verb(action, noun.start(), passive=True, end=verb)


def _passive(key: str, at: int) -> re.Match[str] | None:
    """The passive that goes with a noun which ends at an offset."""
    clause = key.find(";", at)
    end = clause if clause >= 0 else len(key)
    found = pattern("resolution", "passive").search(key, at, end)
    return found if found and found.start() - at <= PASSIVE_FROM else None


def _is_just_passed(key: str, at: int) -> bool:
    """Whether the same clause tells that a resolution was passed these days."""
    clause = key.find(";", at, at + JUST_REACH)
    end = clause if clause >= 0 else at + JUST_REACH
    return holds("resolution", "just_passed", key, at, end)


def _is_ahead(key: str, start: int, end: int) -> bool:
    """Whether a word between noun and passive plans it, and no "đã" follows."""
    near = max(start, end - PASSIVE_REACH)
    done = pattern("resolution", "done")
    for section, first in (("not_yet", start), ("not_yet_near", near)):
        words = list(pattern("resolution", section).finditer(key, first, end))
        if words and not done.search(key, words[-1].end(), end):
            return True
    return False


def is_anothers(key: str, noun: re.Match[str]) -> bool:
    """Whether the words after it make it the centre's, or another kind of number."""
    rest = key[noun.end() :].lstrip()
    if pattern("resolution", "of_another").match(rest):
        return True
    return bool(_OTHER_CODE.match(key, noun.end()))


def number_of(
    code: re.Match[str] | None, council_code: re.Match[str] | None = None
) -> str | None:
    """The number in its normal form: 05-NQ/TU, 70/2025/NQ-HĐND."""
    if code:
        return f"{int(code[1]):02d}-NQ/TU"
    if council_code:
        year = f"/{council_code[2]}" if council_code[2] else ""
        return f"{council_code[1]}{year}/NQ-HĐND"
    return None

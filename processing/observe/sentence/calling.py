"""Whether a title behind or before a verb calls a person, or is an office given."""

from __future__ import annotations

import re

from processing.observe.language.phrases import clause_of, follows, is_all, pattern
from processing.observe.sentence.roles import Line

#: What somebody was given before: "trước khi giữ chức", "sau khi được bầu làm".
_GIVEN_BEFORE = re.compile(r"Z[pI]{0,3}J$")
_LISTED = re.compile("[PY]+(?:[,-][PY]+)+")
_CALLED = re.compile(r"[PY](?:\([^()NnPY]*\)|&?D[w\-&]{1,10})?H*$")
_ANOTHER_COMES = re.compile("[Nn][wpI]{0,3}J$")


def is_given_before(before: str, between: str) -> bool:
    """ "Trước khi giữ chức Chủ tịch UBND tỉnh ông A từng …": not what A is called.

    ``before`` are the letters before the title, ``between`` those up to the name.
    """
    return "H" in between and bool(_GIVEN_BEFORE.search(before))


def are_of_the_next(letters: str, start: int, end: int, owner: int) -> bool:
    """ "Bí thư A, Phó Bí thư - Chủ tịch HĐND tỉnh B": both titles are B's.

    So they are of "Bí thư A, Phó Bí thư, Chủ tịch HĐND tỉnh B".

    The titles stand from ``start`` to ``end``, the name A at ``owner``.
    """
    return is_called(letters, owner) and bool(_LISTED.fullmatch(letters[start:end]))


def is_called(letters: str, name: int) -> bool:
    """Whether a title stands right before a name: "Bí thư A"."""
    return _CALLED.search(letters[:name]) is not None


def is_given_first(key: str, verb: int, before: str, run: str) -> bool:
    """Whether the first of some titles is that of an office given, the next are calls.

    "được đề cử làm P1 - P2 A cho hay"; "Dự lễ trao quyết định bổ nhiệm P1, P2 A …";
    "Sau khi ông A nhận nhiệm vụ P1, P2 B được giao điều hành …";
    "trách nhiệm của người từng là P1, P2 A khẳng định".
    ``verb`` is where in the key the verb before them begins.
    """
    if before.endswith("J"):
        return "-" in run or ("," in run and bool(_ANOTHER_COMES.search(before)))
    if before.endswith("Z="):
        return "," in run
    return before.endswith("I") and "," in run and is_at_meeting(key, verb)


def is_at_meeting(key: str, verb: int) -> bool:
    """ "Phát biểu tại lễ trao quyết định …": the verb only tells what meeting it is."""
    found = pattern("statements", "at_a_meeting").search(key, 0, verb)
    return found is not None and "," not in key[found.start() : verb]


def only_leads_to(key: str, name: int) -> bool:
    """ "Đáp lời ông A, Bí thư Thành ủy cho rằng …": A stands in what leads to another.

    ``name`` is where in the key A stands.
    """
    start = clause_of(key, name)
    return follows("statements", "leads_to_the_subject", key[:name], start)


def speaks_or_acts(key: str, end: int) -> bool:
    """Whether the bearer of a title that ends there is the subject of what follows."""
    return follows("statements", "speaks_or_acts", key, end)


def is_short_source(made: Line, name: int) -> bool:
    """ "Theo ông An": a source that was named in full before."""
    before = made.sentence.key[: made.pieces[name].start]
    source = before[clause_of(before, len(before), ",") :]
    return made.letters[name] == "n" and is_all("statements", "source", source)

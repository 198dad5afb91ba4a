"""Who had the votes that a sentence tells, and whether they elect."""

from __future__ import annotations

import re

from processing.observe.sentence.listing import names_of_list
from processing.observe.sentence.roles import Line

#: "Kết quả, ông A, P, đạt 45/45 phiếu", "Kết quả, 100% đại biểu đồng ý bầu ông A".
_HAS_VOTES = re.compile(
    r"[w,]{0,6}H*([Nn])(?:[,\-][PYt]+)*,?(?:/#|(?=[wp]{1,4}#)[wp#/%]+)w*I?w*\.?$"
)
_VOTED = re.compile(r"[w,#/%]{1,14}IH*([Nn])(?:[,\-][PYt]+)*\.?$")


#: "A, Y, và B, Y, đạt lần lượt 52/54 và 50/54 phiếu": behind the last of the names.
_IN_VOTES = re.compile(r"(?:[,\-][PYt]+)*,?[wpZ]{1,4}#[wp#/%&,]+\.?")
_OF_ALL = re.compile(r"(?<![\d/])(\d{1,3}) ?/ ?(\d{1,3})(?![\d/])")


def is_fewer_than_half(key: str) -> bool:
    """ "đạt 20/48 phiếu": nobody is elected so."""
    votes = _OF_ALL.search(key)
    return votes is not None and 2 * int(votes[1]) <= int(votes[2])


def with_votes(made: Line) -> list[int]:
    """Who had the votes that a sentence tells: one, or several in turn."""
    told = _HAS_VOTES.match(made.letters) or _VOTED.match(made.letters)
    if told:
        return [told.start(1)]
    names = names_of_list(made, 0)
    rest = made.letters[names[-1] + 1 :] if names[1:] else ""
    return names if _IN_VOTES.fullmatch(rest) else []
